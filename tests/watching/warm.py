"""A process that has loaded everything, and whose children watch: to kill many of them costs little.

Reads one JSON object a line: {"record", "sources", "hour", "kill"}; forks a child that looks once at all feeds, kills it
after `kill` seconds if that is a number, and answers with {"status", "seconds"}.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

from invented_news import DOSSIER, bridge

from onrecord import pipeline
from onrecord.model.response import Response
from onrecord.sources.feeds import read_feed
from onrecord.sources.items import Item
from onrecord.sources.pages import read_page
from onrecord.sources.web import Fetcher, Manners
from onrecord.store.store import Store
from onrecord.watching.sources_file import read_sources
from onrecord.watching.watch import Watcher

NOON = dt.datetime(2031, 5, 6, 12, tzinfo=dt.UTC)


def look(record: Path, sources: Path, hour: int) -> None:
    """One look at all feeds."""

    def now() -> dt.datetime:
        return NOON + dt.timedelta(hours=hour)

    def tell(event: str, **values: object) -> None:
        if event == "problem":
            print(values, file=sys.stderr)

    with Store(record, create=True) as store:
        Watcher(store, read_sources(sources), now, tell, threading.Event()).run(once=True, dossier=DOSSIER)


def warm_up() -> None:
    """Loads the models and whatever else is loaded when it is first needed."""
    item = read_page(bridge(9).encode(), url="http://kurier.example/a")
    assert isinstance(item, Item)
    read_feed(b"<rss><channel><item><link>http://a.example/</link></item></channel></rss>", url="http://a.example/")
    with Fetcher(Manners(), lambda: NOON) as fetcher:
        fetcher.fetch("http://127.0.0.1:1/")
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "r.sqlite", create=True) as store:
        pipeline.add(store, [item], dossier_text=DOSSIER)
        pipeline.open_record(store)
        with store.fetches() as fetches:
            fetches.keep("page", Response("u", "u", "", 200))


def main() -> None:
    warm_up()
    assert threading.active_count() == 1  # a fork would not take other threads along
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                look(Path(asked["record"]), Path(asked["sources"]), asked["hour"])
                status = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(status)
        if asked["kill"] is not None:
            time.sleep(asked["kill"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print(json.dumps({"status": status, "seconds": time.monotonic() - began}), flush=True)


if __name__ == "__main__":
    main()
