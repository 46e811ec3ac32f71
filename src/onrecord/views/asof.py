"""A record as it could be known on a day: it is linked anew, so its rows are in memory and not in the store.

Programs ask it there; for pages it is laid out as a store of its own, so that they need not know the difference.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property, total_ordering
from pathlib import Path
from typing import Any

from onrecord.model import linked
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.finding import Finding
from onrecord.model.record import Extraction
from onrecord.store.listing import Listed
from onrecord.store.lookup import SHAPES, Wanted
from onrecord.store.ordering import Standing
from onrecord.store.relations import Marked
from onrecord.store.searching import At, Hit
from onrecord.store.store import Store
from onrecord.views.exports.memory import Memory

_ROUND = 200


class AsOf:
    """Answers what `store.lookup.Lookup` answers, as far as programs ask it.

    `edition` is that of the store when the record was linked for the day.
    """

    def __init__(self, record: linked.Record, findings: tuple[Finding, ...], store: Store, edition: str = "") -> None:
        self.record, self.findings, self.memory = record, findings, Memory(record, findings)
        self._store, self._edition = store, edition
        self._laid_out: Store | None = None
        self._lock = threading.Lock()

    @property
    def is_laid_out(self) -> bool:
        return self._laid_out is not None

    def as_store(self) -> Store:
        """The same as a store: it lies in a folder of its own, which goes when nobody reads in it any more."""
        with self._lock:
            if self._laid_out is None:
                folder = tempfile.mkdtemp(prefix="onrecord-day-")
                store = Store(Path(folder) / "day.sqlite", create=True)
                weakref.finalize(store, shutil.rmtree, folder, ignore_errors=True)
                there = {row.id for row in self.record.documents}
                articles = (stored for stored in self._store.documents() if stored.id in there)
                store.lay_out(self.record, self.findings, articles, f"{self.record.as_of} of {self._edition}")
                self._laid_out = store
            return self._laid_out

    def edition(self) -> str:
        return self._edition

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

    def page(
        self, kind: str, wanted: Wanted | None = None, *, order: str, after: Standing = (), most: int = 20
    ) -> list[tuple[str, Standing]]:
        ids = self.memory.ids(kind, wanted, order)
        placed = [(id_, self._standing(kind, id_, order)) for id_ in ids]
        start = bisect_right(placed, _Place(after, order), key=lambda pair: _Place(pair[1], order)) if after else 0
        return placed[start : start + most]

    def _standing(self, kind: str, id_: str, order: str) -> Standing:
        item = self.memory.listed(kind, id_)
        values: list[str | int] = []
        for name in order.split():
            value = getattr(item, name.lstrip("-?"))
            values += [int(value == ""), value] if "?" in name else [value]
        return (*values, id_)

    def search(self, expression: str, kind: str, wanted: Wanted | None = None, *, most: int = 20) -> list[Hit]:
        return self.search_on(expression, kind, wanted, most=most)[0]

    def search_on(
        self, expression: str, kind: str, wanted: Wanted | None = None, *, at: At | None = None, most: int = 20
    ) -> tuple[list[Hit], At | None]:
        """What the store finds, as far as it was known by that day."""
        fitting = set(self.memory.ids(kind, wanted))
        within = "actor" if kind == "actor" else "document"
        found: list[Hit] = []
        on: At | None = (at[0], "") if at else None
        with self._store.lookup() as lookup:
            while len(found) <= most:
                hits, on = lookup.search_on(expression, within, at=on, most=_ROUND)
                pairs = ((hit, id_) for hit in hits for id_ in self._resting_on(kind, hit) if id_ in fitting)
                found += [replace(hit, id=id_, type=kind) for hit, id_ in pairs if _is_behind(hit.number, id_, at)]
                if on is None:
                    break
        shown = found[:most]
        return shown, (shown[-1].number, shown[-1].id) if len(found) > most else None

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


def _is_behind(number: int, id_: str, at: At | None) -> bool:
    return at is None or number < at[0] or (number == at[0] and id_ > at[1])


@total_ordering
class _Place:
    """Where a row stands in an order, to be compared as a database does."""

    def __init__(self, standing: Standing, order: str) -> None:
        down = [down for name in order.split() for down in ([False] * ("?" in name) + ["-" in name])]
        self._values = list(zip([*down, False], standing, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Place) and self._values == other._values

    def __lt__(self, other: _Place) -> bool:
        for (down, mine), (_, theirs) in zip(self._values, other._values, strict=True):
            if mine != theirs:
                less: bool = (mine > theirs) if down else (mine < theirs)  # type: ignore[operator]  # of one column
                return less
        return False

    __hash__ = None  # type: ignore[assignment]  # for comparing only
