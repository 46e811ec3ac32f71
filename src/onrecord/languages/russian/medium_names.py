"""Reading the name of a medium at a place in Russian text, and putting it into the nominative."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.languages.russian.dictionary import inflected, parses
from onrecord.languages.russian.media import (
    ADJECTIVES,
    COMPANIES,
    DROPPED_TAGS,
    LONGEST,
    NOUNS,
    OFFICES,
    TAGS,
    known_medium,
    may_begin_medium,
)

# How sure it is that a medium is meant: `known` by the list, `site` by its form ("Zakon.kz"), `quoted`,
# `latin`, `letters` (an abbreviation), `press` (newsmen in general), `office` (a press office, a site of somebody).
NameKind = Literal["known", "site", "quoted", "latin", "letters", "press", "office"]


@dataclass(frozen=True, slots=True)
class MediumName:
    """`[start, end)` of the name and what it is in the nominative; `announced` by a noun ("газета X")."""

    name: str
    start: int
    end: int
    kind: NameKind
    announced: bool = False
    regional: bool = False


_ANNOUNCED = re.compile(rf"{ADJECTIVES}{NOUNS}\s+(?:{ADJECTIVES}{NOUNS}\s+)?")
_NEVER_FIRST = frozenset(" \t\n.,;:!?()-–—/")
_TAG = re.compile(rf"{TAGS}\s+(?=[«\"“„A-ZА-ЯЁ])")
_IN_QUOTES = re.compile(r"«([^«»\n]{1,60})»|\"\"([^\"\n]{1,60})\"\"|\"([^\"\n]{1,60})\"|[“„]([^“”„\n]{1,60})[”“]")
_SITE = re.compile(r"[\w-]+(?:\.[A-Za-z0-9-]+)*\.(?:[A-Za-z]{2,10}|ру|РУ|Ру|рф)(?![\w-])")
_ADDRESS = re.compile(r"(?:https?://|www\.)(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?:/[^\s,;]*)?")
_LATIN = re.compile(
    r"(?:The\s|the\s)?[A-Z][A-Za-z0-9_&'’+-]*(?![а-яё])(?:\.[A-Za-z]{1,4}\b)?"
    r"(?:\s(?:(?:of|the|and|de"
    r"|di)\s)?[A-Z][A-Za-z0-9_&'’+-]*(?!\.[a-z])){0,3}(?:\s[А-ЯЁ][а-яё]+(?=[\s,.;:])(?!\s[а-яё]))?"
    r"|[a-z][a-z0-9]{3,}(?:\.[a-z]{2,5})?(?=[\s,.;:!?»\"]|$)"
)
_GOES_ON = re.compile("-?[а-яё]")  # "PR-служба" is no Latin name
_LETTERS = re.compile(r"[А-ЯЁ]{2,6}\b(?!\.)(?:-[А-ЯЁа-яё]+)?")
_WORD = re.compile(r"[\w'’.-]*[\w]")
_PRESS = re.compile(rf"{ADJECTIVES}(?:СМИ|масс-медиа)\b")
_OFFICE = re.compile(
    r"(?:[а-яё-]+(?:ый|ая|ое|ого|ой|ую|ому)\s)?"
    r"(?:[Пп]ресс-(?:служб|центр|бюро)|[Сс]айт|[Пп]ортал|[Дд]епартамент|[Оо]тдел|[Цц]ентр\sинформаци|[Оо]тделени"
    r"|[Пп]рокуратур)"
    r"[а-яё]{0,3}\s+(?=[А-ЯЁа-яё])|[А-ЯЁ][а-яё]+(?:ый|ий)\sпортал\b"
)
_OFFICE_END = re.compile(
    r"[.,;:!?()\[\]\n«»\"“”„—–]|\s-\s|\s(?:со?|что|об?|на|после|перед|для|за|до|из|во|слова|по итогам|по случаю"
    r"|ссылаясь|передал\w*|сообщ\w+)\s"
    r"|\sв\s(?=\d|[а-яё]+(?:ник|ерг|реду|ницу|боту|енье)\b)"
)
_LONGEST_OFFICE = 100


def read_name(raw: str, at: int, end: int, *, case: str = "nomn", office: bool = False) -> MediumName | None:
    """The name of a medium that begins at `at`, within `end`; its noun ("газета") stays outside of it.

    `case` is the case that the place asks for (pymorphy's grammeme); `office` allows press offices.
    """
    if at >= end or raw[at] in _NEVER_FIRST:
        return None
    announced = _ANNOUNCED.match(raw, at, end)
    if announced is not None:
        found = _read_core(raw, announced.end(), end, "nomn", announced=True)
        if found is not None:
            return found
    else:
        found = _read_core(raw, at, end, case, announced=False)
        if found is not None:
            return found
    return _read_office(raw, at, end, case) if office else None


def _read_core(raw: str, at: int, end: int, case: str, *, announced: bool) -> MediumName | None:
    tag = _TAG.match(raw, at, end)
    found = _read_known(raw, at, end, announced) or _read_press(raw, at, end)
    if found is not None:
        return found
    core = tag.end() if tag else at
    quoted = _IN_QUOTES.match(raw, core, end)
    if quoted:
        return _from_quotes(raw, at, core, quoted, "nomn" if announced or tag else case, announced or tag is not None)
    address = _ADDRESS.match(raw, core, end)
    if address:
        return MediumName(address.group(1), at, address.end(), "site", announced)
    site = _SITE.match(raw, core, end)
    if site:
        return MediumName(_named(raw, at, core, site.group()), at, site.end(), "site", announced)
    latin = _LATIN.match(raw, core, end)
    if latin and latin.group().casefold() not in COMPANIES and not _GOES_ON.match(raw, latin.end()):
        name = latin.group().rstrip("-'’")
        if tag or announced or not name.isupper() or len(name) < 7:
            return MediumName(_named(raw, at, core, name), at, core + len(name), "latin", announced or tag is not None)
    letters = _LETTERS.match(raw, core, end)
    if letters and letters.group() not in OFFICES:
        return MediumName(_named(raw, at, core, letters.group()), at, letters.end(), "letters", announced)
    return None


def _named(raw: str, at: int, core: int, name: str) -> str:
    """The name with the tag before it, unless it is one that is dropped."""
    tag = raw[at:core].strip()
    return f"{tag} {name}" if tag and tag not in DROPPED_TAGS else name


def _from_quotes(raw: str, at: int, core: int, quoted: re.Match[str], case: str, announced: bool) -> MediumName | None:
    inner = next(group for group in quoted.groups() if group is not None)
    medium = known_medium(inner)
    tag = raw[at:core].strip()
    whole = known_medium(f"{tag} {inner}") if tag else None
    if whole is not None:
        return MediumName(raw[at : quoted.end()], at, quoted.end(), "known", announced)
    if not (inner[0].isupper() or inner[0].isdigit() or medium) or len(inner.split()) > 6:
        return None
    name = medium.name if medium else nominative(inner, case)
    if tag and tag not in DROPPED_TAGS:
        name = f"{tag} {quoted.group()}"
    kind: NameKind = "known" if medium else "site" if _SITE.fullmatch(inner) else "quoted"
    return MediumName(name, at, quoted.end(), kind, announced, medium is not None and medium.regional)


def _read_known(raw: str, at: int, end: int, announced: bool) -> MediumName | None:
    """The longest name of the list that begins here."""
    word = _WORD.match(raw, at, end)
    if word is None or not may_begin_medium(word.group()):
        return None
    ends = [word.end()]
    while len(ends) < LONGEST and raw[ends[-1] : ends[-1] + 1] == " ":
        word = _WORD.match(raw, ends[-1] + 1, end)
        if word is None:
            break
        ends.append(word.end())
    for stop in reversed(ends):
        medium = known_medium(raw[at:stop])
        if medium is not None and (medium.bare or announced) and raw[at].isupper():
            return MediumName(medium.name, at, stop, "known", announced, medium.regional)
    return None


def _read_press(raw: str, at: int, end: int) -> MediumName | None:
    press = _PRESS.match(raw, at, end)
    if press is None:
        return None
    words = press.group().split()
    plural = [re.sub(r"(?:их|им|ими)$", "ие", re.sub(r"(?:ых|ым|ыми)$", "ые", word)) for word in words[:-1]]
    name = " ".join([*plural, words[-1]])
    return MediumName(name[:1].lower() + name[1:] if plural else name, at, press.end(), "press")


def _read_office(raw: str, at: int, end: int, case: str) -> MediumName | None:
    """A press office, or the site of somebody, up to the next mark or preposition."""
    head = _OFFICE.match(raw, at, end)
    if head is None:
        return None
    stop = _OFFICE_END.search(raw, head.end(), min(end, at + _LONGEST_OFFICE))
    last = stop.start() if stop else min(end, at + _LONGEST_OFFICE)
    text = raw[at:last].rstrip()
    if stop is None and last < end:
        return None
    return MediumName(nominative(text, case, lower=True), at, at + len(text), "office")


_LONGEST_WORD = 40
# Feminine names that the dictionary lacks.
_ACCUSATIVE = re.compile(r"(?:[уюУЮ])\Z")
_TURNED = {"у": "а", "ю": "я", "У": "А", "Ю": "Я"}


def nominative(phrase: str, case: str, *, lower: bool = False) -> str:
    """A noun phrase of a case in the nominative: its adjectives and its noun; what follows stays.

    `lower` writes the first word small. A phrase that does not stand in that case is left as it is.
    """
    words = phrase.split(" ")
    if case != "nomn" and all(len(word) <= _LONGEST_WORD for word in words):
        words = _turned(words, case) or words
    return " ".join([words[0][:1].lower() + words[0][1:], *words[1:]]) if lower else " ".join(words)


def _turned(words: list[str], case: str) -> list[str] | None:
    head = 0
    while head + 1 < len(words) and _parse(words[head], "ADJF", case) and _fits(words[head + 1], case):
        head += 1
    noun = _parse(words[head], "NOUN", case)
    if noun is None:
        base = _ACCUSATIVE.sub(lambda ending: _TURNED[ending.group()], words[head]) if case == "accs" else words[head]
        if base == words[head]:
            return None
        number, gender = "sing", "femn"
    else:
        form = inflected(noun, ("nomn",))
        if form is None:
            return None
        base, number, gender = _like(form, words[head]), noun.tag.number, noun.tag.gender
    turned = []
    for word in words[:head]:
        adjective = _parse(word, "ADJF", case)
        form = inflected(adjective, {"nomn", number} | ({gender} if number == "sing" and gender else set()))
        if form is None:
            return None
        turned.append(_like(form, word))
    return [*turned, base, *words[head + 1 :]]


def _parse(word: str, pos: str, case: str) -> Any:
    """The likeliest reading of a word as that part of speech in that case."""
    return next((p for p in parses(word) if pos in p.tag and case in p.tag), None)


def _fits(word: str, case: str) -> bool:
    return bool(_parse(word, "NOUN", case) or _parse(word, "ADJF", case)) or (
        case == "accs" and word.endswith(("у", "ю"))
    )


def _like(form: str, model: str) -> str:
    """A form in the capitals of the word it comes from."""
    if model.isupper() and len(model) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if model[:1].isupper() else form
