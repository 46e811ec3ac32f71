"""Invented names of persons, states, towns and outlets, each with its case forms.

Everything is made of syllables; whoever or whatever is named so exists nowhere.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")


@dataclass(frozen=True, slots=True)
class Forms:
    """A name in the six cases, for templates: `{x.gen}`."""

    nom: str
    gen: str
    dat: str
    acc: str
    ins: str
    loc: str

    def __str__(self) -> str:
        return self.nom

    def each(self, change) -> Forms:  # type: ignore[no-untyped-def]
        return Forms(*(change(getattr(self, case)) for case in CASES))


def joined(*parts: Forms) -> Forms:
    return Forms(*(" ".join(getattr(part, case) for part in parts) for case in CASES))


def fixed(name: str) -> Forms:
    return Forms(name, name, name, name, name, name)


def hard(stem: str, *, animate: bool) -> Forms:
    """A masculine noun on a hard consonant: Линтар, Корвальд."""
    return Forms(stem, stem + "а", stem + "у", stem + ("а" if animate else ""), stem + "ом", stem + "е")


def soft(name: str) -> Forms:
    """A masculine name on a soft sign: Даниэль."""
    stem = name[:-1]
    return Forms(name, stem + "я", stem + "ю", stem + "я", stem + "ем", stem + "е")


def possessive(stem: str, *, woman: bool) -> Forms:
    """A surname on -ов, -ев, -ин."""
    if woman:
        return Forms(stem + "а", *[stem + "ой"] * 2, stem + "у", *[stem + "ой"] * 2)
    return Forms(stem, stem + "а", stem + "у", stem + "а", stem + "ым", stem + "е")


def first(name: str) -> Forms:
    if name.endswith("ь"):
        return soft(name)
    if name.endswith("а"):
        stem = name[:-1]
        return Forms(
            name, stem + ("и" if stem[-1] in "гкхжшч" else "ы"), stem + "е", stem + "у", stem + "ой", stem + "е"
        )
    return hard(name, animate=True)


def state_forms(stem: str) -> Forms:
    """A state on -ия."""
    return Forms(stem + "ия", stem + "ии", stem + "ии", stem + "ию", stem + "ией", stem + "ии")


@dataclass(frozen=True, slots=True)
class Person:
    """`full` and `last` in all cases, `short` with an initial; `he` and `was` for whom it is."""

    woman: bool
    first: Forms
    last: Forms

    @property
    def full(self) -> Forms:
        return joined(self.first, self.last)

    @property
    def short(self) -> Forms:
        return joined(fixed(self.first.nom[0] + "."), self.last)

    @property
    def he(self) -> str:
        return "она" if self.woman else "он"

    @property
    def a(self) -> str:
        """The ending of a verb in the past: сказал{x.a}."""
        return "а" if self.woman else ""

    def misspelt(self) -> Person:
        """The same person with one vowel of the surname changed, as a hurried editor has it."""
        swap = {"о": "а", "а": "о", "е": "и", "и": "е", "у": "ю"}
        stem = self.last.nom
        place = next((n for n, letter in enumerate(stem) if n > 0 and letter in swap), None)
        if place is None:
            return self
        wrong = stem[:place] + swap[stem[place]]
        return Person(self.woman, self.first, self.last.each(lambda form: wrong + form[place + 1 :]))


@dataclass(frozen=True, slots=True)
class State:
    """A state: its name, the adjective without its ending, the capital, and the money."""

    name: Forms
    adj: str
    capital: Forms
    money: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: `name` as credits have it, `line` as a dateline has it."""

    name: str
    domain: str
    agency: bool

    @property
    def line(self) -> str:
        return self.name.upper()


