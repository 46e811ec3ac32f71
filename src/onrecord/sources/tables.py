"""CSV, TSV and Parquet: an article a row, in columns that are named."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import BinaryIO

from onrecord.errors import SourceError
from onrecord.sources.decoding import encoding_of
from onrecord.sources.fields import columns_of, item_of
from onrecord.sources.items import Found, shown
from onrecord.sources.request import Request
from onrecord.sources.streams import look

_SAMPLE = 1 << 16
_DELIMITERS = ",;\t|"
_MOST_COLUMNS = 10_000
_ROWS = 64
# A row group is held in memory, a part of it at a time.
_MOST_BYTES_OF_GROUP = 4_000_000_000


def read_delimited(stream: BinaryIO, name: str, where: str, request: Request) -> Found:
    """The articles of a CSV or TSV: the first row names the columns, the delimiter is told by it."""
    head, stream = look_further(stream)
    encoding = encoding_of(head, where)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    first = head.decode(encoding, "replace").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda mark: (first.count(mark), -_DELIMITERS.index(mark)))
    csv.field_size_limit(request.most_bytes)
    try:
        rows = csv.reader((line.replace("\0", "") for line in _lines(text, request)), delimiter=delimiter)
        yield from _rows_of(rows, name, where, request)
    except csv.Error as error:
        hint = "the rows before it are kept; a quotation mark may be missing"
        yield SourceError(f"a broken table ({shown(str(error))})", where=where, hint=hint)
    finally:
        text.detach()


def look_further(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of a table, cut at a line's end where that is possible."""
    head, stream = look(stream, _SAMPLE)
    whole = head.rfind(b"\n")
    return head[: whole + 1] if whole > 0 else head, stream


def _lines(text: io.TextIOWrapper, request: Request) -> Iterable[str]:
    while line := text.readline(request.most_bytes):
        yield line


def _rows_of(rows: Iterable[list[str]], name: str, where: str, request: Request) -> Found:
    columns: dict[str, int] | None = None
    plain = replace(request, columns={})  # the values go by our names already
    for number, row in enumerate(rows, 1):
        if columns is None:
            names = [cell.strip().removeprefix("\ufeff") for cell in row[:_MOST_COLUMNS]]
            if any(names):
                columns = {field: names.index(own) for field, own in columns_of(names, request.columns, where).items()}
        elif any(cell.strip() for cell in row):
            values = {field: row[index] if index < len(row) else None for field, index in columns.items()}
            yield item_of(values, name, f"{where}:{number}", plain)
    if columns is None:
        yield SourceError("an empty file", where=where, hint="there is nothing to read in it")


def read_parquet(stream: BinaryIO, name: str, where: str, request: Request) -> Found:
    """The articles of a Parquet file, some rows at a time, only the columns that are needed."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(stream, memory_map=False)
        columns = columns_of([str(column) for column in file.schema_arrow.names], request.columns, where)
        groups = (file.metadata.row_group(index).total_byte_size for index in range(file.metadata.num_row_groups))
        if any(size > _MOST_BYTES_OF_GROUP or size < 0 for size in groups):
            raise SourceError("a Parquet file with huge row groups", where=where, hint="write it in smaller ones")
        number, plain = 0, replace(request, columns={})
        for batch in file.iter_batches(batch_size=_ROWS, columns=sorted(set(columns.values()))):
            for row in batch.to_pylist():
                number += 1
                yield item_of(_row(row, columns), name, f"{where}:{number}", plain)
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        message = shown(str(error).partition("\n")[0] or type(error).__name__)[:200]
        yield SourceError(f"a broken Parquet file ({message})", where=where, hint="what was read before is kept")
        return
    if not number:
        yield SourceError("an empty file", where=where, hint="there is nothing to read in it")


def _row(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, object]:
    """A row's values by our names; several authors become one text."""
    values = {field: row.get(column) for field, column in columns.items()}
    authors = values.get("author")
    if isinstance(authors, list):
        values["author"] = ", ".join(author for author in authors if isinstance(author, str))
    return values
