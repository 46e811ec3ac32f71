"""Statements: one utterance with all its renderings, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response

from onrecord.model.linked import QuoteRow, Statement
from onrecord.store.listing import as_word, edges, told_by
from onrecord.store.lookup import Lookup
from onrecord.views.names import Names, one_line
from onrecord.views.receipts import Receipt, receipt_of
from onrecord.web.pages.findings import cards as finding_cards
from onrecord.web.pages.lists import filters, listing, page_of
from onrecord.web.slices import names_for

if TYPE_CHECKING:
    from onrecord.web.app import Server

# Renderings are compared word by word; longer ones are shown without marks.
_LONGEST = 400
_ALIKE = 0.3
# So many renderings are shown of one among others; of more than so many the rest is only counted.
_IN_LISTS, _LOOKED_AT = 6, 99


@dataclass(frozen=True, slots=True)
class Run:
    """Words that the first rendering has, too, or has not."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Rendering:
    quote: QuoteRow
    speakers: tuple[str, ...]
    receipt: Receipt
    runs: tuple[Run, ...]
    primary: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class Card:
    row: Statement
    names: Names
    speakers: tuple[str, ...]
    renderings: tuple[Rendering, ...]
    total: int


def cards(lookup: Lookup, rows: list[Statement], most: int) -> list[Card]:
    """Cards with so many renderings at most, chosen from the first `_LOOKED_AT`."""
    cut = [replace(row, quotes=tuple(dict.fromkeys([*_first(row), *row.quotes]))[:_LOOKED_AT]) for row in rows]
    names = names_for(lookup, cut)
    derived = {row.id for row in names.rows_of_documents() if row.derived_from}
    return [_card(row, names, derived, most, len(whole.quotes)) for row, whole in zip(cut, rows, strict=True)]


def _first(row: Statement) -> list[str]:
    return [row.primary] if row.primary else []


def _card(row: Statement, names: Names, derived: set[str], most: int, total: int) -> Card:
    quotes = [names.quotes[id_] for id_ in row.quotes if id_ in names.quotes]
    # The primary source first, then own words by day; what was taken from others last.
    quotes.sort(
        key=lambda q: (q.id != row.primary, q.document in derived, q.quote.kind == "indirect", _day(names, q), q.id)
    )
    first = quotes[0].quote.span.text if quotes else ""
    renderings = tuple(
        Rendering(
            quote,
            tuple(quote.speakers),
            receipt_of(names, quote.document, quote.quote.span),
            runs(first, quote.quote.span.text) if number else (Run(one_line(first), False),),
            quote.id == row.primary,
            quote.document in derived,
        )
        for number, quote in enumerate(quotes[:most])
    )
    return Card(row, names, tuple(row.speakers), renderings, total)


def _day(names: Names, quote: QuoteRow) -> str:
    """The last day that the publication may mean."""
    return edges(names.documents[quote.document].published)[1] or "9999"


def runs(first: str, other: str) -> tuple[Run, ...]:
    """The words of another rendering, with those marked that the first one has not."""
    one, two = one_line(first).split(), one_line(other).split()
    if max(len(one), len(two)) > _LONGEST:
        return (Run(" ".join(two), False),)
    same = set()
    matcher = SequenceMatcher(None, [_bare(w) for w in one], [_bare(w) for w in two], autojunk=False)
    for block in matcher.get_matching_blocks():
        same |= set(range(block.b, block.b + block.size))
    if len(same) < _ALIKE * len(two):
        # other words altogether: marks on all of them would say nothing
        return (Run(" ".join(two), False),)
    marked = [(at not in same, word) for at, word in enumerate(two)]
    return tuple(
        Run(" ".join(word for _, word in group), differs)
        for differs, group in groupby(marked, key=lambda pair: pair[0])
    )


def _bare(word: str) -> str:
    return as_word(word).strip("_")


def the_list(lookup: Lookup, request: Request, server: Server) -> dict[str, Any]:
    query = request.query_params
    chosen = filters(lookup, query)
    kind = chosen.wanted.kind if chosen.wanted.kind in ("several", "single") else "several"
    told = _told_by(query)
    wanted = replace(chosen.wanted, kind="", weight=told_by(*told)) if told else replace(chosen.wanted, kind=kind)
    page = listing(lookup, "statement", wanted, "-weight -day", page_of(query), most=10)
    rows = lookup.rows("statement", page.ids)
    return {
        "cards": cards(lookup, list(rows.values()), _IN_LISTS),
        "listing": page,
        "filters": chosen,
        "kind": "" if told else kind,
        "told": told,
        "counts": lookup.counts("statement", "kind", replace(wanted, kind="", weight=None)),
        "picture": server.picture("said", lookup, chosen, request),
    }


def _told_by(query: Mapping[str, str]) -> tuple[int, int] | None:
    """How many origins and outlets somebody asks for; None where not both are numbers."""
    found = [query.get(name, "") for name in ("origins", "outlets")]
    if not all(text.isascii() and text.isdigit() and len(text) < 5 for text in found):
        return None
    return int(found[0]), int(found[1])


def one(lookup: Lookup, id_: str) -> dict[str, Any]:
    row = lookup.row("statement", id_)
    if row is None:
        raise LookupError(id_)
    card = cards(lookup, [row], _LOOKED_AT)[0]
    found: dict[str, Any] = {}
    for rendering in card.renderings:
        place = (rendering.quote.document, rendering.quote.quote.span.start, rendering.quote.quote.span.end)
        found |= lookup.rows("finding", lookup.resting_on("finding", place)[:5])
    disputes = [finding for finding in finding_cards(lookup, list(found.values())[:10]) if not finding.row.dismissed]
    event = lookup.row("event", row.event) if row.event else None
    return {"card": card, "disputes": disputes, "event": event}


def add(app: FastAPI, server: Server) -> None:
    @app.get("/statements")
    def statements(request: Request) -> Response:
        return server.show(request, "statements.html", lambda lookup: the_list(lookup, request, server))

    @app.get("/statements/{id_}")
    def statement(request: Request, id_: str) -> Response:
        return server.show(request, "statement.html", lambda lookup: one(lookup, id_))
