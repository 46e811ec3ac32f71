"""What a list shows, to take along: files, and addresses that calendars and readers of feeds ask again and again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from onrecord.model.dates import Date
from onrecord.views.asof import AsOf
from onrecord.views.exports import FORMATS, Rows, choose, held, narrow, stored, write_export
from onrecord.views.wanting import as_of_day

if TYPE_CHECKING:
    from onrecord.web.app import Server

SECONDS = 60.0
"""How long an export may ask the store."""
_AT_ONCE, _WAIT = 2, 20.0
_IN_FEED = 100
_PIECE = 1 << 16
# What programs ask for again and again, and what opens in the browser.
_SHOWN = ("ics", "atom")


def add(app: FastAPI, server: Server) -> None:
    turns = threading.BoundedSemaphore(_AT_ONCE)

    @app.get("/export/{name}")
    def export(request: Request, name: str) -> Response:
        form = FORMATS.get(name)
        if form is None:
            raise HTTPException(404)
        query = {key: value for key, value in request.query_params.items() if key not in ("rows", "as_of")}
        day = as_of_day(request.query_params.get("as_of", ""))
        choice = narrow(form, choose(tuple(request.query_params.getlist("rows")), query))
        if form.newest:
            choice = replace(choice, most=_IN_FEED)
        if not turns.acquire(timeout=_WAIT):
            raise HTTPException(503, "Others are taking much along just now: try again in a minute.")
        made = TemporaryFile()  # noqa: SIM115  # closed when it has been sent
        try:
            view = None if day is None else known_on(server, day)
            with server.store.everything(SECONDS) as everything:
                rows: Rows = (
                    stored(everything, choice, listed=True)
                    if view is None
                    else held(view.record, view.findings, choice, everything)
                )
                write_export(form, rows, made)
        except BaseException:
            made.close()
            raise
        finally:
            turns.release()
        size = made.tell()
        made.seek(0)
        name_of = "-".join(choice.rows) if len(choice.rows) < 3 else "record"
        way = "inline" if name in _SHOWN else "attachment"
        headers = {
            "content-length": str(size),
            "content-disposition": f'{way}; filename="onrecord-{name_of}.{form.suffix}"',
        }
        return StreamingResponse(sent(made), media_type=form.media, headers=headers)


def known_on(server: Server, day: Date) -> AsOf:
    with server.lookup() as lookup:
        edition = lookup.edition()
    return server.days.view(day, edition, SECONDS)


def sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
