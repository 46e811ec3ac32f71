"""Asking servers, politely and safely: robots.txt, one host slowly, limits of time and size, no private addresses."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Protocol

import httpcore
import httpx

from onrecord.errors import RefusedError, SourceError
from onrecord.model.response import Response, iso
from onrecord.sources.answers import unpacker, wait_told
from onrecord.sources.robots import TOKEN, Rules, rules_of
from onrecord.sources.transport import (
    GuardedBackend,
    Late,
    Limits,
    Resolve,
    Stopped,
    Transport,
    resolve,
)
from onrecord.sources.urls import Network, join, normalise, origin

_SENT_ON = (301, 302, 303, 307, 308)
_AGAIN = (429, 500, 502, 503, 504)
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5"
)
_SECRET = ("set-cookie", "set-cookie2")
# Rules are asked for once a day; where a site couldn't say, again after this many seconds.
_RULES_FOR, _NO_RULES_FOR = 86_400, 600
_MOST_HEADERS = 200


@dataclass(frozen=True, slots=True)
class Manners:
    """How servers are asked. Times in seconds; `allowed` are private networks that may be asked all the same."""

    contact: str = ""
    pause: float = 1.0
    connect: float = 10.0
    idle: float = 15.0
    total: float = 60.0
    most_bytes: int = 10_000_000
    redirects: int = 5
    tries: int = 3
    back_off: float = 1.0
    longest_wait: float = 60.0
    jobs: int = 4
    allowed: tuple[Network, ...] = ()

    @property
    def agent(self) -> str:
        """The name by which servers know us."""
        from importlib.metadata import version

        return f"{TOKEN}/{version('onrecord')}" + (f" (+{self.contact})" if self.contact else " (news record)")


class Memory(Protocol):
    """Where the answers for robots.txt are kept from one run to the next."""

    def robots(self, url: str) -> tuple[Response, str] | None:
        """The answer that is kept for an address, and when it was last had (UTC, ISO 8601)."""

    def keep_robots(self, response: Response) -> None: ...


class Forgetful:
    """Keeps no answers."""

    def robots(self, url: str) -> tuple[Response, str] | None:
        return None

    def keep_robots(self, response: Response) -> None:
        return None


class _Host:
    """One host: who asks it has its lock, and waits until `free` (monotonic)."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.free = 0.0
        self.rules: Rules | None = None
        self.rules_until = 0.0
        self.why = ""


