"""Where a text may bind somebody: a word that binds with the action it governs, or a verb in the future."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.languages.pledges import Pledge, Pledges
from onrecord.model.annotation import Annotation, Token

_NEAR = 7  # words within which a complement is looked for without syntax
_MOST = 5  # infinitives joined in one list
_NOMINAL = frozenset(("NOUN", "PROPN"))
_OBJECTS = ("obj", "obl", "nmod", "iobj")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens: `cue` binds (or is the future verb), `action` is what is to be done, `predicate` has the subject.

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
    best: dict[int, Candidate] = {}
    for candidate in _all(annotation, pledges):
        known = best.get(candidate.action)
        if known is None or _ORDER[candidate.rule] < _ORDER[known.rule]:
            best[candidate.action] = candidate
    return sorted(best.values(), key=lambda c: (c.cue, c.action))


# where two constructions hold one action, the one that binds more plainly stays
RULES = ("predicate", "verb", "promised", "that", "will", "passive", "future", "fixed", "noun", "copula")
_ORDER = {rule: place for place, rule in enumerate(RULES)}


def _all(annotation: Annotation, pledges: Pledges) -> Iterator[Candidate]:
    columns = annotation.columns
    for token, pos, lemma in zip(annotation.tokens, columns.pos, columns.lemma, strict=True):
        if pos == "NOUN":
            if lemma in pledges.nouns:
                yield from _governed(annotation, pledges, token, pledges.nouns[lemma], "noun")
        elif pos in ("VERB", "AUX"):
            yield from _verbal(annotation, pledges, token)
        elif pos in ("ADJ", "ADV"):
            if lemma in pledges.predicates and (pos == "ADV" or token.feats.get("Variant") == "Short"):
                yield from _governed(annotation, pledges, token, pledges.predicates[lemma], "predicate")
            elif pos == "ADJ" and lemma in pledges.fixing:
                yield from _fixed(annotation, token)


def _verbal(annotation: Annotation, pledges: Pledges, token: Token) -> Iterator[Candidate]:
    lemma, pledge = token.lemma, pledges.verbs.get(token.lemma)
    if annotation.columns.small[token.index] in pledges.future_forms:
        yield from _will(annotation, pledges, token)
    elif pledge is not None:
        yield from _governed(annotation, pledges, token, pledge, "verb")
    elif token.feats.get("VerbForm") == "Fin" and _future(token, pledges):
        yield Candidate(token.index, token.index, token.index, "future", _above(annotation, pledges, token))
    if pledge is not None and token.feats.get("VerbForm") == "Part":
        yield from _promised(annotation, pledges, token)
    if lemma in pledges.fixing and token.feats.get("Voice") == "Pass":
        yield from _fixed(annotation, token)


def _future(token: Token, pledges: Pledges) -> bool:
    tense = token.feats.get("Tense")
    completes = pledges.completes
    return tense == "Fut" or (tense == "Pres" and completes is not None and completes(token.text))


def _will(annotation: Annotation, pledges: Pledges, token: Token) -> Iterator[Candidate]:
    """ "will" with its verb, participle or nominal."""
    head = annotation.tokens[token.head] if token.head >= 0 else None
    if head is None or head.sentence != token.sentence or not token.rel.startswith(("aux", "cop")):
        head = next((t for t in _after(annotation, token) if t.feats.get("VerbForm") == "Inf"), None)
        if head is None:
            return
    form = head.feats.get("VerbForm")
    if head.lemma in pledges.predicates and head.feats.get("Variant") == "Short":
        return  # "will have to": the predicate is a candidate itself
    rule = "will" if form == "Inf" else "passive" if head.feats.get("Voice") == "Pass" else "copula"
    action = head
    if rule == "will" and head.lemma in pledges.verbs:
        inner = _infinitives(annotation, head)
        action = inner[0] if inner else head
    yield Candidate(token.index, action.index, head.index, rule, _above(annotation, pledges, head))


def _governed(annotation: Annotation, pledges: Pledges, token: Token, pledge: Pledge, rule: str) -> Iterator[Candidate]:
    """A binding word with the infinitive, or else the noun of action, that it governs."""
    infinitives = _infinitives(annotation, token)
    for infinitive in infinitives:
        yield Candidate(token.index, infinitive.index, token.index, rule, pledge)
    if infinitives:
        return
    clause = _demanded(annotation, pledges, token)
    if clause is not None:
        yield Candidate(token.index, clause.index, clause.index, "that", pledge)
        return
    nominal = None if _says_that(annotation, token) else _nominal(annotation, pledges, token)
    planned = _subject(annotation, token)
    if nominal is not None:
        yield Candidate(token.index, nominal.index, token.index, rule, pledge)
    elif planned is not None and planned.rel == "nsubj:pass" and planned.lemma.endswith(pledges.deeds):
        yield Candidate(token.index, planned.index, token.index, "promised", pledge)  # "a merger is planned"
    elif rule == "noun" and token.rel.startswith("nsubj") and _is_infinitive(annotation, token.head):
        yield Candidate(token.index, token.head, token.index, rule, pledge)  # "the aim is to win"
    elif token.feats.get("Tense") == "Fut":
        yield Candidate(token.index, token.index, token.index, "future", pledge)


def _promised(annotation: Annotation, pledges: Pledges, token: Token) -> Iterator[Candidate]:
    """ "everybody was promised a meeting": what is promised is the subject."""
    subject = _subject(annotation, token)
    if token.feats.get("Voice") == "Pass" and token.feats.get("Variant") == "Short" and subject is not None:
        yield Candidate(token.index, subject.index, token.index, "promised", pledges.verbs[token.lemma])


def _subject(annotation: Annotation, token: Token) -> Token | None:
    children = (annotation.tokens[c] for c in _children(annotation, token))
    return next((c for c in children if c.rel.startswith("nsubj") and c.pos in _NOMINAL), None)


def _demanded(annotation: Annotation, pledges: Pledges, token: Token) -> Token | None:
    """The verb of the content clause of a demand ("demands that X lift"): of one that binds the addressee."""
    for child in _children(annotation, token):
        inner = annotation.tokens[child]
        if inner.pos == "VERB" and inner.rel in ("ccomp", "advcl", "acl"):
            marks = (annotation.tokens[c] for c in _children(annotation, inner))
            if any(m.rel == "mark" and m.text.lower() in pledges.demanding for m in marks):
                return inner
    return None


def _fixed(annotation: Annotation, token: Token) -> Iterator[Candidate]:
    """ "the meeting is set for": what is fixed is the subject, or the noun that the participle stands with."""
    subject = _subject(annotation, token)
    if subject is None and token.rel in ("acl", "amod", "acl:relcl") and token.head >= 0:
        subject = annotation.tokens[token.head]
    if subject is not None and subject.pos in _NOMINAL:
        yield Candidate(token.index, subject.index, token.index, "fixed", None)


def _above(annotation: Annotation, pledges: Pledges, token: Token) -> Pledge | None:
    """The binding word of which the token's clause is the content ("promised that … will")."""
    if not token.rel.startswith(("ccomp", "acl", "parataxis", "xcomp")) or token.head < 0:
        return None
    head = annotation.tokens[token.head]
    return pledges.verbs.get(head.lemma) or (pledges.nouns.get(head.lemma) if head.pos == "NOUN" else None)


