"""An article's text with marks in it: spans that nest as tags do, each reachable by its anchor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from unicodedata import category

from onrecord.model.document import Document
from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. Before it `closes` tags end and one begins for each of `opens`: an anchor where
    a span begins, "" where it goes on (after a line break, or because it crosses another). `within` are
    the spans that it lies in, the outermost first; the last of them are those of `opens`."""

    text: str
    closes: int
    opens: tuple[str, ...]
    furniture: bool
    within: tuple[Span, ...] = ()


@dataclass(slots=True)
class Paragraph:
    """Pieces of one line, and how many tags are open at its end."""

    pieces: list[Piece] = field(default_factory=list)
    closes: int = 0


def anchor(document: str, span: Span) -> str:
    """The address of a span on a page."""
    return f"{document}-{span.start}-{span.end}"


def paragraphs(document: Document, spans: Iterable[Span]) -> list[Paragraph]:
    """The frozen text, line by line, cut where spans and furniture begin and end."""
    begin: dict[int, list[Span]] = {}
    cuts = {0, len(document.raw)}
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        begin.setdefault(span.start, []).append(span)
        cuts |= {span.start, span.end}
    for span in document.furniture:
        cuts |= {span.start, span.end}
    edges = sorted(cuts)
    leave = _Furniture(document.furniture)
    active: list[Span] = []  # in the order in which their tags were opened
    seen: set[Span] = set()
    result = [Paragraph()]
    open_tags: list[Span] = []
    for start, end in pairwise(edges):
        active = [span for span in active if span.end > start] + begin.get(start, [])
        for number, line in enumerate(document.raw[start:end].split("\n")):
            if number:
                result[-1].closes = len(open_tags)
                open_tags = []
                result.append(Paragraph())
            if line:
                kept = _common(open_tags, active)
                opens = tuple("" if span in seen else anchor(document.id, span) for span in active[kept:])
                seen.update(active)
                piece = Piece(printable(line), len(open_tags) - kept, opens, leave.holds(start), tuple(active))
                result[-1].pieces.append(piece)
                open_tags = list(active)
    result[-1].closes = len(open_tags)
    return [paragraph for paragraph in result if any(piece.text.strip() for piece in paragraph.pieces)]


class _Furniture:
    """Tells whether a place lies in page furniture, asked in the order of the text."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._next, self._until = 0, 0

    def holds(self, place: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next].start <= place:
            self._until = max(self._until, self._spans[self._next].end)
            self._next += 1
        return place < self._until


def _common(old: list[Span], new: list[Span]) -> int:
    """How many tags, from the outermost, can stay open."""
    count = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        count += 1
    return count


def printable(text: str) -> str:
    """Without characters that a page may not hold or that turn the direction of a line; blanks of every width
    stay, and everything else is left to escaping."""
    # Pages are made of thousands of pieces: most need no look at each character.
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    odd = [c for c in set(text) if not (c.isprintable() or c in "\n\t" or category(c) == "Zs")]
    return text.translate(dict.fromkeys(map(ord, odd), "\ufffd")) if odd else text
