"""Saved queries: lists and searches that people keep under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import FastAPI, Form, Request, Response
from starlette.responses import RedirectResponse

from onrecord.errors import OnrecordError
from onrecord.store.lookup import Lookup
from onrecord.store.queries import SavedQuery, Signed
from onrecord.web.forms import Token
from onrecord.web.safety import local

if TYPE_CHECKING:
    from onrecord.web.app import Server

PAGES = ("/search", "/findings", "/statements", "/commitments", "/events", "/actors", "/sources")
# Where in a list somebody was is no part of what they looked for.
_PLACES = ("page", "below")


def kept_address(address: str) -> str:
    """The address of a list or a search as it is kept. Raises `OnrecordError` for any other."""
    found = urlsplit(local(address))
    if found.path not in PAGES or found.netloc:
        raise OnrecordError("only lists and searches can be kept")
    narrowed = [(name, value) for name, value in parse_qsl(found.query) if name not in _PLACES]
    return f"{found.path}?{urlencode(narrowed)}" if narrowed else found.path


def in_words(address: str) -> tuple[str, list[tuple[str, str]]]:
    """Which page, and what it is narrowed to."""
    found = urlsplit(address)
    return found.path, parse_qsl(found.query)


def add(app: FastAPI, server: Server) -> None:
    @app.get("/queries")
    def queries(request: Request) -> Response:
        def make(lookup: Lookup) -> dict[str, Any]:
            return {"queries": [(query, *in_words(query.address)) for query in lookup.queries()]}

        return server.show(request, "queries.html", make, now=True)

    @app.post("/queries")
    def keep(
        request: Request,
        name: Annotated[str, Form(max_length=200)],
        address: Annotated[str, Form(max_length=2000)],
        token: Token,
    ) -> Response:
        server.check(request, token)
        signed = server.desk.sign()
        query = SavedQuery(" ".join(name.split()), kept_address(address), Signed(signed.get("by"), signed.get("at")))
        with server.store.queries(writes=True) as kept:
            kept.keep(query)
        return RedirectResponse("/queries", 303)

    @app.post("/queries/delete")
    def forget(
        request: Request,
        name: Annotated[str, Form(max_length=200)],
        token: Token,
    ) -> Response:
        server.check(request, token)
        with server.store.queries(writes=True) as kept:
            if not kept.delete(name):
                raise OnrecordError("there is no saved query of this name")
        return RedirectResponse("/queries", 303)
