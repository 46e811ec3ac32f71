"""Who plays which role in an encounter: the arguments of the word that tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.extract.encounters.phrases import Named, Phrase
from onrecord.extract.encounters.reading import Reading
from onrecord.extract.encounters.sides import add_format
from onrecord.extract.encounters.telling import Telling
from onrecord.languages.encounters import Role, Slot
from onrecord.model.annotation import Token

_GATHERINGS = frozenset({"reception", "conference", "summit", "meeting"})
_SOON = 2  # sentences
_LONG = 15  # words of a phrase that names nobody and still belongs to the evidence


def fill_verb(reading: Reading, telling: Telling) -> None:
    roles, trigger = telling.frame.roles, telling.trigger
    passive = reading.tokens[trigger].feats.get("Voice") == "Pass"
    asked, sent = _controlled(reading, telling)
    if sent is not None:
        _add(reading, telling, sent, "agent")
    elif asked:
        pass  # "подтвердил приглашение посетить": not the one who invites
    elif roles.get(("", "Nom")) and not passive:
        _add_subject(reading, telling)
    elif passive and roles.get(("", "Acc")) == "with" and (done := reading.subject(telling.clause)[0]) is not None:
        if _is_thing(reading, done):
            return  # "было принято решение о назначении посла"
        _add(reading, telling, done, "with")  # "посол был принят президентом"
    for phrase in reading.phrases(telling.clause):
        if phrase.head in reading.triggers or phrase.slot == ("", "Nom") or _taken(reading, trigger, phrase, roles):
            continue
        role = role_of(reading, telling, phrase)
        if role is None or phrase is sent or (role == "with" and not phrase.slot[0] and _is_thing(reading, phrase)):
            continue
        _add(reading, telling, phrase, role)
    if roles.get(("", "Acc")) == "with" and "with" not in telling.roles:
        _add_object(reading, telling)


def is_carried(reading: Reading, telling: Telling) -> bool:
    """Whether it is a thing that travels, and nobody with it ("груз прибыл в порт")."""
    phrase, who = reading.subject(telling.clause)
    if phrase is None or who.parties or reading.tokens[phrase.head].head != telling.trigger:
        return False
    return _is_thing(reading, phrase)


def _is_thing(reading: Reading, phrase: Phrase) -> bool:
    """Whether a phrase is about something that is nobody ("решение о назначении Зорина")."""
    head = reading.tokens[phrase.head]
    return head.pos == "NOUN" and head.feats.get("Animacy") == "Inan" and reading.cast.at(phrase.head) is None


def role_of(reading: Reading, telling: Telling, phrase: Phrase) -> Role | None:
    """The role of a phrase. A name that does not decline ("в Тбилиси") may lead there as well as stand there."""
    roles, (prep, case) = telling.frame.roles, phrase.slot
    head = reading.tokens[phrase.head]
    role = roles.get(phrase.slot)
    if role is not None or head.pos != "PROPN" or head.text.lower() != head.lemma:
        return role
    if not prep and phrase.first == telling.trigger + 1 and reading.tokens[telling.trigger].pos != "VERB":
        # "саммит ОТГ", not "после обеда Тарин вернулся"
        return None if head.rel.startswith("nsubj") else roles.get(("", "Gen"))
    return roles.get((prep, "Acc")) if case == "Loc" else None


def _controlled(reading: Reading, telling: Telling) -> tuple[bool, Phrase | None]:
    """Who is to do what an infinitive says, where somebody is asked to ("пригласил его", "передал ему приглашение").

    And whether a noun tells that somebody is, even if not who.
    """
    if reading.tokens[telling.trigger].feats.get("VerbForm") != "Inf":
        return False, None
    governors = reading.ancestors(telling.trigger, telling.clause)
    if not governors or governors[0].lemma not in reading.encounters.controlling:
        return False, None
    asked = governors[0]
    told = asked.pos == "NOUN"
    first = min((g.index for g in governors[1:2]), default=asked.index) if told else asked.index
    for phrase in reading.phrases(telling.clause):
        between = asked.index < phrase.head < telling.trigger
        if between and phrase.slot in (("", "Acc"), ("", "Dat"), ("", "Gen")):
            return True, phrase
        if first < phrase.head < asked.index and phrase.slot == ("", "Dat"):
            return True, phrase
    return told, _accepting(reading, asked, telling) if told else None


def _accepting(reading: Reading, invitation: Token, telling: Telling) -> Phrase | None:
    """Who is told of an invitation in a clause of its own ("приглашение посетить X, которое Y принял")."""
    stop = reading.annotation.sentences[invitation.sentence].last
    for index in range(telling.trigger + 1, stop):
        pronoun = reading.tokens[index]
        if pronoun.lemma in reading.encounters.relatives:
            alike = all(pronoun.feats.get(f) == invitation.feats.get(f) for f in ("Gender", "Number"))
            return reading.subject(reading.clause_of_verb(pronoun.head))[0] if alike and pronoun.head > index else None
    return None


def _add_object(reading: Reading, telling: Telling) -> None:
    """An object that looks like a genitive and was read into the phrase before it ("принял в Риме послов")."""
    for phrase in reading.phrases(telling.clause):
        thing = reading.tokens[phrase.head].feats.get("Animacy") == "Inan" and phrase.slot == ("", "Acc")
        if thing and reading.tokens[phrase.head].head == telling.trigger and phrase.head > telling.trigger:
            return  # "принял приглашение президента"
    after = -1  # of the one before in a list: "принял посла X и спецпредставителя Y"
    for index in telling.clause.tokens:
        mention = reading.cast.starting(index) if index > telling.trigger else None
        if mention is None or mention.party is None or index < after:
            continue
        if reading.cast.kind(mention.party) not in ("person", "group"):
            continue
        if after >= 0 and not _joined(reading, after, index):
            return
        feats = reading.tokens[mention.head].feats
        if feats.get("Case") in ("Gen", "Acc") and feats.get("Animacy") == "Anim":
            _add(reading, telling, Phrase(mention.head, ("", feats["Case"]), list(range(index, mention.last))), "with")
            after = mention.last


def _joined(reading: Reading, after: int, index: int) -> bool:
    """Whether nothing but a comma or a conjunction stands between two."""
    return index == after + 1 and (reading.tokens[after].pos == "CCONJ" or reading.tokens[after].text == ",")


def _taken(reading: Reading, trigger: int, phrase: Phrase, roles: Mapping[Slot, Role]) -> bool:
    """Whether another trigger between the two is nearer to the phrase."""
    if phrase.head < trigger:
        return False
    between = [i for i in range(trigger + 1, phrase.head) if i in reading.triggers]
    if phrase.slot[1] == "Acc" and phrase.slot[0] and roles.get(phrase.slot) == "goal":
        between = [i for i in between if not _errand(reading, i)]  # "приехал на саммит в Лиму"
    return bool(between)


def _errand(reading: Reading, index: int) -> bool:
    """Whether a trigger only says what somebody goes for."""
    phrase = reading.phrase_at(index)
    return phrase is not None and phrase.slot[0] in reading.encounters.errands


def fill_noun(reading: Reading, telling: Telling) -> None:
    roles, trigger = telling.frame.roles, telling.trigger
    _add_possessor(reading, telling)
    following = True
    for phrase in reading.phrases(telling.clause):
        if phrase.head <= trigger:
            continue
        if phrase.head in reading.triggers:
            following = False
        role = role_of(reading, telling, phrase)
        if role is None or not following:
            continue
        if phrase.slot == ("", "Gen") and phrase.first - trigger > 3:
            continue  # belongs to another word
        _add(reading, telling, phrase, role)
    add_format(reading, telling)
    if telling.told is not None and telling.told.relation.startswith("acl"):
        for phrase in reading.phrases(telling.told):  # "приём, данный в честь …, посвящённый …"
            role = roles.get(phrase.slot)
            if phrase.slot == ("", "Nom") and phrase.head != telling.told.tokens[0]:
                role = "agent"  # "которое провёл X"
            if role is not None and phrase.slot != ("", "Gen"):
                _add(reading, telling, phrase, role)
    phrase_ = reading.phrase_at(trigger)
    is_subject = (phrase_ is not None and phrase_.slot == ("", "Nom")) or reading.tokens[trigger].rel.startswith(
        "nsubj"
    )
    # "с Меркель прошла встреча", "между странами прошёл раунд переговоров"
    for phrase in reading.phrases(telling.clause):
        role = roles.get(phrase.slot) if phrase.slot[0] and phrase.head < trigger else None
        if (role == "with" and is_subject) or (role == "agent" and not (phrase_ and phrase_.lead)):
            _add(reading, telling, phrase, role)
    if not is_subject and _attends(reading, telling, phrase_):
        _add_subject(reading, telling)
        _add_invited(reading, telling, phrase_)
        if telling.frame.kind == "call":
            _add_addressed(reading, telling, phrase_)
        if "agent" in telling.roles and _joins(reading, telling):
            telling.roles.add("guest")


def _add_addressed(reading: Reading, telling: Telling, phrase: Phrase | None) -> None:
    """Whom somebody spoke to on the telephone ("в ходе разговора поздравил посла")."""
    words, predicate = reading.encounters, telling.clause.predicate
    if phrase is None or phrase.lead not in words.asides or predicate < 0 or "with" in telling.roles:
        return
    if reading.tokens[predicate].lemma not in words.addressing:
        return
    for other in reading.phrases(telling.clause):
        to_whom = other.slot in (("", "Acc"), ("", "Dat")) and reading.tokens[other.head].head == predicate
        if to_whom and not _is_thing(reading, other):
            _add(reading, telling, other, "with")
            return


def _add_invited(reading: Reading, telling: Telling, phrase: Phrase | None) -> None:
    """Those invited to it ("пригласил послов на форум")."""
    predicate = telling.clause.predicate
    if phrase is None or phrase.slot[1] != "Acc" or not phrase.lead or predicate < 0:
        return
    if reading.tokens[predicate].lemma in reading.encounters.controlling:
        for other in reading.phrases(telling.clause):
            if predicate < other.head < telling.trigger and other.slot == ("", "Acc"):
                _add(reading, telling, other, "with")


def _attends(reading: Reading, telling: Telling, phrase: Phrase | None) -> bool:
    """Whether the subject of the clause takes part: it holds the encounter, is at it, or plans its own."""
    words = reading.encounters
    lead = phrase.lead if phrase is not None else ""
    predicate = reading.tokens[telling.clause.predicate].lemma if telling.clause.predicate >= 0 else ""
    governors = _governors(reading, telling)
    refused = any(words.governors.get(g.lemma) == "cancelled" for g in governors)
    if lead and refused and governors[0].lemma in words.attendance:
        return False  # only refuses to be at another's
    if not lead and any(g.lemma in words.unreal for g in governors):
        return False
    if lead in words.asides and phrase is not None and phrase.of_bare:
        return False  # "обсудили итоги саммита", not "заявил по итогам"
    if not lead and refused:
        return not telling.roles & {"agent", "host"}  # calls off their own
    if lead and refused and governors[0].lemma in words.governors:
        return "agent" not in telling.roles  # "отказался от встречи"
    if telling.outlook.by == "ground":
        return True
    if lead and telling.clause.predicate >= 0 and reading.negated(telling.clause.predicate):
        return False  # "не поедет на саммит"
    if lead:
        # who takes part in another's is there as well ("участвовал в приёме, который дал X")
        return lead in words.present and (_joins(reading, telling) or "agent" not in telling.roles)
    if (
        predicate in words.holding
        or predicate in words.hosting
        or any(g.lemma in words.holding for g in _governors(reading, telling)[:1])
    ):
        return True
    return "agent" not in telling.roles and words.governors.get(predicate) == "planned"


def _joins(reading: Reading, telling: Telling) -> bool:
    """Whether it is said outright that somebody takes part."""
    governors = _governors(reading, telling)
    return bool(governors) and governors[0].lemma in reading.encounters.attendance | reading.encounters.joining


def _governors(reading: Reading, telling: Telling) -> list[Token]:
    return reading.ancestors(telling.trigger, telling.clause)


def _add_possessor(reading: Reading, telling: Telling) -> None:
    for modifier in reading.modifiers(telling.trigger):
        mention = reading.cast.at(modifier.index)
        if mention is None or mention.party is None or mention.last - mention.first > 1:
            continue
        members = reading.cast.parties[mention.party].members
        if mention.kind == "pronoun" or (modifier.pos == "ADJ" and members):  # "узбекско-американский саммит"
            telling.agents = (*telling.agents, *(members or (mention.party,)))
            telling.roles.add("agent")
            telling.used.add(modifier.index)


def _add_subject(reading: Reading, telling: Telling) -> None:
    phrase, who = _attendance(reading, telling) or reading.subject(telling.clause)
    if not who.parties:
        phrase, who = _in_dative(reading, telling) or (phrase, who)
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
    towards = role == "goal" and phrase.slot[0] and phrase.slot[1] == "Acc"
    if towards and reading.tokens[telling.trigger].pos == "VERB" and "person" in map(reading.cast.kind, who.parties):
        return  # nobody goes "onto" somebody: it belongs to another word ("со ссылкой на чиновника")
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
    elif role == "goal" and (guests := [p for p in who.parties if reading.cast.kind(p) == "person"]):
        telling.agents = tuple(dict.fromkeys((*telling.agents, *guests)))  # "визит на острова президента"
        telling.goals = tuple(dict.fromkeys((*telling.goals, *(p for p in who.parties if p not in guests))))
        telling.roles.add("agent")
    elif role == "goal":
        telling.goals = tuple(dict.fromkeys((*telling.goals, *who.parties)))
    else:
        telling.hosts = tuple(dict.fromkeys((*telling.hosts, *who.parties)))


def _attendance(reading: Reading, telling: Telling) -> tuple[Phrase, Named] | None:
    """Whose part in it is told of by a noun ("участие министра в форуме")."""
    before = [p for p in reading.phrases(telling.clause) if p.first < telling.trigger]
    for phrase in reversed(before[-2:]):
        if reading.tokens[phrase.head].lemma in reading.encounters.attendance:
            who = reading.named(Phrase(phrase.head, ("", "Gen"), phrase.tokens[1:]))
            return (phrase, who) if who.parties else None
    return None


def _in_dative(reading: Reading, telling: Telling) -> tuple[Phrase, Named] | None:
    """The one to whom it fell ("им удалось посетить", "ему предстоит визит")."""
    if telling.outlook.by not in ("achieved", "governor"):
        return None
    for phrase in reading.phrases(telling.clause):
        if phrase.slot == ("", "Dat") and phrase.head < telling.trigger:
            who = reading.whom(phrase)
            if any(reading.cast.kind(p) == "person" for p in who.parties):
                return phrase, who
    return None


def add_joiner(reading: Reading, index: int, tellings: Sequence[Telling]) -> None:
    """Who speaks at or attends the encounter told just before ("X, выступая перед собравшимися, …")."""
    token = reading.tokens[index]
    clause = reading.clause_of_verb(index)
    if any(i in reading.triggers for i in clause.tokens):
        return  # says itself where
    greets = token.lemma in reading.encounters.greeting
    for telling in reversed(tellings[-3:]):
        if not 0 <= token.sentence - telling.sentence <= (1 if greets else _SOON):
            continue
        if telling.frame.kind == "visit" if greets else telling.frame.kind in _GATHERINGS:
            _, who = reading.subject(clause)
            telling.agents = tuple(dict.fromkeys((*telling.agents, *who.parties)))
            return
