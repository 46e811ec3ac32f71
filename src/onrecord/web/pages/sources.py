"""Sources: outlets, what they copy and from whom, and how often theirs stood alone or apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response

from onrecord.store.lookup import Lookup, Wanted
from onrecord.web.pages.lists import filters, listing, page_of
from onrecord.web.slices import names_for

if TYPE_CHECKING:
    from onrecord.web.app import Server

_OUTLETS = 100


def the_list(lookup: Lookup, request: Request, server: Server) -> dict[str, Any]:
    query = request.query_params
    chosen = filters(lookup, query)
    page = listing(lookup, "document", chosen.wanted, "-day name", page_of(query))
    rows = list(lookup.rows("document", page.ids).values())
    outlets = lookup.remember("outlets", lambda: lookup.outlets(_OUTLETS))
    everything = filters(lookup, {})
    return {
        "rows": rows,
        "names": names_for(lookup, rows, lookup.rows("actor", outlets).values(), texts=False),
        "listing": page,
        "filters": chosen,
        "outlets": outlets,
        "lineage": server.picture("lineage", lookup, everything, request),
        "origins": server.picture("origins", lookup, everything, request),
    }


def one(lookup: Lookup, id_: str, page: int) -> dict[str, Any]:
    row = lookup.row("actor", id_)
    if row is None:
        raise LookupError(id_)
    mine = Wanted(outlet=id_)
    articles = listing(lookup, "document", mine, "-day name", page)
    rows = list(lookup.rows("document", articles.ids).values())
    taken = lookup.taken(most=50, outlet=id_)
    others = lookup.rows("actor", {x for one, other, _ in taken for x in (one, other)}).values()
    return {
        "row": row,
        "rows": rows,
        "listing": articles,
        "names": names_for(lookup, rows, [row], others, texts=False),
        "from_others": [(other, count) for one, other, count in taken if one == id_ and other != id_],
        "to_others": [(one, count) for one, other, count in taken if other == id_ and one != id_],
        "statements": lookup.count("statement", mine),
        "alone": lookup.remember(("alone", id_), lambda: lookup.count_alone(id_)),
        "findings": lookup.count("finding", Wanted(outlet=id_, status="none")),
    }


def add(app: FastAPI, server: Server) -> None:
    @app.get("/sources")
    def sources(request: Request) -> Response:
        return server.show(request, "sources.html", lambda lookup: the_list(lookup, request, server))

    @app.get("/sources/{id_}")
    def source(request: Request, id_: str) -> Response:
        return server.show(request, "source.html", lambda lookup: one(lookup, id_, page_of(request.query_params)))
