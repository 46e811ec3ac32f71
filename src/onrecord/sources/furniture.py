"""Telling the article from the page around it: a line by what it says, then by where it stands.

Nothing is deleted: what is furniture is left out of the body, and kept as spans. In doubt a line is article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.languages.page import LineKind, Page

# What programs write where they had nothing to write.
PLACEHOLDERS = frozenset(
    ["none", "null", "undefined", "nan", "[object object]", "n/a", "[none]", "(null)", "{}", "[]", "true", "false"]
)
_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SENTENCE_MARKS = (".", "!", "?", "…", ":", ";")
_CLOSING = "»\"”“'’)]"
_LONG = 250
_SHORTEST_LINK = 30
_LONGEST_LINK = 200
_FEW_WORDS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it, `[start, end)` of the raw text without the blanks around it.

    `apart`: there is an empty line before it. `cut` is where furniture begins in a line of text.
    """

    start: int
    end: int
    text: str
    kind: LineKind | None
    apart: bool
    kept: bool = True
    cut: int | None = None

    @property
    def ends_sentence(self) -> bool:
        return self.text.rstrip(_CLOSING).endswith(_SENTENCE_MARKS) or self.text.endswith(_SENTENCE_MARKS)

    @property
    def is_prose(self) -> bool:
        """Whether it reads like a paragraph of an article."""
        return self.kind is None and (
            len(self.text) >= _LONG or (self.ends_sentence and self.text.count(" ") >= _FEW_WORDS - 1)
        )

    @property
    def is_label(self) -> bool:
        """A word or two in capitals: the name of a place or a section rather than a headline, if one follows."""
        return self.text.isupper() and len(self.text.split()) < 3 and not self.ends_sentence

    @property
    def is_heading(self) -> bool:
        return len(self.text.split()) > 2 and not self.ends_sentence and len(self.text) <= _LONGEST_LINK

    @property
    def is_link(self) -> bool:
        """Whether it could be the headline of another article."""
        short = len(self.text) <= _LONGEST_LINK and not self.text.rstrip(_CLOSING).endswith((".", ":", ";"))
        return short and self.kind in (None, "stamp", "menu", "widget")


def read_lines(raw: str, start: int, page: Page | None) -> list[Line]:
    """The lines of `raw` from `start` on, each marked as kept or not."""
    lines = _split(raw, start, page)
    if page is None:
        return lines
    prose = [index for index, line in enumerate(lines) if line.is_prose]
    first, last = (prose[0], prose[-1]) if prose else (0, len(lines) - 1)
    dropped = {i for i, line in enumerate(lines) if _stands_out(line, first <= i <= last)}
    dropped -= _sole_headings(lines, first, dropped)
    dropped |= _menus(lines, first, last, dropped)
    dropped |= _link_lists(lines, last)
    return [_settled(line, index in dropped, page) for index, line in enumerate(lines)]


def _split(raw: str, start: int, page: Page | None) -> list[Line]:
    lines: list[Line] = []
    last = start
    for match in _LINE.finditer(raw, start):
        text = match.group().strip()
        if not text:
            continue
        at = match.start() + match.group().index(text[0])
        gap = raw[last:at]
        kind: LineKind | None = page.line_kind(text) if page is not None else None
        if text.lower() in PLACEHOLDERS:
            kind = "furniture"
        apart = gap.count("\n") > 1 or gap.count("\r") > 1 + gap.count("\n")
        lines.append(Line(at, at + len(text), text, kind, apart, kept=kind != "furniture" if page is None else True))
        last = at + len(text)
    return lines


def _stands_out(line: Line, among_prose: bool) -> bool:
    """Whether a line is furniture by itself."""
    if line.kind in ("furniture", "end"):
        return True
    return line.kind in ("widget", "stamp") and not among_prose and not (line.kind == "stamp" and _is_wordy(line.text))


def _sole_headings(lines: list[Line], first: int, dropped: set[int]) -> set[int]:
    """What looks like a widget above the article and is its headline: there is no other."""
    if any(lines[i].kind is None for i in range(first)):
        return set()
    wordy = [i for i in range(first) if i in dropped and lines[i].kind == "widget" and len(lines[i].text.split()) > 3]
    return set(wordy[-1:])


def _is_wordy(stamp: str) -> bool:
    """A day in words and nothing beside it ("6 марта 2031 года") may open a transcript: it stays."""
    return (stamp[-1:].isalpha() or stamp.endswith(".")) and "," not in stamp and ":" not in stamp


def _menus(lines: list[Line], first: int, last: int, dropped: set[int]) -> set[int]:
    """Runs of menu entries above and below the article, and lines that hold several of them."""
    found: set[int] = set()
    run: list[int] = []
    for index in range(len(lines) + 1):
        inside = index < len(lines) and not first <= index <= last
        if inside and (lines[index].kind == "menu" or (run and index in dropped)):
            run.append(index)
            continue
        menu = [i for i in run if lines[i].kind == "menu"]
        if len(run) > 1 or any(len(lines[i].text.split()) > 2 for i in menu):
            found.update(menu)
        run = []
    return found


def _link_lists(lines: list[Line], last: int) -> set[int]:
    """Headings of lists of links and the links below them; below the article, all that is no prose."""
    found: set[int] = set()
    index = 0
    ended = False
    while index < len(lines):
        kind = lines[index].kind
        if kind == "links":
            stop = _after_links(lines, index, last)
            found.update(range(index, stop))
            ended = ended or index > last
            index = stop
            continue
        ended = ended or (kind == "end" and index > last)
        if ended and lines[index].is_link:
            found.add(index)
        index += 1
    return found


def _after_links(lines: list[Line], heading: int, last: int) -> int:
    """The first line after a list of links that is not of it."""
    index = heading + 1
    while index < len(lines) and (lines[index].is_link or lines[index].kind in ("furniture", "end", "links")):
        line = lines[index]
        below = index > last
        new_block = line.apart and index > heading + 1
        if not below and new_block and len(line.text) < _SHORTEST_LINK:
            break  # rather a subheading of the article
        index += 1
    return index


def _settled(line: Line, drop: bool, page: Page) -> Line:
    """The line with its verdict, cut where furniture closes it."""
    if drop:
        return replace(line, kept=False)
    cut = page.tail(line.text) if line.kind is None else None
    if cut is None:
        return line
    return replace(line, cut=line.start + cut) if cut else replace(line, kept=False)
