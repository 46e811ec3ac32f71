"""Commands that build a record."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from onrecord.cli.output import day
from onrecord.cli.program import EXIT_OK, EXIT_SKIPPED, RecordOption, app, fail, say
from onrecord.errors import DossierError
from onrecord.settings import Settings


@app.command()
def add(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Files, folders, globs, or - for standard input: texts, HTML pages, JSON Lines, tables, mails, PDF, "
            "DOCX, web archives (WARC), and ZIP or TAR of all these.",
        ),
    ],
    record: RecordOption = None,
    dossier: Annotated[
        Path | None,
        typer.Option("--dossier", metavar="FILE", help="What is known beforehand (YAML); kept with the record."),
    ] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes (default: every core).")] = None,
    language: Annotated[
        list[str] | None,
        typer.Option("--language", metavar="CODE", help="Only articles in it (ru, kk …); may be repeated."),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Only articles published on that day or later.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Only articles published on that day or before.")
    ] = None,
    domain: Annotated[
        list[str] | None, typer.Option("--domain", metavar="SITE", help="Only articles of that site; may be repeated.")
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option(
            "--words", metavar="TEXT", help="Only articles with it (a part of a word will do); may be repeated."
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="FIELD=NAME", help="What a column of a table holds: text=body; may be repeated."
        ),
    ] = None,
) -> None:
    """Read articles into the record.

    What was added before costs nothing when added again; a run that was interrupted can be
    repeated. Whatever cannot be read is named in one line, and the rest goes on.
    """
    from onrecord import pipeline
    from onrecord.sources.choosing import Choice
    from onrecord.sources.fields import read_columns
    from onrecord.sources.files import Request, read_paths
    from onrecord.store.store import Store

    settings = Settings.read(record=record, dossier=dossier, jobs=jobs)
    text = _read_dossier(settings.dossier)
    choice = Choice.of(language, day(first, "--from"), day(last, "--to"), domain, words)
    request = Request(choice, read_columns(column or ()))
    new = not settings.record.exists()
    with Store(settings.record, create=True) as store, _bar() as show:
        done = pipeline.add(
            store,
            read_paths(paths, request=request),
            dossier_text=text,
            jobs=settings.jobs,
            on_progress=lambda p: show(f"{p.added + p.again} read, {p.unchanged} there already"),
        )
        show("linking")
        pipeline.refresh(store)
        count = store.count()
    for error in done.skipped:
        say(str(error))
    if new and not count:
        for path in (settings.record, *(Path(f"{settings.record}{end}") for end in ("-wal", "-shm"))):
            path.unlink(missing_ok=True)
        fail("nothing could be read, so no record was made")
    again = f", {done.again} worked out again" if done.again else ""
    again += f", {request.tally.left_out} not wanted" if request.tally.left_out else ""
    say(f"{done.added} added, {done.unchanged} there already{again}, {len(done.skipped)} skipped; "
         f"{settings.record} holds {count}")  # fmt: skip
    raise typer.Exit(EXIT_SKIPPED if done.skipped else EXIT_OK)


def _read_dossier(path: Path | None) -> str | None:
    if path is None:
        return None
    from onrecord.dossier import load_dossier

    load_dossier(path)  # a mistake is named by the file's own name and line
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise DossierError(error.strerror or "cannot be read", where=str(path)) from error


@contextlib.contextmanager
def _bar() -> Iterator[Callable[[str], None]]:
    """A progress line on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda text: None
        return
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda text: progress.update(task, description=text)
