"""Reading again what was fetched: from the answers that are kept, without asking anybody, or by asking once more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord import pipeline
from onrecord.errors import SourceError
from onrecord.gathering.gatherer import Gatherer
from onrecord.gathering.listed import Listed, feed_of, item_of, item_of_entry, listed
from onrecord.model.document import document_id
from onrecord.pipeline import Progress
from onrecord.sources.feeds import Entry
from onrecord.sources.items import Item
from onrecord.store.fetches import Kept
from onrecord.store.rows import read_decisions
from onrecord.store.store import Store


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of reading again; `gone` articles are no longer read so, of these `spared` ones are kept."""

    progress: Progress
    gone: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()


def rebuild(store: Store, jobs: int = 1) -> Rebuilt:
    """Reads all answers that are kept once more, as the code now does, in the order in which they came.

    What an answer gave before and gives no longer is taken out of the record, unless a person decided on it or
    another answer still gives it. Answers that cannot be read any longer leave their articles as they are.
    """
    made: dict[str, int] = {}
    unread: set[int] = set()
    progress = pipeline.add(store, _items(store, made, unread), jobs=jobs)
    decided = {member.document for decision in read_decisions(store) for member in decision.members}
    with store.fetches() as fetches:
        stale = {d for d, numbers in fetches.made().items() if d not in made and not numbers & unread}
        for document, number in sorted(made.items()):
            fetches.note_made(document, number)
    gone = sorted(stale - decided)
    if gone:
        store.remove(gone)
    return Rebuilt(progress, tuple(gone), tuple(sorted(stale & decided)))


def ask_again(gatherer: Gatherer, store: Store, jobs: int = 1) -> Progress:
    """Asks for every page once more; those that have another text get a new version."""
    with store.fetches(writes=False) as fetches:
        pages = [page for page in fetches.every_page() if page.response is not None]
    gatherer.fetch(pages)
    return gatherer.read(jobs)


def _items(store: Store, made: dict[str, int], unread: set[int]) -> Iterator[Item | SourceError]:
    with store.fetches(writes=False) as fetches:
        numbers = fetches.numbers(["page", "feed"])
    for number in numbers:
        with store.fetches(writes=False) as fetches:
            kept = fetches.response(number)
        if kept is None or not kept.response.ok:
            continue
        for item in _of_page(store, kept) if kept.kind == "page" else _of_feed(store, kept):
            if isinstance(item, SourceError):
                unread.add(number)
            else:
                made.setdefault(document_id(item.source, item.raw), number)
            yield item


def _of_page(store: Store, kept: Kept) -> Iterator[Item | SourceError]:
    url = kept.response.url
    with store.fetches(writes=False) as fetches:
        page = fetches.page(url)
    yield item_of(listed(page) if page is not None else Listed(Entry(url)), kept.response)


def _of_feed(store: Store, kept: Kept) -> Iterator[Item | SourceError]:
    """The articles that were read from the feed itself."""
    answer = kept.response
    feed = feed_of(answer)
    if isinstance(feed, SourceError):
        yield feed
        return
    for entry in feed.entries:
        with store.fetches(writes=False) as fetches:
            page = fetches.page(entry.url)
        if page is None or page.feed != answer.url or page.response is not None or page.state != "kept":
            continue
        if entry.text:
            yield item_of_entry(Listed(entry, kept.number, listed(page).outlet), answer.at)
