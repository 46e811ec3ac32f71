"""Numbers that count nothing: labels, scores, times of day, items of a list."""

from __future__ import annotations

from onrecord.languages.quantities import Quantity
from onrecord.languages.russian.measures import SIGNS
from onrecord.languages.russian.numbers import Number
from onrecord.languages.russian.quantities.columns import Columns, words

_LABELS = words(
    "статья ст пункт п номер № глава параграф кв индекс рейс телефон тел версия страница стр указ маршрут палата лот "
    "ту ил су миг ан мс як боинг boeing airbus кабинет iphone windows"
)
# these take a number too, but may stand before a count ("расстрелял в школе 26 человек")
_WEAK_LABELS = words(
    "часть ч дом д квартира школа лицей гимназия раздел том серия канал сезон выпуск группа корпус этаж объект"
)
_CLOCK_AFTER = words("утро вечер ночь день по минута мск")
_OPENERS = frozenset("«\"“„'’(+-–—−~<>≈±*[•")


def is_label(text: Columns, index: int, number: Number, first: int, stop: int, before: Quantity | None) -> bool:
    """Parts of names, scores, times of day, items of a list: numbers that count nothing."""
    word = text.words
    if text.glued(index) and word[index - 1][-1] not in _OPENERS and word[index - 1] not in SIGNS:
        return True
    if (
        text.glued(index)
        and word[index - 1] in "+-–—−"
        and text.glued(index - 1)
        and word[index - 2][-1] not in _OPENERS
    ):
        return True
    last = number.last
    if last < stop and text.glued(last):
        after = word[last]
        if after in (":", "/", "+") or after[0].isalpha() or (after == ")" and index == first):
            return True
    if text.lemma(index - 1) in _LABELS or (text.word(index - 1) == "." and text.lemma(index - 2) in _LABELS):
        return True
    if text.lemma(index - 1) in _WEAK_LABELS and not (last < stop and text.pos[last] in ("NOUN", "ADJ")):
        return True
    if index == first and text.word(last) == "." and not number.words and number.scaled == 1:
        return True
    if text.lemma(last) == "число" and number.low <= 31:
        return True
    if text.lemma(last) == "год" and not number.words and number.scaled == 1 and _is_year(text, index, last):
        return True
    return _is_price_base(text, index, number, before) or _is_clock(text, index, number)


def _is_price_base(text: Columns, index: int, number: Number, before: Quantity | None) -> bool:
    """ "долларов за тысячу кубометров": what a price is for."""
    base = number.low in (1, 10, 100, 1000) and text.word(index - 1) == "за"
    return base and before is not None and before.rule == "money" and before.last >= index - 3


def _is_year(text: Columns, index: int, noun: int) -> bool:
    """ "5079 год", "90-х годов"."""
    word, feats = text.words[index], text.feats[noun]
    return word.endswith("-х") or (feats.get("Number") == "Sing" and len(word) == 4 and word[-1] != "1")


def _is_clock(text: Columns, index: int, number: Number) -> bool:
    """ "в 7 часов утра", "до 20 часов"; not "в 7 часах езды"."""
    last = number.last
    if text.lemma(last) not in ("час", "ч") or number.low > 24 or number.high is not None:
        return False
    if text.lemma(last + 1) in _CLOCK_AFTER:
        return True
    before = text.word(index - 1)
    if before in ("в", "к"):
        return text.feats[last].get("Case") != "Loc"
    return before in ("до", "с", "после") and number.low >= 6 and not number.words and text.word(last + 1) != "в"
