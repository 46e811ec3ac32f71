"""A text cut into words and numbers, and what every date parser asks of it."""

from __future__ import annotations

import re
from itertools import accumulate

from onrecord.languages.calendar import Bound, DateExpression, DatePoint
from onrecord.languages.russian.dates.words import BOUNDS, ORDINAL_DAYS, PART_ADJECTIVES, PARTS
from onrecord.model.span import Span

_WORD = re.compile(r"(\d+|[а-яa-z]+)")
DASH = re.compile(r"\s*[-–—]\s*\Z")


class Text:
    """The words of a stretch of text with their places, and where the last expression ended."""

    __slots__ = ("base", "edges", "low", "pieces", "raw", "used", "words")

    def __init__(self, raw: str, low: str, base: int) -> None:
        self.raw, self.low, self.base = raw, low, base
        self.pieces = _WORD.split(low)  # gap, word, gap, word, ..., gap
        self.edges = list(accumulate(map(len, self.pieces)))
        self.words = self.pieces[1::2]
        self.used = 0  # words before this index belong to an expression already

    def start(self, index: int) -> int:
        """Where word `index` begins in `low`."""
        return self.edges[2 * index]

    def end(self, index: int) -> int:
        return self.edges[2 * index + 1]

    def word(self, index: int) -> str:
        return self.words[index] if self.used <= index < len(self.words) else ""

    def ahead(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next."""
        if not 0 <= index < len(self.words) - 1:
            return "\n"
        return self.pieces[2 * index + 2]

    def joined(self, index: int) -> bool:
        """Only white space (not a new line) between word `index` and the next."""
        gap = self.gap(index)
        return gap.isspace() and "\n" not in gap

    def capital(self, index: int) -> bool:
        """Written as a name: a capital, and small letters after it."""
        start = self.base + self.start(index)
        return self.raw[start].isupper() and not self.raw[start + 1 : start + 2].isupper()

    def span(self, first: int, last: int) -> Span:
        return Span.cut(self.raw, self.base + self.start(first), self.base + self.end(last))


def lowered(text: str) -> str:
    """Small letters, ё as е, every character kept at its place."""
    low = text.lower()
    if len(low) != len(text):  # some capitals have longer small forms
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("ё", "е")


def bound_before(text: Text, first: int) -> Bound | None:
    return BOUNDS.get(text.word(first - 1)) if first and text.joined(first - 1) else None


def finish(
    text: Text, first: int, last: int, point: DatePoint, end: DatePoint | None = None, **more: bool
) -> DateExpression:
    """The expression of words first..last, widened by "начале", "конце" before it; what it used is closed."""
    if first and text.word(first - 1) in PARTS and text.joined(first - 1):
        first -= 1
        if first and text.word(first - 1) in PART_ADJECTIVES and text.joined(first - 1):
            first -= 1
    bound = bound_before(text, first) if end is None else None
    text.used = last + 1
    return DateExpression(text.span(first, last), point, end, bound, **more)


def day_number(text: Text, index: int) -> int | None:
    word = text.word(index)
    if word.isdigit() and len(word) <= 2:
        return int(word) if 1 <= int(word) <= 31 else None
    return ORDINAL_DAYS.get(word)


def is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and 1000 <= int(word) <= 2199
