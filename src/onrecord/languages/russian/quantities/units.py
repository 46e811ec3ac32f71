"""What a number counts: money, measures, shares, or the noun after it."""

from __future__ import annotations

from decimal import Decimal

from onrecord.languages.russian.measures import MEASURES, MONEY, NATIONAL, SHARES, SIGNS, SMALL_MONEY
from onrecord.languages.russian.numbers import SCALES, Number
from onrecord.languages.russian.quantities.columns import Columns, words

# unit, its factor, the counted noun, where the phrase ends, the rule
Unit = tuple[str | None, Decimal, int | None, int, str]

_SKIP_POS = words("ADJ DET ADV PART NUM")
# "двух стран" means both that were named
_PAIRS = words("страна сторона государство столица лидер президент народ республика ведомство глава держава")


def unit_after(text: Columns, number: Number, stop: int) -> Unit:
    """Unit, its factor, the counted noun, where the phrase ends and the rule."""
    last = number.last
    one = Decimal(1)
    if last >= stop or last in text.taken:
        return None, one, None, last, ""
    word, lemma = text.words[last], text.lemmas[last]
    if word == "%":
        if text.word(last + 1) == "-" and text.glued(last + 1):
            return "%", one, None, min(last + 3, stop), "share"
        return "%", one, None, last + 1, "share"
    if word in SIGNS:
        return SIGNS[word], one, None, last + 1, "money"
    share = SHARES.get(lemma)
    if share is not None and number.low < 10 and text.pos[last] == "NOUN":
        return "%", share, None, last + 1, "share"
    money = _money(text, last, stop)
    if money is not None:
        return money[0], money[1], None, money[2], "money"
    square = _square(text, last)
    if square is not None:
        return square[0], one, None, square[1], "measure"
    measure = MEASURES.get(lemma) or MEASURES.get(word)
    if lemma == "процентный" and text.lemma(last + 1) == "пункт":
        return "points", one, None, last + 2, "measure"
    if measure is not None and lemma != "пункт" and not (lemma in ("т", "м", "ч", "куб") and text.pos[last] == "ADP"):
        dot = text.word(last + 1) == "." and text.glued(last + 1) and len(word) <= 4 and last + 2 < stop
        return measure[0], measure[1], None, last + 1 + dot, "measure"
    return _noun_after(text, number, stop)


def _money(text: Columns, last: int, stop: int) -> tuple[str, Decimal, int] | None:
    """A currency, of a country where an adjective says so."""
    at = last
    adjective = None
    if text.pos[at] == "ADJ" and text.lemma(at + 1) in MONEY:
        adjective, at = text.lemmas[at], at + 1
    small = SMALL_MONEY.get(text.lemmas[at]) or SMALL_MONEY.get(text.words[at])
    if small is not None:
        return small, Decimal("0.01"), at + 1
    lemma = text.lemmas[at] if text.lemmas[at] in MONEY else text.words[at]
    if lemma not in MONEY or at >= stop:
        return None
    if lemma == "р" and text.word(at + 1) != ".":
        return None
    code = NATIONAL.get((lemma, adjective), MONEY[lemma]) if adjective else MONEY[lemma]
    at += 1
    if text.word(at) == "." and text.glued(at) and at + 1 < stop:
        at += 1
    if text.word(at) in ("сша", "стерлингов") and at < stop:
        at += 1
    return code, Decimal(1), at


def _square(text: Columns, last: int) -> tuple[str, int] | None:
    """ "кв. м", "квадратных километров", "куб. м"."""
    power = {"кв": "2", "квадратный": "2", "куб": "3", "кубический": "3"}.get(text.lemmas[last]) or {
        "кв": "2", "куб": "3"
    }.get(text.words[last])  # fmt: skip
    if power is None:
        return None
    at = last + 1 + (text.word(last + 1) == ".")
    unit = MEASURES.get(text.lemma(at), MEASURES.get(text.word(at), ("", Decimal(1))))[0]
    return (unit + power, at + 1) if unit in ("m", "km") else None


def _noun_after(text: Columns, number: Number, stop: int) -> Unit:
    """The noun counted: past adjectives, within four words."""
    at = number.last
    none = (None, Decimal(1), None, number.last, "")
    if text.words[at] == "из":
        at += 1
    steps = 0
    while at < stop and steps < 5:
        if at in text.taken:
            return none
        pos = text.pos[at]
        if pos in ("NOUN", "PROPN"):
            if pos == "PROPN" and (steps == 0 and not text.words[at].isascii()):
                return none
            if text.words[at] in SCALES or not _agrees(text, number, at, stop):
                return none
            measured = MEASURES.get(text.lemmas[at]) if steps else None
            if measured is not None and text.lemmas[at] != "пункт":
                return measured[0], measured[1], None, at + 1, "measure"
            if steps and text.lemmas[at] in MONEY:
                return MONEY[text.lemmas[at]], Decimal(1), None, at + 1, "money"
            return None, Decimal(1), at, at + 1, "words" if number.words else "digits"
        participle = (
            pos == "VERB" and text.feats[at].get("VerbForm") == "Part" and text.feats[at].get("Variant") != "Short"
        )
        quoted = text.words[at] in ('"', "«")
        if not (pos in _SKIP_POS or participle or quoted) or (pos == "NUM" and steps == 0):
            return none
        at, steps = at + 1, steps + 1
    return none


def _agrees(text: Columns, number: Number, noun: int, stop: int) -> bool:
    """Whether a numeral can stand with the noun: "2012 президент" is no count, "двух стран" a pair that is known."""
    feats = text.feats[noun]
    value = number.low
    if feats.get("Case") == "Nom" and feats.get("Number") == "Sing" and text.lemmas[noun] != "человек":
        return number.scaled == 1 and value % 10 == 1 and value % 100 != 11
    if value == 2 and number.words and text.lemmas[noun] in _PAIRS and noun == number.last:
        follows = noun + 1 < stop and text.feats[noun + 1].get("Case") == "Gen" and text.pos[noun + 1] != "ADP"
        return follows
    return True
