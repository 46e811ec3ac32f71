"""What findings say of their versions, written in English by comparing, as messages with gaps for the words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from onrecord.errors import DateError
from onrecord.model.dates import Date
from onrecord.web.tongue import Tongue
from onrecord.web.wording import UNITS

_SAID = (
    "%(a)s independent origin",
    "%(a)s independent origins",
    "published %(a)s day away",
    "published %(a)s days away",
    "quoted words",
    "between quotation marks",
    "only in a headline",
    "a primary source has it so",
    "a primary source",
    "in quoted words",
    "against it: taken from another article",
    "against it: “%(a)s” in an article of %(b)s is %(c)s",
    "possible",
    "intended",
    "demanded",
    "a fact",
    "names its source",
    "so the dossier has it",
    "a form that other texts use",
    "fits its weekday (“%(a)s”)",
    "fits “%(a)s” in an article of %(b)s",
    "counted from the day of publication, %(a)s comes to the same",
    "%(a)s sentences word for word",
    "against it: these words name %(a)s as somebody else would",
    "as settled",
    "as intended or considered",
    "going to happen",
    "hedged",
    "no source",
    "credited to %(a)s",
    "words of %(a)s",
    "the outlet's own words",
)

_NEARLY = ("more than", "up to", "about")


def messages() -> list[str]:
    """All of them, for whoever translates them."""
    return [*_SAID, *_NEARLY]


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    found = []
    for message in _SAID:
        parts = re.split(r"%\((\w)\)s", message)
        # every second part is the name of a gap
        pattern = "".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
        found.append((re.compile(pattern), message))
    return found


_FIGURE = re.compile(rf"(?:({'|'.join(_NEARLY)}) )?(-?\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?) ([^\d\s]\S*)")
_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d(?:-\d\d)?(?:/[\d.-]+)?", re.ASCII)


def of_finding(text: str, speech: Tongue) -> str:
    """The value of a version or a reason for it in another language, days and numbers as people write them there; as
    it is where it is none of these."""
    if _DAY.fullmatch(text):
        return _day(text, speech)
    if figure := _FIGURE.fullmatch(text):
        how, number, unit = figure.groups()
        said = speech.number(Decimal(number.replace(",", ""))), speech.say(UNITS[unit]) if unit in UNITS else unit
        return " ".join((speech.say(how), *said) if how else said)
    for pattern, message in _patterns():
        found = pattern.fullmatch(text)
        if found:
            gaps = {name: _day(gap, speech) for name, gap in found.groupdict().items()}
            return speech.say(message) % gaps if gaps else speech.say(message)
    return text


def _day(text: str, speech: Tongue) -> str:
    """A day in words; whatever else as it is."""
    try:
        return speech.day(Date(text)) if _DAY.fullmatch(text) else text
    except DateError:
        return text
