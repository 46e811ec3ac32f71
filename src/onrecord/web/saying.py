"""What findings say of their versions, written in English by comparing, as messages with gaps for the words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

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


def messages() -> list[str]:
    """All of them, for whoever translates them."""
    return list(_SAID)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    found = []
    for message in _SAID:
        parts = re.split(r"%\((\w)\)s", message)
        # every second part is the name of a gap
        pattern = "".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
        found.append((re.compile(pattern), message))
    return found


def of_finding(text: str, say: Callable[[str], str]) -> str:
    """The value of a version or a reason for it in another language; as it is where it is no such message."""
    for pattern, message in _patterns():
        found = pattern.fullmatch(text)
        if found:
            return say(message) % found.groupdict() if found.groupdict() else say(message)
    return text
