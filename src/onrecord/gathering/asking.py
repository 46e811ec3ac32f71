"""Many addresses at once, one host slowly: answers as they come, and rules of sites kept in the record."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from onrecord.errors import SourceError
from onrecord.model.response import Response
from onrecord.sources.transport import Stopped
from onrecord.sources.urls import origin
from onrecord.sources.web import Fetcher
from onrecord.store.store import Store

# So many answers may wait for whoever keeps them.
_WAITING = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """An address to ask for, with what an earlier answer said of itself."""

    url: str
    etag: str | None = None
    modified: str | None = None


class KeptRules:
    """The answers for robots.txt, in the record."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def robots(self, url: str) -> tuple[Response, str] | None:
        with self._store.fetches(writes=False) as fetches:
            kept = fetches.latest(url, errors=True)
        return (kept.response, kept.last) if kept is not None and kept.kind == "robots" else None

    def keep_robots(self, response: Response) -> None:
        with self._store.fetches() as fetches:
            fetches.keep("robots", response)


def ask_all(fetcher: Fetcher, wanted: Sequence[Asked], jobs: int) -> Iterator[tuple[Asked, Response | SourceError]]:
    """Answers in the order in which they come: several hosts at a time, each host's addresses one after the other.

    Raises `Stopped` once the answers that came before have been handed on.
    """
    hosts: dict[str, list[Asked]] = {}
    for asked in wanted:
        hosts.setdefault(origin(asked.url), []).append(asked)
    answers: queue.Queue[tuple[Asked, Response | SourceError] | Exception | None] = queue.Queue(_WAITING)
    abandoned = threading.Event()

    def one_host(mine: Sequence[Asked]) -> None:
        try:
            for asked in mine:
                if abandoned.is_set():
                    return
                answers.put((asked, fetcher.fetch(asked.url, etag=asked.etag, modified=asked.modified)))
        except Exception as error:  # handed to whoever reads the answers
            answers.put(error)
        finally:
            answers.put(None)

    stopped: Exception | None = None
    with ThreadPoolExecutor(max(1, min(jobs, len(hosts) or 1))) as pool:
        for mine in hosts.values():
            pool.submit(one_host, mine)
        left = len(hosts)
        try:
            while left:
                found = answers.get()
                if found is None:
                    left -= 1
                elif isinstance(found, Exception):
                    abandoned.set()
                    stopped = found if stopped is None or isinstance(stopped, Stopped) else stopped
                else:
                    yield found
        except KeyboardInterrupt:
            # Whoever is being asked just now is waited for no longer.
            fetcher.stop()
            raise
        finally:
            abandoned.set()
            while left:  # nobody may wait for a place in the queue
                left -= answers.get() is None
    if stopped is not None:
        raise stopped
