"""Addresses of the desk's pages and files, and what the files are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
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
