"""The interface's languages: messages by gettext, dates and numbers by CLDR."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel import Locale, negotiate_locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import NullTranslations, Translations

from onrecord.model.dates import Date, When
from onrecord.web.wording import SEASONS

LANGUAGES = {"en": "English", "ru": "Русский"}


class Tongue:
    """One language of the interface."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._locale = Locale.parse("en_GB" if code == "en" else code)
        self.translations = _translations(code)

    def say(self, message: str) -> str:
        return str(self.translations.gettext(message)) if message else ""

    def many(self, one: str, many: str, number: int) -> str:
        """The message for a number, with `%(num)s` filled in."""
        return str(self.translations.ngettext(one, many, number)) % {"num": self.number(number)}

    def number(self, value: float | Decimal) -> str:
        return str(format_decimal(value, locale=self._locale))

    def share(self, value: float) -> str:
        return str(format_percent(value, locale=self._locale))

    def day(self, date: Date | str | None) -> str:
        """An EDTF date in words; "" for none."""
        text = date.edtf if isinstance(date, Date) else date or ""
        if "/" in text:
            first, last = text.split("/")
            if last in ("", ".."):
                return self.say("from %(day)s") % {"day": self._one(first)}
            if first in ("", ".."):
                return self.say("until %(day)s") % {"day": self._one(last)}
            return f"{self._one(first)} – {self._one(last)}"
        return self._one(text)

    def _one(self, text: str) -> str:
        known = not text.startswith("XXXX")
        parts = [int(part) for part in text.replace("XXXX", "2000").split("-") if part.isdecimal()]
        if not parts:
            return ""
        year, month, day = ([*parts, 1, 1])[:3]
        unknown = self.say("year unknown")
        if text[5:] in SEASONS:
            season = self.say(SEASONS[text[5:]])
            return f"{season} {text[:4]}" if known else f"{season} ({unknown})"
        when = dt.date(max(year, 1), month, day)
        if len(parts) == 1:
            return text
        skeleton = ("y" if known else "") + ("MMMMd" if len(parts) == 3 else "MMMM")
        shown = self._by(skeleton, when)
        return shown if known else f"{shown} ({unknown})"

    def _by(self, skeleton: str, when: dt.date) -> str:
        if skeleton == "yMMMMd":
            return str(format_date(when, "long", locale=self._locale))
        if skeleton == "MMMM":
            return str(format_date(when, "LLLL", locale=self._locale))
        if skeleton == "yMMMM":
            return str(format_date(when, "LLLL y", locale=self._locale))
        return str(format_skeleton(skeleton, when, locale=self._locale))

    def when(self, when: When | None, otherwise: str = "") -> str:
        """A day and, where it was worked out, a word on that."""
        if when is None:
            return otherwise
        day = self.day(when.date)
        counted = self.say("worked out")
        return day if when.basis == "stated" else f"{day} ({counted})"

    def month(self, text: str) -> str:
        return self._one(text[:7])

    def short(self, day: dt.date, skeleton: str) -> str:
        """A day, a month or a year, as short as CLDR writes it: `MMMd`, `yMMM`, `y`."""
        return str(format_skeleton(skeleton, day, locale=self._locale))

    def weekdays(self) -> list[str]:
        """From Monday on, short."""
        return [str(self._locale.days["stand-alone"]["short"][day]) for day in range(7)]


def choose(cookie: str, accepted: str) -> Tongue:
    """The language somebody chose, else the first that their browser asks for and that is there, else English."""
    if cookie in LANGUAGES:
        return tongue(cookie)
    wanted = []
    for part in accepted[:200].split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), tag.strip().replace("-", "_")))
        except ValueError:
            continue
    found = negotiate_locale([tag for _, tag in sorted(wanted, key=lambda pair: pair[0])], list(LANGUAGES))
    return tongue(found if found in LANGUAGES else "en")


@cache
def tongue(code: str) -> Tongue:
    """A language of `LANGUAGES`, read once."""
    return Tongue(code)


@cache
def _translations(code: str) -> NullTranslations:
    if code == "en":
        return NullTranslations()
    path = files("onrecord.web") / "locale" / f"{code}.po"
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(path.read_bytes()), locale=code))
    compiled.seek(0)
    return Translations(compiled)
