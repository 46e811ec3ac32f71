"""The command line: reads arguments, calls the pipeline, prints views. Nothing else happens here."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table as RichTable
from rich.text import Text

from onrecord.errors import DateError, DossierError, OnrecordError
from onrecord.model.dates import Date
from onrecord.model.finding import Finding
from onrecord.model.linked import Decision, Record
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.views.since import News

EXIT_OK, EXIT_FAILED, EXIT_USAGE, EXIT_SKIPPED = 0, 1, 2, 3

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Read the coverage of a diplomatic process and keep its record: who met whom, who said what, "
    "who promised what by when, and where the outlets disagree.\n\n"
    "Start with:\n\n  onrecord add FOLDER\n\n  onrecord brief --output brief.html\n\n"
    "Exit status: 0 all was read, 3 something was skipped (each named), 1 it failed, 2 wrong usage.",
)

RecordOption = Annotated[
    Path | None,
    typer.Option("--record", metavar="FILE", help="The record to use (else $ONRECORD_RECORD, else onrecord.sqlite)."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Show the record as it could be known on that day (2025-11-06): nothing published later, nothing without "
        "a date. By default all of it, as of the latest publication.",
    ),
]
WhyOption = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="For whoever reads it later.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]


def main() -> None:
    """The entry point: errors become one line and an exit status, a closed pipe ends quietly."""
    try:
        app()
    except OnrecordError as error:
        _fail(str(error))
    except BrokenPipeError:
        # The reader has gone; what is still in Python's buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_OK)
    except KeyboardInterrupt:
        _say("stopped; what was added is kept")
        sys.exit(130)


def _say(line: str) -> None:
    print(f"onrecord: {line}", file=sys.stderr)


def _fail(line: str) -> NoReturn:
    _say(line)
    sys.exit(EXIT_FAILED)


# ---- building a record


@app.command()
def add(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Text files, folders, globs, .jsonl files, or - for standard input."),
    ],
    record: RecordOption = None,
    dossier: Annotated[
        Path | None,
        typer.Option("--dossier", metavar="FILE", help="What is known beforehand (YAML); kept with the record."),
    ] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes (default: every core).")] = None,
) -> None:
    """Read articles into the record.

    What was added before costs nothing when added again; a run that was interrupted can be
    repeated. Whatever cannot be read is named in one line, and the rest goes on.
    """
    from onrecord import pipeline
    from onrecord.sources.files import read_paths
    from onrecord.store.store import Store

    settings = Settings.read(record=record, dossier=dossier, jobs=jobs)
    text = _read_dossier(settings.dossier)
    new = not settings.record.exists()
    with Store(settings.record, create=True) as store, _bar() as show:
        done = pipeline.add(
            store,
            read_paths(paths),
            dossier_text=text,
            jobs=settings.jobs,
            on_progress=lambda p: show(f"{p.added + p.again} read, {p.unchanged} there already"),
        )
        show("linking")
        pipeline.refresh(store)
        count = store.count()
    for error in done.skipped:
        _say(str(error))
    if new and not count:
        for path in (settings.record, *(Path(f"{settings.record}{end}") for end in ("-wal", "-shm"))):
            path.unlink(missing_ok=True)
        _fail("nothing could be read, so no record was made")
    again = f", {done.again} worked out again" if done.again else ""
    _say(f"{done.added} added, {done.unchanged} there already{again}, {len(done.skipped)} skipped; "
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


# ---- reading a record


def _open(record: Path | None, as_of: str | None) -> tuple[Record, tuple[Finding, ...]]:
    from onrecord import pipeline
    from onrecord.store.store import Store

    with Store(Settings.read(record=record).record) as store:
        opened, found = pipeline.open_record(store, _day(as_of))
    _say_left_out(opened)
    return opened, found


def _open_since(
    record: Path | None, since: str | None, as_of: str | None
) -> tuple[Record, tuple[Finding, ...], News | None]:
    """The record, with what a period brought where one is asked for."""
    from onrecord import pipeline
    from onrecord.store.store import Store
    from onrecord.views.since import Stand, news

    first = _day(since, "--since")
    if first is None:
        return (*_open(record, as_of), None)
    with Store(Settings.read(record=record).record) as store:
        before, after = pipeline.open_period(store, first, _day(as_of))
    _say_left_out(after[0])
    return (*after, news(Stand(*before), Stand(*after), first.edtf))


def _say_left_out(opened: Record) -> None:
    if opened.open_day:
        _say(f"left out, as nothing tells by what day they were known: {', '.join(sorted(opened.open_day))}")


def _day(text: str | None, option: str = "--as-of") -> Date | None:
    if text is None:
        return None
    try:
        day = Date(text)
        if day.bounds() is None:
            raise DateError("a year is needed")
    except DateError as error:
        raise typer.BadParameter(f"{error}; write it like 2025-11-06", param_hint=option) from error
    return day


def _print(lines: Iterable[str]) -> None:
    out = sys.stdout
    for line in lines:
        # Text that cannot be encoded (a lone surrogate, a narrow terminal) must not end the listing.
        out.write(line.encode(out.encoding or "utf-8", "replace").decode(out.encoding or "utf-8") + "\n")
    out.flush()


def _write(lines: Iterable[str], output: Path | None) -> None:
    """To a file beside its final name, then renamed: there is never half a file. None: standard output."""
    if output is None:
        _print(lines)
        return
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=output.parent, delete=False) as file:
            try:
                for line in lines:
                    file.write(line + "\n")
                file.flush()
                os.fchmod(file.fileno(), 0o644)
                os.replace(file.name, output)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise OnrecordError(error.strerror or "cannot be written", where=str(output)) from error


def _show(kind: str, record: Path | None, as_of: str | None, as_json: bool) -> None:
    """One kind of row: a table on a terminal, tab-separated when piped, or JSON lines."""
    from onrecord.views.jsonl import export_rows, to_line
    from onrecord.views.tables import TABLES

    opened, findings = _open(record, as_of)
    if as_json:
        wanted = {"sources": "document"}.get(kind, kind.removesuffix("s"))
        _print(to_line(row) for row in export_rows(opened, findings) if row["type"] == wanted)
        return
    table = TABLES[kind](opened, findings)
    if not sys.stdout.isatty():
        _print("\t".join(row) for row in (table.heads, *table.rows))
        return
    shown = RichTable(title=table.title, title_justify="left", show_lines=False)
    for head in table.heads:
        shown.add_column(head, overflow="fold")
    for row in table.rows:
        shown.add_row(*(Text(cell) for cell in row))
    Console().print(shown)


@app.command()
def quotes(record: RecordOption = None, as_of: AsOfOption = None, as_json: JsonOption = False) -> None:
    """Who said what: every quote with its speaker, the words, and how sure the record is."""
    _show("quotes", record, as_of, as_json)


@app.command()
def events(record: RecordOption = None, as_of: AsOfOption = None, as_json: JsonOption = False) -> None:
    """Who met whom: encounters by date, each told once however often it is reported."""
    _show("events", record, as_of, as_json)


commitments_app = typer.Typer(invoke_without_command=True)
findings_app = typer.Typer(invoke_without_command=True)
actors_app = typer.Typer(invoke_without_command=True)
decisions_app = typer.Typer(invoke_without_command=True)
app.add_typer(commitments_app, name="commitments")
app.add_typer(findings_app, name="findings")
app.add_typer(actors_app, name="actors")
app.add_typer(decisions_app, name="decisions")


@commitments_app.callback()
def commitments(
    context: typer.Context, record: RecordOption = None, as_of: AsOfOption = None, as_json: JsonOption = False
) -> None:
    """Who promised what by when, by due date, with the status as of the record's latest day.

    A promise is open until its day has passed, then overdue: that is all that the clock can say.
    Kept, broken or withdrawn it is when a person has seen the evidence; what later articles seem
    to tell of it is proposed ("onrecord explain ID" shows the words):

      onrecord commitments confirm ID kept --why "opened on 28 April"

      onrecord commitments reject ID kept

      onrecord commitments confirm ID +1
    """
    if context.invoked_subcommand is None:
        _show("commitments", record, as_of, as_json)


@findings_app.callback()
def findings(
    context: typer.Context, record: RecordOption = None, as_of: AsOfOption = None, as_json: JsonOption = False
) -> None:
    """Where the sources disagree, the gravest first."""
    if context.invoked_subcommand is None:
        _show("findings", record, as_of, as_json)


@actors_app.callback()
def actors(
    context: typer.Context, record: RecordOption = None, as_of: AsOfOption = None, as_json: JsonOption = False
) -> None:
    """Who is who: everybody named, with all forms of the name."""
    if context.invoked_subcommand is None:
        _show("actors", record, as_of, as_json)


@decisions_app.callback()
def decisions(context: typer.Context, record: RecordOption = None, as_json: JsonOption = False) -> None:
    """What people decided, kept apart from what the program found."""
    if context.invoked_subcommand is None:
        _show("decisions", record, None, as_json)


# ---- deciding


@actors_app.command("merge")
def merge_actors(
    ids: Annotated[list[str], typer.Argument(metavar="ID ID…", help="Actors that are one.")],
    why: WhyOption = None,
    record: RecordOption = None,
) -> None:
    """Two actors or more are one. Holds for whatever is added later, and can be undone."""
    from onrecord.deciding import merge

    _decide(record, lambda opened, _: merge(opened, ids, why=why, **_signed()))


@actors_app.command("split")
def split_actor(
    actor: Annotated[str, typer.Argument(metavar="ID", help="The actor.")],
    source: Annotated[list[str], typer.Option("--source", metavar="NAME", help="A source that means somebody else.")],
    why: WhyOption = None,
    record: RecordOption = None,
) -> None:
    """In some sources the name means somebody else: these become an actor of their own."""
    from onrecord.deciding import split

    _decide(record, lambda opened, _: split(opened, actor, source, why=why, **_signed()))


@actors_app.command("rename")
def rename_actor(
    actor: Annotated[str, typer.Argument(metavar="ID", help="The actor.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called from now on.")],
    why: WhyOption = None,
    record: RecordOption = None,
) -> None:
    """An actor is called so."""
    from onrecord.deciding import rename

    _decide(record, lambda opened, _: rename(opened, actor, name, why=why, **_signed()))


@findings_app.command("dismiss")
def dismiss_finding(
    finding: Annotated[str, typer.Argument(metavar="ID", help="The finding.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="For whoever reads it later.")],
    record: RecordOption = None,
) -> None:
    """A finding is none. Remembered against its words: it stays away until they change."""
    from onrecord.deciding import dismiss

    _decide(record, lambda _, found: dismiss(found, finding, why=why, **_signed()))


# A score of -1 is no option.
_SCORES = {"ignore_unknown_options": True}


@commitments_app.command("confirm", context_settings=_SCORES)
def confirm_commitment(
    commitment: Annotated[str, typer.Argument(metavar="ID", help="The commitment.")],
    value: Annotated[str, typer.Argument(metavar="STATUS", help="kept, broken, in_progress, withdrawn, or a score.")],
    why: WhyOption = None,
    record: RecordOption = None,
) -> None:
    """A person has seen the evidence: the promise was kept, broken …; -1, 0 or 1 is its G20 score."""
    from onrecord.deciding import judge

    _decide(record, lambda opened, _: judge(opened, commitment, "confirm", value, why=why, **_signed()))


@commitments_app.command("reject", context_settings=_SCORES)
def reject_commitment(
    commitment: Annotated[str, typer.Argument(metavar="ID", help="The commitment.")],
    value: Annotated[str, typer.Argument(metavar="STATUS", help="The proposed status that is wrong.")],
    why: WhyOption = None,
    record: RecordOption = None,
) -> None:
    """The evidence that was proposed does not show what it was proposed for."""
    from onrecord.deciding import judge

    _decide(record, lambda opened, _: judge(opened, commitment, "reject", value, why=why, **_signed()))


@decisions_app.command("undo")
def undo_decision(
    decision: Annotated[str, typer.Argument(metavar="ID", help="The decision.")], record: RecordOption = None
) -> None:
    """Take a decision back: the record is again what the program found."""
    from onrecord.store.rows import read_decisions
    from onrecord.store.store import Store

    with Store(Settings.read(record=record).record) as store:
        members = [member for known in read_decisions(store) if known.id == decision for member in known.members]
        if not store.remove_decision(decision, {member.document for member in members}):
            raise OnrecordError("no such decision", where=decision, hint="see: onrecord decisions")
    _say(f"{decision} taken back")


def _signed() -> dict[str, str | None]:
    """Who decides, and when: the one place where the clock is read."""
    with contextlib.suppress(OSError, KeyError, ImportError):
        return {"by": getpass.getuser(), "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")}
    return {"by": None, "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")}


def _decide(record: Path | None, make: Callable[[Record, tuple[Finding, ...]], Decision]) -> None:
    from onrecord import pipeline
    from onrecord.store import codec
    from onrecord.store.store import Store

    with Store(Settings.read(record=record).record) as store:
        decision = make(*pipeline.open_record(store))
        store.add_decision(decision.id, codec.dump(decision), {member.document for member in decision.members})
        pipeline.refresh(store)
    _say(f"noted as {decision.id}; take it back with: onrecord decisions undo {decision.id}")


@app.command()
def sources(record: RecordOption = None, as_of: AsOfOption = None, as_json: JsonOption = False) -> None:
    """What was read: outlets, dates and what they rest on, credits, and who took it from whom."""
    _show("sources", record, as_of, as_json)


@app.command()
def explain(
    row: Annotated[str, typer.Argument(metavar="ID", help="The id of any row, or enough of its beginning.")],
    record: RecordOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Why a row is in the record: its words in their place, the rule, and who was passed over."""
    from onrecord.views.explain import explain as explain_row

    opened, found = _open(record, as_of)
    try:
        _print(explain_row(opened, found, row))
    except LookupError as error:
        raise OnrecordError(str(error.args[0]), hint="ids stand in the first column of every table") from error


