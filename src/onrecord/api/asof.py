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
from onrecord.store import codec
from onrecord.store.listing import Listed, Place, edges, listed
from onrecord.store.lookup import SHAPES, Wanted
from onrecord.store.relations import Marked
from onrecord.store.searching import Hit
from onrecord.store.store import Store

_ROUND = 200


class AsOf:
    """Answers what `store.lookup.Lookup` answers, as far as the Python API asks it.

    Lists are narrowed and sorted by the same values (`store.listing`), worked out from the rows.
    """

    def __init__(self, record: linked.Record, findings: tuple[Finding, ...], store: Store) -> None:
        self._record, self._store = record, store
        parts: dict[str, Iterable[Any]] = {
            "document": record.documents, "actor": record.actors, "quote": record.quotes,
            "statement": record.statements, "event": record.events, "commitment": record.commitments,
            "figure": record.figures, "finding": findings,
        }  # fmt: skip
        self._rows: dict[str, dict[str, Any]] = {kind: {row.id: row for row in rows} for kind, rows in parts.items()}
        self._texts = {row.id: row.document for row in record.documents}

    # ---- rows

    def rows(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        here = self._rows[kind]
        return {id_: here[id_] for id_ in ids if id_ in here}

    def row(self, kind: str, id_: str) -> Any | None:
        return self._rows[kind].get(id_)

    def texts(self, ids: Iterable[str]) -> dict[str, Document]:
        return {id_: self._texts[id_] for id_ in ids if id_ in self._texts}

    def extraction(self, id_: str) -> Extraction:
        return self._record.extractions[id_]

    def beginning(self, start: str, most: int = 2) -> list[tuple[str, str]]:
        found = [(kind, id_) for kind in SHAPES for id_ in sorted(self._rows[kind]) if id_.startswith(start)]
        return [pair for pair in found if pair[1] == start] or found[:most]

    def parties(self, actor: str) -> tuple[tuple[str, int], ...]:
        row = self.row("actor", actor)
        return row.parties if row else ()

    def marks(self, document: str) -> list[Marked]:
        return [
            Marked(kind, id_, start, end)
            for kind, items in self._listed.items()
            for id_, item in items.items()
            for other, start, end in item.places
            if other == document
        ]

    def decisions(self) -> tuple[linked.Decision, ...]:
        return self._record.decisions

    # ---- lists

    def as_of(self) -> Date | None:
        return self._record.as_of

    def weights(self, kind: str, ids: Iterable[str]) -> dict[str, int]:
        listed = self._listed[kind]
        return {id_: listed[id_].weight if id_ in listed else 0 for id_ in ids}

    def count(self, kind: str) -> int:
        return len(self._rows[kind])

    def counts(self, kind: str, column: str) -> dict[Any, int]:
        return dict(sorted(Counter(getattr(item, column) for item in self._listed[kind].values()).items()))

    def ids(self, kind: str, wanted: Wanted | None = None, *, order: str, most: int = 20) -> list[str]:
        items = self._listed[kind]
        found = sorted(id_ for id_, item in items.items() if wanted is None or self._fits(kind, item, id_, wanted))
        for name in reversed(order.split()):
            key = name.lstrip("-?")
            found.sort(key=lambda id_: getattr(items[id_], key), reverse="-" in name)
            if "?" in name:
                found.sort(key=lambda id_: getattr(items[id_], key) == "")
        return found[:most]

    def search(
        self, expression: str, kind: str, wanted: Wanted | None = None, *, below: int | None = None, most: int = 20
    ) -> list[Hit]:
        """What the store finds, as far as it was known by that day."""
        found: list[Hit] = []
        fitting = set(self.ids(kind, wanted, order="name", most=len(self._rows[kind])))
        with self._store.lookup() as lookup:
            while len(found) < most:
                hits = lookup.search(expression, "actor" if kind == "actor" else "document", below=below, most=_ROUND)
                for hit in hits:
                    found += [replace(hit, id=id_, type=kind) for id_ in self._resting_on(kind, hit) if id_ in fitting]
                if len(hits) < _ROUND:
                    break
                below = hits[-1].number
        return found[:most]

    def _resting_on(self, kind: str, hit: Hit) -> list[str]:
        if kind in ("actor", "document"):
            return [hit.id]
        places = self._at[kind].get(hit.document, ())
        return sorted({id_ for id_, start, end in places if start < hit.end and end > hit.start})

    # ---- what lists are narrowed by

    @cached_property
    def _at(self) -> Mapping[str, Mapping[str, list[tuple[str, int, int]]]]:
        """By type and article: which rows rest on which of its words."""
        found: dict[str, dict[str, list[tuple[str, int, int]]]] = {kind: {} for kind in SHAPES}
        for kind, items in self._listed.items():
            for id_, item in items.items():
                for document, start, end in sorted(item.places):
                    found[kind].setdefault(document, []).append((id_, start, end))
        return found

    @cached_property
    def _listed(self) -> Mapping[str, Mapping[str, Listed]]:
        return {kind: {id_: self._item(kind, row) for id_, row in rows.items()} for kind, rows in self._rows.items()}

    def _item(self, kind: str, row: Any) -> Listed:
        if isinstance(row, linked.DocumentRow):
            row = replace(row, document=replace(row.document, raw=""))
        item = listed(kind, codec.dump(row), self)
        if isinstance(row, linked.CommitmentRow):
            return replace(item, status=row.status)
        if isinstance(row, linked.ActorRow):
            return replace(item, weight=len({document for document, _ in row.parties}))
        if isinstance(row, linked.DocumentRow):
            return replace(item, named=item.named | {("party", actor) for actor in self._parties.get(row.id, ())})
        return item

    @cached_property
    def _parties(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in self._record.actors:
            for document, _ in row.parties:
                found.setdefault(document, set()).add(row.id)
        return found

    def _fits(self, kind: str, item: Listed, id_: str, wanted: Wanted) -> bool:
        known = {other for _, other in item.named}
        outlets = {id_} if kind == "document" else {document for document, _, _ in item.places}
        return (
            wanted.kind in ("", item.kind)
            and wanted.language in ("", item.kind)
            and (not wanted.status or item.status == ("" if wanted.status == "none" else wanted.status))
            and wanted.weight in (None, item.weight)
            and (not wanted.since or item.day >= wanted.since)
            and (not wanted.until or "" < item.day <= wanted.until)
            and wanted.actor in ("", *known)
            and (not wanted.outlet or any(self._rows["document"][d].outlet == wanted.outlet for d in outlets))
        )

    # ---- what `listed` asks of other rows

    def day(self, document: str) -> str:
        text = self._texts.get(document)
        return edges(text.published)[0] if text else ""

    def quote_places(self, quotes: Iterable[str]) -> Mapping[str, Place]:
        rows = self.rows("quote", quotes).values()
        return {row.id: (row.document, row.quote.span.start, row.quote.span.end) for row in rows}
