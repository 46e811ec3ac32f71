"""EDTF (ISO 8601-2) dates with precision and basis.

The forms in use: `2025`, `2025-11`, `2025-11-05`, `XXXX-11-06` (no year settles it), a season in the
place of the month (`2025-21` to `2025-24`: spring, summer, autumn, winter),
a closed interval `2025-11-11/2025-11-12` and an open one `2015/..`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.errors import DateError

Basis = Literal["stated", "relative"]
Precision = Literal["day", "month", "season", "year", "interval"]
GRAIN: Mapping[Precision, int] = {"day": 0, "interval": 1, "month": 2, "season": 3, "year": 4}
"""How coarse each precision is, the finest first."""

SPRING, SUMMER, AUTUMN, WINTER = range(21, 25)
# Months of a season, of the northern half of the earth. The winter of a year is the one at its beginning or the one
# at its end: it may mean any day of the two.
_MONTHS = {SPRING: (3, 5), SUMMER: (6, 8), AUTUMN: (9, 11), WINTER: (1, 14)}

_WITH_MONTH = len("2025-11")
_ONE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?\Z")


@dataclass(frozen=True, slots=True)
class Date:
    """One EDTF date. Raises `DateError` if `edtf` is none of the forms above or no real day."""

    edtf: str

    def __post_init__(self) -> None:
        _check(self.edtf)

    @classmethod
    def of(cls, year: int | None, month: int | None = None, day: int | None = None) -> Date:
        """A date of the precision that the given parts have; a month may be a season (`SPRING` to `WINTER`)."""
        text = "XXXX" if year is None else f"{year:04d}"
        if month is not None:
            text += f"-{month:02d}"
            if day is not None:
                text += f"-{day:02d}"
        return cls(text)

    @property
    def known_year(self) -> bool:
        return not self.edtf.startswith("XXXX")

    @property
    def precision(self) -> Precision:
        if "/" in self.edtf:
            return "interval"
        if len(self.edtf) == _WITH_MONTH and int(self.edtf[5:]) >= SPRING:
            return "season"
        steps: tuple[Precision, ...] = ("year", "month", "day")
        return steps[self.edtf.count("-")]

    def bounds(self) -> tuple[dt.date, dt.date | None] | None:
        """First and last day it may mean; None for the last of an open interval, None for no year."""
        return _bounds(self.edtf)

    @property
    def is_vague(self) -> bool:
        """Whether it says no more than a season or a year."""
        return self.precision in ("season", "year")

    def contains(self, other: Date) -> bool:
        """Whether every day that `other` may mean lies within this one."""
        mine, theirs = self.bounds(), other.bounds()
        if mine is None or theirs is None:
            return self == other
        if mine[1] is None:
            return mine[0] <= theirs[0]
        return theirs[1] is not None and mine[0] <= theirs[0] and theirs[1] <= mine[1]

    def agrees(self, other: Date) -> bool:
        """Whether the two can mean the same day (the less precise one holds the other)."""
        if not self.known_year or not other.known_year:
            mine, theirs = self.edtf[4:], other.edtf[4:]
            return mine.startswith(theirs) or theirs.startswith(mine)
        mine_, theirs_ = self.bounds(), other.bounds()
        assert mine_
        assert theirs_
        return (theirs_[1] is None or mine_[0] <= theirs_[1]) and (mine_[1] is None or theirs_[0] <= mine_[1])

    def __str__(self) -> str:
        return self.edtf


def without_season(edtf: str) -> str:
    """A day, month or year as ISO 8601-1 has them, for formats that know no seasons: of one its year."""
    return edtf[:4] if len(edtf) == _WITH_MONTH and int(edtf[5:]) >= SPRING else edtf


# Few dates are told of often: all that can be said of one is worked out once.
@lru_cache(maxsize=10_000)
def _check(edtf: str) -> None:
    """Raises `DateError` as `Date` does."""
    for part in [p for p in edtf.split("/") if p != ".."] if "/" in edtf else [edtf]:
        found = _ONE.match(part)
        if not found:
            raise DateError(f"not a date: {edtf!r}")
        year, month, day = found.groups()
        if year == "XXXX" and month is None:
            raise DateError(f"a date without a year needs a month: {edtf!r}")
        season = month is not None and day is None and SPRING <= int(month) <= WINTER
        if month is not None and not (1 <= int(month) <= 12 or season):
            raise DateError(f"no such month: {edtf!r}")
        if day is not None:
            # an unknown year may be a leap year
            last = calendar.monthrange(2000 if year == "XXXX" else max(int(year), 1), int(month))[1]
            if not 1 <= int(day) <= last:
                raise DateError(f"no such day: {edtf!r}")
    bounds = _bounds(edtf)
    if bounds and bounds[1] is not None and bounds[0] > bounds[1]:
        raise DateError(f"an interval that ends before it begins: {edtf!r}")


@lru_cache(maxsize=10_000)
def _bounds(edtf: str) -> tuple[dt.date, dt.date | None] | None:
    if edtf.startswith("XXXX"):
        return None
    if "/" in edtf:
        first, last = edtf.split("/")
        if first in ("", ".."):
            return dt.date.min, _edge(last, end=True)
        return _edge(first, end=False), None if last in ("", "..") else _edge(last, end=True)
    return _edge(edtf, end=False), _edge(edtf, end=True)


def _edge(part: str, *, end: bool) -> dt.date:
    """The first or last day of `2025`, `2025-11`, `2025-23` or `2025-11-05`."""
    numbers = [int(x) for x in part.split("-")]
    year, month, day = ([*numbers, 0, 0])[:3]
    if not month:
        month = 12 if end else 1
    if month in _MONTHS:
        months = year * 12 + _MONTHS[month][end] - 1
        year, month = divmod(months, 12)
        month += 1
        if year > dt.MAXYEAR:
            return dt.date.max
    if not day:
        day = calendar.monthrange(year, month)[1] if end else 1
    return dt.date(year, month, day)


@dataclass(frozen=True, slots=True)
class When:
    """A date and what it rests on: `stated` (the text gives it) or `relative` (counted from another)."""

    date: Date
    basis: Basis
