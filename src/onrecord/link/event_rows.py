"""A cluster of tellings as one row: what it is, when, where, who, and how it came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from onrecord.link.event_pairs import EventItem
from onrecord.link.lineage import Lineage
from onrecord.model.dates import GRAIN, Date, When
from onrecord.model.linked import EventRow, EventTelling, HistoryStep, row_id
from onrecord.model.record import EventKind, EventStatus

_SAYS_MOST: dict[EventKind, int] = {"meeting": 0, "negotiation": 1, "conference": 2}
_FINAL: tuple[EventStatus, ...] = ("cancelled", "held", "ongoing", "planned")

V = TypeVar("V", bound=Hashable)


def row_of(items: Sequence[EventItem], lineage: Lineage) -> EventRow:
    """The row of one encounter."""
    ordered = sorted(items, key=lambda item: item.key)
    first = ordered[0]
    best = max(ordered, key=lambda item: (item.event.confidence, item.document))
    kind = _kind(ordered)
    return EventRow(
        row_id("e", first.document, first.event.evidence[0].start, first.event.evidence[0].end, first.event.kind),
        kind,
        _status(ordered),
        _when(ordered),
        _most(item.place for item in sorted(ordered, key=lambda item: not item.town) if item.place is not None),
        _participants(ordered),
        tuple(telling for item in ordered for telling in _tellings(item)),
        lineage.origins(item.document for item in ordered),
        _most(item.event.series for item in ordered if item.event.series is not None),
        _most(item.event.number for item in ordered if item.event.number is not None),
        None,
        history_of(ordered),
        best.event.rule,
        best.event.confidence,
    )


def _tellings(item: EventItem) -> list[EventTelling]:
    event = item.event
    people = tuple(sorted(item.people)) + tuple(sorted(item.bodies))
    return [
        EventTelling(item.document, span, event.kind, event.status, event.when, item.place, people, item.index)
        for span in event.evidence
    ]


def _kind(items: Sequence[EventItem]) -> EventKind:
    """The kind that says most; of equals the one told most."""
    told = Counter(item.event.kind for item in items)
    return max(told, key=lambda kind: (_SAYS_MOST.get(kind, 3), told[kind], kind))


def _status(items: Sequence[EventItem]) -> EventStatus:
    """As the latest article has it; of one day, what is over counts before what is to come."""
    dated = [item for item in items if item.published is not None and item.published.known_year]
    if not dated:
        told = {item.event.status for item in items}
        return next(status for status in _FINAL if status in told)
    last = max(_day(item.published) for item in dated)
    told = {item.event.status for item in dated if _day(item.published) == last}
    return next(status for status in _FINAL if status in told)


def _day(date: Date | None) -> str:
    return date.edtf if date is not None else ""


def _when(items: Sequence[EventItem]) -> When | None:
    """The date most documents tell, of the most precise ones; one stated before one worked out."""
    told = [item.event.when for item in items if item.event.when is not None]
    if not told:
        return None
    fine = min(GRAIN[when.date.precision] for when in told)
    told = [when for when in told if GRAIN[when.date.precision] == fine]
    told = [when for when in told if when.basis == "stated"] or told
    counted = Counter(when.date.edtf for when in told)
    best = max(sorted(counted), key=lambda edtf: counted[edtf])
    return next(when for when in told if when.date.edtf == best)


def _participants(items: Sequence[EventItem]) -> tuple[str, ...]:
    """Everybody whom a document names: people first, those told of most first."""
    people = Counter(actor for item in items for actor in item.people)
    bodies = Counter(actor for item in items for actor in item.bodies)
    return tuple(actor for told in (people, bodies) for actor in sorted(told, key=lambda actor: (-told[actor], actor)))


def _most(values: Iterable[V]) -> V | None:
    """The commonest value, the first of equals."""
    counted = Counter(values)
    return max(counted, key=lambda value: counted[value]) if counted else None


# ---- history


def history_of(items: Sequence[EventItem]) -> tuple[HistoryStep, ...]:
    """Announced, confirmed or moved, then held or cancelled: each step with its document and day.

    Documents count in the order of their days; those without one come last and add no step but a
    first one.
    """
    ordered = sorted(items, key=lambda item: (item.published is None, _day(item.published), item.key))
    steps: list[HistoryStep] = []
    date: Date | None = None
    for item in ordered:
        told = item.event.when.date if item.event.when else None
        former = item.event.former
        step = _step(item.event.status, told, date or former, [s.step for s in steps])
        if former is not None and step == "announced":
            step = "moved"  # nobody told of the first date before
        if step is not None and (item.published is not None or not steps):
            steps.append(HistoryStep(step, _finer(told, date), item.document, item.published))
            date = told if step == "moved" or date is None else date
    return tuple(steps)


def _finer(told: Date | None, known: Date | None) -> Date | None:
    """The day that is told; the known one where it says the same more exactly."""
    if told is None or known is None:
        return told or known
    return known if told.contains(known) else told


def _step(status: EventStatus, told: Date | None, known: Date | None, before: Sequence[str]) -> str | None:
    if status == "cancelled":
        return None if "cancelled" in before else "cancelled"
    if status in ("held", "ongoing"):
        return None if "held" in before else "held"
    if "held" in before or "cancelled" in before:
        return None
    if not before:
        return "announced"
    if told is not None and known is not None and not told.agrees(known):
        return "moved"
    return None if "confirmed" in before else "confirmed"


# ---- parts and wholes

_WHOLE: frozenset[EventKind] = frozenset({"summit", "conference", "visit"})
_PART: frozenset[EventKind] = frozenset({"meeting", "negotiation", "reception", "signing", "visit"})


def wholes(rows: Sequence[EventRow]) -> list[EventRow]:
    """Rows with `part_of` where an encounter plainly belongs to a larger one of the same days and place."""
    by_actor: dict[tuple[str, str], list[EventRow]] = {}
    for row in rows:
        if row.kind in _WHOLE:
            for key in when_and_who(row):
                by_actor.setdefault(key, []).append(row)
    return [replace(row, part_of=_whole(row, by_actor)) for row in rows]


def when_and_who(row: EventRow) -> list[tuple[str, str]]:
    """Keys by which a part finds its whole: each participant with each month that the days touch."""
    months = {row.when.date.edtf[:7], row.when.date.edtf.split("/")[-1][:7]} if row.when else set()
    return [(actor, month) for actor in row.participants for month in sorted(months)]


def _whole(row: EventRow, by_actor: Mapping[tuple[str, str], list[EventRow]]) -> str | None:
    return whole_of(row, [other for key in when_and_who(row) for other in by_actor.get(key, ())])


def may_hold(row: EventRow) -> bool:
    """Whether an encounter may have parts."""
    return row.kind in _WHOLE


def whole_of(row: EventRow, near: Iterable[EventRow]) -> str | None:
    """The id of the encounter among those near that this one is a part of."""
    if row.kind not in _PART:
        return None
    mine = frozenset(row.participants)
    return min((o.id for o in near if o.id != row.id and _holds(o, row, mine)), default=None)


def _holds(whole: EventRow, part: EventRow, mine: frozenset[str]) -> bool:
    """Whether the larger one takes in the smaller: its people, its days and its place."""
    if not whole.when or not part.when or not whole.when.date.contains(part.when.date):
        return False
    if whole.when.date.precision not in ("day", "interval") or not mine:
        return False
    theirs = frozenset(whole.participants)
    if whole.kind == "visit" and part.kind == "visit":
        return mine < theirs
    same_place = whole.place is not None and whole.place == part.place
    return same_place and len(mine & theirs) * 2 > len(mine) and len(theirs) > len(mine)
