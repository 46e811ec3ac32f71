"""Russian numerals: words and digits, and reading a number off them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_FORMS = {
    0: "ноль нуль ноля нуля",
    1: "один одна одно одного одной одному одним одном одну",
    2: "два две двух двум двумя двое двоих двоим двоими",
    3: "три трех трем тремя трое троих троим троими",
    4: "четыре четырех четырем четырьмя четверо четверых четверым четверыми",
    5: "пять пяти пятью пятеро пятерых пятерым",
    6: "шесть шести шестью шестеро шестерых шестерым",
    7: "семь семи семью семеро семерых семерым",
    8: "восемь восьми восемью восьмью",
    9: "девять девяти девятью",
    10: "десять десяти десятью",
    11: "одиннадцать одиннадцати одиннадцатью",
    12: "двенадцать двенадцати двенадцатью",
    13: "тринадцать тринадцати тринадцатью",
    14: "четырнадцать четырнадцати четырнадцатью",
    15: "пятнадцать пятнадцати пятнадцатью",
    16: "шестнадцать шестнадцати шестнадцатью",
    17: "семнадцать семнадцати семнадцатью",
    18: "восемнадцать восемнадцати восемнадцатью",
    19: "девятнадцать девятнадцати девятнадцатью",
    20: "двадцать двадцати двадцатью",
    30: "тридцать тридцати тридцатью",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти пятьюдесятью",
    60: "шестьдесят шестидесяти шестьюдесятью",
    70: "семьдесят семидесяти семьюдесятью",
    80: "восемьдесят восьмидесяти восемьюдесятью восьмьюдесятью",
    90: "девяносто девяноста",
    100: "сто ста",
    200: "двести двухсот двумстам двумястами двухстах",
    300: "триста трехсот тремстам тремястами трехстах",
    400: "четыреста четырехсот четыремстам четырьмястами четырехстах",
    500: "пятьсот пятисот пятистам пятьюстами пятистах",
    600: "шестьсот шестисот шестистам шестьюстами шестистах",
    700: "семьсот семисот семистам семьюстами семистах",
    800: "восемьсот восьмисот восьмистам восемьюстами восьмистах",
    900: "девятьсот девятисот девятистам девятьюстами девятистах",
}

CARDINALS: dict[str, int] = {form: value for value, forms in _FORMS.items() for form in forms.split()}
"""Forms of the simple cardinals (lower case, ё as е) and their values."""

_ONE_AND_A_HALF = frozenset(("полтора", "полторы", "полутора"))
_SCALE_FORMS = {
    10: "десяток десятка десятке десятком десятков десяткам десятками",
    12: "дюжина дюжины дюжину дюжин дюжиной",
    100: "сотня сотни сотню сотен сотней",
    1000: "тысяча тысячи тысячу тысяч тысячей тысячам тысячами тысячах тыс тыщ",
    10**6: "миллион миллиона миллиону миллионом миллионов миллионам миллионами миллионах млн мн",
    10**9: "миллиард миллиарда миллиарду миллиардом миллиардов миллиардам миллиардами миллиардах млрд",
    10**12: "триллион триллиона триллионов триллионом триллионам триллионами триллионах трлн",
}
SCALES: dict[str, int] = {form: value for value, forms in _SCALE_FORMS.items() for form in forms.split()}
_ALONE = frozenset("десяток дюжину дюжина сотня сотню тысяча тысячу миллион миллиард триллион".split())
"""Scales that mean one of them where no numeral stands before."""
_ALONE_AFTER_BOUND = frozenset("десятка дюжины сотни тысячи миллиона миллиарда триллиона".split())
"""The same, but forms of the plural too: only after "более", "около"."""
_BOUNDS = frozenset("более больше свыше менее меньше около порядка до почти".split())
_HALF_SCALES = {
    "полмиллиона": 500_000,
    "полумиллиона": 500_000,
    "полмиллиарда": 500_000_000,
    "полсотни": 50,
    "полтысячи": 500,
}

_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_RANGE = re.compile(r"(\d+(?:[.,]\d+)?)[-–—](\d+(?:[.,]\d+)?)")
_ENDED = re.compile(r"(\d+)-?(?:х|ти|ми|мя|ух|ю|стам|ста|сот|ка)")
_GROUP = re.compile(r"\d{3}")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]000|\.\d{3})+")


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens `[first, last)` and their value, the higher one where they are a range.

    `scaled` is what a scale word ("млн") has multiplied by, 1 without; `words` not in digits.
    """

    first: int
    last: int
    low: Decimal
    high: Decimal | None
    scaled: int
    words: bool
    more: bool = False


