"""Triggers: words that may tell of an encounter, and what each of them tells in its clause."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from onrecord.extract.encounters.cast import Cast
from onrecord.extract.encounters.clauses import Clause
from onrecord.extract.encounters.outlook import of_noun, of_verb
from onrecord.extract.encounters.reading import Reading
from onrecord.extract.encounters.roles import fill_noun, fill_verb, is_carried
from onrecord.extract.encounters.sides import add_attending
from onrecord.extract.encounters.telling import DISCUSS, Telling
from onrecord.languages.encounters import Encounters, Frame
from onrecord.model.annotation import Annotation, Token

_MOTION = frozenset({"verb.leave", "verb.arrive"})
_GATHER = "verb.gather"
_MATCH = "noun.meeting"
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})  # a rare noun is often read as an adjective, but has a noun's lemma
_FAR = 40
_NEAR = 16
_SERIES = 6  # tellings among which the series of an ordinal is looked for


def find_triggers(annotation: Annotation, words: Encounters, cast: Cast) -> list[int]:
    """Tokens that may tell of an encounter, in order."""
    tokens = annotation.tokens
    found: list[int] = []
    for index, lemma in enumerate(annotation.columns.lemma):
        if lemma not in words.verbs and lemma not in words.nouns:
            continue
        token = tokens[index]
        if lemma in words.verbs and token.pos == "VERB":
            if _possible(words.verbs[lemma], tokens, index):
                found.append(index)
        elif lemma in words.nouns and token.pos in _NOMINAL:
            before = tokens[token.index - 1].lemma
            if before not in words.manners and not _cognate(tokens, token, found, words) and not _is_body(cast, token):
                found.append(token.index)
    return found


def _is_body(cast: Cast, token: Token) -> bool:
    """Whether a noun is by itself, or in the dossier, the name of a body ("внесли в Конгресс")."""
    name = cast.at(token.index)
    if name is None or name.party is None or cast.kind(name.party) != "organization" or not token.text[0].isupper():
        return False
    return name.last - name.first == 1 or cast.parties[name.party].entry is not None


def _possible(frames: Sequence[Frame], tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb can tell of one by its form and the words near; asked first, since "speak" is common."""
    if frames[0].rule == _GATHER:
        return _finite(tokens[index])  # not "перед собравшимися"
    if not all(frame.modifiers for frame in frames):
        return True
    near = {token.lemma for token in tokens[max(0, index - _NEAR) : index + _NEAR]}
    return any(frame.modifiers & near for frame in frames)


def _cognate(tokens: Sequence[Token], token: Token, found: list[int], words: Encounters) -> bool:
    """Whether a noun only says with what purpose a verb of the same kind is done ("прибыл с визитом")."""
    led = [t for t in tokens[max(0, token.index - 4) : token.index] if t.pos == "ADP" and t.lemma in words.asides]
    if not led:
        return False
    kinds = {frame.kind for frame in words.nouns[token.lemma]}
    verb = tokens[found[-1]] if found else None
    near = verb is not None and verb.sentence == token.sentence and token.index - _NEAR <= verb.index < led[-1].index
    if near and verb is not None and kinds & {frame.kind for frame in words.verbs.get(verb.lemma, ())}:
        return True
    if led[-1].lemma not in words.purposes:
        return False
    ahead = itertools.takewhile(lambda t: t.pos != "PUNCT", tokens[token.index + 1 : token.index + _NEAR])
    onward = next((t for t in ahead if t.feats.get("VerbForm") == "Fin"), None)  # "с визитом в Лиму прибыл"
    return onward is not None and bool(kinds & {frame.kind for frame in words.verbs.get(onward.lemma, ())})


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
        if frame.rule == _GATHER and _governs(reading, index):
            return None  # "собирается посетить"
        if frame.rule == DISCUSS and token.feats.get("VerbForm") == "Inf":
            continue  # what is to be spoken of, not that they meet
        if frame.objects and not around & frame.objects:
            continue
        told = None if verbal else _relative(reading, token) or _participle(reading, token)
        outlook = of_verb(reading, index, clause) if verbal else of_noun(reading, index, clause, told)
        if outlook is None:
            return None
        telling = Telling(index, frame, token.sentence, clause, told, outlook, outlook.status)
        if frame.rule in _MOTION and outlook.by == "verb.present":
            telling.status = "planned"  # "едет в Рим": they will
        (fill_verb if verbal else fill_noun)(reading, telling)
        if verbal and frame.kind == "visit" and is_carried(reading, telling):
            return None
        if not verbal and (meeting := _attended(reading, token)) is not None:
            add_attending(reading, telling, meeting)
        if frame.needs and not frame.needs & telling.roles:
            continue
        if reading.contest and frame.rule == _MATCH and not any(map(reading.cast.by_name, telling.participants)):
            return None  # a match
        _note(reading, telling, token)
        return telling
    return None


