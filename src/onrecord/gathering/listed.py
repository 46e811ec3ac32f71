"""What is known of an address before it is fetched, and the article that is read from an answer."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from onrecord.errors import DateError, SourceError
from onrecord.model.dates import Date
from onrecord.model.response import Response
from onrecord.sources.decoding import looks_like_html
from onrecord.sources.feeds import Entry, Feed, read_feed
from onrecord.sources.items import Item
from onrecord.sources.reading import Given
from onrecord.sources.urls import is_front
from onrecord.store import codec
from onrecord.store.fetches import Page

# What follows an article's own address in those of its other views.
_SAME_ARTICLE = frozenset(["amp", "amp.html", "print", "full", "index.html", "index.php", "m"])
_HTML = ("text/html", "application/xhtml+xml", "")


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, or a list of feeds. `outlet` names who publishes it, where that is settled; without `full_text`
    the feed's own words are all that is read."""

    url: str
    outlet: str | None = None
    full_text: bool = True


@dataclass(frozen=True, slots=True)
class Listed:
    """What a feed says of an address; `response` is the number of the answer that says it, 0 for none."""

    entry: Entry
    response: int = 0
    outlet: str | None = None

    def mark(self) -> str:
        """A digest: another one means that the feed tells of another state of the article."""
        entry = self.entry
        parts = (entry.title or "", entry.updated or "", entry.text)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def without_text(self) -> Listed:
        """The same for keeping: the text stands in the answer."""
        return replace(self, entry=replace(self.entry, text=""))


def listed(page: Page) -> Listed:
    """What is known of an address that is kept."""
    return codec.load(Listed, page.given)


def item_of(page: Listed, response: Response) -> Item | SourceError:
    """The article in an answer. What the page itself tells comes first, then what its feed says."""
    if is_front(response.final) and not is_front(response.url):
        message = "sent on to the front page"
        return SourceError(message, where=response.url, hint="the article is not there any more")
    found = _read(response)
    if isinstance(found, SourceError):
        return SourceError(found.message, where=response.url, hint=found.hint)
    found = _under_its_own(found, response)
    return replace(found, given=_filled(found.given, page, response.at), where=response.url)


def feed_of(answer: Response) -> Feed | SourceError:
    """The feed in an answer."""
    kind = answer.header("content-type")
    return read_feed(answer.body, url=answer.final, content_type=kind, latest=day_of(answer.at))


def item_of_entry(page: Listed, at: str) -> Item:
    """The article as its feed has it."""
    item = page.entry.item()
    return replace(item, given=replace(item.given, outlet=page.outlet, fetched=at))


def _read(response: Response) -> Item | SourceError:
    kind = (response.header("content-type") or "").split(";")[0].strip().lower()
    if kind in _HTML or looks_like_html(response.body):
        from onrecord.sources.pages import read_page

        return read_page(response.body, url=response.final, charset=response.charset, latest=day_of(response.at))
    from onrecord.sources.formats import read_stream
    from onrecord.sources.request import Request

    found = list(read_stream(io.BytesIO(response.body), response.final, response.final, Request()))
    if len(found) != 1:
        return SourceError(f"{len(found)} articles at one address", hint="download it, and add it as a file")
    return found[0]


def _under_its_own(item: Item, response: Response) -> Item:
    """The article under the address that it was read at, where the page names its section's for its own.

    Some sites give all pages of a section one canonical address; all their articles would be versions of one.
    """
    told = urlsplit(item.given.url or "").path.rstrip("/")
    mine = urlsplit(response.final).path.rstrip("/")
    if not mine.startswith(f"{told}/") or mine[len(told) + 1 :].lower() in _SAME_ARTICLE:
        return item
    return replace(item, source=response.final, given=replace(item.given, url=response.final))


def _filled(given: Given, page: Listed, at: str) -> Given:
    said = page.entry.given()
    rests_on = dict(given.rests_on)
    filled = given
    for field in ("title", "published", "author", "language"):
        value = getattr(said, field)
        # What was only worked out from a page's looks is worth less than what its feed says.
        guessed = field == "published" and given.published_basis != "metadata"
        if value is not None and (getattr(given, field) is None or guessed):
            filled = replace(filled, **{field: value})
            rests_on[field] = "feed"
    basis = "metadata" if rests_on.get("published") == "feed" else given.published_basis
    return replace(
        filled,
        published_basis=basis,
        outlet=given.outlet or page.outlet,
        rests_on=tuple(sorted(rests_on.items())),
        fetched=at,
    )


def day_of(at: str) -> Date | None:
    """The latest day that it can have been anywhere when it was `at` (UTC)."""
    try:
        moment = dt.datetime.fromisoformat(at) + dt.timedelta(hours=14)
        return Date(moment.date().isoformat())
    except (ValueError, DateError):
        return None
