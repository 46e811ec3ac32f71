"""Who is who, as a person decides it: actors that are one, that are two, or that are called otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from fastapi import FastAPI, Form, Request, Response
from starlette.responses import RedirectResponse

from onrecord.deciding import merge, rename, split
from onrecord.errors import OnrecordError
from onrecord.model.linked import ActorRow, Decision, Member, Record
from onrecord.model.record import Extraction
from onrecord.store.lookup import Lookup
from onrecord.store.somebody import somebody
from onrecord.web.forms import Token, Why
from onrecord.web.pages.findings import decide, signed

if TYPE_CHECKING:
    from onrecord.web.app import Server

# Who decides, when and why.
Signed = Mapping[str, str | None]
VERBS = ("merge", "split", "rename")
OFFERED = 30
"""So many articles are offered to be parted from an actor."""
# A decision is written against the first words that stand for an actor: they are in one of so few articles.
_FEW = 5
_SHOWN = 20


def decisions_about(lookup: Lookup, actor: str) -> list[Decision]:
    """The last decisions that made an actor what it is."""
    ours = [decision for decision in lookup.decisions() if decision.verb in VERBS]
    documents = {member.document for decision in ours for member in decision.members}
    casts = lookup.casts(sorted(documents))
    named = {id_ for id_, cast in casts.items() if actor in cast}
    read: dict[str, Extraction] = {}
    found = []
    for decision in reversed(ours):
        here = [member for member in decision.members if member.document in named]
        if any(_who(lookup, casts, read, member) == actor for member in here[:_FEW]):
            found.append(decision)
        if len(found) == _SHOWN:
            break
    return found


def _who(lookup: Lookup, casts: Mapping[str, Sequence[str]], read: dict[str, Extraction], member: Member) -> str | None:
    """The actor that words stand for."""
    if member.document not in read:
        read[member.document] = lookup.extraction(member.document)
    for party, actor in zip(read[member.document].parties, casts.get(member.document, ()), strict=False):
        if any(span.start == member.start and span.end == member.end for span in party.mentions):
            return actor
    return None


def as_record(lookup: Lookup, actors: Iterable[ActorRow], documents: Iterable[str] = ()) -> Record:
    """As much of the record as a decision on actors looks at: a few articles that name each, and these documents."""
    rows, wanted = list(actors), set(documents)
    for row in rows:
        wanted |= set(lookup.first_naming(row.id, _FEW + len(wanted)))
    casts = lookup.casts(sorted(wanted))
    there = [(id_, index, actor) for id_ in sorted(casts) for index, actor in enumerate(casts[id_])]
    known = tuple(
        replace(row, parties=tuple((id_, index) for id_, index, actor in there if actor == row.id)) for row in rows
    )
    extractions = {id_: lookup.extraction(id_) for id_ in sorted(casts)}
    return Record(tuple(lookup.rows("document", sorted(casts)).values()), known, extractions=extractions)


def add(app: FastAPI, server: Server) -> None:
    def actor(lookup: Lookup, id_: str) -> ActorRow:
        row: ActorRow | None = lookup.row("actor", id_)
        if row is None:
            raise LookupError(id_)
        return row

    def kept(request: Request, token: str, why: str, make: Callable[[Lookup, Signed], Decision]) -> Response:
        """Decides, and leads to the actor that is meant now: its page shows the decision, and the way back."""
        server.check(request, token)
        reasoned = signed(server, why)
        with server.store.lookup() as lookup:
            decision = make(lookup, reasoned)
        settled = decide(server, decision)
        with server.store.lookup() as lookup:
            member = decision.members[0]
            found = _who(lookup, lookup.casts([member.document]), {}, member)
        return RedirectResponse(f"/actors/{found}" if settled and found else "/decisions", 303)

    @app.post("/actors/{id_}/rename")
    def on_rename(
        request: Request,
        id_: str,
        name: Annotated[str, Form(max_length=200)],
        token: Token,
        why: Why = "",
    ) -> Response:
        def make(lookup: Lookup, reasoned: Signed) -> Decision:
            return rename(as_record(lookup, [actor(lookup, id_)]), id_, name, **reasoned)

        return kept(request, token, why, make)

    @app.post("/actors/{id_}/merge")
    def on_merge(
        request: Request,
        id_: str,
        other: Annotated[str, Form(max_length=200)],
        token: Token,
        why: Why = "",
    ) -> Response:
        def make(lookup: Lookup, reasoned: Signed) -> Decision:
            row, second = actor(lookup, id_), somebody(lookup, " ".join(other.split()))
            if second is None:
                raise OnrecordError("nobody in the record is called so", hint="write a name as a page of actors has it")
            return merge(as_record(lookup, [row, second]), [row.id, second.id], **reasoned)

        return kept(request, token, why, make)

    @app.post("/actors/{id_}/split")
    def on_split(
        request: Request,
        id_: str,
        token: Token,
        source: Annotated[list[str], Form(max_length=OFFERED)] = [],  # noqa: B006  # FastAPI copies it
        why: Why = "",
    ) -> Response:
        def make(lookup: Lookup, reasoned: Signed) -> Decision:
            return split(as_record(lookup, [actor(lookup, id_)], source), id_, source, **reasoned)

        return kept(request, token, why, make)
