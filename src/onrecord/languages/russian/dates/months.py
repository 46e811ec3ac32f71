"""Months, with the days before them and the year after: "с 28 октября по 3 ноября 2025 года"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.languages.calendar import DateExpression, DatePoint, Unit
from onrecord.languages.russian.dates.text import DASH, Text, day_number, finish, is_year
from onrecord.languages.russian.dates.words import (
    ABBREVIATED,
    DAY_SUFFIXES,
    MONTHS,
    ORDINALS,
    SHIFTS,
    THIRDS,
    WEEKDAYS,
    YEAR_WORDS,
)


def parse_month(text: Text, index: int) -> DateExpression | None:
    """A month with the days before it and the year after it."""
    month = MONTHS.get(text.words[index]) or ABBREVIATED[text.words[index]]
    first, day = index, None
    numbered = _days_before(text, index)
    if numbered:
        first, day = numbered[0], numbered[-1]
    if text.words[index] in ABBREVIATED and not numbered:
        return None
    if text.capital(index) and not is_year(text.ahead(index + 1)):
        return None  # a name: "улица 8 Марта", "Август"
    year, unit, shift, last, same = year_after(text, index)
    weekday, used = _weekday_beside(text, first, last)
    expression = _month_expression(text, index, numbered, last, DatePoint(year, month, day, weekday, unit, shift), same)
    text.used = max(text.used, used + 1)
    return expression


def _month_expression(
    text: Text, index: int, numbered: tuple[int, int | None, int] | None, last: int, point: DatePoint, same: bool
) -> DateExpression:
    """The expression of a month with what was read before and after it."""
    first = numbered[0] if numbered else index
    if numbered and numbered[1] is not None:  # days of the same month
        start = replace(point, day=numbered[1])
        return finish(text, first, last, start, point, anaphoric=same)
    if not numbered:
        if index and text.word(index - 1) in SHIFTS and point.year is None and text.joined(index - 1):
            shift_word = SHIFTS[text.word(index - 1)]
            return finish(text, index - 1, last, replace(point, unit="month", shift=shift_word))
        if index > 1 and text.word(index - 1) in THIRDS and text.word(index - 2) in ORDINALS:
            third = ORDINALS[text.word(index - 2)]
            if third <= 3:
                days = replace(point, day=third * 10 - 9, last_day=31 if third == 3 else third * 10)
                return finish(text, index - 2, last, days, anaphoric=same)
    return _range_closed(text, first, last, point, same)


def _days_before(text: Text, index: int) -> tuple[int, int | None, int] | None:
    """First word, first day (None if one day only) and last day of "6", "25-26", "с 11 по 12", "6, 7 и 8"."""
    at = index - 1
    if at >= 0 and text.word(at) in DAY_SUFFIXES and text.gap(at - 1) == "-":  # "6-го ноября"
        at -= 1
    if at < text.used or not (text.joined(index - 1)):
        return None
    last = day_number(text, at)
    if last is None:
        return None
    first, low = at, None
    while first - 1 >= text.used:
        joint, gap = text.word(first - 1), text.gap(first - 1)
        spoken = joint in ("и", "по", "на") and text.joined(first - 1)
        before = first - 1 - spoken
        if spoken and not (text.joined(before) and before >= text.used):
            break
        if text.word(before) in DAY_SUFFIXES and text.gap(before - 1) == "-":
            before -= 1
        day = day_number(text, before)
        if day is None or day >= (low or last) or not (spoken or DASH.fullmatch(gap) or gap == ", "):
            break
        if joint == "на":  # "в ночь с 5 на 6": the night belongs to the later day
            return before - (text.word(before - 1) in ("с", "со")), None, last
        first, low = before, day
        if joint == "по":
            break
    if low is not None and text.word(first - 1) in ("с", "со") and text.joined(first - 1):
        first -= 1
    return first, low, last


def year_after(text: Text, index: int) -> tuple[int | None, Unit | None, int, int, bool]:
    """Year, unit, shift after word `index`, the last word used, and whether it is "того же года"."""
    after = text.ahead(index + 1)
    gap = text.gap(index)
    if (gap.isspace() or gap in (", ", ". ")) and "\n" not in gap and is_year(after):
        year, last = int(after), index + 1
        if text.gap(last) == "-" and text.ahead(last + 1) in ("го", "й", "м"):
            last += 1
        if text.ahead(last + 1) in YEAR_WORDS and (text.joined(last) or text.gap(last) == ""):
            last += 1
        return year, None, 0, last, False
    if gap.isspace() and after in SHIFTS and text.gap(index + 1) == ", " and is_year(text.ahead(index + 2)):
        return int(text.ahead(index + 2)), None, 0, index + 2 + (text.ahead(index + 3) == "года"), False
    if gap.isspace() and after in SHIFTS and text.ahead(index + 2) in ("года", "г") and text.joined(index + 1):
        return None, "year", SHIFTS[after], index + 2, False
    if gap.isspace() and after == "того" and text.ahead(index + 2) == "же" and text.ahead(index + 3) == "года":
        return None, "year", 0, index + 3, True
    return None, None, 0, index, False


def _weekday_beside(text: Text, first: int, last: int) -> tuple[int | None, int]:
    """The day of the week that a date carries ("в понедельник, 9 июня", "9 июня (понедельник)"); the last word used."""
    if first and text.gap(first - 1) in (", ", " ", " (") and text.word(first - 1) in WEEKDAYS:
        return WEEKDAYS[text.word(first - 1)], last
    at = last + 1
    if text.gap(last) in (", ", " ("):
        if text.ahead(at) in ("в", "во") and text.joined(at):
            at += 1
        if text.ahead(at) in WEEKDAYS:
            return WEEKDAYS[text.ahead(at)], at
    return None, last


def _range_closed(text: Text, first: int, last: int, point: DatePoint, same: bool) -> DateExpression:
    """A day or month, with the end of the range that it opens, if it does."""
    opened = first > 0 and text.word(first - 1) in ("с", "со", "от") and text.joined(first - 1)
    at = last + 1
    if text.ahead(at) in ("по", "до") and opened and text.joined(last):
        at += 1
    elif not (DASH.fullmatch(text.gap(last)) and "\n" not in text.gap(last)):
        return finish(text, first, last, point, anaphoric=same)
    if point.day is None:
        month_at, day = at, None
    else:
        word = text.ahead(at)
        day = int(word) if word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31 else None
        month_at = at + 1
        if day is None:
            return finish(text, first, last, point, anaphoric=same)
    month = MONTHS.get(text.ahead(month_at))
    if month is None or (day is not None and not text.joined(at)):
        return finish(text, first, last, point, anaphoric=same)
    year, unit, shift, end_last, same_end = year_after(text, month_at)
    end = DatePoint(year, month, day, None, unit, shift)
    if point.year is None and point.unit is None and unit == "year":
        point = replace(point, unit=unit, shift=shift)
    return finish(text, first - opened, end_last, point, end, anaphoric=same or same_end)
