"""Quantities in Russian text: numerals with what they count, in words or digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from onrecord.languages.quantities import Quantity
from onrecord.languages.russian.measures import (
    BARE,
    COMPOUND_ENDS,
    COMPOUND_STARTS,
    COMPOUNDS,
    MEASURES,
    MONEY,
    SHARES,
    SIGNS,
    TERM_UNITS,
    WHOLE,
)
from onrecord.languages.russian.numbers import CARDINALS, SCALES, Number, digits, read_number
from onrecord.languages.russian.quantities.approximations import approximation
from onrecord.languages.russian.quantities.columns import Columns, Found, words
from onrecord.languages.russian.quantities.labels import is_label
from onrecord.languages.russian.quantities.units import unit_after
from onrecord.model.annotation import Annotation
from onrecord.model.record import Approximate
from onrecord.model.span import Span

_NUMERALS = (
    CARDINALS.keys()
    | SCALES.keys()
    | words("полтора полторы полутора полмиллиона полумиллиона полмиллиарда полсотни полтысячи")
)
_CONNECTORS = words(", и или до - – — из / либо")
_SCALE_SHARING = words(", до - – — или либо")
_QUANTIFIERS = words("все эти те всех этих тех всем этим обе")
_PRONOUNS = words("них которых нас вас")
_LONGER = words("дольше больше более выше даже")
_DURATIONS = words("течение протяжение")
_TENTH = Decimal("0.1")
_DIGITS_COMPOUND = re.compile(r"(\d+(?:[.,]\d+)?)(?:[-–—](\d+))?[-–—]?([а-я]+)")


_SINGLE = WHOLE.keys() | SHARES.keys() | BARE.keys() | TERM_UNITS


class RussianNumbers:
    """The `numbers` part of the form, for Russian."""

    def find(self, annotation: Annotation, dates: Sequence[Span]) -> list[Quantity]:
        """All quantities in order, none within `dates`; ordinals, labels and scores are none."""
        text = Columns(annotation, dates)
        out: list[Quantity] = []
        begins = list(map(_may_begin, text.words, text.lemmas))
        for sentence in annotation.sentences:
            if any(begins[sentence.first : sentence.last]):
                _Sentence(text, sentence.first, sentence.last, out).read(begins)
        return out


def _may_begin(word: str, lemma: str) -> bool:
    """Whether a quantity may begin with a word: most sentences have none, and need not be read."""
    return word[0].isdigit() or word in _NUMERALS or word[:3] in COMPOUND_STARTS or lemma in _SINGLE or word in SIGNS


class _Sentence:
    """One sentence being read; quantities are added to `out`, which may be asked for what came before."""

    def __init__(self, text: Columns, first: int, last: int, out: list[Quantity]) -> None:
        self.text, self.first, self.last, self.out = text, first, last, out
        self.pending: list[Found] = []

    def read(self, begins: Sequence[bool]) -> None:
        index = self.first
        while index < self.last:
            found = self._begin(index) if begins[index] else None
            if found is None:
                index += 1
                continue
            self._settle(found)
            index = max(found.last, index + 1)
        self.pending.clear()

    def _begin(self, index: int) -> Found | None:
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

    def _single(self, index: int, lemma: str) -> Found | None:
        """One word that is a quantity: "полгода", "половина", a term, "недельный"."""
        if lemma in WHOLE:
            return self._whole(index)
        if lemma in SHARES:
            return self._share(index)
        if lemma in BARE:
            return self._compound(Number(index, index + 1, Decimal(1), None, 1, True), BARE[lemma], Decimal(1))
        return self._term(index)

    # ---- kinds of quantity

    def _number(self, index: int) -> Found | None:
        """A numeral with a scale, and what stands after it."""
        text = self.text
        number = read_number(text.words, text.starts, text.ends, index, self.last)
        if number is None or is_label(text, index, number, self.first, self.last, self.out[-1] if self.out else None):
            return None
        unit, factor, noun, last, rule = unit_after(text, number, self.last)
        if unit is None and noun is None:
            return self._without_unit(number)
        if noun is not None and number.words and number.low == 1 and number.scaled == 1:
            return None  # "один" is more often "some" than a count
        return Found(number, index, last, unit, factor, noun, rule)

    def _without_unit(self, number: Number) -> Found | None:
        """A number that shares the unit of the next or of the one before, or none at all."""
        text, last = self.text, number.last
        if text.words[last - 1].endswith(",") and last < self.last and self._begins_number(last):  # "100," is one token
            return Found(number, number.first, last, None, Decimal(1), None, "list")
        connector = text.word(last)
        if connector in _CONNECTORS and last + 1 < self.last and self._begins_number(last + 1):
            return Found(number, number.first, last, None, Decimal(1), None, "list")
        if number.low == 1 and number.words:
            return None
        counted = [quantity for quantity in self.out[-6:] if quantity.noun is not None]
        if connector == "из" and text.word(last + 1) in _PRONOUNS and counted:
            return Found(number, number.first, last + 2, None, Decimal(1), counted[-1].noun, "ellipsis")
        if text.word(number.first - 1) in _QUANTIFIERS and (last >= self.last or text.pos[last] in ("PUNCT", "VERB")):
            noun = text.counted.get(number.low)
            if noun is not None:
                return Found(number, number.first - 1, last, None, Decimal(1), noun, "ellipsis")
        if number.scaled >= 1000:  # "47 млн избирателей, из них 2,7 млн за границей"
            for earlier in reversed(self.out[-4:]):
                if earlier.value >= 1000 and (earlier.rule == "money" or earlier.noun is not None):
                    return Found(number, number.first, last, earlier.unit, Decimal(1), earlier.noun, "ellipsis")
        before = text.lemma(number.first - 1)
        if number.words and (before in MEASURES or before in MONEY) and number.first - 1 not in text.taken:
            unit, factor = MEASURES.get(before) or (MONEY[before], Decimal(1))  # "лет пять"
            return Found(number, number.first - 1, last, unit, factor, None, "inverted")
        return None

    def _begins_number(self, index: int) -> bool:
        word = self.text.words[index]
        return index not in self.text.taken and (word in CARDINALS or word in SIGNS or digits(word) is not None)

    def _signed(self, index: int) -> Found | None:
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
        return Found(number, index, last, SIGNS[text.words[index]], Decimal(1), None, "money")

    def _whole(self, index: int) -> Found | None:
        text = self.text
        unit, value = WHOLE[text.lemmas[index]]
        plural = text.feats[index].get("Number") == "Plur" and not text.words[index].startswith("пол")
        if plural or text.lemma(index - 1) in MEASURES:
            return None
        number = Number(index, index + 1, value, None, 1, True)
        return Found(number, index, index + 1, unit, Decimal(1), None, "word")

    def _share(self, index: int) -> Found | None:
        """ "половина", "треть", "две трети" of something; not "вторая половина", "четверть века"."""
        text = self.text
        share = SHARES.get(text.lemmas[index])
        if share is None or text.pos[index] != "NOUN" or text.feats[index].get("Number") == "Plur":
            return None
        if text.pos[index - 1] in ("ADJ", "NUM") if index else False:
            return None
        number = Number(index, index + 1, share.quantize(_TENTH), None, 1, True)
        return Found(number, index, index + 1, "%", Decimal(1), None, "share")

    def _compound_digits(self, index: int) -> Found | None:
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

    def _compound_word(self, index: int) -> Found | None:
        """ "полуторачасовой", "двухнедельный", "десятилетний"."""
        word = self.text.words[index]
        for cut in range(1, 5):
            compound = COMPOUNDS.get(word[:-cut])
            if compound is not None:
                number = Number(index, index + 1, compound[0], None, 1, True)
                return self._compound(number, compound[1], compound[2])
        return None

    def _compound(self, number: Number, unit: str, factor: Decimal) -> Found | None:
        noun = number.last if number.last < self.last and self.text.pos[number.last] == "NOUN" else None
        if noun is not None and self.text.lemmas[noun] in ("банкнота", "купюра"):
            return None
        last = number.last + (noun is not None)
        if unit == "":
            return Found(number, number.first, last, None, factor, noun, "compound") if noun is not None else None
        return Found(number, number.first, last, unit, factor, None, "compound")

    def _term(self, index: int) -> Found | None:
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
        return Found(number, first, index + 1, unit, factor, None, "term")

    # ---- lists and approximations

    def _settle(self, found: Found) -> None:
        """Adds what was found, with the numbers of the list that it closes."""
        if found.rule == "list":
            self.pending.append(found)
            return
        chain: list[Found] = [found]
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

    def _connector(self, earlier: Found) -> str:
        words = self.text.words
        return "," if words[earlier.last - 1].endswith(",") else words[earlier.last]

    def _emit(self, item: Found, shared: Approximate | None, before: Found | None, last: int) -> Approximate | None:
        first, approximate = approximation(self.text, item, self.first)
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
                if item.noun is not None:
                    self.text.counted[total] = item.noun
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