def _finite(token: Token) -> bool:
    return token.feats.get("VerbForm") == "Fin"


def _governs(reading: Reading, index: int) -> bool:
    """Whether an infinitive hangs on a verb or stands right behind it."""
    near = (*reading.annotation.children_of(index), index + 1)
    return any(reading.tokens[i].feats.get("VerbForm") == "Inf" for i in near if i < len(reading.tokens))


def _around(reading: Reading, token: Token, clause: Clause) -> frozenset[str]:
    """Lemmas of the words that stand with the trigger: its modifiers, what depends on it, what follows it."""
    near = [i for i in clause.tokens if -4 < i - token.index < 6]
    children = reading.annotation.children_of(token.index)
    return frozenset(reading.tokens[i].lemma for i in (*near, *children))


def _relative(reading: Reading, token: Token) -> Clause | None:
    """A relative clause that says when or whether the encounter takes place ("которая состоится …").

    Found by what stands there, since in a long sentence the tree often hangs it on another word.
    """
    words, tokens = reading.encounters, reading.tokens
    last = reading.annotation.sentences[token.sentence].last
    for index in range(token.index + 1, min(last, token.index + _FAR)):
        pronoun = tokens[index]
        if pronoun.lemma not in words.relatives or not _agree(pronoun, token):
            continue
        if pronoun.feats.get("Case") not in ("Nom", "Acc") or tokens[index - 1].pos == "ADP":
            continue
        if _closer(reading, token.index, index, pronoun):
            return None
        for verb in range(index + 1, min(last, index + _NEAR)):
            if tokens[verb].pos == "VERB" or tokens[verb].lemma in words.governors:
                if tokens[verb].lemma in words.holding or tokens[verb].lemma in words.governors:
                    return Clause(verb, token.index, "acl:relcl", tuple(range(index, reading.stop(verb))))
                break
        return None
    return None


def _attended(reading: Reading, token: Token) -> Clause | None:
    """A relative clause that says who was there ("встреча, в которой участвовали …")."""
    words, tokens = reading.encounters, reading.tokens
    stop = min(reading.annotation.sentences[token.sentence].last, token.index + _NEAR)
    for index in range(token.index + 2, stop):
        if tokens[index].lemma in words.relatives and tokens[index - 1].pos == "ADP":
            clause = reading.clause_of_verb(index)
            if not _agree(tokens[index], token) or _closer(reading, token.index, index, tokens[index]):
                return None
            there = words.joining | words.attendance
            return clause if any(tokens[i].lemma in there for i in clause.tokens if i > index) else None
    return None


def _participle(reading: Reading, token: Token) -> Clause | None:
    """A participle behind the noun with its words ("встреча, прошедшая в Женеве")."""
    for clause in reading.clauses(token.sentence):
        if clause.predicate < 0 or not 0 < clause.predicate - token.index < _NEAR:
            continue
        predicate = reading.tokens[clause.predicate]
        if predicate.feats.get("VerbForm") != "Part" or not _same_case(predicate, token):
            continue
        if (
            clause.tokens[0] > token.index
            and _agree(predicate, token)
            and not _closer(reading, token.index, clause.predicate, predicate)
        ):
            return clause
    return None


