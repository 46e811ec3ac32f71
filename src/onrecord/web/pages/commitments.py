"""Commitments: who promised what by when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import FastAPI, Form, Request, Response
from starlette.responses import RedirectResponse

from onrecord.deciding import judge
from onrecord.errors import OnrecordError
from onrecord.model.linked import CommitmentRow, Decision, Record
from onrecord.store.lookup import Lookup
from onrecord.views.names import Names
from onrecord.views.receipts import Receipt, receipt_of
from onrecord.web.forms import Token, Why
from onrecord.web.pages.calendars import Month, month_of, on_days
from onrecord.web.pages.findings import decide
from onrecord.web.pages.lists import filters, listing, page_of
from onrecord.web.slices import commitments, names_for

if TYPE_CHECKING:
    from onrecord.web.app import Server

COLUMNS = ("overdue", "open", "in_progress", "kept", "broken", "withdrawn", "superseded")
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Column:
    status: str
    rows: tuple[CommitmentRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Told:
    """A telling, a condition or a proposal with its words."""

    row: Any
    receipt: Receipt


def board(lookup: Lookup, request: Request) -> dict[str, Any]:
    query = request.query_params
    chosen = filters(lookup, query)
    shared = {"filters": chosen, "view": "board"}
    if month := month_of(query.get("month", "")):
        return shared | _calendar(lookup, chosen.wanted.actor, month)
    if chosen.wanted.status in COLUMNS:
        page = listing(lookup, "commitment", chosen.wanted, "?last last", page_of(query))
        rows = commitments(lookup, page.ids)
        return shared | {"view": "list", "rows": rows, "names": names_for(lookup, rows, texts=False), "listing": page}
    columns = []
    for status in COLUMNS:
        wanted = replace(chosen.wanted, status=status)
        total = lookup.count("commitment", wanted)
        if total or status in ("overdue", "open"):
            ids = lookup.ids("commitment", wanted, order="?last last", most=_SHOWN)
            columns.append(Column(status, tuple(commitments(lookup, ids)), total))
    names = names_for(lookup, *(column.rows for column in columns), texts=False)
    return shared | {
        "columns": columns,
        "names": names,
        "total": lookup.count("commitment", chosen.wanted),
    }


def _calendar(lookup: Lookup, actor: str, month: Month) -> dict[str, Any]:
    def read(ids: Iterable[str]) -> dict[str, CommitmentRow]:
        return {row.id: row for row in commitments(lookup, ids)}

    found = on_days(lookup, "commitment", month, read, lambda row: row.due, end=True, actor=actor)
    who = lookup.rows("actor", sorted({row.who for row in found.rows() if row.who})).values()
    return {"view": "calendar", "month": month, "found": found, "names": names_for(lookup, who)}


def one(lookup: Lookup, id_: str) -> dict[str, Any]:
    rows = commitments(lookup, [id_])
    if not rows:
        raise LookupError(id_)
    row = rows[0]
    names = names_for(lookup, [row])
    return {
        "row": row,
        "names": names,
        "tellings": [Told(t, receipt_of(names, t.document, t.span)) for t in row.evidence],
        "conditions": [receipt_of(names, document, span) for document, span in row.conditions],
        "proposed": [Told(p, receipt_of(names, p.document, p.span)) for p in row.proposed],
        "strengths": _strengths(row, names),
        "event": lookup.row("event", row.event) if row.event else None,
        "decisions": _decisions(row, lookup),
    }


def _strengths(row: CommitmentRow, names: Names) -> list[tuple[str, str, tuple[str, ...]]]:
    """In whose words it is how firm: (voice, strength, outlets)."""
    found: dict[tuple[str, str], list[str]] = {}
    for telling in row.evidence:
        found.setdefault((telling.voice, telling.strength), []).append(names.outlet(telling.document))
    order = ("quoted", "outlet", "headline")
    pairs = sorted(found, key=lambda pair: (order.index(pair[0]), pair[1]))
    return [(voice, strength, tuple(dict.fromkeys(found[voice, strength]))) for voice, strength in pairs]


def _decisions(row: CommitmentRow, lookup: Lookup) -> list[Decision]:
    words = {(t.document, t.span.start, t.span.end) for t in row.evidence}
    return [
        decision
        for decision in lookup.decisions()
        if decision.verb in ("confirm", "reject")
        and any((m.document, m.start, m.end) in words for m in decision.members)
    ]


def add(app: FastAPI, server: Server) -> None:
    @app.get("/commitments")
    def the_board(request: Request) -> Response:
        return server.show(request, "commitments.html", lambda lookup: board(lookup, request))

    @app.get("/commitments/{id_}")
    def commitment(request: Request, id_: str) -> Response:
        return server.show(request, "commitment.html", lambda lookup: one(lookup, id_))

    @app.post("/commitments/{id_}")
    def on_commitment(
        request: Request,
        id_: str,
        verdict: Annotated[str, Form(max_length=20)],
        value: Annotated[str, Form(max_length=20)],
        token: Token,
        why: Why = "",
    ) -> Response:
        server.check(request, token)
        with server.store.lookup() as lookup:
            row = lookup.row("commitment", id_)
        if row is None:
            raise LookupError(id_)
        if verdict not in ("confirm", "reject"):
            raise OnrecordError(f"no such verdict: {verdict}")
        verb: Any = verdict
        signed = {**server.desk.sign(), "why": " ".join(why.split()) or None}
        decide(server, judge(Record(commitments=(row,)), row.id, verb, value, **signed))
        return RedirectResponse(f"/commitments/{row.id}", 303)
