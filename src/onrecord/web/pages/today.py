"""Today: what is new, what is disputed, what falls due."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response

from onrecord.store.lookup import Lookup, Wanted
from onrecord.web.pages.events import day_of
from onrecord.web.pages.findings import cards
from onrecord.web.slices import commitments, names_for

if TYPE_CHECKING:
    from onrecord.web.app import Server

_DAYS = 7


def make(lookup: Lookup) -> dict[str, Any]:
    as_of = lookup.as_of()
    bounds = as_of.bounds() if as_of else None
    today = bounds[0] if bounds else None
    since = (today - dt.timedelta(days=_DAYS - 1)).isoformat() if today and today.year > 1 else ""
    articles = list(lookup.rows("document", lookup.ids("document", order="-day name", most=6)).values())
    disputed = list(
        lookup.rows("finding", lookup.ids("finding", Wanted(status="none"), order="-weight -day", most=5)).values()
    )
    overdue = commitments(lookup, lookup.ids("commitment", Wanted(status="overdue"), order="-last", most=5))
    due = commitments(lookup, lookup.ids("commitment", Wanted(status="open"), order="?last last", most=6))
    events = list(lookup.rows("event", lookup.ids("event", order="-day", most=8)).values())
    return {
        "since": since,
        "articles": articles,
        "fresh": lookup.count("document", Wanted(since=since)) if since else 0,
        "cards": cards(lookup, disputed),
        "overdue": overdue,
        "due": [row for row in due if row.due],
        "events": sorted(events, key=day_of, reverse=True),
        "today": today.isoformat() if today else "",
        "counts": {
            "document": lookup.count("document"),
            "finding": lookup.count("finding", Wanted(status="none")),
            "statement": lookup.count("statement"),
            "commitment": lookup.count("commitment"),
            "event": lookup.count("event"),
            "overdue": lookup.count("commitment", Wanted(status="overdue")),
        },
        "names": names_for(lookup, articles, overdue, due, events, texts=False),
    }


def add(app: FastAPI, server: Server) -> None:
    @app.get("/")
    def today(request: Request) -> Response:
        return server.show(request, "today.html", make)
