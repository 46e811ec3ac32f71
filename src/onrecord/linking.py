"""Keeps the record's rows in step with its articles, and reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.dossier import Dossier
from onrecord.link.actors import in_record
from onrecord.link.build import latest
from onrecord.link.commitments import by_clock
from onrecord.link.grown import grow_record
from onrecord.link.neighbourhood import Cast
from onrecord.model import linked
from onrecord.model.finding import Finding
from onrecord.store.rows import read_decisions, read_document, read_extraction
from onrecord.store.store import Store

# So many articles are linked in one transaction.
BATCH = 200


def refresh(store: Store, dossier: Dossier, key: str) -> None:
    """Makes the rows of all articles that have none, with what `key` names; of all, where it is another than before.

    Whatever stops this, the rows that are made are kept and the rest is made the next time.
    """
    if store.get("linked") != key:
        store.forget_rows(key)
    decisions = read_decisions(store)
    while batch := store.pending(BATCH):
        with store.shelf() as shelf:
            grow_record(shelf, batch, dossier, decisions)
            shelf.settle(batch)


def read(store: Store) -> tuple[linked.Record, tuple[Finding, ...]]:
    """The record as its rows have it, and its findings."""
    texts = {stored.id: stored for stored in store.documents()}
    with store.shelf() as shelf:
        documents = tuple(
            replace(row, document=read_document(texts[id_])) for id_, row in shelf.every("document", linked.DocumentRow)
        )
        as_of = latest(row.document for row in documents)
        wholes = shelf.components("whole")
        quotes = sorted(
            (row for _, row in shelf.every("quote", linked.QuoteRow)), key=lambda row: (row.document, row.index)
        )
        record = linked.Record(
            documents=documents,
            actors=in_record(_with_parties(shelf.every("actor", linked.ActorRow), shelf.every("cast", Cast))),
            quotes=tuple(quotes),
            statements=tuple(row for _, row in shelf.every("statement", linked.Statement)),
            events=tuple(
                replace(row, part_of=wholes.get((id_,))) for id_, row in shelf.every("event", linked.EventRow)
            ),
            commitments=tuple(by_clock(row, as_of) for _, row in shelf.every("commitment", linked.CommitmentRow)),
            figures=tuple(row for _, row in shelf.every("figure", linked.FigureRow)),
            decisions=read_decisions(store),
            as_of=as_of,
            extractions={id_: read_extraction(stored) for id_, stored in texts.items()},
        )
        return record, tuple(row for _, row in shelf.every("finding", Finding))


def _with_parties(
    rows: Iterator[tuple[str, linked.ActorRow]], casts: Iterable[tuple[str, Cast]]
) -> Iterator[linked.ActorRow]:
    parties: dict[str, list[tuple[str, int]]] = {}
    for document, cast in casts:
        for index, actor in enumerate(cast.actors):
            parties.setdefault(actor, []).append((document, index))
    for id_, row in rows:
        yield replace(row, parties=tuple(parties.get(id_, ())))
