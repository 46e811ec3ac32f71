"""Streams that were looked into, and pipes kept so that they can be read from any place."""

from __future__ import annotations

import io
import tempfile
from typing import Any, BinaryIO, cast

from onrecord.errors import SourceError

_IN_MEMORY = 16_000_000
_MOST_OF_PIPE = 4_000_000_000
_PIECE = 1 << 16


class _Ahead(io.RawIOBase):
    """A stream of which some bytes were read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        # a pipe hands over what it has, and does not wait for more
        self._some = getattr(rest, "read1", rest.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """The bytes read before, then the others."""
        wanted = len(buffer)
        piece, self._head = self._head[:wanted], self._head[wanted:]
        piece = piece or self._some(wanted) or b""
        buffer[: len(piece)] = piece
        return len(piece)


def look(stream: BinaryIO, length: int) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream (of a pipe: of its first line), and the stream at its beginning again."""
    if stream.seekable():
        begin = stream.tell()
        head = stream.read(length)
        stream.seek(begin)
        return head, stream
    head = stream.readline(length)
    return head, io.BufferedReader(_Ahead(head, stream))


def kept(stream: BinaryIO, where: str) -> BinaryIO:
    """A stream that can be read from any place: itself, or its content (on disk, where it is long)."""
    if stream.seekable():
        return stream
    copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    for piece in iter(lambda: stream.read(_PIECE), b""):
        if copy.tell() + len(piece) > _MOST_OF_PIPE:
            raise SourceError("more than a pipe may bring", where=where, hint="save it as a file")
        copy.write(piece)
    copy.seek(0)
    return cast("BinaryIO", copy)
