"""Rows for programs, each with what it can be cited by: the exact words, where they stand, who published them, when.

A row is the object of the record format (`views/jsonl.py`); `cited` is put beside its own keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from onrecord.model import linked
from onrecord.model.document import Document
from onrecord.model.finding import Finding
from onrecord.model.span import Span
from onrecord.store.relations import Marked
from onrecord.views import jsonl
from onrecord.views.jsonl import Json, without_nothing


class Source(Protocol):
    """Whoever has the rows."""

    def rows(self, kind: str, ids: Iterable[str]) -> dict[str, Any]: ...
    def texts(self, ids: Iterable[str]) -> dict[str, Document]: ...
    def marks(self, document: str) -> list[Marked]: ...


@dataclass(frozen=True, slots=True)
class Cited:
    """Rows for programs. `names` are those of the actors that the rows name, by id."""

    rows: tuple[Json, ...]
    names: Mapping[str, str]


def cite(source: Source, kind: str, rows: Sequence[Any]) -> Cited:
    """Rows of one type, in their order, with the words that they rest on."""
    quotes = source.rows("quote", (id_ for row in rows for id_ in row.quotes)) if kind == "statement" else {}
    places = [list(_places(row, quotes)) for row in rows]
    documents = source.rows("document", sorted({place.document for found in places for place in found}))
    outlets = {row.outlet for row in documents.values() if row.outlet}
    made = [_row(source, kind, row) for row in rows]
    named = sorted({id_ for row in made for id_ in _actors(row)} | {id_ for q in quotes.values() for id_ in q.speakers})
    actors = source.rows("actor", sorted({*named, *outlets}))
    names = {id_: row.name for id_, row in actors.items()}
    for row, found in zip(made, places, strict=True):
        if kind != "actor":
            row["cited"] = [_citation(place, documents[place.document], names) for place in found
                            if place.document in documents]  # fmt: skip
    return Cited(tuple(made), {id_: names[id_] for id_ in named if id_ in names})


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of an article, and what is to be said of them."""

    document: str
    span: Span
    more: Mapping[str, Any]


def _places(row: Any, quotes: Mapping[str, linked.QuoteRow]) -> Iterator[_Words]:
    match row:
        case linked.DocumentRow():
            if row.document.title:
                yield _Words(row.id, row.document.title, {})
        case linked.QuoteRow():
            yield _Words(row.document, row.quote.span, {})
        case linked.Statement():
            for quote in (quotes[id_] for id_ in row.quotes if id_ in quotes):
                more = {"quote": quote.id, "kind": quote.quote.kind, "speakers": list(quote.speakers)}
                yield _Words(quote.document, quote.quote.span, more)
        case linked.EventRow() | linked.CommitmentRow() | linked.FigureRow() | Finding():
            for told in row.evidence:
                yield _Words(told.document, told.span, _more(told))


def _more(told: Any) -> dict[str, Any]:
    match told:
        case linked.EventTelling():
            return {"status": told.status, "date": told.when.date.edtf if told.when else None}
        case linked.CommitmentTelling():
            due = told.due.date.edtf if told.due else None
            return {"strength": told.strength, "voice": told.voice, "due": due}
    return {}


def _citation(place: _Words, row: linked.DocumentRow, names: Mapping[str, str]) -> Json:
    document = row.document
    found = {
        "document": document.id,
        "start": place.span.start,
        "end": place.span.end,
        "words": place.span.text,
        "source": document.source,
        "url": document.url or (document.source if document.source.startswith(("http://", "https://")) else None),
        "outlet": names.get(row.outlet, row.outlet) if row.outlet else document.outlet,
        "published": document.published.edtf if document.published else None,
        **place.more,
    }
    return without_nothing(found)


def _row(source: Source, kind: str, row: Any) -> Json:
    if kind == "document":
        text = source.texts([row.id]).get(row.id)
        made = jsonl.document_row(replace(row, document=text) if text else row, _counts(source, row.id))
    else:
        made = jsonl.CONVERT[kind](row)
    return without_nothing(made)


def _counts(source: Source, document: str) -> Counter[str]:
    """How many rows rest on an article, as an export counts them: what was only proposed is no evidence."""
    rows = {(mark.type, mark.id) for mark in source.marks(document)}
    promised = source.rows("commitment", sorted(id_ for kind, id_ in rows if kind == "commitment")).values()
    told = [row for row in promised if any(piece.document == document for piece in row.evidence)]
    counts = Counter(kind for kind, _ in sorted(rows) if kind in ("quote", "event", "figure"))
    return counts + Counter({"commitment": len(told)})


def _actors(row: Json) -> Iterator[str]:
    """The ids of actors that a row names."""
    for key in ("speakers", "participants", "targets", "cites", "members"):
        yield from row.get(key, ())
    for key in ("who", "place", "outlet"):
        if row.get(key):
            yield row[key]
    for office in row.get("offices", ()):
        if office.get("of"):
            yield office["of"]
    for piece in row.get("evidence", ()):
        yield from piece.get("participants", ())
        if piece.get("place"):
            yield piece["place"]
