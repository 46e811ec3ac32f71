"""Where a text may bind somebody: a word that binds with the action it governs, or a verb in the future."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.extract.promises.fates import (
    asked,
    denied,
    in_question,
    moved,
    never_bound,
    not_taking_place,
    refuted,
    set_for,
    settles_details,
    taken_back,
    talked_over,
)
from onrecord.languages.pledges import Pledge, Pledges
from onrecord.model.annotation import Annotation, Token

_NEAR = 7  # words within which a complement is looked for without syntax
_MOST = 5  # infinitives joined in one list
_NOMINAL = frozenset(("NOUN", "PROPN"))
_OBJECTS = ("obj", "obl", "nmod")
_ANNOUNCED = "announce"  # the family of words by which something may be declared to be something


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens: `cue` binds (or is the future verb), `action` is what is to be done, `predicate` has the subject.

    Where the verb is not said again ("X will build a port, and Y a bridge") `predicate` is Y, who is its own subject.
    `rule` tells the construction: verb, predicate, noun, that, promised,
    future, will, passive, copula, fixed.
    `pledge` is the binding word's, that of the verb that governs the clause for a future in a content clause.
    """

    cue: int
    action: int
    predicate: int
    rule: str
    pledge: Pledge | None


def find_candidates(annotation: Annotation, pledges: Pledges) -> list[Candidate]:
    """Candidates in the order of the text, one for each action."""
    best: dict[tuple[int, int], Candidate] = {}
    asks = in_question(annotation, pledges)
    for candidate in _all(annotation, pledges):
        if not asks.isdisjoint((candidate.cue, candidate.predicate, candidate.action)):
            continue
        if refuted(annotation, pledges, annotation.tokens[candidate.predicate]):
            continue
        if settles_details(annotation, pledges, annotation.tokens[candidate.action]):
            continue
        whose = candidate.predicate if gapped(annotation, candidate) else -1
        known = best.get((candidate.action, whose))
        if known is None or _ORDER[candidate.rule] < _ORDER[known.rule]:
            best[candidate.action, whose] = candidate
    return sorted(best.values(), key=lambda c: (c.cue, c.action, c.predicate))


# where two constructions hold one action, the one that binds more plainly stays
RULES = ("predicate", "verb", "promised", "that", "will", "passive", "future", "fixed", "noun", "copula")
_ORDER = {rule: place for place, rule in enumerate(RULES)}


def _all(annotation: Annotation, pledges: Pledges) -> Iterator[Candidate]:
    columns = annotation.columns
    for token, pos, lemma in zip(annotation.tokens, columns.pos, columns.lemma, strict=True):
        if pos == "NOUN":
            if lemma in pledges.nouns and not _idle(annotation, pledges, token):
                yield from _governed(annotation, pledges, token, pledges.nouns[lemma], "noun")
        elif pos in ("VERB", "AUX"):
            yield from _verbal(annotation, pledges, token)
        elif pos in ("ADJ", "ADV"):
            if lemma in pledges.predicates and (pos == "ADV" or token.feats.get("Variant") == "Short"):
                yield from _governed(annotation, pledges, token, pledges.predicates[lemma], "predicate")
            elif pos == "ADJ" and lemma in pledges.fixing:
                yield from _fixed(token, set_for(annotation, pledges, token))


def gapped(annotation: Annotation, candidate: Candidate) -> bool:
    """Whether the verb stands in the clause before, and is not said again with this subject."""
    token = annotation.tokens[candidate.predicate]
    return token.head == candidate.cue and token.rel == "conj" and token.pos in _NOMINAL


def _others(annotation: Annotation, token: Token) -> Iterator[tuple[Token, Token]]:
    """Those who do the same as the subject of a verb that is not said again, each with what is told instead."""
    for child in annotation.children_of(token.index):
        other = annotation.tokens[child]
        if other.rel == "conj" and other.pos in _NOMINAL and child > token.index:
            for place in annotation.children_of(child):
                if annotation.tokens[place].rel == "orphan":
                    yield other, annotation.tokens[place]
                    break


def _idle(annotation: Annotation, pledges: Pledges, noun: Token) -> bool:
    """Whether a noun that binds binds nobody where it stands."""
    return taken_back(annotation, pledges, noun) or talked_over(annotation, pledges, noun)


