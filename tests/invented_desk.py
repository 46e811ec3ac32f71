"""A desk that watches an invented outlet: its record, its list of sources, and what it was told."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

from invented_news import DOSSIER, bridge, feed
from invented_outlet import Outlet, Shown

from onrecord.store.rows import read_document
from onrecord.store.store import Store
from onrecord.watching.sources_file import read_sources
from onrecord.watching.watch import Watcher

NOON = dt.datetime(2031, 5, 6, 12, tzinfo=dt.UTC)
WEB = "\n[web]\npause = 0\ntimeout = '2s'\nallow_private = ['127.0.0.1/32']\n"


class Desk:
    """A record that watches an outlet. `hour` counts from the first noon; each look is an hour later."""

    def __init__(self, outlet: Outlet, folder: Path) -> None:
        self.outlet, self.folder, self.hour = outlet, folder, 0
        self.log: list[dict[str, object]] = []
        self.record = folder / "r.sqlite"
        self.sources = folder / "sources.toml"
        self.write()

    def write(self, more: str = "", feeds: tuple[str, ...] = ("/rss",), top: str = "recheck_every = '0s'") -> None:
        listed = "".join(f"[[feeds]]\nurl = '{self.outlet.url(path)}'\n" for path in feeds)
        self.sources.write_text(f"{top}\n{listed}{more}{WEB}", "utf-8")

    def look(self, stop: threading.Event | None = None) -> list[tuple[str, int]]:
        """One look at all feeds; gives what the server was asked for, and what it answered."""
        self.hour += 1
        self.outlet.asked.clear()
        self.log.clear()
        with Store(self.record, create=True) as store:
            Watcher(store, read_sources(self.sources), self.now, self.tell, stop or threading.Event()).run(
                once=True, dossier=DOSSIER
            )
        return [(asked.path, asked.status) for asked in self.outlet.asked]

    def now(self) -> dt.datetime:
        return NOON + dt.timedelta(hours=self.hour)

    def tell(self, event: str, **values: object) -> None:
        self.log.append({"event": event, **values})

    def problems(self) -> list[str]:
        return [str(line["what"]) for line in self.log if line["event"] == "problem"]

    def versions(self) -> dict[str, int]:
        """How many texts of each path are in the record."""
        found: dict[str, int] = {}
        with Store(self.record) as store:
            for stored in store.documents():
                path = read_document(stored).source.removeprefix(self.outlet.root)
                found[path] = found.get(path, 0) + 1
        return found


def publish(outlet: Outlet, many: int) -> None:
    """Puts so many articles on the server, and a feed of them."""
    for number in range(many):
        outlet.shown.setdefault(f"/n/{number}", Shown(bridge(number).encode()))
    outlet.show("/rss", feed(outlet.root, [(f"/n/{n}", f"Статья {n}") for n in range(many)]), "application/rss+xml")
