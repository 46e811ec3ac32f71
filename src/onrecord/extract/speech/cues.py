"""Cues: the words of a document that report, what kind they are, and who is their subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import NamedTuple

from onrecord.extract.speech.identity import Identity
from onrecord.extract.speech.sheet import COMMAS, DASHES, STOPS, Sheet
from onrecord.languages.reporting import Cue, Reporting

_SUBJECTS = frozenset(("nsubj", "nsubj:pass"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "X", "NUM", "DET", "ADJ"))
_OTHER = Cue("other", frozenset({"clause"}))
_SAYING = Cue("say", frozenset({"speech"}))
_OF_PHRASE = frozenset(("NOUN", "PROPN", "ADJ", "DET", "X", "ADP", "NUM"))
_TAIL = 6  # words of a source's phrase that syntax may have hung elsewhere
_NEAR = 14  # tokens between a verb and the subject that syntax lost
_REACH = 40  # tokens that a subject may stand away where there is no syntax to tell it


class Found(NamedTuple):
    """One cue: its head token, its words `[first, last)`, and its subject's head (-1: none seen).

    `kind` is `verb`, `noun`, `predicate`, `by` ("по словам X") or `other` (any verb with a content
    clause). For `by` the subject is the source, `[first, last)` the whole phrase.
    """

    token: int
    first: int
    last: int
    kind: str
    entry: Cue
    subject: int
    inherited: bool = False


def find_cues(sheet: Sheet, reporting: Reporting) -> tuple[Found, ...]:
    """Every cue in order; what belongs to a medium's credit for the news is none."""
    out: list[Found] = []
    taken = -1
    listed = _listed(Identity(reporting))
    for index, (lemma, pos) in enumerate(zip(sheet.lemmas, sheet.pos, strict=True)):
        if (lemma not in listed and sheet.words[index] not in listed) or index < taken:
            continue
        if lemma in reporting.source_adpositions or lemma in reporting.by_adpositions:
            found = _by(sheet, index, reporting)
            if found:
                out.append(found)
                taken = found.last
            continue
        word = sheet.words[index]
        if pos in ("VERB", "AUX"):
            entry = reporting.verbs.get(lemma)
            if entry:
                subject, inherited = _voice(sheet, index, entry, reporting)
                out.append(Found(index, index, index + 1, "verb", entry, subject, inherited))
                continue
        if pos in ("NOUN", "PROPN"):
            entry = reporting.nouns.get(lemma)
            if entry:
                out.append(Found(index, index, index + 1, "noun", entry, holder_of(sheet, index, reporting)))
        elif pos in ("ADJ", "VERB", "ADV"):
            entry = reporting.predicates.get(word) or reporting.predicates.get(lemma)
            if entry:
                subject, inherited = _voice(sheet, index, entry, reporting)
                out.append(Found(index, index, index + 1, "predicate", entry, subject, inherited))
    taken_up = {found.token for found in out}
    inserted = [found for found in _inserted(sheet, reporting) if found.token not in taken_up]
    return tuple(sorted([*out, *inserted], key=lambda found: found.token)) if inserted else tuple(out)


def _inserted(sheet: Sheet, reporting: Reporting) -> Iterator[Found]:
    """Any verb that stands between dashes behind somebody's words says them: "…, — перечисляет эксперт. — …"."""
    for dash in range(2, len(sheet.words) - 3):
        if sheet.words[dash] not in DASHES:
            continue
        verb = dash + 1
        feats = sheet.annotation.tokens[verb].feats
        finite = sheet.pos[verb] == "VERB" and feats.get("VerbForm") == "Fin" and feats.get("Mood", "Ind") == "Ind"
        before, inner = sheet.words[dash - 1], sheet.marks.inner
        ended = before in COMMAS or before in STOPS or inner[dash - 2] >= 0 > inner[dash]
        if not finite or not ended or feats.get("Person", "3") != "3":
            continue
        subject, inherited = subject_of(sheet, verb, reporting)
        if verb < subject < verb + 5 and not inherited:
            yield Found(verb, verb, verb + 1, "verb", _SAYING, subject)


@cache
def _listed(reporting: Identity) -> frozenset[str]:
    """All words that a cue may begin with: the few that are looked at."""
    held = reporting.held
    return frozenset(chain(held.source_adpositions, held.by_adpositions, held.verbs, held.nouns, held.predicates))


