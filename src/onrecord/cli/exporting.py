"""Commands that give a record to other programs, and take it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from onrecord.cli.output import day, say_left_out, write_bytes
from onrecord.cli.program import AsOfOption, RecordOption, app
from onrecord.errors import OnrecordError
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.views.exports import Choice, Rows


@app.command()
def export(
    form: Annotated[
        str, typer.Option("--format", "-f", metavar="NAME", help="One of those above; else what --output ends in.")
    ] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Else standard output.")] = None,
    with_texts: Annotated[bool, typer.Option("--with-texts", help="Put the articles' texts in, too.")] = False,
    rows: Annotated[
        list[str] | None,
        typer.Option("--rows", metavar="NAME", help="Only these: quotes, events, sources …; may be repeated."),
    ] = None,
    kind: Annotated[str, typer.Option("--kind", metavar="WORD", help="Only rows of this kind: meeting, date …")] = "",
    status: Annotated[
        str, typer.Option("--status", metavar="WORD", help="Only rows that stand so: held, overdue …")
    ] = "",
    actor: Annotated[
        str, typer.Option("--actor", metavar="NAME|ID", help="Only rows that name this actor (any form of the name).")
    ] = "",
    outlet: Annotated[
        str, typer.Option("--outlet", metavar="NAME|ID", help="Only rows that rest on words of this outlet.")
    ] = "",
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="Only rows of that day or later.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Only rows of that day or before.")] = "",
    language: Annotated[str, typer.Option("--language", metavar="CODE", help="Only sources in it (ru, kk …).")] = "",
    severity: Annotated[str, typer.Option("--severity", metavar="1|2|3", help="Only findings as grave as this.")] = "",
    record: RecordOption = None,
    as_of: AsOfOption = None,
) -> None:
    """The record for other programs: the same bytes for the same articles, in any format.

    Formats: jsonl (every row as the record format has it), csv and parquet (one table), xlsx (a sheet for each
    kind of row).

    Rows are narrowed as on the desk. What it is for:

      onrecord export --format xlsx --output record.xlsx

      onrecord export --format csv --rows quotes --actor "Korvald" > quotes.csv

      onrecord export --format parquet --output record.parquet    # SELECT * FROM 'record.parquet' WHERE type = 'event'

      onrecord export --with-texts --output all.jsonl    # and back: onrecord import all.jsonl --record new.sqlite
    """
    from onrecord.views.exports import FORMATS, choose, format_of, narrow, write_export

    if not form and output is not None:
        form = next((name for name, known in FORMATS.items() if output.suffix == f".{known.suffix}"), "")
    query = {"kind": kind, "status": status, "actor": actor, "outlet": outlet, "since": since, "until": until,
             "language": language, "severity": severity}  # fmt: skip
    try:
        chosen = format_of(form or "jsonl")
        choice = narrow(chosen, choose(tuple(rows or ()), query))
    except OnrecordError as error:
        raise typer.BadParameter(str(error)) from error
    if with_texts and not chosen.texts:
        raise typer.BadParameter(f"{chosen.name} has no room for texts", param_hint="--with-texts")

    def put(out: IO[bytes]) -> None:
        _read(record, as_of, lambda found: write_export(chosen, found, out, with_texts=with_texts), choice)

    write_bytes(put, output, packed=chosen.packed)


def _read(record: Path | None, as_of: str | None, use: Callable[[Rows], None], choice: Choice) -> None:
    """Opens a record for an export: as it stands it is read row by row, as of another day it is made anew."""
    from onrecord import pipeline
    from onrecord.store.store import Store
    from onrecord.views.exports import held, stored

    with Store(Settings.read(record=record).record) as store:
        if (date := day(as_of)) is not None:
            opened, findings = pipeline.open_record(store, date)
            say_left_out(opened)
            with store.everything() as everything:
                use(held(opened, findings, choice, everything))
            return
        pipeline.refresh(store)
        if not store.compared:
            pipeline.open_record(store)
        if choice.by_lists:
            while store.list_rows():
                pass
        with store.everything() as everything:
            use(stored(everything, choice))
