"""Feeds → what they list: RSS, Atom, RDF and JSON Feed, lists of feeds (OPML), and sitemaps of news."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from onrecord.errors import SourceError
from onrecord.model.dates import Date
from onrecord.sources.dating import told_date
from onrecord.sources.feed_text import is_whole, plain
from onrecord.sources.items import Item
from onrecord.sources.json_feed import read_json_feed
from onrecord.sources.reading import Given
from onrecord.sources.urls import is_address, join

if TYPE_CHECKING:
    from lxml.etree import _Element

FeedKind = Literal["feed", "sitemap", "list"]

MOST_BYTES_OF_FEED = 10_000_000
# What a feed may hold: more is no feed that somebody reads, and costs minutes.
_MOST_TAGS, _MOST_TAGS_TO_MEND, _MOST_ENTRIES = 400_000, 40_000, 5_000
_LONGEST_TITLE = 1_000
# Each piece of the prolog is taken whole (`?>`), so that many of them cost no more than their length.
_PROLOG = rb"(?>\s+|<\?.{0,500}?\?>|<!--.{0,5000}?-->|<!DOCTYPE[^<>\[]{0,500}>)*"
_ROOT = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?" + _PROLOG + rb"<(?:[\w.-]{1,30}:)?(rss|feed|rdf|urlset|sitemapindex|opml)[\s>/]"
)
_CHARACTER = re.compile(rb"&#(x[0-9a-f]{1,12}|\d{1,12});", re.I)
_ENTITY = re.compile(rb"<!\s*E\s*N\s*T\s*I\s*T\s*Y", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed: the address of an article, and what the feed says of it.

    `text` is the article where the feed has it whole, else its beginning or nothing (`whole` is False).
    """

    url: str
    title: str | None = None
    published: Date | None = None
    updated: str | None = None
    language: str | None = None
    author: str | None = None
    text: str = ""
    whole: bool = False

    def item(self) -> Item:
        """The article that the feed itself holds."""
        title = self.title if self.title and not self.text.startswith(self.title) else None
        raw = f"{title}\n\n{self.text}" if title else self.text
        return Item(self.url, raw, self.given(), where=self.url)

    def given(self) -> Given:
        """What the feed says of the article."""
        named = {"title": self.title, "published": self.published, "author": self.author}
        rests_on = tuple(sorted((field, "feed") for field, value in named.items() if value is not None))
        return Given(
            url=self.url, title=self.title, published=self.published, language=self.language, author=self.author,
            rests_on=rests_on,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Feed:
    """What was read: articles (`entries`), or addresses of other feeds (`feeds`); `problems` are lines for people."""

    kind: FeedKind
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    feeds: tuple[str, ...] = ()
    problems: tuple[SourceError, ...] = ()


def looks_like_feed(data: bytes) -> bool:
    """Whether bytes are a feed, a sitemap or a list of feeds, by their beginning."""
    head = data[:8_192].replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _ROOT.match(head):
        return True
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b"jsonfeed.org/version" in head


def read_feed(
    data: bytes, *, url: str, content_type: str | None = None, latest: Date | None = None
) -> Feed | SourceError:
    """What a feed lists, or what is wrong with it; never raises, and takes bounded time.

    `url` is where it was read: relative addresses are made whole by it. Of days after `latest` (the day
    it was read) none is believed: such items have no date, and a line says so.
    """
    try:
        return _read(data, url, content_type or "", latest)
    except SourceError as error:
        return SourceError(error.message, where=url, hint=error.hint)
    except Exception as error:
        # A feed that a library stumbles over costs this feed and no other.
        return SourceError(f"the feed could not be read ({type(error).__name__})", where=url, hint="please report it")


def _read(data: bytes, url: str, content_type: str, latest: Date | None) -> Feed:
    if len(data) > MOST_BYTES_OF_FEED:
        raise SourceError(f"a feed of more than {MOST_BYTES_OF_FEED // 1_000_000} MB", hint="no reader takes so much")
    if not data.strip(b" \t\r\n\0"):
        raise SourceError("an empty feed", hint="there is nothing to read in it")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        title, found = read_json_feed(data)
        return _feed("feed", title, found, url, latest)
    tree = _tree(data)
    root = _name(tree) if tree is not None else ""
    if tree is not None and root in ("opml", "sitemapindex"):
        return _listed(tree, root, url)
    if tree is not None and root == "urlset":
        return _feed("sitemap", None, _places(tree), url, latest)
    return _parsed(data, url, content_type, latest)


def _tree(data: bytes) -> _Element | None:
    """The tree of a feed that is sound XML; None for one that has to be mended. Nothing is fetched or expanded.

    Raises `SourceError` for what is made to do harm.
    """
    from lxml import etree

    tags = data.count(b"<")
    if _ENTITY.search(data.replace(b"\0", b"")[:100_000]):
        raise SourceError("a feed that declares entities of its own", hint="they serve to blow it up; it is not read")
    if tags > _MOST_TAGS:
        raise SourceError(f"a feed of more than {_MOST_TAGS:,} tags", hint="no reader takes so much")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree: _Element = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        if tags > _MOST_TAGS_TO_MEND:
            raise SourceError("a broken feed, and too large to be mended", hint="its outlet has to repair it") from None
        return None
    return tree


def _name(element: _Element) -> str:
    """An element's name without its namespace, in lower case; "" for comments."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _text(element: _Element | None) -> str:
    return " ".join((element.text or "").split()) if element is not None else ""


# ---- lists of feeds


def _listed(tree: _Element, root: str, url: str) -> Feed:
    """The feeds of an OPML list, or the sitemaps of an index, in their order."""
    if root == "opml":
        found = [e.get("xmlUrl") or e.get("xmlurl") or "" for e in tree.iter() if _name(e) == "outline"]
    else:
        found = [_text(e) for e in tree.iter() if _name(e) == "loc"]
    kept: dict[str, None] = {}
    problems = []
    for address in filter(None, found[:_MOST_ENTRIES]):
        try:
            kept[join(url, address)] = None
        except SourceError as error:
            problems.append(error)
    if not kept and not problems:
        raise SourceError("a list without feeds", hint="there is nothing to read in it")
    return Feed("list", None, (), tuple(kept), tuple(problems))


# ---- sitemaps


def _places(tree: _Element) -> Iterator[dict[str, Any]]:
    """The addresses of a sitemap; only those that are marked as news say when they were published."""
    for place in tree:
        if _name(place) != "url":
            continue
        plain_parts = {_name(e): _text(e) for e in reversed(place) if e.text}
        news = next((e for e in place if _name(e) == "news"), None)
        told = {_name(e): _text(e) for e in news.iter() if e.text} if news is not None else {}
        yield {
            "url": plain_parts.get("loc"),
            "title": told.get("title"),
            "published": told.get("publication_date"),
            "updated": plain_parts.get("lastmod") or told.get("publication_date"),
            "language": told.get("language"),
        }


# ---- RSS, Atom, RDF


def _parsed(data: bytes, url: str, content_type: str, latest: Date | None) -> Feed:
    from xml.sax import SAXException

    import feedparser

    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    sound = _CHARACTER.sub(_allowed, data)
    try:
        found = feedparser.parse(
            io.BytesIO(sound), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        message = f"the feed could not be read ({type(error).__name__})"
        raise SourceError(message, hint="its outlet has to repair it") from error
    entries = found.get("entries") or []
    if not entries and not found.get("version"):
        raise SourceError("no feed", hint="RSS, Atom, RDF, JSON Feed, OPML and sitemaps are read")
    title = plain(str(found.get("feed", {}).get("title") or "")) or None
    language = found.get("feed", {}).get("language")
    feed = _feed("feed", title, (_of_feedparser(entry, language) for entry in entries), url, latest)
    if not isinstance(found.get("bozo_exception"), SAXException):
        return feed
    problem = SourceError("a broken feed; what could be read of it was", where=url, hint="its outlet has to repair it")
    return replace(feed, problems=(*feed.problems, problem))


def _of_feedparser(entry: Mapping[str, Any], language: Any) -> dict[str, Any]:
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    # Asked of the dict itself: feedparser would answer for "updated" with what was published, and warn.
    updated = dict.get(dict(entry), "updated")
    summary = str(entry.get("summary") or "")
    return {
        "url": entry.get("link") or entry.get("id"),
        "title": entry.get("title"),
        "published": entry.get("published") or entry.get("created") or updated,
        "updated": updated or entry.get("published"),
        "language": language,
        "author": entry.get("author"),
        "content": max(contents, key=len, default=""),
        "summary": summary,
    }


def _allowed(reference: re.Match[bytes]) -> bytes:
    """A reference to a character, or nothing where there is no such one (half a character, none at all)."""
    digits = reference.group(1)
    number = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
    return reference.group() if number < 0xD800 or 0xDFFF < number <= 0x10FFFF else b""


# ---- what all have in common


def _feed(kind: FeedKind, title: str | None, found: Iterator[dict[str, Any]], url: str, latest: Date | None) -> Feed:
    """Entries with an address, each address once; what is wrong is told in one line for each kind of fault."""
    kept: dict[str, Entry] = {}
    nowhere, ahead, more, total = 0, 0, 0, 0
    for values in found:
        total += 1
        if len(kept) >= _MOST_ENTRIES:
            more += 1
            continue
        try:
            entry, late = _entry(values, url, latest)
        except SourceError:
            nowhere += 1
            continue
        ahead += late
        kept.setdefault(entry.url, entry)
    problems = []
    if nowhere:
        problems.append(SourceError(f"{nowhere} of {total} items have no address", where=url, hint="they are left out"))
    if ahead:
        message = f"{ahead} of {total} items bear dates that lie ahead"
        problems.append(SourceError(message, where=url, hint="their dates are left open"))
    if more:
        message = f"{more} items more than the {_MOST_ENTRIES:,} that are read"
        problems.append(SourceError(message, where=url, hint="the first ones are read"))
    return Feed(kind, title, tuple(kept.values()), (), tuple(problems))


def _entry(values: Mapping[str, Any], base: str, latest: Date | None) -> tuple[Entry, bool]:
    """An entry, and whether its date lies ahead. Raises `SourceError` where it has no address."""
    address = _string(values, "url")
    if not address or (not is_address(address) and "://" in address):
        raise SourceError("an item without an address")
    told = _string(values, "published")
    published = told_date(told, latest) if told else None
    late = bool(told) and published is None and told_date(told) is not None
    content, summary = plain(_string(values, "content")), plain(_string(values, "summary"))
    in_content = len(content) >= len(summary) and bool(content)
    text = content if in_content else summary
    title = plain(_string(values, "title")).replace("\n", " ")[:_LONGEST_TITLE]
    return Entry(
        url=join(base, address),
        title=title or None,
        published=published,
        updated=_string(values, "updated")[:80] or None,
        language=_string(values, "language")[:20] or None,
        author=plain(_string(values, "author")).replace("\n", " ")[:200] or None,
        text=text,
        whole=is_whole(text, content=in_content),
    ), late


def _string(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