def _voice(sheet: Sheet, index: int, entry: Cue, reporting: Reporting) -> tuple[int, bool]:
    """Whom a verb gives the words to: its subject; the one cited; the place they came from ("заявили в МИД")."""
    if entry.cue_class == "cite":
        cited = _cited(sheet, index, reporting)
        if cited >= 0:
            return cited, False
    subject, inherited = subject_of(sheet, index, reporting)
    feats = sheet.annotation.tokens[index].feats
    if subject >= 0 and _is_no_subject(sheet, subject, index):
        subject, inherited = -1, False
    if entry.cue_class == "say" and (subject < 0 or _is_body(sheet, subject, reporting)):
        source = _referred_to(sheet, index, reporting)
        if source >= 0:
            return source, False
    if subject < 0 or inherited or _crossed(sheet, subject, index):
        beside = beside_of(sheet, index, both=subject < 0)
        if beside >= 0:
            return beside, False
    nobody = subject < 0 or inherited
    if nobody and (
        feats.get("Number") == "Plur" or sheet.lemmas[index] in reporting.impersonal or feats.get("Voice") == "Pass"
    ):
        place = _place(sheet, index, reporting)
        if place >= 0:
            return place, False
    joined = sheet.rel[index] == "conj" and feats.get("Number") == "Plur"
    if subject < 0 and (feats.get("VerbForm") == "Conv" or joined):
        # "в ведомстве это опровергли, заявив, что …", "… подтвердили это и отметили, что …"
        above = sheet.head[index]
        if above >= 0 and _is_of_nobody(sheet, above):
            return _place(sheet, above, reporting), True
    return subject, inherited


def _is_body(sheet: Sheet, token: int, reporting: Reporting) -> bool:
    """Whether a subject may be a medium: nothing living, or a noun of media."""
    feats = sheet.annotation.tokens[token].feats
    return sheet.lemmas[token] in reporting.media or feats.get("Animacy") != "Anim"


def _referred_to(sheet: Sheet, verb: int, reporting: Reporting) -> int:
    """Whom a medium has its news from: "сообщает УНН со ссылкой на полицию"; -1 for nobody, and for texts."""
    for noun in sheet.children(verb):
        adposition = reporting.references.get(sheet.lemmas[noun])
        if adposition is None or noun < verb:
            continue
        for source in sheet.children(noun):
            led = any(sheet.words[case] == adposition for case in sheet.children(source) if case < source)
            if led and source > noun:
                return -1 if sheet.lemmas[source] in reporting.sources else _text_or_owner(sheet, source, reporting)
    return -1


def told_to(sheet: Sheet, cue: Found) -> list[int]:
    """Whoever is told something by nobody in particular ("дипломату заявили, что …"), and so does not say it."""
    if cue.kind != "verb" or not _is_of_nobody(sheet, cue.token):
        return []
    return [
        child
        for child in sheet.children(cue.token)
        if child != cue.subject
        and (sheet.rel[child] == "iobj" or _is_no_subject(sheet, child, cue.token))
        and sheet.annotation.tokens[child].feats.get("Case") != "Nom"
        and not _has_case(sheet, child)
    ]


def _is_of_nobody(sheet: Sheet, verb: int) -> bool:
    """Whether a verb is a plural one without a subject: "в банке отметили"."""
    feats = sheet.annotation.tokens[verb].feats
    if sheet.pos[verb] != "VERB" or feats.get("Number") != "Plur":
        return False
    subjects = (child for child in sheet.children(verb) if sheet.rel[child] in _SUBJECTS)
    return all(_is_no_subject(sheet, child, verb) for child in subjects)


def _is_no_subject(sheet: Sheet, subject: int, index: int) -> bool:
    """Whether what syntax has for a plural verb's subject is a single noun, in another case or behind the report:
    whoever is told something ("Орловой сообщили"), or the subject of what is said."""
    feats = sheet.annotation.tokens[subject].feats
    verb = sheet.annotation.tokens[sheet.head[subject] if sheet.head[subject] >= 0 else index].feats
    if verb.get("Number") != "Plur" or feats.get("Number") != "Sing" or sheet.pos[subject] not in ("NOUN", "PROPN"):
        return False
    if any(sheet.rel[child] in ("conj", "nummod") for child in sheet.children(subject)):
        return False
    if feats.get("Case") in ("Gen", "Dat", "Ins") and sheet.pos[subject] == "PROPN":
        return True
    return subject > index and any(sheet.words[k] in COMMAS for k in range(index + 1, subject))