def _children(annotation: Annotation, token: Token) -> tuple[int, ...]:
    return annotation.children[token.index] if annotation.children else ()


def _after(annotation: Annotation, token: Token) -> Iterator[Token]:
    """The words that follow closely in the sentence."""
    last = annotation.sentences[token.sentence].last
    yield from annotation.tokens[token.index + 1 : min(last, token.index + 1 + _NEAR)]


def _infinitives(annotation: Annotation, token: Token) -> list[Token]:
    """Infinitives (or passives: "should be lifted") that a word governs, and those that they are joined with."""
    found: list[Token] = []
    queue = list(_children(annotation, token))
    for child in queue:
        inner = annotation.tokens[child]
        verbal = inner.feats.get("VerbForm") == "Inf" or (
            inner.rel == "xcomp" and inner.pos == "VERB" and inner.feats.get("Voice") == "Pass"
        )
        if not verbal and inner.rel == "xcomp" and inner.pos in _NOMINAL:  # "wants to be a part": what it is to be
            verbal = any(_is_infinitive(annotation, c) for c in _children(annotation, inner))
        joined = inner.rel == "conj"
        if verbal and inner.rel not in ("advcl", "acl:relcl") and (not joined or found) and len(found) < _MOST:
            found.append(inner)
            queue.extend(c for c in _children(annotation, inner) if annotation.tokens[c].rel == "conj")
    if found or annotation.has_syntax:
        return found
    for near in _after(annotation, token):
        if near.pos == "PUNCT":
            break
        if near.feats.get("VerbForm") == "Inf":
            return [near]
    return []


def _is_infinitive(annotation: Annotation, index: int) -> bool:
    return index >= 0 and annotation.tokens[index].feats.get("VerbForm") == "Inf"


def _says_that(annotation: Annotation, token: Token) -> bool:
    """Whether a content clause follows: what is promised is then its verb ("promised that … will")."""
    inner = (annotation.tokens[c] for c in _children(annotation, token) if c > token.index)
    return any(t.rel == "ccomp" and t.pos in ("VERB", "AUX", "ADJ") for t in inner)


def _nominal(annotation: Annotation, pledges: Pledges, token: Token) -> Token | None:
    """The noun of action that a binding word governs: its object, or one led by a fitting preposition."""
    found = [annotation.tokens[c] for c in _children(annotation, token) if c > token.index]
    nouns = [t for t in found if t.pos == "NOUN" and t.rel.startswith(_OBJECTS) and _fits(annotation, pledges, t)]
    if not annotation.has_syntax:
        nouns = [t for t in _after(annotation, token) if t.pos == "NOUN"][:1]
    return min(nouns, key=lambda t: (not t.rel.startswith("obj"), t.index), default=None)


def _fits(annotation: Annotation, pledges: Pledges, noun: Token) -> bool:
    leads = [annotation.tokens[c].lemma for c in _children(annotation, noun) if annotation.tokens[c].rel == "case"]
    return not leads or noun.feats.get("Case", "") in pledges.leads.get(leads[0], ())
