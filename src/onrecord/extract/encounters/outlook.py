"""Whether an encounter is said to be planned, held, going on or called off, or is not said to be real at all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from onrecord.extract.encounters.clauses import Clause
from onrecord.extract.encounters.phrases import Phrase
from onrecord.extract.encounters.reading import Reading
from onrecord.model.annotation import Token
from onrecord.model.record import EventStatus


@dataclass(frozen=True, slots=True)
class Outlook:
    """The status, and what it rests on. `by` names the ground, for explaining and for weighing."""

    status: EventStatus
    by: str


def of_verb(reading: Reading, index: int, clause: Clause) -> Outlook | None:
    """The outlook of an encounter that a verb tells; None where it is denied or only supposed."""
    token = reading.tokens[index]
    words = reading.encounters
    if _supposed(reading, clause, index):
        return None
    governors = reading.ancestors(index, clause)
    if any(g.lemma in words.habits for g in _adverbs(reading, index)):
        return None
    form = token.feats.get("VerbForm")
    if form == "Inf" and not _future(reading, index, clause):
        return _governed(reading, index, governors)
    tense = _tense(reading, token, clause)
    if reading.negated(index):
        return Outlook("cancelled", "negated") if tense == "Fut" else None
    if form == "Conv":
        return Outlook("held", "gerund")
    above = _from_governors(reading, [g for g in governors if g.pos != "VERB" or g.feats.get("VerbForm") == "Inf"])
    return above or _by_tense(tense, "verb")


def of_noun(reading: Reading, index: int, clause: Clause, told: Clause | None) -> Outlook | None:
    """The outlook of an encounter that a noun names. `told` is a relative clause about it."""
    words = reading.encounters
    phrase = reading.phrase_at(index)
    lead = phrase.lead if phrase is not None else ""
    governors = [g for g in reading.ancestors(index, clause) if g.lemma not in words.amounts]
    direct = governors[0] if governors else None
    if direct is not None and not lead and _called_off(reading, index, direct, told):
        return Outlook("cancelled", "governor")
    if told is not None and (outlook := _of_predicate(reading, told)) is not None:
        return outlook
    for modifier in reading.modifiers(index):
        if (status := words.attributes.get(modifier.lemma)) is not None:
            return Outlook(status, "attribute")
    if _supposed(reading, clause, index):
        return None
    if lead in words.ahead:
        return Outlook("planned", "ahead")
    if phrase is not None and lead in words.grounds and phrase.slot == (lead, "Dat"):
        return Outlook("held", "ground")
    if lead in words.topics and any(g.lemma in words.unreal for g in governors[:2]):
        return None  # "опроверг сообщения о встрече"
    if direct is not None and not lead:
        if direct.lemma in words.unreal:
            return None
        if reading.negated(direct.index):
            return Outlook("cancelled", "negated") if _tense(reading, direct, clause) == "Fut" else None
    if not (lead in words.during and _circumstance(phrase)):
        goes = phrase is not None and phrase.slot == (lead, "Acc") and bool(lead)  # "пригласил … на саммит"
        above = [reading.tokens[clause.predicate]] if goes and clause.predicate >= 0 else []
        for governor in (*governors[:3], *above):
            if governor.lemma in words.unreal and not (lead and governor is not direct):
                return None
            status = words.governors.get(governor.lemma)
            if status is not None and (goes or governor is direct or lead not in words.during):
                return Outlook(status, "governor")
    if clause.predicate < 0 or clause.predicate == index:
        return Outlook("held", "bare")
    predicate = reading.tokens[clause.predicate]
    ground = "clause" if predicate.lemma in words.staying else lead or "clause"
    return _by_tense(_tense(reading, predicate, clause), ground)


def _called_off(reading: Reading, index: int, direct: Token, told: Clause | None) -> bool:
    """Whether the encounter's own predicate calls it off, whatever an attribute or a relative clause says.

    "Встреча, намеченная на пятницу, отменена"; "намеченный визит не состоялся".
    """
    words = reading.encounters
    denied = reading.negated(direct.index)
    if words.governors.get(direct.lemma) == "cancelled":
        return not denied
    if not denied or direct.lemma not in words.holding or direct.feats.get("VerbForm") == "Inf":
        return False
    planned = told is not None and words.governors.get(reading.tokens[told.predicate].lemma) == "planned"
    planned = planned or any(words.attributes.get(m.lemma) == "planned" for m in reading.modifiers(index))
    return planned or direct.feats.get("Tense") == "Fut"


def _circumstance(phrase: Phrase | None) -> bool:
    """Whether the noun only says when something else was done ("в ходе визита", "на встрече")."""
    return phrase is not None and (phrase.slot[1] == "Loc" or phrase.slot[0] != phrase.lead)


def _of_predicate(reading: Reading, clause: Clause) -> Outlook | None:
    """What a clause of its own says of the encounter ("которая состоится", "который отменили")."""
    predicate = reading.tokens[clause.predicate]
    if (status := reading.encounters.governors.get(predicate.lemma)) is not None:
        return Outlook(status, "relative")
    if predicate.lemma not in reading.encounters.holding:
        return None
    if reading.negated(predicate.index):
        return Outlook("cancelled", "relative")
    return _by_tense(_tense(reading, predicate, clause), "relative")


def _governed(reading: Reading, index: int, governors: list[Token]) -> Outlook | None:
    """An infinitive is as real as what governs it."""
    words = reading.encounters
    if reading.negated(index):
        return None
    if governors and governors[0].lemma in words.able and reading.negated(governors[0].index):
        return Outlook("cancelled", "governor") if governors[0].feats.get("Tense") == "Fut" else None
    for governor, above in zip_longest(governors, governors[1:]):
        if governor.pos == "NOUN" and above is not None and reading.negated(above.index):
            return None  # "не имел возможности посетить"
        if governor.lemma in words.unreal or reading.negated(governor.index):
            return None
        if governor.lemma in words.achieved:
            return Outlook("held", "achieved")
        if (status := words.governors.get(governor.lemma)) is not None:
            return Outlook(status, "governor")
    return Outlook("planned", "infinitive")


def _from_governors(reading: Reading, governors: list[Token]) -> Outlook | None:
    for governor in governors:
        if (status := reading.encounters.governors.get(governor.lemma)) is not None:
            return Outlook(status, "governor")
    return None


def _by_tense(tense: str, by: str) -> Outlook:
    if tense == "Fut":
        return Outlook("planned", by + ".future")
    if tense == "Pres":
        return Outlook("ongoing", by + ".present")
    return Outlook("held", by + ".past")


def _tense(reading: Reading, token: Token, clause: Clause) -> str:
    if _future(reading, token.index, clause):
        return "Fut"
    tense = token.feats.get("Tense")
    if tense is None and token.pos not in ("VERB", "AUX"):
        copulas = [reading.tokens[i] for i in clause.tokens if reading.tokens[i].pos == "AUX"]
        tense = next((c.feats["Tense"] for c in copulas if "Tense" in c.feats), None)
    if tense is None:
        verbs = [reading.tokens[i] for i in clause.tokens if reading.tokens[i].feats.get("VerbForm") == "Fin"]
        tense = next((v.feats["Tense"] for v in verbs if "Tense" in v.feats), "Past")
    return tense


def _future(reading: Reading, index: int, clause: Clause) -> bool:
    """Whether an auxiliary within a few words makes the verb future."""
    forms = reading.encounters.future_forms
    return any(reading.tokens[i].text.lower() in forms for i in clause.tokens if -8 < i - index < 4)


def _supposed(reading: Reading, clause: Clause, index: int) -> bool:
    """Whether a mark of supposition stands in the clause."""
    marks = reading.encounters.suppositions
    return any(reading.tokens[i].lemma in marks for i in clause.tokens if i < index + 3)


def _adverbs(reading: Reading, index: int) -> list[Token]:
    near = range(max(0, index - 2), min(len(reading.tokens), index + 2))
    return [reading.tokens[i] for i in (*near, *reading.annotation.children_of(index))]
