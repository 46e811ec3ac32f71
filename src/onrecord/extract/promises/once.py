"""Each commitment of a document once, however often the article tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.model.record import Commitment
from onrecord.model.span import Span

_ALIKE = 0.5  # share of the words of the shorter telling that another one has too
_SAME_ACTION = 0.3  # the same where the action is the same


def once(found: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """The surest telling of each, with the places of the others; a headline's only where the article is silent of who.

    Another strength makes another commitment.
    """
    told = {item.who for item in found if item.voice != "headline"}
    kept: dict[tuple[int, str, str], list[list[Commitment]]] = {}
    for item in sorted(found, key=lambda c: (-c.confidence, c.evidence.start, c.evidence.end)):
        if item.voice == "headline" and item.who in told:
            continue  # a headline repeats what the article tells
        groups = kept.setdefault((item.who, item.strength, item.voice), [])
        mine = next((group for group in groups if any(_same(item, other) for other in group)), None)
        if mine is None:
            groups.append([item])
        else:
            mine.append(item)
    rows = [_joined(group) for groups in kept.values() for group in groups]
    return tuple(sorted(rows, key=lambda c: (c.evidence.start, c.evidence.end, c.who, c.strength)))


def _same(one: Commitment, other: Commitment) -> bool:
    """Whether two tellings by one party are of one thing: in good part the same words."""
    mine, theirs = set(one.lemmas), set(other.lemmas)
    least = _SAME_ACTION if _act(one) == _act(other) else _ALIKE
    return len(mine & theirs) >= least * max(1, min(len(mine), len(theirs)))


def _act(item: Commitment) -> str:
    return item.action_lemma if item.action.startswith("do:") else item.action


def _joined(group: Sequence[Commitment]) -> Commitment:
    """The surest, with what only the others tell: the date, whom it concerns."""
    first, *others = group
    if not others:
        return first
    due = next((item.due for item in group if item.due is not None), None)
    targets = next((item.targets for item in group if item.targets), ())
    return replace(first, due=due, targets=targets, again=_places(first, others))


def _places(first: Commitment, others: Iterable[Commitment]) -> tuple[Span, ...]:
    taken = [first.evidence]
    for item in others:
        span = item.evidence
        if all(span.end <= known.start or known.end <= span.start for known in taken):
            taken.append(span)
    return tuple(sorted(taken[1:], key=lambda span: span.start))
