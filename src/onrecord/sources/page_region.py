"""Where the article stands on a page: its headline, the part around it, and what in that part is none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.sources import page_marks as marks
from onrecord.sources.page_blocks import Block, clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORDS = re.compile(r"[^\W_]+")
_LEAST_WORDS = 2
# Named like furniture, but with more than this part of the page's text in it: the name means something else.
_MOST_TEXT = 0.3
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
    every = _weight(top)
    waiting = [top]
    while waiting:
        parent = waiting.pop()
        for element in list(parent):
            if element not in kept and _goes(element, every, headline is not None):
                _drop(element)
            else:
                waiting.append(element)


def _goes(element: HtmlElement, every: int, has_headline: bool) -> bool:
    if marks.is_never_article(element):
        return True
    if marks.is_of_others(element):
        return has_headline or _weight(element) <= _MOST_TEXT * every
    if marks.is_around(element) or marks.is_furniture(element):
        return _weight(element) <= _MOST_TEXT * every
    return False


def _line_up(element: HtmlElement | None) -> set[HtmlElement]:
    """An element and all that it stands in."""
    return {element, *element.iterancestors()} if element is not None else set()


def _weight(element: HtmlElement) -> int:
    """How much text an element holds: letters of what ends as sentences do count, menus hardly."""
    return sum(len(text) for text in element.itertext() if len(text) > 40)


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


def region(blocks: Sequence[Block], headline: HtmlElement) -> HtmlElement | None:
    """The smallest part around the headline that holds the article: grown while much more prose lies around it.

    None where there is no prose by the headline.
    """
    after = _from_headline(blocks, headline)
    prose = [block for block in after if block.is_prose]
    inside: HtmlElement | None = None
    held: list[Block] = []
    for part in headline.iterancestors():
        around = set(part.iter())
        mine = [block for block in prose if block.element in around]
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
