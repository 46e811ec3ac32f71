"""Which of a command's arguments are of the web; nothing is loaded for it but what tells them apart."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onrecord.sources.urls import is_address

_FEED_FILES = (".xml", ".rss", ".atom", ".rdf", ".opml", ".json")


def sort_out(paths: Iterable[str]) -> tuple[list[str], list[Path], list[str]]:
    """Addresses of the web, files of feeds, and all the rest, each in the order given."""
    addresses, feeds, rest = [], [], []
    for path in paths:
        if is_address(path):
            addresses.append(path)
        elif is_feed_file(path):
            feeds.append(Path(path))
        else:
            rest.append(path)
    return addresses, feeds, rest


def is_feed_file(path: str) -> bool:
    """Whether this is a file that holds a feed."""
    if not path.lower().endswith(_FEED_FILES):
        return False
    from onrecord.sources.feeds import looks_like_feed

    try:
        with open(path, "rb") as file:
            return looks_like_feed(file.read(8_192))
    except (OSError, ValueError):
        return False