_MEN = (
    "Даниэль Джулиан Рустан Азамат Мирон Бахром Август Ильяс Тимур Эльдар Герман Виктор Кассиан Оскар Маркус Савелий "
    "Адриан Лукас Роберт Самуэль Хенрик Давлет Санжар Эмиль Нурбек Валентин Клемент Ратмир Леонард Йозеф Орест Анвар"
)
_WOMEN = (
    "Нора Ингрид Дарина Ольга Клара Сабина Элина Марта Ванда Гульнара Розана Паулина Камила Вероника Зарина Тамара "
    "Инга Лейла Августа Севара Беата Ирма Эдита Корнелия"
)
_HEADS = (
    "Кор Таль Хель Вент Ост Лем Гал Сул Рем Зар Мир Бар Дор Фарн Тах Ван Нор Кель Бран Штел Гур Ром Ал Эл Ор Вис Пер "
    "Сан Тур Гер Лин Мар Кас Дар Бер Вал Хар Сел Тор Руд"
)
_MIDDLES = "в м г с д т н л б з"
_ENDS = "альд ерсен ист ард ингер онт ельм ендорф аур ант олен екмар ожен ибар"
_OWN = "амов угов ешев авин ухин ыров алиев осимов енин аков уллаев ядов"
_STATE_HEADS = (
    "Эстр Кем Ард Тум Вирд Лор Маг Зеф Окт Бур Хальц Нерв Сид Грант Пел Фер Уск Драв Йол Ринт Цел Шам Вольт Аст"
)
_STATE_ENDS = "ав ор ал ер ан ет ун ид ом ез"
_TOWN_HEADS = "Лин Сав Нув Ош Касп Бер Тарн Гел Мол Ур Дрог Хад Вел Зор Яр Пол Крат Стел Руж Торг Ман Ирк Гадь Фель"
_TOWN_ENDS = "тар рин ерс гер ель дан мир бург стад лов кент град вар ноль том зен"
_PAPERS = "Вестник Курьер Голос Время Обозреватель Зеркало Хроника Наблюдатель Утро Дневник"


class Pool:
    """Names without repetition, in the order that the seed gives."""

    def __init__(self, seed: int) -> None:
        draw = random.Random(f"names {seed}")
        surnames = [(h + m + e, False) for h in _HEADS.split() for m in _MIDDLES.split() for e in _ENDS.split()]
        surnames += [(h + m + e, True) for h in _HEADS.split() for m in _MIDDLES.split() for e in _OWN.split()]
        states = [h + e for h in _STATE_HEADS.split() for e in _STATE_ENDS.split()]
        towns = [h + e for h in _TOWN_HEADS.split() for e in _TOWN_ENDS.split()]
        for names in (surnames, states, towns):
            draw.shuffle(names)
        self._draw, self._surnames, self._states, self._towns = draw, surnames, states, towns

    def person(self, *, woman: bool | None = None) -> Person:
        is_woman = self._draw.random() < 0.3 if woman is None else woman
        stem, own = self._surnames.pop()
        name = self._draw.choice((_WOMEN if is_woman else _MEN).split())
        last = possessive(stem, woman=is_woman) if own else fixed(stem) if is_woman else hard(stem, animate=True)
        return Person(is_woman, fixed(name) if name == "Ингрид" else _given(name), last)

    def state(self) -> State:
        stem = self._states.pop()
        money = self._draw.choice(("крон", "талеров", "дукатов", "марок", "флоринов"))
        return State(state_forms(stem), stem.lower() + "ийск", self.town(), money)

    def town(self) -> Forms:
        name = self._towns.pop()
        if name.endswith("ь"):
            return soft(name).each(str) if name else fixed(name)
        return hard(name, animate=False)

    def outlets(self, states: list[State], count: int) -> list[Outlet]:
        """An agency for each state, then papers and sites."""
        found = [
            Outlet(state.name.nom[:-2] + "пресс", _latin(state.name.nom[:-2]) + "press.example", True)
            for state in states
        ]
        while len(found) < count:
            state = self._draw.choice(states)
            paper = self._draw.choice(_PAPERS.split())
            name = f"{paper} {state.name.gen}" if self._draw.random() < 0.5 else f"{state.capital.nom}-{len(found)}"
            if all(outlet.name != name for outlet in found):
                found.append(
                    Outlet(name, f"{_latin(name.split()[0])}{len(found)}-{_latin(state.name.nom)}.example", False)
                )
        return found


def _given(name: str) -> Forms:
    if name.endswith("ий"):
        stem = name[:-1]
        return Forms(name, stem + "я", stem + "ю", stem + "я", stem + "ем", stem + "и")
    if name.endswith("ия"):
        return state_forms(name[:-2])
    return first(name)


_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SOUNDS = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch _ y _ e yu ya".split()
_LATIN = dict(zip(_CYRILLIC, _SOUNDS, strict=True))


def _latin(name: str) -> str:
    return "".join(_LATIN.get(letter, letter) for letter in name.lower()).replace("_", "").replace(" ", "-")
