"""The loop: what is due is asked for, read, linked and told; then it waits. It may be killed at any point."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable

from onrecord import pipeline
from onrecord.errors import SourceError
from onrecord.gathering.asking import KeptRules
from onrecord.gathering.gatherer import Gatherer, Recheck, Tell
from onrecord.sources.transport import Stopped
from onrecord.sources.web import Fetcher
from onrecord.store.fetches import Fetches
from onrecord.store.store import Store
from onrecord.watching.alerts import look_out
from onrecord.watching.delivery import deliver
from onrecord.watching.sources_file import Watched

# A feed that cannot be had is asked less and less often, up to this many seconds apart.
_LONGEST_WAIT = 6 * 3600
# No longer than this between two looks at what is due.
_LONGEST_SLEEP = 60


class Watcher:
    """Keeps one record up with what is watched. `clock` says what time it is (UTC), `stop` ends it."""

    def __init__(
        self,
        store: Store,
        watched: Watched,
        clock: Callable[[], dt.datetime],
        tell: Tell,
        stop: threading.Event,
        jobs: int = 1,
    ) -> None:
        self._store, self._watched, self._clock, self._tell = store, watched, clock, tell
        self._stop, self._jobs = stop, jobs
        self._looked: dt.date | None = None
        self._told: set[str] = set()
        self._fetcher = Fetcher(watched.web.manners(), clock, memory=KeptRules(store), stop=stop)
        recheck = Recheck(watched.recheck_every, watched.recheck_for)
        self._gatherer = Gatherer(store, self._fetcher, clock, tell, recheck)

    def run(self, *, once: bool = False, dossier: str | None = None) -> None:
        """Watches until it is stopped; `once` looks at every feed one time and comes back.

        What went wrong is told, and the rest goes on. Raises `StoreError` where the record cannot be written.
        """
        self._tell("start", record=str(self._store.path), feeds=len(self._watched.feeds), once=once)
        try:
            # What an earlier run left behind comes first.
            self._round([], dossier)
            while not self._stop.is_set():
                self._round([f.url for f in self._watched.feeds] if once else self._due(), dossier)
                if once:
                    break
                self._stop.wait(self._pause())
        except Stopped:
            pass
        finally:
            self._fetcher.close()
            self._tell("stop", articles=self._store.count())

    def _round(self, due: list[str], dossier: str | None) -> None:
        """One look at these feeds, and at the pages whose time has come."""
        began = time.monotonic()
        if due:
            sources = self._watched.sources()
            self._gatherer.poll([sources[url] for url in due], self._polled)
            self._look_again()
        self._fetch_waiting()
        done = self._gatherer.read(self._jobs, dossier=dossier)
        if self._stop.is_set():
            raise Stopped
        for problem in pipeline.refresh(self._store):
            if str(problem) not in self._told:  # it stays one until the code is another
                self._told.add(str(problem))
                self._tell("problem", where=problem.where, what=str(problem))
        if due or done.added:
            self._alert(done.added + done.again)
            took = round(time.monotonic() - began, 2)
            self._tell("round", feeds=len(due), added=done.added, unchanged=done.unchanged, seconds=took)

    # ---- feeds

    def _due(self) -> list[str]:
        now = self._gatherer.now()
        with self._store.fetches(writes=False) as fetches:
            return [feed.url for feed in self._watched.feeds if fetches.feed(feed.url)[0] <= now]

    def _polled(self, fetches: Fetches, url: str, problem: SourceError | None, told: float | None) -> None:
        """Notes when a feed is to be asked again."""
        failures = 0 if problem is None else fetches.feed(url)[1] + 1
        period = self._watched.period(url)
        wait = period if not failures else min(period * 2 ** min(failures, 10), max(_LONGEST_WAIT, period))
        fetches.put_feed(url, self._gatherer.now() + max(wait, int(told or 0)), failures)

    def _pause(self) -> float:
        """Seconds until something is due."""
        now = self._gatherer.now()
        with self._store.fetches(writes=False) as fetches:
            times = [fetches.feed(feed.url)[0] for feed in self._watched.feeds]
            waiting = fetches.next_due("fetch")
        soonest = min(times if waiting is None else [*times, waiting])
        return float(min(max(soonest - now, 1), _LONGEST_SLEEP))

    # ---- pages

    def _fetch_waiting(self) -> None:
        """Fetches what feeds told of; what fails is due later, so that this ends."""
        while True:
            with self._store.fetches(writes=False) as fetches:
                pages = fetches.pages("fetch", self._gatherer.now())
            if not pages:
                return
            self._gatherer.fetch(pages)

    def _look_again(self) -> None:
        """Asks once more for pages that are young: they may have been edited."""
        if self._watched.recheck_for:
            now = self._gatherer.now()
            with self._store.fetches(writes=False) as fetches:
                pages = fetches.pages("kept", now, since=max(now - self._watched.recheck_for, 1), most=None)
            self._gatherer.fetch(pages)

    # ---- alerts

    def _alert(self, new: int) -> None:
        if not self._watched.alerts:
            return
        moment = self._clock()
        # Without new articles only another day brings news: something falls due.
        if new or self._looked != moment.date():
            look_out(self._store, self._watched.alerts, moment, self._tell)
            self._looked = moment.date()
        deliver(self._store, self._watched.alerts, self._watched.mail, self._fetcher.manners, moment, self._tell)
