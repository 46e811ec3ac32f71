"""Whether two documents tell of one encounter: a sum of what agrees and what does not.

The decision looks at the two events and at fixed weights, never at what else the record holds. A
difference that outlets are known for (a day more or less, a participant left out) lowers the sum
and does not rule the pair out: that is how such differences come to be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from onrecord.model.dates import Date
from onrecord.model.record import Event, EventKind

ENOUGH = 3.0
"""Sum from which two tellings are one encounter."""

AGAINST = 1.0
"""Sum below which two tellings may not even be joined through a third."""

_BROAD: frozenset[EventKind] = frozenset({"meeting", "negotiation", "summit", "conference", "reception", "call"})
_PLAIN: frozenset[EventKind] = frozenset({"meeting", "negotiation"})
_CROWDED: frozenset[EventKind] = frozenset({"summit", "conference", "reception"})
_MOST_STATES = 7
_MOVED = 1.5
_TOUR = 2


@dataclass(frozen=True, slots=True)
class EventItem:
    """An event of one document with its parties as actors of the record.

    `people` and `bodies` (states, organisations) part the participants; `within` are the members
    of the place, where it is a region. `published` is the document's day, if it has one, `words`
    are the lemmas of all its text.
    """

    document: str
    index: int
    event: Event
    people: frozenset[str]
    bodies: frozenset[str]
    place: str | None = None
    town: bool = False
    within: frozenset[str] = frozenset()
    published: Date | None = None
    words: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, int]:
        return self.document, self.index


def event_keys(item: EventItem) -> tuple[str, ...]:
    """Keys of which two events share one if they can be the same: who, and about when.

    A person with a month is rare enough; states meet all the time, so that they count in pairs.
    Events known to the year only meet the others by pairs of participants.
    """
    kind = "e" if item.event.kind in _BROAD else item.event.kind
    months, years = _times(item)
    who = sorted(item.people)[:12]
    states = sorted(item.bodies)[:_MOST_STATES]
    pairs = [f"{a}+{b}" for a, b in combinations(states, 2)]
    together = [f"{a}+{b}" for a, b in combinations(who[:6], 2)]
    mixed = [f"{p}+{s}" for p in who for s in states]
    alone = states if not who and len(states) == 1 else []
    if not who and not states:
        alone = [name for name in (item.event.series, item.place) if name is not None]
    keys = [f"{kind}|{x}|{m}" for x in (*who, *pairs, *alone) for m in months]
    keys += [f"{kind}|{x}|{y}" for x in (*mixed, *pairs, *together) for y in years]
    return tuple(dict.fromkeys(keys))


def _times(item: EventItem) -> tuple[list[str], list[str]]:
    """Months and years in which an event may lie, and those from which it was moved."""
    months, years = _spread(item)
    former = item.event.former.bounds() if item.event.former else None
    if former is not None:
        month, year = f"{former[0].year:04d}-{former[0].month:02d}", str(former[0].year)
        months, years = list(dict.fromkeys((*months, month))), list(dict.fromkeys((*years, year)))
    return months, years


def _spread(item: EventItem) -> tuple[list[str], list[str]]:
    date = item.event.when.date if item.event.when else None
    if date is not None and not date.known_year:
        return [f"--{date.edtf[5:7]}", "?"], []
    anchor = date or item.published
    bounds = anchor.bounds() if anchor is not None else None
    if bounds is None:
        return ["?"], []
    first = bounds[0]
    assert anchor is not None
    years = [str(first.year + n) for n in ((0,) if date is not None else (-1, 0, 1))]
    if anchor.precision == "year":
        return [], years
    here = first.year * 12 + first.month - 1
    spread = (here,) if date is not None else (here - 1, here, here + 1)
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in spread], years


# ---- the pair


def agreement(a: EventItem, b: EventItem) -> float:
    """The sum of what speaks for and against one encounter; from `ENOUGH` on it is one."""
    return _kinds(a, b) + _people(a, b) + _bodies(a, b) + _dates(a, b) + _places(a, b) + _words(a, b) + _stories(a, b)


def conflict(a: EventItem, b: EventItem) -> bool:
    """Whether the two may never stand in one cluster: one document keeps its own events apart.

    What was planned may have been moved, as a third may tell: then the dates speak less against them.
    """
    return a.document == b.document or agreement(a, b) < AGAINST - (_MOVED if _may_be_moved(a, b) else 0.0)


def _may_be_moved(a: EventItem, b: EventItem) -> bool:
    """Whether one was set for a day before the other's, so that it may have been moved there."""
    first, later = sorted((a, b), key=lambda x: x.published.edtf if x.published else "")
    one, other = (x.event.when.date if x.event.when else None for x in (first, later))
    return first.event.status == "planned" and one is not None and other is not None and not one.agrees(other)


