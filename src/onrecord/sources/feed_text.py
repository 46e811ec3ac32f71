"""The text of a feed's item: paragraphs of its HTML, and whether that is the article or only its beginning."""

from __future__ import annotations

import re

# An item's text is the whole article where it is longer than this (characters) or has as many paragraphs, and
# doesn't end as something that goes on elsewhere.
_WHOLE, _WHOLE_CONTENT, _PARAGRAPHS = 1_200, 400, 4
_GOES_ON = re.compile(r"(?:…|\.\.\.|\[(?:…|\.{3}|&#8230;)\]|→|»»|>>)[\s\w.:]{0,40}\Z")
_BREAKS = re.compile(r"(?i)</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote|tr|table|section|article|figure)\b[^<>]*>")
_DROPPED = re.compile(r"(?is)<(script|style|figcaption|iframe|noscript)\b[^<>]*>.*?</\1\s*>|<!--.*?-->")
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_BLANKS = re.compile(r"[ \t\r\f\v\xa0\u200b]+")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST = 1_000_000


def plain(markup: str) -> str:
    """The text of an item's HTML, a paragraph a line; an item's HTML is a piece, and holds no page furniture."""
    from html import unescape

    text = _DROPPED.sub(" ", markup[:_MOST]) if "<" in markup else markup[:_MOST]
    text = text.replace("\n", " ") if _BREAKS.search(text) else text
    text = _TAG.sub("", _BREAKS.sub("\n", text))
    lines = (_BLANKS.sub(" ", line).strip() for line in _NO_TEXT.sub("", unescape(text)).split("\n"))
    return "\n".join(line for line in lines if line)


def is_whole(text: str, *, content: bool) -> bool:
    """Whether a feed's text is the article. `content`: it stands where feeds put articles, not where they sum up."""
    if _GOES_ON.search(text):
        return False
    if content:
        return len(text) >= _WHOLE_CONTENT
    return len(text) >= _WHOLE or (len(text) >= _WHOLE_CONTENT and text.count("\n") + 1 >= _PARAGRAPHS)
