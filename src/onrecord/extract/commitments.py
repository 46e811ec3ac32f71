"""Commitments: who binds himself, or is said to, to do what for whom by when, and how firmly."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from onrecord.extract.dating import Dating, find_dates
from onrecord.extract.mentions import Mentions
from onrecord.extract.promises.audience import Audience
from onrecord.extract.promises.bearers import Bearer, Bearers
from onrecord.extract.promises.candidates import Candidate, find_candidates
from onrecord.extract.promises.conditions import Conditions
from onrecord.extract.promises.fates import refused
from onrecord.extract.promises.features import features_of, firmness, glance_of, plainly
from onrecord.extract.promises.holders import Holder, Holders, Search
from onrecord.extract.promises.judge import Judge, by_rule, judge_of
from onrecord.extract.promises.nobody import nobody
from onrecord.extract.promises.once import once
from onrecord.extract.promises.retold import Retold
from onrecord.extract.promises.scope import Scope, read_scope
from onrecord.extract.promises.targets import targets_of
from onrecord.languages.language import Language
from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document
from onrecord.model.record import Commitment, Event, Quote, Strength, Voice
from onrecord.model.span import Span

_TWO = 2
_SHARED = 0.5  # of the likeliest party's probability another one needs to be bound too
_LIKELY = 0.5  # where there are rules only
_ADDRESSEE, _OWNER = "way=addressee", "way=owner"  # features of whom an order is given to, whose intention it is
_GOING_ON = frozenset(("pronoun", "gathering", "first"))  # subjects that point back


@dataclass(frozen=True, slots=True)
class Reading:
    """A candidate with all that is read off it.

    `features` are what the judge sees, those of `glance` first; `quote` is the index of its quote.
    """

    candidate: Candidate
    search: Search
    scope: Scope
    glance: list[str]
    features: list[str]
    in_title: bool
    quote: int | None
    bearers: Bearers
    clauses: Callable[[Candidate], tuple[Span, ...]]

    @property
    def holder(self) -> Holder:
        """Who is bound by the first rule that finds somebody."""
        return self.search.holder

    def options(self) -> list[Bearer]:
        """Whoever may be bound."""
        return self.bearers.of(self.search)

    def conditions(self) -> tuple[Span, ...]:
        """The clauses that say on what condition: asked for where somebody is bound."""
        return self.clauses(self.candidate)


def find_commitments(
    document: Document,
    annotation: Annotation,
    mentions: Mentions,
    quotes: Sequence[Quote],
    events: Sequence[Event],
    language: Language,
    dates: Dating | None = None,
) -> tuple[Commitment, ...]:
    """Commitments in the order of the text: one for each party bound, action and strength.

    `events` are not needed yet. `dates` spares reading them twice.
    """
    pledges = language.pledges
    judge = judge_of(pledges)
    readings = read_candidates(document, annotation, mentions, quotes, language, dates, judge)
    return accepted(readings, annotation, mentions, quotes, pledges, judge)


def accepted(
    readings: Iterable[Reading],
    annotation: Annotation,
    mentions: Mentions,
    quotes: Sequence[Quote],
    pledges: Pledges,
    judge: Judge | None,
) -> tuple[Commitment, ...]:
    """The readings that the judge (or, without one, the rule) takes for commitments, each once a party."""
    found: list[Commitment] = []
    readings = list(readings)
    audience = Audience(annotation, mentions, pledges)
    if judge:
        judge.learn(lemma for reading in readings for lemma in (_action(reading, annotation), *reading.scope.lemmas))
    for reading in readings:
        bound = _bound(reading, annotation, judge) if judge else _by_rule(reading, pledges)
        if not bound:
            continue
        parties = tuple(party for party, _ in bound)
        strength = _strength(reading, judge)
        for who, probability in bound:
            item = _commitment(
                annotation, mentions, quotes, pledges, audience, reading, parties, strength, who, probability
            )
            found.append(_carried_on(annotation, reading, item, found))
    return once(found)


def _bound(reading: Reading, annotation: Annotation, judge: Judge) -> list[tuple[int, float]]:
    """Who is bound by a reading, how likely; those much less likely than another are left."""
    likely = judge.probability(reading.features, _action(reading, annotation), reading.scope.lemmas)
    if likely < judge.ask:
        return []
    options = reading.options()
    shares = judge.shares(options, nobody(reading.candidate, options))
    odds = _joined(_as_told(reading, options, shares), reading.holder.parties)
    most = max((share for _, share in odds), default=0.0)
    return [(who, likely * share) for who, share in odds if likely * share >= judge.least and share >= _SHARED * most]


def _as_told(reading: Reading, options: Sequence[Bearer], odds: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Of an order those who are told to ("instructed the government to prepare"), of a readiness or intention that is
    told of whose it is, where that is said: nobody else."""
    pledge = reading.candidate.pledge
    way = _ADDRESSEE if pledge is not None and pledge.holder == "addressee" else _OWNER
    told = {option.party for option in options if way in option.features}
    theirs = math.fsum(share for who, share in odds if who in told)
    whole = math.fsum(share for _, share in odds)
    return [(who, share * whole / theirs) for who, share in odds if who in told] if theirs else odds


