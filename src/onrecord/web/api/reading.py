"""What can be read: lists, rows, words, reasons. Every answer has a mark of the record's state (ETag)."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any, cast

from fastapi import FastAPI, Path, Query, Request, Response
from starlette.responses import JSONResponse, PlainTextResponse

from onrecord.model.dates import Date
from onrecord.store.lookup import SHAPES, Lookup
from onrecord.views.asof import AsOf
from onrecord.views.jsonl import decision_row, without_nothing
from onrecord.web import answering
from onrecord.web.api import asking, shapes
from onrecord.web.explaining import explained, find
from onrecord.web.problems import described

if TYPE_CHECKING:
    from onrecord.web.app import Server

SECONDS = 5.0
"""How long an answer may ask the store: a program can wait longer than a reader."""

Id = Annotated[str, Path(max_length=80, description="The id of a row.")]
AsOfQuery = Annotated[asking.AsOfDay, Query()]

_SAME: dict[int | str, dict[str, Any]] = {304: {"description": "As it was when the mark in If-None-Match was given."}}
COMMON: dict[int | str, dict[str, Any]] = {**_SAME, **described(401, 413, 414, 421, 422, 429, 503)}
_MISSING = described(404)


def add_reading(api: FastAPI, server: Server) -> None:
    """Gives every list and row its address."""

    def answer(request: Request, make: Callable[[Lookup], Any], as_of: str = "") -> Response:
        day = Date(as_of) if as_of else None
        asked = [part.strip() for part in request.headers.get("if-none-match", "").split(",")]
        with server.store.lookup(SECONDS) as lookup:
            edition = lookup.edition() if day is None else server.days.edition(day, lookup.edition())
            mark = _mark(edition, request)
            if mark in asked or f"W/{mark}" in asked:
                return Response(status_code=304, headers={"etag": mark})
            made = make(lookup) if day is None else None
        if day is not None:
            view = server.days.view(day, edition, SECONDS)
            mark, made = _mark(view.edition(), request), make(cast(Lookup, view))  # it answers the same questions
        headers = {"etag": mark}
        if isinstance(made, str):
            return PlainTextResponse(made, headers=headers)
        return JSONResponse(made, headers=headers)

    def add_kind(kind: str, asked_shape: type[asking.Paged], row_shape: type[shapes.Row], title: str) -> None:
        # FastAPI reads the shapes from the annotations, so they are put there by hand.
        def rows(request: Request, asked: Any) -> Response:
            found = asked.asked()
            return answer(request, lambda lookup: _page(answering.page(lookup, kind, found, asked.cursor, asked.limit)),
                          asked.as_of)  # fmt: skip

        def row(request: Request, id: Id, as_of: Any = "") -> Response:
            return answer(request, lambda lookup: _one(answering.one(lookup, kind, id)), as_of)

        rows.__annotations__.update(request=Request, asked=Annotated[asked_shape, Query()])
        row.__annotations__.update(request=Request, id=Id, as_of=AsOfQuery)
        several: Any = shapes.PageOf[row_shape]  # type: ignore[valid-type]  # a shape made at run time
        single: Any = shapes.One[row_shape]  # type: ignore[valid-type]
        name = f"{kind}s"
        api.get(f"/v1/{name}", operation_id=name, summary=title, tags=["rows"],
                responses={200: {"model": several}, **COMMON, **_MISSING})(rows)  # fmt: skip
        api.get(f"/v1/{name}/{{id}}", operation_id=kind, summary=f"{title}: one of them", tags=["rows"],
                responses={200: {"model": single}, **COMMON, **_MISSING})(row)  # fmt: skip

    for kind, (asked_shape, row_shape, title) in _KINDS.items():
        add_kind(kind, asked_shape, row_shape, title)

    @api.get("/v1", operation_id="record", tags=["record"], responses={200: {"model": shapes.State}, **COMMON})
    def record(request: Request, as_of: AsOfQuery = "") -> Response:
        """How much there is of what, and as of which day."""
        return answer(request, lambda lookup: _state(lookup, server), as_of)

    @api.get(
        "/v1/documents/{id}/text", operation_id="text", tags=["rows"], response_class=PlainTextResponse,
        responses={**COMMON, **_MISSING},
    )  # fmt: skip
    def text(request: Request, id: Id, as_of: AsOfQuery = "") -> Response:
        """The frozen text of a document, in whose code points spans count."""
        return answer(request, lambda lookup: _text(lookup, id), as_of)

    @api.get(
        "/v1/rows/{id}/explanation", operation_id="explanation", tags=["rows"],
        responses={200: {"model": shapes.Explanation}, **COMMON, **_MISSING},
    )  # fmt: skip
    def explanation(request: Request, id: Id, as_of: AsOfQuery = "") -> Response:
        """Why a row is in the record: its words, the rule, who was passed over. The beginning of an id will do."""
        return answer(request, lambda lookup: _explained(lookup, id), as_of)

    @api.get(
        "/v1/search", operation_id="search", tags=["search"],
        responses={200: {"model": shapes.PageOf[shapes.Hit]}, **COMMON, **_MISSING},
    )  # fmt: skip
    def search(request: Request, asked: Annotated[asking.Search, Query()]) -> Response:
        """Sentences that hold all the words, those read last first, with the rows that rest on them."""

        def make(lookup: Lookup) -> Any:
            found = answering.search(
                lookup, asked.q, asked.type, asked.asked(), server.desk.lemmas, related=asked.related,
                after=asked.cursor, most=asked.limit,
            )  # fmt: skip
            return _page(found)

        return answer(request, make, asked.as_of)

    @api.get(
        "/v1/decisions", operation_id="decisions", tags=["decisions"],
        responses={200: {"model": shapes.PageOf[shapes.DecisionRow]}, **COMMON, **_MISSING},
    )  # fmt: skip
    def decisions(request: Request, asked: Annotated[asking.Paged, Query()]) -> Response:
        """What people decided, the last first."""
        return answer(request, lambda lookup: _decisions(lookup, asked), asked.as_of)


_KINDS: dict[str, tuple[type[asking.Paged], type[shapes.Row], str]] = {
    "document": (asking.Documents, shapes.DocumentRow, "Articles, the latest first"),
    "actor": (asking.Actors, shapes.ActorRow, "Who is who, those whom most articles name first"),
    "quote": (asking.Quotes, shapes.QuoteRow, "Who said what in which article, the latest first"),
    "statement": (asking.Statements, shapes.StatementRow, "One utterance in all its renderings, what most have first"),
    "event": (asking.Events, shapes.EventRow, "Who met whom, the latest first"),
    "commitment": (asking.Commitments, shapes.CommitmentRow, "Who promised what, what falls due first ahead"),
    "figure": (asking.Figures, shapes.FigureRow, "Quantities that can be checked"),
    "finding": (asking.Findings, shapes.FindingRow, "Where the sources disagree, the gravest first"),
}


def _mark(edition: str, request: Request) -> str:
    whole = f"{edition} {request.url.path}?{request.url.query}"
    return f'"{sha256(whole.encode("utf-8", "replace")).hexdigest()[:32]}"'


def _page(page: answering.Page) -> dict[str, Any]:
    return {"rows": page.rows, "names": page.names, "next": page.next}


def _one(page: answering.Page) -> dict[str, Any]:
    return {"row": page.rows[0], "names": page.names}


def _state(lookup: Lookup | AsOf, server: Server) -> dict[str, Any]:
    as_of = lookup.as_of()
    counts = {kind: lookup.count(kind) for kind in SHAPES}
    whole = lookup.record if isinstance(lookup, AsOf) else None
    return {
        "format": 1,
        "as_of": as_of.edtf if as_of else None,
        "counts": counts,
        "left_out": len(whole.left_out) if whole else 0,
        "open_day": len(whole.open_day) if whole else 0,
        "in_step": server.store.in_step,
    }


def _text(lookup: Lookup, id_: str) -> str:
    text = lookup.texts([id_]).get(id_)
    if text is None:
        raise LookupError(f"no document has the id {id_!r}")
    return text.raw


def _explained(lookup: Lookup, start: str) -> dict[str, Any]:
    kind, id_ = find(lookup, start)
    return {"type": kind, "id": id_, "lines": explained(lookup, kind, id_)}


def _decisions(lookup: Lookup, asked: asking.Paged) -> dict[str, Any]:
    found = lookup.decisions()[::-1]
    ids = [row.id for row in found]
    if asked.cursor and asked.cursor not in ids:
        raise LookupError("this cursor belongs to another list")
    start = ids.index(asked.cursor) + 1 if asked.cursor else 0
    shown = found[start : start + asked.limit]
    more = shown[-1].id if start + asked.limit < len(found) else None
    rows = [without_nothing(decision_row(row)) for row in shown]
    return {"rows": rows, "names": {}, "next": more}
