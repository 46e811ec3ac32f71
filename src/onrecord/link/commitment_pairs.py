"""Whether two documents tell of one commitment: a sum of what agrees and what does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from onrecord.languages.asserting import Comparing
from onrecord.languages.overlap import NEAR
from onrecord.model.dates import Date
from onrecord.model.record import Commitment

ENOUGH = 2.5
# Tellings further apart than so many days are not of the same news.
NEWS = 14
# Sums that differ by more than this share are two.
_NEAR_SUM = Decimal("0.05")
# Words that weigh so much tell one act from another.
_TELLING = 2.0
# Two tellings of one commitment, and a telling and what became of it, stand no more than so many days apart.
REACH = 400
_NEAR_ACTION = 0.55
_KEY_WEIGHT = 3.0
_KEY_LEMMAS = 5


@dataclass(frozen=True, slots=True)
class CommitmentItem:
    """A commitment of one document with its parties as actors.

    `targets` are persons, states and places, those of groups too; `weights` are the content lemmas of its words,
    `states` those named in them, `amounts` the quantities, by their units; `language` is that of its document.
    """

    document: str
    index: int
    commitment: Commitment
    who: str
    targets: frozenset[str]
    weights: Mapping[str, float]
    published: date | None
    states: frozenset[str] = frozenset()
    language: str | None = None
    amounts: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int]:
        return self.document, self.index

    @property
    def due(self) -> Date | None:
        return self.commitment.due.date if self.commitment.due else None

    @property
    def verb(self) -> str:
        """The first English word of what is, or is not, to be done."""
        return self.commitment.action.removeprefix("not ").split(" ")[0].lower()


def commitment_keys(item: CommitmentItem) -> list[str]:
    """Keys of which two tellings of one commitment share one: who, with a due date, an act or a rare word."""
    heavy = sorted(item.weights.items(), key=lambda pair: (-pair[1], pair[0]))
    words = [lemma for lemma, weight in heavy[:_KEY_LEMMAS] if weight >= _KEY_WEIGHT]
    keys = [f"{item.who} {word}" for word in (*words, item.commitment.action_lemma) if word]
    if item.due is not None:
        keys.append(f"{item.who} {item.due.edtf[:4]} {item.verb}")
    return keys


def agreement(one: CommitmentItem, other: CommitmentItem, comparing: Comparing) -> float:
    """How much speaks for one commitment; from `ENOUGH` on it is one. `who` is not looked at. To do something and not
    to do it are two."""
    if one.commitment.refuses != other.commitment.refuses:
        return -ENOUGH
    beside = act(one, other, comparing) + _due(one.due, other.due)
    if one.targets and other.targets:
        beside += 1.0 if one.targets & other.targets else -1.5
    if beside + 2.0 < ENOUGH:
        return beside  # words that are all alike would not make up for it
    return beside + 2.0 * alike(one, other, comparing)


def renewed(one: CommitmentItem, other: CommitmentItem) -> bool:
    """Whether two tellings of like acts, apart in time, are of two commitments: of another sum, or of a day still to
    come when that of the first had passed. In the same news they are versions of one."""
    if one.published is None or other.published is None:
        return False
    if other.published < one.published:
        return renewed(other, one)
    if (other.published - one.published).days <= NEWS:
        return False
    return _other_sum(one.amounts, other.amounts) or _other_day(one.due, other.due, other.published)


def told_again(one: CommitmentItem, other: CommitmentItem) -> bool:
    """Whether two articles that tell different stories can tell of one commitment: by what tells it from others.

    The same quantities do, the same day, or one that was moved while it lay ahead; where nothing is counted and not
    both name a day, all words that tell anything, for somebody who is named. Acts that are merely alike would chain
    without end: a bank grants loans all the time.
    """
    if one.amounts and other.amounts:
        return _same_sums(one.amounts, other.amounts)
    if one.due is not None and other.due is not None:
        return one.due.edtf == other.due.edtf or (bool(one.targets & other.targets) and _moved(one, other))
    if one.amounts or other.amounts:
        return False
    return bool(one.targets & other.targets) and _same_words(one.weights, other.weights)


def _same_sums(one: Mapping[str, tuple[Decimal, ...]], other: Mapping[str, tuple[Decimal, ...]]) -> bool:
    """Whether all that the one counts which counts less is near what the other counts."""
    fewer, more = sorted((one, other), key=len)
    return fewer.keys() <= more.keys() and not _other_sum(fewer, more)


def _same_words(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether one of the tellings has no word that tells anything and that the other one lacks. Near words won't do: a
    school is no hospital."""
    return any(
        all(lemma in theirs for lemma, weight in mine.items() if weight >= _TELLING)
        for mine, theirs in ((one, other), (other, one))
    )


def _moved(one: CommitmentItem, other: CommitmentItem) -> bool:
    """Whether the day of the earlier telling still lay ahead when the later one was told."""
    if one.published is None or other.published is None:
        return False
    if (other.published, other.key) < (one.published, one.key):
        return _moved(other, one)
    bounds = one.due.bounds() if one.due else None
    return bounds is not None and bounds[1] is not None and other.published <= bounds[1]


def _other_sum(one: Mapping[str, tuple[Decimal, ...]], other: Mapping[str, tuple[Decimal, ...]]) -> bool:
    """Whether of a unit that both count in no two quantities are near one another."""
    return any(
        all(abs(a - b) > _NEAR_SUM * max(abs(a), abs(b)) for a in one[unit] for b in other[unit])
        for unit in one.keys() & other.keys()
    )


def _other_day(first: Date | None, second: Date | None, told: date) -> bool:
    """Whether the first day had passed when the second one, still to come, was told."""
    if first is None or second is None or first.agrees(second):
        return False
    passed, coming = first.bounds(), second.bounds()
    if passed is None or coming is None or passed[1] is None:
        return False
    return passed[1] < told and (coming[1] is None or told <= coming[1])


def act(one: CommitmentItem, other: CommitmentItem, comparing: Comparing) -> float:
    """Whether the same is to be done: the same verb counts fully, a near one less."""
    mine, theirs = one.commitment.action_lemma, other.commitment.action_lemma
    if (mine and mine == theirs) or (one.verb and one.verb == other.verb):
        return 1.5
    if mine and theirs and comparing.nearness(mine, theirs) >= _NEAR_ACTION:
        return 1.0
    return 0.0


def alike(one: CommitmentItem, other: CommitmentItem, comparing: Comparing) -> float:
    """The share of the shorter telling's weight that the other one has too, in the same or near words."""
    small, large = sorted((one, other), key=lambda item: (sum(item.weights.values()), item.key))
    total = sum(small.weights.values())
    if not total or not large.weights:
        return 0.0
    near = comparing.nearest(tuple(small.weights), tuple(large.weights))
    return sum(w * n for w, n in zip(small.weights.values(), near, strict=True) if n >= NEAR) / total


def _due(one: Date | None, other: Date | None) -> float:
    if one is None or other is None:
        return 0.0
    return 1.0 if one.agrees(other) else -0.5