class Fetcher:
    """Asks servers; may be used by several threads. `clock` says what time it is (UTC), `stop` ends all requests."""

    def __init__(
        self,
        manners: Manners,
        clock: Callable[[], dt.datetime],
        *,
        memory: Memory | None = None,
        stop: threading.Event | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        self.manners, self._clock, self._memory = manners, clock, memory or Forgetful()
        self._limits = Limits(stop or threading.Event())
        transport = Transport(GuardedBackend(self._limits, manners.allowed, resolve))
        timeout = httpx.Timeout(manners.idle, connect=manners.connect)
        headers = {"User-Agent": manners.agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"}
        # What the environment says (proxies, passwords) would go around the checks.
        self._client = httpx.Client(
            transport=transport, timeout=timeout, headers=headers, trust_env=False, cookies=_no_cookies()
        )
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        self._client.close()

    def stop(self) -> None:
        """Ends all requests."""
        self._limits.stop.set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._limits.stop.is_set()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Response | SourceError:
        """What is at an address, redirects followed; an answer of any status, or why there is none.

        With `etag` or `modified`, as an earlier answer gave them, the server may answer that nothing changed (304).
        Raises `Stopped`.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {key: value for key, value in asked.items() if value is not None and value.isascii()}
        try:
            return self._follow(normalise(url), headers, self._ask_politely)
        except SourceError as error:
            kind = type(error) if isinstance(error, RefusedError) else SourceError
            return kind(error.message, where=url, hint=error.hint)

    def _follow(self, url: str, headers: dict[str, str], ask: Callable[[str, dict[str, str]], Response]) -> Response:
        hops: list[str] = []
        current = url
        while True:
            answer = ask(current, headers)
            where = answer.header("location") if answer.status in _SENT_ON else None
            if where is None:
                return Response(url, current, answer.at, answer.status, answer.headers, answer.body, tuple(hops))
            hops.append(f"{answer.status} {current}")
            if len(hops) > self.manners.redirects:
                raise RefusedError(f"sent on more than {self.manners.redirects} times", hint="a circle, or a trap")
            current = join(current, where)

    def _ask_politely(self, url: str, headers: dict[str, str]) -> Response:
        """Asks one host as its rules and our manners have it. Raises `SourceError`, `Stopped`."""
        with self._turn(url) as host:
            rules = self._rules(url, host)
            if rules is None:
                raise SourceError(f"not asked: its robots.txt cannot be had ({host.why})", hint="try again later")
            if not rules.allow(url):
                raise RefusedError("not asked: its robots.txt forbids it", hint="the site does not want it read")
            if rules.delay > self.manners.longest_wait:
                raise RefusedError(f"not asked: robots.txt wants {rules.delay:g} s between requests", hint="too slow")
            return self._insist(url, headers, host, max(self.manners.pause, rules.delay))

    @contextmanager
    def _turn(self, url: str) -> Iterator[_Host]:
        with self._lock:
            host = self._hosts.setdefault(origin(url), _Host())
        with host.lock:
            yield host

    def _insist(self, url: str, headers: dict[str, str], host: _Host, pause: float) -> Response:
        """Asks again after a while where a server is busy or a connection fails."""
        for number in range(1, self.manners.tries + 1):
            self._wait(host.free - time.monotonic())
            last = number == self.manners.tries
            after = self.manners.back_off * 2 ** (number - 1)
            try:
                answer = self._ask(url, headers)
            except (httpx.TransportError, httpcore.NetworkError, httpcore.TimeoutException,
                    httpcore.ProtocolError, ssl.SSLError, OSError) as error:  # fmt: skip
                if last or isinstance(error, ssl.SSLError) or "CERTIFICATE" in str(error):
                    raise _failed(error) from error
            else:
                told = wait_told(answer, self._clock())
                if answer.status not in _AGAIN or last or (told or 0) > self.manners.longest_wait:
                    return answer
                after = max(after, told or 0)
            finally:
                host.free = time.monotonic() + pause
            self._wait(after)
        raise AssertionError("the last try returns or raises")

    def _ask(self, url: str, headers: dict[str, str]) -> Response:
        self._limits.begin(self.manners.total)
        try:
            with self._client.stream("GET", url, headers=headers) as answer:
                body = self._body(answer)
                kept = [(k, v) for k, v in answer.headers.multi_items() if k.lower() not in _SECRET]
        except Late:
            message = f"took longer than {self.manners.total:g} s"
            raise SourceError(message, hint="too slow, or without an end") from None
        except (httpx.InvalidURL, httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol) as error:
            raise SourceError(f"no address that can be asked for ({error})") from error
        return Response(url, url, iso(self._clock()), answer.status_code, tuple(kept[:_MOST_HEADERS]), body)

    def _body(self, answer: httpx.Response) -> bytes:
        """What an answer holds, unpacked piece by piece, so that a bomb is noticed before it has gone off."""
        most = self.manners.most_bytes
        size = answer.headers.get("content-length", "")
        packing = answer.headers.get("content-encoding", "").strip().lower()
        if size.isdecimal() and len(size) < 20 and int(size) > most:
            raise _too_large(most)
        unpack = unpacker(packing)
        kept = bytearray()
        for piece in answer.iter_raw(65_536):
            try:
                kept += unpack(piece, most + 1 - len(kept))
            except zlib.error as error:
                raise SourceError("cannot be unpacked", hint=f"the server says it is {packing}") from error
            if len(kept) > most:
                raise _too_large(most)
        return bytes(kept)

    # ---- rules

    def _rules(self, url: str, host: _Host) -> Rules | None:
        """The rules of a host, asked for once a day."""
        if time.monotonic() < host.rules_until:
            return host.rules
        address = f"{origin(url)}/robots.txt"
        known = self._memory.robots(address)
        if known is not None and self._age(known[1]) < _RULES_FOR:
            host.rules, host.rules_until = rules_of(known[0].status, known[0].body), self._until(known[1])
            return host.rules
        try:
            answer = self._follow(address, {}, lambda at, headers: self._ask_for_rules(at, headers, host))
        except SourceError as error:
            # Sites that send us in circles have no rules; of others we don't know.
            circle = error.message.startswith("sent on more")
            if isinstance(error, RefusedError) and not circle:
                raise
            host.rules, host.why = Rules("") if circle else None, error.message
        else:
            host.rules, host.why = rules_of(answer.status, answer.body), f"it says {answer.status}"
            if host.rules is not None:
                self._memory.keep_robots(answer)
        host.rules_until = time.monotonic() + (_RULES_FOR if host.rules is not None else _NO_RULES_FOR)
        return host.rules

    def _ask_for_rules(self, url: str, headers: dict[str, str], host: _Host) -> Response:
        # Another host to which we are sent on has a turn of its own; ours is held, so that nobody asks without rules.
        return self._insist(url, headers, host, self.manners.pause)

    def _age(self, at: str) -> float:
        return (self._clock() - dt.datetime.fromisoformat(at)).total_seconds()

    def _until(self, at: str) -> float:
        return time.monotonic() + _RULES_FOR - self._age(at)

    def _wait(self, seconds: float) -> None:
        if self._limits.stop.wait(max(seconds, 0)):
            raise Stopped


def _failed(error: Exception) -> SourceError:
    if isinstance(error, (httpx.TimeoutException, httpcore.TimeoutException)):
        return SourceError("no answer in time", hint="try again later")
    said = " ".join(str(error).split())[:120] or type(error).__name__
    return SourceError(f"cannot be reached ({said})", hint="check the address, or try again later")


def _too_large(most: int) -> SourceError:
    return RefusedError(f"more than {most / 1_000_000:g} MB", hint="no article is so long")


def _no_cookies() -> CookieJar:
    """Nobody is to know us again by anything but our name."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))
