"""JSON Lines: an article a line, with what is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

from onrecord.errors import DateError, SourceError
from onrecord.model.dates import Date
from onrecord.sources.decoding import decode
from onrecord.sources.items import Item
from onrecord.sources.reading import Given

# A letter may be written as six bytes ("\u0430").
_ESCAPED = 6
_SPARE = 100_000
_TEXTS = ("url", "title", "outlet", "language", "author")


def read_lines_of_json(
    stream: BinaryIO, name: str, where: str, most: int, first: bytes = b""
) -> Iterator[Item | SourceError]:
    """Items of a stream's lines, or what is wrong with a line; `first` is a line that was read already.

    `name` is the source of lines without an address, `most` the longest text, in bytes of UTF-8.
    """
    found = False
    for number, line in enumerate(_lines(stream, most * _ESCAPED + _SPARE, first), 1):
        place = f"{where}:{number}"
        if line is None:
            found = True
            yield too_long(place, most)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            found = True
            yield _item(line, name, place, most)
    if not found:
        yield SourceError("an empty file", where=where, hint="there is nothing to read in it")


def too_long(where: str, most: int) -> SourceError:
    """The error for a text over the limit."""
    limit = f"{most / 1_000_000:g} MB"
    return SourceError(f"more than {limit} of text", where=where, hint="split it into articles")


def _lines(stream: BinaryIO, longest: int, first: bytes) -> Iterator[bytes | None]:
    """Lines, None for one that is too long."""
    pending = first
    while True:
        line = pending if pending.endswith(b"\n") else pending + stream.readline(longest + 1)
        pending = b""
        if not line:
            return
        if len(line) <= longest:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(longest)
        yield None


def _item(line: bytes, name: str, where: str, most: int) -> Item | SourceError:
    try:
        values = json.loads(decode(line, where))
    except SourceError as error:
        return error
    except json.JSONDecodeError as error:
        return SourceError(f"broken JSON ({error.msg}, column {error.colno})", where=where, hint="repair the line")
    except (ValueError, RecursionError):
        return SourceError("broken JSON", where=where, hint="repair the line")
    if not isinstance(values, dict):
        return SourceError("no JSON object", where=where, hint='write {"text": "…"}, one article a line')
    try:
        return _read(values, name, where, most)
    except SourceError as error:
        return error


def _read(values: dict[str, Any], name: str, where: str, most: int) -> Item:
    text = values.get("text")
    if not isinstance(text, str) or not text.strip():
        raise SourceError('an article without a "text"', where=where, hint='write its text under "text"')
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise SourceError("half a character in the text", where=where, hint="write the text anew as UTF-8") from None
    if size > most:
        raise too_long(where, most)
    known: dict[str, str | None] = {}
    for field in _TEXTS:
        value = values.get(field)
        if value is not None and not isinstance(value, str):
            raise SourceError(f'"{field}" is no text', where=where, hint="put it in quotation marks or leave it out")
        known[field] = _clean(value)
    given = Given(
        url=known["url"],
        title=known["title"],
        published=_date(values.get("published"), where),
        outlet=known["outlet"],
        language=known["language"],
        author=known["author"],
    )
    return Item(given.url or name, text, given, where)


def _clean(value: str | None) -> str | None:
    """Without blanks around it and without half characters; None for nothing."""
    kept = value.encode("utf-8", "replace").decode().strip() if value else ""
    return kept or None


def _date(value: object, where: str) -> Date | None:
    """`2025`, `2025-11`, `2025-11-06`, with a time or as in a mail's header."""
    if value is None or value == "":
        return None
    problem = SourceError(f'"published" is no date: {str(value)[:40]!r}', where=where, hint="write it as 2025-11-06")
    if not isinstance(value, str):
        raise problem
    day = value.strip()
    if len(day) > 10 and day[10] in "T ":
        day = day[:10]
    try:
        date = Date(day)
    except DateError:
        try:
            date = Date(parsedate_to_datetime(value).date().isoformat())
        except (ValueError, TypeError, IndexError, OverflowError):
            raise problem from None
    if not date.known_year or date.precision == "interval":
        raise problem
    return date
