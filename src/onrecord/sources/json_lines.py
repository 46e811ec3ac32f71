"""JSON Lines: an article a line, with what is known of it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.errors import SourceError
from onrecord.sources.decoding import decode
from onrecord.sources.fields import item_of, too_long
from onrecord.sources.items import Found, Item
from onrecord.sources.request import Request
from onrecord.sources.streams import look

# A letter may be written as six bytes ("\u0430").
_ESCAPED = 6
_SPARE = 100_000


def read_json(stream: BinaryIO, name: str, where: str, request: Request) -> Found:
    """Items of a stream's lines, or what is wrong with a line; `name` is the source of lines without an address.

    JSON Lines are UTF-8; a file that is marked as UTF-16 is turned into it first.
    """
    mark, stream = look(stream, 2)
    if mark in (b"\xff\xfe", b"\xfe\xff"):
        data = stream.read(request.most_bytes + 1)
        if len(data) > request.most_bytes:
            raise SourceError("a long file in UTF-16", where=where, hint="save it as UTF-8")
        stream = io.BytesIO(decode(data, where).encode())
    most = request.most_bytes
    found = False
    for number, line in enumerate(_lines(stream, most * _ESCAPED + _SPARE), 1):
        place = f"{where}:{number}"
        if line is None:
            found = True
            yield too_long(place, most)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            found = True
            yield _item(line, name, place, request)
    if not found:
        yield SourceError("an empty file", where=where, hint="there is nothing to read in it")


def _lines(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """Lines, None for one that is too long."""
    while line := stream.readline(longest + 1):
        if len(line) <= longest:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(longest)
        yield None


def _item(line: bytes, name: str, where: str, request: Request) -> Item | SourceError:
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
    return item_of(values, name, where, request)
