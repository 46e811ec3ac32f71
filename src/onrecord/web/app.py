"""The application: which address is which page, and what becomes of an error."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import FastAPI, Form, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse

from onrecord.errors import OnrecordError
from onrecord.model.dates import Date
from onrecord.store.lookup import Lookup
from onrecord.store.store import Store
from onrecord.views.asof import AsOf
from onrecord.views.days import MOST_ARTICLES, Days
from onrecord.views.wanting import as_of_day
from onrecord.web import addresses, rendering
from onrecord.web.forms import Back, Token
from onrecord.web.kept import Kept
from onrecord.web.metrics import Metrics
from onrecord.web.pictures.picture import Picture
from onrecord.web.pictures.studio import Studio
from onrecord.web.problems import is_busy, problem
from onrecord.web.safety import COOKIE, Guard, Sessions, for_programs, local
from onrecord.web.settings import Desk
from onrecord.web.tongue import LANGUAGES
from onrecord.web.upkeep import Upkeep

if TYPE_CHECKING:
    from onrecord.web.pages.lists import Filters

SECONDS = 1.0
"""How long a page may ask the store."""
AT_ONCE = 3
"""How many pages are made at the same time."""
DAY_SECONDS = 10.0
"""How long a page waits for the record as of a day."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page shows: the record as it is, or as it could be known on a day, and what is left out there."""

    store: Store
    day: Date | None = None
    left_out: tuple[str, ...] = ()

    @property
    def context(self) -> dict[str, Any]:
        return {"shown_day": self.day, "left_out": self.left_out}


