"""Addresses that a person names, and files of feeds: fetched now, and read into the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from onrecord.errors import SourceError
from onrecord.gathering.gatherer import Gatherer
from onrecord.gathering.listed import Source
from onrecord.pipeline import Progress
from onrecord.sources.feeds import MOST_BYTES_OF_FEED
from onrecord.store.fetches import Page

# A feed may lead to feeds, and these to pages.
_ROUNDS = 5


def add_addresses(
    gatherer: Gatherer,
    addresses: Sequence[str],
    files: Sequence[Path] = (),
    *,
    full_text: bool = True,
    jobs: int = 1,
    dossier: str | None = None,
) -> Progress:
    """Fetches pages, and what feeds and lists of feeds lead to, and reads all of it into the record.

    What could not be had is told by the gatherer, not raised. Raises `Stopped`, `StoreError`.
    """
    source = Source("", full_text=full_text)
    wanted, feeds = set(gatherer.want(addresses)), set()
    for path in files:
        more = _take_file(gatherer, path, source)
        feeds.add(path.name)
        wanted |= set(gatherer.want(more))
    for _ in range(_ROUNDS):
        pages = _waiting(gatherer, wanted, feeds)
        if not pages:
            break
        found = gatherer.fetch(pages, source)
        feeds |= set(found)
        wanted |= set(found)
    every = wanted | {page.url for feed in sorted(feeds) for page in gatherer.pages_of(feed)}
    return gatherer.read(jobs, every, dossier)


def _waiting(gatherer: Gatherer, wanted: Iterable[str], feeds: Iterable[str]) -> list[Page]:
    """What is still to be fetched, of the addresses and of what the feeds told."""
    pages = {page.url: page for feed in sorted(feeds) for page in gatherer.pages_of(feed)}
    pages |= {page.url: page for url in sorted(wanted) if (page := gatherer.page(url)) is not None}
    now = gatherer.now()
    return [page for url, page in sorted(pages.items()) if page.state == "fetch" and page.due <= now]


def _take_file(gatherer: Gatherer, path: Path, source: Source) -> Sequence[str]:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES_OF_FEED + 1)
    except OSError as error:
        raise SourceError(error.strerror or "cannot be read", where=str(path)) from error
    return gatherer.take_bytes(path.name, data, source)
