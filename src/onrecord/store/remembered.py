"""Answers that are worked out once, as long as the record is as it was, or nearly so."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

# An answer that takes a core longer than this is kept for a while though the record has changed: so many times as long.
_COSTLY, _TIMES = 0.02, 100


class Remembered:
    """How many there are of what, by edition of the record. Bounded, and may be used by several threads.

    While articles are added, a large record is another one every second; its counts, which take longest there, are
    allowed to be some seconds old.
    """

    MOST = 2_000

    def __init__(self) -> None:
        self._answers: dict[Hashable, tuple[str, float, Any]] = {}

    def get(self, edition: str, question: Hashable, make: Callable[[], T]) -> T:
        """The answer to a question in an edition: as it was worked out, or worked out now."""
        known = self._answers.get(question)
        if known is not None and (known[0] == edition or time.monotonic() < known[1]):
            kept: T = known[2]
            return kept
        began = time.thread_time()
        found = make()
        took = time.thread_time() - began
        if len(self._answers) >= self.MOST:
            self._answers = {}  # whoever works with the old ones does so on a dictionary that nobody else will see
        self._answers[question] = edition, time.monotonic() + _TIMES * took if took > _COSTLY else 0.0, found
        return found
