"""JSON-LD in the words of schema.org: Quotation, Claim and Event, with their articles and actors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any

from onrecord.model.dates import When, without_season
from onrecord.model.linked import ActorRow, DocumentRow, EventRow, QuoteRow, Statement
from onrecord.views.exports.reading import Rows
from onrecord.views.jsonl import Json, to_line, without_nothing
from onrecord.views.names import one_line

_LINKS = (
    "publisher isBasedOn spokenByCharacter isPartOf author appearance location attendee superEvent subjectOf member"
)
CONTEXT: Json = {
    "@vocab": "https://schema.org/",
    "onrecord": "urn:onrecord:",
    "id": "@id",
    "type": "@type",
    "eventStatus": {"@type": "@vocab"},
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    **{name: {"@type": "@id"} for name in _LINKS.split()},
}
"""It stands in the file itself: nobody has to be asked for it."""
_ACTORS = {
    "person": "Person",
    "organization": "Organization",
    "country": "Country",
    "group": "Organization",
    "place": "Place",
    "outlet": "NewsMediaOrganization",
}


def write(rows: Rows, out: IO[bytes]) -> None:
    """One object with a graph, a node a line."""
    out.write(f'{{"@context":{to_line(CONTEXT)},\n"@graph":[\n'.encode())
    before = ""
    for node in nodes(rows):
        out.write(f"{before}{to_line(without_nothing(node))}".encode("utf-8", "replace"))
        before = ",\n"
    out.write(b"\n]}\n")


def nodes(rows: Rows) -> Iterator[Json]:
    for kind, make in _NODES.items():
        for row in rows.each(kind):
            yield make(rows, row)


def _document(rows: Rows, row: DocumentRow) -> Json:
    document, source = row.document, rows.source(row.id)
    return _node(row.id, "NewsArticle") | {
        "headline": one_line(document.title.text) if document.title else None,
        "name": document.source,
        "datePublished": _day(document.published.edtf if document.published else None),
        "inLanguage": document.language,
        "publisher": _id(row.outlet),
        "url": source.address if is_iri(source.address) else None,
        "isBasedOn": _ids(x.document for x in row.derived_from),
    }


def _actor(rows: Rows, row: ActorRow) -> Json:
    wikidata = dict(row.identifiers).get("wikidata")
    return _node(row.id, _ACTORS[row.kind]) | {
        "name": one_line(row.name),
        "alternateName": [one_line(name) for name in row.names if name != row.name] or None,
        "member": _ids(row.members),
        "sameAs": f"http://www.wikidata.org/entity/{wikidata}" if wikidata and wikidata.isalnum() else None,
    }


def _quote(rows: Rows, row: QuoteRow) -> Json:
    return _node(row.id, "Quotation") | {
        "text": row.quote.span.text,
        "spokenByCharacter": _ids(row.speakers),
        "isPartOf": _id(row.document),
        "onrecord:kind": row.quote.kind,
        "onrecord:start": row.quote.span.start,
        "onrecord:end": row.quote.span.end,
        "onrecord:confidence": round(row.quote.confidence, 3),
    }


def _statement(rows: Rows, row: Statement) -> Json:
    return _node(row.id, "Claim") | {
        "text": rows.quotes(row)[0].quote.span.text,
        "author": _ids(row.speakers),
        "appearance": _ids(row.quotes),
        "onrecord:origins": row.origins,
    }


def _event(rows: Rows, row: EventRow) -> Json:
    first, last = _edges(row.when)
    moved = any(step.step == "moved" for step in row.history)
    status = "EventCancelled" if row.status == "cancelled" else "EventRescheduled" if moved else "EventScheduled"
    return _node(row.id, "Event") | {
        "name": row.series or row.kind,
        "startDate": first,
        "endDate": last,
        "eventStatus": status,
        "location": _id(row.place),
        "attendee": _ids(row.participants),
        "superEvent": _id(row.part_of),
        "subjectOf": _ids(dict.fromkeys(x.document for x in row.evidence)),
        "onrecord:kind": row.kind,
        "onrecord:status": row.status,
        "onrecord:origins": row.origins,
    }


_NODES: Mapping[str, Callable[[Rows, Any], Json]] = {
    "document": _document,
    "actor": _actor,
    "quote": _quote,
    "statement": _statement,
    "event": _event,
}


def _node(id_: str, kind: str) -> Json:
    return {"id": _id(id_), "type": kind}


def _id(id_: str | None) -> str | None:
    return f"onrecord:{id_}" if id_ else None


def _ids(ids: Iterable[str]) -> list[str] | None:
    return [f"onrecord:{id_}" for id_ in ids] or None


def _edges(when: When | None) -> tuple[str | None, str | None]:
    """The beginning and the end as ISO 8601 has them, as exact as they are known."""
    text = when.date.edtf if when else ""
    first, _, last = text.partition("/")
    return _day(first), _day(last)


def _day(text: str | None) -> str | None:
    return without_season(text) if text and text[0].isdigit() and "/" not in text else None


def is_iri(text: str) -> bool:
    return bool(text) and not any(c.isspace() or c in '<>"{}|\\^`' or not c.isprintable() for c in text)