def _crossed(sheet: Sheet, subject: int, verb: int) -> bool:
    """Whether another verb stands between a verb and a subject that does not agree with it: syntax mixed them up."""
    one, other = sheet.annotation.tokens[subject].feats, sheet.annotation.tokens[verb].feats
    if subject > verb or not _of_two(one, other):
        return False
    tokens = sheet.annotation.tokens[subject + 1 : verb]
    return any(token.pos == "VERB" and token.feats.get("VerbForm") == "Fin" for token in tokens)


def _cited(sheet: Sheet, index: int, reporting: Reporting) -> int:
    """Who is cited: "цитирует министра", "приводит слова министра"; where syntax is lost, the next accusative."""
    for child in sheet.children(index):
        if sheet.rel[child] not in ("obj", "nsubj", "iobj", "obl"):
            continue
        if sheet.lemmas[child] in reporting.sources or sheet.lemmas[child] in reporting.texts:
            owner = owner_of_text(sheet, child, reporting)
            if owner >= 0:
                return owner
            if any(sheet.lemmas[below] in reporting.relatives for below in sheet.children(child)):
                return sheet.head[index]
        if sheet.rel[child] == "obj" and sheet.lemmas[child] in reporting.relatives:
            return sheet.head[index]
        if _is_cited(sheet, child, reporting) and not _has_case(sheet, child):
            return child
    _, end = sheet.bounds(index)
    for after in range(index + 1, min(end, index + 12)):
        if after not in sheet.credited and sheet.rel[after] != "nsubj" and _is_cited(sheet, after, reporting):
            return after
    return -1


def _is_cited(sheet: Sheet, token: int, reporting: Reporting) -> bool:
    feats = sheet.annotation.tokens[token].feats
    if sheet.pos[token] == "PROPN" and sheet.rel[token] == "obj":
        return True
    if feats.get("Case") not in ("Acc", "Gen") or sheet.pos[token] not in ("NOUN", "PROPN"):
        return False
    if sheet.pos[token] == "PROPN" or feats.get("Animacy") == "Anim":
        return True
    return sheet.lemmas[token] in reporting.speakers


def owner_of_text(sheet: Sheet, token: int, reporting: Reporting) -> int:
    """Whose text or words: the genitive after it, where it names somebody."""
    for owner in sheet.children(token):
        if owner > token and sheet.rel[owner] in ("nmod", "appos", "flat:name") and not _has_case(sheet, owner):
            feats = sheet.annotation.tokens[owner].feats
            if sheet.pos[owner] in ("PROPN", "X") or feats.get("Animacy") == "Anim":
                return owner
            named = (owner, *sheet.children(owner))  # "доклад Всемирного банка"
            if sheet.lemmas[owner] in reporting.speakers or any(_is_capital(sheet, index) for index in named):
                return owner
    return -1


def _is_capital(sheet: Sheet, index: int) -> bool:
    return sheet.annotation.tokens[index].text[0].isupper()


def _place(sheet: Sheet, index: int, reporting: Reporting) -> int:
    """The body or text that words came from: "сообщили в ведомстве", "в документе говорится"."""
    _, end = sheet.bounds(index)
    for child in sheet.children(index):
        if sheet.rel[child] in ("obl", "nmod") and sheet.pos[child] in ("NOUN", "PROPN", "X"):
            for case in sheet.children(child):
                if sheet.rel[case] == "case" and sheet.words[case] in reporting.place_adpositions:
                    return _text_or_owner(sheet, child, reporting)
    for after in range(index + 1, min(end - 1, index + 4)):
        if sheet.words[after] in reporting.place_adpositions and sheet.pos[after] == "ADP":
            noun = sheet.head[after] if sheet.head[after] > after else after + 1
            nominal = noun < end and sheet.pos[noun] in ("NOUN", "PROPN", "X")
            return _text_or_owner(sheet, noun, reporting) if nominal else -1
    return -1


def _text_or_owner(sheet: Sheet, token: int, reporting: Reporting) -> int:
    """A text speaks for whom it belongs to ("в заявлении министерства"), else for itself."""
    if sheet.lemmas[token] not in reporting.texts:
        return token
    owner = owner_of_text(sheet, token, reporting)
    return owner if owner >= 0 else token


def other_cue(sheet: Sheet, token: int, reporting: Reporting) -> Found:
    """A cue made of a word that is in no list."""
    subject, inherited = subject_of(sheet, token, reporting)
    return Found(token, token, token + 1, "other", _OTHER, subject, inherited)


