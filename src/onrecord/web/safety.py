"""What every request goes through (limits, host, origin, who asks), and what every answer says."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from base64 import b64decode
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.metrics import Metrics
from onrecord.web.problems import problem
from onrecord.web.settings import Desk

COOKIE = "onrecord"
MOST_QUERY = 2_000
MOST_BODY = 20_000
MOST_OF_A_PROGRAM = 8_000, 200_000
"""Bytes of an address and of a body: programs may name many rows at once."""
LASTS = 30 * 24 * 3600
_TRIES, _WITHIN = 10, 300.0
_OPEN = ("/login", "/health", "/static/")

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "private, no-cache",
}


class Sessions:
    """Signed cookies, and tokens that only a page of ours can hold. Both end with the server."""

    def __init__(self, desk: Desk) -> None:
        self._password, self._tokens = desk.password, desk.tokens
        self._key = secrets.token_bytes(32)
        self._signer = URLSafeTimedSerializer(self._key)
        self._failed: list[float] = []

    def read(self, cookie: str) -> tuple[str, bool] | None:
        """The session's id, and whether its owner gave the password."""
        try:
            id_, known = self._signer.loads(cookie, max_age=LASTS)
        except (BadSignature, ValueError, TypeError):
            return None
        return str(id_), bool(known)

    def write(self, id_: str, known: bool) -> str:
        signed = self._signer.dumps([id_, known])
        return signed if isinstance(signed, str) else signed.decode()

    def new(self) -> str:
        return secrets.token_urlsafe(16)

    def token(self, id_: str) -> str:
        """What a form of this session must bring along."""
        return hmac.new(self._key, id_.encode(), hashlib.sha256).hexdigest()

    def right_token(self, id_: str, token: str) -> bool:
        return hmac.compare_digest(self.token(id_).encode(), token.encode("utf-8", "replace"))

    @property
    def asks(self) -> bool:
        return self._password is not None

    @property
    def has_tokens(self) -> bool:
        """Whether there is anything that a program can show to be let in."""
        return bool(self._tokens) or self.asks

    def name_of(self, token: str) -> str | None:
        """The name that goes with a token, or with the password; "" for a wrong one, None where too many were."""
        given, found = token.encode("utf-8", "replace"), ""
        for name, known in self._tokens:  # all of them: how long it takes tells nothing
            found = name if hmac.compare_digest(known.encode(), given) else found
        if found:
            return found
        right = self.right_password(token)
        return None if right is None else "password" if right else ""

    def right_password(self, password: str) -> bool | None:
        """None where too many were wrong of late."""
        now = time.monotonic()
        self._failed = [then for then in self._failed if now - then < _WITHIN]
        if len(self._failed) >= _TRIES:
            return None
        wanted = (self._password or "").encode()
        if self._password is not None and hmac.compare_digest(wanted, password.encode("utf-8", "replace")):
            return True
        self._failed.append(now)
        return False


