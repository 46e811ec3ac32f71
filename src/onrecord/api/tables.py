"""Rows as tables of Apache Arrow, with the columns that an export to Parquet has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa

from onrecord.store.everything import Everything
from onrecord.store.store import Store
from onrecord.views.exports import Choice, Rows
from onrecord.views.exports.memory import Memory
from onrecord.views.exports.parquet import groups, schema_of
from onrecord.views.exports.reading import Held, Stored
from onrecord.views.exports.tables import columns_of, kinds_of


def table(rows: Rows) -> pa.Table:
    """The rows of the one type that is taken; no rows make a table with the same columns."""
    schema = schema_of(columns_of(kinds_of(rows)))
    return pa.Table.from_batches((pa.RecordBatch.from_pylist(some, schema) for some in groups(rows)), schema)


@contextmanager
def stored_rows(store: Store, kind: str, ids: Sequence[str]) -> Iterator[Rows]:
    """These rows of a record on disk, within one transaction."""
    with store.everything() as everything:
        yield _Stored(everything, kind, ids)


@contextmanager
def held_rows(memory: Memory, kind: str, ids: Sequence[str]) -> Iterator[Rows]:
    """The same of a record in memory."""
    yield _Held(memory, kind, ids)


class _Stored(Stored):
    def __init__(self, everything: Everything, kind: str, ids: Sequence[str]) -> None:
        super().__init__(everything, Choice((kind,)), listed=True)  # whoever has ids to ask for has lists in step
        self._picked = ids

    def ids(self, kind: str, order: str = "") -> Sequence[str]:
        return self._picked


class _Held(Held):
    def __init__(self, memory: Memory, kind: str, ids: Sequence[str]) -> None:
        super().__init__(memory, Choice((kind,)))
        self._picked = ids

    def ids(self, kind: str, order: str = "") -> Sequence[str]:
        return self._picked