def _by(sheet: Sheet, index: int, reporting: Reporting) -> Found | None:
    """ "по словам X", "по его мнению", "согласно X"."""
    _, end = sheet.bounds(index)
    if sheet.words[index] in reporting.by_adpositions:
        noun = _next_noun(sheet, index + 1, min(end, index + 5))
        if noun < 0:
            return None
        last = _phrase_end(sheet, noun, end)
        source = noun
        if sheet.lemmas[noun] in reporting.sources:
            source = _owner(sheet, noun, index, last, reporting)
        elif sheet.lemmas[noun] in reporting.texts:
            source = _text_or_owner(sheet, noun, reporting)
        return Found(index, index, last, "by", _BY, source)
    for noun in range(index + 1, min(end, index + 4)):
        if sheet.lemmas[noun] in reporting.sources and sheet.pos[noun] == "NOUN":
            last = _phrase_end(sheet, noun, end)
            return Found(noun, index, last, "by", _BY, _owner(sheet, noun, index, last, reporting))
        if sheet.pos[noun] not in ("ADJ", "DET", "PRON", "NUM"):
            return None
    return None


_BY = Cue("say", frozenset({"speech"}))


def _next_noun(sheet: Sheet, start: int, stop: int) -> int:
    for index in range(start, stop):
        if sheet.pos[index] in ("NOUN", "PROPN", "PRON", "X"):
            return index
        if sheet.pos[index] in ("VERB", "PUNCT"):
            return -1
    return -1


def _phrase_end(sheet: Sheet, noun: int, end: int) -> int:
    """Where the noun's phrase ends: by syntax, but never beyond a comma that a verb follows."""
    last = min(max(sheet.right[noun], noun + 1), end)
    if not sheet.annotation.has_syntax:
        last = noun + 1
        while last < end and sheet.pos[last] in _OF_PHRASE:
            last += 1
    for index in range(noun + 1, last):
        if sheet.words[index] in COMMAS and any(sheet.pos[k] == "VERB" for k in range(index + 1, last)):
            return index
    # "по информации источника в дипломатических кругах, …": what goes on up to the comma is of the phrase still
    stop = next((k for k in range(last, min(end, last + _TAIL)) if sheet.words[k] in COMMAS), -1)
    goes_on = stop > last and sheet.pos[last] == "ADP" and all(sheet.pos[k] in _OF_PHRASE for k in range(last, stop))
    return stop if goes_on else last


def _owner(sheet: Sheet, noun: int, first: int, last: int, reporting: Reporting) -> int:
    """Whose words they are: the possessive before the noun or the genitive after it."""
    for index in range(first, noun):
        if sheet.words[index] in reporting.possessives:
            return index
    for child in sheet.children(noun):
        if child > noun and sheet.rel[child] in ("nmod", "appos", "flat:name", "obl") and sheet.pos[child] in _NOMINAL:
            return child
    for index in range(noun + 1, last):
        if sheet.pos[index] in ("NOUN", "PROPN", "PRON", "X"):
            return index
    return -1


def holder_of(sheet: Sheet, noun: int, reporting: Reporting) -> int:
    """Whose thought a noun of speech is: a possessive, else the subject of its verb, else a genitive."""
    for child in sheet.children(noun):
        if sheet.words[child] in reporting.possessives:
            return child
    up = sheet.head[noun]
    if up >= 0 and sheet.pos[up] == "VERB" and sheet.rel[noun] in ("obj", "obl", "iobj"):
        subject, _ = subject_of(sheet, up, reporting)
        if subject >= 0:
            return subject
    for child in sheet.children(noun):
        if (
            child > noun
            and sheet.rel[child] == "nmod"
            and not _has_case(sheet, child)
            and _can_hold(sheet, child, reporting)
        ):
            return child
    return -1


def _can_hold(sheet: Sheet, token: int, reporting: Reporting) -> bool:
    """Whether a genitive names who thinks and not what is thought ("требование сторон", "требование отставки")."""
    if sheet.pos[token] == "PROPN":
        return True
    feats = sheet.annotation.tokens[token].feats
    return sheet.pos[token] == "NOUN" and (feats.get("Animacy") == "Anim" or sheet.lemmas[token] in reporting.speakers)


def _has_case(sheet: Sheet, token: int) -> bool:
    return any(sheet.rel[child] == "case" for child in sheet.children(token))


