"""A page's tree → its blocks: pieces of text that stand by themselves, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small"
    " span strike strong sub sup time tt u var wbr img".split()
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SPACES = re.compile(r"[\s\xa0\u2000-\u200a\u202f\u205f\u3000]+")
# Not seen, and in the way of whoever reads the words: soft hyphens, joiners, marks of direction.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_ENDS = re.compile(r"[.!?…:;][»\"”“’')\]]*\Z")
_LEAST_WORDS, _LEAST_LETTERS = 5, 35
_MOST_LINKED = 0.5
_LONGEST_CELL = 200


@dataclass(slots=True)
class Block:
    """A piece of text: `element` holds it, `tag` is that of the block it stands in, `links` how much of it is links.

    `loose` says that it is split from its neighbours by line breaks only.
    """

    text: str
    element: HtmlElement
    tag: str
    links: float
    loose: bool = False

    @property
    def ends(self) -> bool:
        """Whether it ends as sentences do."""
        return _ENDS.search(self.text) is not None

    @property
    def is_prose(self) -> bool:
        """Whether it reads like a paragraph of an article."""
        return self.links < _MOST_LINKED and is_prose(self.text)

    @property
    def is_heading(self) -> bool:
        return self.tag in _HEADINGS


def is_prose(text: str) -> bool:
    """Whether a line reads like a paragraph: some words and a mark at its end."""
    long_enough = len(text) >= _LEAST_LETTERS and text.count(" ") >= _LEAST_WORDS - 1
    return long_enough and _ENDS.search(text) is not None


def clean(text: str) -> str:
    """Text with single blanks, without what is not seen."""
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


class _Piece:
    """Text on its way to a block."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.length = 0

    def add(self, text: str | None, linked: bool) -> None:
        if text:
            self.parts.append(text)
            size = len(text.strip())
            self.length += size
            self.linked += size if linked else 0

    def block(self, element: HtmlElement, loose: bool) -> Block | None:
        text = clean("".join(self.parts))
        links = self.linked / self.length if self.length else 0.0
        self.parts, self.linked, self.length = [], 0, 0
        return Block(text, element, str(element.tag), links, loose) if text else None


def blocks_of(tree: HtmlElement) -> list[Block]:
    """The blocks of a tree, in its order; the cells of a table's row are one block."""
    return list(_joined(_walk(tree)))


def _walk(tree: HtmlElement) -> Iterator[Block]:
    from lxml.etree import iterwalk

    piece = _Piece()
    linked = 0
    rows: list[HtmlElement] = []
    holders: list[HtmlElement] = [tree]

    def flushed(loose: bool = False) -> Iterator[Block]:
        block = piece.block(holders[-1], loose)
        if block is not None:
            yield block

    for event, element in iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag == "br":
                yield from flushed(loose=True)
            elif tag in ("td", "th") and rows:
                piece.add(" ", False)
            elif tag not in _INLINE:
                yield from flushed()
                holders.append(element)
                if tag == "tr" and not rows and _is_row(element):
                    rows.append(element)
            linked += tag == "a"
            piece.add(element.text, linked > 0)
        else:
            linked -= tag == "a"
            if tag not in _INLINE and tag != "br" and not (tag in ("td", "th") and rows):
                yield from flushed()
                holders.pop()
                if rows and rows[-1] is element:
                    rows.pop()
            piece.add(element.tail, linked > 0)
    yield from flushed()


def _is_row(row: HtmlElement) -> bool:
    """Whether a row is one of data: several short cells with nothing but words in them."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    return len(cells) > 1 and all(
        len(cell.text_content()) <= _LONGEST_CELL and all(part.tag in _INLINE for part in cell.iterdescendants())
        for cell in cells
    )


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Lines broken within a sentence are one again."""
    last: Block | None = None
    for block in blocks:
        if last is not None and last.loose and last.element is block.element and block.text[:1].islower():
            last = Block(f"{last.text} {block.text}", last.element, last.tag, max(last.links, block.links), block.loose)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last
