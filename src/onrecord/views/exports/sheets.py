"""XLSX: a sheet for each type. Cells of text are text to the program that opens them, whatever they begin with."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from onrecord.views.exports.choice import NAMES
from onrecord.views.exports.reading import Rows
from onrecord.views.exports.steady import steady
from onrecord.views.exports.tables import Column, columns_of, kinds_of, table_rows
from onrecord.views.jsonl import Json, to_line

# What the format has room for: rows of a sheet, characters of a cell.
MOST_ROWS, MOST_TEXT = 1_048_576, 32_767
# Characters that XML has no place for.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(rows: Rows, out: IO[bytes], *, with_texts: bool = False) -> None:
    """A workbook; what is too long for a cell ends in "…", and what is too long for a sheet goes on in another one."""
    book = Workbook(write_only=True)
    try:
        for kind in kinds_of(rows):
            _fill(
                book, kind, columns_of([kind], with_texts=with_texts)[1:], table_rows(rows, kind, with_texts=with_texts)
            )
        with TemporaryFile() as made:
            book.save(made)
            steady(made, out)
    except BaseException:
        # Sheets that are left open complain when they are thrown away.
        for sheet in book.worksheets:
            with contextlib.suppress(Exception):
                sheet.close()
        raise


def _fill(book: Any, kind: str, columns: list[Column], rows: Iterable[Json]) -> None:
    sheet, filled, number = _sheet(book, NAMES[kind], columns), 1, 1
    for row in rows:
        if filled == MOST_ROWS:
            number += 1
            sheet, filled = _sheet(book, f"{NAMES[kind]} {number}", columns), 1
        sheet.append([_cell(sheet, column, row) for column in columns])
        filled += 1


def _sheet(book: Any, title: str, columns: list[Column]) -> Any:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    sheet.append([column.name for column in columns])
    return sheet


def _cell(sheet: Any, column: Column, row: Json) -> Any:
    value = row.get(column.name)
    if value is None or value == []:
        return None
    if isinstance(value, (bool, int, float)):
        return value
    if column.name == "value" and row["type"] == "figure" and _exact(value):
        return float(value)
    text = to_line(value) if isinstance(value, (list, dict)) else str(value)
    text = _ILLEGAL.sub("\ufffd", text)
    cell = WriteOnlyCell(sheet, text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…")
    # Else what begins with = would be a formula.
    cell.data_type = "s"
    return cell


def _exact(value: str) -> bool:
    """Whether a number of a program for tables is this decimal and no other."""
    return abs(Decimal(value)) < Decimal(10**15) and Decimal(repr(float(value))) == Decimal(value)
