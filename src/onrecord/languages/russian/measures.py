"""What Russian news counts in: money, measures, and words that hold a number and a measure in one."""

from __future__ import annotations

from decimal import Decimal

SIGNS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₽": "RUB",
    "₸": "KZT",
    "¥": "JPY",
    "₴": "UAH",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
}

MONEY = {
    "доллар": "USD", "долл": "USD", "usd": "USD", "бакс": "USD", "евро": "EUR", "eur": "EUR", "рубль": "RUB",
    "руб": "RUB", "р": "RUB", "rub": "RUB", "тенге": "KZT", "kzt": "KZT", "сум": "UZS", "сом": "KGS",
    "сомони": "TJS", "манат": "AZN", "гривна": "UAH", "гривен": "UAH", "грн": "UAH", "uah": "UAH", "фунт": "GBP",
    "gbp": "GBP", "юань": "CNY", "иена": "JPY", "йена": "JPY", "шекель": "ILS", "крона": "SEK", "марка": "DEM",
    "франк": "CHF", "лира": "TRY", "лари": "GEL", "драм": "AMD", "лей": "MDL", "злотый": "PLN", "рупия": "INR",
    "реал": "BRL", "вона": "KRW", "форинт": "HUF", "дирхам": "AED", "тугрик": "MNT", "риал": "IRR", "риял": "SAR",
    "лев": "BGN", "песо": "MXN", "рэнд": "ZAR", "ринггит": "MYR", "бат": "THB", "донг": "VND", "афгани": "AFN",
}  # fmt: skip
"""Lemmas (or abbreviations) and the currency meant where no country is named."""

NATIONAL = {
    ("доллар", "канадский"): "CAD", ("доллар", "австралийский"): "AUD", ("доллар", "гонконгский"): "HKD",
    ("доллар", "новозеландский"): "NZD", ("доллар", "сингапурский"): "SGD", ("рубль", "белорусский"): "BYN",
    ("крона", "шведский"): "SEK", ("крона", "норвежский"): "NOK", ("крона", "датский"): "DKK",
    ("крона", "чешский"): "CZK", ("крона", "исландский"): "ISK", ("фунт", "египетский"): "EGP",
    ("фунт", "сирийский"): "SYP", ("лей", "румынский"): "RON", ("манат", "туркменский"): "TMT",
    ("лира", "итальянский"): "ITL", ("франк", "французский"): "FRF", ("песо", "аргентинский"): "ARS",
    ("песо", "кубинский"): "CUP", ("рупия", "пакистанский"): "PKR", ("вона", "северокорейский"): "KPW",
}  # fmt: skip

SMALL_MONEY = {"копейка": "RUB", "коп": "RUB", "цент": "USD", "евроцент": "EUR", "пенс": "GBP", "тиын": "KZT"}
"""A hundredth of a currency."""

MEASURES: dict[str, tuple[str, Decimal]] = {
    "%": ("%", Decimal(1)), "процент": ("%", Decimal(1)), "проц": ("%", Decimal(1)),
    "год": ("years", Decimal(1)), "лет": ("years", Decimal(1)), "лето": ("years", Decimal(1)),
    "десятилетие": ("years", Decimal(10)), "столетие": ("years", Decimal(100)), "век": ("years", Decimal(100)),
    "месяц": ("months", Decimal(1)), "мес": ("months", Decimal(1)), "квартал": ("months", Decimal(3)),
    "неделя": ("weeks", Decimal(1)), "нед": ("weeks", Decimal(1)),
    "день": ("days", Decimal(1)), "сутки": ("days", Decimal(1)), "дн": ("days", Decimal(1)),
    "час": ("hours", Decimal(1)), "ч": ("hours", Decimal(1)),
    "минута": ("minutes", Decimal(1)), "мин": ("minutes", Decimal(1)), "секунда": ("seconds", Decimal(1)),
    "сек": ("seconds", Decimal(1)),
    "километр": ("km", Decimal(1)), "км": ("km", Decimal(1)), "метр": ("m", Decimal(1)), "м": ("m", Decimal(1)),
    "кубометр": ("m3", Decimal(1)), "куб": ("m3", Decimal(1)), "м3": ("m3", Decimal(1)), "м³": ("m3", Decimal(1)),
    "тонна": ("t", Decimal(1)), "т": ("t", Decimal(1)), "килограмм": ("kg", Decimal(1)), "кг": ("kg", Decimal(1)),
    "гектар": ("ha", Decimal(1)), "га": ("ha", Decimal(1)), "раз": ("times", Decimal(1)),
    "балл": ("points", Decimal(1)), "очко": ("points", Decimal(1)), "пункт": ("points", Decimal(1)),
    "градус": ("degrees", Decimal(1)), "°": ("degrees", Decimal(1)), "°c": ("degrees", Decimal(1)),
}  # fmt: skip
"""Lemmas, the measure word of the record format and how many of it one is."""

