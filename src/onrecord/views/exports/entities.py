"""FollowTheMoney entities, a line each: who is who, what was read, who met, and what was said and promised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import IO, Any

from onrecord.model.dates import without_season
from onrecord.model.linked import ActorRow, CommitmentRow, DocumentRow, EventRow, QuoteRow
from onrecord.views.exports.reading import Rows
from onrecord.views.jsonl import Json, to_line
from onrecord.views.names import one_line, plain

# A state is who acts here, not the land.
_ACTORS = {
    "person": "Person",
    "organization": "Organization",
    "country": "PublicBody",
    "group": "Organization",
    "place": "Address",
    "outlet": "Organization",
}
_SHORT, _NAME, _TEXT = 1024, 384, 65_000


def write(rows: Rows, out: IO[bytes]) -> None:
    """What `ftm` and Aleph read: `{"id", "schema", "properties"}`, every value a text in a list."""
    for entity in entities(rows):
        out.write(to_line(entity).encode("utf-8", "replace") + b"\n")


def entities(rows: Rows) -> Iterator[Json]:
    for kind, make in _ENTITIES.items():
        for row in rows.each(kind):
            yield from make(rows, row)


def _document(rows: Rows, row: DocumentRow) -> Iterator[Json]:
    document, source = row.document, rows.source(row.id)
    yield _entity(
        row.id,
        "Article",
        title=[source.title],
        fileName=[document.source],
        sourceUrl=[source.address if source.address.isascii() else None],
        publisher=[rows.name(row.outlet)],
        author=[document.author],
        publishedAt=_days(document.published.edtf if document.published else None),
        language=[_three_letters(document.language or "")],
    )


def _actor(rows: Rows, row: ActorRow) -> Iterator[Json]:
    schema = _ACTORS[row.kind]
    name = one_line(row.name, _NAME)
    others = [one_line(other, _NAME) for other in row.names if one_line(other, _NAME) != name]
    wikidata = [value for key, value in row.identifiers if key == "wikidata"]
    full = {"full": [name]} if schema == "Address" else {}
    yield _entity(row.id, schema, name=[name], alias=others, wikidataId=wikidata, **full)
    if row.kind == "group":
        for member in row.members:
            if _acts(rows, member):
                yield _entity(_made("membership", row.id, member), "Membership", member=[member], organization=[row.id])
    for office in row.offices if row.kind == "person" else ():
        post = _made("position", office.title, office.of or "")
        whose = [office.of] if office.of and _ACTORS.get(rows.kind(office.of)) in ("Organization", "PublicBody") else []
        yield _entity(post, "Position", name=[one_line(office.title, _NAME)], organization=whose)
        yield _entity(
            _made("occupancy", row.id, post, str(office.start)),
            "Occupancy",
            holder=[row.id],
            post=[post],
            startDate=_days(office.start.edtf if office.start else None),
            endDate=_days(office.end.edtf if office.end else None),
        )


def _quote(rows: Rows, row: QuoteRow) -> Iterator[Json]:
    yield _entity(
        row.id,
        "Note",
        name=[f"Quote: {', '.join(rows.names(row.speakers)) or 'unknown speaker'}"],
        description=[row.quote.span.text],
        entity=list(row.speakers),
        proof=[row.document],
        publisher=[rows.outlet(row.document)],
        keywords=["quote", row.quote.kind],
    )


def _event(rows: Rows, row: EventRow) -> Iterator[Json]:
    who = [id_ for id_ in row.participants if _acts(rows, id_)]
    first, _, last = (row.when.date.edtf if row.when else "").partition("/")
    yield _entity(
        row.id,
        "Event",
        name=[row.series or row.kind],
        summary=[row.status],
        description=[x.span.text for x in row.evidence],
        startDate=_days(first),
        endDate=_days(last),
        involved=who,
        location=[rows.name(row.place)],
        proof=list(dict.fromkeys(x.document for x in row.evidence)),
        keywords=[row.kind, row.status],
    )


def _commitment(rows: Rows, row: CommitmentRow) -> Iterator[Json]:
    due = f", due {row.due.date.edtf}" if row.due else ""
    yield _entity(
        row.id,
        "Note",
        name=[f"Commitment: {rows.name(row.who)}: {row.action}"],
        summary=[f"{row.strength}, {row.status}{due}"],
        description=[x.span.text for x in row.evidence],
        entity=[row.who, *(id_ for id_ in row.targets if id_ != row.who)],
        proof=list(dict.fromkeys(x.document for x in row.evidence)),
        keywords=["commitment", row.strength, row.status],
    )


_ENTITIES: Mapping[str, Callable[[Rows, Any], Iterator[Json]]] = {
    "document": _document,
    "actor": _actor,
    "quote": _quote,
    "event": _event,
    "commitment": _commitment,
}


def _acts(rows: Rows, actor: str) -> bool:
    """Whether somebody can be a member or take part, which a place can't."""
    return _ACTORS.get(rows.kind(actor), "Address") != "Address"


def _entity(id_: str, schema: str, **properties: Iterable[str | None]) -> Json:
    """An entity; values that there are none of are left out, those that are too long are cut."""
    found = {}
    for name, values in properties.items():
        most = _TEXT if name in ("description", "summary") else _NAME if name in ("name", "alias") else _SHORT
        kept = list(dict.fromkeys(plain(value, "\n\t")[:most] for value in values if value and value.strip()))
        if kept:
            found[name] = kept
    return {"id": id_, "schema": schema, "properties": found}


def _days(text: str | None) -> list[str | None]:
    """A day, month or year; of an interval its first, of a season the year."""
    first = (text or "").partition("/")[0]
    return [without_season(first) if first[:1].isdigit() else None]


@cache
def _three_letters(code: str) -> str | None:
    """The code of a language as ISO 639-3 has it, where CLDR knows one and no more."""
    from babel.core import get_global

    known: Mapping[str, str] = get_global("language_aliases")
    found = [long for long, short in known.items() if short == code and len(long) == 3]
    return found[0] if len(found) == 1 else None


def _made(*parts: str) -> str:
    return f"{parts[0][0]}{sha256(chr(0).join(parts).encode()).hexdigest()[:16]}"
