"""The record as of days that somebody asks for: each is linked anew, kept as long as it holds, and bounded."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from onrecord.aside import aside
from onrecord.errors import OnrecordError
from onrecord.model.dates import Date
from onrecord.model.finding import Finding
from onrecord.model.linked import Record
from onrecord.store.store import Store
from onrecord.views.asof import AsOf

T = TypeVar("T")

Known = Callable[[Path, Date], tuple[Record, tuple[Finding, ...]]]
"""Links the record of a file as of a day. Picklable, since a process of its own may do it."""

MOST_ARTICLES = 500
"""Of larger records no day is linked for an answer: it would take minutes, and as much memory again."""
_SMALL = 50
_SECONDS = 300.0
_VIEWS, _IN_ALL, _JOBS, _WAITING = 8, 1_000, 4, 8
# What takes longer than an answer may is kept for a while though the record has changed: so many times as long.
_COSTLY, _TIMES = 5.0, 10


@dataclass(frozen=True, slots=True)
class _Kept:
    view: AsOf
    until: float


class Days:
    """Views of one record. May be used by several threads; one day is linked at a time."""

    def __init__(self, store: Store, known: Known) -> None:
        self._store, self._known = store, known
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._jobs: dict[str, Future[AsOf]] = {}
        self._lock = threading.Lock()
        # Whoever waits holds a thread that others could use.
        self._turns = threading.BoundedSemaphore(_WAITING)
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(1, "days")

    def close(self) -> None:
        self._stop.set()
        self._pool.shutdown(cancel_futures=True)
        with self._lock:
            self._kept.clear()

    def edition(self, day: Date, edition: str) -> str:
        """The edition that is shown for the day, where the store's own is this one."""
        with self._lock:
            kept = self._fresh(day, edition)
            return kept.edition() if kept else edition

    def view(self, day: Date, edition: str, seconds: float) -> AsOf:
        """The record as it could be known on a day, waited for so long.

        Raises `OnrecordError` for larger records than `MOST_ARTICLES`, and where it takes longer: it is linked
        meanwhile, so that it is there for who asks again.
        """
        with self._lock:
            kept = self._fresh(day, edition)
            if kept is not None:
                self._kept.move_to_end(day.edtf)
                return kept
        if (count := self._store.count()) > MOST_ARTICLES:
            message = f"a record of {count} articles is not linked anew for an answer; up to {MOST_ARTICLES} would be"
            raise OnrecordError(message, hint=f"onrecord export --as-of {day.edtf} takes the time that it needs")
        with self._lock:
            job = self._jobs.get(day.edtf)
            if job is None:
                if len(self._jobs) >= _JOBS:
                    raise OnrecordError("other days are being linked, which would take too long to wait for")
                job = self._jobs[day.edtf] = self._pool.submit(self._make, day, edition)
        return self._result(job, day, seconds)

    def laid_out(self, day: Date, edition: str, seconds: float) -> AsOf:
        """The same, of which the store (`AsOf.as_store`) is there already; errors as with `view`."""
        end = time.monotonic() + seconds
        view = self.view(day, edition, seconds)
        if not view.is_laid_out:
            self._result(self._pool.submit(view.as_store), day, max(0.0, end - time.monotonic()))
        return view

    def _result(self, job: Future[T], day: Date, seconds: float) -> T:
        if not self._turns.acquire(blocking=False):
            raise OnrecordError("so many are waiting for other days that it would take too long")
        try:
            return job.result(seconds)
        except CancelledError:
            raise OnrecordError("the desk is being closed") from None
        except TimeoutError:
            message = f"linking the record as of {day.edtf} takes too long for this answer"
            raise OnrecordError(message, hint="it goes on: ask again in a little while") from None
        finally:
            self._turns.release()

    def _fresh(self, day: Date, edition: str) -> AsOf | None:
        kept = self._kept.get(day.edtf)
        if kept is None or (kept.view.edition() != edition and time.monotonic() > kept.until):
            return None
        return kept.view

    def _make(self, day: Date, edition: str) -> AsOf:
        began = time.monotonic()
        try:
            if self._store.count() <= _SMALL:
                found: tuple[Record, tuple[Finding, ...]] | None = self._known(self._store.path, day)
            else:
                found = aside(self._known, self._store.path, day, stopped=self._stop.is_set, seconds=_SECONDS)
            if found is None:
                raise OnrecordError("the desk is being closed")
            view = AsOf(*found, self._store, edition)
            now = time.monotonic()
            until = now + _TIMES * (now - began) if now - began > _COSTLY else 0.0
            with self._lock:
                self._kept[day.edtf] = _Kept(view, until)
                self._kept.move_to_end(day.edtf)
                while len(self._kept) > 1 and (len(self._kept) > _VIEWS or self._articles > _IN_ALL):
                    self._kept.popitem(last=False)
            return view
        finally:
            with self._lock:
                del self._jobs[day.edtf]

    @property
    def _articles(self) -> int:
        return sum(len(kept.view.record.documents) for kept in self._kept.values())
