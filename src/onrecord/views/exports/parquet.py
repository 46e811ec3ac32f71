"""Parquet: one table of all types that are taken, with typed columns; lists and parts stay what they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.views.exports.reading import Rows, chunks
from onrecord.views.exports.tables import Column, Shape, columns_of, kinds_of, table_rows
from onrecord.views.jsonl import Json

_GROUP = 5_000

_PLACE = pa.struct(
    {
        "document": pa.string(), "start": pa.int64(), "end": pa.int64(), "kind": pa.string(), "status": pa.string(),
        "date": pa.string(), "place": pa.string(), "participants": pa.list_(pa.string()), "strength": pa.string(),
        "due": pa.string(),
    }
)  # fmt: skip
_STEP = pa.struct({"step": pa.string(), "date": pa.string(), "document": pa.string(), "as_of": pa.string()})
_VERSION = pa.struct({"value": pa.string(), "documents": pa.list_(pa.string()), "for": pa.string()})
_OFFICE = pa.struct({"title": pa.string(), "of": pa.string(), "from": pa.string(), "to": pa.string()})
_SHAPES: Mapping[Shape, pa.DataType] = {
    "text": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "texts": pa.list_(pa.string()),
    "span": pa.list_(pa.int64()),
    "spans": pa.list_(pa.list_(pa.int64())),
    "places": pa.list_(_PLACE),
    "history": pa.list_(_STEP),
    "versions": pa.list_(_VERSION),
    "offices": pa.list_(_OFFICE),
    "derived": pa.list_(pa.struct({"document": pa.string(), "kind": pa.string()})),
    "pairs": pa.map_(pa.string(), pa.string()),
    "counts": pa.struct({kind: pa.int64() for kind in ("quote", "event", "commitment", "figure")}),
    "plover": pa.struct({"type": pa.string(), "mode": pa.string()}),
}


def write(rows: Rows, out: IO[bytes], *, with_texts: bool = False) -> None:
    """One file; a group of rows holds rows of one type, so that whoever wants one type reads that alone."""
    schema = schema_of(columns_of(kinds_of(rows), with_texts=with_texts))
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for some in groups(rows, with_texts=with_texts):
            writer.write_batch(pa.RecordBatch.from_pylist(some, schema))


def groups(rows: Rows, *, with_texts: bool = False) -> Iterator[list[Json]]:
    """The rows of the table, as many at a time as are written at a time."""
    for kind in kinds_of(rows):
        yield from chunks(map(_fitting, table_rows(rows, kind, with_texts=with_texts)), _GROUP)


def schema_of(columns: Sequence[Column]) -> pa.Schema:
    return pa.schema([(column.name, _SHAPES[column.shape]) for column in columns])


def _fitting(row: Json) -> Json:
    """Identifiers as pairs: they have no fixed names."""
    found: Any = row.get("identifiers")
    return row | {"identifiers": sorted(found.items())} if found else row
