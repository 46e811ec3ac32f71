"""Commands that give a record to other programs, and take it back."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Annotated

import typer

from onrecord.cli.adding import print_done, progress
from onrecord.cli.output import day, say_left_out, write_bytes
from onrecord.cli.program import AsOfOption, JobsOption, JsonOption, RecordOption, app, say
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
    kind of row), ics (a calendar), atom (a feed), jsonld (schema.org), annotations (W3C Web Annotations), ftm
    (FollowTheMoney), bibtex and csl (sources for a bibliography).

    Rows are narrowed as on the desk. What it is for:

      onrecord export --format xlsx --output record.xlsx

      onrecord export --format csv --rows quotes --actor "Korvald" > quotes.csv

      onrecord export --format parquet --output record.parquet    # SELECT * FROM 'record.parquet' WHERE type = 'event'

      onrecord export --with-texts --output all.jsonl    # and back: onrecord import all.jsonl --record new.sqlite
    """
    from onrecord.views.exports import FORMATS, choose, format_of, narrow, write_export

    if not form and output is not None and output.suffix:
        form = next((name for name, known in FORMATS.items() if output.suffix == f".{known.suffix}"), "")
        if not form:
            raise typer.BadParameter(
                f"no format ends in {output.suffix}: name one with --format", param_hint="--output"
            )
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


@app.command("import")
def import_file(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What export --with-texts wrote; - for standard input.")],
    record: RecordOption = None,
    jobs: JobsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a record of an export: its articles, its dossier, and what people decided.

    The file is looked through first: one that is damaged, or no export, changes nothing. Rows are made anew from
    the texts, so that the new record is one like any other, and exports as the old one did:

      onrecord export --with-texts --output all.jsonl

      onrecord import all.jsonl --record copy.sqlite
    """
    from onrecord.importing import import_record

    settings = Settings.read(record=record, jobs=jobs)
    name = "standard input" if file == "-" else file
    with progress() as show, _opened(file, name) as source:
        done = import_record(
            source, name, settings.record, jobs=settings.jobs, on_progress=lambda p: show(f"{p.added} read")
        )
    for warning in done.skipped:
        say(str(warning))
    say(f"{done.added} articles; {settings.record} is made")
    if as_json:
        print_done(done, record=str(settings.record))


@contextlib.contextmanager
def _opened(file: str, name: str) -> Iterator[IO[bytes]]:
    """A file that can be read twice: standard input is put aside first."""
    try:
        if file == "-":
            with TemporaryFile() as aside:
                shutil.copyfileobj(sys.stdin.buffer, aside)
                yield aside
        else:
            with open(file, "rb") as opened:
                if not opened.seekable():
                    raise OnrecordError("this can be read once only", where=name, hint="give it as standard input: -")
                yield opened
    except OSError as error:
        raise OnrecordError(error.strerror or "cannot be read", where=name) from error


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
        if choice.by_lists:
            while store.list_rows():
                pass
        with store.everything() as everything:
            use(stored(everything, choice))
