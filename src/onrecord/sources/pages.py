"""A saved or fetched HTML page → an item: the article's text, and what the page tells of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from onrecord.errors import SourceError
from onrecord.model.dates import Date
from onrecord.model.document import PublishedBasis
from onrecord.sources.addresses import own_address
from onrecord.sources.dating import told_date
from onrecord.sources.items import Item
from onrecord.sources.markup import read_tree
from onrecord.sources.page_text import article_text
from onrecord.sources.reading import Given
from onrecord.sources.told import Told, read_told

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_Dated = tuple[Date, PublishedBasis, str]
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
        dated = _published(tree, told, url, latest)
        text = article_text(tree, told.body)
    except SourceError as error:
        return error
    except Exception as error:
        # A page that a library stumbles over costs this page and no other.
        message = f"the page could not be read ({type(error).__name__})"
        return SourceError(message, where=place, hint="please report it with the page")
    if not text:
        return SourceError("no article on the page", where=place, hint="save its text as a .txt file")
    return _item(text, told, dated, url, name or place, place, known)


def _item(text: str, told: Told, dated: _Dated | None, url: str | None, name: str, where: str, known: Given) -> Item:
    rests_on: dict[str, str] = {}

    def chosen(field: str, mine: str | None, theirs: tuple[str, str] | None) -> str | None:
        if mine is not None:
            rests_on[field] = "given"
            return mine
        if theirs is not None:
            rests_on[field] = theirs[1]
        return theirs[0] if theirs is not None else None

    title = chosen("title", known.title, told.first("title"))
    address = chosen("url", known.url, own_address(url, told.all("url")))
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
    raw = text if title is None or text.startswith(title) else f"{title}{_APART}{text}"
    return Item(address or name, raw, given, where)


def _author(told: Told) -> tuple[str, str] | None:
    """Who wrote it; an address of a profile is no name."""
    return next(((name, basis) for name, basis in told.all("author") if "://" not in name), None)


def _published(tree: HtmlElement, told: Told, url: str | None, latest: Date | None) -> _Dated | None:
    """The day of publication, from the surest witness: metadata, marks in the page, its address, patterns."""
    for value, basis in told.all("published"):
        date = told_date(value, latest)
        if date is not None:
            return date, "page" if basis in _OF_PAGE else "metadata", basis
    return _by_pattern(tree, url, latest)


def _by_pattern(tree: HtmlElement, url: str | None, latest: Date | None) -> _Dated | None:
    """What htmldate finds; without its extensive search, which looks at the clock."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    last = latest.bounds() if latest is not None else None
    horizon = (last[1] or last[0]).isoformat() if last is not None else "2100-12-31"
    options = {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": horizon}
    if url is not None:
        found = find_date("<html><body><p></p></body></html>", url=url, **options)  # type: ignore[arg-type]
        if found:
            return Date(found), "address", "address"
    found = find_date(tree, url="", **options)  # type: ignore[arg-type]
    return (Date(found), "page", "htmldate") if found else None
