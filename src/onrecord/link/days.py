"""Days of publication, for telling whether two documents stand near enough in time."""

from __future__ import annotations

from onrecord.model.document import Document


def day_of(document: Document) -> int | None:
    """The day of publication as a number; None where it is not known to the day."""
    published = document.published
    bounds = published.bounds() if published is not None and published.precision == "day" else None
    return bounds[0].toordinal() if bounds else None


def within(one: int | None, other: int | None, reach: int) -> bool:
    """Whether two days are no further apart than `reach`; an unknown day is near to all."""
    return one is None or other is None or abs(one - other) <= reach