def _same_case(a: Token, b: Token) -> bool:
    """Whether two words stand in one case; the two that look alike in things count as one."""
    cases = {a.feats.get("Case"), b.feats.get("Case")}
    return len(cases) == 1 or cases == {"Nom", "Acc"}


def _agree(pronoun: Token, noun: Token) -> bool:
    if pronoun.feats.get("Number") != noun.feats.get("Number"):
        return False
    return pronoun.feats.get("Number") == "Plur" or pronoun.feats.get("Gender") == noun.feats.get("Gender")


def _closer(reading: Reading, index: int, until: int, pronoun: Token) -> bool:
    """Whether another trigger that agrees stands nearer to the pronoun."""
    return any(i in reading.triggers and _agree(pronoun, reading.tokens[i]) for i in range(index + 1, until))


def _note(reading: Reading, telling: Telling, token: Token) -> None:
    """Marks of the trigger itself: a number in a series, a reference back, plural."""
    words = reading.encounters
    phrase = reading.phrase_at(token.index) if token.pos != "VERB" else None
    predicate = telling.clause.predicate
    stays = predicate >= 0 and reading.tokens[predicate].lemma in words.staying
    telling.aside = phrase is not None and phrase.lead in words.asides and not stays
    telling.begun = (
        predicate >= 0 and reading.tokens[predicate].lemma in words.beginning and not (phrase and phrase.lead)
    )
    led = bool(phrase and phrase.lead) and predicate >= 0
    telling.joins = led and (reading.tokens[predicate].lemma in words.joining or _is_attended(reading, predicate))
    names = {m.party for i in telling.used if (m := reading.cast.at(i)) is not None and m.kind != "pronoun"}
    telling.named = len(names.intersection(telling.participants))
    telling.plural = token.pos != "VERB" and token.feats.get("Number") == "Plur" and token.lemma not in words.paired
    for modifier in reading.modifiers(telling.trigger):
        telling.back = telling.back or modifier.lemma in words.back_references
        telling.another = telling.another or modifier.lemma in words.another
        number = words.ordinals.get(modifier.lemma) or _digits(modifier.text)
        if number is not None:
            telling.number = number


def _is_attended(reading: Reading, predicate: int) -> bool:
    """Whether a verb says with a noun that somebody takes part ("приняли участие во встрече")."""
    children = reading.annotation.children_of(predicate)
    return any(reading.tokens[child].lemma in reading.encounters.attendance for child in children)


def _digits(text: str) -> int | None:
    """The number of an ordinal in figures ("10-й")."""
    figures, mark, ending = text.partition("-")
    return int(figures) if mark and ending.isalpha() and figures.isdigit() and len(figures) < 4 else None


def read_ellipsis(reading: Reading, index: int, earlier: Sequence[Telling]) -> Telling | None:
    """What an ordinal alone tells ("the first took place in Geneva") after an encounter of its series."""
    if not earlier:
        return None
    latest = earlier[-1]
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
    telling.another = True
    inherit(reading, telling, earlier)
    return telling


def inherit(reading: Reading, telling: Telling, earlier: Sequence[Telling]) -> None:
    """Another encounter of a series that names nobody ("the next meeting …") has the states of the series."""
    if not telling.another or telling.participants:
        return
    series = [t for t in earlier[-_SERIES:] if t.frame.kind in (telling.frame.kind, "summit", "meeting")]
    latest = next((t for t in reversed(series) if len(_bodies(reading, t)) > 1), None)
    if latest is not None:
        telling.hosts, telling.sides, telling.group = _bodies(reading, latest), latest.sides, latest.group


def _bodies(reading: Reading, telling: Telling) -> tuple[int, ...]:
    kinds, sides = reading.cast.kind, telling.sides
    return tuple(p for p in telling.participants if p in sides or kinds(p) not in ("person", "place"))
