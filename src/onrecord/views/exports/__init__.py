"""A record in the formats of other programs: one module a format, one registry for the command line, desk and API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import IO

from onrecord.errors import OnrecordError
from onrecord.views.exports.choice import FIELDS, TYPES, Choice, choose
from onrecord.views.exports.reading import Rows, held, stored


@dataclass(frozen=True, slots=True)
class Format:
    """A way to take rows along.

    `module` writes it (`write(rows, out)`, and `with_texts` where `texts` says so). `rows` are the types that it can
    tell of. `packed` is no text, and nothing for a terminal.
    """

    name: str
    title: str
    module: str
    suffix: str
    media: str
    rows: tuple[str, ...] = TYPES
    texts: bool = False
    packed: bool = False


FORMATS: Mapping[str, Format] = {
    form.name: form
    for form in (
        Format("jsonl", "the record format, version 1", "lines", "jsonl", "application/x-ndjson", texts=True),
        Format("csv", "one table", "delimited", "csv", "text/csv; charset=utf-8", texts=True),
        Format(
            "parquet", "one table with types", "parquet", "parquet", "application/vnd.apache.parquet", TYPES, True, True
        ),
        Format(
            "xlsx", "a workbook, a sheet for each kind of row", "sheets", "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", TYPES, True, True,
        ),
    )
}  # fmt: skip


def format_of(name: str) -> Format:
    """The format of a name. Raises `OnrecordError` where there is none."""
    if name not in FORMATS:
        raise OnrecordError(f"there is no format {name!r}", hint=f"one of {', '.join(FORMATS)}")
    return FORMATS[name]


def narrow(form: Format, choice: Choice) -> Choice:
    """The choice as far as a format goes. Raises `OnrecordError` where it can tell of none of these rows."""
    taken = choice.of(*form.rows)
    if not taken.rows:
        raise OnrecordError(f"{form.name} has no room for {', '.join(choice.rows)}", hint=f"for {', '.join(form.rows)}")
    return taken


def write_export(form: Format, rows: Rows, out: IO[bytes], *, with_texts: bool = False) -> None:
    """Writes the rows to a file that takes bytes. Raises `OSError` where it takes no more."""
    module = import_module(f"{__name__}.{form.module}")
    if form.texts:
        module.write(rows, out, with_texts=with_texts)
    else:
        module.write(rows, out)


__all__ = ["FIELDS", "FORMATS", "TYPES", "Choice", "Format", "Rows", "choose", "format_of", "held", "narrow", "stored",
           "write_export"]  # fmt: skip
