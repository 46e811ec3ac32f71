"""The `page` part of the form, for Russian."""

from __future__ import annotations

import re

from onrecord.languages.page import Day, FoundCredit, FoundDateline, LineKind
from onrecord.languages.russian import credits, datelines, page_bylines, page_lines, page_tails
from onrecord.languages.russian.medium_names import nominative
from onrecord.languages.russian.page_words import any_of

_WORDS = frozenset(
    "что это как его её их из для при после также который которые которая которого был была были было будет о об"
    " к ко от"
    " до под между она они он со во не по году года или если уже более еще ещё только чтобы этом этого эти том"
    " тем может"
    " сообщил сообщила заявил заявила сказал лет день время".split()
)
_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")

_YEAR = re.compile(r"[12]\d\d\d(?=(?:-го|-м|-й)?,?\s+год)")
_YEAR_OF_WRITING = re.compile(
    r"\b(?:(?P<past>(?:прошл|минувш|предыдущ)(?:ом|его|ый))|(?P<next>(?:будущ|следующ)(?:ем|его|ий))"
    r"|(?:нынешн|текущ)(?:ем|его|ий)|этого|этом|наступивш(?:ем|его)|[Сс]ейчас),?\s+\Z"
)

_PRIMARY = re.compile(
    any_of(
        r"стенограмма|стенографический отч[её]т|(?:полный )?текст (?:выступления|речи|заявления|обращения|интервью)",
        r"(?:вступительное |приветственное |заключительное )?(?:слово|выступление|речь) \w",
        r"(?:совместное |официальное |итоговое )?(?:заявление|коммюнике) "
        r"(?:(?-i:[А-ЯЁ])|министр|президент|глав|официальн|мид|пресс|участник|по итогам|сторон|о )",
        r"сообщение (?:пресс-службы|пресс-секретаря|для сми|мид|министерств|департамент)|пресс-релиз|коммюнике",
        r"комментарий (?:департамента|официального представителя|мид|пресс-секретаря|министерств)",
        r"брифинг (?:официального|министра|представителя)|ответы? [^.]{3,80} на вопрос",
        r"(?:обращение|послание) (?:президента|главы)|(?:совместная )?декларация|меморандум|readout",
        r"о (?:телефонном разговоре|встрече|переговорах|беседе|консультациях) \w",
    ),
    re.I,
)
# Who issued it: "Сообщение пресс-службы министерства о визите".
_ISSUED = re.compile(
    r"(?:[Сс]ообщение|[Кк]омментарий|[Зз]аявление|[Пп]ресс-релиз)\s+"
    r"(?:пресс-(?:службы|центра)\s+)([^.,:;«»\n]{2,90}?)(?=\s+(?:о|об|по|в связи|для|от)\s|[.,:;\n]|$)"
)
_FINITE = re.compile(r"\b[а-яё]{3,}(?:ал|ил|ел|ял|ла|ло|ли|лся|лась|лось|лись|ает|яет|ует|ит|ют|ают|яют|ится|ется)\b")


class RussianPage:
    """What Russian news pages look like."""

    @property
    def words(self) -> frozenset[str]:
        return _WORDS

    @property
    def letters(self) -> frozenset[str]:
        return _LETTERS

    def line_kind(self, line: str) -> LineKind | None:
        return page_lines.line_kind(line)

    def names_source(self, line: str) -> bool:
        return page_bylines.names_source(line)

    def tail(self, line: str) -> int | None:
        return page_tails.tail(line)

    def stamp(self, line: str) -> tuple[Day, int] | None:
        return datelines.read_stamp(line)

    def dateline(self, raw: str, start: int, end: int) -> FoundDateline | None:
        return datelines.find_dateline(raw, start, end)

    def credits(self, raw: str, start: int, end: int) -> list[FoundCredit]:
        return credits.find_credits(raw, start, end)

    def signature(self, line: str) -> str | None:
        return page_tails.signature(line)

    def days(self, raw: str, start: int, end: int) -> list[Day]:
        return datelines.find_days(raw, start, end)

    def years(self, raw: str, start: int, end: int) -> set[int]:
        found = set()
        for year in _YEAR.finditer(raw, start, end):
            told = _YEAR_OF_WRITING.search(raw, max(start, year.start() - 20), year.start())
            if told is not None:
                found.add(int(year.group()) + (1 if told.group("past") else -1 if told.group("next") else 0))
        return found

    def publisher(self, heading: str) -> str | None:
        match = _ISSUED.match(heading.strip())
        return nominative(match.group(1), "gent") if match else None

    def primary(self, heading: str) -> bool:
        return _PRIMARY.match(heading.strip()) is not None and _FINITE.search(heading) is None
