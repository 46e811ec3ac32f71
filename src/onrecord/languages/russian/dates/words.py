"""The words of Russian dates."""

from __future__ import annotations

from onrecord.languages.calendar import Bound, Unit
from onrecord.model.dates import AUTUMN, SPRING, SUMMER, WINTER


def _words(text: str) -> list[str]:
    return text.split()


def _units(table: dict[Unit, str]) -> dict[str, Unit]:
    return {form: unit for unit, forms in table.items() for form in forms.split()}


def _forms(table: dict[str, int]) -> dict[str, int]:
    return {form: value for forms, value in table.items() for form in forms.split()}


_STEMS = _words("январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр")
_SOFT = ("ь", "я", "ю", "е", "ем")
_HARD = ("", "а", "у", "е", "ом")
_MAY = ("й", "я", "ю", "е", "ем")
MONTHS = {
    stem + ending: number
    for number, stem in enumerate(_STEMS, 1)
    for ending in (_MAY if stem == "ма" else _HARD if stem in ("март", "август") else _SOFT)
}
ABBREVIATED = _forms({"янв": 1, "фев": 2, "февр": 2, "мар": 3, "апр": 4, "авг": 8, "сен": 9, "сент": 9,
                       "окт": 10, "ноя": 11, "нояб": 11, "дек": 12})  # fmt: skip
WEEKDAYS = _forms(
    {
        "понедельник понедельника понедельнику понедельником": 0,
        "вторник вторника вторнику вторником": 1,
        "среда среды среду среде средой": 2,
        "четверг четверга четвергу четвергом": 3,
        "пятница пятницы пятницу пятнице пятницей": 4,
        "суббота субботы субботу субботе субботой": 5,
        "воскресенье воскресенья воскресенью воскресеньем": 6,
    }
)
DAYS = _forms({"позавчера": -2, "вчера": -1, "накануне": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2})
_DAY_STEMS = {"сегодняшн": 0, "вчерашн": -1, "завтрашн": 1, "позавчерашн": -2}
DAY_ADJECTIVES = {
    stem + ending: shift
    for stem, shift in _DAY_STEMS.items()
    for ending in _words("ий его ему им ем яя ей юю ее ие их ими")
}
# The case in which a season is a time by itself; in the others a preposition, a part or a year makes it one.
SEASONS_WHEN = _forms({"весной весною": SPRING, "летом": SUMMER, "осенью": AUTUMN, "зимой зимою": WINTER})
SEASONS = SEASONS_WHEN | _forms(
    {
        "весна весны весне весну": SPRING,
        "лето лета лету лете": SUMMER,
        "осень осени": AUTUMN,
        "зима зимы зиме зиму": WINTER,
    }
)
_SHIFT_STEMS = {"прошл": -1, "минувш": -1, "прошедш": -1, "предыдущ": -1, "позапрошл": -2, "будущ": 1, "следующ": 1,
                "предстоящ": 1, "ближайш": 1, "текущ": 0, "нынешн": 0}  # fmt: skip
_ADJECTIVE_ENDINGS = _words("ый ий ого его ому ему ым им ом ем ая яя ой ей ую юю ое ее ые ие ых их")
SHIFTS = {
    stem + ending: shift for stem, shift in _SHIFT_STEMS.items() for ending in _ADJECTIVE_ENDINGS
} | dict.fromkeys(_words("этот этого этому этим этом эта этой эту это эти этих сей сего"), 0)
SAME = frozenset(_words("тот того том той ту"))
UNITS = _units(
    {
        "year": "год года году годом",
        "month": "месяц месяца месяцу месяцем месяце",
        "week": "неделя недели неделе неделю неделей",
        "day": "день дня дню днем",
        "weekend": "выходные выходных",
    }
)
PLURAL_UNITS = _units({"year": "лет годов", "month": "месяцев", "week": "недель", "day": "дней сутки суток"})
YEAR_WORDS = frozenset(_words("год года году годом г гг годы годов годах годами"))
PARTS = set(
    _words(
        "начало начала началу начале середина середины середине середину конец конца концу конце исходе исхода исходу"
    )
)
PART_ADJECTIVES = frozenset(_words("самом самого самому"))
ORDINALS = _forms(
    {"первый первого первом первая первой первую i": 1, "второй второго втором вторая вторую ii": 2,
     "третий третьего третьем третья третьей третью iii": 3, "четвертый четвертого четвертом iv": 4}
)  # fmt: skip
THIRDS = frozenset(_words("декада декады декаде декаду"))
SPANS: dict[str, int] = _forms(
    {
        "квартал квартала квартале кварталу": 3,
        "полугодие полугодия полугодии полугодию": 6,
        "половина половины половине половину": 6,
    }
)
ORDINAL_DAYS = {
    word: number
    for number, word in enumerate(
        _words(
            "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого "
            "двенадцатого тринадцатого четырнадцатого пятнадцатого шестнадцатого семнадцатого восемнадцатого "
            "девятнадцатого двадцатого"
        ),
        1,
    )
} | {"тридцатого": 30}
BOUNDS: dict[str, Bound] = {
    "с": "from",
    "со": "from",
    "до": "until",
    "по": "until",
    "к": "by",
    "ко": "by",
    "после": "after",
}
YEAR_PREPOSITIONS = frozenset([*BOUNDS, "в", "на"])
LEADING = frozenset(_words("в во на с со до по к ко от после около начиная ночь утро вечер и за из между"))
AFTER_YEAR = frozenset(_words("и или а но в на с до по к от что где когда как за у о об для при будет"))
DAY_SUFFIXES = frozenset(_words("го е м му ого"))
HABITUAL = frozenset(_words("каждый каждую каждое каждого каждой"))
# "накануне" before one of these is a preposition: the eve of something
EVE_OF = set(
    _words(
        "визита саммита встречи выборов праздника праздников переговоров матча заседания дня старта отъезда нового "
        "годовщины юбилея войны поездки турнира форума голосования референдума сессии конференции начала игры финала "
        "премьеры этого его ее их рождества пасхи победы приезда суда съезда матчей игр"
    )
)
EVE_ENDINGS = ("ого", "его", "ых", "их", "ой", "ей", "ов", "ев", "ний", "ций", "ения", "ания", "ции", "ости", "тия")
