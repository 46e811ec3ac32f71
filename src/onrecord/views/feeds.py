"""Atom feeds (RFC 4287), entry by entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from onrecord.views.names import plain

NO_TIME = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is told. `id` is an IRI, `updated` as RFC 3339 has it, `link` an address or ""."""

    id: str
    title: str
    updated: str
    author: str
    summary: str
    link: str = ""
    kinds: tuple[str, ...] = ()


def feed(id_: str, title: str, updated: str, entries: Iterable[Entry], author: str = "onrecord") -> Iterator[str]:
    """A feed in pieces."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"{_element('title', title)}{_element('id', id_)}{_element('updated', updated)}"
    yield f"<author>{_element('name', author)}</author>\n"
    for entry in entries:
        yield _entry(entry)
    yield "</feed>\n"


def _entry(entry: Entry) -> str:
    parts = [
        _element("title", entry.title),
        _element("id", entry.id),
        _element("updated", entry.updated),
        f"<author>{_element('name', entry.author)}</author>",
        *(f"<category term={quoteattr(_fit(kind))}/>" for kind in entry.kinds),
        _element("summary", entry.summary),
    ]
    if entry.link.startswith(("http://", "https://")):
        parts.append(f"<link href={quoteattr(_fit(entry.link))}/>")
    return f"<entry>{''.join(parts)}</entry>\n"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(_fit(text))}</{name}>"


def _fit(text: str) -> str:
    """Characters that XML has no place for would break the whole feed."""
    return plain(text, "\n\t")