def _verbal(annotation: Annotation, pledges: Pledges, token: Token) -> Iterator[Candidate]:
    lemma, pledge = token.lemma, _binding(annotation, pledges, token)
    if asked(annotation, pledges, token) or (pledge is not None and _is_aside(annotation, token)):
        return
    makes_future = annotation.columns.small[token.index] in pledges.future_forms
    futures = list(_will(annotation, pledges, token)) if makes_future else []
    yield from futures
    if futures or (makes_future and lemma not in pledges.outcomes):
        pass  # "станет" without a verb tells what will be of somebody, and is one itself
    elif pledge is not None:
        if lemma in pledges.allowing or not never_bound(annotation, pledges, token):
            yield from _governed(annotation, pledges, token, pledge, "verb")
    elif token.feats.get("VerbForm") == "Fin" and _future(token, pledges) and lemma not in pledges.moving:
        if not_taking_place(annotation, pledges, token):
            return
        above = _above(annotation, pledges, token)
        yield Candidate(token.index, token.index, token.index, "future", above)
        for other, _ in _others(annotation, token):
            yield Candidate(token.index, token.index, other.index, "future", above)
    if pledge is not None and token.feats.get("VerbForm") == "Part":
        yield from _promised(annotation, token, pledge)
    if lemma in pledges.fixing and token.feats.get("Voice") == "Pass":
        yield from _fixed(token, set_for(annotation, pledges, token))
    elif lemma in pledges.moving:
        what = moved(annotation, pledges, token)
        if what is not None:  # by somebody ("the minister put off his visit"), or by nobody told
            by = what.rel.startswith("obj") and _subject(annotation, token) is not None
            yield Candidate(token.index, what.index, token.index, "verb" if by else "fixed", None)


def _binding(annotation: Annotation, pledges: Pledges, token: Token) -> Pledge | None:
    """What a verb binds by."""
    pledge = pledges.verbs.get(token.lemma)
    if pledge is None and token.lemma in pledges.allowing and denied(annotation, pledges, token.index):
        return pledges.allowing[token.lemma]
    return pledge


def _future(token: Token, pledges: Pledges) -> bool:
    tense = token.feats.get("Tense")
    completes = pledges.completes
    return tense == "Fut" or (completes is not None and completes(token.text))


def _will(annotation: Annotation, pledges: Pledges, token: Token) -> Iterator[Candidate]:
    """ "will" with its verb, participle or nominal."""
    head = annotation.tokens[token.head] if token.head >= 0 else None
    apart = head is None or head.sentence != token.sentence or not token.rel.startswith(("aux", "cop"))
    if apart:  # "станет": what it makes a future hangs on it, and so does the subject
        head = next((t for t in _after(annotation, token) if t.feats.get("VerbForm") == "Inf"), None)
    if head is None:
        return
    form = head.feats.get("VerbForm")
    if not_taking_place(annotation, pledges, head):
        return
    if head.lemma in pledges.predicates and head.feats.get("Variant") == "Short":
        return  # "will have to": the predicate is a candidate itself
    rule = "will" if form == "Inf" else "passive" if head.feats.get("Voice") == "Pass" else "copula"
    if rule == "copula" and _is_weather(annotation, head):
        return
    action = head
    if rule == "will" and head.lemma in pledges.verbs:
        inner = _infinitives(annotation, pledges, head)
        action = inner[0] if inner else head
    predicate = token if apart and token.rel != "aux" else head
    yield Candidate(token.index, action.index, predicate.index, rule, _above(annotation, pledges, predicate))


def _is_weather(annotation: Annotation, predicate: Token) -> bool:
    """Whether something will be so without anybody who is or does it: "it will be cold", "will be 5 degrees"."""
    tokens = annotation.tokens
    held = any(tokens[i].rel.startswith(("nsubj", "csubj")) for i in annotation.children_of(predicate.index))
    neuter = predicate.pos == "ADJ" and predicate.feats.get("Gender", "Neut") == "Neut"
    return not held and (neuter or predicate.pos not in ("VERB", "ADJ", "NOUN"))


