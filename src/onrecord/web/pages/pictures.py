"""Pictures by themselves, and their data for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI, Request, Response

from onrecord.web.pages.lists import filters
from onrecord.web.pictures.picture import Picture, as_csv, on_day
from onrecord.web.rendering import language_of

if TYPE_CHECKING:
    from onrecord.web.app import Server

# A picture is shown within a page of the desk. Its links open in the place of that page; nothing in it can run.
_FRAMED = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin allow-top-navigation-by-user-activation allow-popups "
    "allow-popups-to-escape-sandbox",
    "x-frame-options": "SAMEORIGIN",
}


def add(app: FastAPI, server: Server) -> None:
    from onrecord.web.app import SECONDS

    def read(request: Request, name: str) -> Picture:
        asked = server.asked(request)
        with asked.store.lookup(SECONDS) as lookup:
            found = server.picture(name, lookup, filters(lookup, request.query_params), request)
        return on_day(found, asked.day.edtf) if asked.day else found

    @app.get("/pictures/{name}.svg")
    def picture(request: Request, name: str) -> Response:
        found, speech = read(request, name), language_of(request)
        if not found.rows:
            raise LookupError(name)
        mark, data = server.studio.svg(found, speech.code)
        headers = {**_FRAMED, "etag": f'"{mark}"', "content-language": speech.code, "vary": "accept-language, cookie"}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(data, media_type="image/svg+xml", headers=headers)

    @app.get("/pictures/{name}.csv")
    def table(request: Request, name: str) -> Response:
        found, speech = read(request, name), language_of(request)
        headers = {
            "content-disposition": f'attachment; filename="{found.name}.csv"',
            "content-language": speech.code,
            "vary": "accept-language, cookie",
        }
        # The mark at the beginning tells spreadsheets that this is UTF-8.
        data = ("\ufeff" + as_csv(found)).encode("utf-8", "replace")
        return Response(data, media_type="text/csv; charset=utf-8", headers=headers)
