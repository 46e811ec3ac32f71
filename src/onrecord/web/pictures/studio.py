"""Where pictures are kept while nothing has changed, and drawn in a process of their own."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Generic, TypeVar

from onrecord.errors import OnrecordError
from onrecord.store.lookup import Lookup
from onrecord.web.pictures import MODULES
from onrecord.web.pictures.drawing import draw, sheet
from onrecord.web.pictures.picture import Picture
from onrecord.web.tongue import Tongue

if TYPE_CHECKING:
    from onrecord.web.pages.lists import Filters

Kept = TypeVar("Kept")

_KEPT = 200
_WAITING = 12
_SECONDS = 30.0


class Studio:
    """Pictures of one server; every method may be called by many threads at a time."""

    def __init__(self) -> None:
        self._read: _Latest[tuple[str, Picture]] = _Latest()
        self._drawn: _Latest[Future[bytes]] = _Latest()
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def read(self, name: str, lookup: Lookup, chosen: Filters, speech: Tongue) -> Picture:
        """The data of a picture as the record has them. Raises `LookupError` where there is no such picture."""
        if name not in MODULES:
            raise LookupError(name)
        state = lookup.edition()
        # By ids, too: several may be called what somebody wrote.
        key = json.dumps([name, speech.code, asdict(chosen.wanted), sorted(chosen.given.items())])
        known = self._read.get(key)
        if known is None or known[0] != state:
            known = (state, MODULES[name].read(lookup, chosen, speech))
            self._read.put(key, known)
        return known[1]

    def svg(self, picture: Picture, language: str) -> tuple[str, bytes]:
        """What it shows as a mark of its own, and the picture as SVG. Raises `OnrecordError` where that fails."""
        mark = mark_of(picture, language)
        drawn = self._drawn.get_or(mark, lambda: self._ask(picture, language))
        try:
            return mark, drawn.result(_SECONDS)
        except Exception as error:
            self._drawn.drop(mark)
            if isinstance(error, BrokenProcessPool):
                self.close()
            raise OnrecordError("this picture could not be drawn", hint="its table has the same data") from error

    def _ask(self, picture: Picture, language: str) -> Future[bytes]:
        with self._lock:
            if self._pool is None:
                # Altair and what draws for it weigh a hundred megabytes and hold the interpreter while they work.
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_end_with_the_desk)
            if self._drawn.count(lambda drawn: not drawn.done()) > _WAITING:
                raise OnrecordError("too many pictures are being drawn: this takes too long")
            return self._pool.submit(draw, picture, language)

    def close(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


def _end_with_the_desk() -> None:
    """Has the process that draws end with the one that asked for it, also where that was killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(0)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()


def mark_of(picture: Picture, language: str) -> str:
    """A digest of all that the drawing depends on."""
    said = json.dumps([language, sheet(), asdict(picture)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:24]


class _Latest(Generic[Kept]):
    """What was asked for last, by key."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def get(self, key: str) -> Kept | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, value: Kept) -> None:
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)

    def get_or(self, key: str, make: Callable[[], Kept]) -> Kept:
        """What is kept, else what is made, once however many ask for it."""
        with self._lock:
            found = self.get(key)
            if found is None:
                found = make()
                self.put(key, found)
            return found

    def drop(self, key: str) -> None:
        with self._lock:
            self._kept.pop(key, None)

    def count(self, wanted: Callable[[Kept], bool]) -> int:
        with self._lock:
            return sum(wanted(value) for value in self._kept.values())
