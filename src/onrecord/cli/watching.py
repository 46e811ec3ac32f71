"""The command that watches feeds."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from onrecord.cli.adding import read_dossier
from onrecord.cli.program import DossierOption, RecordOption, app, now
from onrecord.errors import OnrecordError
from onrecord.settings import Settings


@app.command()
def watch(
    sources: Annotated[Path, typer.Argument(metavar="SOURCES", help="What is watched (TOML, see docs/watching.md).")],
    once: Annotated[bool, typer.Option("--once", help="Look at every feed one time and end: for cron.")] = False,
    log: Annotated[
        Path | None, typer.Option("--log", metavar="FILE", help="Where the log goes (else standard error).")
    ] = None,
    dossier: DossierOption = None,
    record: RecordOption = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes (default: 1).")] = None,
) -> None:
    """Watch feeds: add what is new, keep versions of what was edited, and tell who asked to be told.

    It goes on until it is stopped (SIGTERM, Ctrl-C), and may be killed at any moment: nothing is lost or
    doubled. What it does is logged, a JSON object a line.

      onrecord watch sources.toml --record desk.sqlite
    """
    from onrecord.store.store import Store
    from onrecord.watching.log import Log
    from onrecord.watching.sources_file import read_sources
    from onrecord.watching.watch import Watcher

    watched = read_sources(sources)
    settings = Settings.read(record=record, dossier=dossier, jobs=jobs or 1)
    text = read_dossier(settings.dossier)
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    try:
        stream = log.open("a", encoding="utf-8") if log is not None else sys.stderr
    except OSError as error:
        raise OnrecordError(error.strerror or "cannot be written", where=str(log)) from error
    with Store(settings.record, create=True) as store:
        Watcher(store, watched, now, Log(stream, now), stop, settings.jobs).run(once=once, dossier=text)
