"""Whole tables for exports: ids, counts and settings of all rows, with nothing of them kept in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select

from onrecord.model.dates import Date
from onrecord.store import schema
from onrecord.store.engine import days_published, documents_told
from onrecord.store.lookup import Lookup, Wanted
from onrecord.store.settings import setting

# As many as there are.
_ALL = -1


class Everything(Lookup):
    """The record within one transaction, for whoever reads all of it."""

    def every_id(self, kind: str, wanted: Wanted | None = None, *, order: str = "") -> list[str]:
        """Ids of all rows of a type in their order; of those that `wanted` asks for, where rows are listed
        (`Store.list_rows`). `order` as for `ids`, and for such lists only."""
        if wanted is not None or order:
            return self.ids(kind, wanted, order=order, most=_ALL)
        table = schema.row
        return list(self._connection.scalars(select(table.c.id).where(table.c.type == kind).order_by(table.c.id)))

    def row_counts(self) -> dict[str, Counter[str]]:
        """How many quotes, encounters, commitments and figures each article holds, by document and type."""
        counts: dict[str, Counter[str]] = {}
        for kind in ("quote", "event", "commitment", "figure"):
            for document, count in documents_told(self._connection, schema.row, kind):
                counts.setdefault(document, Counter())[kind] = count
        return counts

    def latest_day(self) -> Date | None:
        """The latest day of publication, as far as days are known; None where no article bears a date."""
        found = []
        for text in days_published(self._connection, schema.document):
            bounds = Date(text).bounds()
            if bounds:
                found.append((bounds[0], text))
        return Date(max(found)[1]) if found else None

    def given(self, ids: Iterable[str]) -> dict[str, bytes]:
        """What the sources said of articles beside their texts, as it was noted (JSON)."""
        table = schema.document
        query = select(table.c.id, table.c.given).where(table.c.id.in_(sorted(ids)))
        return {row.id: row.given for row in self._connection.execute(query)}

    def setting(self, key: str) -> str | None:
        """A setting of the record (`dossier`: the file's text), or None."""
        return setting(self._connection, key)
