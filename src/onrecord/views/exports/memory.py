"""A record in memory, found by the same filters as one on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from onrecord.model import linked
from onrecord.model.clock import overdue
from onrecord.model.finding import Finding
from onrecord.store.listing import Article, Listed, Place, article_of, listed_row
from onrecord.store.lookup import Wanted
from onrecord.store.somebody import among
from onrecord.views.jsonl import row_counts


class Memory:
    """Look-ups over one record, each made once."""

    def __init__(self, record: linked.Record, findings: Iterable[Finding]) -> None:
        self.record = record
        parts: Mapping[str, Iterable[Any]] = {
            "document": record.documents, "actor": record.actors, "quote": record.quotes,
            "statement": record.statements, "event": record.events, "commitment": record.commitments,
            "figure": record.figures, "finding": findings,
        }  # fmt: skip
        self._rows = {kind: {row.id: row for row in part} for kind, part in parts.items()}
        self._items: dict[tuple[str, str], Listed] = {}

    def rows(self, kind: str, ids: Sequence[str]) -> Iterator[Any]:
        table = self._rows[kind]
        return (table[id_] for id_ in ids if id_ in table)

    def ids(self, kind: str, wanted: Wanted | None = None, order: str = "") -> list[str]:
        """As `Lookup.ids` has them."""
        found = sorted(self._rows[kind])
        if wanted not in (None, Wanted()):
            found = [id_ for id_ in found if self._is_wanted(kind, id_, wanted)]
        for name in reversed(order.split()):
            values = {id_: getattr(self.listed(kind, id_), name.lstrip("-?")) for id_ in found}
            found.sort(key=values.__getitem__, reverse="-" in name)
            if "?" in name:
                found.sort(key=lambda id_, values=values: values[id_] == "")  # type: ignore[misc]  # this round's
        return found

    def counts(self) -> Mapping[str, Counter[str]]:
        return row_counts(self.record)

    def somebody(self, text: str) -> linked.ActorRow | None:
        """The actor of an id or a name, as `store.somebody` knows it."""
        return among(self._rows["actor"].values(), text)

    # ---- filters

    def listed(self, kind: str, id_: str) -> Listed:
        """The row as lists know it."""
        if (kind, id_) not in self._items:
            item = listed_row(kind, self._rows[kind][id_], self._known)
            if kind == "actor":
                item = replace(item, weight=len({document for document, _ in self._rows[kind][id_].parties}))
            self._items[kind, id_] = item
        return self._items[kind, id_]

    @cached_property
    def _known(self) -> _Known:
        return _Known(self._rows["document"], self._rows["quote"])

    def _is_wanted(self, kind: str, id_: str, wanted: Wanted) -> bool:
        item = self.listed(kind, id_)
        if wanted.kind and item.kind != wanted.kind:
            return False
        if wanted.language and kind == "document" and item.kind != wanted.language:
            return False
        if wanted.status and not self._stands(kind, id_, item, wanted.status):
            return False
        if wanted.weight is not None and item.weight != wanted.weight:
            return False
        if wanted.since and item.day < wanted.since:
            return False
        if wanted.until and not "" < item.day <= wanted.until:
            return False
        if wanted.actor and not self._names(kind, id_, item, wanted.actor):
            return False
        return not wanted.outlet or self._of_outlet(kind, id_, item, wanted.outlet)

    def _stands(self, kind: str, id_: str, item: Listed, status: str) -> bool:
        if status == "none":
            return item.status == ""
        if kind == "commitment" and status in ("open", "overdue"):
            due = overdue(self._rows[kind][id_].due, self.record.as_of)
            return item.status == "open" and due == (status == "overdue")
        return item.status == status

    def _names(self, kind: str, id_: str, item: Listed, actor: str) -> bool:
        named = any(other == actor for _, other in item.named)
        return named or (kind == "document" and id_ in self._naming.get(actor, ()))

    @cached_property
    def _naming(self) -> Mapping[str, frozenset[str]]:
        """The documents that name an actor."""
        return {row.id: frozenset(document for document, _ in row.parties) for row in self.record.actors}

    def _of_outlet(self, kind: str, id_: str, item: Listed, outlet: str) -> bool:
        documents = self._rows["document"]
        if kind == "document":
            return bool(documents[id_].outlet == outlet)
        return any(place[0] in documents and documents[place[0]].outlet == outlet for place in item.places)


class _Known:
    """What lists need to know of other rows."""

    def __init__(self, documents: Mapping[str, linked.DocumentRow], quotes: Mapping[str, linked.QuoteRow]) -> None:
        self._articles = {id_: article_of(row) for id_, row in documents.items()}
        self._quotes = quotes

    def article(self, document: str) -> Article:
        return self._articles.get(document, Article())

    def quote_places(self, quotes: Iterable[str]) -> Mapping[str, Place]:
        found = (self._quotes[id_] for id_ in quotes if id_ in self._quotes)
        return {row.id: (row.document, row.quote.span.start, row.quote.span.end) for row in found}
