"""A month as weeks of days, with the rows of each day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from onrecord.model.dates import When
from onrecord.store.listing import edges

Row = TypeVar("Row")

# So many rows stand under one day, and among those of which no day is known.
_A_DAY, _SOMEDAY = 6, 50

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
class Day:
    """A day of the calendar; `day` is 0 outside of the month, `more` how many rows there are that are not shown."""

    day: int
    iso: str
    rows: tuple[object, ...]
    more: int = 0


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
    month: Month, rows: Iterable[Row], when_of: Callable[[Row], When | None], *, end: bool
) -> dict[str, object]:
    """`weeks` of a month, from Monday on, with the rows that belong to each day (the last one of several for `end`),
    and `someday`: rows of which no more than the month or year is known."""
    by_day: dict[str, list[Row]] = {}
    someday = []
    for row in rows:
        when = when_of(row)
        if when is None or when.date.precision not in ("day", "interval"):
            someday.append(row)
        else:
            by_day.setdefault(edges(when.date)[end], []).append(row)
    first = dt.date.fromisoformat(month.first)
    weeks = calendar.Calendar().monthdayscalendar(first.year, first.month)
    days = {day: f"{month.name}-{day:02d}" for week in weeks for day in week if day}
    filled = [[_day(d, days.get(d, ""), by_day) for d in week] for week in weeks]
    return {"weeks": filled, "someday": someday[:_SOMEDAY]}


def _day(day: int, iso: str, by_day: Mapping[str, list[Row]]) -> Day:
    rows = by_day.get(iso, [])
    # One that would stand alone behind “more” takes no more room itself.
    shown = rows if len(rows) <= _A_DAY + 1 else rows[:_A_DAY]
    return Day(day, iso, tuple(shown), len(rows) - len(shown))