# ---- taking it along


@app.command()
def brief(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write it (.html or .md); else standard output."),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="html|md", help="By default as the file's name says.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Only what was added, changed or contradicted from that day on."),
    ] = None,
    record: RecordOption = None,
    as_of: AsOfOption = None,
) -> None:
    """What happened, who said what, who promised what, and where the sources disagree, on one page.

    With --since it tells only the news: what articles published from that day on added (marked
    "new"), what they changed ("was planned, now held"; a promise that fell due meanwhile), and
    what they contradicted. Each line says how it stood before. Articles without a date cannot be
    news; they are named and left out.

    A week in review:

      onrecord brief --since 2025-11-03 --as-of 2025-11-09 --output week.html
    """
    from onrecord.views.brief import brief_html, brief_markdown

    chosen = form or ("md" if output and output.suffix == ".md" else "html")
    if chosen not in ("html", "md"):
        raise typer.BadParameter("html or md", param_hint="--format")
    opened, found, period = _open_since(record, since, as_of)
    text = brief_html(opened, found, period) if chosen == "html" else brief_markdown(opened, found, period)
    _write([text.rstrip("\n")], output)


@app.command()
def export(
    form: Annotated[
        str, typer.Option("--format", metavar="jsonl", help="jsonl: the record format, version 1.")
    ] = "jsonl",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Else standard output.")] = None,
    with_texts: Annotated[bool, typer.Option("--with-texts", help="Put the articles' texts in, too.")] = False,
    record: RecordOption = None,
    as_of: AsOfOption = None,
) -> None:
    """The whole record for other programs, the same bytes for the same articles."""
    from onrecord.views.jsonl import export_lines

    if form != "jsonl":
        raise typer.BadParameter("only jsonl so far", param_hint="--format")
    opened, found = _open(record, as_of)
    _write(export_lines(opened, found, with_texts=with_texts), output)


