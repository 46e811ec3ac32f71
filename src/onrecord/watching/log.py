"""What `watch` does, as JSON lines: one object an event, with its time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import TextIO

from onrecord.model.response import iso


class Log:
    """Writes events; safe to call from one thread. `clock` says what time it is (UTC)."""

    def __init__(self, stream: TextIO, clock: Callable[[], dt.datetime]) -> None:
        self._stream, self._clock = stream, clock

    def __call__(self, event: str, **values: object) -> None:
        line = json.dumps({"at": iso(self._clock()), "event": event, **values}, ensure_ascii=False, default=str)
        # What steers a terminal (or turns the direction of writing) is written out; it is JSON all the same.
        line = "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in line)
        # A log that can't be written (a closed pipe, a full disk) is no reason to stop watching.
        try:
            self._stream.write(line.encode("utf-8", "replace").decode() + "\n")
            self._stream.flush()
        except (OSError, ValueError):
            return
