"""A month as weeks of days, with the rows of each day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.model.dates import When
from onrecord.store.lookup import Lookup

Row = TypeVar("Row")

# So many rows stand under one day, and among those of which no day is known.
_A_DAY, _SOMEDAY = 4, 50
# So many rows are read of the day on which vague ones stand, too.
_MIXED = 100

_MONTH = re.compile(r"(\d{4})-(\d\d)\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Month:
    """A month as `2031-05`, with those beside it and its first and last day; "" where the calendar ends."""

    name: str
    before: str
    after: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Day(Generic[Row]):
    """A day of the calendar; `day` is 0 outside of the month, `more` how many rows there are that are not shown."""

    day: int
    iso: str
    rows: tuple[Row, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """The weeks of a month, from Monday on, and rows of which no more than the month or year is known."""

    weeks: tuple[tuple[Day[Row], ...], ...]
    someday: tuple[Row, ...]

    def rows(self) -> Iterator[Row]:
        """All that is shown."""
        for week in self.weeks:
            for day in week:
                yield from day.rows
        yield from self.someday


def month_of(text: str) -> Month | None:
    """The month that an address names, None for none."""
    found = _MONTH.match(text)
    if not found or not (1 <= int(found[2]) <= 12 and int(found[1]) >= 1):
        return None
    year, number = int(found[1]), int(found[2])
    last = calendar.monthrange(year, number)[1]
    return Month(text, _month(year, number - 1), _month(year, number + 1), f"{text}-01", f"{text}-{last:02d}")


def _month(year: int, number: int) -> str:
    year, number = (year + (number - 1) // 12, (number - 1) % 12 + 1)
    return f"{year:04d}-{number:02d}" if 1 <= year <= 9999 else ""


def on_days(
    lookup: Lookup,
    kind: str,
    month: Month,
    read: Callable[[Iterable[str]], Mapping[str, Row]],
    when_of: Callable[[Row], When | None],
    *,
    end: bool,
    actor: str,
) -> Found[Row]:
    """The rows of a type that belong to each day of a month: the first day of several, or the last one for `end`.

    `read` gives rows by their ids. Vague ones begin on the first day of a month, and end on the last one.
    """
    found = lookup.on_days(kind, month.first, month.last, end=end, actor=actor, most=_A_DAY + 1, mixed=_MIXED)
    rows = read([id_ for _, ids in found.values() for id_ in ids])
    by_day = {iso: (count, [rows[id_] for id_ in ids if id_ in rows]) for iso, (count, ids) in found.items()}
    mixed = month.last if end else month.first
    _, there = by_day.get(mixed, (0, []))
    of_a_day = [row for row in there if _is_of_a_day(when_of(row))]
    by_day[mixed] = len(of_a_day), of_a_day
    someday = [row for row in there if not _is_of_a_day(when_of(row))]
    first = dt.date.fromisoformat(month.first)
    weeks = calendar.Calendar().monthdayscalendar(first.year, first.month)
    days = {day: f"{month.name}-{day:02d}" for week in weeks for day in week if day}
    filled = (tuple(_day(d, days.get(d, ""), *by_day.get(days.get(d, ""), (0, []))) for d in week) for week in weeks)
    return Found(tuple(filled), tuple(someday[:_SOMEDAY]))


def _is_of_a_day(when: When | None) -> bool:
    return when is not None and when.date.precision in ("day", "interval")


def _day(day: int, iso: str, count: int, rows: Sequence[Row]) -> Day[Row]:
    # One that would stand alone behind “more” takes no more room itself.
    shown = rows if count <= _A_DAY + 1 else rows[:_A_DAY]
    return Day(day, iso, tuple(shown), count - len(shown))