def _governed(annotation: Annotation, pledges: Pledges, token: Token, pledge: Pledge, rule: str) -> Iterator[Candidate]:
    """A binding word with the infinitive, or else the noun of action, that it governs."""
    infinitives = _infinitives(annotation, pledges, token)
    for infinitive in infinitives:
        yield Candidate(token.index, infinitive.index, token.index, rule, pledge)
    if infinitives:
        for other, orphan in _others(annotation, token):
            if _is_infinitive(annotation, orphan.index):
                yield Candidate(token.index, orphan.index, other.index, rule, pledge)
        return
    clause = _demanded(annotation, pledges, token)
    if clause is not None:
        yield Candidate(token.index, clause.index, clause.index, "that", pledge)
        return
    if pledge.family == _ANNOUNCED and _declares(annotation, token):
        return
    nominal = None if _says_that(annotation, token) else _nominal(annotation, pledges, token)
    planned = _subject(annotation, token)
    if nominal is not None:
        inner = _deeds(annotation, pledges, nominal) if rule == "verb" else []
        for deed in inner:  # "confirmed the readiness to supply": what is to be done is to supply
            yield Candidate(token.index, deed, token.index, rule, pledges.nouns[nominal.lemma])
        if not inner:
            yield Candidate(token.index, nominal.index, token.index, rule, pledge)
    elif planned is not None and planned.rel == "nsubj:pass" and planned.lemma.endswith(pledges.deeds):
        yield Candidate(token.index, planned.index, token.index, "promised", pledge)  # "a merger is planned"
    elif rule == "noun" and token.rel.startswith("nsubj") and _is_infinitive(annotation, token.head):
        yield Candidate(token.index, token.head, token.index, rule, pledge)  # "the aim is to win"
    elif token.feats.get("Tense") == "Fut":
        yield Candidate(token.index, token.index, token.index, "future", pledge)


def _declares(annotation: Annotation, token: Token) -> bool:
    """Whether something is said to be something: "declared the outbreak of the disease a pandemic"."""
    below = [annotation.tokens[c] for c in annotation.children_of(token.index) if c > token.index]
    told = next((t for t in below if t.rel == "obj"), None)
    if told is None:
        return False
    for noun in below:  # the tree hangs it on what it is said of, or on that one's owner
        if noun.index >= told.index:
            below.extend(annotation.tokens[c] for c in annotation.children_of(noun.index) if c > noun.index)
    bare = [t for t in below if t.pos == "NOUN" and t.rel in ("obl", "nmod", "xcomp") and t.index > told.index]
    return any(t.feats.get("Case") == "Ins" and not _leads(annotation, t) for t in bare)


def _deeds(annotation: Annotation, pledges: Pledges, noun: Token) -> list[int]:
    """What a noun that binds ("readiness", "plan") is about, where it is itself what a verb tells of."""
    pledge = pledges.nouns.get(noun.lemma)
    if pledge is None:
        return []
    return [inner.action for inner in _governed(annotation, pledges, noun, pledge, "noun") if inner.cue == noun.index]


def _promised(annotation: Annotation, token: Token, pledge: Pledge) -> Iterator[Candidate]:
    """ "everybody was promised a meeting": what is promised is the subject."""
    subject = _subject(annotation, token)
    if token.feats.get("Voice") == "Pass" and token.feats.get("Variant") == "Short" and subject is not None:
        yield Candidate(token.index, subject.index, token.index, "promised", pledge)


def _subject(annotation: Annotation, token: Token) -> Token | None:
    children = (annotation.tokens[c] for c in annotation.children_of(token.index))
    return next((c for c in children if c.rel.startswith("nsubj") and c.pos in _NOMINAL), None)


def _demanded(annotation: Annotation, pledges: Pledges, token: Token) -> Token | None:
    """The verb of the content clause of a demand ("demands that X lift"): of one that binds the addressee."""
    for child in annotation.children_of(token.index):
        inner = annotation.tokens[child]
        if inner.pos == "VERB" and inner.rel in ("ccomp", "advcl", "acl"):
            marks = (annotation.tokens[c] for c in annotation.children_of(inner.index))
            if any(m.rel == "mark" and m.text.lower() in pledges.demanding for m in marks):
                return inner
    return None


def _fixed(token: Token, what: Token | None) -> Iterator[Candidate]:
    if what is not None:
        yield Candidate(token.index, what.index, token.index, "fixed", None)


def _above(annotation: Annotation, pledges: Pledges, token: Token) -> Pledge | None:
    """The binding word of which the token's clause is the content ("promised that … will"), or one as an aside."""
    for child in annotation.children_of(token.index):
        if _is_aside(annotation, annotation.tokens[child]):
            return pledges.verbs.get(annotation.tokens[child].lemma)
    if not token.rel.startswith(("ccomp", "acl", "parataxis", "xcomp")) or token.head < 0:
        return None
    head = annotation.tokens[token.head]
    return _binding(annotation, pledges, head) or (pledges.nouns.get(head.lemma) if head.pos == "NOUN" else None)


