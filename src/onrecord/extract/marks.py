"""Quotation marks: which open, which close, what stands inside; one unclosed mark spoils no document.

Works on tokens, paragraph by paragraph. A mark still open where its paragraph ends closes there,
unless the next paragraph holds the closing mark: then the quotation runs on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.model.annotation import Annotation, Token

_OPEN = {"«": "»", "„": "“", "‹": "›"}
_CLOSE = frozenset("»›")
_STRAIGHT = frozenset(('"', "''", "``", "'", "”", "“", "‟"))
_DEEPEST = 6  # marks nested deeper than this are noise, and would cost more than they tell
ALL_MARKS = frozenset(_OPEN) | _CLOSE | _STRAIGHT


class Region(NamedTuple):
    """Tokens `[first, last)` between marks. `opener`, `closer` are their tokens or -1 where there is none."""

    first: int
    last: int
    opener: int
    closer: int
    depth: int
    paragraph: int

    @property
    def closed(self) -> bool:
        return self.closer >= 0


@dataclass(frozen=True, slots=True)
class Marks:
    """Regions in order of their beginning, the innermost of each token (-1: none), and the marks themselves.

    `parents` is the region around each region (-1: none), `of_mark` the region that a mark opens or closes.
    """

    regions: tuple[Region, ...]
    inner: tuple[int, ...]
    marks: frozenset[int]
    parents: tuple[int, ...] = ()
    of_mark: Mapping[int, int] = field(default_factory=dict)

    def around(self, first: int, last: int) -> Iterator[Region]:
        """The regions that hold all of `[first, last)`, from the inside out."""
        found = self.inner[first]
        while found >= 0:
            if last <= self.regions[found].last:
                yield self.regions[found]
            found = self.parents[found]

    def within(self, first: int, last: int) -> Iterator[Region]:
        """The regions that lie in `[first, last)`, by their beginning."""
        number = bisect_left(self.regions, first, key=lambda region: region.first)
        while number < len(self.regions) and self.regions[number].first < last:
            if self.regions[number].last <= last:
                yield self.regions[number]
            number += 1


def find_marks(annotation: Annotation) -> Marks:
    """All regions of the document."""
    tokens, paragraph = annotation.tokens, annotation.paragraphs()
    found: list[Region] = []
    stack: list[tuple[int, str]] = []
    marks: set[int] = set()
    begin, carried = 0, False
    skipped = _wrapping(tokens, paragraph) if '"' in annotation.columns.text else set()
    for index, token in enumerate(tokens):
        if index and paragraph[index] != paragraph[index - 1]:
            carried = _close_all(stack, found, index, paragraph[index - 1])
            begin = index
        if token.text not in ALL_MARKS or index in skipped:
            continue
        role = _role(token, tokens, index, stack)
        if role == "open":
            stack.append((index, token.text))
            marks.add(index)
        elif role == "close":
            marks.add(index)
            if stack:
                opener, _ = stack.pop()
                if index > opener + 1 and len(stack) < _DEEPEST:
                    found.append(Region(opener + 1, index, opener, index, len(stack), paragraph[index]))
            elif carried and index > begin:
                found.append(Region(begin, index, -1, index, 0, paragraph[index]))
                carried = False
    if tokens:
        _close_all(stack, found, len(tokens), paragraph[-1])
    found.sort(key=lambda region: (region.first, -region.last))
    inner = [-1] * len(tokens)
    parents = []
    of_mark: dict[int, int] = {}
    for number, region in enumerate(found):  # later ones lie deeper
        parents.append(inner[region.first])
        inner[region.first : region.last] = [number] * (region.last - region.first)
        of_mark.update((mark, number) for mark in (region.opener, region.closer) if mark >= 0)
    return Marks(tuple(found), tuple(inner), frozenset(marks), tuple(parents), of_mark)


def _wrapping(tokens: Sequence[Token], paragraph: Sequence[int]) -> set[int]:
    """Marks of a table's cell: a paragraph within marks in which every mark of its own is doubled.

    Articles taken out of tables come so; the outer marks and one of each two mean nothing.
    """
    skipped: set[int] = set()
    first = 0
    for index in range(1, len(tokens) + 1):
        if index < len(tokens) and paragraph[index] == paragraph[first]:
            continue
        double = [
            i
            for i in range(first + 1, index - 1)
            if tokens[i].text == tokens[i + 1].text == '"' and tokens[i].end == tokens[i + 1].start
        ]
        if double and tokens[first].text == '"':
            skipped.add(first)
            if tokens[index - 1].text == '"':
                skipped.add(index - 1)
            for i in double:
                if i not in skipped:
                    skipped.add(i + 1)
        first = index
    return skipped


def _close_all(stack: list[tuple[int, str]], found: list[Region], end: int, paragraph: int) -> bool:
    """Close what is open where the paragraph ends; whether anything was."""
    was_open = bool(stack)
    for depth, (opener, _) in enumerate(stack):
        if end > opener + 1 and depth == 0:  # deeper unclosed ones tell nothing
            found.append(Region(opener + 1, end, opener, -1, depth, paragraph))
    stack.clear()
    return was_open


def _role(token: Token, tokens: Sequence[Token], index: int, stack: list[tuple[int, str]]) -> str:
    """`open`, `close` or nothing, by the mark and by what it touches."""
    text = token.text
    if text in _OPEN:
        return "open"
    if text in _CLOSE:
        return "close"
    if text == "“" and stack and stack[-1][1] == "„":
        return "close"
    if text == "'" and not (stack and stack[-1][1] == "'") and _touches_left(tokens, index):
        return ""  # an apostrophe
    left, right = _touches_left(tokens, index), _touches_right(tokens, index)
    if right and not left:
        return "open"
    if left and not right:
        return "close" if stack else ""
    return "close" if stack and stack[-1][1] not in _OPEN else "open"


def _touches_left(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word or closing sign stands right before it, without a space."""
    if index == 0 or tokens[index - 1].end != tokens[index].start:
        return False
    return tokens[index - 1].text not in ("(", "[", "-", "–", "—") and tokens[index - 1].text not in _OPEN


def _touches_right(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word or opening sign stands right after it, without a space."""
    if index + 1 >= len(tokens) or tokens[index + 1].start != tokens[index].end:
        return False
    after = tokens[index + 1].text
    return after[0].isalnum() or after in _OPEN or after in ("(", "[", "…", "...", '"', "-")
