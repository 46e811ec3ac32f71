"""Where the article stands on a page: its headline, the part around it, and what in that part is none of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.sources import page_marks as marks
from onrecord.sources.page_blocks import Block, clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORDS = re.compile(r"[^\W_]+")
_LEAST_WORDS = 2
# Named like furniture, but with more than this part of the page's text in it: the name means something else.
_MOST_TEXT = 0.3
_LONGEST_OF_MENU = 40
# A part is left for the one around it where that has so much more prose.
_MUCH_MORE, _FEW = 2.0, 2


def same(text: str) -> str:
    """A text by its words alone, for comparing headlines."""
    return " ".join(_WORDS.findall(text.lower().replace("ё", "е")))


def find_headline(tree: HtmlElement, titles: Sequence[str]) -> HtmlElement | None:
    """The element of the headline: the heading that one of the page's own titles names, else its first and highest.

    On pages without headings it is the smallest piece of text that a title holds whole.
    """
    wanted = [words for words in map(same, titles) if words]
    headings = [element for element in tree.iter("h1", "h2", "h3", "h4") if clean(element.text_content())]
    for element in headings:
        words = same(element.text_content())
        if words.count(" ") >= _LEAST_WORDS and any(words in title or title in words for title in wanted):
            return element
    long_enough = [element for element in headings if same(text_of(element)).count(" ") >= _LEAST_WORDS]
    first = next((e for level in ("h1", "h2", "h3") for e in long_enough if e.tag == level), None)
    first = first if first is not None else next((e for e in headings if e.tag == "h1"), None)
    if first is not None:
        return first
    for element in tree.iter("b", "strong", "font", "p", "div", "span", "td"):
        if len(element) <= _FEW:
            words = same(element.text_content()) if len(text_of(element)) < 500 else ""
            if words.count(" ") >= _LEAST_WORDS and any(words in title for title in wanted):
                return element
    return None


def text_of(element: HtmlElement) -> str:
    return str(element.text_content())


def prune(tree: HtmlElement, headline: HtmlElement | None) -> None:
    """Takes out of a tree what its marks say is page: in place."""
    kept = _line_up(headline)
    body = tree.find("body")
    top = body if body is not None else tree
    weights = _weights(top)
    waiting = [top]
    while waiting:
        parent = waiting.pop()
        for element in list(parent):
            if element not in kept and _goes(element, weights, weights[top], headline is not None):
                _drop(element)
            else:
                waiting.append(element)


def _goes(element: HtmlElement, weights: Mapping[HtmlElement, int], every: int, has_headline: bool) -> bool:
    if marks.is_never_article(element):
        return True
    if marks.is_of_others(element):
        return has_headline or weights[element] <= _MOST_TEXT * every
    if marks.is_around(element) or marks.is_furniture(element):
        return weights[element] <= _MOST_TEXT * every
    return False


def _line_up(element: HtmlElement | None) -> set[HtmlElement]:
    """An element and all that it stands in."""
    return {element, *element.iterancestors()} if element is not None else set()


def _weights(top: HtmlElement) -> dict[HtmlElement, int]:
    """How much text every element holds, in letters; pieces as short as those of menus do not count."""
    from lxml.etree import iterwalk

    weights: dict[HtmlElement, int] = {}
    held = [0]
    for event, element in iterwalk(top, events=("start", "end")):
        if event == "start":
            held.append(_letters_of(element.text))
        else:
            weights[element] = own = held.pop()
            held[-1] += own + _letters_of(element.tail)
    return weights


def _letters_of(text: str | None) -> int:
    return len(text) if text and len(text) > _LONGEST_OF_MENU else 0


def _drop(element: HtmlElement) -> None:
    """Takes an element out and leaves the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + "\n" + tail
        else:
            parent.text = (parent.text or "") + "\n" + tail
    parent.remove(element)


class Extent:
    """Which elements stand in which: `element in extent[part]`, from their places in the tree."""

    def __init__(self, tree: HtmlElement) -> None:
        from lxml.etree import iterwalk

        self._first: dict[HtmlElement, int] = {}
        self._last: dict[HtmlElement, int] = {}
        for event, element in iterwalk(tree, events=("start", "end")):
            if event == "start":
                self._first[element] = len(self._first)
            else:
                self._last[element] = len(self._first)

    def __getitem__(self, part: HtmlElement) -> _Inside:
        return _Inside(self._first, self._first[part], self._last[part])


@dataclass(frozen=True, slots=True)
class _Inside:
    places: Mapping[HtmlElement, int]
    first: int
    last: int

    def __contains__(self, element: HtmlElement) -> bool:
        return self.first <= self.places.get(element, -1) < self.last


def region(blocks: Sequence[Block], headline: HtmlElement, extent: Extent) -> HtmlElement | None:
    """The smallest part around the headline that holds the article: grown while much more prose lies around it.

    None where there is no prose by the headline.
    """
    prose = [block for block in _from_headline(blocks, headline) if block.is_prose]
    inside: HtmlElement | None = None
    held: list[Block] = []
    for part in headline.iterancestors():
        mine = [block for block in prose if block.element in extent[part]]
        if not mine:
            continue
        size, old = _letters(mine), _letters(held)
        if inside is None or size - old >= _MUCH_MORE * old or (len(held) < _FEW and size - old >= old):
            if inside is not None and inside.tag == "article" and len(held) >= _FEW:
                break
            inside, held = part, mine
        elif size > old:
            break
    return inside


def _from_headline(blocks: Sequence[Block], headline: HtmlElement) -> Sequence[Block]:
    inside = set(headline.iter())
    inside.update(headline.iterancestors())
    words = same(text_of(headline))
    own = set(headline.iter())
    for index, block in enumerate(blocks):
        if block.element in own or (block.element in inside and same(block.text) == words):
            return blocks[index + 1 :]
    return blocks


def _letters(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)