def _kinds(a: EventItem, b: EventItem) -> float:
    one, other = a.event.kind, b.event.kind
    if one == other:
        return 1.0 if one in _PLAIN else 1.5
    if one in _BROAD and other in _BROAD:
        return 0.0 if one in _PLAIN or other in _PLAIN else -1.0
    return -8.0


def _people(a: EventItem, b: EventItem) -> float:
    shared = len(a.people & b.people)
    if shared:
        return min(3.5, 1.0 + shared)
    if not a.people or not b.people:
        return 0.0
    return -1.0 if a.event.kind in _CROWDED and b.event.kind in _CROWDED else -4.0


def _bodies(a: EventItem, b: EventItem) -> float:
    if not a.bodies or not b.bodies:
        return 0.0
    shared = len(a.bodies & b.bodies)
    if not shared:
        return -3.0 if a.event.kind == "visit" else -1.0
    alike = shared / len(a.bodies | b.bodies)
    return 2.0 * alike if shared > 1 else 0.5 + 0.5 * alike


def _dates(a: EventItem, b: EventItem) -> float:
    """Dates that the texts state count in full, those worked out from another half, none for nothing."""
    one, other = a.event.when, b.event.when
    if one is None or other is None:
        return _undated(a, b)
    if _told_moved(a, b) or _told_moved(b, a):
        return 2.0
    precise = one.date.precision == other.date.precision == "day"
    if one.date.agrees(other.date):
        if precise:
            return 2.5 if one.basis == other.basis == "stated" else 2.0
        return 0.5 if "year" in (one.date.precision, other.date.precision) else 1.0
    apart = _apart(one.date, other.date)
    if apart is None:
        return -5.0
    if apart <= 2:
        return -1.0
    moved = "planned" in (a.event.status, b.event.status) or "cancelled" in (a.event.status, b.event.status)
    if apart <= 7 or (moved and apart <= 60):
        return -2.5
    return -6.0


def _told_moved(moved: EventItem, known: EventItem) -> bool:
    """Whether one tells that it was moved from the day that the other has."""
    former, when = moved.event.former, known.event.when
    return (
        former is not None
        and when is not None
        and "year" not in (former.precision, when.date.precision)
        and (former.agrees(when.date))
    )


def _undated(a: EventItem, b: EventItem) -> float:
    """Where one of them has no date: told about the same time, or too far apart."""
    days = [item.event.when.date if item.event.when else item.published for item in (a, b)]
    if days[0] is None or days[1] is None:
        return 0.0
    apart = _apart(days[0], days[1])
    if apart is None:
        return 0.0
    return 1.0 if apart <= 3 else 0.3 if apart <= 21 else 0.0 if apart <= 60 else -2.0


def _apart(a: Date, b: Date) -> int | None:
    """Days between two dates; 0 where they overlap, None where no year is known or none ends."""
    one, other = a.bounds(), b.bounds()
    if one is None or other is None:
        return None
    (x, y), (u, v) = one, other
    if y is not None and u > y:
        return (u - y).days
    if v is not None and x > v:
        return (x - v).days
    return 0


def _places(a: EventItem, b: EventItem) -> float:
    if a.event.kind == b.event.kind == "visit" and _tour(a) != _tour(b):
        return -4.0  # a journey to several states, and to one of them: whole and part
    if a.place is None or b.place is None:
        return 0.0
    if a.place == b.place:
        return 1.0
    if a.place in b.within or b.place in a.within or a.place in b.bodies or b.place in a.bodies:
        return 0.5
    if a.town and b.town:
        return -3.0
    return -3.0 if a.event.kind == "visit" and not a.town and not b.town else -0.5


def _tour(item: EventItem) -> bool:
    return len(item.within) > 1 or len(item.bodies) > _TOUR


def _words(a: EventItem, b: EventItem) -> float:
    one, other = frozenset(a.event.lemmas), frozenset(b.event.lemmas)
    if not one or not other:
        return 0.0
    return 1.5 * len(one & other) / len(one | other)


def _stories(a: EventItem, b: EventItem) -> float:
    """Two articles that share more words than any two do are likely on one matter."""
    if not a.words or not b.words:
        return 0.0
    alike = len(a.words & b.words) / min(len(a.words), len(b.words))
    return max(0.0, min(1.5, 5.0 * (alike - 0.2)))
