"""What is counted from the day of publication: "вчера", "в понедельник", "на прошлой неделе", "через два месяца"."""

from __future__ import annotations

from onrecord.languages.calendar import DateExpression, DatePoint, Unit
from onrecord.languages.russian.dates.months import year_after
from onrecord.languages.russian.dates.text import DASH, Text, day_number, finish, is_year
from onrecord.languages.russian.dates.words import (
    DAY_ADJECTIVES,
    DAYS,
    EVE_ENDINGS,
    EVE_OF,
    HABITUAL,
    LEADING,
    MONTHS,
    PART_ADJECTIVES,
    PARTS,
    PLURAL_UNITS,
    SEASONS,
    SEASONS_WHEN,
    SHIFTS,
    UNITS,
    WEEKDAYS,
)
from onrecord.languages.russian.dates.years import within_year
from onrecord.languages.russian.numbers import CARDINALS


def parse_day_word(text: Text, index: int) -> DateExpression | None:
    """ "вчера", "накануне", "завтрашний"; with a date beside it that date says it."""
    word = text.words[index]
    if word == "накануне" and text.joined(index):
        after = text.ahead(index + 1)
        if after in EVE_OF or (after.endswith(EVE_ENDINGS) and after not in DAY_ADJECTIVES):
            return None
    last = index
    if word in DAY_ADJECTIVES and text.ahead(index + 1) in ("день", "дня", "дню", "днем") and text.joined(index):
        last += 1
    shift = DAYS[word] if word in DAYS else DAY_ADJECTIVES[word]
    return finish(text, index, last, DatePoint(unit="day", shift=shift))


def parse_weekday(text: Text, index: int) -> DateExpression | None:
    """A day of the week, not where it goes with a date, is a habit or another noun ("в среде")."""
    word, before = text.words[index], text.word(index - 1) if index and text.joined(index - 1) else ""
    shift = 0
    first = index
    if before in HABITUAL:
        return None
    unit: Unit | None = None
    if before in SHIFTS:
        shift, first = SHIFTS[before], index - 1
        before = text.word(index - 2)
        unit = None if shift else "week"
    if word in ("среде", "среды", "средой", "среда", "субботой", "пятницей") and before not in (
        "с",
        "до",
        "к",
        "на",
        "со",
    ):
        return None
    if word in ("среде", "среды") and before not in ("к", "с", "до"):
        return None
    if before not in LEADING and first == index:
        return None
    if text.capital(index):
        return None
    last = index
    # the date that follows says it with more precision, and carries the day of the week
    if text.gap(index) in (", ", " ", " (") and day_number(text, index + 1) and text.ahead(index + 2) in MONTHS:
        return None
    at = index + 1
    if text.ahead(at) == "на" and text.ahead(at + 1) in SHIFTS and text.ahead(at + 2) == "неделе":
        return finish(
            text, first, at + 2, DatePoint(weekday=WEEKDAYS[word], unit="week", shift=SHIFTS[text.ahead(at + 1)])
        )
    if text.ahead(at) in SHIFTS and text.ahead(at + 1) == "недели":
        return finish(text, first, at + 1, DatePoint(weekday=WEEKDAYS[word], unit="week", shift=SHIFTS[text.ahead(at)]))
    return finish(text, first, last, DatePoint(weekday=WEEKDAYS[word], unit=unit, shift=shift))


def parse_shift(text: Text, index: int) -> DateExpression | None:
    """ "прошлого года", "на этой неделе", "этим летом"."""
    if not text.joined(index):
        return None
    after, shift = text.ahead(index + 1), SHIFTS[text.words[index]]
    if after in SEASONS:
        return _season_shifted(text, index, shift)
    unit = UNITS.get(after)
    if unit is None or text.words[index].endswith(("ие", "ые", "их", "ых")) != (unit == "weekend"):
        return None
    before = text.word(index - 1) if index and text.joined(index - 1) else ""
    nominative = text.words[index].endswith(("ий", "ый", "от")) or text.words[index] in (
        "эта",
        "это",
        "следующая",
        "прошлая",
    )
    if unit == "day":
        if text.words[index].startswith("следующ") and before == "на":
            return finish(text, index, index + 1, DatePoint(unit="day", shift=1), anaphoric=True)
        if text.words[index] in ("этот", "этого") and before in LEADING:
            return finish(text, index, index + 1, DatePoint(unit="day"), anaphoric=True)
        return None
    if nominative and before not in LEADING:
        return None
    if text.words[index].startswith("предыдущ"):
        return finish(text, index, index + 1, DatePoint(unit=unit, shift=shift), anaphoric=True)
    point, first = DatePoint(unit=unit, shift=shift), index
    if unit == "year" and index:
        widened = within_year(text, first, point)
        if widened:
            first, point = widened
    return finish(text, first, index + 1, point)


