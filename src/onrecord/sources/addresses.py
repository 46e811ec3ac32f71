"""Addresses of articles: made absolute, without what only tracks readers, and checked to be of the web."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from onrecord.sources.urls import is_front

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_LONGEST = 2000
_MIRRORS = ("www.", "m.", "amp.", "mobile.")


def clean_address(url: str | None, base: str | None = None) -> str | None:
    """An http(s) address, absolute by `base`, without fragment and tracking parameters; None for anything else."""
    if not url or len(url) > _LONGEST:
        return None
    try:
        joined = urljoin(base, url.strip()) if base else url.strip()
        parts = urlsplit(joined)
        if parts.scheme not in ("http", "https") or not parts.hostname or any(map(str.isspace, joined)):
            return None
        return _normalised(joined)
    except ValueError:
        return None


def _normalised(url: str) -> str:
    from courlan import normalize_url

    try:
        found = str(normalize_url(url, strict=False))
    except (ValueError, TypeError):
        return url
    return found.partition("#")[0]


def site_of(url: str) -> str:
    """The host of an address without the names of its mirrors ("m.", "amp."); "" where it has none."""
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").lower()
    except ValueError:
        return ""
    if not _HOST.fullmatch(host):
        return ""
    for mirror in _MIRRORS:
        if host.count(".") > 1:
            host = host.removeprefix(mirror)
    return host


def own_address(url: str | None, told: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The address an article goes by, and what that rests on: the page's own word for it, where it can be true.

    `url` is where the page was read. A page of another site is a reprint and keeps its own address; a link to
    the site's front is a slip.
    """
    mine = clean_address(url)
    for value, basis in told:
        found = clean_address(value, mine)
        if found is None or (is_front(found) and (mine is None or not is_front(mine))):
            continue
        if mine is None or site_of(found) == site_of(mine):
            return found, basis
    return (mine, "address") if mine is not None else None