def subject_of(sheet: Sheet, token: int, reporting: Reporting) -> tuple[int, bool]:
    """The subject's head and whether it is another word's: of a governing or coordinated verb."""
    if not sheet.annotation.has_syntax:
        return _nearest_nominative(sheet, token), False
    here, steps = token, 0
    feats = sheet.annotation.tokens[token].feats
    if feats.get("VerbForm") == "Part" and sheet.rel[token] in ("acl", "amod") and feats.get("Voice") != "Pass":
        return sheet.head[token], False
    while here >= 0 and steps < 6:
        for child in sheet.children(here):
            if sheet.rel[child] in _SUBJECTS and sheet.pos[child] in _NOMINAL:
                found = _resolved(sheet, child, here, reporting)
                if found >= 0 and found != token:
                    return found, here != token
        if sheet.rel[here] not in ("conj", "advcl", "xcomp", "parataxis", "ccomp", "acl", "csubj") and steps:
            break
        if sheet.rel[here] not in ("conj", "advcl", "xcomp") and not (sheet.rel[here] == "acl" and steps):
            break
        above = sheet.head[here]
        if sheet.rel[here] == "conj" and above >= 0 and _of_two(feats, sheet.annotation.tokens[above].feats):
            break
        here, steps = above, steps + 1
    return -1, False


def _of_two(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two words differ in gender: joined verbs that do have a subject each ("он пообещал, а она заявила")."""
    if one.get("Number") != "Sing" or other.get("Number") != "Sing":
        return False
    return None not in (one.get("Gender"), other.get("Gender")) and one["Gender"] != other["Gender"]


def _resolved(sheet: Sheet, subject: int, verb: int, reporting: Reporting) -> int:
    """A relative pronoun stands for the noun that its clause hangs on."""
    if sheet.lemmas[subject] in reporting.relatives and sheet.rel[verb] in ("acl:relcl", "acl"):
        return sheet.head[verb]
    return subject


def beside_of(sheet: Sheet, verb: int, *, both: bool) -> int:
    """The subject that syntax lost: the nearest nominative that agrees with the verb, in its own clause.

    Words before the verb come first; those after it count with `both` only.
    """
    feats = sheet.annotation.tokens[verb].feats
    if feats.get("VerbForm") not in ("Fin", None) or feats.get("Person") in ("1", "2") or "Number" not in feats:
        return -1
    first, end = sheet.bounds(verb)
    for index in range(verb - 1, max(first, verb - _NEAR) - 1, -1):
        if _closes(sheet, index):
            break
        if _agrees(sheet, index, feats):
            return index
    if both:
        for index in range(verb + 1, min(end, verb + _NEAR)):
            if _closes(sheet, index):
                break
            if _agrees(sheet, index, feats):
                return index
    return -1


def _closes(sheet: Sheet, index: int) -> bool:
    """Whether a word ends the clause that it stands beside."""
    word = sheet.words[index]
    if sheet.pos[index] == "VERB":
        return sheet.annotation.tokens[index].feats.get("VerbForm") != "Part"
    return word in COMMAS or word in DASHES or word in STOPS or word == ":" or sheet.pos[index] == "SCONJ"


def _agrees(sheet: Sheet, index: int, verb: Mapping[str, str]) -> bool:
    """Whether a noun in the nominative can be the subject of a verb with these features."""
    if sheet.pos[index] not in ("NOUN", "PROPN", "X"):
        return False
    feats = sheet.annotation.tokens[index].feats
    if feats.get("Case") != "Nom" or feats.get("Number", verb["Number"]) != verb["Number"]:
        return False
    gender = verb.get("Gender")
    return gender is None or verb["Number"] == "Plur" or feats.get("Gender", gender) == gender


def _nearest_nominative(sheet: Sheet, token: int) -> int:
    """Without syntax: the nearest noun or pronoun in the nominative, after the verb or before it."""
    first, end = sheet.bounds(token)
    tokens = sheet.annotation.tokens
    for step in range(1, _REACH):
        for index in (token + step, token - step):
            if not first <= index < end or sheet.pos[index] not in ("NOUN", "PROPN", "PRON"):
                continue
            if tokens[index].feats.get("Case") == "Nom":
                return index
    return -1


def parenthesis(sheet: Sheet, cue: Found) -> tuple[int, int]:
    """The comma or dash before a cue's own clause and the one after it (-1 and the end where none).

    Looked for near the cue only: "…, — горько шутил X, — …".
    """
    first, end = sheet.bounds(cue.token)
    before = cue.first - 1
    while before >= first and before >= cue.first - 8:
        if sheet.words[before] in COMMAS or sheet.words[before] in DASHES:
            break
        if sheet.pos[before] in ("VERB", "AUX") and before != cue.token:
            return -1, end
        before -= 1
    else:
        before = -1
    after = cue.last
    while after < end and sheet.words[after] not in COMMAS and sheet.words[after] not in DASHES:
        after += 1
    return before, after
