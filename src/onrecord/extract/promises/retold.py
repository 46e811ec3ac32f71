"""What the candidates before say already: an article that tells a plan twice binds nobody twice."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence

_BACK = 30  # candidates that are looked through: the cost of a long article must not grow with their square
_PARTS = 5  # into which the share of words is told apart
_OFTEN = 3


class Retold:
    """Goes through one document's candidates in order."""

    def __init__(self, actions: Iterable[str]) -> None:
        self._times = Counter(actions)
        self._seen: set[str] = set()
        self._before: deque[frozenset[str]] = deque(maxlen=_BACK)

    def names(self, action: str, lemmas: Sequence[str]) -> list[str]:
        """How much of the words of the next candidate one before had, and how often its action is told at all."""
        mine = frozenset(lemmas)
        most = 0
        for other in self._before:
            shared = len(mine & other)
            if shared:
                most = max(most, _PARTS * shared // min(len(mine), len(other)))
        found = [f"retold={most}", "action again" if action in self._seen else "action new"]
        found.append(f"action told={min(self._times[action], _OFTEN)}")
        self._before.append(mine)
        self._seen.add(action)
        return found
