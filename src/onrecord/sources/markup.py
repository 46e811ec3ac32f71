"""Bytes of an HTML page → its tree, within bounds: size, depth and number of tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.errors import SourceError
from onrecord.sources.decoding import decode_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The largest page that is read, in bytes and in tags; articles of a few pages' length have a hundredth of it.
MOST_BYTES_OF_PAGE = 10_000_000
_MOST_TAGS = 100_000
# No name, address or date is longer; what is takes every pattern long.
_LONGEST_ATTRIBUTE = 20_000
_DEEP = "Excessive depth"
# Tags that only group or dress: without them what is nested too deep lies flat. `[^<>]` keeps it linear.
_GROUPING = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,30})(?=[\s/>])[^<>]*>")
_BREAKS = re.compile(r"(?:<br>\s*){2,}")
_INLINE = frozenset("a abbr b big em font i label mark s small span strong sub sup tt u".split())
_KEPT = frozenset(
    "html head body title meta link script style noscript template h1 h2 h3 h4 h5 h6 p br hr li time iframe".split()
)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"\s*<\?xml[^<>]*>")


def read_tree(data: bytes, where: str, charset: str | None = None) -> HtmlElement:
    """The tree of a page's bytes; `charset` is what came with them (an HTTP header).

    Nothing is fetched and no entity of the page's own is followed. Raises `SourceError` for what is too large,
    in no known encoding, or holds no element.
    """
    if len(data) > MOST_BYTES_OF_PAGE:
        limit = f"{MOST_BYTES_OF_PAGE // 1_000_000} MB"
        raise SourceError(f"an HTML page of more than {limit}", where=where, hint="save its article alone")
    text = _NO_XML.sub("", decode_page(data, where, charset))
    text = _DECLARATION.sub("", text, count=1)
    if text.count("<") > _MOST_TAGS:
        raise SourceError(f"an HTML page of more than {_MOST_TAGS:,} tags", where=where, hint="save its text")
    tree, deep = _parsed(text)
    if deep:
        tree, deep = _parsed(_flattened(text))
    if tree is None or deep:
        raise SourceError("no HTML page", where=where, hint="save its text as a .txt file")
    if len(text) > _LONGEST_ATTRIBUTE:
        _without_long_attributes(tree)
    return tree


def _parsed(text: str) -> tuple[HtmlElement | None, bool]:
    """The tree, and whether a part of it was lost because it is nested too deep."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        no_network=True,
    )
    try:
        tree: HtmlElement = document_fromstring(text.encode(), parser=parser)
    except (LxmlError, ValueError, AssertionError):
        return None, False
    return tree, any(_DEEP in error.message for error in parser.error_log)


def _without_long_attributes(tree: HtmlElement) -> None:
    for element in tree.iter():
        for name, value in element.items():
            if len(value) > _LONGEST_ATTRIBUTE:
                del element.attrib[name]


def _flattened(text: str) -> str:
    """The page without what nests: groups become lines."""

    def flat(match: re.Match[str]) -> str:
        name = match.group(2).lower()
        if name in _KEPT:
            return match.group()
        return "" if name in _INLINE else "<br>"

    return _BREAKS.sub("<br>", _GROUPING.sub(flat, text))
