"""Pages that were made already, as long as the record is as it was when they were made."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST_CHARACTERS = 24_000_000
MOST_PAGES = 4_000


class Kept:
    """The pages that were asked for last, in bounded memory. May be used by several threads."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, tuple[str, str]] = OrderedDict()
        self._lock = threading.Lock()
        self._characters = 0

    def page(self, key: Hashable, edition: str, make: Callable[[], str]) -> str:
        """The page of a key as the record's edition has it: as it was made, or made now."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None and found[0] == edition:
                self._pages.move_to_end(key)
                return found[1]
        text = make()
        with self._lock:
            self._forget(key)
            self._pages[key] = edition, text
            self._characters += len(text)
            while self._characters > MOST_CHARACTERS or len(self._pages) > MOST_PAGES:
                self._forget(next(iter(self._pages)))
        return text

    def _forget(self, key: Hashable) -> None:
        gone = self._pages.pop(key, None)
        self._characters -= len(gone[1]) if gone else 0
