"""What a page tells of itself: JSON-LD first, then Open Graph, other metadata and marks.

Every value is kept with where it was read: `json-ld`, `open-graph`, `meta`, `microdata`, `link`, `heading` …
Everything here is hostile: any type, any length, any depth.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = {"url": 2000, "title": 500, "author": 300, "publisher": 200, "published": 60}
_LONGEST_BODY = 1_000_000
_LONGEST_SCRIPT = 3_000_000
_DEEPEST = 8
_MOST_NODES, _MOST_SCRIPTS = 2000, 300

_ARTICLE = re.compile(r"(?:.*[/:#])?(?:\w*News\w*|Article|Report|BlogPosting|\w*Article|LiveBlogPosting|Statement)\Z")
_TAGS = re.compile(r"<[^<>]{0,500}>")
_BLANKS = re.compile(r"[\s\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_SCRIPT_MARKS = re.compile(
    r"\A\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>)\s*\Z"
)

# Names of <meta> by field, the surest first; `article:` and `og:` are Open Graph.
_META = (
    ("url", ("og:url", "twitter:url", "dc.identifier")),
    ("title", ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "sailthru.title", "title")),
    (
        "published",
        (
            "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "pubdate",
            "publication_date", "publish-date", "publishdate", "parsely-pub-date", "sailthru.date", "article.published",
            "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
            "article_date_original", "mediator_published_time", "cxenseparse:recs:publishtime", "pub_date", "date",
        ),
    ),
    ("author", ("article:author", "author", "dc.creator", "dcterms.creator", "parsely-author", "mediator_author")),
    ("publisher", ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "copyright")),
)  # fmt: skip
# Marks of schema.org in the page's own elements.
_MICRODATA = (
    ("published", "datePublished"),
    ("author", "author"),
    ("title", "headline"),
)


@dataclass(slots=True)
class Told:
    """What a page tells: for every field the values found with where they stand, the surest first.

    Fields: url, title, published, author, publisher; `body` is the article's text by JSON-LD.
    """

    values: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    body: str | None = None

    def add(self, name: str, value: object, basis: str) -> None:
        """Keeps a value if it is a text of a sensible length."""
        if not isinstance(value, str) or len(value) > 4 * _LONGEST[name]:
            return
        text = _BLANKS.sub(" ", _TAGS.sub(" ", unescape(value))).strip()
        if text and len(text) <= _LONGEST[name] and (text, basis) not in self.values.get(name, ()):
            self.values.setdefault(name, []).append((text, basis))

    def all(self, name: str) -> list[tuple[str, str]]:
        return self.values.get(name, [])

    def first(self, name: str) -> tuple[str, str] | None:
        return next(iter(self.all(name)), None)


def read_told(tree: HtmlElement) -> Told:
    """What the page of this tree tells of itself. Any page is safe."""
    told = Told()
    for node in _articles(tree):
        _read_article(told, node)
    _read_meta(told, tree)
    _read_marks(told, tree)
    return told


# ---- JSON-LD


def _articles(tree: HtmlElement) -> list[Mapping[str, Any]]:
    """Nodes of JSON-LD that are articles, those with a date or a headline first."""
    nodes: list[Mapping[str, Any]] = []
    for script in islice(tree.iter("script"), _MOST_SCRIPTS):
        if "ld+json" in (script.get("type") or "").lower():
            data = _loaded("".join(script.itertext()))
            nodes += [node for node in _nodes(data, _DEEPEST) if _is_article(node)]
            if len(nodes) > _MOST_NODES:
                break
    # a page's own article has its day and headline; lists of other articles mostly have addresses alone
    return sorted(
        nodes[:_MOST_NODES], key=lambda node: -sum(key in node for key in ("datePublished", "headline", "articleBody"))
    )[:1]


def _loaded(text: str) -> object:
    if len(text) > _LONGEST_SCRIPT:
        return None
    text = _SCRIPT_MARKS.sub("", text)
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: object, depth: int) -> Iterator[Mapping[str, Any]]:
    """The objects of a graph, outer ones first; not those inside an article, which are of others."""
    if isinstance(data, dict):
        yield data
        if depth and not _is_article(data):
            for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"):
                yield from _nodes(data.get(key), depth - 1)
    elif isinstance(data, list) and depth:
        for part in data[:_MOST_NODES]:
            yield from _nodes(part, depth - 1)


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE.match(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _read_article(told: Told, node: Mapping[str, Any]) -> None:
    told.add("title", node.get("headline") or node.get("name"), "json-ld")
    told.add("published", node.get("datePublished") or node.get("dateCreated"), "json-ld")
    page = node.get("mainEntityOfPage")
    for value in (node.get("url"), page.get("@id") if isinstance(page, dict) else page, node.get("@id")):
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            told.add("url", value.partition("#")[0], "json-ld")
    told.add("publisher", _name(node.get("publisher")), "json-ld")
    authors = node.get("author")
    names = [_name(author) for author in (authors if isinstance(authors, list) else [authors])[:10]]
    told.add("author", ", ".join(name for name in names if name), "json-ld")
    body = node.get("articleBody")
    if isinstance(body, str) and body.strip() and len(body) <= _LONGEST_BODY:
        told.body = body


def _name(value: object) -> str | None:
    """A name that stands by itself or in an object of its own (the first of a list)."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("alternateName")
    return value.strip() if isinstance(value, str) else None


# ---- metadata and marks


def _read_meta(told: Told, tree: HtmlElement) -> None:
    by_name: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name and content:
                by_name.setdefault(name.strip().lower(), []).append(content)
    for name, keys in _META:
        for key in keys:
            for content in by_name.get(key, ())[:3]:
                told.add(name, content, "open-graph" if key.startswith(("og:", "article:")) else "meta")


def _read_marks(told: Told, tree: HtmlElement) -> None:
    """The canonical link, headings and marks of schema.org in the page itself."""
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            told.add("url", element.get("href"), "link")
    for name, mark in _MICRODATA:
        for element in tree.xpath("//*[@itemprop=$mark]", mark=mark)[:3]:
            value = element.get("datetime") or element.get("content") or element.text_content()[:2000]
            told.add(name, value, "microdata")
    for element in tree.xpath("//time[@pubdate]")[:3]:
        told.add("published", element.get("datetime") or element.text_content()[:200], "time")
    for element in list(tree.iter("h1"))[:3]:
        told.add("title", element.text_content()[:2000], "heading")
    head = tree.find(".//title")
    if head is not None:
        told.add("title", head.text_content()[:2000], "title")
    for element in list(tree.iter("time"))[:20]:
        told.add("published", element.get("datetime"), "time")
