"""The brief, to take along: as `onrecord brief` makes it, of records that are not too large to be told on one page."""

from __future__ import annotations

from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any

from fastapi import FastAPI, Response
from starlette.exceptions import HTTPException

from onrecord.errors import OnrecordError
from onrecord.model.clock import period
from onrecord.model.dates import Date
from onrecord.model.finding import Finding
from onrecord.model.linked import Record
from onrecord.store.everything import Everything
from onrecord.views.brief import write_brief
from onrecord.views.days import MOST_ARTICLES as MOST_LINKED
from onrecord.views.since import News, Stand, news
from onrecord.views.wanting import as_of_day
from onrecord.web.answering import rows_of
from onrecord.web.files import Files
from onrecord.web.pages.exports import SECONDS

if TYPE_CHECKING:
    from onrecord.web.app import Server

MOST_ARTICLES = 1_000
"""Of larger records the command line makes the brief: it holds all of it at once."""
_MEDIA = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def whole(everything: Everything) -> tuple[Record, tuple[Finding, ...]]:
    """The record as its rows have it, as far as a brief tells of it, and its findings."""

    def every(kind: str) -> list[Any]:
        return rows_of(everything, kind, everything.every_id(kind))

    texts = everything.texts(everything.every_id("document"))
    record = Record(
        documents=tuple(replace(row, document=texts[row.id]) for row in every("document")),
        actors=tuple(every("actor")),
        quotes=tuple(sorted(every("quote"), key=lambda row: (row.document, row.index))),
        statements=tuple(every("statement")),
        events=tuple(every("event")),
        commitments=tuple(every("commitment")),
        as_of=everything.latest_day(),
    )
    return record, tuple(every("finding"))


def add(app: FastAPI, server: Server) -> None:
    files = Files(1)

    @app.get("/export/brief.{form}")
    def brief(form: str, as_of: str = "", since: str = "") -> Response:
        if form not in _MEDIA:
            raise HTTPException(404)
        day, first = as_of_day(as_of), as_of_day(since, "since")
        most = MOST_ARTICLES if first is None else MOST_LINKED
        if (count := server.store.count()) > most:
            asked = f"--since {first} " if first else ""
            message = f"a record of {count} articles is not told on one page here; up to {most} would be"
            raise OnrecordError(message, hint=f"onrecord brief {asked}--output brief.html")

        def write(file: IO[bytes]) -> None:
            brought: News | None = None
            if first is not None:
                before, after = _held_against(server, first, day)
                found, brought = (after.record, after.findings), news(before, after, first.edtf)
            elif day is not None:
                view = server.known_on(day, SECONDS)
                found = view.record, view.findings
            else:
                with server.store.everything(SECONDS) as everything:
                    found = whole(everything)
            write_brief(form, *found, brought, file)

        name = f"brief-since-{first}" if first else "brief"
        return files.answer(write, name=f"{name}.{form}", media=_MEDIA[form])


def _held_against(server: Server, since: Date, as_of: Date | None) -> tuple[Stand, Stand]:
    """The record on the eve of a day, and as it stands on another: on the latest one, if none is asked for."""
    with server.store.everything(SECONDS) as everything:
        days = period(since, as_of or everything.latest_day())
    before, after = (server.known_on(day, SECONDS) for day in days)
    return Stand(before.record, before.findings), Stand(after.record, after.findings)
