"""iCalendar (RFC 5545): encounters as VEVENT, commitments as VTODO."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import IO, Any

from icalendar import Calendar, Event, Todo

from onrecord.model.dates import Date
from onrecord.model.linked import CommitmentRow, EventRow
from onrecord.views.exports.reading import Rows
from onrecord.views.names import one_line

EVENT_STATUS: Mapping[str, str] = {
    "planned": "TENTATIVE",
    "ongoing": "CONFIRMED",
    "held": "CONFIRMED",
    "cancelled": "CANCELLED",
}
TODO_STATUS: Mapping[str, str] = {
    "open": "NEEDS-ACTION",
    "overdue": "NEEDS-ACTION",
    "in_progress": "IN-PROCESS",
    "kept": "COMPLETED",
    "broken": "CANCELLED",
    "withdrawn": "CANCELLED",
    "superseded": "CANCELLED",
}
_END = b"END:VCALENDAR\r\n"
_LONGEST = 300


def write(rows: Rows, out: IO[bytes]) -> None:
    """A calendar of what has a day: encounters of which the month is known at least, and all commitments."""
    calendar = Calendar()
    calendar.add("prodid", "-//onrecord//record//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "onrecord")
    calendar.add("refresh-interval", dt.timedelta(hours=6), {"VALUE": "DURATION"})
    out.write(calendar.to_ical().removesuffix(_END))
    stamp = _stamp(rows.as_of)
    for row in rows.each("event"):
        if (days := days_of(row.when.date if row.when else None)) is not None:
            out.write(_event(rows, row, days, stamp).to_ical())
    for row in rows.each("commitment"):
        out.write(_todo(rows, row, stamp).to_ical())
    out.write(_END)


def days_of(date: Date | None) -> tuple[dt.date, dt.date] | None:
    """The first and last day of a date; None where it says no more than a season or year, or not even that.

    An interval without an end is its first day, one without a beginning its last.
    """
    bounds = date.bounds() if date and not date.is_vague else None
    if bounds is None:
        return None
    first, last = bounds
    if last is None:
        return first, first
    return (last, last) if first == dt.date.min else (first, last)


def _event(rows: Rows, row: EventRow, days: tuple[dt.date, dt.date], stamp: dt.datetime) -> Event:
    event = Event()
    who = ", ".join(rows.names(row.participants))
    name = row.series or row.kind
    _common(event, row, f"{name[:1].upper()}{name[1:]}{f': {who}' if who else ''}", stamp)
    event.add("dtstart", days[0])
    if days[1] != days[0] and days[1] < dt.date.max:
        event.add("dtend", days[1] + dt.timedelta(days=1))
    event.add("status", EVENT_STATUS[row.status])
    event.add("transp", "TRANSPARENT")
    event.add("categories", [row.kind])
    if row.place:
        event.add("location", rows.name(row.place))
    stands = f"{row.status}, {row.when.date.edtf if row.when else ''} ({row.when.basis if row.when else ''})"
    _describe(rows, event, [stands, *([f"Taking part: {who}"] if who else [])], row.evidence)
    return event


def _todo(rows: Rows, row: CommitmentRow, stamp: dt.datetime) -> Todo:
    todo = Todo()
    _common(todo, row, f"{rows.name(row.who)}: {row.action}", stamp)
    due = row.due.date.bounds() if row.due else None
    if due is not None and due[1] is not None:
        todo.add("due", due[1])
    todo.add("status", TODO_STATUS[row.status])
    todo.add("categories", [row.strength])
    targets = ", ".join(rows.names(row.targets))
    stands = f"{row.status.replace('_', ' ')}{f', due {row.due.date.edtf} ({row.due.basis})' if row.due else ''}"
    _describe(rows, todo, [stands, *([f"Towards: {targets}"] if targets else [])], row.evidence)
    return todo


def _common(component: Any, row: Any, summary: str, stamp: dt.datetime) -> None:
    component.add("uid", f"{row.id}@onrecord")
    component.add("dtstamp", stamp)
    component.add("summary", one_line(summary, _LONGEST))


def _describe(rows: Rows, component: Any, lines: Iterable[str], evidence: Iterable[Any]) -> None:
    """What it rests on, and where the first words of it are found."""
    told, address = list(lines), ""
    for piece in evidence:
        told.append(f"{rows.outlet(piece.document)}: “{one_line(piece.span.text, _LONGEST)}”")
        address = address or rows.source(piece.document).address
    component.add("description", "\n".join(told))
    if address and address.isascii() and address.isprintable():
        component.add("url", address)


def _stamp(as_of: Date | None) -> dt.datetime:
    """A calendar says when an entry was last looked at: the record's day, since no clock is asked."""
    bounds = as_of.bounds() if as_of else None
    day = bounds[0] if bounds else dt.date(1970, 1, 1)
    return dt.datetime.combine(day, dt.time(), dt.UTC)