class Server:
    """What the pages of one application share."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.store = Store(desk.record)
        self.store.list_rows()  # makes the tables that pages read; the rest is done while they are shown
        self.sessions, self.metrics = Sessions(desk), Metrics()
        self.renderer = rendering.Renderer(self.sessions)
        self.upkeep = Upkeep(desk, self.store)
        self.studio = Studio()
        self.days = Days(self.store, desk.known)
        self._kept = Kept()
        # Making a page is work for a processor: who comes first is served first, and one slow question stops nobody.
        self._making = threading.BoundedSemaphore(AT_ONCE)

    def lookup(self) -> AbstractContextManager[Lookup]:
        """Where a page reads; as `Store.lookup`, and no longer than a page may ask."""
        return self.store.lookup(SECONDS)

    def known_on(self, day: Date, seconds: float) -> AsOf:
        """The record as it could be known on a day, waited for so long; errors as with `Days.view`."""
        return self.days.view(day, self._edition(), seconds)

    def _edition(self) -> str:
        with self.lookup() as lookup:
            return lookup.edition()

    def asked(self, request: Request) -> Asked:
        """What an address asks for: the record as it is, unless it names a day.

        Raises `OnrecordError` for what is no day, and as `Days.view` does.
        """
        day = as_of_day(request.query_params.get("as_of", ""))
        if day is None:
            return Asked(self.store)
        view = self.days.laid_out(day, self._edition(), DAY_SECONDS)
        return Asked(view.as_store(), day, view.record.open_day)

    def picture(self, name: str, lookup: Lookup, chosen: Filters, request: Request) -> Picture:
        """The data of a picture in the language of whoever asks. Raises `LookupError` where there is no such one."""
        return self.studio.read(name, lookup, chosen, rendering.language_of(request))

    def show(
        self, request: Request, template: str, make: Callable[[Lookup], dict[str, Any]], *, now: bool = False
    ) -> Response:
        """A page made of what the store has; with `now` of the record as it is, whatever day the address asks for.

        `make` raises `LookupError` where there is no such row.
        """
        status = {"trouble": self.upkeep.trouble, "behind": self.upkeep.behind}
        key = template, rendering.language_of(request).code, rendering.here(request), *status.values()

        asked = self.asked(request)
        store = self.store if now else asked.store
        with self._making, store.lookup(SECONDS) as lookup:

            def text() -> str:
                context = {**status, **asked.context, **make(lookup)}
                has_days = lookup.count("document") <= MOST_ARTICLES
                as_of = asked.day or lookup.as_of()
                return self.renderer.text(request, template, as_of=as_of, has_days=has_days, **context)

            page = self._kept.page(key, lookup.edition(), text)
        return self.renderer.answer(request, page)

    def check(self, request: Request, token: str) -> None:
        """Turns away a form that no page of this session sent."""
        if not self.sessions.right_token(request.state.session, token):
            raise HTTPException(403, "The page was open too long: load it again, then decide.")


def make_app(desk: Desk) -> FastAPI:
    """The desk as an ASGI application. Raises `StoreError` where there is no record."""
    from onrecord.web.api import make_api
    from onrecord.web.pages import add_pages

    server = Server(desk)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        server.upkeep.start()
        yield
        server.upkeep.stop()
        server.studio.close()
        server.days.close()
        server.store.close()

    app = FastAPI(title="onrecord", openapi_url=None, docs_url=None, redoc_url=None, lifespan=running)
    app.state.server = server
    app.add_middleware(Guard, desk=desk, sessions=server.sessions, metrics=server.metrics)
    _add_errors(app, server)
    _add_machinery(app, server)
    add_pages(app, server)
    app.mount("/api", make_api(server))
    return app


def day_of(request: Request) -> Date | None:
    """The day that an address asks for; None for none, and for what is no day."""
    try:
        return as_of_day(request.query_params.get("as_of", ""))
    except OnrecordError:
        return None


def _add_errors(app: FastAPI, server: Server) -> None:
    def answer(request: Request, status: int, message: str, hint: str = "") -> Response:
        if for_programs(request.scope):  # an address with a line end in it, which no application is put under
            return problem(status, message, hint)
        said = {"message": message, "hint": hint, "shown_day": day_of(request)}
        return server.renderer.page(request, "error.html", status, **said, as_of=None, trouble=None)

    @app.exception_handler(HTTPException)
    def on_http(request: Request, error: HTTPException) -> Response:
        known = {404: "There is no such page.", 405: "No such thing can be done here."}
        plain = known.get(error.status_code, error.detail)
        return answer(request, error.status_code, plain)

    @app.exception_handler(RequestValidationError)
    def on_invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(request, 422, "Something in this address or form is missing or wrong.")

    @app.exception_handler(LookupError)
    def on_missing(request: Request, error: LookupError) -> Response:
        if day_of(request) is not None:
            message = "There was no such row in the record on that day."
            return answer(
                request, 404, message, "Nobody may have told of it by then, or it stood together with another."
            )
        return answer(
            request, 404, "There is no such row in the record.", "It may have come together with another one."
        )

    @app.exception_handler(OnrecordError)
    def on_trouble(request: Request, error: OnrecordError) -> Response:
        status = 503 if is_busy(error) else 400
        return answer(request, status, error.message, error.hint or "")


def _add_machinery(app: FastAPI, server: Server) -> None:
    @app.get("/health")
    def health() -> Response:
        count, trouble = server.store.count(), server.upkeep.trouble
        return JSONResponse({"status": "trouble" if trouble else "ok", "articles": count}, 503 if trouble else 200)

    @app.get("/metrics")
    def metrics() -> Response:
        text = server.metrics.text(server.store.count(), server.store.in_step)
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")

    @app.get("/static/{name}")
    def static(name: str) -> Response:
        if name not in addresses.STATIC:
            raise HTTPException(404)
        headers = {"cache-control": "public, max-age=31536000, immutable"}
        return Response(addresses.static(name), media_type=addresses.STATIC[name], headers=headers)

    @app.get("/login")
    def login_form(request: Request, back: str = "/") -> Response:
        if not server.sessions.asks:
            return RedirectResponse("/", 303)
        return server.renderer.page(request, "login.html", back=local(back), wrong="", as_of=None, trouble=None)

    @app.post("/login")
    def login(
        request: Request,
        password: Annotated[str, Form(max_length=500)],
        token: Token,
        back: Back = "/",
    ) -> Response:
        server.check(request, token)
        right = server.sessions.right_password(password)
        if not right:
            wrong = "This is not the password." if right is False else "Too many were wrong: wait for five minutes."
            status = 401 if right is False else 429
            return server.renderer.page(
                request, "login.html", status, back=local(back), wrong=wrong, as_of=None, trouble=None
            )
        # a session of its own, so that nobody can have known its name before
        request.scope["state"]["set_cookie"] = server.sessions.write(server.sessions.new(), True)
        return RedirectResponse(local(back), 303)

    @app.post("/logout")
    def logout(request: Request, token: Token) -> Response:
        server.check(request, token)
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(COOKIE)
        return answer

    @app.post("/language")
    def language(
        request: Request,
        to: Annotated[str, Form(max_length=10)],
        token: Token,
        back: Back = "/",
    ) -> Response:
        server.check(request, token)
        answer = RedirectResponse(local(back), 303)
        if to in LANGUAGES:
            answer.set_cookie(rendering.LANGUAGE_COOKIE, to, max_age=31536000, httponly=True, samesite="lax")
        return answer
