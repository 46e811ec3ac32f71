"""Keeps what is shown in step with the record while it is served: after a decision, and when somebody adds articles."""

from __future__ import annotations

import threading

from onrecord.aside import aside
from onrecord.errors import OnrecordError
from onrecord.store.store import Store
from onrecord.web.settings import Desk

_POLL = 2.0
# Larger records are brought in step by another process.
_SMALL = 200


class Upkeep:
    """One thread beside those that answer. `trouble` says in a line why it cannot do its work."""

    def __init__(self, desk: Desk, store: Store) -> None:
        self._desk, self._store = desk, store
        self._wake, self._stop = threading.Event(), threading.Event()
        self._done = threading.Condition()
        self._asked = self._finished = 0
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)
        self.trouble: str | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._wake.set()
        self._thread.join(timeout=10)

    @property
    def behind(self) -> bool:
        """Whether somebody asked for the record to be brought in step, and it is not yet."""
        with self._done:
            return self._finished < self._asked

    def settle(self, seconds: float | None = None) -> bool:
        """Asks for the record to be brought in step now, and waits so long at most (None: as the desk has it); whether
        it is."""
        with self._done:
            self._asked += 1
            mine = self._asked
            self._wake.set()
            done = self._done.wait_for(lambda: self._finished >= mine, self._desk.wait if seconds is None else seconds)
            return done and self.trouble is None

    def _run(self) -> None:
        waiting = 0
        while not self._stop.is_set():
            with self._done:
                asked = self._asked
            urgent = asked > self._finished
            try:
                # Whoever adds articles links them, too: what still grows is left alone unless somebody waits.
                now = len(self._store.pending(_SMALL))
                if not self._store.in_step and (urgent or now == waiting):
                    self._catch_up()
                waiting = now
                while not self._stop.is_set() and self._store.list_rows():
                    pass
                with self._store.lookup() as lookup:
                    lookup.ask_ahead()
                self.trouble = None
            except OnrecordError as error:
                self.trouble = str(error)
            with self._done:
                self._finished = max(self._finished, asked)
                self._done.notify_all()
            self._wake.wait(_POLL)
            self._wake.clear()

    def _catch_up(self) -> None:
        if self._store.count() <= _SMALL:
            self._desk.catch_up(self._desk.record)
            return
        aside(self._desk.catch_up, self._desk.record, stopped=self._stop.is_set)
