"""What a period brought: the rows of a later record that an earlier one did not have, or had otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from onrecord.model.dates import When
from onrecord.model.finding import Finding
from onrecord.model.linked import CommitmentRow, EventRow, HistoryStep, Record, Statement
from onrecord.views.names import Names

Key = tuple[str, int, int]
Row = TypeVar("Row", EventRow, CommitmentRow)

NEW = "new"


@dataclass(frozen=True, slots=True)
class News:
    """What to tell of a record beside another: a note for each row that is new or changed.

    `gone` are summaries of what was contradicted before and no longer is.
    """

    since: str
    notes: Mapping[str, str]
    documents: frozenset[str]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """A record with its findings, as they stood on a day."""

    record: Record
    findings: tuple[Finding, ...]


def news(before: Stand, after: Stand, since: str) -> News:
    """What `after` adds to `before`, changes in it or contradicts.

    Rows are known again by the words that they rest on, since ids may change when rows come together.
    """
    added = {row.id for row in after.record.documents} - {row.id for row in before.record.documents}
    notes = {
        **_noted(after.record.events, before.record.events, _changes, before.record),
        **_noted(after.record.commitments, before.record.commitments, _turns, before.record),
        **_of_statements(before.record, after.record),
        **_of_findings(before.findings, after),
    }
    still = {key for finding in after.findings if not finding.dismissed for key in _words(finding)}
    gone = tuple(
        finding.summary for finding in before.findings if not finding.dismissed and _words(finding).isdisjoint(still)
    )
    return News(since, notes, frozenset(added), gone)


# ---- events and commitments


def _noted(
    rows: Sequence[Row], old: Sequence[Row], changes: Callable[[Row, Row, Record], Iterable[str]], before: Record
) -> dict[str, str]:
    """What is new or changed about each row, by its id; rows that stand as they did are left out."""
    by: dict[Key, list[Row]] = defaultdict(list)
    for other in old:
        for key in _words(other):
            by[key].append(other)
    notes = {}
    for row in rows:
        was = _same(row, by)
        note = NEW if was is None else "; ".join(changes(row, was, before))
        if note:
            notes[row.id] = note
    return notes


def _changes(row: EventRow, old: EventRow, before: Record) -> Iterable[str]:
    if row.status != old.status:
        yield f"was {old.status}, now {row.status}"
    moves = tuple(_steps(row.history, before))
    if moves:
        yield from moves
    elif _date(row.when) != _date(old.when):
        yield f"was dated {_date(old.when)}, now {_date(row.when)}"


def _turns(row: CommitmentRow, old: CommitmentRow, before: Record) -> Iterable[str]:
    if row.status != old.status:
        yield f"was {old.status}, now {row.status}".replace("_", " ")
    moves = tuple(_steps(row.history, before))
    if not moves and _date(row.due) != _date(old.due):
        yield f"was due {_date(old.due)}, now {_date(row.due)}"
    if row.score != old.score and row.score is not None:
        yield f"scored {row.score:+d}"
    known = {(proposed.status, proposed.document) for proposed in old.proposed}
    told = [p.status for p in row.proposed if (p.status, p.document) not in known]
    if told:
        yield f"evidence that it was {told[0]}".replace("_", " ")
    yield from moves


def _steps(history: Iterable[HistoryStep], before: Record) -> Iterable[str]:
    """Moves that only an article of the period tells of."""
    known = {row.id for row in before.documents}
    for step in history:
        if step.step == "moved" and step.document not in known:
            yield f"moved to {step.date}"


def _same(row: Row, by: Mapping[Key, Sequence[Row]]) -> Row | None:
    """The row that shares most words with this one, if any does; `by` has the rows by their words."""
    found = {other.id: other for key in _words(row) for other in by.get(key, ())}
    shared = Counter(other.id for key in _words(row) for other in by.get(key, ()))
    best = max(shared, key=lambda id_: (shared[id_], id_), default=None)
    return found[best] if best is not None else None


def _date(when: When | None) -> str:
    return when.date.edtf if when else "no day"


# ---- statements and findings


def _of_statements(before: Record, after: Record) -> dict[str, str]:
    quotes = {quote: row for row in before.statements for quote in row.quotes}
    names = Names(after)
    notes = {}
    for row in after.statements:
        note = _rendered(row, [quotes[quote] for quote in row.quotes if quote in quotes], names)
        if note:
            notes[row.id] = note
    return notes


def _rendered(row: Statement, old: Sequence[Statement], names: Names) -> str:
    if not old:
        return NEW
    if row.primary and not any(o.primary == row.primary for o in old):
        return "a primary source now has it"
    if not row.speakers and any(o.speakers for o in old):
        return f"given to {names.all(next(o.speakers for o in old if o.speakers))} before, now disputed"
    return ""


def _of_findings(before: Sequence[Finding], after: Stand) -> dict[str, str]:
    names = Names(after.record)
    places: dict[tuple[str, Key], list[int]] = defaultdict(list)
    for place, finding in enumerate(before):
        for key in _words(finding):
            places[finding.kind, key].append(place)
    notes = {}
    for finding in after.findings:
        met = {place for key in _words(finding) for place in places.get((finding.kind, key), ())}
        old = [before[place] for place in sorted(met)]
        if not old:
            notes[finding.id] = NEW
        elif more := sorted(set(finding.documents) - {d for f in old for d in f.documents}):
            notes[finding.id] = f"now also in {', '.join(dict.fromkeys(map(names.outlet, more)))}"
    return notes


def _words(row: EventRow | CommitmentRow | Finding) -> frozenset[Key]:
    """The words that a row rests on."""
    return frozenset((place.document, place.span.start, place.span.end) for place in row.evidence)
