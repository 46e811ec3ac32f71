"""Quantities in Russian text: numerals with what they count, in words or digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from onrecord.languages.quantities import Quantity
from onrecord.languages.russian.measures import (
    BARE,
    COMPOUND_ENDS,
    COMPOUND_STARTS,
    COMPOUNDS,
    MEASURES,
    MONEY,
    NATIONAL,
    SHARES,
    SIGNS,
    SMALL_MONEY,
    TERM_UNITS,
    WHOLE,
)
from onrecord.languages.russian.numbers import CARDINALS, SCALES, Number, digits, read_number
from onrecord.model.annotation import Annotation
from onrecord.model.record import Approximate
from onrecord.model.span import Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NUMERALS = (
    CARDINALS.keys()
    | SCALES.keys()
    | _words("полтора полторы полутора полмиллиона полумиллиона полмиллиарда полсотни полтысячи")
)
_DIGIT_COMPOUND_STEMS = tuple(COMPOUND_ENDS)
_MORE = _words("более больше свыше минимум превысить превышать превысил превышает превысила превысит")
_LESS = _words("менее меньше максимум почти")
_ABOUT = _words("около примерно приблизительно порядка ориентировочно где-то")
_NOT_PAST = _words("более больше превысить превышать")
# a change ends at a figure ("вырос до 5%"); without one "до" is a limit
_CHANGES = _words(
    "вырасти возрасти увеличить увеличиться повысить повыситься снизить снизиться сократить сократиться упасть подняться "
    "поднять довести уменьшить уменьшиться расти опуститься подорожать подешеветь укрепиться рост увеличение снижение "
    "повышение сокращение уровень расширить наращивание нарастить достигать достигнуть достичь увеличивать снижать повышать доходить дойти"
)
_LABELS = _words(
    "статья ст пункт п номер № глава параграф кв индекс рейс телефон тел версия страница стр указ маршрут палата лот "
    "ту ил су миг ан мс як боинг boeing airbus кабинет iphone windows"
)
# these take a number too, but may stand before a count ("расстрелял в школе 26 человек")
_WEAK_LABELS = _words(
    "часть ч дом д квартира школа лицей гимназия раздел том серия канал сезон выпуск группа корпус этаж объект"
)
_CLOCK_AFTER = _words("утро вечер ночь день по минута мск")
_SKIP_POS = _words("ADJ DET ADV PART NUM")
_CONNECTORS = _words(", и или до - – — из / либо")
_SCALE_SHARING = _words(", до - – — или либо")
_QUANTIFIERS = _words("все эти те всех этих тех всем этим обе")
_PRONOUNS = _words("них которых нас вас")
_OPENERS = frozenset("«\"“„'’(+-–—−~<>≈±*[•")
_PER = _words("за на в")
_ORDINAL_HALF = _words("первый второй лучший больший меньший")
_LONGER = _words("дольше больше более выше даже")
_DURATIONS = _words("течение протяжение")
_TENTH = Decimal("0.1")
_DIGITS_COMPOUND = re.compile(r"(\d+(?:[.,]\d+)?)(?:[-–—](\d+))?[-–—]?([а-я]+)")


_SINGLE = WHOLE.keys() | SHARES.keys() | BARE.keys() | TERM_UNITS


# "двух стран" means both that were named
_PAIRS = _words("страна сторона государство столица лидер президент народ республика ведомство глава держава")


@dataclass(slots=True)
class _Found:
    """A number with what it counts, before approximations and lists are read."""

    number: Number
    first: int
    last: int
    unit: str | None
    factor: Decimal
    noun: int | None
    rule: str


class _Text:
    """Columns of the tokens, and which of them dates have taken."""

    def __init__(self, annotation: Annotation, dates: Sequence[Span]) -> None:
        tokens = annotation.tokens
        self.words = [token.text.lower().replace("ё", "е") for token in tokens]
        self.lemmas = [token.lemma for token in tokens]
        self.pos = [token.pos for token in tokens]
        self.starts = [token.start for token in tokens]
        self.ends = [token.end for token in tokens]
        self.feats = [token.feats for token in tokens]
        self.taken: set[int] = set()
        for span in dates:
            self.taken.update(annotation.within(span.start, span.end))
        self.count = len(tokens)

    def word(self, index: int) -> str:
        return self.words[index] if 0 <= index < self.count else ""

    def lemma(self, index: int) -> str:
        return self.lemmas[index] if 0 <= index < self.count else ""

    def glued(self, index: int) -> bool:
        """Whether nothing stands between token `index` and the one before it."""
        return index > 0 and self.starts[index] == self.ends[index - 1]


class RussianNumbers:
    """The `numbers` part of the form, for Russian."""

    def find(self, annotation: Annotation, dates: Sequence[Span]) -> list[Quantity]:
        """All quantities in order, none within `dates`; ordinals, labels and scores are none."""
        text = _Text(annotation, dates)
        out: list[Quantity] = []
        for sentence in annotation.sentences:
            _Sentence(text, sentence.first, sentence.last, out).read()
        return out


class _Sentence:
    """One sentence being read; quantities are added to `out`, which may be asked for what came before."""

    def __init__(self, text: _Text, first: int, last: int, out: list[Quantity]) -> None:
        self.text, self.first, self.last, self.out = text, first, last, out
        self.pending: list[_Found] = []

    def read(self) -> None:
        index = self.first
        while index < self.last:
            found = self._begin(index)
            if found is None:
                index += 1
                continue
            self._settle(found)
            index = max(found.last, index + 1)
        self.pending.clear()

    def _begin(self, index: int) -> _Found | None:
        """The quantity that begins at a token, if one does."""
        text, word = self.text, self.text.words[index]
        head = word[:3]
        if index in text.taken:
            return None
        if head[0].isdigit():
            return self._number(index) or self._compound_digits(index)
        lemma = text.lemmas[index]
        if word in _NUMERALS or (head in COMPOUND_STARTS and "-" in word):
            return self._number(index)
        if lemma in _SINGLE:
            return self._single(index, lemma)
        if head in COMPOUND_STARTS and len(word) > 7:
            return self._compound_word(index)
        return self._signed(index) if word in SIGNS else None

    def _single(self, index: int, lemma: str) -> _Found | None:
        """One word that is a quantity: "полгода", "половина", a term, "недельный"."""
        if lemma in WHOLE:
            return self._whole(index)
        if lemma in SHARES:
            return self._share(index)
        if lemma in BARE:
            return self._compound(Number(index, index + 1, Decimal(1), None, 1, True), BARE[lemma], Decimal(1))
        return self._term(index)

    # ---- kinds of quantity

    def _number(self, index: int) -> _Found | None:
        """A numeral with a scale, and what stands after it."""
        text = self.text
        number = read_number(text.words, text.starts, text.ends, index, self.last)
        if number is None or self._is_label(index, number):
            return None
        unit, factor, noun, last, rule = self._unit_after(number)
        if unit is None and noun is None:
            return self._without_unit(number)
        if noun is not None and number.words and number.low == 1 and number.scaled == 1:
            return None  # "один" is more often "some" than a count
        return _Found(number, index, last, unit, factor, noun, rule)

    def _without_unit(self, number: Number) -> _Found | None:
        """A number that shares the unit of the next or of the one before, or none at all."""
        text, last = self.text, number.last
        if text.words[last - 1].endswith(",") and last < self.last and self._begins_number(last):  # "100," is one token
            return _Found(number, number.first, last, None, Decimal(1), None, "list")
        connector = text.word(last)
        if connector in _CONNECTORS and last + 1 < self.last and self._begins_number(last + 1):
            return _Found(number, number.first, last, None, Decimal(1), None, "list")
        if number.low == 1 and number.words:
            return None
        counted = [quantity for quantity in self.out[-6:] if quantity.noun is not None]
        if connector == "из" and text.word(last + 1) in _PRONOUNS and counted:
            return _Found(number, number.first, last + 2, None, Decimal(1), counted[-1].noun, "ellipsis")
        if text.word(number.first - 1) in _QUANTIFIERS and (last >= self.last or text.pos[last] in ("PUNCT", "VERB")):
            same = [quantity for quantity in self.out if quantity.noun is not None and quantity.value == number.low]
            if same:
                return _Found(number, number.first - 1, last, None, Decimal(1), same[-1].noun, "ellipsis")
        if number.scaled >= 1000:  # "47 млн избирателей, из них 2,7 млн за границей"
            for earlier in reversed(self.out[-4:]):
                if earlier.value >= 1000 and (earlier.rule == "money" or earlier.noun is not None):
                    return _Found(number, number.first, last, earlier.unit, Decimal(1), earlier.noun, "ellipsis")
        before = text.lemma(number.first - 1)
        if number.words and (before in MEASURES or before in MONEY) and number.first - 1 not in text.taken:
            unit, factor = MEASURES.get(before) or (MONEY[before], Decimal(1))  # "лет пять"
            return _Found(number, number.first - 1, last, unit, factor, None, "inverted")
        return None

    def _begins_number(self, index: int) -> bool:
        word = self.text.words[index]
        return index not in self.text.taken and (word in CARDINALS or word in SIGNS or digits(word) is not None)

    def _signed(self, index: int) -> _Found | None:
        """ "$1,2 млрд" """
        text = self.text
        if index + 1 >= self.last or index + 1 in text.taken:
            return None
        number = read_number(text.words, text.starts, text.ends, index + 1, self.last)
        if number is None:
            return None
        last = number.last
        if text.lemma(last) in MONEY:  # "$1,5 млрд долларов США"
            last += 1
        return _Found(number, index, last, SIGNS[text.words[index]], Decimal(1), None, "money")

    def _whole(self, index: int) -> _Found | None:
        text = self.text
        unit, value = WHOLE[text.lemmas[index]]
        plural = text.feats[index].get("Number") == "Plur" and not text.words[index].startswith("пол")
        if plural or text.lemma(index - 1) in MEASURES:
            return None
        number = Number(index, index + 1, value, None, 1, True)
        return _Found(number, index, index + 1, unit, Decimal(1), None, "word")

    def _share(self, index: int) -> _Found | None:
        """ "половина", "треть", "две трети" of something; not "вторая половина", "четверть века"."""
        text = self.text
        share = SHARES.get(text.lemmas[index])
        if share is None or text.pos[index] != "NOUN" or text.feats[index].get("Number") == "Plur":
            return None
        if text.pos[index - 1] in ("ADJ", "NUM") if index else False:
            return None
        number = Number(index, index + 1, share.quantize(_TENTH), None, 1, True)
        return _Found(number, index, index + 1, "%", Decimal(1), None, "share")

    def _compound_digits(self, index: int) -> _Found | None:
        """ "10-процентный", "1600-километровый", "30-летие"."""
        found = _DIGITS_COMPOUND.fullmatch(self.text.words[index])
        if not found:
            return None
        for cut in range(1, 5):
            stem = found[3][:-cut]
            if stem in COMPOUND_ENDS:
                low = Decimal(found[1].replace(",", "."))
                number = Number(index, index + 1, low, Decimal(found[2]) if found[2] else None, 1, False)
                return self._compound(number, *COMPOUND_ENDS[stem])
        return None

    def _compound_word(self, index: int) -> _Found | None:
        """ "полуторачасовой", "двухнедельный", "десятилетний"."""
        word = self.text.words[index]
        for cut in range(1, 5):
            compound = COMPOUNDS.get(word[:-cut])
            if compound is not None:
                number = Number(index, index + 1, compound[0], None, 1, True)
                return self._compound(number, compound[1], compound[2])
        return None

    def _compound(self, number: Number, unit: str, factor: Decimal) -> _Found | None:
        noun = number.last if number.last < self.last and self.text.pos[number.last] == "NOUN" else None
        if noun is not None and self.text.lemmas[noun] in ("банкнота", "купюра"):
            return None
        last = number.last + (noun is not None)
        if unit == "":
            return _Found(number, number.first, last, None, factor, noun, "compound") if noun is not None else None
        return _Found(number, number.first, last, unit, factor, None, "compound")

    def _term(self, index: int) -> _Found | None:
        """One unit of time: "в течение месяца", "неделю или дольше"."""
        text = self.text
        if index == self.first or (text.feats[index].get("Number") == "Plur" and text.lemmas[index] != "сутки"):
            return None
        long = text.lemma(index - 1) in _DURATIONS
        longer = text.word(index + 1) == "или" and text.word(index + 2) in _LONGER
        if not (long or longer) or text.pos[index - 1] in ("ADJ", "DET", "NUM"):
            return None
        unit, factor = MEASURES[text.lemmas[index]]
        number = Number(index, index + 1, Decimal(1), None, 1, True)
        first = index - 1 - (text.word(index - 2) == "в") if long else index
        return _Found(number, first, index + 1, unit, factor, None, "term")

    # ---- what a number counts

    def _is_label(self, index: int, number: Number) -> bool:
        """Parts of names, scores, times of day, items of a list: numbers that count nothing."""
        text, word = self.text, self.text.words
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
        if last < self.last and text.glued(last):
            after = word[last]
            if after in (":", "/", "+") or after[0].isalpha() or (after == ")" and index == self.first):
                return True
        if text.lemma(index - 1) in _LABELS or (text.word(index - 1) == "." and text.lemma(index - 2) in _LABELS):
            return True
        if text.lemma(index - 1) in _WEAK_LABELS and not (last < self.last and text.pos[last] in ("NOUN", "ADJ")):
            return True
        if index == self.first and text.word(last) == "." and not number.words and number.scaled == 1:
            return True
        if text.lemma(last) == "число" and number.low <= 31:
            return True
        if text.lemma(last) == "год" and not number.words and number.scaled == 1 and self._is_year(index, last):
            return True
        return self._is_price_base(index, number) or self._is_clock(index, number)

    def _is_price_base(self, index: int, number: Number) -> bool:
        """ "долларов за тысячу кубометров": what a price is for."""
        base = number.low in (1, 10, 100, 1000) and self.text.word(index - 1) == "за"
        return base and bool(self.out) and self.out[-1].rule == "money" and self.out[-1].last >= index - 3

    def _is_year(self, index: int, noun: int) -> bool:
        """ "5079 год", "90-х годов"."""
        word, feats = self.text.words[index], self.text.feats[noun]
        return word.endswith("-х") or (feats.get("Number") == "Sing" and len(word) == 4 and word[-1] != "1")

    def _is_clock(self, index: int, number: Number) -> bool:
        """ "в 7 часов утра", "до 20 часов"; not "в 7 часах езды"."""
        text, last = self.text, number.last
        if text.lemma(last) not in ("час", "ч") or number.low > 24 or number.high is not None:
            return False
        if text.lemma(last + 1) in _CLOCK_AFTER:
            return True
        before = text.word(index - 1)
        if before in ("в", "к"):
            return text.feats[last].get("Case") != "Loc"
        return before in ("до", "с", "после") and number.low >= 6 and not number.words and text.word(last + 1) != "в"

    def _unit_after(self, number: Number) -> tuple[str | None, Decimal, int | None, int, str]:
        """Unit, its factor, the counted noun, where the phrase ends and the rule."""
        text, last = self.text, number.last
        one = Decimal(1)
        if last >= self.last or last in text.taken:
            return None, one, None, last, ""
        word, lemma = text.words[last], text.lemmas[last]
        if word == "%":
            if text.word(last + 1) == "-" and text.glued(last + 1):
                return "%", one, None, min(last + 3, self.last), "share"
            return "%", one, None, last + 1, "share"
        if word in SIGNS:
            return SIGNS[word], one, None, last + 1, "money"
        share = SHARES.get(lemma)
        if share is not None and number.low < 10 and text.pos[last] == "NOUN":
            return "%", share, None, last + 1, "share"
        money = self._money(last)
        if money is not None:
            return money[0], money[1], None, money[2], "money"
        square = self._square(last)
        if square is not None:
            return square[0], one, None, square[1], "measure"
        measure = MEASURES.get(lemma) or MEASURES.get(word)
        if lemma == "процентный" and text.lemma(last + 1) == "пункт":
            return "points", one, None, last + 2, "measure"
        if (
            measure is not None
            and lemma != "пункт"
            and not (lemma in ("т", "м", "ч", "куб") and text.pos[last] == "ADP")
        ):
            dot = text.word(last + 1) == "." and text.glued(last + 1) and len(word) <= 4 and last + 2 < self.last
            return measure[0], measure[1], None, last + 1 + dot, "measure"
        return self._noun_after(number)

    def _money(self, last: int) -> tuple[str, Decimal, int] | None:
        """A currency, of a country where an adjective says so."""
        text = self.text
        at = last
        adjective = None
        if text.pos[at] == "ADJ" and text.lemma(at + 1) in MONEY:
            adjective, at = text.lemmas[at], at + 1
        small = SMALL_MONEY.get(text.lemmas[at]) or SMALL_MONEY.get(text.words[at])
        if small is not None:
            return small, Decimal("0.01"), at + 1
        lemma = text.lemmas[at] if text.lemmas[at] in MONEY else text.words[at]
        if lemma not in MONEY or at >= self.last:
            return None
        if lemma == "р" and text.word(at + 1) != ".":
            return None
        code = NATIONAL.get((lemma, adjective), MONEY[lemma]) if adjective else MONEY[lemma]
        at += 1
        if text.word(at) == "." and text.glued(at) and at + 1 < self.last:
            at += 1
        if text.word(at) in ("сша", "стерлингов") and at < self.last:
            at += 1
        return code, Decimal(1), at

    def _square(self, last: int) -> tuple[str, int] | None:
        """ "кв. м", "квадратных километров", "куб. м"."""
        text = self.text
        power = {"кв": "2", "квадратный": "2", "куб": "3", "кубический": "3"}.get(text.lemmas[last]) or {
            "кв": "2", "куб": "3"
        }.get(text.words[last])  # fmt: skip
        if power is None:
            return None
        at = last + 1 + (text.word(last + 1) == ".")
        unit = MEASURES.get(text.lemma(at), MEASURES.get(text.word(at), ("", Decimal(1))))[0]
        return (unit + power, at + 1) if unit in ("m", "km") else None

    def _noun_after(self, number: Number) -> tuple[str | None, Decimal, int | None, int, str]:
        """The noun counted: past adjectives, within four words."""
        text, at = self.text, number.last
        none = (None, Decimal(1), None, number.last, "")
        if text.words[at] == "из":
            at += 1
        steps = 0
        while at < self.last and steps < 5:
            if at in text.taken:
                return none
            pos = text.pos[at]
            if pos in ("NOUN", "PROPN"):
                if pos == "PROPN" and (steps == 0 and not text.words[at].isascii()):
                    return none
                if text.words[at] in SCALES or not self._agrees(number, at):
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

    def _agrees(self, number: Number, noun: int) -> bool:
        """Whether a numeral can stand with the noun: "2012 президент" is no count, "двух стран" a pair that is known."""
        text, feats = self.text, self.text.feats[noun]
        value = number.low
        if feats.get("Case") == "Nom" and feats.get("Number") == "Sing" and text.lemmas[noun] != "человек":
            return number.scaled == 1 and value % 10 == 1 and value % 100 != 11
        if value == 2 and number.words and text.lemmas[noun] in _PAIRS and noun == number.last:
            follows = noun + 1 < self.last and text.feats[noun + 1].get("Case") == "Gen" and text.pos[noun + 1] != "ADP"
            return follows
        return True

    # ---- lists and approximations

    def _settle(self, found: _Found) -> None:
        """Adds what was found, with the numbers of the list that it closes."""
        if found.rule == "list":
            self.pending.append(found)
            return
        chain: list[_Found] = [found]
        for earlier in reversed(self.pending):
            begin = chain[-1].number.first
            if not begin - 2 <= earlier.last <= begin:
                break
            connector = self._connector(earlier)
            number = earlier.number
            if connector in _SCALE_SHARING and number.scaled == 1 and found.number.scaled > 1:
                number = replace(number, low=number.low * found.number.scaled)
            chain.append(
                replace(earlier, number=number, unit=found.unit, factor=found.factor, noun=found.noun, rule=found.rule)
            )
        self.pending.clear()
        chain.reverse()
        shared = None
        for position, item in enumerate(chain):
            shared = self._emit(
                item, shared if position else None, chain[position - 1] if position else None, found.last
            )

    def _connector(self, earlier: _Found) -> str:
        words = self.text.words
        return "," if words[earlier.last - 1].endswith(",") else words[earlier.last]

    def _emit(self, item: _Found, shared: Approximate | None, before: _Found | None, last: int) -> Approximate | None:
        first, approximate = self._approximation(item)
        if before is not None and self._connector(before) in ("до", "-", "–", "—"):
            approximate = shared if shared == "about" else None
        approximate = approximate or ("about" if shared == "about" else None)
        number = item.number
        if number.more:
            approximate = "more_than"
        if self.text.word(item.last) == "или" and self.text.word(item.last + 1) in _LONGER:
            approximate = "more_than"
        if item.rule == "inverted":
            approximate = approximate or "about"
        for value in (number.low, number.high):
            if value is not None:
                total = value * item.factor
                if item.rule == "share" and item.factor != 1:
                    total = total.quantize(_TENTH)
                self.out.append(
                    Quantity(
                        first,
                        max(item.last, first + 1),
                        number.first,
                        total,
                        item.unit,
                        item.noun,
                        approximate,
                        item.rule,
                    )
                )
        return approximate

    def _approximation(self, item: _Found) -> tuple[int, Approximate | None]:
        """Where the phrase begins with its approximation, and what that says."""
        text, first = self.text, item.first
        at = first - 1
        if at >= self.first and text.words[at] in ("чем", "на", "в", "за", "по", "с", "из", "$", "и", "то"):
            at -= 1  # "более чем на", "не менее, чем"
        word = text.word(at) if at >= self.first else ""
        before = text.word(at - 1) if at > self.first else ""
        if word in _MORE or word in ("выше",):
            negated = before == "не"
            return at - negated, "less_than" if negated else "more_than"
        if word in _LESS or word == "ниже":
            negated = before == "не"
            return at - negated, "more_than" if negated else "less_than"
        if word in _ABOUT:
            return at, "about"
        if word == "мере" and before in ("крайней", "меньшей"):
            return at - 1 - (text.word(at - 2) == "по"), "more_than"
        if word == "как" and before == "минимум":
            return at - 1, "more_than"
        if text.word(first - 1) == "до" and first - 1 >= self.first:
            governed = any(text.lemma(i) in _CHANGES for i in range(max(self.first, first - 7), first - 1))
            return first - 1, None if governed else "less_than"
        return first, None
