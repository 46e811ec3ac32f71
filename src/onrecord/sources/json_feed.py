"""JSON Feed, versions 1 and 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from onrecord.errors import SourceError


def read_json_feed(data: bytes) -> tuple[str | None, Iterator[dict[str, Any]]]:
    """The feed's title, and the values of its items. Raises `SourceError` for what is no JSON Feed."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise SourceError("broken JSON", hint="its outlet has to repair it") from None
    version = found.get("version") if isinstance(found, dict) else None
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(version, str) or "jsonfeed.org/version" not in version or not isinstance(items, list):
        raise SourceError("no JSON Feed", hint="RSS, Atom, RDF, JSON Feed, OPML and sitemaps are read")
    title, language = found.get("title"), found.get("language")
    return (title if isinstance(title, str) else None), (_values(item, language) for item in items)


def _values(item: Any, language: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        return {}
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [author.get("name") for author in authors or () if isinstance(author, dict)]
    return {
        "url": item.get("url") or item.get("external_url") or item.get("id"),
        "title": item.get("title"),
        "published": item.get("date_published"),
        "updated": item.get("date_modified") or item.get("date_published"),
        "language": item.get("language") or language,
        "author": ", ".join(name for name in names if isinstance(name, str)),
        "content": item.get("content_html") or item.get("content_text"),
        "summary": item.get("summary"),
    }
