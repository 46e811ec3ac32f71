"""Answers that are worked out once, as long as the record is as it was."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Remembered:
    """Answers that hold as long as the record's edition is the same: how many there are of what. Bounded, and may be
    used by several threads."""

    MOST = 2_000

    def __init__(self) -> None:
        self._edition = ""
        self._answers: dict[Hashable, Any] = {}

    def get(self, edition: str, question: Hashable, make: Callable[[], T]) -> T:
        """The answer to a question in an edition: as it was worked out, or worked out now."""
        answers = self._answers
        if self._edition != edition or len(answers) >= self.MOST:
            # Whoever still works with the old ones does so on a dictionary that nobody else will see.
            self._answers = answers = {}
            self._edition = edition
        if question not in answers:
            answers[question] = make()
        found: T = answers[question]
        return found
