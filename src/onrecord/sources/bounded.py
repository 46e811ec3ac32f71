"""Compressed streams that cannot blow up: read piece by piece, stopped when they grow beyond reason."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from onrecord.errors import SourceError
from onrecord.sources.items import shown

# Text is packed to a fifth, tables and logs to a hundredth; beyond this only a bomb goes.
_MOST_TIMES = 300
_FREE = 64_000_000
_PIECE = 1 << 16
_XZ_MEMORY = 200_000_000

GZIP, BZIP2, XZ = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"


class Unpacked(io.RawIOBase):
    """The content of a gzip, bzip2 or xz stream (one part or several), for reading forward.

    Raises `SourceError` from `read` where the stream is cut off, broken, or grows to more than 300 times its
    packed size; what was read before is good.
    """

    def __init__(self, packed: BinaryIO, where: str) -> None:
        super().__init__()
        self._packed, self._where = packed, where
        self._input = packed.read(_PIECE)
        self._open = _opener(self._input)
        self._unpacker: Any = self._open()
        self._fresh = True
        self._in, self._out = len(self._input), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer with what comes next; 0 at the end."""
        wanted = len(buffer)
        while wanted:
            piece = self._next(wanted)
            if piece is None:
                return 0
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)
        return 0

    def _next(self, wanted: int) -> bytes | None:
        """Some bytes, perhaps none yet; None at the end."""
        ended = False
        if self._unpacker.eof:
            rest = self._unpacker.unused_data
            self._input = (rest or self._more()).lstrip(b"\0")
            if not self._input:
                return None
            self._unpacker, self._fresh = self._open(), True
        elif not self._input and getattr(self._unpacker, "needs_input", True):
            self._input = self._more()
            ended = not self._input
        try:
            piece: bytes = self._unpacker.decompress(self._input, min(wanted, _PIECE))
        except (zlib.error, OSError, lzma.LZMAError, EOFError, MemoryError) as error:
            raise SourceError(
                f"broken ({shown(str(error))})", where=self._where, hint="what was read before is kept"
            ) from None
        self._input = getattr(self._unpacker, "unconsumed_tail", b"")
        if ended and not piece and not self._unpacker.eof:
            raise SourceError("cut off", where=self._where, hint="what was read before is kept; save it again")
        self._out += len(piece)
        if self._out > _FREE + _MOST_TIMES * self._in:
            raise SourceError("grows without end", where=self._where, hint="unpack it yourself if you trust it")
        return piece

    def _more(self) -> bytes:
        found = self._packed.read(_PIECE)
        self._in += len(found)
        return found


def _opener(head: bytes) -> Callable[[], Any]:
    if head.startswith(BZIP2):
        return bz2.BZ2Decompressor
    if head.startswith(XZ):
        return lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
    return lambda: zlib.decompressobj(31)


def unpacked(packed: BinaryIO, where: str) -> BinaryIO:
    """A buffered reader of what a packed stream holds."""
    return io.BufferedReader(Unpacked(packed, where), _PIECE)
