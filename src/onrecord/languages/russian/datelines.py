"""Days on Russian pages: stamps, datelines, and days by number and month."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.languages.page import Day, FoundDateline
from onrecord.languages.russian.media import known_medium

_STEMS = "янв фев мар апр ма июн июл авг сен окт ноя дек".split()
_MONTH = (
    r"(?:январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья]"
    r"|(?:янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)\b\.?)"
)
_WEEKDAYS = {"понедельник": 0, "вторник": 1, "среда": 2, "среду": 2, "четверг": 3, "пятница": 4, "пятницу": 4,
             "суббота": 5, "субботу": 5, "воскресенье": 6}  # fmt: skip
_WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})"
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:(?P<d1>\d{{1,2}})\s{{1,3}}(?P<m1>{_MONTH})(?:,?\s+(?P<y1>{_YEAR})(?:\s*(?:года|г\.?))?(?!\d))?"
    rf"|(?P<d2>\d{{1,2}})\.(?P<m2>\d{{2}})\.(?P<y2>{_YEAR})(?!\d)"
    rf"|(?P<y3>{_YEAR})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}})(?![\d-]))"
)
_TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*(?:МСК|мск|\((?:МСК|GMT[+\d]*)\)|GMT\S*|ч\.?))?"
_LABEL = (
    r"(?:(?:Опубликован[оа]?|Дата(?: публикации)?|Публикация|Обновлен[оа]?|Обновлён|Размещено|Добавлено|Создан[оа]?"
    r"|Последнее обновление)"
    r"\s*:?\s*)"
)

# A quick look for numbers that may begin a day, then a close one.
_DAY_NUMBER = re.compile(r"\d\d?(?=\s{1,3}[а-яА-Я]|\.\d\d\.|\d\d-)")
_ANY_DAY = re.compile(rf"(?<![\d.,:])(?:{_DATE})(?P<current>\s+(?:текущего|этого|нынешнего|сего)\s+года)?")
_BEFORE_DAY = re.compile(rf"(?:\b(?P<weekday>{_WEEKDAY}),?\s+|(?P<today>\b[Сс]егодня),?\s+)\Z")
_STAMP = re.compile(
    rf"\s*(?P<label>{_LABEL})?(?:{_TIME}\s*[,|•·/–—-]?\s*)?(?:(?P<weekday>{_WEEKDAY}),?\s+)?{_DATE}(?:\s+г(?:ода|\.))?"
    rf"(?P<time>\s*(?:[,|•·/–—-]|в)?\s*{_TIME}|T\d\d:\d\d\S*)?\s*",
    re.I,
)
_CLOCK = re.compile(rf"\s*(?:(?:Сегодня|Вчера)(?:,|\s+в)?\s+)?{_TIME}\s*|\s*{_TIME}\s*[,|]\s*(?:Сегодня|Вчера)\s*")

# A dateline is cut into parts by these; a full stop within a name ("Zakon.kz") is none.
_IN_NAME = r"(?:[^\s.,/()–—:-]|\.(?=[A-Za-zа-яё\d])|-(?=\w))"
_PART = re.compile(
    rf"(?P<date>{_DATE})|/\s*(?P<slashed>[^/\n]{{2,40}}?)\s*/|\((?P<bracketed>[^()\n]{{2,40}})\)"
    rf"|(?P<words>[«\"]?[A-ZА-ЯЁ\d]{_IN_NAME}*(?:[ ](?![–—-]\s){_IN_NAME}+){{0,3}})"
)
_GAP = re.compile(r"\s*(?P<mark>[.,:]|[–—-]{1,2}|)\s*(?P<dash>[–—-]{0,2})\s*")
_OPENING = re.compile(r"\s*[\"«]?\s*(?=[A-ZА-ЯЁ/\d«])")
_NAMELIKE = re.compile(r"(?:[«\"]?[A-ZА-ЯЁ\d][\w«»\".-]*|на)(?:[ -](?:[«\"]?[A-ZА-ЯЁ\d][\w«»\".-]*|на))*")
_SITE = re.compile(r"(?:АН |ИА )?[\w-]+\.[A-Za-z]{2,5}")
_CYRILLIC_PAIR = re.compile(r"[А-ЯЁ][а-яё]+ [А-ЯЁ]")  # rather somebody's name
_MOST_PARTS = 5
_REACH = 120


def read_day(match: re.Match[str]) -> Day | None:
    """The day of a match that holds `_DATE`; None where no calendar has it."""
    groups = match.groupdict()
    day, month, year = next(
        (groups[f"d{n}"], groups[f"m{n}"], groups[f"y{n}"]) for n in "123" if groups.get(f"d{n}") is not None
    )
    number = int(month) if month.isdigit() else _month(month)
    if not 1 <= int(day) <= 31 or not 1 <= number <= 12 or (number == 2 and int(day) > 29):
        return None
    weekday = groups.get("weekday")
    return Day(
        month=number,
        day=int(day),
        year=int(year) if year else None,
        weekday=_WEEKDAYS[weekday.lower()] if weekday else None,
        current=groups.get("current") is not None,
        start=match.start(),
    )


def _month(word: str) -> int:
    low = word.lower()
    return next(
        number
        for number, stem in enumerate(_STEMS, 1)
        if low.startswith(stem) and not (stem == "ма" and low.startswith("мар"))
    )


def find_days(raw: str, start: int, end: int) -> list[Day]:
    """Days by number and month, in order."""
    found = []
    for number in _DAY_NUMBER.finditer(raw, start, end):
        match = _ANY_DAY.match(raw, number.start(), end)
        day = read_day(match) if match is not None else None
        if match is None or day is None:
            continue
        before = _BEFORE_DAY.search(raw, max(start, match.start() - 16), match.start())
        if before is not None:
            weekday = before.group("weekday")
            day = replace(day, weekday=_WEEKDAYS[weekday] if weekday else None, today=weekday is None)
        found.append(day)
    return found


def read_stamp(line: str) -> tuple[Day, int] | None:
    """The day that a line opens with, where a time, a label or the line's end shows that it is a stamp."""
    match = _STAMP.match(line[:_REACH])
    if match is None:
        return None
    alone = match.end() == len(line)
    timed = match.group("time") or match.group("label") or re.match(rf"\s*{_TIME}", line)
    day = read_day(match) if alone or timed else None
    return None if day is None or day.year is None else (day, match.end())


