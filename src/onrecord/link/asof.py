"""The record as it could be known on a day: which documents count, and which decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.linked import CommitmentRow, Decision


def known_by(document: Document, day: Date) -> bool:
    """Whether the document was certainly out by then: one dated by its month counts from that month's last day."""
    published = document.published.bounds() if document.published else None
    limit = day.bounds()
    if published is None or published[1] is None or limit is None:
        return False
    return limit[1] is None or published[1] <= limit[1]


def may_be_known(document: Document, day: Date) -> bool:
    """Whether a document that does not count may have been out by then: its own day stays open."""
    if known_by(document, day):
        return False
    published = document.published.bounds() if document.published else None
    limit = day.bounds()
    return published is None or (limit is not None and limit[1] is not None and published[0] <= limit[1])


def decided_by(decisions: Iterable[Decision], documents: Iterable[str]) -> tuple[Decision, ...]:
    """What people decided on words of these documents, without what it says of others."""
    known = frozenset(documents)
    found = []
    for decision in decisions:
        members = tuple(member for member in decision.members if member.document in known)
        if members:
            found.append(replace(decision, members=members))
    return tuple(found)


def early_verdicts(rows: Iterable[CommitmentRow], decisions: Iterable[Decision], as_of: Date) -> frozenset[Decision]:
    """Verdicts on commitments that nobody could give yet.

    A verdict rests on evidence: it holds in the view if the view has any for it, or if it was given by that day.
    """
    given = [d for d in decisions if d.verb in ("confirm", "reject")]
    found = set()
    for decision in given:
        if decision.at is not None and _by(decision.at, as_of):
            continue
        concerned = [
            row for row in rows if any((t.document, t.span.start, t.span.end) in _words(decision) for t in row.evidence)
        ]
        if not any(proposed.status == (decision.value or "kept") for row in concerned for proposed in row.proposed):
            found.add(decision)
    return frozenset(found)


def _words(decision: Decision) -> frozenset[tuple[str, int, int]]:
    return frozenset((member.document, member.start, member.end) for member in decision.members)


def _by(moment: str, day: Date) -> bool:
    """Whether a moment (ISO 8601) lies on or before a day; what cannot be read does not."""
    limit = day.bounds()
    try:
        given = dt.date.fromisoformat(moment[:10])
    except ValueError:
        return False
    return limit is not None and (limit[1] is None or given <= limit[1])
