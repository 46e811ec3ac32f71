"""What a date expression says, and the day it means: the same in every language.

A language's `dates` part finds expressions and says their parts; counting from an anchor
(the day of publication) is calendar arithmetic and lives here.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from onrecord.errors import DateError
from onrecord.model.dates import AUTUMN, SPRING, SUMMER, WINTER, Date, Precision, When
from onrecord.model.span import Span

Unit = Literal["day", "week", "weekend", "month", "year", "decade"]
Bound = Literal["from", "until", "by", "after"]
Tense = Literal["past", "future"]

# A day without a year lies in the year of the anchor, unless that is this many days away.
_LONG_AGO, _FAR_AHEAD = 320, 240
# How far a tense may be contradicted: "was planned for" stands in the past and means the future.
_SLACK = 60
_YEAR = 365
_BEGINS = {SPRING: 3, SUMMER: 6, AUTUMN: 9, WINTER: 12}  # months


@dataclass(frozen=True, slots=True)
class DatePoint:
    """Parts of a date as said; None is not said.

    A `month` may be a season, 21 to 24 as in EDTF. `unit` and `shift` count from the anchor: year, -1 is last year, and `month`, `day`,
    `weekday` then lie within it. `last_month`, `last_day` close a quarter or a third of a month.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: Unit | None = None
    shift: int = 0
    last_month: int | None = None
    last_day: int | None = None

    @property
    def precision(self) -> Precision:
        if self.last_month or self.last_day or (self.unit in ("week", "weekend") and self.weekday is None):
            return "interval"
        if self.day or self.weekday is not None or self.unit == "day":
            return "day"
        if self.month:
            return "season" if self.month >= SPRING else "month"
        return "month" if self.unit == "month" else "year"


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that say a date, without the preposition before them.

    `end` is the last day of a range, `bound` what the preposition makes of it ("by 2030").
    `anaphoric` counts from a date told before ("the same day"); `vague` means no date that
    can be worked out ("in the nineties"); `counted` is a distance ("two years ago").
    """

    span: Span
    point: DatePoint
    end: DatePoint | None = None
    bound: Bound | None = None
    anaphoric: bool = False
    vague: bool = False
    counted: bool = False

    @property
    def relative(self) -> bool:
        """Whether the day can only be counted from another; a day of a stated year can not."""
        point = self.point
        return self.anaphoric or (point.day is None and (point.unit is not None or point.weekday is not None))

    @property
    def precision(self) -> Precision:
        return "interval" if self.end else self.point.precision


def resolve(expression: DateExpression, anchor: Date | None, *, tense: Tense | None = None) -> When | None:
    """The date that an expression means, seen from `anchor`; None where that stays open.

    `tense` is that of what is dated. An anchor of a month or year gives no more than that:
    "yesterday" of `2012-08` is `2012-08`. A day whose year nothing settles is `XXXX-11-06`.
    An anaphoric expression counts from an anchor that the caller has found in the text.
    """
    if expression.vague or (expression.counted and expression.point.shift > 0 and tense == "past"):
        return None  # "three years later" of a story counts from what it told before
    try:
        first = _date(expression.point, anchor, tense, expression.end)
        if first is None:
            return None
        if expression.end is not None:
            last = _date(expression.end, anchor, tense, None)
            if last is None:
                return None
            first = _interval(first, last)
    except (DateError, OverflowError, ValueError):
        return None
    return When(first, "relative" if expression.relative else "stated")


def _interval(first: Date, last: Date) -> Date:
    """From the first day of one to the last of the other; over New Year the first is a year earlier."""
    low, high = first.edtf.split("/")[0], last.edtf.split("/")[-1]
    if low == high:
        return Date(low)
    if first.known_year and last.known_year and low > high and low[4:] > high[4:]:
        low = f"{int(high[:4]) - 1:04d}{low[4:]}"
    return Date(f"{low}/{high}")


def _date(point: DatePoint, anchor: Date | None, tense: Tense | None, end: DatePoint | None) -> Date | None:
    if point.month is not None:
        year = _year(point, anchor, tense, end)
        if point.last_month is not None:
            return Date(f"{Date.of(year, point.month)}/{Date.of(year, point.last_month)}") if year else None
        if point.last_day is not None:
            last = min(point.last_day, calendar.monthrange(year or 2000, point.month)[1])
            return Date(f"{Date.of(year, point.month, point.day)}/{Date.of(year, point.month, last)}")
        return Date.of(year, point.month, point.day)
    if point.year is not None:
        return Date.of(point.year)
    if anchor is None or point.unit == "decade" or "/" in anchor.edtf:
        return None
    if point.day is not None:
        return _of_month(point, anchor)
    return _counted(point, anchor, tense)


def _of_month(point: DatePoint, anchor: Date) -> Date | None:
    """A day without a month: of the month that the anchor and the shift name."""
    base = _counted(DatePoint(unit="month", shift=point.shift), anchor, None)
    return Date(f"{base.edtf}-{point.day:02d}") if base and base.precision == "month" else None


def _year(point: DatePoint, anchor: Date | None, tense: Tense | None, end: DatePoint | None) -> int | None:
    """The year of a month or day: said, counted, or the one that makes sense seen from the anchor."""
    if point.year is not None:
        return point.year
    if end is not None and end.year is not None and end.month is not None and point.month is not None:
        return end.year - (point.month > end.month)
    if anchor is None or not anchor.known_year:
        return None
    bounds = anchor.bounds()
    assert bounds
    here = bounds[0]
    if point.unit == "year":
        return here.year + point.shift
    assert point.month is not None
    if point.unit == "month":  # "last November", "next spring"
        passed = _whole(here.year, point.month)[1] < here
        begun = dt.date(here.year, _BEGINS.get(point.month, point.month), 1) <= here
        return here.year + (point.shift if point.shift < 0 and not passed else int(point.shift > 0 and begun))
    if anchor.precision == "year":
        return here.year
    years = [y for y in (here.year - 1, here.year, here.year + 1) if 0 < y < 9999]
    if point.weekday is not None and point.day is not None:
        fit = [y for y in years if _weekday(y, point.month, point.day) == point.weekday]
        years = fit if len(fit) == 1 else years
    away = {y: (_near(y, point.month, point.day, here) - here).days for y in years}
    low, high = {"past": (_SLACK - _YEAR, _SLACK), "future": (-_SLACK, _YEAR - _SLACK), None: (-_LONG_AGO, _FAR_AHEAD)}[
        tense
    ]
    if low < away.get(here.year, _YEAR) < high:
        return here.year
    return min(years, key=lambda y: (not low <= away[y] <= high, abs(away[y])))


def _near(year: int, month: int, day: int | None, here: dt.date) -> dt.date:
    """The day; of a month the day nearest to where we are."""
    first, final = _whole(year, month)
    if day is not None:
        return dt.date(year, month, min(day, final.day))
    return min(max(here, first), final)


def _whole(year: int, month: int) -> tuple[dt.date, dt.date]:
    """The first and last day of a month or season."""
    bounds = Date.of(year, month).bounds()
    assert bounds
    assert bounds[1]
    return bounds[0], bounds[1]


def _weekday(year: int, month: int, day: int) -> int | None:
    return calendar.weekday(year, month, day) if day <= calendar.monthrange(year, month)[1] else None


def _counted(point: DatePoint, anchor: Date, tense: Tense | None) -> Date | None:
    """A day, week, month or year counted from the anchor, no more precise than that."""
    if not anchor.known_year:
        return _without_year(point, anchor)
    bounds = anchor.bounds()
    assert bounds
    here = bounds[0]
    if point.unit == "year":
        return Date.of(here.year + point.shift)
    if anchor.precision == "year":
        return anchor
    if point.unit == "month":
        months = here.year * 12 + here.month - 1 + point.shift
        return Date.of(months // 12, months % 12 + 1)
    if anchor.precision == "month":
        return anchor
    if point.weekday is not None:
        return _day(_weekday_from(point, here, tense))
    if point.unit == "day":
        return _day(here + dt.timedelta(days=point.shift))
    monday = here + dt.timedelta(days=7 * point.shift - here.weekday())
    if point.unit == "weekend":
        return Date(f"{_day(monday + dt.timedelta(days=5))}/{_day(monday + dt.timedelta(days=6))}")
    return Date(f"{_day(monday)}/{_day(monday + dt.timedelta(days=6))}")


def _weekday_from(point: DatePoint, here: dt.date, tense: Tense | None) -> dt.date:
    """A day of the week: of the week said, else the last or next one."""
    assert point.weekday is not None
    if point.unit == "week":
        return here + dt.timedelta(days=7 * point.shift + point.weekday - here.weekday())
    ahead = (point.weekday - here.weekday()) % 7
    if point.shift > 0:
        return here + dt.timedelta(days=ahead or 7)
    if point.shift < 0:
        return here - dt.timedelta(days=(-ahead) % 7 or 7)
    return here + dt.timedelta(days=ahead if tense == "future" else -((-ahead) % 7))


def _without_year(point: DatePoint, anchor: Date) -> Date | None:
    """From an anchor whose year is unknown only days can be counted."""
    parts = anchor.edtf.split("-")
    if point.unit == "month" and point.shift == 0 and point.weekday is None:
        return Date.of(None, int(parts[1]))
    if point.unit != "day" or point.weekday is not None or len(parts) < 3:
        return None
    there = dt.date(2000, int(parts[1]), int(parts[2])) + dt.timedelta(days=point.shift)
    return Date.of(None, there.month, there.day)


def _day(day: dt.date) -> Date:
    return Date.of(day.year, day.month, day.day)
