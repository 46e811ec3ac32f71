"""Search over texts and records: words in all their forms, phrases, filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response

from onrecord.model.document import Document
from onrecord.store.lookup import Lookup
from onrecord.store.searching import At, Hit
from onrecord.views.names import one_line
from onrecord.web.asking import LONGEST, understand
from onrecord.web.pages.lists import filters
from onrecord.web.slices import commitments, names_for

if TYPE_CHECKING:
    from onrecord.web.app import Server

KINDS = ("document", "quote", "commitment", "event", "finding", "actor")
_MOST = 20


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit with its row (None for an article) and its sentence."""

    hit: Hit
    row: Any
    runs: tuple[Run, ...]


def make(lookup: Lookup, server: Server, request: Request) -> dict[str, Any]:
    query = request.query_params
    text = " ".join(query.get("q", "")[: LONGEST * 2].split())
    kind = query.get("in", "") if query.get("in", "") in KINDS else "document"
    chosen = filters(lookup, {name: value for name, value in query.items() if name not in ("kind", "status")})
    related = bool(query.get("related"))
    question = understand(text, server.desk.lemmas, related=related)
    hits: list[Hit] = []
    counts: dict[str, tuple[int, bool]] = {}
    more = None
    if question.expression:
        at = _place(query.get("below", ""))
        hits, rest = lookup.search_on(question.expression, kind, chosen.wanted, at=at, most=_MOST)
        more = f"{rest[0]}-{rest[1]}" if rest is not None else None
        counts = lookup.hits(question.expression, KINDS, chosen.wanted)
    documents = lookup.texts(hit.document for hit in hits if kind != "actor")
    ids = [hit.id for hit in hits]
    rows = {row.id: row for row in commitments(lookup, ids)} if kind == "commitment" else lookup.rows(kind, ids)
    shown = [Shown(hit, rows.get(hit.id), _runs(hit, documents.get(hit.document))) for hit in hits]
    articles = lookup.rows("document", documents)
    return {
        "text": text,
        "question": question,
        "kind": kind,
        "related": related,
        "filters": chosen,
        "counts": counts,
        "hits": [item for item in shown if item.row is not None],
        "articles": articles,
        "more": more,
        "names": names_for(lookup, rows.values(), articles.values(), texts=False),
        "weights": lookup.weights("actor", rows) if kind == "actor" else {},
    }


def _place(text: str) -> At | None:
    """Where the page before ended; None for what no page says."""
    number, _, row = text.partition("-")
    known = number.isascii() and number.isdecimal() and len(number) < 12 and row.isprintable()
    return (int(number), row) if known else None


def _runs(hit: Hit, document: Document | None) -> tuple[Run, ...]:
    """The sentence, cut where found words begin and end."""
    if document is None:
        return ()
    runs, at = [], hit.start
    for start, end in sorted(hit.found):
        if start < at:
            continue
        runs += [Run(document.raw[at:start], False), Run(document.raw[start:end], True)]
        at = end
    runs.append(Run(document.raw[at : hit.end], False))
    spaced = [
        Run(" " * run.text[:1].isspace() + one_line(run.text) + " " * run.text[-1:].isspace(), run.found)
        for run in runs
    ]
    return tuple(run for run in spaced if run.text)


def add(app: FastAPI, server: Server) -> None:
    @app.get("/search")
    def search(request: Request) -> Response:
        return server.show(request, "search.html", lambda lookup: make(lookup, server, request))
