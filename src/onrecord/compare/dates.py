"""The same event, dated differently."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.compare.desk import Desk, in_words, shown
from onrecord.compare.draft import Draft
from onrecord.compare.signs import signs, zone_told
from onrecord.model.finding import Place, Version
from onrecord.model.linked import EventRow, EventTelling, Kinship

# Gatherings of one kind, place and company are hardly ever held on days so near to one another.
_ONCE = frozenset({"reception", "summit", "conference", "signing"})
_DAYS = 2
_RELATED = 0.2
_SHOWN = 3


def find_dates(desk: Desk, row: EventRow) -> Iterator[Draft]:
    """Stated days of one encounter that differ; and moved dates."""
    held = [t for t in row.evidence if t.status in ("held", "ongoing")]
    apart = _differ(desk, row.id, row.evidence, held or row.evidence) or _not_as_set(desk, row, held)
    if apart:
        yield apart
    if any(step.step == "moved" for step in row.history) and (draft := _moved(desk, row)):
        yield draft


def _stated(tellings: Iterable[EventTelling]) -> dict[str, list[EventTelling]]:
    """Tellings by the day that they state; counted days are no match for stated ones."""
    found: dict[str, list[EventTelling]] = defaultdict(list)
    for t in tellings:
        if t.when and t.when.basis == "stated" and t.when.date.precision == "day" and t.when.date.known_year:
            found[t.when.date.edtf].append(t)
    return found


def _differ(desk: Desk, about: str, every: Sequence[EventTelling], tellings: Sequence[EventTelling]) -> Draft | None:
    days = _stated(tellings)
    if len(days) < 2 or _midnight_between(desk, tellings, days):
        return None
    if len({t.status for t in tellings}) > 1 and not all(t.status in ("held", "ongoing") for t in tellings):
        return None
    if all(t.status == "planned" for t in tellings) and not _at_once(desk, tellings):
        return None
    order = sorted(days, key=lambda day: (-len({t.document for t in days[day]}), day))
    one, other = days[order[0]][0], days[order[1]][0]
    counted = [t for t in every if t.when and t.when.basis == "relative" and t.when.date.edtf in days]
    versions = [
        _version(desk, day, days[day], [t for t in counted if t.when and t.when.date.edtf == day]) for day in order
    ]
    return Draft(
        f"The {one.kind} is dated {_day(one)} in {desk.label(one.document)} ({shown(one.span.text, 60)}) and "
        f"{_day(other)} in {desk.label(other.document)} ({shown(other.span.text, 60)}).",
        tuple(place for version in versions for place in version.places),
        tuple(versions),
        3,
        "stated days differ",
        0.7,
        about,
    )


def _midnight_between(desk: Desk, tellings: Sequence[EventTelling], days: Iterable[str]) -> bool:
    """Whether different time zones are an explanation: between the two ends of a line, or where a zone is named."""
    if _span(days) > 1:
        return False
    return all(t.kind == "call" for t in tellings) or any(zone_told(desk, t) for t in tellings)


def _version(desk: Desk, day: str, stated: Sequence[EventTelling], counted: Sequence[EventTelling]) -> Version:
    documents = sorted({t.document for t in (*stated, *counted)})
    reasons = []
    if any(desk.document(id_).primary for id_ in documents):
        reasons.append("a primary source has it so")
    if counted:
        told = in_words(dict.fromkeys(shown(t.span.text, 40) for t in counted))
        reasons.append(f"counted from the day of publication, {told} comes to the same")
    reasons += dict.fromkeys(sign for t in stated for sign in signs(desk, t))
    near = [abs(d - _ordinal(day)) for id_ in documents if (d := desk.day(id_)) is not None]
    if near:
        reasons.append(f"published {min(near)} day{'s' if min(near) != 1 else ''} away")
    places = [place for t in stated[:_SHOWN] for place in _places(desk, t)]
    places += [Place(t.document, t.span) for t in counted[:_SHOWN]]
    return Version(day, tuple(documents), tuple(reasons), tuple(places))


def _places(desk: Desk, telling: EventTelling) -> list[Place]:
    """The words of a telling; where they lack the day, the nearest sentence that has it as well."""
    mine = Place(telling.document, telling.span)
    found = desk.sentence(telling.document, telling.span.start, telling.span.end)
    if telling.when is None or found is None:
        return [mine]
    day, passages = str(int(telling.when.date.edtf[-2:])), desk.passages(telling.document)
    for index in (found[0], found[0] + 1, found[0] - 1):
        if 0 <= index < len(passages) and day in passages[index].words:
            at = passages[index].starts[passages[index].words.index(day)]
            if telling.span.start <= at < telling.span.end:
                return [mine]
            claim = next(c for c in passages[index].claims if at < passages[index].ends[c.last - 1])
            return [mine, desk.claim_place(telling.document, passages[index], claim)]
    return [mine]


def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()


def _span(days: Iterable[str]) -> int:
    ordinals = [_ordinal(day) for day in days]
    return max(ordinals) - min(ordinals)


def _at_once(desk: Desk, tellings: Sequence[EventTelling]) -> bool:
    """Whether plans were told of on one day, so that nothing can have been moved in between."""
    days = {desk.day(t.document) for t in tellings}
    return len(days) == 1 and None not in days


def _day(telling: EventTelling) -> str:
    return telling.when.date.edtf if telling.when else "?"


def _moved(desk: Desk, row: EventRow) -> Draft | None:
    """The same event set for another day later on: no contradiction, but a reader of the older article is misled."""
    planned = _set_dates(desk, row)
    dates = list(dict.fromkeys(_day(t) for t in planned))
    if len(dates) < 2 or desk.day(planned[0].document) == desk.day(planned[-1].document):
        return None
    first, last = planned[0], next(t for t in planned if _day(t) == dates[-1])
    return Draft(
        f"The {row.kind} was set for {dates[0]} ({desk.label(first.document)}) and is moved to {dates[-1]} "
        f"({desk.label(last.document)}).",
        tuple(Place(t.document, t.span) for t in planned),
        tuple(
            Version(
                d,
                tuple(sorted({t.document for t in planned if _day(t) == d})),
                (),
                tuple(Place(t.document, t.span) for t in planned if _day(t) == d),
            )
            for d in dates
        ),
        1,
        "moved",
        0.6,
        row.id,
    )


def _set_dates(desk: Desk, row: EventRow) -> list[EventTelling]:
    """The tellings that set a date for what was still to come, in the order of their articles."""
    planned = [
        t
        for t in row.evidence
        if t.status == "planned"
        and t.when
        and t.when.date.known_year
        and t.when.date.precision in ("day", "interval")
        and desk.day(t.document) is not None
        and _says_day(desk, t)
    ]
    return sorted(planned, key=lambda t: (desk.day(t.document) or 0, t.document))


def _says_day(desk: Desk, telling: EventTelling) -> bool:
    """Whether these very words have the day that the telling is dated by."""
    found = desk.sentence(telling.document, telling.span.start, telling.span.end)
    day = str(int(telling.when.date.edtf[-2:])) if telling.when else ""
    return found is not None and any(
        word == day and telling.span.start <= start < telling.span.end
        for word, start in zip(_digits(found[1].words), found[1].starts, strict=True)
    )


def _digits(words: Iterable[str]) -> list[str]:
    """Words with the last number of a range ("21–22") in its place."""
    return [re.split(r"\D+", word)[-1] if word[:1].isdigit() else word for word in words]


def _not_as_set(desk: Desk, row: EventRow, held: Sequence[EventTelling]) -> Draft | None:
    """Held a day or two beside the day that was set last: one of the two is likely wrong."""
    planned, days = _set_dates(desk, row), _stated(held)
    if not planned or len(days) != 1 or planned[-1].when is None or planned[-1].when.basis != "stated":
        return None
    (day,) = days
    last = planned[-1].when.date
    if last.precision != "day" or not 0 < _span([day, last.edtf]) <= _DAYS:
        return None
    if _midnight_between(desk, [planned[-1], *days[day]], [day, last.edtf]):
        return None
    as_set = [t for t in planned if t.when and t.when.date == last]
    parts = [
        t
        for document in sorted({t.document for t in row.evidence})
        for other, t in desk.events_of(document)
        if other.id != row.id and {*other.participants} & {*row.participants}
        and t.when and t.when.date == last and t.when.basis == "stated" and t.status == "held"
        and t.place in {x.place for x in as_set}
    ]  # fmt: skip
    one, other = as_set[0], days[day][0]
    told = (
        f" {desk.label(parts[0].document)} has talks there on that day ({shown(parts[0].span.text, 60)})."
        if parts
        else ""
    )
    return Draft(
        f"The {row.kind} was set for {last.edtf} by {desk.label(one.document)} ({shown(one.span.text, 60)}) and is "
        f"dated {day} by {desk.label(other.document)} ({shown(other.span.text, 60)}).{told}",
        tuple(Place(t.document, t.span) for t in (*as_set[:_SHOWN], *parts[:_SHOWN], *days[day][:_SHOWN])),
        (_version(desk, last.edtf, [*as_set, *parts], []), _version(desk, day, days[day], [])),
        3 if parts else 2,
        "not on the day that was set",
        0.7 if parts else 0.55,
        row.id,
    )


# ---- rows that are likely one


def find_twice_dated(desk: Desk, pair: Kinship) -> Iterator[Draft]:
    """Gatherings of one kind on neighbouring days, each known to one document only: likely one, dated twice.

    What a third document counts from its day of publication bears one of the days out.
    """
    if pair.likely < _RELATED:
        return
    mine, theirs = (_gatherings(desk, id_) for id_ in (pair.one, pair.other))
    yield from _counted(desk, mine, pair.other)
    yield from _counted(desk, theirs, pair.one)
    for row, a in mine:
        for rival, b in theirs:
            if row.id == rival.id or a.kind != b.kind or not 0 < _span([_day(a), _day(b)]) <= _DAYS:
                continue
            if _alone(a, mine) and _alone(b, theirs) and _same_company(desk, a, b):
                held = _of_kind(a.kind, row, rival)
                draft = _differ(desk, row.id, [t for r in (row, rival) for t in r.evidence if t.kind == a.kind], held)
                if draft:
                    stated = [t for tellings in _stated(held).values() for t in tellings]
                    yield replace(draft, matters=tuple(map(_matter, stated)))


def _counted(desk: Desk, stated: Sequence[tuple[EventRow, EventTelling]], document: str) -> Iterator[Draft]:
    for row, a in stated:
        for other, c in desk.events_of(document):
            same = c.kind == a.kind and other.id != row.id and not {*c.participants}.isdisjoint(a.participants)
            if same and c.when and c.when.basis == "relative" and c.when.date.edtf == _day(a):
                told = f"counted from the day of publication, {shown(c.span.text, 40)} comes to the same"
                yield Draft(
                    "",
                    (Place(c.document, c.span),),
                    (Version(_day(a), (c.document,), (told,), (Place(c.document, c.span),)),),
                    0,
                    "",
                    0.0,
                    matters=(_matter(a),),
                    bears_out=True,
                )


def _matter(telling: EventTelling) -> str:
    return f"{telling.document} {telling.span.start}"


def gathers(row: EventRow) -> bool:
    """Whether `find_twice_dated` looks at an encounter."""
    return any(t.kind in _ONCE for t in row.evidence)


def _gatherings(desk: Desk, id_: str) -> list[tuple[EventRow, EventTelling]]:
    return [
        (row, t)
        for row, t in desk.events_of(id_)
        if t.kind in _ONCE and t.status in ("held", "ongoing") and _stated([t])
    ]


def _of_kind(kind: str, *rows: EventRow) -> list[EventTelling]:
    return [t for row in rows for t in row.evidence if t.kind == kind and t.status in ("held", "ongoing")]


def _alone(telling: EventTelling, others: Sequence[tuple[EventRow, EventTelling]]) -> bool:
    """Whether the document knows of no other gathering of the kind."""
    return all(t.kind != telling.kind or _day(t) == _day(telling) for _, t in others)


def _same_company(desk: Desk, a: EventTelling, b: EventTelling) -> bool:
    mine, theirs = set(a.participants), set(b.participants)
    shared = len(mine & theirs)
    return (
        shared > 0 and 2 * shared >= min(len(mine), len(theirs)) and (not a.place or not b.place or a.place == b.place)
    )