def is_clock(line: str) -> bool:
    """Whether a line holds nothing but a time."""
    return len(line) < _REACH and _CLOCK.fullmatch(line) is not None


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of what may be a dateline; `last` is where it and its mark end, `dashed` whether with a dash."""

    kind: Literal["date", "marked", "words"]
    text: str
    day: Day | None
    end: int
    mark: str
    last: int

    @property
    def dashed(self) -> bool:
        return self.mark[-1:] in ("-", "–", "—")


def find_dateline(raw: str, start: int, end: int) -> FoundDateline | None:
    """Place, day and agency at the beginning; at least an agency, or a place with a day."""
    head = raw[start : min(end, start + _REACH)]
    opening = _OPENING.match(head)
    if opening is None:
        return None
    parts = _parts(head, opening.end())
    for count in range(len(parts), 0, -1):
        found = _read(parts[:count], alone=parts[count - 1].last == end - start)
        if found is not None:
            day, agency = found
            last = len(head[: parts[count - 1].last].rstrip())
            if head[parts[count - 1].last :][:1].islower():
                return None
            return FoundDateline(start + opening.end(), start + last, day, agency)
    return None


def _parts(head: str, at: int) -> list[_Part]:
    parts: list[_Part] = []
    while len(parts) < _MOST_PARTS:
        match = _PART.match(head, at)
        if match is None:
            break
        gap = _GAP.match(head, match.end())
        assert gap is not None
        mark = gap.group("dash") or gap.group("mark")
        marked = match.group("slashed") or match.group("bracketed")
        if match.group("date"):
            part = _Part("date", match.group(), read_day(match), match.end(), mark, gap.end())
        elif marked:
            part = _Part("marked", marked, None, match.end(), mark, gap.end())
        elif _NAMELIKE.fullmatch(match.group()) and not match.group().isdigit():
            part = _Part("words", match.group(), None, match.end(), mark, gap.end())
        else:
            break
        parts.append(part)
        at = part.last
    return parts


def _read(parts: list[_Part], *, alone: bool) -> tuple[Day | None, str | None] | None:
    """Day and agency, if these parts make a dateline: places, then a day, then an agency, or these two turned.

    `alone`: nothing follows, so that no mark is needed.
    """
    if not parts[-1].mark and parts[-1].kind != "marked" and not (alone and len(parts) > 2):
        return None
    days = [part for part in parts if part.kind == "date"]
    if len(days) > 1 or (days and days[0].day is None) or parts[-1].mark == ",":
        return None
    day = days[0].day if days else None
    words = [part for part in parts if part.kind != "date"]
    agencies = [part for part in words if part.kind == "marked" or is_agency(part.text)]
    if not agencies:
        agencies = _unknown_agency(parts, day)
    if len(agencies) > 1 or (day is None and not agencies):
        return None
    agency = agencies[0] if agencies else None
    first = parts[0] is agency
    alone = parts[0].dashed or (parts[0].kind == "marked" and is_agency(parts[0].text))
    if first and (len(parts) > 2 or (day is None and not alone)):
        return None
    if parts[0].kind == "date" or (agency is None and len(parts) > 3):
        return None
    if agency is not None and not first and parts.index(agency) < len(parts) - 2:
        return None
    return day, agency_name(agency.text) if agency is not None else None


def _unknown_agency(parts: list[_Part], day: Day | None) -> list[_Part]:
    """The part that stands where an agency stands: after the day, or in capitals between a place and a dash."""
    last = parts[-1]
    if last.kind != "words":
        return []
    single = " " not in last.text or last.text[:1] in '«"' or not _CYRILLIC_PAIR.match(last.text)
    if day is not None and len(parts) > 2 and parts[-2].kind == "date" and single:
        return [last]
    capitals = last.text.isupper() and parts[0].text.isupper() and last.dashed
    return [last] if len(parts) == 2 and capitals and len(last.text) > 2 else []


def is_agency(name: str) -> bool:
    """Whether a name in a dateline is plainly that of an agency."""
    return known_medium(name) is not None or _SITE.fullmatch(name) is not None


def agency_name(name: str) -> str:
    """An agency's name as it is written elsewhere: "КАЗИНФОРМ" is Казинформ, "/«Ховар»/" is Ховар."""
    name = name.split(",")[0]
    name = re.sub(r"^(?:[Кк]орр\.?|АН|МИА|НИАТ|ИА)\s+(?=[«\"A-ZА-ЯЁ])", "", name.strip(" .,:–—-"))
    name = name.strip('«»" ') if name[:1] in '«"' else name
    words = name.split(" ")
    for count in range(len(words), 0, -1):
        medium = known_medium(" ".join(words[:count]))
        if medium is not None:
            return medium.name
    if name.isupper() and re.fullmatch(r"[А-ЯЁ-]{7,}", name):
        return "-".join(part.capitalize() for part in name.split("-"))
    return name
