"""The clause around the words that open a credit: where it ends, and where a name may stand in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onrecord.languages.russian.medium_names import MediumName, read_name

# How far a clause is followed, in characters.
_FAR = 160

_WORD = re.compile("[а-яё]+")
_IN_WORD = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя-")
# What may stand between a verb and the medium: adverbs, days, "об этом", newsmen on the spot.
_BETWEEN = re.compile(
    r"(?:\s+(?:также|сегодня|вчера|накануне|ранее|утром|вечером|днём|днем|об\sэтом|по\sэтому\sповоду|нам|сам[аио]?"
    r"|со\sсвоей\sстороны|журналистам|в\sсвою\sочередь"
    r"|(?:в|во)\s(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)"
    r"|\d{1,2}\s[а-яё]{3,9}(?:\s\d{4}\sгода)?|(?:собственн\w+\s)?корр(?:\.|еспондент\w*)|собкор\w*),?)*\s*[-–—:]?\s*"
)
_ASIDE = re.compile(r"(?:,\s*[^,.!?\n«»\"]{2,40},)?(?:\s+(?:также|ранее|сегодня|вчера|уже|же))*\s+\Z")
_CLAUSE_END = re.compile(r"[.!?:;…]\s|[.!?:;…]\Z|\n")
_SMALL_WORD = re.compile(r"[\s,][а-яё-]+\Z")
_NAME_START = re.compile(r"(?<![^\s(«\"“])(?=[\w«\"“])")
# A name ahead of its verb opens the clause: only these stand before it.
_CLAUSE_START = re.compile(
    r"(?:\A|[.!?:;,…—–\n\"»”(]|\b(?:[Рр]анее|[Кк]ак|[Тт]акже|[Чч]то|[Аа]|[Ии]|[Нн]о|этом|[Пп]исьмо))\s*\Z"
)
_TRAIL = re.compile(r"\s*(?:\Z|[.,;:!?…)\]»\"”\n—–-]|со\sссылк|ссылаясь)")
_WITH = re.compile(r"(?:с|со|для|на)\s+")
_TALKS = frozenset(("беседе", "разговоре", "комментарии", "колонке"))


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that open a credit, `[start, end)` of `raw`, and the clause around them."""

    raw: str
    word: str
    start: int
    end: int
    low: int  # nothing before this may be looked at
    stop: int  # where the clause ends
    limit: int  # nothing from here on may be looked at


def cue_words(text: str, words: Collection[str], beginnings: Sequence[str]) -> list[tuple[int, str]]:
    """Words that can open a credit and where they stand: looked for by their beginnings, which is quick."""
    low = text.lower()
    if len(low) != len(text):  # some capitals have longer small forms
        low = "".join(char if len(char.lower()) != 1 else char.lower() for char in text)
    places = []
    for beginning in beginnings:
        at = low.find(beginning)
        while at >= 0:
            word = _WORD.match(low, at)
            assert word is not None
            if (
                not (at and low[at - 1] in _IN_WORD)
                and word.group() in words
                and low[word.end() : word.end() + 1] != "-"
            ):
                places.append((at, word.group()))
            at = low.find(beginning, word.end())
    return sorted(places)


def clause_end(raw: str, at: int, limit: int) -> int:
    """Where the clause that goes on at `at` ends."""
    stop = _CLAUSE_END.search(raw, at, min(limit, at + _FAR))
    return stop.start() if stop else min(limit, at + _FAR)


def after(cue: Cue) -> int:
    """Where a name can begin after a cue."""
    between = _BETWEEN.match(cue.raw, cue.end, cue.stop)
    at = between.end() if between else cue.end
    preposition = _WITH.match(cue.raw, at, cue.stop)
    if preposition and cue.word in _TALKS:
        at = preposition.end()
    return at


def closes(raw: str, at: int) -> bool:
    """Whether a clause ends here, or goes on with the next credit."""
    return _TRAIL.match(raw, at) is not None


def before(cue: Cue, *, every: bool = False) -> MediumName | None:
    """The medium that ends right before a verb and opens the clause: one that is surely a medium, unless `every`."""
    low = max(cue.low, cue.start - 90, cue.raw.rfind("\n", cue.low, cue.start) + 1)
    aside = _ASIDE.search(cue.raw, low, cue.start)
    if aside is None:
        return None
    last = aside.start()
    if _SMALL_WORD.search(cue.raw, low, last):
        return None
    for word in _NAME_START.finditer(cue.raw, max(low, last - 60), last):
        name = read_name(cue.raw, word.start(), last, case="nomn")
        if name is None or name.end != last:
            continue
        opens = word.start() <= cue.low or _CLAUSE_START.search(cue.raw, max(cue.low, word.start() - 12), word.start())
        if opens and (every or name.kind in ("known", "site", "press") or name.announced):
            return name
    return None
