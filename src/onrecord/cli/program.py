"""The program, its exit statuses, and the options that many commands have."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from onrecord.errors import OnrecordError

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


def _version(asked: bool) -> None:
    if asked:
        from onrecord import __version__

        print(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def program(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Tell the version.")] = False,
) -> None:
    pass


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
DossierOption = Annotated[
    Path | None,
    typer.Option("--dossier", metavar="FILE", help="What is known beforehand (YAML); kept with the record."),
]
JobsOption = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes (default: every core).")]
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME|ID", help="Whose: who spoke, promised (or was promised), took part, published."),
]
OutletOption = Annotated[str | None, typer.Option("--outlet", metavar="NAME|ID", help="Only what this outlet tells.")]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="From that day on: published; encounters: taking place.")
]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to that day, month or year.")]
KindOption = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="As the table has it.")]
StatusOption = Annotated[str | None, typer.Option("--status", metavar="STATUS", help="As the table has it.")]
_WHY = typer.Option("--why", metavar="TEXT", help="For whoever reads it later.")
WhyOption = Annotated[str | None, _WHY]
ReasonOption = Annotated[str, _WHY]  # where it has to be given
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]


class ReaderGone(Exception):  # noqa: N818  # no error of ours: it only ends the writing
    """Whoever read what is written here has closed the pipe. Typer calls that a failure, so it is told as this."""


def main() -> None:
    """The entry point: errors become one line and an exit status, a closed pipe ends quietly."""
    try:
        app()
    except OnrecordError as error:
        fail(str(error))
    except (BrokenPipeError, ReaderGone):
        # The reader has gone; what is still in Python's buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_OK)
    except KeyboardInterrupt:
        say("stopped; what was added is kept")
        sys.exit(130)


def say(line: str) -> None:
    print(f"onrecord: {line}", file=sys.stderr)


def now() -> dt.datetime:
    """What time it is (UTC): the one place of the command line where the clock is read."""
    return dt.datetime.now(dt.UTC)


def fail(line: str) -> NoReturn:
    say(line)
    sys.exit(EXIT_FAILED)


# ---- commands that have commands of their own

commitments_app = typer.Typer(invoke_without_command=True)
findings_app = typer.Typer(invoke_without_command=True)
actors_app = typer.Typer(invoke_without_command=True)
sources_app = typer.Typer(invoke_without_command=True)
decisions_app = typer.Typer(invoke_without_command=True)
app.add_typer(commitments_app, name="commitments")
app.add_typer(findings_app, name="findings")
app.add_typer(actors_app, name="actors")
app.add_typer(sources_app, name="sources")
app.add_typer(decisions_app, name="decisions")
