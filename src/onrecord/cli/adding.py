"""Commands that build a record."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress as ProgressBar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from onrecord.cli.output import day, print_lines
from onrecord.cli.program import (
    EXIT_OK,
    EXIT_SKIPPED,
    DossierOption,
    JobsOption,
    JsonOption,
    RecordOption,
    app,
    fail,
    now,
    say,
)
from onrecord.errors import DossierError, SourceError
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.gathering.gatherer import Gatherer
    from onrecord.pipeline import Progress
    from onrecord.store.store import Store

AllowPrivateOption = Annotated[
    bool,
    typer.Option("--allow-private", help="Ask addresses of this machine and of private networks, too (an intranet)."),
]


@app.command()
def add(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Files, folders, globs, or - for standard input: texts, HTML pages, JSON Lines, tables, mails, PDF, "
            "DOCX, web archives (WARC), and ZIP or TAR of all these; feeds and lists of feeds; addresses (https://…) "
            "of pages, feeds and sitemaps of news.",
        ),
    ],
    record: RecordOption = None,
    dossier: DossierOption = None,
    jobs: JobsOption = None,
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
    full_text: Annotated[
        bool, typer.Option("--fetch/--no-fetch", help="Fetch articles of which a feed has only the beginning.")
    ] = True,
    allow_private: AllowPrivateOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read articles into the record.

    What was added before costs nothing when added again; a run that was interrupted can be
    repeated. Whatever cannot be read is named in one line, and the rest goes on.
    """
    from onrecord import pipeline
    from onrecord.aside import step_back
    from onrecord.gathering.sorting import sort_out
    from onrecord.sources.choosing import Choice
    from onrecord.sources.fields import read_columns
    from onrecord.sources.files import Request, read_paths
    from onrecord.store.store import Store

    settings = Settings.read(record=record, dossier=dossier, jobs=jobs)
    text = read_dossier(settings.dossier)
    choice = Choice.of(language, day(first, "--from"), day(last, "--to"), domain, words)
    request = Request(choice, read_columns(column or ()))
    new = not settings.record.exists()
    addresses, feeds, rest = sort_out(paths)
    if (addresses or feeds) and not choice.is_empty:
        raise typer.BadParameter("--language, --from, --to, --domain and --words choose among files, not addresses")
    with Store(settings.record, create=True) as store, progress() as show:
        if store.is_shown:
            step_back()  # whoever reads in the desk goes first
        done = pipeline.add(
            store,
            read_paths(rest, request=request),
            dossier_text=text,
            jobs=settings.jobs,
            on_progress=lambda p: show(f"{p.added + p.again} read, {p.unchanged} there already"),
        )
        if addresses or feeds:
            from onrecord.gathering.adding import add_addresses

            with gathering(store, show, done, allow_private=allow_private) as gatherer:
                more = add_addresses(gatherer, addresses, feeds, full_text=full_text, jobs=settings.jobs)
            done.count(more)
        show("linking")
        done.skipped += pipeline.refresh(store)
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
    if as_json:
        print_done(done, record=str(settings.record), articles=count, left_out=request.tally.left_out)
    raise typer.Exit(EXIT_SKIPPED if done.skipped else EXIT_OK)


@app.command()
def refetch(
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask nobody: read again the answers that the record keeps.")
    ] = False,
    allow_private: AllowPrivateOption = False,
    record: RecordOption = None,
    jobs: JobsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read again what came from the web.

    Every page is asked for once more, and one that has another text by now gets a new version. With
    --offline nobody is asked: the answers of servers are kept in the record, and it is rebuilt from
    them, as after a new version of onrecord that reads pages better.
    """
    from onrecord import pipeline
    from onrecord.gathering.refetching import ask_again, rebuild
    from onrecord.store.store import Store

    settings = Settings.read(record=record, jobs=jobs)
    with Store(settings.record) as store, progress() as show:
        gone: tuple[str, ...] = ()
        if offline:
            show("reading")
            built = rebuild(store, settings.jobs)
            done, gone = built.progress, built.gone
            for spared in built.spared:
                say(f"{spared}: kept, though it is read otherwise now (a person decided on it)")
        else:
            done = pipeline.Progress()
            with gathering(store, show, done, allow_private=allow_private) as gatherer:
                more = ask_again(gatherer, store, settings.jobs)
            done.count(more)
        show("linking")
        done.skipped += pipeline.refresh(store)
    for error in done.skipped:
        say(str(error))
    say(f"{done.added} new, {done.unchanged} as they were, {len(gone)} no longer read so, {len(done.skipped)} skipped")
    if as_json:
        print_done(done, record=str(settings.record), no_longer=list(gone))
    raise typer.Exit(EXIT_SKIPPED if done.skipped else EXIT_OK)


def print_done(done: Progress, **more: object) -> None:
    """What became of it, as one JSON object."""
    told = {"added": done.added, "unchanged": done.unchanged, "again": done.again, **more}
    print_lines([json.dumps({**told, "skipped": list(map(str, done.skipped))}, ensure_ascii=False)])


@contextlib.contextmanager
def gathering(store: Store, show: Callable[[str], None], done: Progress, *, allow_private: bool) -> Iterator[Gatherer]:
    """Asks the web for a record; what goes wrong is noted in `done`."""
    from onrecord.gathering.asking import KeptRules
    from onrecord.gathering.gatherer import Gatherer
    from onrecord.sources.urls import ANY
    from onrecord.sources.web import Fetcher, Manners

    seen: dict[str, int] = {}

    def tell(event: str, **values: object) -> None:
        seen[event] = seen.get(event, 0) + 1
        if event == "problem":
            done.skipped.append(SourceError(str(values["what"])))
        show(f"{seen.get('feed', 0)} feeds, {seen.get('page', 0)} pages, {seen.get('article', 0)} articles")

    manners = Manners(allowed=ANY if allow_private else ())
    with Fetcher(manners, now, memory=KeptRules(store)) as fetcher:
        yield Gatherer(store, fetcher, now, tell)


def read_dossier(path: Path | None) -> str | None:
    """The text of a dossier's file, checked. Raises `DossierError`."""
    if path is None:
        return None
    from onrecord.dossier import load_dossier

    load_dossier(path)  # a mistake is named by the file's own name and line
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise DossierError(error.strerror or "cannot be read", where=str(path)) from error


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A progress line on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda text: None
        return
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with ProgressBar(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda text: progress.update(task, description=text)