def _joined(odds: list[tuple[int, float]], together: Sequence[int]) -> list[tuple[int, float]]:
    """Those whom one rule finds together exclude others, but not one another: each is as likely as all of them."""
    if len(together) < _TWO:
        return odds
    whole = math.fsum(share for who, share in odds if who in together)
    return [(who, whole if who in together else share) for who, share in odds]


def _action(reading: Reading, annotation: Annotation) -> str:
    return annotation.tokens[reading.candidate.action].lemma


def _by_rule(reading: Reading, pledges: Pledges) -> list[tuple[int, float]]:
    likely = by_rule(reading.candidate, pledges)
    return [(who, likely) for who in reading.holder.parties] if likely >= _LIKELY else []


def _carried_on(annotation: Annotation, reading: Reading, item: Commitment, before: Sequence[Commitment]) -> Commitment:
    """A commitment that goes on with the one just told ("the trip will take a week") has its due date and targets."""
    if item.targets or item.due is not None or reading.holder.sort not in _GOING_ON:
        return item
    sentence = annotation.tokens[reading.candidate.cue].sentence
    start = annotation.sentences[max(0, sentence - 1)].start
    for earlier in reversed(before):
        if earlier.evidence.end <= start:
            break
        if earlier.who == item.who and (earlier.targets or earlier.due):
            return replace(item, targets=earlier.targets, due=earlier.due)
    return item


def read_candidates(
    document: Document,
    annotation: Annotation,
    mentions: Mentions,
    quotes: Sequence[Quote],
    language: Language,
    dates: Dating | None = None,
    judge: Judge | None = None,
) -> Iterator[Reading]:
    """Candidates with their features, accepted or not: what a judge is trained on.

    With a `judge` only those that it takes a first look at and finds worth reading.
    """
    pledges = language.pledges
    seen = [(each, glance_of(each, annotation, pledges)) for each in find_candidates(annotation, pledges)]
    if judge is not None:
        seen = [(candidate, glance) for candidate, glance in seen if judge.promising(glance)]
    if not seen:
        return
    dates = dates if dates is not None else find_dates(document, language)
    holders = Holders(annotation, mentions, quotes, pledges)
    conditions = Conditions(annotation, pledges)
    title = document.title
    searches = [holders.search(number, candidate) for number, (candidate, _) in enumerate(seen)]
    bearers = Bearers(annotation, mentions, holders, searches, quotes, title)
    retold = Retold(annotation.tokens[search.candidate.action].lemma for search in searches)
    places = {id(quote): index for index, quote in enumerate(quotes)}
    clauses = partial(conditions.clauses, document)
    for search, (candidate, glance) in zip(searches, seen, strict=True):
        holder = search.holder
        cue = annotation.tokens[candidate.cue]
        in_title = title is not None and title.start <= cue.start < title.end
        scope = read_scope(document, annotation, candidate, holder.subject, dates, language)
        features = features_of(
            candidate, glance, holder, scope, annotation, mentions, holders, conditions, pledges, in_title
        )
        features += retold.names(annotation.tokens[candidate.action].lemma, scope.lemmas)
        quote = holders.quote_at(cue.start, indirect=True)
        place = None if quote is None else places[id(quote)]
        yield Reading(candidate, search, scope, glance, features, in_title, place, bearers, clauses)


def _commitment(
    annotation: Annotation,
    mentions: Mentions,
    quotes: Sequence[Quote],
    pledges: Pledges,
    audience: Audience,
    reading: Reading,
    parties: tuple[int, ...],
    strength: Strength,
    who: int,
    probability: float,
) -> Commitment:
    candidate, scope = reading.candidate, reading.scope
    action = annotation.tokens[candidate.action]
    quote = reading.quote
    voice: Voice = "headline" if reading.in_title else "outlet" if quote is None else "quoted"
    together = tuple(party for party in parties if party in reading.holder.parties)
    subject = reading.holder.subject
    said = None if quote is None else quotes[quote]
    targets = targets_of(
        annotation, candidate, subject, parties, together, scope, mentions, pledges, audience, said, who
    )
    return Commitment(
        who, _english(annotation, candidate, pledges), action.lemma, targets, scope.due, strength,
        scope.evidence, f"commitment.{candidate.rule}", round(probability, 3), voice, quote, reading.conditions(),
        scope.lemmas,
    )  # fmt: skip


def _strength(reading: Reading, judge: Judge | None) -> Strength:
    if judge is not None:
        return judge.strongest(firmness(reading.candidate, reading.scope, reading.features))
    return plainly(reading.candidate, reading.scope)


def _english(annotation: Annotation, candidate: Candidate, pledges: Pledges) -> str:
    """The action in a few words of English; where the language's lexicon has none, the lemma says it. What is not to be
    done begins with "not"."""
    action = annotation.tokens[candidate.action]
    english = pledges.actions.get(action.lemma)
    if action.lemma in pledges.empty:
        children = (annotation.tokens[index] for index in annotation.children_of(candidate.action))
        deeds = (
            pledges.actions[child.lemma] for child in children if child.rel == "obj" and child.lemma in pledges.actions
        )
        english = next(deeds, english)
    words = f"do: {action.lemma}" if english is None else english
    return f"not {words}" if refused(annotation, pledges, candidate.cue, candidate.action) else words
