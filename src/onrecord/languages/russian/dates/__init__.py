"""Dates in Russian text: words to `DateExpression`.

A lexer cuts the text into words and numbers; a word that can be part of a date (a month, a day
of the week, "году", "вчера") starts a small parser that looks at its neighbours. Nothing looks
further than a few words, so the cost is linear.
"""

from __future__ import annotations

from onrecord.languages.calendar import DateExpression, Tense, resolve
from onrecord.languages.russian.dates.counted import (
    parse_ago,
    parse_day_word,
    parse_part,
    parse_same,
    parse_season,
    parse_shift,
    parse_span,
    parse_through,
    parse_weekday,
)
from onrecord.languages.russian.dates.months import parse_month
from onrecord.languages.russian.dates.text import Text, lowered
from onrecord.languages.russian.dates.words import (
    ABBREVIATED,
    DAY_ADJECTIVES,
    DAYS,
    MONTHS,
    PARTS,
    SAME,
    SEASONS,
    SHIFTS,
    SPANS,
    WEEKDAYS,
)
from onrecord.languages.russian.dates.years import parse_number
from onrecord.model.dates import Date, When

_TRIGGERS = (
    dict.fromkeys(MONTHS, parse_month)
    | dict.fromkeys(ABBREVIATED, parse_month)
    | dict.fromkeys(WEEKDAYS, parse_weekday)
    | dict.fromkeys([*DAYS, *DAY_ADJECTIVES], parse_day_word)
    | dict.fromkeys(SEASONS, parse_season)
    | dict.fromkeys(SHIFTS, parse_shift)
    | dict.fromkeys(SAME, parse_same)
    | dict.fromkeys(PARTS, parse_part)
    | dict.fromkeys(SPANS, parse_span)
    | {"назад": parse_ago, "через": parse_through}
)


class RussianDates:
    """The `dates` part of the form, for Russian."""

    def find(self, raw: str, start: int, end: int) -> list[DateExpression]:
        """Date expressions of `raw[start:end]`, in order and apart from one another."""
        start, end = max(start, 0), min(end, len(raw))
        text = Text(raw, lowered(raw[start:end]), start)
        found: list[DateExpression] = []
        triggers = _TRIGGERS.get
        for index, word in enumerate(text.words):
            handler = triggers(word)
            if handler is None:
                if word[0] > "9":  # not a number
                    continue
                handler = parse_number
            if index >= text.used:
                expression = handler(text, index)
                if expression is not None:
                    found.append(expression)
        return found

    def resolve(self, expression: DateExpression, anchor: Date | None, *, tense: Tense | None = None) -> When | None:
        """The date meant, seen from the day of publication; None where that stays open."""
        return resolve(expression, anchor, tense=tense)