@app.command()
def serve(
    record: RecordOption = None,
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDRESS", help="Any but this machine's own needs a password."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port.")] = 8080,
    password_file: Annotated[
        Path | None,
        typer.Option("--password-file", metavar="FILE", help="Asked of whoever opens it (or $ONRECORD_PASSWORD)."),
    ] = None,
) -> None:
    """Open the desk: pages to read, search, compare and decide in, on this machine.

    Nobody else can reach it unless --host says so. Stop it with Ctrl-C.
    """
    from onrecord import pipeline
    from onrecord.languages import lemmas_of
    from onrecord.web.settings import Desk, password_of

    try:
        from onrecord.web.serving import serve as serve_desk
    except ImportError as error:
        hint = "make desk, or: pip install 'onrecord[desk]'"
        raise OnrecordError(f"the desk needs packages that are not installed ({error.name})", hint=hint) from error

    password = password_of(password_file, os.environ)
    desk = Desk(Settings.read(record=record).record, pipeline.catch_up, lemmas_of, _signed, host, port, password)
    shown = f"[{host}]" if ":" in host else host
    serve_desk(desk, f"the desk is open at http://{shown}:{port}/ (Ctrl-C ends it)")


@app.command()
def evaluate(
    corpus: Annotated[
        Path, typer.Argument(metavar="CORPUS", help="The folder of the articles.", file_okay=False, exists=True)
    ],
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="The folder of their gold annotations.", file_okay=False, exists=True)
    ],
    record: RecordOption = None,
    export_file: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Score this export instead of a record.")
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", metavar="FILE", help="Labelled pairs of articles (JSON).")
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List each miss with the text around it.")] = False,
    as_json: JsonOption = False,
) -> None:
    """How right the record is, measured against gold annotations, with 95 % intervals."""
    from onrecord.evaluate.command import run

    def lines() -> Iterable[str]:
        if export_file is not None:
            return export_file.read_text("utf-8").split("\n")
        from onrecord.views.jsonl import export_lines

        return export_lines(*_open(record, None))

    _print(run(lines(), corpus, gold, pairs, misses=misses, as_json=as_json))


if __name__ == "__main__":
    main()
