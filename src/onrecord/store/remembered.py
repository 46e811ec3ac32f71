"""Answers that are worked out once, as long as the record is as it was, or nearly so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

# An answer that takes a core longer than this is kept for a while though the record has changed: so many times as long.
_COSTLY, _TIMES = 0.02, 100


class Remembered:
    """How many there are of what, by edition of the record. Bounded, and may be used by several threads.

    While articles are added, a large record is another one every second; its counts, which take longest there, are
    allowed to be some seconds old. What several ask for at once is worked out once.
    """

    MOST = 2_000

    def __init__(self) -> None:
        self._answers: dict[Hashable, _Answer] = {}
        self._making: dict[Hashable, threading.Lock] = {}
        self._guard = threading.Lock()

    def get(self, edition: str, question: Hashable, make: Callable[[], T]) -> T:
        """The answer to a question in an edition: as it was worked out, or worked out now."""
        known = self._answers.get(question)
        if known is not None and known.stands(edition):
            kept: T = known.said
            return kept
        with self._guard:
            making = self._making.setdefault(question, threading.Lock())
        if known is not None and known.costly and making.locked():
            old: T = known.said
            return old
        with making:
            known = self._answers.get(question)
            if known is not None and known.stands(edition):
                new: T = known.said
                return new
            began = time.thread_time()
            found = make()
            took = time.thread_time() - began
            self._keep(question, _Answer(edition, time.monotonic() + _TIMES * took if took > _COSTLY else 0.0, found))
        return found

    def _keep(self, question: Hashable, answer: _Answer) -> None:
        with self._guard:
            if len(self._answers) >= self.MOST:
                # Whoever works with the old ones does so on dictionaries that nobody else will see.
                self._answers, self._making = {}, {}
            self._answers[question] = answer


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was said of an edition; it may be said of later ones until a time (0: it may not)."""

    edition: str
    until: float
    said: Any

    @property
    def costly(self) -> bool:
        return self.until > 0

    def stands(self, edition: str) -> bool:
        return self.edition == edition or time.monotonic() < self.until
