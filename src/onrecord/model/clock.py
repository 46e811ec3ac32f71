"""What the clock alone says of a commitment."""

from __future__ import annotations

from dataclasses import replace

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
