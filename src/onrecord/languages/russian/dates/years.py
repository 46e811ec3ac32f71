"""Years, and dates in digits: "в 2025 году", "к 2030", "с 2015 по 2020 год", `06.11.2025`."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.languages.calendar import DateExpression, DatePoint
from onrecord.languages.russian.dates.text import DASH, Text, bound_before, finish, is_year
from onrecord.languages.russian.dates.words import (
    AFTER_YEAR,
    LEADING,
    MONTHS,
    ORDINALS,
    SEASONS,
    SPANS,
    YEAR_PREPOSITIONS,
    YEAR_WORDS,
)

_NUMERIC = re.compile(
    r"(?<![.,/:-])(?:(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})|(\d{4})-(\d{2})-(\d{2})|(\d{1,2})/(\d{1,2})/(\d{4}))"
    r"(?![\d:]|[.,/-]\d)"
)


def parse_number(text: Text, index: int) -> DateExpression | None:
    """`06.11.2025`, `2025-11-06`, `06/11/2025`, or a year."""
    start, end = text.start(index), text.end(index)
    if text.low[end : end + 1] in (".", "-", "/"):
        match = _NUMERIC.match(text.low, start)
        if match:
            return _numeric(text, index, match)
    if end - start == 2 and text.low[start + 1] == "0" and text.gap(index) == "-" and text.ahead(index + 1) == "х":
        last = index + 1 + (text.ahead(index + 2) in YEAR_WORDS)  # "90-х годов"
        return finish(text, index, last, DatePoint(unit="decade"), vague=True) if last > index + 1 else None
    return parse_year(text, index) if end - start == 4 else None


def _numeric(text: Text, index: int, match: re.Match[str]) -> DateExpression | None:
    d1, m1, y1, y2, m2, d2, d3, m3, y3 = match.groups()
    year, month, day = int(y1 or y2 or y3), int(m1 or m2 or m3), int(d1 or d2 or d3)
    if y1 and len(y1) == 2:
        year += 2000 if year < 50 else 1900
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    bound = bound_before(text, index)
    text.used = index + 3
    return DateExpression(text.span(index, index + 2), DatePoint(year, month, day), bound=bound)


def parse_year(text: Text, index: int) -> DateExpression | None:
    """ "в 2025 году", "2025 г.", "в 2003-м", "к 2030", "с 2015 по 2020 год", "в 1990-х"."""
    if not is_year(text.words[index]):
        return None
    year, last = int(text.words[index]), index
    before = text.word(index - 1) if index and text.joined(index - 1) else ""
    start = text.start(index)
    if start and text.low[start - 1] in "-–—/.,№$€₽:" and not _season(text, index):
        return None
    gap, after = text.gap(index), text.ahead(index + 1)
    if gap == "-" and after in ("х", "е", "ые", "ых"):
        if after == "х" or before in LEADING or text.ahead(index + 2) in YEAR_WORDS:
            last = index + 1 + (text.ahead(index + 2) in YEAR_WORDS and text.joined(index + 1))
            return finish(text, index, last, DatePoint(unit="decade"), vague=True)
        return None
    if gap == "-" and after in ("го", "м", "му", "й"):
        last += 1
        gap, after = text.gap(last), text.ahead(last + 1)
        before = before or "в"
    end: DatePoint | None = None
    to = (gap == "/" or DASH.fullmatch(gap) or (after in ("по", "до") and before in ("с", "со", "от"))) and last
    if to is not False:
        at = last + 1 + (after in ("по", "до"))
        word = text.ahead(at)
        if is_year(word) and int(word) > year:
            end, last = DatePoint(int(word)), at
        elif gap == "/" and len(word) == 2 and word.isdigit() and int(word) == (year + 1) % 100:
            end, last = DatePoint(year + 1), at
        gap, after = text.gap(last), text.ahead(last + 1)
    named = after in YEAR_WORDS and text.joined(last) and not (after == "г" and text.ahead(last + 2) == "кг")
    if named:
        last += 1
    elif (end is None or before not in LEADING) and not _bare_year(text, index, last, before, end is not None):
        return None
    point, first = DatePoint(year), index
    widened = within_year(text, first, point)
    if widened:
        first, point = widened
    if end is not None and before in ("с", "со", "от"):
        first -= 1
    return finish(text, first, last, point, end)


def _bare_year(text: Text, index: int, last: int, before: str, ranged: bool) -> bool:
    """Whether a number without "год" is one: after a preposition, with nothing after it that it could count."""
    gap = text.gap(last)
    if not 1900 <= int(text.words[index]) <= 2099 or gap.startswith("%"):
        return False
    if ranged:
        return _season(text, index)
    after = text.ahead(last + 1)
    countless = not text.joined(last) or after in AFTER_YEAR or after in MONTHS
    return before in YEAR_PREPOSITIONS and countless and gap not in (",", ".")


def _season(text: Text, index: int) -> bool:
    return index > 0 and text.words[index - 1].startswith("сезон")


def within_year(text: Text, first: int, point: DatePoint) -> tuple[int, DatePoint] | None:
    """A quarter, half or season before a year."""
    if not first or not text.joined(first - 1):
        return None
    before = text.word(first - 1)
    if before in SEASONS:
        return first - 1, replace(point, month=SEASONS[before])
    if before in SPANS and first > 1:
        which = text.word(first - 2)
        ordinal = ORDINALS.get(which) or (int(which) if which in ("1", "2", "3", "4") else 0)
        begin = first - 2
        if which in ("м", "ом", "й", "го") and text.word(first - 3) in ("1", "2", "3", "4"):
            ordinal, begin = int(text.word(first - 3)), first - 3
        months = SPANS[before]
        if 1 <= ordinal <= 12 // months:
            return begin, replace(point, month=(ordinal - 1) * months + 1, last_month=ordinal * months)
    return None
