"""When an article was published, and what that rests on: header, metadata, dateline or text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime

from onrecord.errors import DateError
from onrecord.languages import SUPPORTED, get_language
from onrecord.languages.page import Day, Page
from onrecord.model.dates import Date
from onrecord.model.document import PublishedBasis

Published = tuple[Date, PublishedBasis] | None

# The lead: a full date in it is of the news, and the news is of its year.
_LEAD = 400
_FIRST_YEAR = 1990
# How far a full date in the text may lie from a dateline's day to give it its year.
_NEAR = 45
# What metadata may claim: years that a newspaper on the web can bear.
_LAST_YEAR = 2100
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d\d?)(?:[-/.](\d\d?))?)?(?!\d)")
_DAY_FIRST = re.compile(r"(\d\d?)[-/.](\d\d?)[-/.](\d{4})(?!\d)")
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\Z")


def told_date(value: str, latest: Date | None = None) -> Date | None:
    """The day that a page claims for itself (forms as in `written_day`).

    None for years that a page on the web cannot bear, and for a day after `latest`: nothing is published after it was
    read.
    """
    return _believed(written_day(value), latest)


def shown_day(line: str, latest: Date | None = None) -> Date | None:
    """The only full day that a short line names in its words ("Published on …"); bounds as in `told_date`."""
    for code in SUPPORTED:
        language = get_language(code)
        days = language.page.days(line, 0, len(line)) if language is not None else []
        full = {(day.year, day.month, day.day) for day in days if day.year is not None}
        if len(full) == 1:
            return _believed(date_of(next(day for day in days if day.year is not None)), latest)
    return None


def _believed(date: Date | None, latest: Date | None) -> Date | None:
    if date is None or not _FIRST_YEAR <= int(date.edtf[:4]) <= _LAST_YEAR:
        return None
    mine, last = date.bounds(), latest.bounds() if latest is not None else None
    if mine is not None and last is not None and last[1] is not None and mine[0] > last[1]:
        return None
    return date


def written_day(value: str) -> Date | None:
    """The day that a text is: ISO 8601, day first, a mail's date, the words of a language; None for anything else."""
    text = value.strip()[:80]
    return _numbers(text) or _of_mail(text) or _words(text)


def _numbers(text: str) -> Date | None:
    found = _YEAR_FIRST.match(text) or _DIGITS.match(text)
    parts = found.groups() if found else tuple(reversed(day.groups())) if (day := _DAY_FIRST.match(text)) else None
    if parts is None:
        return None
    try:
        return Date.of(*(int(part) for part in parts if part))
    except DateError:
        return None


def _of_mail(text: str) -> Date | None:
    try:
        return Date(parsedate_to_datetime(text).date().isoformat())
    except (ValueError, TypeError, IndexError, OverflowError, DateError):
        return None


def _words(text: str) -> Date | None:
    for code in SUPPORTED:
        language = get_language(code)
        found = language.page.stamp(text) if language is not None else None
        if found is not None and found[0].year is not None:
            return date_of(found[0])
    return None


def date_of(day: Day, year: int | None = None) -> Date | None:
    """A day as a date, of `year` where it names none itself; None for a day that is in no calendar."""
    try:
        return Date.of(day.year or year, day.month, day.day)
    except DateError:
        return None


def settle(
    header: Date | None, told: Published, dateline: Day | None, page: Page, raw: str, start: int, end: int
) -> Published:
    """The publication date of the article in `raw[start:end]`, from the best witness there is.

    `told` is what came with the text, with its basis: metadata and addresses are believed before a dateline, what a
    page merely shows somewhere after it.
    """
    if header is not None:
        return header, "header"
    if told is not None and told[1] != "page":
        return told
    if dateline is not None and dateline.year is not None:
        date = date_of(dateline)
        if date is not None:
            return date, "dateline"
    days = page.days(raw, start, end)
    if dateline is not None:
        date = date_of(dateline, _year_of_dateline(dateline, days))
        if date is not None:
            return date, "dateline"
    if told is not None:
        return told
    return _from_text(days, page, raw, start, end)


def _year_of_dateline(dateline: Day, days: list[Day]) -> int | None:
    """The year of a dateline that names none: one full date close to its day, or a day of the week."""
    near = {day.year for day in days if day.year is not None and _apart(dateline, day) <= _NEAR}
    if len(near) == 1:
        return near.pop()
    told = {day.weekday for day in days if (day.month, day.day) == (dateline.month, dateline.day)} - {None}
    named = {day.year for day in days if day.year is not None}
    if len(told) != 1 or not named:
        return None
    weekday = told.pop()
    fit = {y + d for y in named for d in (-1, 0, 1) if _weekday(y + d, dateline) == weekday}
    return fit.pop() if len(fit) == 1 else None


def _apart(one: Day, other: Day) -> int:
    """How many days lie between two days of one year."""
    try:
        return abs((dt.date(2000, one.month, one.day) - dt.date(2000, other.month, other.day)).days)
    except ValueError:
        return 366


def _weekday(year: int, day: Day) -> int | None:
    try:
        return dt.date(year, day.month, day.day).weekday()
    except ValueError:
        return None


def _from_text(days: list[Day], page: Page, raw: str, start: int, end: int) -> Published:
    """What the words themselves support: at most the year, unless they say "today"."""
    year = _year_of_text(days, page, raw, start, end)
    today = next((day for day in days if day.today), None)
    if today is not None:
        date = date_of(today, year)
        return (date, "text") if date is not None else None
    return (Date.of(year), "text") if year is not None else None


def _year_of_text(days: list[Day], page: Page, raw: str, start: int, end: int) -> int | None:
    """The year of writing: told outright, or by leaving it out, or by the lead."""
    witnesses: Iterable[set[int]] = (
        page.years(raw, start, end),
        _left_out(days),
        _of_lead(days, start),
    )
    latest = max((day.year for day in days if day.year is not None), default=0)
    for years in witnesses:
        if len(years) == 1:
            year = years.pop()
            return year if year >= max(latest - 1, _FIRST_YEAR) else None
    return None


def _left_out(days: list[Day]) -> set[int]:
    """A day told once with its year and once without is of the year of writing: only that is left out."""
    full = {(day.month, day.day): day.year for day in days if day.year is not None}
    bare = {(day.month, day.day) for day in days if day.year is None}
    return {year for key, year in full.items() if key in bare and year is not None}


def _of_lead(days: list[Day], start: int) -> set[int]:
    return {day.year for day in days if day.year is not None and day.start < start + _LEAD}
