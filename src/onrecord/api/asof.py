"""A record as it could be known on a day: it is linked anew, so its rows are in memory and not in the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from onrecord.model import linked
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.finding import Finding
from onrecord.model.record import Extraction
from onrecord.store.listing import Listed
from onrecord.store.lookup import SHAPES, Wanted
from onrecord.store.relations import Marked
from onrecord.store.searching import At, Hit
from onrecord.store.store import Store
from onrecord.views.exports.memory import Memory

_ROUND = 200


class AsOf:
    """Answers what `store.lookup.Lookup` answers, as far as the Python API asks it."""

    def __init__(self, record: linked.Record, findings: tuple[Finding, ...], store: Store) -> None:
        self.record, self.memory = record, Memory(record, findings)
        self._store = store

    # ---- rows

    def rows(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        return {row.id: row for row in self.memory.rows(kind, list(ids))}

    def row(self, kind: str, id_: str) -> Any | None:
        return self.rows(kind, [id_]).get(id_)

    def texts(self, ids: Iterable[str]) -> dict[str, Document]:
        return {id_: row.document for id_, row in self.rows("document", ids).items()}

    def extraction(self, id_: str) -> Extraction:
        return self.record.extractions[id_]

    def beginning(self, start: str, most: int = 2) -> list[tuple[str, str]]:
        found = [(kind, id_) for kind in SHAPES for id_ in self.memory.ids(kind) if id_.startswith(start)]
        return [pair for pair in found if pair[1] == start] or found[:most]

    def parties(self, actor: str) -> tuple[tuple[str, int], ...]:
        row = self.row("actor", actor)
        return row.parties if row else ()

    def marks(self, document: str) -> list[Marked]:
        return [Marked(kind, *mark) for kind, known in self._places.items() for mark in known.get(document, ())]

    def decisions(self) -> tuple[linked.Decision, ...]:
        return self.record.decisions

    # ---- lists

    def as_of(self) -> Date | None:
        return self.record.as_of

    def weights(self, kind: str, ids: Iterable[str]) -> dict[str, int]:
        return {id_: self.memory.listed(kind, id_).weight for id_ in self.rows(kind, ids)}

    def count(self, kind: str) -> int:
        return len(self.memory.ids(kind))

    def counts(self, kind: str, column: str) -> dict[Any, int]:
        values = (getattr(self.memory.listed(kind, id_), column) for id_ in self.memory.ids(kind))
        return dict(sorted(Counter(values).items()))

    def ids(self, kind: str, wanted: Wanted | None = None, *, order: str, most: int = 20) -> list[str]:
        return self.memory.ids(kind, wanted, order)[:most]

    def search(self, expression: str, kind: str, wanted: Wanted | None = None, *, most: int = 20) -> list[Hit]:
        """What the store finds, as far as it was known by that day."""
        found: list[Hit] = []
        at: At | None = None
        fitting = set(self.memory.ids(kind, wanted))
        within = "actor" if kind == "actor" else "document"
        with self._store.lookup() as lookup:
            while len(found) < most:
                hits, at = lookup.search_on(expression, within, at=at, most=_ROUND)
                for hit in hits:
                    found += [replace(hit, id=id_, type=kind) for id_ in self._resting_on(kind, hit) if id_ in fitting]
                if at is None:
                    break
        return found[:most]

    def _resting_on(self, kind: str, hit: Hit) -> list[str]:
        if kind in ("actor", "document"):
            return [hit.id]
        places = self._places[kind].get(hit.document, ())
        return sorted({id_ for id_, start, end in places if start < hit.end and end > hit.start})

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, list[tuple[str, int, int]]]]:
        """By type and article: which rows rest on which of its words."""
        found: dict[str, dict[str, list[tuple[str, int, int]]]] = {kind: {} for kind in SHAPES}
        for kind in SHAPES:
            for id_ in self.memory.ids(kind):
                item: Listed = self.memory.listed(kind, id_)
                for document, start, end in sorted(item.places):
                    found[kind].setdefault(document, []).append((id_, start, end))
        return found
