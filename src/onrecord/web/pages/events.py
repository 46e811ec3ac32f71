"""Encounters: who met whom, when and where; what was announced and what was held."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response

from onrecord.model.linked import EventRow
from onrecord.store.listing import edges
from onrecord.store.lookup import Lookup
from onrecord.views.receipts import receipt_of
from onrecord.web.pages.calendars import Month, month_of, on_days
from onrecord.web.pages.commitments import Told
from onrecord.web.pages.lists import filters, listing, page_of
from onrecord.web.slices import commitments, names_for

if TYPE_CHECKING:
    from onrecord.web.app import Server


def day_of(row: EventRow) -> str:
    return edges(row.when.date if row.when else None)[0]


def _month_of(row: EventRow) -> str:
    """The month of its first day, as `2031-05`; the year where no month is known, "" where not even that is."""
    return day_of(row)[: 4 if row.when and row.when.date.is_vague else 7]


def the_list(lookup: Lookup, request: Request, server: Server) -> dict[str, Any]:
    query = request.query_params
    chosen = filters(lookup, query)
    if month := month_of(query.get("month", "")):
        return {"filters": chosen, "view": "calendar", **_calendar(lookup, chosen.wanted.actor, month)}
    page = listing(lookup, "event", chosen.wanted, "-day", page_of(query))
    rows = sorted(lookup.rows("event", page.ids).values(), key=lambda row: (day_of(row), _month_of(row)), reverse=True)
    return {
        "view": "timeline",
        "picture": server.picture("timeline", lookup, chosen, request),
        "groups": [(month, list(found)) for month, found in groupby(rows, key=_month_of)],
        "names": names_for(lookup, rows, texts=False),
        "listing": page,
        "filters": chosen,
        "kinds": lookup.counts("event", "kind"),
        "statuses": lookup.counts("event", "status"),
    }


def _calendar(lookup: Lookup, actor: str, month: Month) -> dict[str, Any]:
    def read(ids: Iterable[str]) -> dict[str, EventRow]:
        return lookup.rows("event", ids)

    found = on_days(lookup, "event", month, read, lambda row: row.when, end=False, actor=actor)
    # On a day an encounter stands without those who meet.
    who = {id_ for row in found.someday for id_ in (*row.participants, row.place) if id_}
    return {"month": month, "found": found, "names": names_for(lookup, lookup.rows("actor", sorted(who)).values())}


def one(lookup: Lookup, id_: str) -> dict[str, Any]:
    row = lookup.row("event", id_)
    if row is None:
        raise LookupError(id_)
    whole = lookup.row("event", row.part_of) if row.part_of else None
    stops = sorted(lookup.rows("event", lookup.parts_of(id_)).values(), key=lambda part: (day_of(part), part.id))
    of_series = [x for x in lookup.of_series(row.series) if x != id_] if row.series else []
    series = sorted(lookup.rows("event", of_series).values(), key=lambda other: (day_of(other), other.id))
    promised = commitments(lookup, lookup.naming(id_, "commitment", ("event",)))
    names = names_for(lookup, [row], stops, series, promised, [whole] if whole else [])
    return {
        "row": row,
        "whole": whole,
        "stops": stops,
        "series": series,
        "commitments": promised,
        "statements": lookup.naming(id_, "statement", ("event",), most=50),
        "names": names,
        "tellings": [Told(t, receipt_of(names, t.document, t.span)) for t in row.evidence],
    }


def add(app: FastAPI, server: Server) -> None:
    @app.get("/events")
    def events(request: Request) -> Response:
        return server.show(request, "events.html", lambda lookup: the_list(lookup, request, server))

    @app.get("/events/{id_}")
    def event(request: Request, id_: str) -> Response:
        return server.show(request, "event.html", lambda lookup: one(lookup, id_))
