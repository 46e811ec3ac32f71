"""Connections that go where they may and end when they must.

The address that is connected to is the one that was checked: names are resolved here, once, so that a name server
cannot show one address to the check and another to the connection.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import httpcore
import httpx

from onrecord.errors import RefusedError
from onrecord.sources.urls import Network, may_be_asked

Resolve = Callable[[str, int], Sequence[str]]
# Whoever wants to stop waits for no longer than this.
_TICK = 0.5


class Stopped(Exception):  # noqa: N818 (nothing is wrong: somebody asked to stop)
    """Fetching was asked to stop."""


class Late(Exception):  # noqa: N818
    """A whole request took longer than it may."""


class Limits:
    """When the request that this thread makes has to end; and whether all are to."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self._own = threading.local()

    def begin(self, seconds: float) -> None:
        self._own.end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises `Stopped`, `Late`."""
        if self.stop.is_set():
            raise Stopped
        left: float = getattr(self._own, "end", time.monotonic() + _TICK) - time.monotonic()
        if left <= 0:
            raise Late
        return left


def resolve(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a host, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections to allowed addresses only."""

    def __init__(self, limits: Limits, allowed: Sequence[Network], resolve: Resolve = resolve) -> None:
        self._limits, self._allowed, self._resolve = limits, allowed, resolve
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no such host ({getattr(error, 'strerror', None) or error})") from error
        fit = [address for address in found if may_be_asked(address, self._allowed)]
        if not fit:
            message = f"{host} is at a private address ({', '.join(found[:3])}), which is not asked"
            raise RefusedError(message, hint="--allow-private if that is meant")
        problem: Exception | None = None
        for address in fit[:4]:
            try:
                wait = min(timeout or _TICK, self._limits.left())
                stream = self._plain.connect_tcp(address, port, wait, local_address, socket_options)
                return _Stream(stream, self._limits)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        assert problem is not None
        raise problem

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise RefusedError("no sockets of this machine are asked")

    def sleep(self, seconds: float) -> None:
        self._limits.stop.wait(seconds)


class _Stream(httpcore.NetworkStream):
    """A connection on which nothing waits past the end of the request, nor past a stop."""

    def __init__(self, stream: httpcore.NetworkStream, limits: Limits) -> None:
        self._stream, self._limits = stream, limits

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        end = time.monotonic() + (timeout or _TICK)
        while True:
            idle = end - time.monotonic()
            wait = min(self._limits.left(), max(idle, 0.01), _TICK)
            try:
                return self._stream.read(max_bytes, wait)
            except httpcore.ReadTimeout:
                if idle <= 0:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, min(timeout or _TICK, self._limits.left()))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        wait = min(timeout or _TICK, self._limits.left())
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, wait), self._limits)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Transport(httpx.BaseTransport):
    """httpx over connections of our own: its own transport takes no backend."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_keepalive_connections=8,
            keepalive_expiry=5.0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
