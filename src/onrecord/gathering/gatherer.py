"""Feeds and pages → answers that are kept → articles of the record. Whatever stops it, nothing is lost or doubled.

Each step ends in one transaction that notes what it did and what is to be done next: a feed's answer is kept with the
addresses it lists; a page's answer with the note that it is to be read; an article is in the record before that note is
taken away, and adding it once more changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from onrecord import pipeline
from onrecord.errors import RefusedError, SourceError
from onrecord.gathering.asking import Asked, ask_all
from onrecord.gathering.listed import Listed, Source, feed_of, item_of, item_of_entry, listed
from onrecord.model.document import document_id
from onrecord.model.response import Response, iso
from onrecord.sources.answers import problem_of, wait_told
from onrecord.sources.feeds import Entry, looks_like_feed
from onrecord.sources.items import Item
from onrecord.sources.urls import is_front, normalise
from onrecord.sources.web import Fetcher
from onrecord.store import codec
from onrecord.store.fetches import Fetches, Page, PageState
from onrecord.store.store import Store

# Lists of feeds may lead to lists; no deeper than this.
_DEEPEST = 3
# How often an address is tried before it is given up, and the first wait between two tries, in seconds.
_TRIES, _FIRST_WAIT = 5, 60
# Answers that will not change by asking again.
_FINAL = (401, 403, 404, 405, 406, 410, 451)
# So many articles are read before it is noted that they are.
_BATCH = 200


class Tell(Protocol):
    """Told what was done: `event` is a short name, the rest what it was done with."""

    def __call__(self, event: str, **values: object) -> None: ...


@dataclass(frozen=True, slots=True)
class Recheck:
    """Pages are looked at again every so many seconds, until they have been known for so long."""

    every: int = 6 * 3600
    until: int = 3 * 86_400


class Polled(Protocol):
    """Called when a feed was asked: with what was wrong, and how long its server wants to be left alone (seconds)."""

    def __call__(self, fetches: Fetches, url: str, problem: SourceError | None, told: float | None) -> None: ...


class Gatherer:
    """Fetches into one record. `clock` says what time it is (UTC)."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        clock: Callable[[], dt.datetime],
        tell: Tell,
        recheck: Recheck | None = None,
    ) -> None:
        self._store, self._fetcher, self._clock, self._tell = store, fetcher, clock, tell
        self._recheck = recheck or Recheck()

    def now(self) -> int:
        """Seconds since 1970."""
        return int(self._clock().timestamp())

    # ---- feeds

    def poll(self, sources: Sequence[Source], done: Polled) -> None:
        """Asks feeds for what is new and notes the addresses they list; lists of feeds are followed.

        `done` is called for each source in the transaction that keeps its answer. Raises `Stopped`.
        """
        first = {source.url for source in sources}
        level, seen = list(sources), set(first)
        for _ in range(_DEEPEST):
            by_url = {source.url: source for source in level}
            below: list[Source] = []
            for asked, found in ask_all(self._fetcher, self._asked(list(by_url)), self._fetcher.manners.jobs):
                source = by_url[asked.url]
                with self._store.fetches() as fetches:
                    more, problem = self._take_feed(fetches, source, found)
                    if source.url in first:
                        told = wait_told(found, self._clock()) if isinstance(found, Response) else None
                        done(fetches, source.url, problem, told)
                below += [replace(source, url=url) for url in more if url not in seen]
                seen.update(more)
            level = below
            if not level:
                return

    def _take_feed(
        self, fetches: Fetches, source: Source, found: Response | SourceError
    ) -> tuple[Sequence[str], SourceError | None]:
        """Notes what a feed's answer lists; gives the feeds it leads to, and what was wrong with it."""
        problem = found if isinstance(found, SourceError) else problem_of(found)
        if problem is not None or isinstance(found, SourceError):
            if isinstance(found, Response):
                fetches.keep("feed", found)
            self._tell("problem", where=source.url, what=str(problem))
            return (), problem
        known = fetches.latest(source.url)
        number = fetches.keep("feed", found)
        same = known is not None and known.number == number
        kept = known if same and known is not None else fetches.response(number)
        assert kept is not None
        feed = feed_of(kept.response)
        if isinstance(feed, SourceError):
            if not same:
                self._tell("problem", where=source.url, what=str(feed))
            return (), feed
        if not same:
            fetches.drop_feeds(source.url, number)
        new = 0 if same else sum(self._note(fetches, entry, number, source) for entry in feed.entries)
        self._tell("feed", url=source.url, status=found.status, items=len(feed.entries), new=new)
        for line in () if same else feed.problems:
            self._tell("problem", where=source.url, what=str(line))
        return feed.feeds, None

    def _note(self, fetches: Fetches, entry: Entry, number: int, source: Source) -> bool:
        """Notes an address that a feed lists, to be fetched or read; False where nothing about it is new."""
        known = fetches.page(entry.url)
        here = Listed(entry, number, source.outlet)
        # An address belongs to the feed that told of it first; another may sum it up in other words.
        if known is not None and (known.mark == here.mark() or known.feed != source.url):
            return False
        from_feed = entry.whole or not source.full_text
        if known is not None and known.state != "failed":
            from_feed = known.response is None and known.state != "fetch"
        # Without a text there is nothing to read, and a front page is no article.
        if not entry.text if from_feed else is_front(entry.url):
            return False
        old = known or Page(entry.url, source.url, b"", "")
        state: PageState = "read" if from_feed else "fetch"
        given = codec.dump(here if from_feed else here.without_text())
        fetches.put_page(replace(old, given=given, mark=here.mark(), state=state, due=self.now(), tries=0))
        return True

    def take_bytes(self, name: str, data: bytes, source: Source) -> Sequence[str]:
        """Takes a feed that lies in a file of this name; gives the feeds that it leads to."""
        with self._store.fetches() as fetches:
            found = Response(name, name, iso(self._clock()), 200, (), data)
            return self._take_feed(fetches, replace(source, url=name), found)[0]

    # ---- pages

    def page(self, url: str) -> Page | None:
        """What is known of an address."""
        with self._store.fetches(writes=False) as fetches:
            return fetches.page(url)

    def pages_of(self, feed: str) -> list[Page]:
        """The addresses that a feed told of."""
        with self._store.fetches(writes=False) as fetches:
            return fetches.pages_of(feed)

    def want(self, urls: Iterable[str]) -> list[str]:
        """Notes addresses that a person named; gives them in the form they are kept in. Problems are told."""
        kept = []
        for url in urls:
            try:
                address = normalise(url)
            except SourceError as error:
                self._tell("problem", where=url, what=str(error))
                continue
            kept.append(address)
            with self._store.fetches() as fetches:
                old = fetches.page(address) or Page(address, "", codec.dump(Listed(Entry(address))), "")
                if old.state != "read":
                    # Without an answer of its own it is read again, be it as it was.
                    fetches.put_page(replace(old, state="fetch", due=self.now(), tries=0, response=None))
        return kept

    def fetch(self, pages: Sequence[Page], source: Source | None = None) -> list[str]:
        """Asks for pages and notes which are to be read; feeds among them are taken as such, and named in the result.

        Raises `Stopped`; what came before that is kept.
        """
        by_url = {page.url: page for page in pages}
        feeds = []
        for asked, found in ask_all(self._fetcher, self._asked(list(by_url)), self._fetcher.manners.jobs):
            page = by_url[asked.url]
            with self._store.fetches() as fetches:
                if not page.feed and _is_feed(fetches, found):
                    feeds.append(page.url)
                    below, _ = self._take_feed(fetches, replace(source or Source(""), url=page.url), found)
                    fetches.drop_page(page.url)
                    for url in below:
                        if fetches.page(url) is None:
                            fetches.put_page(Page(url, "", codec.dump(Listed(Entry(url))), "", due=self.now()))
                    feeds += below
                else:
                    fetches.put_page(self._settled(fetches, page, found))
        return feeds

    def _settled(self, fetches: Fetches, page: Page, found: Response | SourceError) -> Page:
        """What is to be done next with an address."""
        now = self.now()
        problem = found if isinstance(found, SourceError) else problem_of(found)
        if isinstance(found, Response):
            number = fetches.keep("page", found)
        if problem is not None or isinstance(found, SourceError):
            self._tell("problem", where=page.url, what=str(problem))
            if page.state == "kept":
                return replace(page, due=now + self._recheck.every)
            final = isinstance(found, RefusedError) or (isinstance(found, Response) and found.status in _FINAL)
            if final or page.tries + 1 >= _TRIES:
                return replace(page, state="failed", tries=page.tries + 1)
            told = wait_told(found, self._clock()) if isinstance(found, Response) else None
            wait = max(_FIRST_WAIT * 4**page.tries, int(told or 0))
            return replace(page, due=now + wait, tries=page.tries + 1)
        new = page.response != number
        self._tell("page", url=page.url, status=found.status, changed=new)
        due, first = now + self._recheck.every, page.first or now
        return replace(page, state="read" if new else "kept", response=number, due=due, first=first, tries=0)

    def _asked(self, urls: Sequence[str]) -> list[Asked]:
        asked = []
        with self._store.fetches(writes=False) as fetches:
            for url in urls:
                kept = fetches.latest(url)
                answer = kept.response if kept is not None else None
                # An answer that was kept is asked for again only if it has changed.
                tags = (answer.header("etag"), answer.header("last-modified")) if answer is not None else ()
                asked.append(Asked(url, *tags))
        return asked

    # ---- reading

    def read(self, jobs: int = 1, urls: Collection[str] | None = None, dossier: str | None = None) -> pipeline.Progress:
        """Puts the articles that wait to be read into the record: all, or those at some addresses.

        Ends early when it is asked to stop; the rest waits on.
        """
        total = pipeline.Progress()
        while not self._fetcher.stopping:
            with self._store.fetches(writes=False) as fetches:
                pages = fetches.pages("read", most=_BATCH if urls is None else None)
            pages = pages if urls is None else [page for page in pages if page.url in urls][:_BATCH]
            if not pages:
                break
            done: list[tuple[Page, str | None]] = []
            progress = pipeline.add(self._store, self._items(pages, done), dossier_text=dossier, jobs=jobs)
            self._note_read(done)
            total.count(progress)
            total.skipped += progress.skipped
            for error in progress.skipped:
                self._tell("problem", where=error.where, what=str(error))
        return total

    def _items(self, pages: Iterable[Page], done: list[tuple[Page, str | None]]) -> Iterator[Item | SourceError]:
        for page in pages:
            if self._fetcher.stopping:
                return
            with self._store.fetches(writes=False) as fetches:
                known = listed(page)
                number = page.response if page.response is not None else known.response
                kept = fetches.response(number)
            if kept is None:
                item: Item | SourceError = SourceError("its answer is not kept", where=page.url, hint="refetch it")
            elif page.response is None:
                item = item_of_entry(known, kept.response.at)
            else:
                item = item_of(known, kept.response)
            done.append((page, None if isinstance(item, SourceError) else document_id(item.source, item.raw)))
            yield item

    def _note_read(self, done: Iterable[tuple[Page, str | None]]) -> None:
        with self._store.fetches() as fetches:
            for page, document in done:
                known = listed(page)
                if document is not None:
                    self._tell("article", url=page.url, document=document)
                    page = _noted(fetches, page, known, document)
                given = codec.dump(known.without_text())
                # A page without an article may get one: it is looked at again, like all.
                state: PageState = "kept" if document is not None or page.first else "failed"
                fetches.put_page(replace(page, state=state, given=given))


def _noted(fetches: Fetches, page: Page, known: Listed, document: str) -> Page:
    """Notes from which answer an article was read. Of answers that differ in nothing but what stands around it
    (advertisements, the time of day) one is kept."""
    if page.response is None:
        fetches.note_made(document, known.response)
        return page
    first = fetches.first_made(document, page.url)
    if first is None or first == page.response:
        fetches.note_made(document, page.response)
        return page
    fetches.supersede(first, page.response)
    return replace(page, response=first)


def _is_feed(fetches: Fetches, found: Response | SourceError) -> bool:
    if isinstance(found, SourceError):
        return False
    if found.unchanged:
        kept = fetches.latest(found.url)
        return kept is not None and kept.kind == "feed"
    return found.ok and looks_like_feed(found.body)
