"""One place in a document that tells of an encounter: what it calls it, who takes part, where and when."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.extract.encounters.clauses import Clause
from onrecord.extract.encounters.outlook import Outlook, of_noun, of_verb
from onrecord.extract.encounters.phrases import Phrase
from onrecord.extract.encounters.reading import Reading
from onrecord.languages.encounters import Encounters, Frame, Role
from onrecord.model.annotation import Annotation, Token
from onrecord.model.dates import When
from onrecord.model.record import EventStatus

_FAR = 40
_LONG = 15  # words of a phrase that names nobody and still belongs to the evidence


@dataclass(slots=True)
class Telling:
    """What one trigger tells. Parties are indexes; `behind` are the states whose people take part."""

    trigger: int
    frame: Frame
    sentence: int
    clause: Clause
    told: Clause | None
    outlook: Outlook
    status: EventStatus
    agents: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    goals: tuple[int, ...] = ()
    hosts: tuple[int, ...] = ()
    behind: tuple[int, ...] = ()
    used: set[int] = field(default_factory=set)
    roles: set[Role] = field(default_factory=set)
    subject: bool = False
    back: bool = False
    another: bool = False
    group: int | None = None
    plural: bool = False
    number: int | None = None
    place: int | None = None
    when: When | None = None
    when_from: str = ""

    @property
    def participants(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys((*self.agents, *self.others, *self.hosts, *self.goals)))

    @property
    def weight(self) -> int:
        """How much it tells."""
        everybody = min(len(self.participants), 4)
        return 2 * everybody + 2 * (self.when is not None) + (self.place is not None) + ("verb" in self.frame.rule)


def find_triggers(annotation: Annotation, words: Encounters) -> list[int]:
    """Tokens that may tell of an encounter, in order."""
    nouns, verbs = words.nouns, words.verbs
    return [
        t.index
        for t in annotation.tokens
        if (t.lemma in nouns and t.pos in ("NOUN", "PROPN")) or (t.lemma in verbs and t.pos == "VERB")
    ]


def read_telling(reading: Reading, index: int) -> Telling | None:
    """What a trigger tells; None where it is none of its senses, or the encounter is not real."""
    token = reading.tokens[index]
    verbal = token.pos == "VERB"
    clause = reading.clause_of_verb(index) if verbal else reading.clause_around(index)
    frames = (reading.encounters.verbs if verbal else reading.encounters.nouns).get(token.lemma, ())
    around = _around(reading, token, clause)
    for frame in frames:
        if (frame.modifiers and not around & frame.modifiers) or around & frame.unless:
            continue
        if frame.objects and not around & frame.objects:
            continue
        told = None if verbal else _relative(reading, token)
        outlook = of_verb(reading, index, clause) if verbal else of_noun(reading, index, clause, told)
        if outlook is None:
            return None
        telling = Telling(index, frame, token.sentence, clause, told, outlook, outlook.status)
        (_fill_verb if verbal else _fill_noun)(reading, telling)
        if frame.needs and not frame.needs & telling.roles:
            continue
        _note(reading, telling, token)
        return telling
    return None


def _around(reading: Reading, token: Token, clause: Clause) -> frozenset[str]:
    """Lemmas of the words that stand with the trigger: its modifiers, what depends on it, what follows it."""
    near = [i for i in clause.tokens if -4 < i - token.index < 6]
    children = reading.annotation.children[token.index] if reading.annotation.children else ()
    return frozenset(reading.tokens[i].lemma for i in (*near, *children))


def _relative(reading: Reading, token: Token) -> Clause | None:
    """A relative clause that says when or whether the encounter takes place ("которая состоится …")."""
    words = reading.encounters
    for clause in reading.clauses(token.sentence):
        first = clause.tokens[0]
        if not 0 < first - token.index < _FAR or clause.predicate < 0:
            continue
        predicate = reading.tokens[clause.predicate].lemma
        if predicate not in words.holding and predicate not in words.governors:
            continue
        for index in clause.tokens[:4]:
            pronoun = reading.tokens[index]
            if pronoun.lemma in words.relatives and pronoun.feats.get("Case") == "Nom":
                if _agree(pronoun, token) and not _closer(reading, token.index, index, pronoun):
                    return clause
    return None


def _agree(pronoun: Token, noun: Token) -> bool:
    if pronoun.feats.get("Number") != noun.feats.get("Number"):
        return False
    return pronoun.feats.get("Number") == "Plur" or pronoun.feats.get("Gender") == noun.feats.get("Gender")


def _closer(reading: Reading, index: int, until: int, pronoun: Token) -> bool:
    """Whether another trigger that agrees stands nearer to the pronoun."""
    return any(i in reading.triggers and _agree(pronoun, reading.tokens[i]) for i in range(index + 1, until))


# ---- arguments


def _fill_verb(reading: Reading, telling: Telling) -> None:
    roles, trigger = telling.frame.roles, telling.trigger
    passive = reading.tokens[trigger].feats.get("Voice") == "Pass"
    if roles.get(("", "Nom")) and not passive:
        _add_subject(reading, telling)
    for phrase in reading.phrases(telling.clause):
        if phrase.head in reading.triggers or phrase.slot == ("", "Nom") or _taken(reading, trigger, phrase):
            continue
        if (role := roles.get(phrase.slot)) is not None:
            _add(reading, telling, phrase, role)


def _taken(reading: Reading, trigger: int, phrase: Phrase) -> bool:
    """Whether another trigger between the two is nearer to the phrase."""
    low, high = sorted((trigger, phrase.head))
    return any(i in reading.triggers for i in range(low + 1, high)) and phrase.head > trigger


def _fill_noun(reading: Reading, telling: Telling) -> None:
    roles, trigger = telling.frame.roles, telling.trigger
    _add_possessor(reading, telling)
    following = True
    for phrase in reading.phrases(telling.clause):
        if phrase.head <= trigger:
            continue
        if phrase.head in reading.triggers:
            following = False
        role = roles.get(phrase.slot)
        if role is None or not following:
            continue
        if phrase.slot == ("", "Gen") and phrase.first - trigger > 3:
            continue  # belongs to another word
        _add(reading, telling, phrase, role)
    phrase_ = reading.phrase_at(trigger)
    is_subject = (phrase_ is not None and phrase_.slot == ("", "Nom")) or reading.tokens[trigger].rel.startswith(
        "nsubj"
    )
    if is_subject:
        for phrase in reading.phrases(telling.clause):  # "с Меркель прошла встреча"
            if phrase.head < trigger and roles.get(phrase.slot) == "with":
                _add(reading, telling, phrase, "with")
    elif _attends(reading, telling, phrase_):
        _add_subject(reading, telling)


def _attends(reading: Reading, telling: Telling, phrase: Phrase | None) -> bool:
    """Whether the subject of the clause takes part: it holds the encounter, is at it, or plans its own."""
    words = reading.encounters
    lead = phrase.lead if phrase is not None else ""
    predicate = reading.tokens[telling.clause.predicate].lemma if telling.clause.predicate >= 0 else ""
    if any(
        words.governors.get(g.lemma) == "cancelled" or g.lemma in words.unreal for g in _governors(reading, telling)
    ):
        return False
    if lead:
        return lead in words.present and "agent" not in telling.roles
    if predicate in words.holding or any(g.lemma in words.holding for g in _governors(reading, telling)[:1]):
        return True
    return "agent" not in telling.roles and words.governors.get(predicate) == "planned"


def _governors(reading: Reading, telling: Telling) -> list[Token]:
    return reading.ancestors(telling.trigger, telling.clause)


def _add_possessor(reading: Reading, telling: Telling) -> None:
    for modifier in reading.modifiers(telling.trigger):
        mention = reading.mentions.at(modifier.index)
        if mention is not None and mention.party is not None and mention.kind == "pronoun":
            telling.agents = (*telling.agents, mention.party)
            telling.roles.add("agent")
            telling.used.add(modifier.index)


def _add_subject(reading: Reading, telling: Telling) -> None:
    phrase, who = reading.subject(telling.clause)
    if phrase is not None and set(phrase.tokens) & set(telling.clause.tokens):
        telling.used.update(phrase.tokens)
    if who.parties:
        telling.subject = True
        telling.roles.add("agent")
        telling.agents = tuple(dict.fromkeys((*who.parties, *telling.agents)))
        telling.behind = (*telling.behind, *who.behind)


def _add(reading: Reading, telling: Telling, phrase: Phrase, role: Role) -> None:
    who = reading.named(phrase, bodies=role in ("goal", "host"))
    if role == "place":
        return
    if phrase.tokens[-1] - phrase.first < _LONG:
        telling.used.update(phrase.tokens)
    if role == "object" or (not who.parties and not who.behind):
        return
    telling.behind = (*telling.behind, *who.behind)
    telling.group = who.group if telling.group is None else telling.group
    if not who.parties:
        return
    telling.roles.add(role)
    if role == "agent":
        telling.agents = tuple(dict.fromkeys((*telling.agents, *who.parties)))
    elif role == "with":
        telling.others = tuple(dict.fromkeys((*telling.others, *who.parties)))
    elif role == "goal" and any(reading.mentions.parties[p].kind == "person" for p in who.parties):
        telling.agents = tuple(dict.fromkeys((*telling.agents, *who.parties)))  # "визит на острова президента"
        telling.goals = tuple(dict.fromkeys((*telling.goals, *who.behind[:1])))
        telling.roles.add("agent")
    elif role == "goal":
        telling.goals = tuple(dict.fromkeys((*telling.goals, *who.parties)))
    else:
        telling.hosts = tuple(dict.fromkeys((*telling.hosts, *who.parties)))


def _note(reading: Reading, telling: Telling, token: Token) -> None:
    """Marks of the trigger itself: a number in a series, a reference back, plural."""
    words = reading.encounters
    telling.plural = token.feats.get("Number") == "Plur"
    for modifier in reading.modifiers(telling.trigger):
        telling.back = telling.back or modifier.lemma in words.back_references
        telling.another = telling.another or modifier.lemma in words.another
        number = words.ordinals.get(modifier.lemma) or _digits(modifier.text)
        if number is not None:
            telling.number = number


def _digits(text: str) -> int | None:
    """The number of an ordinal in figures ("10-й")."""
    figures, mark, ending = text.partition("-")
    return int(figures) if mark and ending.isalpha() and figures.isdigit() and len(figures) < 4 else None


def read_ellipsis(reading: Reading, index: int, latest: Telling) -> Telling | None:
    """What an ordinal alone tells ("the first took place in Geneva") after an encounter of its series."""
    token, noun = reading.tokens[index], reading.tokens[latest.trigger]
    clause = reading.clause(index)
    if clause.predicate < 0 or reading.tokens[clause.predicate].lemma not in reading.encounters.holding:
        return None
    if noun.pos == "VERB" or not _agree(token, noun) or token.sentence - noun.sentence > 2:
        return None
    nearest = next((p for p in reading.phrases(clause) if p.first <= index <= p.tokens[-1]), None)
    if nearest is not None or index > clause.predicate:
        return None
    outlook = of_noun(reading, index, clause, None)
    if outlook is None:
        return None
    telling = Telling(index, latest.frame, token.sentence, clause, None, outlook, outlook.status)
    _note(reading, telling, token)
    telling.number = telling.number or reading.encounters.ordinals.get(token.lemma)
    bodies = [
        p for p in latest.participants if reading.mentions.parties[p].kind in ("country", "organization", "group")
    ]
    telling.hosts, telling.group, telling.another = tuple(bodies), latest.group, True
    return telling