def _is_aside(annotation: Annotation, token: Token) -> bool:
    """ "I hope", "it may be" between commas: no more than such a verb, which says how sure the rest is."""
    if token.rel != "parataxis" or token.pos != "VERB":
        return False
    inner = [annotation.tokens[c] for c in annotation.children_of(token.index)]
    words = [t for t in inner if t.pos != "PUNCT"]
    if token.feats.get("Person") == "1":
        return all(t.pos == "PRON" for t in words)
    return len(words) == 1 and _is_infinitive(annotation, words[0].index) and not annotation.children_of(words[0].index)


def _after(annotation: Annotation, token: Token) -> Iterator[Token]:
    """The words that follow closely in the sentence."""
    last = annotation.sentences[token.sentence].last
    yield from annotation.tokens[token.index + 1 : min(last, token.index + 1 + _NEAR)]


def _infinitives(annotation: Annotation, pledges: Pledges, token: Token) -> list[Token]:
    """Infinitives (or passives: "should be lifted") that a word governs, and those that they are joined with."""
    found: list[Token] = []
    queue = list(annotation.children_of(token.index))
    for child in queue:
        inner = annotation.tokens[child]
        verbal = (inner.feats.get("VerbForm") == "Inf" and not _has_future(annotation, pledges, child)) or (
            inner.rel == "xcomp" and inner.pos == "VERB" and inner.feats.get("Voice") == "Pass"
        )
        if not verbal and inner.rel == "xcomp" and inner.pos in _NOMINAL:  # "wants to be a part": what it is to be
            verbal = any(_is_infinitive(annotation, c) for c in annotation.children_of(inner.index))
        joined = inner.rel == "conj"
        if verbal and inner.rel not in ("advcl", "acl:relcl") and (not joined or found) and len(found) < _MOST:
            found.append(inner)
            queue.extend(c for c in annotation.children_of(inner.index) if annotation.tokens[c].rel == "conj")
    if found or annotation.has_syntax:
        return found
    for near in _after(annotation, token):
        if near.pos == "PUNCT":
            break
        if near.feats.get("VerbForm") == "Inf":
            return [near]
    return []


def _has_future(annotation: Annotation, pledges: Pledges, index: int) -> bool:
    """Whether an infinitive is that of a future ("said that he will build"), which is its own candidate."""
    return any(annotation.columns.small[c] in pledges.future_forms for c in annotation.children_of(index))


def _is_infinitive(annotation: Annotation, index: int) -> bool:
    return index >= 0 and annotation.tokens[index].feats.get("VerbForm") == "Inf"


def _says_that(annotation: Annotation, token: Token) -> bool:
    """Whether a content clause follows: what is promised is then its verb ("promised that … will")."""
    inner = (annotation.tokens[c] for c in annotation.children_of(token.index) if c > token.index)
    return any(t.rel == "ccomp" and t.pos in ("VERB", "AUX", "ADJ") for t in inner)


def _nominal(annotation: Annotation, pledges: Pledges, token: Token) -> Token | None:
    """The noun of action that a binding word governs: its object, or one led by a fitting preposition."""
    ahead = token.lemma in pledges.allowing
    found = [annotation.tokens[c] for c in annotation.children_of(token.index) if ahead or c > token.index]
    nouns = [t for t in found if t.pos == "NOUN" and t.rel.startswith(_OBJECTS) and _fits(annotation, pledges, t)]
    if token.lemma in pledges.fixing:  # "is planned for autumn": that is the time of it
        nouns = [t for t in nouns if pledges.new_day.isdisjoint(_leads(annotation, t))]
    if not annotation.has_syntax:
        nouns = [t for t in _after(annotation, token) if t.pos == "NOUN"][:1]
    return min(nouns, key=lambda t: (not t.rel.startswith("obj"), t.index), default=None)


def _fits(annotation: Annotation, pledges: Pledges, noun: Token) -> bool:
    leads = _leads(annotation, noun)
    if not leads:
        return True
    if noun.feats.get("Case", "") not in pledges.leads.get(leads[0], ()):
        return False
    act = noun.lemma.endswith(pledges.deeds) or noun.lemma in pledges.gatherings
    return act or leads[0] not in pledges.vague_leads  # "by telephone", "to the people" is nothing to be done


def _leads(annotation: Annotation, noun: Token) -> list[str]:
    """The prepositions of a noun."""
    children = (annotation.tokens[c] for c in annotation.children_of(noun.index))
    return [child.lemma for child in children if child.rel == "case"]
