"""The article of a page's tree: our own reading of its blocks, held against what trafilatura finds.

The blocks of the part around the headline are the article where they hold nearly all that trafilatura finds; else
its text is taken, and JSON-LD's own text of the article where both find too little.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.sources.page_blocks import Block, blocks_of, clean, is_prose
from onrecord.sources.page_region import Extent, find_headline, prune, region, same, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# JSON-LD's text is the article where less than this part of it was found.
_TOO_LITTLE = 0.6
# Our reading stands where it holds this part of what trafilatura finds.
_NEARLY_ALL = 0.8
_TAGS = re.compile(r"<(/?)(\w{1,20})[^<>]{0,500}>")
_BLOCKS = frozenset("p br div li h1 h2 h3 h4 h5 h6 blockquote tr ul ol".split())
# Blocks that may be short and end without a mark where they stand between paragraphs.
_STRUCTURE = frozenset("h2 h3 h4 h5 h6 li tr td th dt dd blockquote pre p".split())
_MOST_LINKED = 0.6
_USUAL = 0.3
_NEAR = 8
# Beyond these our own reading is taken by itself.
_MOST_LETTERS, _MOST_ELEMENTS, _MOST_DEPTHS = 1_500_000, 12_000, 500_000


@dataclass(frozen=True, slots=True)
class Article:
    """The article's paragraphs, a line each, and its headline as it stands on the page; `above` is what
    stands by the headline and is not the article (the day, the author)."""

    text: str
    headline: str | None = None
    above: tuple[str, ...] = ()


def read_article(tree: HtmlElement, titles: Sequence[str], told: str | None) -> Article:
    """The article of a page; its text is "" where there is none. `titles` are what the page calls it, `told` its text
    as metadata has it. The tree is used up.
    """
    headline = find_headline(tree, titles)
    prune(tree, headline)
    blocks = blocks_of(tree)
    extent = Extent(tree)
    found = _extracted(tree) if is_small(tree) else [block.text for block in blocks if block.is_prose]
    part = region(blocks, headline, extent) if headline is not None else None
    above: tuple[str, ...] = ()
    text = ""
    if headline is not None and part is not None:
        own, above = _own_reading([block for block in blocks if block.element in extent[part]], headline)
        if _covers(own, found):
            text = "\n".join(own)
    if not text:
        text = "\n".join(line for line in found if headline is None or same(line) != same(text_of(headline)))
    body = _plain(told) if told else ""
    if len(text) < _TOO_LITTLE * len(body):
        text = body
    return Article(text, clean(text_of(headline)) or None if headline is not None else None, above)


def is_small(tree: HtmlElement) -> bool:
    """Whether the libraries are done with a page soon: what they take grows with its elements and their depth."""
    from lxml.etree import iterwalk

    elements = depths = depth = letters = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        depths += depth
        letters += len(element.text or "") if event == "start" else len(element.tail or "")
    return elements <= _MOST_ELEMENTS and depths <= _MOST_DEPTHS and letters <= _MOST_LETTERS


def _extracted(tree: HtmlElement) -> list[str]:
    """The lines of the article as trafilatura has it."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says of a page is no news to the user
    found = bare_extraction(tree, include_comments=False, include_tables=True)
    text = getattr(found, "text", None)
    lines = (clean(line) for line in text.split("\n")) if isinstance(text, str) else ()
    return [line for line in lines if line]


def _own_reading(mine: Sequence[Block], headline: HtmlElement) -> tuple[list[str], tuple[str, ...]]:
    """The blocks of a part that are article, and those by the headline that are not."""
    own = {headline, *headline.iter()}
    title = same(text_of(headline))
    begin = next((i + 1 for i, b in enumerate(mine) if b.element in own or same(b.text) == title), 0)
    mine = [block for block in mine[begin:] if same(block.text) != title]
    prose = [index for index, block in enumerate(mine) if block.is_prose]
    if not prose:
        return [], ()
    first, last = prose[0], prose[-1]
    usual = _paragraph_tags([mine[index] for index in prose])
    kept = [index for index, block in enumerate(mine) if _is_article(block, first <= index <= last, usual)]
    above = (block.text for index, block in enumerate(mine[: first + _NEAR]) if index not in kept)
    return [mine[index].text for index in kept], tuple(above)


def _paragraph_tags(prose: Sequence[Block]) -> set[str]:
    """The tags that this page has for paragraphs."""
    counts = Counter(block.tag for block in prose)
    return {tag for tag, count in counts.items() if count >= _USUAL * len(prose)}


def _is_article(block: Block, within: bool, usual: set[str]) -> bool:
    """Whether a block is of the article: prose is, and between its paragraphs what has a place of its own."""
    if block.links > _MOST_LINKED and not block.ends:
        return False
    if block.is_prose:
        return True
    if within:
        return block.tag in _STRUCTURE or (block.tag in usual and (block.ends or block.loose))
    return block.ends and block.tag in _STRUCTURE


def _covers(own: Sequence[str], found: Sequence[str]) -> bool:
    """Whether our lines hold nearly all of the prose that was found."""
    if not own:
        return False
    mine = "\n".join(own)
    prose = [line.lstrip("-| ") for line in found if is_prose(line)]
    held = sum(len(line) for line in prose if line in mine)
    return held >= _NEARLY_ALL * sum(map(len, prose))


def _plain(told: str) -> str:
    """The text of metadata without the tags that some sites leave in it."""
    text = _TAGS.sub(lambda tag: "\n" if tag.group(2).lower() in _BLOCKS else "", told)
    return "\n".join(line for line in map(clean, text.split("\n")) if line)
