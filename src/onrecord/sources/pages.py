"""A saved or fetched HTML page → an item: the article's text, and what the page tells of it."""

from __future__ import annotations

import logging
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from onrecord.errors import SourceError
from onrecord.model.dates import Date
from onrecord.model.document import PublishedBasis
from onrecord.sources.addresses import own_address
from onrecord.sources.dating import shown_day, told_date
from onrecord.sources.items import MOST_BYTES, Item
from onrecord.sources.markup import read_tree
from onrecord.sources.page_region import same
from onrecord.sources.page_text import Article, is_small, read_article
from onrecord.sources.reading import Given
from onrecord.sources.told import Told, read_told

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_Dated = tuple[Date, PublishedBasis, str]
_LONGEST_STAMP = 60
# Between the headline and the text, as a page's own layout has it.
_APART = "\n\n"
# Where a date of metadata stands, and what it is worth: marks in the page can belong to anything on it.
_OF_PAGE = frozenset(["microdata", "time"])


def read_page(
    data: bytes,
    *,
    url: str | None = None,
    charset: str | None = None,
    name: str | None = None,
    where: str | None = None,
    latest: Date | None = None,
    given: Given | None = None,
) -> Item | SourceError:
    """The article of an HTML page's bytes, or what is wrong with them; never raises.

    `url` is where it was read (the last one, after redirects), `charset` what the server said, `name` the source's
    name for a page without an address (a file's name), `where` says for people where it was found, `latest` is
    the day it was read: no later date is believed. What `given` knows (of a feed, of a mail) comes before what the page
    tells. The item's text is the headline and the paragraphs, a line each; its source is the address the
    article goes by. What each value rests on is in `Given.rests_on`.
    """
    known = given or Given()
    place = where or url or name or "page"
    try:
        tree = read_tree(data, place, charset)
        told = read_told(tree)
        address = own_address(url, told.all("url"))
        dated = _told(told, latest)
        whole = deepcopy(tree) if dated is None and is_small(tree) else None
        article = read_article(tree, [title for title, _ in told.all("title")], told.body)
        dated = dated or _shown(article, latest) or _in_address(address, latest)
        if dated is None and whole is not None:
            dated = _by_pattern(whole, latest)
    except SourceError as error:
        return error
    except Exception as error:
        # A page that a library stumbles over costs this page and no other.
        message = f"the page could not be read ({type(error).__name__})"
        return SourceError(message, where=place, hint="please report it with the page")
    if len(article.text) > MOST_BYTES:
        return SourceError("more than one article's text on the page", where=place, hint="split it into articles")
    if not article.text:
        return SourceError("no article on the page", where=place, hint="save its text as a .txt file")
    return _item(article, told, dated, address, name or place, place, known)


def _item(
    article: Article, told: Told, dated: _Dated | None, own: tuple[str, str] | None, name: str, where: str, known: Given
) -> Item:
    rests_on: dict[str, str] = {}

    def chosen(field: str, mine: str | None, theirs: tuple[str, str] | None) -> str | None:
        if mine is not None:
            rests_on[field] = "given"
            return mine
        if theirs is not None:
            rests_on[field] = theirs[1]
        return theirs[0] if theirs is not None else None

    title = chosen("title", known.title, _title(article, told))
    address = chosen("url", known.url, own)
    day, basis = known.published, known.published_basis
    if day is not None:
        rests_on["published"] = "given"
    elif dated is not None:
        day, basis, rests_on["published"] = dated
    given = Given(
        url=address,
        title=title,
        published=day,
        published_basis=basis,
        outlet=known.outlet,
        language=known.language,
        publisher=chosen("publisher", known.publisher, told.first("publisher")),
        author=chosen("author", known.author, _author(told)),
        rests_on=tuple(sorted(rests_on.items())),
    )
    raw = article.text if title is None else f"{title}{_APART}{article.text}"
    return Item(address or name, raw, given, where)


def _title(article: Article, told: Told) -> tuple[str, str] | None:
    """The headline: as it stands on the page where the page's own word for it holds that, else the page's word."""
    best = told.first("title")
    if article.headline is not None and (best is None or best[1] == "title" or _holds(best[0], article.headline)):
        return article.headline, "heading"
    return best


def _holds(title: str, headline: str) -> bool:
    return same(headline) in same(title)


def _shown(article: Article, latest: Date | None) -> _Dated | None:
    """A day that stands in a short line between the headline and the text."""
    for line in article.above:
        if len(line) <= _LONGEST_STAMP:
            date = told_date(line, latest) or shown_day(line, latest)
            if date is not None and date.precision == "day":
                return date, "page", "shown"
    return None


def _author(told: Told) -> tuple[str, str] | None:
    """Who wrote it; an address of a profile is no name."""
    return next(((name, basis) for name, basis in told.all("author") if "://" not in name), None)


def _told(told: Told, latest: Date | None) -> _Dated | None:
    """The day of publication by the page's own word: metadata, then marks in the page."""
    for value, basis in told.all("published"):
        date = told_date(value, latest)
        if date is not None:
            return date, "page" if basis in _OF_PAGE else "metadata", basis
    return None


def _in_address(own: tuple[str, str] | None, latest: Date | None) -> _Dated | None:
    """The day that the article's address holds ("/2031/03/06/")."""
    found = _find_date("<html><body><p></p></body></html>", own[0], latest) if own is not None else None
    return (Date(found), "address", "address") if found else None


def _by_pattern(tree: HtmlElement, latest: Date | None) -> _Dated | None:
    """What htmldate finds on a page: where it reads no day it answers the first of the month, so that is a month."""
    found = _find_date(tree, "", latest)
    return (Date(found.removesuffix("-01")), "page", "htmldate") if found else None


def _find_date(page: Any, url: str, latest: Date | None) -> str | None:
    """A day in ISO 8601 by htmldate; without its extensive search, which asks the clock."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)  # what it says of a page is no news to the user
    last = latest.bounds() if latest is not None else None
    return find_date(
        page,
        url=url,
        original_date=True,
        extensive_search=False,
        min_date="1990-01-01",
        max_date=(last[1] or last[0]).isoformat() if last is not None else "2100-12-31",
    )