class Guard:
    """Turns away what has no business here, before any page is made."""

    def __init__(self, app: ASGIApp, desk: Desk, sessions: Sessions, metrics: Metrics) -> None:
        self._app, self._desk, self._sessions, self._metrics = app, desk, sessions, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        began, path = time.perf_counter(), scope["path"]
        status = 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if cookie := scope["state"].get("set_cookie"):
                    secure = "; Secure" if scope["scheme"] == "https" else ""
                    headers.append(
                        "set-cookie", f"{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Lax; Max-Age={LASTS}{secure}"
                    )
            await send(message)

        scope.setdefault("state", {})
        refused = self._refusal(scope)
        try:
            await (refused or self._app)(scope, _Body(receive, _most(scope)[1]).read, answer)
        except _TooLarge:
            status = 413
            await _say(scope, "This form is too large.", 413)(scope, receive, answer)
        finally:
            self._metrics.served(scope.get("route"), status, time.perf_counter() - began, path)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        try:
            name = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        except ValueError:
            name = ""
        if not self._desk.serves(name):
            return _say(scope, "This desk goes by another name.", 421)
        most_query, most_body = _most(scope)
        if len(scope["query_string"]) + len(scope["path"]) > most_query:
            return _say(scope, "This address is too long.", 414)
        size = headers.get("content-length", "0")
        if not size.isdecimal() or int(size) > most_body:
            return _say(scope, "This form is too large.", 413)
        if scope["method"] not in ("GET", "HEAD", "POST") and not for_programs(scope):
            return _say(scope, "No such thing can be done here.", 405)
        if scope["method"] == "POST" and not _from_here(headers, scope):
            return _say(scope, "This was sent from another site, so nothing was done.", 403)
        return self._program(scope, headers) if for_programs(scope) else self._session(scope, headers)

    def _program(self, scope: Scope, headers: Headers) -> Response | None:
        """Programs bring a token or the password along, where the desk asks for one; they get no cookie."""
        found = self._sessions.read(_cookie(headers))
        if not self._sessions.asks or (found is not None and found[1]):
            return None
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return _say(scope, "This desk asks for its password or a token.", 401)
        name = self._sessions.name_of(token)
        return None if name else _say(scope, "Wrong token.", 429 if name is None else 401)

    def _session(self, scope: Scope, headers: Headers) -> Response | None:
        """Finds who asks; without the password there is nothing but the form that asks for it."""
        found = self._sessions.read(_cookie(headers))
        if found is None:
            found = (self._sessions.new(), False)
            scope["state"]["set_cookie"] = self._sessions.write(*found)
        scope["state"]["session"], known = found
        path = scope["path"]
        if (
            not self._sessions.asks
            or known
            or any(path == p or (p.endswith("/") and path.startswith(p)) for p in _OPEN)
        ):
            return None
        given = _password(headers.get("authorization", ""))
        if given is not None:
            right = self._sessions.right_password(given)
            return None if right else PlainTextResponse("Wrong password.", 401 if right is False else 429)
        if scope["method"] != "GET":
            return PlainTextResponse("Please sign in first.", 401)
        if path.startswith("/export/") and "text/html" not in headers.get("accept", ""):
            # Calendars and readers of feeds know no form; they ask again with a password.
            return PlainTextResponse(
                "A password is needed.", 401, headers={"www-authenticate": 'Basic realm="onrecord", charset="UTF-8"'}
            )
        back = path + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        return RedirectResponse(f"/login?back={quote(back, safe='')}", 303)


class _TooLarge(Exception):  # noqa: N818  # no error of ours: it only ends the reading
    too_large = True


def for_programs(scope: Scope) -> bool:
    """Whether a program asks, which wants no page."""
    path: str = scope["path"]
    return path == "/api" or path.startswith("/api/")


def _most(scope: Scope) -> tuple[int, int]:
    return MOST_OF_A_PROGRAM if for_programs(scope) else (MOST_QUERY, MOST_BODY)


def _say(scope: Scope, message: str, status: int) -> Response:
    """A refusal, as text for people and as problem details for programs."""
    if not for_programs(scope):
        return PlainTextResponse(message, status)
    headers = {401: {"www-authenticate": "Bearer"}, 429: {"retry-after": str(int(_WITHIN))}}.get(status, {})
    return problem(status, message, headers=headers)


class _Body:
    """A body that was announced as smaller than it is ends here."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._most, self._read = receive, most, 0

    async def read(self) -> Message:
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self._read > self._most:
            raise _TooLarge
        return message


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _password(authorization: str) -> str | None:
    """The password that a program sends: as a token, or as Basic credentials of anybody."""
    scheme, _, given = authorization.partition(" ")
    if scheme == "Bearer":
        return given
    if scheme != "Basic":
        return None
    try:
        return b64decode(given, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def _from_here(headers: Headers, scope: Scope) -> bool:
    """Whether a form was sent by a page of this desk, as far as the browser says so."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    return origin is None or origin == f"{scope['scheme']}://{headers.get('host', '')}"


def local(address: str) -> str:
    """An address of this desk to go back to; the first page for any other."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain and "\\" not in address else "/"
