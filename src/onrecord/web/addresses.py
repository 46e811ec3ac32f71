"""Addresses of the desk's pages and files, and what the files are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from html import escape, unescape
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

STATIC = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "picture.css": "text/css; charset=utf-8",
}


@cache
def static(name: str) -> bytes:
    return (files("onrecord.web") / "static" / name).read_bytes()


@cache
def static_address(name: str) -> str:
    """With a mark of the content, so that it can be kept for good."""
    return f"/static/{name}?{hashlib.sha256(static(name)).hexdigest()[:12]}"


def address(path: str, query: Mapping[str, Any], **changes: Any) -> str:
    """A page with what it is narrowed to, some of it changed; what is empty is left out."""
    merged = {**query, **changes}
    kept = {name: value for name, value in merged.items() if value not in (None, "")}
    return f"{path}?{urlencode(kept)}" if kept else path


# ---- pages of a day

# No text of an article can look like these: where it stands on a page its brackets and quotation marks are escaped.
_LINK = re.compile(r'(<(?:a|iframe)\b(?![^>]* data-now)[^>]*? (?:href|src)=")(/[^"#]*)')
_FORM = re.compile(r'<form\b(?![^>]* (?:data-now|method="post"))[^>]*>')


def on_day(page: str, day: str) -> str:
    """A page that was made for a day, with all its links and forms leading to pages of that day; those that are marked
    with `data-now` stay as they are."""
    page = _LINK.sub(lambda found: found[1] + escape(at_day(unescape(found[2]), day)), page)
    return _FORM.sub(lambda found: f'{found[0]}<input type="hidden" name="as_of" value="{escape(day)}">', page)


def at_day(link: str, day: str) -> str:
    """The address of a page of the desk as of a day; one that says its day already stays as it is."""
    path, _, query = link.partition("?")
    if any(part.startswith("as_of=") for part in query.split("&")):
        return link
    return f"{path}?{query}{'&' if query else ''}{urlencode({'as_of': day})}"
