"""What a list shows, to take along: files, and addresses that calendars and readers of feeds ask again and again."""

from __future__ import annotations

from dataclasses import replace
from typing import IO, TYPE_CHECKING

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from onrecord.views.exports import FORMATS, Rows, choose, held, narrow, stored, write_export
from onrecord.views.wanting import as_of_day
from onrecord.web.files import Files

if TYPE_CHECKING:
    from onrecord.web.app import Server

SECONDS = 60.0
"""How long an export may ask the store."""
_AT_ONCE = 2
_IN_FEED = 100
# What programs ask for again and again, and what opens in the browser.
_SHOWN = ("ics", "atom")


def add(app: FastAPI, server: Server) -> None:
    files = Files(_AT_ONCE)

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

        def write(file: IO[bytes]) -> None:
            view = None if day is None else server.known_on(day, SECONDS)
            with server.store.everything(SECONDS) as everything:
                rows: Rows = (
                    stored(everything, choice, listed=True)
                    if view is None
                    else held(view.record, view.findings, choice, everything)
                )
                write_export(form, rows, file)

        name_of = "-".join(choice.rows) if len(choice.rows) < 3 else "record"
        file_name = f"onrecord-{name_of}.{form.suffix}"
        return files.answer(write, name=file_name, media=form.media, shown=name in _SHOWN)