def digits(text: str) -> tuple[Decimal, Decimal | None] | None:
    """The value of "6,2", "10.000", "23-х", or the two of "4-5"; None for anything else."""
    text = text.rstrip(",.")
    if not text[:1].isdigit() or len(text) > 24:
        return None
    if _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "")), None
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", ".")), None
    found = _RANGE.fullmatch(text)
    if found:
        return Decimal(found[1].replace(",", ".")), Decimal(found[2].replace(",", "."))
    found = _ENDED.fullmatch(text)
    return (Decimal(found[1]), None) if found else None


def read_number(words: list[str], starts: Sequence[int], ends: Sequence[int], index: int, stop: int) -> Number | None:
    """The number whose numeral begins at token `index`, with its scale, within tokens before `stop`."""
    read = _read_digits(words, starts, ends, index, stop) or _read_words(words, index, stop)
    if read is None:
        return None
    low, high, last, in_words = read
    more = words[last : last + 2] in (["с", "лишним"], ["с", "небольшим"])
    if more:
        last += 2
    elif words[last : last + 2] == ["с", "половиной"]:
        low, last = low + Decimal("0.5"), last + 2
    scale, total = 1, 1
    while last < stop and words[last] in SCALES and not (in_words and total == 1 and low >= 1000 and high is None):
        scale = SCALES[words[last]]
        total *= scale
        last += 1
        if (
            last < stop
            and words[last] == "."
            and ends[last - 1] == starts[last]
            and words[last - 1] in ("тыс", "млн", "млрд", "трлн")
        ):
            last += 1
    if words[last : last + 2] in (["с", "лишним"], ["с", "небольшим"]):
        more, last = True, last + 2
    low *= total
    if high is not None:
        high *= total
    elif in_words and total >= 1000 and last < stop and words[last] in CARDINALS:
        rest = read_number(words, starts, ends, last, stop)  # "две тысячи пятьсот"
        if rest is not None and rest.words and rest.low < total and rest.high is None:
            low, last = low + rest.low, rest.last
    return Number(index, last, low, high, total, in_words, more)


def _read_digits(
    words: list[str], starts: Sequence[int], ends: Sequence[int], index: int, stop: int
) -> tuple[Decimal, Decimal | None, int, bool] | None:
    values = digits(words[index])
    if values is None:
        return None
    low, high = values
    last = index + 1
    text = words[index]
    if text.isdigit() and len(text) <= 3:  # "10 000"
        while last < stop and _GROUP.fullmatch(words[last]) and starts[last] - ends[last - 1] == 1:
            text += words[last]
            low, last = Decimal(text), last + 1
    return low, high, last, False


def _read_words(words: list[str], index: int, stop: int) -> tuple[Decimal, Decimal | None, int, bool] | None:
    word = words[index]
    if word in _ONE_AND_A_HALF:
        return Decimal("1.5"), None, index + 1, True
    if word in _HALF_SCALES:
        return Decimal(_HALF_SCALES[word]), None, index + 1, True
    if word in _ALONE or (word in _ALONE_AFTER_BOUND and index and words[index - 1] in _BOUNDS):
        return Decimal(1), None, index, True
    if "-" in word:
        low, _, high = word.partition("-")
        if 0 < CARDINALS.get(low, 0) < CARDINALS.get(high, 0):  # "два-три"
            return Decimal(CARDINALS[low]), Decimal(CARDINALS[high]), index + 1, True
        return None
    total, below, last = 0, 1000, index
    while last < stop and CARDINALS.get(words[last], below) < below:
        value = CARDINALS[words[last]]
        total, last = total + value, last + 1
        below = 0 if value < 20 else 10 if value < 100 else 100
    if last == index:
        return None
    spoken = _spoken_range(words, last, stop, total)
    if spoken is not None:
        return Decimal(total), spoken[0], spoken[1], True
    return Decimal(total), None, last, True


def _spoken_range(words: list[str], last: int, stop: int, low: int) -> tuple[Decimal, int] | None:
    """ "два-три", "десять – двенадцать": the higher value and where it ends."""
    if last + 1 < stop and words[last] in ("-", "–", "—") and CARDINALS.get(words[last + 1], 0) > low:
        return Decimal(CARDINALS[words[last + 1]]), last + 2
    return None
