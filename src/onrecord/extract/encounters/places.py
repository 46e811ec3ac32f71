"""Where: the place of an encounter, told in its clause or by where a visit leads."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.extract.encounters.reading import Reading
from onrecord.extract.encounters.roles import role_of
from onrecord.extract.encounters.telling import DISCUSS, Telling

_BESIDE = 25  # tokens from the trigger within which a place belongs to the evidence
_REACH = 6
_MANY = 2  # states of a journey from which it has no single place


def set_place(reading: Reading, telling: Telling) -> None:
    """Where it takes place: for a visit where it leads, else the place told in its clause."""
    if telling.frame.kind == "visit":
        telling.place = _goal(reading, telling)
        return
    if telling.frame.kind in ("invitation", "call"):
        return  # the place told is that of what they are invited to; a call has none
    if (host := _hosting(reading, telling)) is not None:
        telling.place = host
        return
    before = reading.place_before(telling.clause)
    named = _place_in(reading, (before,)) if before is not None else None
    if named is not None:
        telling.place = named[1]
        return
    best: tuple[int, int, int] | None = None
    for clause in (telling.clause, *([telling.told] if telling.told else [])):
        inside = frozenset(clause.tokens)
        for index in clause.tokens:
            found = _place_after(reading, index, inside)
            if found is None or _of_topic(reading, index) or _of_another(reading, telling, index):
                continue
            rank = (found[0], abs(index - telling.trigger), found[1])
            if best is None or rank < best:
                best = rank
                telling.place = found[1]
                if abs(index - telling.trigger) < _BESIDE:
                    telling.used.update(range(index, found[2]))


def _hosting(reading: Reading, telling: Telling) -> int | None:
    """The place that gives room to an encounter ("Лима примет саммит")."""
    predicate, phrase = telling.clause.predicate, reading.phrase_at(telling.trigger)
    if predicate < 0 or phrase is None or phrase.slot[0] or phrase.slot[1] not in ("Acc", "Nom"):
        return None
    if reading.tokens[predicate].lemma not in reading.encounters.hosting:
        return None
    for index in telling.clause.tokens:
        mention = reading.cast.starting(index) if index < predicate else None
        if mention is None or mention.party is None or reading.cast.kind(mention.party) not in ("place", "country"):
            continue
        head = reading.tokens[mention.head]
        led = index and reading.tokens[index - 1].pos == "ADP"
        if not led and (head.feats.get("Case") == "Nom" or head.text.lower() == head.lemma):
            telling.used.update(range(mention.first, mention.last))
            return mention.party
    return None


def _place_after(reading: Reading, index: int, inside: frozenset[int]) -> tuple[int, int, int] | None:
    """The rank and party of the place that a preposition leads, and the token after its name."""
    tokens, slots = reading.tokens, reading.encounters.place_slots
    if tokens[index].pos != "ADP" or not any(prep == tokens[index].lemma for prep, _ in slots):
        return None
    for head in range(index + 1, min(index + _REACH, len(tokens))):
        token = tokens[head]
        if head not in inside or token.pos in ("ADP", "VERB", "PUNCT") or head in reading.triggers:
            return None
        case = token.feats.get("Case", "")
        mention = reading.cast.starting(head)
        if mention is not None and mention.kind not in ("office", "pronoun", "group"):
            found = _place_in(reading, range(head, mention.last))
            case = tokens[mention.head].feats.get("Case", case)
            if found is not None and (tokens[index].lemma, case) in slots:
                return found[0] + 3 * (case == "Acc"), found[1], mention.last
        if token.pos in ("NOUN", "PROPN") and head > index + 2 and token.lemma not in reading.encounters.sites:
            return None
    return None


def _of_another(reading: Reading, telling: Telling, index: int) -> bool:
    """Whether a place is that of an encounter told between: where a visit leads ("… к визиту в Лиму"), or where that is
    which was spoken of ("обсудили итоги саммита в Лиме")."""
    nouns = reading.encounters.nouns
    between = [reading.tokens[i] for i in range(telling.trigger + 1, index) if i in reading.triggers]
    if between and telling.frame.rule == DISCUSS:
        return True
    return any(frame.kind == "visit" for token in between for frame in nouns.get(token.lemma, ()))


def _of_topic(reading: Reading, index: int) -> bool:
    """Whether a place belongs to what was spoken of ("обсудили положение в Мали"), by the tree."""
    head = reading.tokens[reading.tokens[index].head] if reading.tokens[index].head >= 0 else None
    if head is None or head.rel != "nmod" or head.head < 0:
        return False
    above, words = reading.tokens[head.head], reading.encounters
    return above.pos == "NOUN" and above.index < index and above.lemma in words.matters


def _place_in(reading: Reading, words: Iterable[int]) -> tuple[int, int] | None:
    """The rank and party of the first place among words: a town before a country before a building."""
    best: tuple[int, int] | None = None
    for order, index in enumerate(words):
        mention = reading.cast.at(index)
        if mention is None or mention.party is None or mention.kind in ("office", "pronoun"):
            continue
        party = reading.cast.parties[mention.party]
        rank = {"place": 0, "country": 1, "group": 1, "organization": 2}.get(party.kind)
        if rank is None or (rank == 2 and order > 2):
            continue
        if best is None or rank < best[0]:
            best = rank, party.index
    return best


def _goal(reading: Reading, telling: Telling) -> int | None:
    """Where a visit leads: the region of several states, else the first goal told; of a long list none."""
    states = [p for p in telling.goals if reading.cast.kind(p) == "country"]
    if len(states) > _MANY:
        return reading.cast.region(frozenset(states))
    ranked: list[tuple[int, int, int]] = []
    for phrase in reading.phrases(telling.clause):
        if role_of(reading, telling, phrase) == "goal" and phrase.head not in reading.triggers:
            found = _place_in(reading, phrase.tokens)
            if found is not None:
                ranked.append((found[0], abs(phrase.head - telling.trigger), found[1]))
    return min(ranked)[2] if ranked else None