def parse_same(text: Text, index: int) -> DateExpression | None:
    """ "в тот же день", "в том же году"."""
    if text.ahead(index + 1) != "же" or not text.joined(index) or text.word(index - 1) not in LEADING:
        return None
    unit = UNITS.get(text.ahead(index + 2))
    if unit is None:
        return None
    return finish(text, index, index + 2, DatePoint(unit=unit), anaphoric=True)


def parse_season(text: Text, index: int) -> DateExpression | None:
    """ "летом", "к лету", "в начале осени 2031 года": the one that makes sense of the anchor, or of the year told."""
    word, before = text.words[index], text.word(index - 1) if index and text.joined(index - 1) else ""
    if before in HABITUAL:
        return None
    year, unit, shift, last, same = year_after(text, index)
    told = year is not None or unit is not None or before in PARTS
    if word not in SEASONS_WHEN and not told and (before not in LEADING or text.capital(index)):
        return None
    if word in ("лета", "лете") and before not in PARTS | LEADING:
        return None  # "лета": also years of age
    return finish(text, index, last, DatePoint(year, SEASONS[word], unit=unit, shift=shift), anaphoric=same)


def _season_shifted(text: Text, index: int, shift: int) -> DateExpression | None:
    """ "этим летом", "будущей весной", "к следующей осени"."""
    season = text.ahead(index + 1)
    before = text.word(index - 1) if index and text.joined(index - 1) else ""
    if season not in SEASONS_WHEN and before not in LEADING | PARTS:
        return None
    # of this year; the last and the next one are not always of the last and the next
    return finish(
        text, index, index + 1, DatePoint(month=SEASONS[season], unit="month" if shift else "year", shift=shift)
    )


def parse_part(text: Text, index: int) -> DateExpression | None:
    """ "до конца года", "в начале недели": of the anchor's."""
    after = text.ahead(index + 1)
    if after not in ("года", "месяца", "недели") or not text.joined(index):
        return None
    if text.word(index - 1) not in LEADING | PART_ADJECTIVES:
        return None
    text.used = max(text.used, index)
    return finish(text, index, index + 1, DatePoint(unit=UNITS[after]))


def parse_span(text: Text, index: int) -> DateExpression | None:
    """ "в первом квартале" of the anchor's year; with a year after it the year's parser reads it."""
    after = text.ahead(index + 1)
    if is_year(after) or after in SHIFTS:
        return None
    found = within_year(text, index + 1, DatePoint(unit="year")) if text.gap(index) else None
    last = index
    if text.words[index].startswith("половин"):
        if after != "года":
            return None
        last += 1
    if found is None:
        return None
    return finish(text, found[0], last, found[1])


def parse_ago(text: Text, index: int) -> DateExpression | None:
    """ "неделю назад", "три года назад"."""
    if not index or not text.joined(index - 1):
        return None
    unit = UNITS.get(text.word(index - 1)) or PLURAL_UNITS.get(text.word(index - 1))
    if unit is None:
        return None
    first, count = _count_before(text, index - 1)
    return _distance(text, first, index, unit, None if count is None else -count)


def parse_through(text: Text, index: int) -> DateExpression | None:
    """ "через два месяца"; not where it counts from something told ("через год после войны")."""
    at, count = index + 1, 1
    if not text.joined(index):
        return None
    total, seen = 0, False
    while at < len(text.words) and at < index + 4:
        value = (
            int(text.words[at])
            if text.words[at].isdigit() and len(text.words[at]) <= 3
            else CARDINALS.get(text.words[at])
        )
        if value is None:
            break
        total, seen, at = total + value, True, at + 1
    if seen:
        count = total
    unit = UNITS.get(text.ahead(at)) or PLURAL_UNITS.get(text.ahead(at))
    if unit is None or text.ahead(at + 1) in ("после", "с", "от", "со"):
        return None
    return _distance(text, index, at, unit, count)


def _count_before(text: Text, index: int) -> tuple[int, int | None]:
    """The numeral before a unit: its first word and value; 1 where there is none, None if it is not exact."""
    at, total, seen = index - 1, 0, False
    while at >= text.used and at > index - 4 and text.joined(at):
        word = text.word(at)
        value = int(word) if word.isdigit() and len(word) <= 4 else CARDINALS.get(word)
        if value is None:
            break
        total, seen, at = total + value, True, at - 1
    if not seen:
        vague = text.word(index - 1) in ("несколько", "пару", "много", "полтора", "полторы", "полгода")
        return (index - 1, None) if vague else (index, 1)
    rough = text.word(at) in ("около", "примерно", "более", "больше", "почти", "свыше", "менее") or DASH.fullmatch(
        text.gap(at)
    )
    return at + 1, None if rough else total


def _distance(text: Text, first: int, last: int, unit: Unit, count: int | None) -> DateExpression:
    text.used = max(text.used, first)
    if count is None or unit == "decade":
        return finish(text, first, last, DatePoint(unit=unit), vague=True, counted=True)
    return finish(text, first, last, DatePoint(unit=unit, shift=count), counted=True)
