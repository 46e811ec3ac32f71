"""What the clock alone says: of a commitment, and of a period."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from onrecord.errors import OnrecordError
from onrecord.model.dates import Date, When
from onrecord.model.linked import CommitmentRow


def by_clock(row: CommitmentRow, as_of: Date | None) -> CommitmentRow:
    """The row as of a day: what nobody has judged is overdue once its day has passed."""
    if row.status_basis in (None, "clock"):
        if overdue(row.due, as_of):
            return replace(row, status="overdue", status_basis="clock")
        return replace(row, status="open", status_basis=None)
    return row


def overdue(due: When | None, as_of: Date | None) -> bool:
    """Whether the last day that is meant lies before the first one of `as_of`."""
    if due is None or as_of is None:
        return False
    last, now = due.date.bounds(), as_of.bounds()
    return bool(last and now and last[1] is not None and last[1] < now[0])


def period(since: Date, last: Date | None) -> tuple[Date, Date]:
    """The days on which records are held against one another to tell what came between: the eve of `since`, and `last`.

    Raises `OnrecordError` where the period ends before it begins, or no article bears a date (`last` is None).
    """
    first, end = since.bounds(), last.bounds() if last else None
    if last is None or end is None:
        raise OnrecordError("no article of the record bears a date, so that nothing is known to be new")
    if first is None or (end[1] is not None and first[0] > end[1]):
        raise OnrecordError(f"{since} lies after {last}, the day as of which the record is shown")
    return Date((first[0] - dt.timedelta(days=1)).isoformat()), last
