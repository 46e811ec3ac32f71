"""The article of a page's tree: trafilatura finds it, JSON-LD's own text of it is asked where that finds too little."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLANKS = re.compile(r"[ \t\r\f\v\xa0\u2000-\u200b\u2028\u202f\u205f\u3000\ufeff]+")
# JSON-LD's text is the article where trafilatura finds less than this part of it.
_TOO_LITTLE = 0.6
_TAGS = re.compile(r"<(/?)(\w{1,20})[^<>]{0,500}>")
_BLOCKS = frozenset("p br div li h1 h2 h3 h4 h5 h6 blockquote tr ul ol".split())


def article_text(tree: HtmlElement, told: str | None) -> str:
    """The article, a paragraph a line; "" where there is none. `told` is its text as metadata has it.

    The tree is used up.
    """
    found = _extracted(tree)
    body = _lines(_plain(told)) if told else ""
    return body if len(found) < _TOO_LITTLE * len(body) else found


def _extracted(tree: HtmlElement) -> str:
    from trafilatura import bare_extraction

    found = bare_extraction(tree, include_comments=False, include_tables=True)
    text = getattr(found, "text", None)
    return _lines(text) if isinstance(text, str) else ""


def _lines(text: str) -> str:
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _plain(told: str) -> str:
    """The text of metadata without the tags that some sites leave in it."""
    return _TAGS.sub(lambda tag: "\n" if tag.group(2).lower() in _BLOCKS else "", told)
