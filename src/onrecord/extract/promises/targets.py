"""Whom or what a commitment concerns: parties that the action reaches, not those who act or report."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.mentions import Mentions
from onrecord.extract.promises.audience import LISTED, Audience
from onrecord.extract.promises.candidates import Candidate
from onrecord.extract.promises.scope import Scope
from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation, Token
from onrecord.model.record import Mention, Quote

_DONE = frozenset(("passive", "promised", "fixed"))
_ACTING = frozenset(("person", "organization", "country"))
_CLIMB = 6
_JOINED = frozenset(("-", "–", "—"))


def targets_of(
    annotation: Annotation,
    candidate: Candidate,
    subject: int,
    bound: tuple[int, ...],
    together: tuple[int, ...],
    scope: Scope,
    mentions: Mentions,
    pledges: Pledges,
    audience: Audience,
    quote: Quote | None,
    who: int,
) -> tuple[int, ...]:
    """Parties in the order of the text; groups with known members as those, of two who are bound the other one.

    `subject` is the token of the subject (-1 for none), `bound` all who are bound, `together` those of them
    who are told as bound with one another, `who` the one asked for. In a `quote` "you" are those it is said to, and
    whoever says it is none of them.
    """
    inside_scope = [m for m in _mentions(scope, mentions) if not _of_money(annotation, m, pledges)]
    inside_scope = [m for m in inside_scope if not _names_a_paper(annotation, m, mentions, pledges)]
    reached = [m for m in inside_scope if _reached(annotation, candidate, subject, m)]
    reached = [audience.counted(m) for m in reached if m.head != candidate.action]
    reached = [m for m in reached if not _nameless(m, mentions)] or reached
    parties = list(dict.fromkeys(m.party for m in reached if m.party is not None))
    parties = [p for p in parties if quote is None or p not in quote.speakers]
    told = {m.party for m in reached if m.kind in ("group", "description")}  # "the five states", not a format's name
    inside = {p for m in reached for p in _nested(m, reached)}
    named = [p for p in parties if p not in inside and p not in bound]
    kinds = {p: mentions.parties[p].kind for p in named}
    found: dict[int, None] = {}
    for party in named:
        members = mentions.parties[party].members
        if 1 < len(members) <= LISTED and party in told:
            found.update(dict.fromkeys(members))
        elif kinds[party] in _ACTING or members:
            found[party] = None
    if not found:  # a place or a nameless group only where nobody else is reached
        found.update(dict.fromkeys([p for p in named if kinds[p] in ("group", "place")][:1]))
    if not found and quote is not None:
        found.update(dict.fromkeys(p for p in audience.of(quote, candidate.cue) if p not in bound))
    if len(together) == 2 and who in together:
        found.update(dict.fromkeys(p for p in together if p != who))
    found.pop(who, None)
    return tuple(found)


def _names_a_paper(annotation: Annotation, mention: Mention, mentions: Mentions, pledges: Pledges) -> bool:
    """Whether a person only lends a law or a prize the name ("the Jackson–Vanik amendment"), one of two as well."""
    tokens = annotation.tokens
    if mention.kind != "name" or mention.party is None or mentions.parties[mention.party].kind != "person":
        return False
    before = mention.first - 1
    while before >= 0 and tokens[before].sentence == tokens[mention.first].sentence:
        token = tokens[before]
        if token.lemma in pledges.namesakes:
            return True
        if token.pos != "PROPN" and token.text not in _JOINED:
            return False
        before -= 1
    return False


def _mentions(scope: Scope, mentions: Mentions) -> list[Mention]:
    """Mentions with a party in the evidence, in order."""
    found: dict[int, Mention] = {}
    for index in range(scope.first, scope.last):
        mention = mentions.at(index)
        if mention is not None and mention.party is not None and scope.first <= mention.head < scope.last:
            found.setdefault(mention.first * 1000 + mention.last - mention.first, mention)
    return list(found.values())


def _reached(annotation: Annotation, candidate: Candidate, subject: int, mention: Mention) -> bool:
    """Whether the action reaches a mention: it follows what binds, or hangs on it ahead of it."""
    tokens = annotation.tokens
    if subject >= 0 and mention.first <= subject < mention.last:
        return False
    up, steps = mention.head, 0
    mine = {candidate.cue, candidate.action, candidate.predicate}
    while up >= 0 and steps < _CLIMB:
        token = tokens[up]
        if _is_subject(token) and candidate.rule not in ("passive", "promised", "fixed", "will", "future"):
            return False
        if token.head in mine:  # of what is done by nobody told, what hangs on it is reached
            return not _is_subject(token) or (up != mention.head and candidate.rule in _DONE)
        if token.pos == "VERB" and up not in mine and token.feats.get("VerbForm") == "Fin":
            return False
        up, steps = token.head, steps + 1
    return mention.first > min(candidate.cue, candidate.action)


def _nameless(mention: Mention, mentions: Mentions) -> bool:
    """Whether it only describes somebody ("the viewers", "observers"), of whom no name and no members are known."""
    party = mentions.parties[mention.party] if mention.party is not None else None
    return party is not None and party.name[:1].islower() and not party.members


def _is_subject(token: Token) -> bool:
    """By syntax, unless its form is an object's: "посетят также Норландию"."""
    return token.rel.startswith("nsubj") and token.feats.get("Case") != "Acc"


def _of_money(annotation: Annotation, mention: Mention, pledges: Pledges) -> bool:
    """Whether a state is told with its currency only: "a million Norland dollars"."""
    above = annotation.tokens[mention.head].head
    return above >= 0 and annotation.tokens[above].lemma in pledges.currencies


def _nested(mention: Mention, others: Sequence[Mention]) -> list[int]:
    """Parties of mentions that stand inside this one."""
    return [
        o.party
        for o in others
        if o is not mention and o.party is not None and mention.first <= o.first and o.last <= mention.last
    ]
