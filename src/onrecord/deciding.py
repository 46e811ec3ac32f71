"""What a person decides, written down against members (document, span), so that regrouping cannot orphan it."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
from collections.abc import Iterable, Sequence
from typing import TypeVar

from onrecord.errors import OnrecordError
from onrecord.model.finding import Finding
from onrecord.model.linked import ActorRow, CommitmentRow, Decision, Member, Record, Verb, row_id
from onrecord.model.response import iso

Row = TypeVar("Row")

CONFIRMED = ("kept", "broken", "in_progress", "withdrawn", "superseded")


def signature(moment: dt.datetime) -> dict[str, str | None]:
    """Who decides (the name of the account, None where it has none), and when."""
    by = None
    with contextlib.suppress(OSError, KeyError, ImportError):
        by = getpass.getuser()
    return {"by": by, "at": iso(moment)}


def reason(why: str) -> str:
    """Why somebody decided so, on one line. Raises `OnrecordError` where nothing is said."""
    text = " ".join(why.split())
    if not text:
        raise OnrecordError("a reason is needed", hint="whoever reads it later wants to know why")
    return text


def merge(record: Record, actors: Sequence[str], **signed: str | None) -> Decision:
    """Several actors are one. Raises `OnrecordError` for an unknown id or one that no words stand for."""
    rows = [_actor(record, wanted) for wanted in actors]
    if len({row.id for row in rows}) < 2:
        raise OnrecordError("a merge takes two different actors or more")
    return _decision("merge", [_members(record, row)[0] for row in rows], None, signed)


def split(record: Record, actor: str, sources: Iterable[str], **signed: str | None) -> Decision:
    """Whoever bears the name in some of the sources is somebody else. `sources`: names or ids of documents."""
    row, wanted = _actor(record, actor), set(sources)
    named = {d.id: {d.id, d.document.source} for d in record.documents}
    unknown = wanted - set().union(*named.values(), set())
    if unknown:
        raise OnrecordError("no such source", where=sorted(unknown)[0], hint="see: onrecord sources")
    members = [member for member in _members(record, row) if named[member.document] & wanted]
    if not members:
        raise OnrecordError(f"{row.name} is not named in these sources", hint="see: onrecord explain " + row.id)
    if len({member.document for member in members}) == len({document for document, _ in row.parties}):
        raise OnrecordError(f"these are all the sources that name {row.name}: nothing would be left")
    return _decision("split", members, None, signed)


def rename(record: Record, actor: str, name: str, **signed: str | None) -> Decision:
    """An actor is called so."""
    if not name.strip():
        raise OnrecordError("a name cannot be empty")
    return _decision("rename", _members(record, _actor(record, actor))[:1], " ".join(name.split()), signed)


def dismiss(findings: Iterable[Finding], wanted: str, **signed: str | None) -> Decision:
    """A finding is none; remembered as long as its words are the same."""
    return _on_finding(findings, wanted, "dismiss", signed)


def uphold(findings: Iterable[Finding], wanted: str, **signed: str | None) -> Decision:
    """A finding is one: somebody has looked at its words; remembered as long as these are the same."""
    return _on_finding(findings, wanted, "confirm", signed)


def judge(record: Record, wanted: str, verb: Verb, value: str, **signed: str | None) -> Decision:
    """A commitment was (`confirm`) or was not (`reject`) kept, broken, …; a value of -1, 0 or 1 is its G20 score."""
    value = "1" if value == "+1" else value
    if value not in CONFIRMED and value not in ("-1", "0", "1"):
        raise OnrecordError(f"no such status: {value}", hint=f"one of {', '.join(CONFIRMED)}, or a score: -1, 0, 1")
    rows: dict[str, CommitmentRow] = {row.id: row for row in record.commitments}
    row = _one(rows, wanted, "commitment")
    return _decision(verb, _resting_on(row), value, signed)


def _on_finding(findings: Iterable[Finding], wanted: str, verb: Verb, signed: dict[str, str | None]) -> Decision:
    row = _one({row.id: row for row in findings}, wanted, "finding")
    return _decision(verb, _resting_on(row), row.kind, signed)


def _resting_on(row: Finding | CommitmentRow) -> list[Member]:
    """The words that a row rests on."""
    return [Member(piece.document, piece.span.start, piece.span.end) for piece in row.evidence]


def _decision(verb: Verb, members: Sequence[Member], value: str | None, signed: dict[str, str | None]) -> Decision:
    ordered = tuple(sorted(set(members), key=lambda m: (m.document, m.start, m.end)))
    id_ = row_id("o", verb, value or "", *(f"{m.document} {m.start} {m.end}" for m in ordered))
    return Decision(id_, verb, ordered, value, signed.get("by"), signed.get("at"), signed.get("why"))


def _actor(record: Record, wanted: str) -> ActorRow:
    return _one({row.id: row for row in record.actors}, wanted, "actor")


def _members(record: Record, row: ActorRow) -> list[Member]:
    """The first words of each party that is this actor."""
    members = []
    for document, index in row.parties:
        mentions = record.extractions[document].parties[index].mentions
        if mentions:
            first = min(mentions)
            members.append(Member(document, first.start, first.end))
    if not members:
        raise OnrecordError(f"no words in any article stand for {row.name}, so nothing can be decided on it")
    return sorted(members, key=lambda m: (m.document, m.start, m.end))


def _one(rows: dict[str, Row], wanted: str, kind: str) -> Row:
    """The row of an id or of the beginning of one."""
    if wanted in rows:
        return rows[wanted]
    found = [row for id_, row in rows.items() if id_.startswith(wanted)]
    if len(found) != 1:
        raise OnrecordError(
            f"{len(found)} {kind}s have an id that begins with {wanted!r}", hint=f"see: onrecord {kind}s"
        )
    return found[0]
