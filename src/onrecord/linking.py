"""Keeps the record's rows in step with its articles, and reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from onrecord.compare.draft import Fault
from onrecord.compare.growing import grow_findings
from onrecord.dossier import Dossier
from onrecord.errors import OnrecordError
from onrecord.link.actors import in_record
from onrecord.link.build import latest
from onrecord.link.grown import grow_record
from onrecord.link.neighbourhood import Cast
from onrecord.model import linked
from onrecord.model.clock import by_clock
from onrecord.model.finding import Finding
from onrecord.model.record import Extraction
from onrecord.store.rows import read_decisions, read_document, read_extraction
from onrecord.store.shelf import Shelf
from onrecord.store.store import Store

# So many articles are linked in one transaction: what is near to them is fetched once for all of them. In a large
# record more is near than memory should hold, and fewer at a time take no longer.
BATCH, BATCH_OF_LARGE = 1000, 300
LARGE = 5000


def refresh(store: Store, dossier: Dossier, key: str) -> list[OnrecordError]:
    """Makes the rows of all articles that have none, with what `key` names; of all, where it is another than before.

    Whatever stops this, the rows that are made are kept and the rest is made the next time. Gives what of the record
    could not be looked through for findings, now or when it was last tried: the same code fails there again.
    """
    if store.get("linked") != key:
        store.forget_rows(key)
    decisions = read_decisions(store)
    while batch := store.pending(BATCH if store.count() < LARGE else BATCH_OF_LARGE):
        with store.shelf() as shelf:
            hood, touched = grow_record(shelf, batch, dossier, decisions)
            grow_findings(hood, touched)
            shelf.settle(batch)
        hood.let_go()
    with store.shelf(writes=False) as shelf:
        found = [fault for _, fault in shelf.every("fault", Fault)]
    told = sorted({(fault.where, fault.said) for fault in found})
    return [OnrecordError(said, where=where, hint="please report it with the articles") for where, said in told]


def read(store: Store) -> tuple[linked.Record, tuple[Finding, ...]]:
    """The record as its rows have it, and its findings."""
    with store.shelf(writes=False) as shelf:
        return _record(store, shelf), tuple(row for _, row in shelf.every("finding", Finding))


def _record(store: Store, shelf: Shelf) -> linked.Record:
    texts = {stored.id: read_document(stored) for stored in store.documents()}
    documents = tuple(replace(row, document=texts[id_]) for id_, row in shelf.every("document", linked.DocumentRow))
    as_of = latest(row.document for row in documents)
    wholes = shelf.components("whole")
    quotes = (row for _, row in shelf.every("quote", linked.QuoteRow))
    return linked.Record(
        documents=documents,
        actors=in_record(_with_parties(shelf.every("actor", linked.ActorRow), shelf.every("cast", Cast))),
        quotes=tuple(sorted(quotes, key=lambda row: (row.document, row.index))),
        statements=tuple(row for _, row in shelf.every("statement", linked.Statement)),
        events=tuple(replace(row, part_of=wholes.get((id_,))) for id_, row in shelf.every("event", linked.EventRow)),
        commitments=tuple(by_clock(row, as_of) for _, row in shelf.every("commitment", linked.CommitmentRow)),
        figures=tuple(row for _, row in shelf.every("figure", linked.FigureRow)),
        decisions=read_decisions(store),
        as_of=as_of,
        extractions=Extractions(store, frozenset(texts)),
    )


class Extractions(Mapping[str, Extraction]):
    """What every article holds, read when it is asked for: all at once would not fit into memory."""

    AT_HAND = 3000

    def __init__(self, store: Store, ids: frozenset[str]) -> None:
        self._store, self._ids = store, ids
        self._read = lru_cache(self.AT_HAND)(self._fetch)

    def _fetch(self, id_: str) -> Extraction:
        stored = self._store.document(id_)
        if stored is None:
            raise KeyError(id_)
        return read_extraction(stored)

    def __getitem__(self, id_: str) -> Extraction:
        if id_ not in self._ids:
            raise KeyError(id_)
        return self._read(id_)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._ids))

    def __len__(self) -> int:
        return len(self._ids)


def _with_parties(
    rows: Iterator[tuple[str, linked.ActorRow]], casts: Iterable[tuple[str, Cast]]
) -> Iterator[linked.ActorRow]:
    parties: dict[str, list[tuple[str, int]]] = {}
    for document, cast in casts:
        for index, actor in enumerate(cast.actors):
            parties.setdefault(actor, []).append((document, index))
    for id_, row in rows:
        yield replace(row, parties=tuple(parties.get(id_, ())))
