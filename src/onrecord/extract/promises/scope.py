"""The words of a commitment: its evidence, and when it is due."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from onrecord.extract.dating import Dating
from onrecord.extract.promises.candidates import Candidate, gapped
from onrecord.languages.calendar import DateExpression
from onrecord.languages.language import Language
from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation, Token
from onrecord.model.clock import overdue
from onrecord.model.dates import When
from onrecord.model.document import Document
from onrecord.model.span import Span

_BEFORE, _AFTER = 14, 18  # words of evidence to either side of the binding word and the action
_STOPS = frozenset(";:»”“)")
_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ"))
_CLIMB = 8


@dataclass(frozen=True, slots=True)
class Scope:
    """`first`, `last`: the tokens of the evidence; the rest as in `Commitment`."""

    first: int
    last: int
    evidence: Span
    due: When | None
    lemmas: tuple[str, ...]


def read_scope(
    document: Document,
    annotation: Annotation,
    candidate: Candidate,
    subject: int,
    dates: Dating,
    language: Language,
) -> Scope:
    """Everything that is read off the words around a candidate."""
    tokens = annotation.tokens
    first, last = _edges(annotation, candidate, subject, language.pledges)
    evidence = Span.cut(document.raw, tokens[first].start, tokens[last - 1].end)
    lemmas = tuple(dict.fromkeys(tokens[i].lemma for i in range(first, last) if tokens[i].pos in _CONTENT))
    mine = {candidate.cue, candidate.action, candidate.predicate}
    if gapped(annotation, candidate):
        mine = {candidate.predicate, *annotation.children_of(candidate.predicate)}
    due = _due(document, annotation, candidate, mine, dates, language)
    if due is None and (before := _gathering_before(annotation, candidate, subject, language.pledges)) >= 0:
        due = _due(document, annotation, candidate, {before}, dates, language)
    return Scope(first, last, evidence, due, lemmas)


def _edges(annotation: Annotation, candidate: Candidate, subject: int, pledges: Pledges) -> tuple[int, int]:
    """The clause: from its subject, where that is near, to the end of what follows the action."""
    tokens = annotation.tokens
    sentence = annotation.sentences[tokens[candidate.cue].sentence]
    low, high = min(candidate.cue, candidate.action), max(candidate.cue, candidate.action)
    if gapped(annotation, candidate):
        low = candidate.predicate
        high = max(low, *annotation.children_of(low))
    first = low
    if sentence.first <= subject < low and low - subject <= _BEFORE:
        first = subject
    while first > sentence.first and low - first < _BEFORE and not _breaks(tokens[first - 1]):
        first -= 1
    last = high + 1
    while last < sentence.last and last - high <= _AFTER:
        token = tokens[last]
        if token.text[0] in _STOPS or (token.text == "," and _subordinates(annotation, last, sentence.last, pledges)):
            break
        last += 1
    while last > high + 1 and tokens[last - 1].pos == "PUNCT":
        last -= 1
    while first < low and tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ"):
        first += 1
    return first, last


def _breaks(token: Token) -> bool:
    return token.pos == "PUNCT" and token.text != "-"


def _subordinates(annotation: Annotation, index: int, stop: int, pledges: Pledges) -> bool:
    """Whether a comma opens a clause of another kind, or the reporting clause after direct speech."""
    near = annotation.tokens[index + 1 : min(stop, index + 3)]
    return any(
        t.lemma in pledges.relatives or t.pos == "SCONJ" or t.text in ("—", "–", "-") or t.text.lower() == "а"
        for t in near
    )


# ---- when


def _due(
    document: Document,
    annotation: Annotation,
    candidate: Candidate,
    mine: Set[int],
    dates: Dating,
    language: Language,
) -> When | None:
    """The date that hangs on one of some words (the action, what binds); of several the nearest to the action."""
    sentence = annotation.sentences[annotation.tokens[candidate.cue].sentence]
    moving = annotation.tokens[candidate.cue].lemma in language.pledges.moving
    best: tuple[int, When] | None = None
    for expression in dates.within(sentence.start, sentence.end):
        steps = _distance(annotation, expression, candidate, mine)
        if steps is None or (moving and not _is_new(annotation, expression, language.pledges)):
            continue
        when = language.dates.resolve(expression, document.published, tense="future")
        if when is None or (expression.counted and expression.point.shift < 0):
            continue
        if overdue(when, document.published):
            continue
        if best is None or steps < best[0]:
            best = steps, when
    return best[1] if best else None


def _is_new(annotation: Annotation, expression: DateExpression, pledges: Pledges) -> bool:
    """Whether a date is the one to which something is moved: "from the 5th to the 8th of May" has two."""
    first = annotation.within(expression.span.start, expression.span.end).start
    return expression.bound != "from" and first > 0 and annotation.columns.small[first - 1] in pledges.new_day


def _gathering_before(annotation: Annotation, candidate: Candidate, subject: int, pledges: Pledges) -> int:
    """ "He arrives on Monday, the visit will take two days": the verb that dates the gathering, -1 for none."""
    predicate = annotation.tokens[candidate.predicate]
    gathering = subject >= 0 and annotation.tokens[subject].lemma in pledges.gatherings
    return predicate.head if gathering and predicate.rel == "conj" else -1


def _distance(annotation: Annotation, expression: DateExpression, candidate: Candidate, mine: Set[int]) -> int | None:
    """How far the date stands from the action; None where it hangs on another verb."""
    tokens = annotation.tokens
    for index in annotation.within(expression.span.start, expression.span.end):
        up, steps = index, 0
        while up >= 0 and steps < _CLIMB:
            if up in mine:
                return abs(index - candidate.action)
            here = tokens[up]
            verb = here.pos == "VERB" and here.feats.get("VerbForm") in ("Fin", "Part", "Conv")
            if verb or here.rel == "orphan":
                break
            up, steps = here.head, steps + 1
    if not annotation.has_syntax:
        near = [
            i for i in annotation.within(expression.span.start, expression.span.end) if abs(i - candidate.action) < 10
        ]
        return abs(near[0] - candidate.action) if near else None
    return None
