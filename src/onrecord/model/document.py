"""A document: frozen text and what was read off it before any analysis."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from onrecord.model.dates import Date
from onrecord.model.span import Span

# `page` is a day read off a page's marks or its pattern, `address` one that its address holds.
PublishedBasis = Literal["header", "metadata", "dateline", "text", "page", "address"]


@dataclass(frozen=True, slots=True)
class Credit:
    """A medium credited for the news: its name in the nominative and the words of the credit.

    `span` covers the whole credit ("передает МИА «Казинформ»"), `name_span` the name in it.
    """

    name: str
    span: Span
    name_span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read.

    `raw` is frozen: every span of every row counts in its code points. `body` is what is left
    for analysis, `furniture` what is page and not article; together they cover all but the header.
    `rests_on` says where values that the text does not hold were read: ("author", "json-ld"). `fetched` is when
    a server first gave this text (UTC, ISO 8601): of one address, it puts the versions into their order.
    """

    id: str
    source: str
    raw: str
    sha256: str
    language: str | None
    title: Span | None = None
    published: Date | None = None
    published_basis: PublishedBasis | None = None
    outlet: str | None = None
    cites: tuple[Credit, ...] = ()
    header: Span | None = None
    dateline: Span | None = None
    body: tuple[Span, ...] = ()
    furniture: tuple[Span, ...] = ()
    primary: bool = False
    url: str | None = None
    author: str | None = None
    rests_on: tuple[tuple[str, str], ...] = ()
    fetched: str | None = None


def sha256_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, as hex; lone surrogates are kept apart, not refused."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(source: str, raw: str) -> str:
    """A document's id comes from its source name and text, and from nothing else."""
    return "d" + sha256_of(f"{source}\0{raw}")[:16]
