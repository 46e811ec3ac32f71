"""Who takes part by the name of an encounter ("саммит Чад — Перу", "встреча С7") or a clause about who was there."""

from __future__ import annotations

from onrecord.extract.encounters.clauses import Clause
from onrecord.extract.encounters.reading import Reading
from onrecord.extract.encounters.telling import Telling

_BODIES = frozenset({"country", "group", "organization", "place"})
_QUOTES = frozenset('«»"„“”')
_TITLE = 12  # words in which the sides of an encounter stand behind it


def add_attending(reading: Reading, telling: Telling, clause: Clause) -> None:
    """Those of whom a relative clause says that they were there."""
    phrase, who = reading.subject(clause)
    if phrase is not None and who.parties:
        telling.agents = tuple(dict.fromkeys((*telling.agents, *who.parties)))
        telling.behind = (*telling.behind, *who.behind)
        telling.roles.add("agent")


def add_format(reading: Reading, telling: Telling) -> None:
    """A group named right behind the noun, in whatever case: "саммит «Север — Юг»", "встреча С7"; or its sides."""
    trigger = telling.trigger
    if sides := _sides(reading, telling):
        telling.sides = tuple(dict.fromkeys(p for side in sides for p in reading.cast.opened(side)))
        telling.roles.add("host")
        return
    for index in range(trigger + 1, min(trigger + 7, len(reading.tokens))):
        mention = reading.cast.starting(index)
        if mention is None or mention.party is None:
            if _manner(reading, index):
                continue  # "встреча в формате С7"
            if reading.tokens[index].pos in ("VERB", "ADP") or reading.tokens[index].sentence != telling.sentence:
                return
            continue
        if mention.kind == "name" and reading.cast.kind(mention.party) == "group":
            telling.group = mention.party
            telling.hosts = tuple(dict.fromkeys((*telling.hosts, *reading.cast.opened(mention.party))))
            telling.roles.add("host")
            telling.used.update(range(mention.first, mention.last))
        return


def _sides(reading: Reading, telling: Telling) -> list[int]:
    """The sides for which an encounter is named: "саммит Чад — Перу", "встреча в формате «ЕС — Мали»"."""
    words, tokens = reading.encounters, reading.tokens
    found: list[int] = []
    joined, index = False, telling.trigger + 1
    stop = min(telling.trigger + _TITLE, reading.annotation.sentences[telling.sentence].last)
    while index < stop:
        mention = reading.cast.starting(index)
        if mention is None or mention.party is None:
            if tokens[index].text in words.joints:
                joined = True
            elif (found and tokens[index].text not in _QUOTES) or (
                tokens[index].pos in ("VERB", "ADP") and not _manner(reading, index)
            ):
                break
            index += 1
            continue
        if reading.cast.kind(mention.party) not in _BODIES or bool(found) != joined:
            break
        found.append(mention.party)
        joined, index = False, mention.last
    return found if len(found) > 1 else []


def _manner(reading: Reading, index: int) -> bool:
    """Whether a preposition brings in the name of a format ("встреча в формате С7")."""
    return index + 1 < len(reading.tokens) and reading.tokens[index + 1].lemma in reading.encounters.manners
