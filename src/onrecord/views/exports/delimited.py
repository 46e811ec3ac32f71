"""CSV as RFC 4180 has it, in UTF-8; what has parts is JSON within its cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import IO, Any

from onrecord.views.exports.reading import Rows
from onrecord.views.exports.tables import Column, columns_of, kinds_of, table_rows
from onrecord.views.jsonl import to_line

# Programs for tables take a cell that begins so for a formula: a reader's machine must not run an outlet's words.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z", re.ASCII)


def write(rows: Rows, out: IO[bytes], *, with_texts: bool = False) -> None:
    """One table of all types that are taken, with the columns of all."""
    kinds = kinds_of(rows)
    columns = columns_of(kinds, with_texts=with_texts)
    text = io.TextIOWrapper(out, "utf-8", errors="replace", newline="", write_through=True)
    try:
        table = csv.writer(text)
        table.writerow([column.name for column in columns])
        for kind in kinds:
            for row in table_rows(rows, kind, with_texts=with_texts):
                table.writerow(cells(columns, row))
    finally:
        text.detach()


def cells(columns: Sequence[Column], row: dict[str, Any]) -> list[str]:
    return [cell(row.get(column.name)) for column in columns]


def cell(value: Any) -> str:
    """A value as text: nothing as nothing, lists and parts as JSON, words that could be a formula behind a `'`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        return to_line(value) if value else ""
    if isinstance(value, str):
        return harmless(value.replace("\0", "\ufffd"))
    return str(value)


def harmless(text: str) -> str:
    """The text behind an apostrophe where it would be taken for a formula; numbers stay as they are."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text
