"""What can be decided, by whoever has a token: kept apart from what the program found, and taken back at any time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import Depends, FastAPI, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from onrecord import deciding
from onrecord.errors import OnrecordError
from onrecord.model.linked import Decision, Record, Verb
from onrecord.store.lookup import Lookup
from onrecord.store.rows import take_back
from onrecord.views.jsonl import decision_row, without_nothing
from onrecord.web.answering import row_of
from onrecord.web.api import shapes
from onrecord.web.api.reading import SECONDS, Id
from onrecord.web.pages.findings import decide
from onrecord.web.pages.identity import as_record
from onrecord.web.problems import described

if TYPE_CHECKING:
    from onrecord.web.app import Server

_Text = Annotated[str, Field(max_length=2000)]
# With a word in it: a reason of blanks is none.
_Reason = Annotated[str, Field(max_length=2000, pattern=r"[A-Za-zА-яЁё0-9]", description="For whoever reads it later.")]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Verdict(_Body):
    """What is made of a finding, and why."""

    why: _Reason


class Judgement(_Body):
    """A status, or a G20 score: -1, 0, 1."""

    value: Literal["kept", "broken", "in_progress", "withdrawn", "superseded", "-1", "0", "1"]
    why: _Text = ""


class Merge(_Body):
    """Actors (ids) that are the same as this one."""

    actors: Annotated[list[Annotated[str, Field(max_length=80)]], Field(min_length=1, max_length=20)]
    why: _Text = ""


class Split(_Body):
    """Documents (ids) in which the name means somebody else."""

    documents: Annotated[list[Annotated[str, Field(max_length=80)]], Field(min_length=1, max_length=100)]
    why: _Text = ""


class Rename(_Body):
    """What an actor is called from now on."""

    name: Annotated[str, Field(max_length=200, pattern=r"[A-Za-zА-яЁё0-9]")]
    why: _Text = ""


_GIVEN = Depends(HTTPBearer(auto_error=False, description="A token of the desk: onrecord serve --tokens FILE."))


def add_deciding(api: FastAPI, server: Server) -> None:
    """Gives every kind of decision its address."""

    def decider(given: HTTPAuthorizationCredentials | None = _GIVEN) -> str:
        """The name that goes with the token."""
        if not server.sessions.has_tokens:
            raise HTTPException(403, "Nothing is decided over HTTP here: this desk was given no tokens.")
        name = server.sessions.name_of(given.credentials) if given is not None else ""
        if name is None:
            raise HTTPException(429, "Too many tokens were wrong: wait for five minutes.", {"retry-after": "300"})
        if not name:
            raise HTTPException(401, "A token is needed to decide.", {"www-authenticate": "Bearer"})
        return name

    token = Depends(decider)
    responses: Any = {
        201: {"model": shapes.Decided}, **described(400, 401, 403, 404, 409, 413, 414, 421, 422, 429, 503)
    }  # fmt: skip
    options: Any = {"status_code": 201, "responses": responses, "tags": ["decisions"]}

    def signed(by: str, why: str) -> dict[str, str | None]:
        return {**server.desk.sign(), "by": by, "why": " ".join(why.split()) or None}

    def kept(make: Callable[[Lookup], Decision]) -> Response:
        with server.store.lookup(SECONDS) as lookup:
            try:
                decision = make(lookup)
            except OnrecordError as error:
                # well said, but not of this record as it is
                raise HTTPException(409, str(error)) from error
        in_step = decide(server, decision)
        return JSONResponse({"decision": _shown(decision), "in_step": in_step}, 201)

    @api.post("/v1/findings/{id}/dismiss", operation_id="dismiss", **options)
    def dismiss(id: Id, body: Verdict, by: str = token) -> Response:
        """A finding is none; remembered as long as its words are the same."""
        return kept(lambda lookup: deciding.dismiss([row_of(lookup, "finding", id)], id, **signed(by, body.why)))

    @api.post("/v1/findings/{id}/confirm", operation_id="uphold", **options)
    def uphold(id: Id, body: Verdict, by: str = token) -> Response:
        """A finding is one: somebody has looked at its words."""
        return kept(lambda lookup: deciding.uphold([row_of(lookup, "finding", id)], id, **signed(by, body.why)))

    @api.post("/v1/commitments/{id}/confirm", operation_id="confirm", **options)
    def confirm(id: Id, body: Judgement, by: str = token) -> Response:
        """A person has seen the evidence: the promise was kept, broken …"""
        return kept(lambda lookup: _judged(lookup, id, "confirm", body, signed(by, body.why)))

    @api.post("/v1/commitments/{id}/reject", operation_id="reject", **options)
    def reject(id: Id, body: Judgement, by: str = token) -> Response:
        """The evidence that was proposed does not show what it was proposed for."""
        return kept(lambda lookup: _judged(lookup, id, "reject", body, signed(by, body.why)))

    @api.post("/v1/actors/{id}/merge", operation_id="merge", **options)
    def merge(id: Id, body: Merge, by: str = token) -> Response:
        """Two actors or more are one."""
        ids = [id, *body.actors]
        return kept(lambda lookup: deciding.merge(_told(lookup, ids), ids, **signed(by, body.why)))

    @api.post("/v1/actors/{id}/split", operation_id="split", **options)
    def split(id: Id, body: Split, by: str = token) -> Response:
        """In some documents the name means somebody else: these become an actor of their own."""
        return kept(
            lambda lookup: deciding.split(
                _told(lookup, [id], body.documents), id, body.documents, **signed(by, body.why)
            )
        )

    @api.post("/v1/actors/{id}/rename", operation_id="rename", **options)
    def rename(id: Id, body: Rename, by: str = token) -> Response:
        """An actor is called so."""
        return kept(lambda lookup: deciding.rename(_told(lookup, [id]), id, body.name, **signed(by, body.why)))

    undone: Any = {200: {"model": shapes.Decided}, **described(400, 401, 403, 404, 413, 414, 421, 422, 429, 503)}

    @api.post("/v1/decisions/{id}/undo", operation_id="undo", tags=["decisions"], responses=undone)
    def undo(id: Id, by: str = token) -> Response:
        """Takes a decision back: the record is again what the program found."""
        known = take_back(server.store, id)
        if known is None:
            raise LookupError(f"no decision has the id {id!r}")
        return JSONResponse({"decision": _shown(known), "in_step": server.upkeep.settle()})


def _shown(decision: Decision) -> dict[str, Any]:
    return without_nothing(decision_row(decision))


def _judged(lookup: Lookup, id_: str, verb: Verb, body: Judgement, signed: dict[str, str | None]) -> Decision:
    row = row_of(lookup, "commitment", id_)
    return deciding.judge(Record(commitments=(row,)), id_, verb, body.value, **signed)


def _told(lookup: Lookup, ids: list[str], documents: list[str] | None = None) -> Record:
    """As much of the record as a decision on actors asks for."""
    return as_record(lookup, [row_of(lookup, "actor", id_) for id_ in dict.fromkeys(ids)], documents or ())
