"""Disagreements: where the sources contradict one another, and what a person makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import FastAPI, Form, Request, Response
from starlette.responses import RedirectResponse

from onrecord.deciding import dismiss, reason, uphold
from onrecord.errors import OnrecordError
from onrecord.model.finding import Finding, Place, Version
from onrecord.model.linked import Decision, EventRow
from onrecord.store.lookup import Lookup
from onrecord.store.rows import keep_decision
from onrecord.views.names import Names
from onrecord.views.receipts import Receipt, receipt_of
from onrecord.views.sides import by_version
from onrecord.web.forms import Token, Why
from onrecord.web.pages.lists import filters, listing, page_of
from onrecord.web.slices import names_for

if TYPE_CHECKING:
    from onrecord.web.app import Server


@dataclass(frozen=True, slots=True)
class Side:
    version: Version
    outlets: tuple[str, ...]
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as it is shown. `decision` is what a person made of it, `event` the encounter that it is about."""

    row: Finding
    names: Names
    event: EventRow | None
    sides: tuple[Side, ...]
    others: tuple[Receipt, ...]
    decision: Decision | None


def cards(lookup: Lookup, rows: list[Finding]) -> list[Card]:
    events = lookup.rows("event", (row.about for row in rows if row.about))
    actors = lookup.rows("actor", (id_ for event in events.values() for id_ in event.participants[:3]))
    names, decisions = names_for(lookup, rows, actors.values()), lookup.decisions()
    return [_card(row, names, events.get(row.about or ""), _decided(row, decisions)) for row in rows]


def _card(row: Finding, names: Names, event: EventRow | None, decision: Decision | None) -> Card:
    told, rest = by_version(names, row)
    sides = []
    for version, mine in zip(row.versions, told, strict=True):
        outlets = tuple(dict.fromkeys(names.outlet(document) for document in version.documents))
        sides.append(Side(version, outlets, _receipts(names, mine)))
    others = _receipts(names, rest)
    dismissed = decision is not None and decision.verb == "dismiss"
    shown = replace(row, dismissed=dismissed or (row.dismissed and decision is None))
    return Card(shown, names, event, tuple(sides), others, decision)


def _receipts(names: Names, places: Iterable[Place]) -> tuple[Receipt, ...]:
    return tuple(receipt_of(names, place.document, place.span) for place in places)


def _decided(row: Finding, decisions: tuple[Decision, ...]) -> Decision | None:
    """The last decision on the finding's words."""
    words = {(where.document, where.span.start, where.span.end) for where in row.evidence}
    found = None
    for decision in decisions:
        if decision.verb in ("dismiss", "confirm") and decision.value in (None, row.kind):
            members = {(member.document, member.start, member.end) for member in decision.members}
            if words and words <= members:
                found = decision
    return found


def the_list(lookup: Lookup, request: Request) -> dict[str, Any]:
    query = request.query_params
    chosen = filters(lookup, query)
    wanted = chosen.wanted if chosen.wanted.status == "dismissed" else replace(chosen.wanted, status="none")
    severity = query.get("severity", "")
    narrowed = replace(wanted, weight=int(severity)) if severity in ("1", "2", "3") else wanted
    page = listing(lookup, "finding", narrowed, "-weight -day", page_of(query), most=10)
    rows = lookup.rows("finding", page.ids)
    return {
        "cards": cards(lookup, list(rows.values())),
        "listing": page,
        "filters": chosen,
        "severity": severity,
        "severities": lookup.counts("finding", "weight", wanted),
        "kinds": lookup.counts("finding", "kind", replace(narrowed, kind="")),
        "dismissed": lookup.count("finding", replace(narrowed, status="dismissed")),
    }


def one(lookup: Lookup, id_: str) -> dict[str, Any]:
    row = lookup.row("finding", id_)
    if row is None:
        raise LookupError(id_)
    about = lookup.type_of(row.about) if row.about else None
    return {"card": cards(lookup, [row])[0], "about": about}


def decide(server: Server, decision: Decision) -> bool:
    """Keeps a decision, and has the record brought in step with it; whether it is within a few seconds."""
    keep_decision(server.store, decision)
    return server.upkeep.settle()


def signed(server: Server, why: str) -> dict[str, str | None]:
    """Who decides, when and why. Raises `OnrecordError` without a reason."""
    return {**server.desk.sign(), "why": reason(why)}


def add(app: FastAPI, server: Server) -> None:
    @app.get("/findings")
    def findings(request: Request) -> Response:
        return server.show(request, "findings.html", lambda lookup: the_list(lookup, request))

    @app.get("/findings/{id_}")
    def finding(request: Request, id_: str) -> Response:
        return server.show(request, "finding.html", lambda lookup: one(lookup, id_))

    @app.post("/findings/{id_}")
    def on_finding(
        request: Request,
        id_: str,
        verdict: Annotated[str, Form(max_length=20)],
        token: Token,
        why: Why = "",
    ) -> Response:
        server.check(request, token)
        reasoned = signed(server, why)
        with server.store.lookup() as lookup:
            row = lookup.row("finding", id_)
        if row is None:
            raise LookupError(id_)
        make = {"dismiss": dismiss, "confirm": uphold}.get(verdict)
        if make is None:
            raise OnrecordError(f"no such verdict: {verdict}")
        decide(server, make([row], row.id, **reasoned))
        return RedirectResponse(f"/findings/{row.id}", 303)