_STEMS: dict[str, tuple[str, Decimal]] = {
    "летн": ("years", Decimal(1)), "лети": ("years", Decimal(1)), "годичн": ("years", Decimal(1)),
    "месячн": ("months", Decimal(1)), "недельн": ("weeks", Decimal(1)), "дневн": ("days", Decimal(1)),
    "суточн": ("days", Decimal(1)), "часов": ("hours", Decimal(1)), "минутн": ("minutes", Decimal(1)),
    "секундн": ("seconds", Decimal(1)), "процентн": ("%", Decimal(1)), "километров": ("km", Decimal(1)),
    "метров": ("m", Decimal(1)), "тонн": ("t", Decimal(1)), "килограммов": ("kg", Decimal(1)),
    "градусн": ("degrees", Decimal(1)), "кратн": ("times", Decimal(1)), "балльн": ("points", Decimal(1)),
    "миллионн": ("", Decimal(10**6)), "тысячн": ("", Decimal(1000)), "миллиардн": ("", Decimal(10**9)),
    "долларов": ("USD", Decimal(1)), "рублев": ("RUB", Decimal(1)),
}  # fmt: skip
"""Second halves of compounds without their endings ("10-процентный", "двухнедельный", "30-летие")."""

_PREFIXES = {
    "полутора": Decimal("1.5"), "полу": Decimal("0.5"), "двух": 2, "дву": 2, "трех": 3, "четырех": 4, "пяти": 5,
    "шести": 6, "семи": 7, "восьми": 8, "девяти": 9, "десяти": 10, "одиннадцати": 11, "двенадцати": 12,
    "тринадцати": 13, "четырнадцати": 14, "пятнадцати": 15, "шестнадцати": 16, "семнадцати": 17,
    "восемнадцати": 18, "девятнадцати": 19, "двадцати": 20, "двадцатипяти": 25, "тридцати": 30, "сорока": 40,
    "пятидесяти": 50, "шестидесяти": 60, "семидесяти": 70, "восьмидесяти": 80, "девяносто": 90, "сто": 100,
    "двухсот": 200, "трехсот": 300, "пятисот": 500,
}  # fmt: skip

COMPOUNDS = {
    prefix + stem: (Decimal(str(value)), unit, factor)
    for prefix, value in _PREFIXES.items()
    for stem, (unit, factor) in _STEMS.items()
}
"""Compounds in words without their endings: the number, the unit and its factor."""

COMPOUND_STARTS = frozenset(prefix[:3] for prefix in _PREFIXES)
COMPOUND_ENDS = _STEMS

BARE = {"недельный": "weeks", "месячный": "months"}
"""Lemmas of adjectives that mean one of a unit where they tell how long something lasts."""

WHOLE: dict[str, tuple[str, Decimal]] = {
    "полчаса": ("hours", Decimal("0.5")), "получас": ("hours", Decimal("0.5")), "полгода": ("months", Decimal(6)),
    "полугодие": ("months", Decimal(6)), "полдня": ("days", Decimal("0.5")), "полмесяца": ("months", Decimal("0.5")),
    "вдвое": ("times", Decimal(2)), "втрое": ("times", Decimal(3)), "вчетверо": ("times", Decimal(4)),
    "впятеро": ("times", Decimal(5)), "вшестеро": ("times", Decimal(6)), "вдесятеро": ("times", Decimal(10)),
    "десятилетие": ("years", Decimal(10)), "столетие": ("years", Decimal(100)),
}  # fmt: skip
"""Lemmas that are a quantity by themselves."""

SHARES = {"половина": Decimal(50), "треть": Decimal(100) / 3, "четверть": Decimal(25)}
"""Fractions, in per cent."""

TERM_UNITS = frozenset("год месяц неделя день сутки час минута десятилетие".split())
"""Units that mean one of them after "в течение", "за"."""
