"""WARC files (Common Crawl's news crawl, saved sites), streamed: what is not wanted is passed over unread.

A record goes through ever dearer questions: its kind and length, its site and the day it was fetched (the header
alone), its letters and words (the bytes), and only then is the page read.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import DateError, SourceError
from onrecord.model.dates import Date
from onrecord.sources.addresses import clean_address
from onrecord.sources.bounded import GZIP
from onrecord.sources.decoding import decode_page
from onrecord.sources.items import Found, Item, shown
from onrecord.sources.markup import MOST_BYTES_OF_PAGE
from onrecord.sources.pages import read_page
from onrecord.sources.reading import Given
from onrecord.sources.request import Request

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_PLAIN = "text/plain"
_PDF = "application/pdf"
_OK = 200
# Beside the page itself: the headers of its answer.
_MOST_BYTES_OF_RECORD = MOST_BYTES_OF_PAGE + 1_000_000
_PIECE = 1 << 20
_PROBE = 1 << 12


class _TooLongError(Exception):
    """A record that is longer than any article: it is not even skipped, since a bomb takes long to skip."""


def read_warc(stream: BinaryIO, name: str, where: str, request: Request) -> Found:
    """The articles among the responses of a WARC (packed or not); `name` is not used, pages have addresses.

    Memory stays flat. A broken part costs what it holds: reading goes on at the next record that can be found,
    where the stream can be searched.
    """
    begin: int | None = stream.tell() if stream.seekable() else 0
    some = False
    while begin is not None:
        place = _Place(begin)
        begin = None
        try:
            for record, cut_off in _records(stream, request, place):
                yield from _read(record, where, request)
                if cut_off:
                    yield SourceError("cut off", where=f"{where}@{place.last}", hint="what was read is kept")
        except (OSError, ValueError, _TooLongError) as error:
            if place.any or not some:  # else the same damage, met again on the way
                message = str(error) if isinstance(error, _TooLongError) else f"broken here ({shown(str(error))})"
                hint = "the rest is read" if stream.seekable() else "what was read before is kept"
                yield SourceError(message, where=f"{where}@{place.last}", hint=hint)
            some = True
            if stream.seekable():
                begin = _next_record(stream, place.last + 1)
        some = some or place.any
    if not some:
        yield SourceError("no responses in it", where=where, hint="a WARC of pages has records of type response")


class _Place:
    """Where reading stands: the offset of the record in hand."""

    def __init__(self, begin: int) -> None:
        self.begin = self.last = begin
        self.any = False


def _records(stream: BinaryIO, request: Request, place: _Place) -> Iterator[tuple[WarcRecord, bool]]:
    """Records whose header says that they are wanted, each cut loose from the stream, and whether it is cut off."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    def wanted(record: WarcRecord) -> bool:
        place.last, place.any = place.begin + record.stream_pos, True
        if record.content_length > _MOST_BYTES_OF_RECORD:
            raise _TooLongError("a record longer than any page")
        if _may_be_wanted(record, request):
            return True
        request.tally.left_out += 1
        return False

    if stream.seekable():
        stream.seek(place.begin)
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    for record in ArchiveIterator(stream, record_types=kinds, parse_http=False, func_filter=wanted):
        length = record.content_length
        record.freeze()
        yield record, record.content_length < length


def _may_be_wanted(record: WarcRecord, request: Request) -> bool:
    """What the header of a record says: its site, and the day it was fetched."""
    choice = request.choice
    if choice.domains and not choice.keeps_site(record.headers.get("WARC-Target-URI")):
        return False
    if choice.first is None:
        return True
    fetched = _fetched(record)
    return fetched is None or choice.keeps_read_on(fetched)


def _fetched(record: WarcRecord) -> Date | None:
    try:
        return Date((record.headers.get("WARC-Date") or "")[:10])
    except DateError:
        return None


def _read(record: WarcRecord, where: str, request: Request) -> Found:
    """The article of a record, if it is a page."""
    address = record.headers.get("WARC-Target-URI") or ""
    place = f"{where}: {shown(address)[:300]}"
    kind, charset = record.headers.get("Content-Type") or "", None
    try:
        if record.is_http:
            record.parse_http("all")
            headers = record.http_headers
            if headers.status_code not in (_OK, None):
                return
            kind, charset = headers.get("Content-Type") or "", record.http_charset
        kind = kind.partition(";")[0].strip().lower()
        if kind not in (*_PAGES, _PLAIN, _PDF, ""):
            return
        data = record.reader.read(MOST_BYTES_OF_PAGE + 1)
    except (OSError, ValueError) as error:
        yield SourceError(
            f"a response that cannot be unpacked ({shown(str(error))})", where=place, hint="the rest is read"
        )
        return
    if record.is_http and not data:
        return
    if kind != _PDF and len(data) <= MOST_BYTES_OF_PAGE and not _may_hold(data, charset, place, request):
        request.tally.left_out += 1
        return
    fetched, url = _fetched(record), clean_address(address)
    if kind == _PDF:
        from onrecord.sources.documents import read_pdf

        yield from _addressed(read_pdf(io.BytesIO(data), place, place, request), url)
        return
    if kind == _PLAIN:
        yield _plain(data, charset, url, address, place)
    else:
        yield read_page(data, url=url, charset=charset, name=address or where, where=place, latest=fetched)


def _may_hold(data: bytes, charset: str | None, place: str, request: Request) -> bool:
    """Whether a page's bytes can hold what is wanted: its letters and words."""
    if not (request.choice.languages or request.choice.words):
        return True
    try:
        text = data.decode()
    except UnicodeDecodeError:
        try:
            text = decode_page(data, place, charset)
        except SourceError:
            return True  # named when it is read
    return request.choice.keeps_page(text)


def _addressed(found: Found, url: str | None) -> Found:
    from dataclasses import replace

    for item in found:
        if isinstance(item, Item) and url is not None:
            item = replace(item, source=url, given=replace(item.given, url=url))
        yield item


def _plain(data: bytes, charset: str | None, url: str | None, address: str, place: str) -> Item | SourceError:
    try:
        return Item(url or address, decode_page(data, place, charset), Given(url=url), place)
    except SourceError as error:
        return error


# ---- going on after what is broken


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """The offset of the next record from `start` on: a packed part that opens as one, or a plain header."""
    stream.seek(0)
    magic = GZIP + b"\x08" if stream.read(2) == GZIP else b"\nWARC/1."
    at = start
    while True:
        stream.seek(at)
        piece = stream.read(_PIECE)
        if len(piece) < len(magic):
            return None
        found = piece.find(magic)
        while found >= 0:
            if magic[0] != GZIP[0]:
                return at + found + 1
            if _opens(piece[found : found + _PROBE]):
                return at + found
            found = piece.find(magic, found + 1)
        at += len(piece) - len(magic) + 1


def _opens(packed: bytes) -> bool:
    """Whether packed bytes begin with a WARC header."""
    try:
        return zlib.decompressobj(31).decompress(packed, 5) == b"WARC/"
    except zlib.error:
        return False
