"""Quotation marks: which open, which close, what stands inside; one unclosed mark spoils no document.

Works on tokens, paragraph by paragraph. A mark still open where its paragraph ends closes there,
unless the next paragraph holds the closing mark: then the quotation runs on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.annotation import Annotation, Token

_OPEN = {"«": "»", "„": "“", "‹": "›"}
_CLOSE = frozenset("»›")
_STRAIGHT = frozenset(('"', "''", "``", "'", "”", "“", "‟"))
ALL_MARKS = frozenset(_OPEN) | _CLOSE | _STRAIGHT


@dataclass(frozen=True, slots=True)
class Region:
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
    """Regions in order of their beginning, the innermost of each token (-1: none), and the marks themselves."""

    regions: tuple[Region, ...]
    inner: tuple[int, ...]
    marks: frozenset[int]

    def outermost(self, token: int) -> Region | None:
        """The outermost region that holds the token."""
        found = self.inner[token]
        if found < 0:
            return None
        region = self.regions[found]
        while region.depth and found > 0:
            found -= 1
            if self.regions[found].depth < region.depth and self.regions[found].last >= region.last:
                region = self.regions[found]
        return region


def find_marks(annotation: Annotation, paragraph: Sequence[int]) -> Marks:
    """All regions of the document."""
    tokens = annotation.tokens
    found: list[Region] = []
    stack: list[tuple[int, str]] = []
    marks: set[int] = set()
    begin, carried = 0, False
    for index, token in enumerate(tokens):
        if index and paragraph[index] != paragraph[index - 1]:
            carried = _close_all(stack, found, index, paragraph[index - 1])
            begin = index
        if token.text not in ALL_MARKS:
            continue
        role = _role(token, tokens, index, stack)
        if role == "open":
            stack.append((index, token.text))
            marks.add(index)
        elif role == "close":
            marks.add(index)
            if stack:
                opener, _ = stack.pop()
                if index > opener + 1:
                    found.append(Region(opener + 1, index, opener, index, len(stack), paragraph[index]))
            elif carried and index > begin:
                found.append(Region(begin, index, -1, index, 0, paragraph[index]))
                carried = False
    if tokens:
        _close_all(stack, found, len(tokens), paragraph[-1])
    found.sort(key=lambda region: (region.first, -region.last))
    inner = [-1] * len(tokens)
    for number, region in enumerate(found):  # later ones lie deeper
        for index in range(region.first, region.last):
            inner[index] = number
    return Marks(tuple(found), tuple(inner), frozenset(marks))


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
