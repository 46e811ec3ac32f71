"""Whether two documents tell the same story: a weighted sum over what they share and what they do not.

The same story is the same development: the next day's figures, another town's forecast or the
answer to a statement are other stories, however many words they share. The weights are learnt
(`training/linking.py`) and fixed; the sum depends on the two documents alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import log

from onrecord.languages.asserting import Comparing
from onrecord.languages.overlap import NEAR
from onrecord.link.learnt import Learnt, learnt
from onrecord.link.profiles import Profile, cosine

# Documents further apart in time tell different stories.
DAYS = 4
# How many of the weightiest lemmas make the keys that bring documents together.
_AHEAD, _MORE = 8, 24
_LEAST_WEIGHT = 2.0

# How much of either opening the other document has in near words; words of all in common; names of the one that has
# fewer that the other has too; names and numbers of a headline that the other document has nowhere, and whether there
# is such a name; how much of a headline has nothing near it there; who speaks first in the one and is named nowhere in
# the other; numbers that both have; nouns that they count otherwise; days in the leads of which the other document
# names none; a day that both name: one matter then, of which much may be told; how much the shorter one says.
FEATURES = (
    "near_opening", "whole", "fewer_names", "strange_names", "strange_name", "strange_title", "strange_number",
    "strange_speaker", "shared_numbers", "other_counts", "other_days", "same_day", "length",
)  # fmt: skip


def features(one: Profile, other: Profile, comparing: Comparing) -> tuple[float, ...]:
    """What speaks for the same story, in the order of `FEATURES`."""
    both = ((one, other), (other, one))
    shared = [n for n in one.numbers & other.numbers if sum(map(str.isdigit, n)) >= 3 and not _year(n)]
    unlike = [noun for noun, numbers in one.counts.items() if not numbers & other.counts.get(noun, numbers)]
    strange = sum(w for a, b in both for lemma, w in a.names.items() if lemma in a.title and lemma not in b.whole)
    return (
        min(_near(a.opening, b.whole, comparing) for a, b in both),
        cosine(one.whole, other.whole, one.length * other.length),
        _fewer(one.all_names, other.all_names),
        strange / 10,
        float(strange > 0),
        max(1.0 - _near(a.title, b.whole, comparing) if a.title else 0.0 for a, b in both),
        float(any(lemma[0].isdigit() and lemma not in b.whole for a, b in both for lemma in a.title)),
        float(sum(bool(a.speaker) and a.speaker.isdisjoint(b.stems) for a, b in both)),
        min(len(shared), 3) / 3,
        min(len(unlike), 3) / 3,
        float(all(a.lead_days and a.lead_days.isdisjoint(b.days) for a, b in both)),
        float(not one.days.isdisjoint(other.days)),
        log(1 + min(len(one.whole), len(other.whole))) / 5,
    )


@cache
def _model() -> Learnt:
    return learnt("stories", FEATURES)


def kinship(one: Profile, other: Profile, comparing: Comparing) -> float:
    """How likely two documents tell the same story, 0 to 1."""
    if one.language != other.language:
        return 0.0
    if one.day is not None and other.day is not None and abs(one.day - other.day) > DAYS:
        return 0.0
    return _model().chance(features(one, other, comparing))


def story_keys(profile: Profile) -> tuple[str, ...]:
    """Keys of which two documents share one if they can be near: two of the weightiest lemmas together."""
    ahead = rarest(profile.opening, _AHEAD)
    more = rarest(profile.lead, _MORE)
    pairs = {(min(a, b), max(a, b)) for a in ahead for b in more if a != b}
    return tuple(f"{profile.language} {a} {b}" for a, b in sorted(pairs))


def rarest(weights: Mapping[str, float], most: int) -> list[str]:
    """The lemmas that weigh most, ties in the order of the alphabet."""
    heavy = [lemma for lemma, weight in weights.items() if weight >= _LEAST_WEIGHT]
    return sorted(heavy, key=lambda lemma: (-weights[lemma], lemma))[:most]


def _near(part: Mapping[str, float], whole: Mapping[str, float], comparing: Comparing) -> float:
    """The share of `part` that `whole` has in the same or in near words."""
    total = sum(part.values())
    if not total:
        return 0.5
    near = comparing.nearest(tuple(part), tuple(whole))
    return sum(w * n for w, n in zip(part.values(), near, strict=True) if n >= NEAR) / total


def _fewer(ones: Mapping[str, float], others: Mapping[str, float]) -> float:
    """The share of names that both have, of the one that has fewer."""
    if not ones or not others:
        return 0.5
    shared = sum(weight for lemma, weight in ones.items() if lemma in others)
    return shared / max(min(sum(ones.values()), sum(others.values())), 1e-9)


def _year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")
