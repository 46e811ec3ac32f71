"""Actors: who they are, what they said and promised, with whom they met."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response

from onrecord.store.lookup import Lookup, Wanted
from onrecord.views.receipts import receipt_of
from onrecord.web.pages.commitments import Told
from onrecord.web.pages.identity import OFFERED, decisions_about
from onrecord.web.pages.lists import Filters, filters, listing, page_of
from onrecord.web.slices import commitments, names_for

if TYPE_CHECKING:
    from onrecord.web.app import Server

_SHOWN = 10
_MET = 300


def the_list(lookup: Lookup, request: Request, server: Server) -> dict[str, Any]:
    query = request.query_params
    chosen = filters(lookup, query)
    page = listing(lookup, "actor", Wanted(kind=chosen.wanted.kind), "-weight name", page_of(query), most=50)
    rows = lookup.rows("actor", page.ids)
    return {
        "rows": list(rows.values()),
        "names": names_for(lookup, rows.values(), texts=False),
        "weights": lookup.weights("actor", rows),
        "listing": page,
        "filters": chosen,
        "kinds": lookup.counts("actor", "kind"),
        "picture": server.picture("network", lookup, filters(lookup, {}), request),
    }


def one(lookup: Lookup, id_: str, request: Request, server: Server) -> dict[str, Any]:
    row = lookup.row("actor", id_)
    if row is None:
        raise LookupError(id_)
    said = Wanted(actor=id_)
    quotes = list(lookup.rows("quote", lookup.naming(id_, "quote", ("speaker",), most=_SHOWN)).values())
    promised = commitments(lookup, lookup.naming(id_, "commitment", ("who",), most=_SHOWN))
    events = list(lookup.rows("event", lookup.naming(id_, "event", ("participant",), most=_MET)).values())
    met = Counter(other for event in events for other in event.participants if other != id_).most_common(_SHOWN)
    named_in = list(lookup.rows("document", lookup.naming(id_, "document", ("party",), most=OFFERED)).values())
    articles = named_in[:_SHOWN]
    others = lookup.rows("actor", (other for other, _ in met)).values()
    names = names_for(lookup, [row], quotes, promised, events[:_SHOWN], named_in, others)
    return {
        "row": row,
        "names": names,
        "quotes": [Told(quote, receipt_of(names, quote.document, quote.quote.span)) for quote in quotes],
        "said": lookup.count("quote", said),
        "statements": lookup.count("statement", said),
        "commitments": promised,
        "promised": lookup.count("commitment", said),
        "events": events[:_SHOWN],
        "held": lookup.count("event", said),
        "met": met,
        "articles": articles,
        "weight": lookup.weight("actor", id_),
        "decisions": decisions_about(lookup, id_),
        "named_in": named_in,
        "picture": server.picture("network", lookup, Filters(said, {"actor": id_}), request),
    }


def add(app: FastAPI, server: Server) -> None:
    @app.get("/actors")
    def actors(request: Request) -> Response:
        return server.show(request, "actors.html", lambda lookup: the_list(lookup, request, server))

    @app.get("/actors/{id_}")
    def actor(request: Request, id_: str) -> Response:
        return server.show(request, "actor.html", lambda lookup: one(lookup, id_, request, server))
