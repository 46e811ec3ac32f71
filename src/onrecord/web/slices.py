"""As much of the record as one page shows: rows with the articles and actors that they name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from onrecord.model import linked
from onrecord.model.clock import by_clock
from onrecord.model.finding import Finding
from onrecord.store.lookup import Lookup
from onrecord.views.names import Names


def names_for(lookup: Lookup, *parts: Iterable[Any], texts: bool = True) -> Names:
    """Look-ups that hold whatever these rows name. Without `texts` no words can be cut out of the articles."""
    return Names(slice_of(lookup, *parts, texts=texts))


def slice_of(lookup: Lookup, *parts: Iterable[Any], texts: bool = True) -> linked.Record:
    """A record of these rows, and of the quotes, articles and actors that they name."""
    rows = [row for part in parts for row in part]
    quotes = {row.id: row for row in rows if isinstance(row, linked.QuoteRow)}
    spoken = [id_ for row in rows if isinstance(row, linked.Statement) for id_ in row.quotes]
    quotes |= lookup.rows("quote", (id_ for id_ in spoken if id_ not in quotes))
    documents, actors = set[str](), set[str]()
    for row in (*rows, *quotes.values()):
        documents |= _documents(row)
        actors |= _actors(row)
    read = lookup.rows("document", sorted(documents))
    known = tuple(row for _, row in sorted(read.items()))
    if texts:
        whole = lookup.texts(read)
        known = tuple(replace(row, document=whole[row.id]) for row in known if row.id in whole)
    for document in known:
        actors |= _actors(document)
    return linked.Record(
        documents=known,
        actors=tuple(lookup.rows("actor", sorted(actors)).values()),
        quotes=tuple(quotes[id_] for id_ in sorted(quotes)),
        commitments=tuple(row for row in rows if isinstance(row, linked.CommitmentRow)),
    )


def commitments(lookup: Lookup, ids: Iterable[str]) -> list[linked.CommitmentRow]:
    """Commitments as of the record's latest day, in the order of the ids."""
    as_of = lookup.as_of()
    return [by_clock(row, as_of) for row in lookup.rows("commitment", ids).values()]


def _documents(row: Any) -> set[str]:
    match row:
        case linked.QuoteRow():
            return {row.document}
        case linked.EventRow() | linked.FigureRow():
            steps = row.history if isinstance(row, linked.EventRow) else ()
            return _documents_of(row.evidence) | _documents_of(steps)
        case linked.CommitmentRow():
            told = _documents_of(row.evidence) | _documents_of(row.proposed) | _documents_of(row.history)
            return told | {document for document, _ in row.conditions}
        case Finding():
            return {*row.documents, *(where.document for where in row.evidence)}
        case linked.DocumentRow():
            return {row.id, *(taken.document for taken in row.derived_from)}
        case linked.ActorRow():
            return {document for document, _ in row.parties}
    return set()


def _documents_of(parts: Iterable[Any]) -> set[str]:
    return {part.document for part in parts}


def _actors(row: Any) -> set[str]:
    found: set[str | None] = set()
    match row:
        case linked.QuoteRow() | linked.Statement():
            found = set(row.speakers)
        case linked.EventRow():
            told = {actor for telling in row.evidence for actor in (*telling.participants, telling.place)}
            found = {row.place, *row.participants, *told}
        case linked.CommitmentRow():
            found = {row.who, *row.targets}
        case linked.DocumentRow():
            found = {row.outlet, *row.cites}
        case linked.ActorRow():
            found = {row.id, *row.members, *(office.of for office in row.offices)}
    return {id_ for id_ in found if id_}
