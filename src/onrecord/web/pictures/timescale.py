"""Stretches of time: days, weeks, months or years, as many as a picture can hold."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from onrecord.web.tongue import Tongue

MOST = 60
# Days up to two months, weeks up to a year, months, years, and so on.
_MONTHS = (1, 3, 12, 60, 120, 600, 1200, 6000)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one day to another, both within. `label` is short, for an axis."""

    first: dt.date
    last: dt.date
    label: str

    @property
    def edtf(self) -> str:
        """The stretch as a date: a day, a month, a year, else an interval."""
        if self.first == self.last:
            return self.first.isoformat()
        if self.first == _month(self.first) and self.last == _end(self.first, 1):
            return self.first.isoformat()[:7]
        if self.first == _year(self.first) and self.last == _end(self.first, 12):
            return self.first.isoformat()[:4]
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def stretches(first: dt.date, last: dt.date, speech: Tongue, most: int = MOST) -> list[Stretch]:
    """Stretches of one length that cover two days and what lies between, `most` at most."""
    days = (last - first).days + 1
    if days <= most:
        found = [first + dt.timedelta(days=number) for number in range(days)]
        return [Stretch(day, day, speech.short(day, "MMMd")) for day in found]
    if days <= 7 * (most - 1):
        return _weeks(first, last, speech)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    length = next((n for n in _MONTHS if months <= n * (most - 1)), _MONTHS[-1])
    start = first.year * 12 + (first.month - 1)
    start -= start % length
    skeleton = "y" if length >= 12 else "yMMM"
    result = []
    while start < last.year * 12 + last.month and start // 12 <= 9999:
        day = dt.date(max(start // 12, 1), start % 12 + 1, 1)
        result.append(Stretch(day, _end(day, length), speech.short(day, skeleton)))
        start += length
    return result


def _weeks(first: dt.date, last: dt.date, speech: Tongue) -> list[Stretch]:
    """From Monday on."""
    monday = first.toordinal() - min(first.weekday(), first.toordinal() - 1)
    result = []
    while monday <= last.toordinal():
        day = dt.date.fromordinal(monday)
        end = dt.date.fromordinal(min(monday + 6, dt.date.max.toordinal()))
        result.append(Stretch(day, end, speech.short(day, "MMMd")))
        monday += 7
    return result


def _month(day: dt.date) -> dt.date:
    return day.replace(day=1)


def _year(day: dt.date) -> dt.date:
    return day.replace(month=1, day=1)


def _end(day: dt.date, months: int) -> dt.date:
    """The last day of so many months from the one of `day` on; the calendar's last where it ends before."""
    number = day.year * 12 + day.month - 1 + months - 1
    if number // 12 > dt.MAXYEAR:
        return dt.date.max
    year, month = number // 12, number % 12 + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])
