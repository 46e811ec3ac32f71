"""Opening a record and putting lines where they belong: a terminal, a pipe, a file."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import typer
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from onrecord.cli.program import ReaderGone, say
from onrecord.errors import DateError, OnrecordError
from onrecord.model.dates import Date
from onrecord.model.finding import Finding
from onrecord.model.linked import Record
from onrecord.replacing import replacing
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.views.narrowing import Filters
    from onrecord.views.since import News


def open_record(record: Path | None, as_of: str | None) -> tuple[Record, tuple[Finding, ...]]:
    from onrecord import pipeline
    from onrecord.store.store import Store

    with Store(Settings.read(record=record).record) as store:
        opened, found = pipeline.open_record(store, day(as_of))
    say_left_out(opened)
    return opened, found


def open_since(
    record: Path | None, since: str | None, as_of: str | None
) -> tuple[Record, tuple[Finding, ...], News | None]:
    """The record, with what a period brought where one is asked for."""
    from onrecord import pipeline
    from onrecord.store.store import Store
    from onrecord.views.since import Stand, news

    first = day(since, "--since")
    if first is None:
        return (*open_record(record, as_of), None)
    with Store(Settings.read(record=record).record) as store:
        before, after = pipeline.open_period(store, first, day(as_of))
    say_left_out(after[0])
    return (*after, news(Stand(*before), Stand(*after), first.edtf))


def say_left_out(opened: Record) -> None:
    if opened.open_day:
        say(f"left out, as nothing tells by what day they were known: {', '.join(sorted(opened.open_day))}")


def day(text: str | None, option: str = "--as-of") -> Date | None:
    if text is None:
        return None
    try:
        day = Date(text)
        if day.bounds() is None:
            raise DateError("a year is needed")
    except DateError as error:
        raise typer.BadParameter(f"{error}; write it like 2025-11-06", param_hint=option) from error
    return day


def print_lines(lines: Iterable[str]) -> None:
    out = sys.stdout
    try:
        for line in lines:
            # Text that cannot be encoded (a lone surrogate, a narrow terminal) must not end the listing.
            out.write(line.encode(out.encoding or "utf-8", "replace").decode(out.encoding or "utf-8") + "\n")
        out.flush()
    except BrokenPipeError as error:
        raise ReaderGone from error


def write_bytes(put: Callable[[IO[bytes]], None], output: Path | None, *, packed: bool = False) -> None:
    """To a file beside its final name, then renamed: there is never half a file. None: standard output, unless it is a
    terminal and what comes is `packed` and no text."""
    if output is None and packed and sys.stdout.isatty():
        raise typer.BadParameter("this is no text: name a file", param_hint="--output")
    try:
        if output is not None:
            with replacing(output) as file:
                put(file)
        elif packed:
            # such formats go back and forth in their file, which a pipe can't
            with TemporaryFile() as made:
                put(made)
                made.seek(0)
                shutil.copyfileobj(made, sys.stdout.buffer)
                sys.stdout.buffer.flush()
        else:
            put(sys.stdout.buffer)
            sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        if output is None:
            # what is still in Python's buffer has nowhere to go either
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OnrecordError(
            error.strerror or "cannot be written", where=str(output or error.filename or "standard output")
        ) from error


def filters(
    by: str | None = None,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    kind: str | None = None,
    status: str | None = None,
    severity: int | None = None,
) -> Filters:
    """What a table is narrowed to, as the options say it."""
    from onrecord.views.narrowing import Filters

    return Filters(by, outlet, day(since, "--since"), day(until, "--until"), kind, status, severity)


def show(kind: str, record: Path | None, as_of: str | None, as_json: bool, filters: Filters | None = None) -> None:
    """One kind of row: a table on a terminal, tab-separated when piped, or JSON lines."""
    from onrecord.views.jsonl import export_rows, to_line
    from onrecord.views.narrowing import kept_ids
    from onrecord.views.tables import TABLES

    opened, findings = open_record(record, as_of)
    ids = kept_ids(opened, findings, kind, filters) if filters is not None else None
    if as_json:
        wanted = {"sources": "document"}.get(kind, kind.removesuffix("s"))
        rows = (row for row in export_rows(opened, findings) if row["type"] == wanted)
        print_lines(to_line(row) for row in rows if ids is None or row["id"] in ids)
        return
    table = TABLES[kind](opened, findings)
    if ids is not None:
        table = replace(table, rows=tuple(row for row in table.rows if row[0] in ids))
    if not sys.stdout.isatty():
        print_lines("\t".join(row) for row in (table.heads, *table.rows))
        return
    shown = RichTable(title=table.title, title_justify="left", show_lines=False)
    for head in table.heads:
        shown.add_column(head, overflow="fold")
    for row in table.rows:
        shown.add_row(*(Text(cell) for cell in row))
    Console().print(shown)
