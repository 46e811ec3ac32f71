"""The dictionary of Russian word forms, loaded once a process."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_LONGEST = 64  # no word is longer; what is, is no word


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(100_000)
def parses(word: str) -> tuple[Any, ...]:
    """All readings of a word, the likeliest first (pymorphy3's `Parse`)."""
    return tuple(_analyzer().parse(word)) if len(word) <= _LONGEST else ()
