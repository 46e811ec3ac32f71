"""What a line of a Russian page is, as far as it says by itself."""

from __future__ import annotations

import re

from onrecord.languages.page import LineKind
from onrecord.languages.russian import page_words as words
from onrecord.languages.russian.datelines import is_clock, read_stamp
from onrecord.languages.russian.media import known_medium
from onrecord.languages.russian.page_bylines import is_byline

_URL_ONLY = re.compile(r"(?:https?://|www\.)\S+")
_HASHTAGS = re.compile(r"(?:#[\w-]+[\s,]*)+")
_CONTACT = re.compile(r"\+?\d[\d ()-]{8,}\d|[\w.-]+@[\w-]+\.\w+")
_MENU_SPLIT = re.compile(r"\s*[|•·/›»>,]\s*|\s+")
_SMALL = re.compile(r"[a-zа-яёқңғүұөһәіў-]+(?: [a-zа-яёқңғүұөһәіў-]+){0,2}")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[A-Za-zА-Яа-яЁё]")
_BLANKS = " \t\r\xa0\u200b\ufeff"
_EDGES = _BLANKS + "«»\"'.,:;!…-–—|/•·>›<*()[]→←↓↑+"
_BULLETS = "«\"'•·*→►▶▪■●➡📌📲🔔👉✅📢⚡❗️-–— "
_RULES = "|/•·>›<*→←↓↑+"

_LONGEST = 420
_LONGEST_HEADING = 90
_LONGEST_SHORT = 140
_LONGEST_PICTURE = 200
_LONGEST_ASIDE = 60
_SITE = re.compile(r"(?:www\.)?[\w-]+\.[A-Za-z]{2,6}")


def line_kind(line: str) -> LineKind | None:
    """What a line is by itself, or None for text."""
    text = line.strip(_BLANKS)
    if not text or len(text) > _LONGEST:
        return None
    bare = text.strip(_EDGES).lower().replace("\xa0", " ")
    if not bare:
        return "furniture" if len(text) > 3 or text[0] in _RULES else None
    if bare in words.ENDS:
        return "end"
    if bare in words.ANYWHERE:
        return "furniture"
    if bare in words.AROUND or known_medium(text.rstrip(".")) is not None or _SITE.fullmatch(text):
        return "widget"
    if len(text) <= _LONGEST_HEADING and words.LINKS.fullmatch(text):
        return "links"
    if _is_furniture(text):
        return "furniture"
    return _short_kind(text, bare) if len(text) <= _LONGEST_SHORT else None


def is_reported(text: str) -> bool:
    """Whether a line is somebody's speech and no address to the reader."""
    return len(text) > 60 and words.REPORTED.search(text) is not None


def _is_furniture(text: str) -> bool:
    if text[0] == "#" and _HASHTAGS.fullmatch(text):
        return True
    if text[0] in "hw" and _URL_ONLY.fullmatch(text):
        return True
    if words.BEGINNINGS.match(text.lstrip(_BULLETS)) and not is_reported(text):
        return True
    if len(text) > _LONGEST_PICTURE:
        return False
    return is_byline(text) or bool(
        words.PICTURE.fullmatch(text) or words.PICTURE_BY.fullmatch(text) or words.PICTURE_STOCK.fullmatch(text)
    )


def _short_kind(text: str, bare: str) -> LineKind | None:
    stamp = read_stamp(text)
    if (stamp is not None and _is_aside(text[stamp[1] :], clocked=":" in text[: stamp[1]])) or is_clock(text):
        return "stamp"
    if (_CONTACT.search(text) and words.CONTACT_WORDS.search(text)) or words.CRUMBS.fullmatch(text):
        return "furniture"
    if _is_menu(text, bare):
        return "menu"
    return "widget" if _is_widget(text) else None


def _is_aside(rest: str, *, clocked: bool) -> bool:
    """What may follow a stamp on its line: nothing, a section, a count, a medium; after a time some words more."""
    if clocked and rest[:1] in ",|•/" and len(rest) <= _LONGEST_ASIDE and not rest.rstrip().endswith("."):
        return True
    bare = rest.strip(_EDGES).lower()
    return not bare or bare.isdigit() or bare in words.MENU or known_medium(bare) is not None


def _is_menu(text: str, bare: str) -> bool:
    """An entry of a menu, several of them, or a tag in small letters."""
    if bare in words.MENU or (len(bare) <= 30 and _SMALL.fullmatch(bare) is not None and bare == text):
        return True
    items = [item for item in _MENU_SPLIT.split(bare) if item]
    return len(items) > 1 and sum(item in words.MENU for item in items) >= max(2, 0.6 * len(items))


def _is_widget(text: str) -> bool:
    """Counters, weather and rates."""
    if len(text) <= 30 and not _LETTERS.search(text):
        return True
    if words.WEATHER.match(text) or words.RATES.fullmatch(text):
        return True
    sentence = text.endswith((".", "!", "?"))
    if "°" in text and len(text) <= 60 and words.TEMPERATURE.search(text) and not (sentence and len(text.split()) > 6):
        return True
    return not sentence and _DIGIT.search(text) is not None and _is_rates(text)


def _is_rates(text: str) -> bool:
    """Whether names of money, numbers and marks are nearly all there is."""
    names = len(words.MONEY.findall(text))
    letters = len(_LETTERS.findall(words.MONEY.sub("", text))) if names else 0
    return names > 0 and letters <= (0.3 * len(text) if names > 1 else 0)
