"""What people decided, and the way back; and the page of any row by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response
from starlette.responses import RedirectResponse

from onrecord.errors import OnrecordError
from onrecord.store.lookup import Lookup
from onrecord.store.rows import take_back
from onrecord.web.addresses import at_day
from onrecord.web.forms import Back, Token
from onrecord.web.safety import local

if TYPE_CHECKING:
    from onrecord.web.app import Server

MOST = 200

PAGES = {
    "document": "/articles/{}", "finding": "/findings/{}", "statement": "/statements/{}", "event": "/events/{}",
    "commitment": "/commitments/{}", "actor": "/actors/{}",
}  # fmt: skip


def add(app: FastAPI, server: Server) -> None:
    @app.get("/decisions")
    def decisions(request: Request) -> Response:
        def make(lookup: Lookup) -> dict[str, Any]:
            found = lookup.decisions()
            return {"decisions": found[::-1][:MOST], "total": len(found)}

        return server.show(request, "decisions.html", make)

    @app.post("/decisions/{id_}/undo")
    def undo(
        request: Request,
        id_: str,
        token: Token,
        back: Back = "/decisions",
    ) -> Response:
        server.check(request, token)
        if take_back(server.store, id_) is None:
            raise OnrecordError("no such decision", where=id_)
        server.upkeep.settle()
        return RedirectResponse(local(back), 303)

    @app.get("/rows/{id_}")
    def row(request: Request, id_: str) -> Response:
        asked = server.asked(request)

        def page(address: str) -> Response:
            return RedirectResponse(at_day(address, asked.day.edtf) if asked.day else address, 303)

        with asked.store.lookup() as lookup:
            kind = lookup.type_of(id_)
            if kind in PAGES:
                return page(PAGES[kind].format(id_))
            found = lookup.row(kind, id_) if kind else None
            if found is None:
                raise LookupError(id_)
            document = found.document if kind == "quote" else found.evidence[0].document
            return page(f"/articles/{document}?row={id_}")
