"""Named values (of a line of JSON, of a row of a table) → an item, with every value checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from onrecord.errors import SourceError
from onrecord.model.dates import Date
from onrecord.sources.dating import written_day
from onrecord.sources.items import Item, shown
from onrecord.sources.reading import Given
from onrecord.sources.request import Request

# What holds an article, and the names that such columns go by elsewhere; the first is ours.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article_text", "maintext", "full_text", "fulltext", "article"),
    "html": ("html", "page", "raw_html"),
    "url": ("url", "link", "address", "source_url"),
    "title": ("title", "headline"),
    "published": (
        "published", "date", "pubdate", "published_at", "publish_date", "date_publish", "datetime", "timestamp",
    ),
    "outlet": ("outlet", "publisher", "newspaper", "media", "sitename"),
    "language": ("language", "lang"),
    "author": ("author", "authors"),
}  # fmt: skip
_TEXTS = ("url", "title", "outlet", "language", "author")
_LONGEST_DATE = 60


def too_long(where: str, most: int) -> SourceError:
    """The error for a text over the limit."""
    limit = f"{most / 1_000_000:g} MB"
    return SourceError(f"more than {limit} of text", where=where, hint="split it into articles")


def read_columns(pairs: Iterable[str]) -> dict[str, str]:
    """Named columns as they are written on the command line: "text=body". Raises `SourceError`."""
    found: dict[str, str] = {}
    for pair in pairs:
        field, mark, column = pair.partition("=")
        if not mark or field not in COLUMNS or not column:
            raise SourceError(f"no column {pair!r}", hint=f"write FIELD=NAME, FIELD one of {', '.join(COLUMNS)}")
        found[field] = column
    return found


def columns_of(names: list[str], chosen: Mapping[str, str], where: str) -> dict[str, str]:
    """Which column of a table holds what, by our names: as chosen, else by what such columns are mostly called.

    Raises `SourceError` where a chosen column is missing, or nothing holds a text.
    """
    known = {name.strip().lower(): name for name in reversed(names)}
    listed = shown(", ".join(names))[:300]
    found: dict[str, str] = {}
    for field, usual in COLUMNS.items():
        wanted = chosen.get(field)
        if wanted is not None and wanted not in names:
            raise SourceError(f"no column {wanted!r}", where=where, hint=f"it has: {listed}")
        column = wanted or next((known[name] for name in usual if name in known), None)
        if column is not None:
            found[field] = column
    if "text" not in found and "html" not in found:
        hint = f"name it with --column text=NAME; it has: {listed}"
        raise SourceError("no column with texts", where=where, hint=hint)
    return found


def item_of(values: Mapping[str, object], name: str, where: str, request: Request) -> Item | SourceError:
    """The article of named values; `name` is its source where it has no address."""
    try:
        return _item(values, name, where, request)
    except SourceError as error:
        return error


def _item(values: Mapping[str, object], name: str, where: str, request: Request) -> Item | SourceError:
    chosen = {field: values.get(request.columns.get(field, field)) for field in COLUMNS}
    text, html = chosen["text"], chosen["html"]
    if not isinstance(text, str) or not text.strip():
        if not isinstance(html, str) or not html.strip():
            raise SourceError('an article without a "text"', where=where, hint='write its text under "text"')
        text = None
    for known in (text, html):
        _check_size(known, where, request.most_bytes)
    known = {field: _clean(chosen[field], field, where) for field in _TEXTS}
    given = Given(
        url=known["url"],
        title=known["title"],
        published=_date(chosen["published"], where),
        outlet=known["outlet"],
        language=known["language"],
        author=known["author"],
    )
    if text is not None:
        return Item(given.url or name, text, given, where)
    from onrecord.sources.pages import read_page

    return read_page(str(html).encode(), url=given.url, name=name, where=where, given=given)


def _check_size(text: object, where: str, most: int) -> None:
    try:
        size = len(text.encode()) if isinstance(text, str) else 0
    except UnicodeEncodeError:
        raise SourceError("half a character in the text", where=where, hint="write the text anew as UTF-8") from None
    if size > most:
        raise too_long(where, most)


def _clean(value: object, field: str, where: str) -> str | None:
    """Without blanks around it and without half characters; None for nothing."""
    if value is not None and not isinstance(value, str):
        raise SourceError(f'"{field}" is no text', where=where, hint="put it in quotation marks or leave it out")
    kept = value.encode("utf-8", "replace").decode().strip() if value else ""
    return kept or None


def _date(value: object, where: str) -> Date | None:
    """`2025`, `2025-11`, `2025-11-06`, with a time or as in a mail's header."""
    if value is None or value == "":
        return None
    if isinstance(value, dt.date):
        value = value.isoformat()
    date = written_day(value) if isinstance(value, str) and len(value) <= _LONGEST_DATE else None
    if date is None:
        message = f'"published" is no date: {str(value)[:40]!r}'
        raise SourceError(message, where=where, hint="write it as 2025-11-06")
    return date
