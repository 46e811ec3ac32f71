"""Files that are made when they are asked for: a few at a time, and sent piece by piece."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import IO

from fastapi import Response
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

_WAIT = 20.0
_PIECE = 1 << 16


class Files:
    """Where files of one sort are made, so many at a time at most."""

    def __init__(self, at_once: int) -> None:
        self._turns = threading.BoundedSemaphore(at_once)

    def answer(self, write: Callable[[IO[bytes]], None], *, name: str, media: str, shown: bool = False) -> Response:
        """What `write` writes, as a file of this name: to be kept, or `shown` by whoever asks.

        Raises `HTTPException` where others take all turns for long.
        """
        if not self._turns.acquire(timeout=_WAIT):
            raise HTTPException(503, "Others are taking much along just now: try again in a minute.")
        made = TemporaryFile()  # noqa: SIM115  # closed when it has been sent
        try:
            write(made)
        except BaseException:
            made.close()
            raise
        finally:
            self._turns.release()
        size = made.tell()
        made.seek(0)
        way = "inline" if shown else "attachment"
        headers = {"content-length": str(size), "content-disposition": f'{way}; filename="{name}"'}
        return StreamingResponse(_pieces(made), media_type=media, headers=headers)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
