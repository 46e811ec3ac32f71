"""What an answer means: whether it is one, how long to wait, and how it is unpacked."""

from __future__ import annotations

import datetime as dt
import http
import zlib
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from onrecord.errors import SourceError
from onrecord.model.response import Response


def problem_of(response: Response) -> SourceError | None:
    """What is wrong with an answer, in words; None where nothing is."""
    if response.ok or response.unchanged:
        return None
    try:
        phrase = f" {http.HTTPStatus(response.status).phrase}"
    except ValueError:
        phrase = ""
    hint = "it is not there any more" if response.status in (404, 410) else "try again later"
    return SourceError(f"the server answers {response.status}{phrase}", where=response.url, hint=hint)


def wait_told(response: Response, now: dt.datetime) -> float | None:
    """How many seconds a busy server asks to be left alone."""
    told = (response.header("retry-after") or "").strip()
    if told.isdecimal():
        return float(min(int(told[:9]), 86_400 * 7))
    try:
        at = parsedate_to_datetime(told)
        at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
        return min(max((at - now).total_seconds(), 0.0), 86_400.0 * 7)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def unpacker(packing: str) -> Callable[[bytes, int], bytes]:
    """A function that unpacks the next piece to at most so many bytes. Raises `SourceError`, `zlib.error`."""
    if packing in ("", "identity"):
        return lambda piece, most: piece
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(f"packed in a way that was not asked for ({packing[:20]})", hint="the server is at fault")
    state: list[zlib._Decompress] = []

    def unpack(piece: bytes, most: int) -> bytes:
        if not state:
            # "deflate" means zlib, and some servers leave its header out.
            bare = packing == "deflate" and piece[:1] and piece[0] & 0x0F != 8
            state.append(zlib.decompressobj(-15 if bare else 47))
        if state[0].eof:
            return b""
        return state[0].decompress(piece, max(most, 1))

    return unpack
