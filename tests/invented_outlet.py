"""An invented outlet on a real server of this machine: pages that tests set, and a log of what was asked."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_BOMB = gzip.compress(b"\0" * 20_000_000)


@dataclass
class Asked:
    """One request as the server saw it, and what it answered."""

    path: str
    headers: Mapping[str, str]
    status: int
    at: float


@dataclass
class Shown:
    """What lies at a path. With `body` alone it has an ETag, and who knows that gets a 304."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    special: Callable[[BaseHTTPRequestHandler], None] | None = None


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked has gone."""


class Outlet:
    """The server. `shown` maps paths to what lies there; `asked` is the log."""

    def __init__(self) -> None:
        self.shown: dict[str, Shown] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        outlet = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with contextlib.suppress(OSError):
                    outlet._answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = _Quiet(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.root = f"http://127.0.0.1:{self.server.server_address[1]}"

    def url(self, path: str) -> str:
        return self.root + path

    def show(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **rest: object) -> None:
        self.shown[path] = Shown(body.encode() if isinstance(body, str) else body, kind, **rest)  # type: ignore[arg-type]

    def send_on(self, path: str, where: str, status: int = 302) -> None:
        self.shown[path] = Shown(status=status, headers={"Location": where})

    def paths(self, since: int = 0) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked[since:]]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        shown = self.shown.get(handler.path, Shown(b"<h1>404</h1>", status=404))
        tag = f'"{sha256(shown.body).hexdigest()[:12]}"'
        status = shown.status
        if status == 200 and handler.headers.get("If-None-Match") == tag:
            status = 304
        self.asked.append(Asked(handler.path, dict(handler.headers), status, time.monotonic()))
        if shown.special is not None:
            shown.special(handler)
            handler.close_connection = True
            return
        handler.send_response(status)
        for name, value in shown.headers.items():
            handler.send_header(name, value)
        if shown.status == 200:
            handler.send_header("ETag", tag)
        body = b"" if status == 304 else shown.body
        if status != 304:
            handler.send_header("Content-Type", shown.kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    # ---- what a bad server does

    def endless(self, handler: BaseHTTPRequestHandler) -> None:
        """An answer without an end."""
        _begin(handler)
        while not self.closing.is_set():
            handler.wfile.write(b"<p>und so weiter</p>" * 1000)

    def drip(self, handler: BaseHTTPRequestHandler) -> None:
        """An answer of which a byte comes now and then."""
        _begin(handler)
        while not self.closing.wait(0.05):
            handler.wfile.write(b"x")

    def drip_head(self, handler: BaseHTTPRequestHandler) -> None:
        """Headers of which a byte comes now and then."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.closing.wait(0.05):
            handler.wfile.write(b"x")

    def silent(self, handler: BaseHTTPRequestHandler) -> None:
        """No answer at all."""
        self.closing.wait(30)

    def bomb(self, handler: BaseHTTPRequestHandler) -> None:
        """A few kilobytes that unpack to two gigabytes."""
        _begin(handler, "Content-Encoding: gzip")
        for _ in range(100):
            handler.wfile.write(_BOMB)

    def broken(self, handler: BaseHTTPRequestHandler) -> None:
        """A connection that breaks in the middle."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<p>half")

    def nonsense(self, handler: BaseHTTPRequestHandler) -> None:
        """No HTTP."""
        handler.wfile.write(b"\x00\xff\x16\x03 this is not HTTP\r\n\r\n" * 10)


def _begin(handler: BaseHTTPRequestHandler, *more: str) -> None:
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html", "Connection: close", *more, "", ""]
    handler.wfile.write("\r\n".join(lines).encode())


@contextlib.contextmanager
def running() -> Iterator[Outlet]:
    """An outlet that answers until the block ends."""
    outlet = Outlet()
    thread = threading.Thread(target=lambda: outlet.server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield outlet
    finally:
        outlet.closing.set()
        outlet.server.shutdown()
        outlet.server.server_close()
        thread.join()
