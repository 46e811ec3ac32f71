"""The dictionary of Russian word forms, loaded once a process."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_LONGEST = 64  # no word is longer; what is, is no word


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(30_000)  # some 2 KB a word
def parses(word: str) -> tuple[Any, ...]:
    """All readings of a word, the likeliest first (pymorphy3's `Parse`)."""
    return tuple(_analyzer().parse(word)) if len(word) <= _LONGEST else ()


def knows(word: str) -> bool:
    """Whether the dictionary itself has the word; else its readings are guesses by the ending."""
    return len(word) <= _LONGEST and bool(_analyzer().word_is_known(word.lower()))
