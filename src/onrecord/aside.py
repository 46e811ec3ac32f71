"""Work that takes a processor for long, done by a process of its own: pages need not wait for this one's turn."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from onrecord.errors import OnrecordError

T = TypeVar("T")

# It steps back where readers and it want the same core.
_BEHIND = 10
_POLL = 0.2


def aside(work: Callable[..., T], *args: Any, stopped: Callable[[], bool], seconds: float | None = None) -> T | None:
    """What `work` gives; None where it was stopped. All of it must be picklable.

    Whoever ends the desk need not wait: `stopped` is asked again and again. Raises `OnrecordError` with the words of
    an error of the work's own, and where it takes longer than so many seconds or its process died.
    """
    spawning = multiprocessing.get_context("spawn")
    mine, its = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_work, args=(its, work, args), daemon=True)
    process.start()
    its.close()
    end = time.monotonic() + seconds if seconds is not None else None
    try:
        while not stopped():
            if mine.poll(_POLL):
                found, error = mine.recv()
                if error is not None:
                    raise OnrecordError(error)
                made: T = found
                return made
            if end is not None and time.monotonic() > end:
                raise OnrecordError(f"it took more than {seconds:.0f} seconds")
        return None
    except EOFError:
        process.join()
        raise OnrecordError(f"a process ended with {process.exitcode}") from None
    finally:
        mine.close()
        process.terminate()
        process.join()


def step_back() -> None:
    """From here on this process gets a core that others want only when they leave it."""
    os.nice(_BEHIND)


def _work(told: Connection, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
    step_back()
    try:
        told.send((work(*args), None))
    except OnrecordError as error:
        told.send((None, str(error)))
