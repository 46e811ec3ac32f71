"""Whether two documents tell the same story: a weighted sum over what they share and what they do not.

The same story is the same development: the next day's figures, another town's forecast or the
answer to a statement are other stories, however many words they share. The weights are learnt
(`training/linking.py`) and fixed; the sum depends on the two documents alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from onrecord.languages.asserting import Comparing
from onrecord.languages.overlap import NEAR
from onrecord.link.learnt import Learnt, learnt
from onrecord.link.profiles import Profile, cosine

# Documents further apart in time tell different stories.
DAYS = 4
# How many of the weightiest lemmas make the keys that bring documents together.
_AHEAD, _MORE = 8, 16
_LEAST_WEIGHT = 2.0

# How much of either opening the other document has in near words; words of all in common; names and numbers of a
# headline that the other document has nowhere; numbers that both have; nouns that they count otherwise.
FEATURES = ("near_opening", "whole", "strange_names", "strange_number", "shared_numbers", "other_counts")


def features(one: Profile, other: Profile, comparing: Comparing) -> tuple[float, ...]:
    """What speaks for the same story, in the order of `FEATURES`."""
    both = ((one, other), (other, one))
    shared = [n for n in one.numbers & other.numbers if sum(map(str.isdigit, n)) >= 3 and not _year(n)]
    unlike = [noun for noun, numbers in one.counts.items() if not numbers & other.counts.get(noun, numbers)]
    return (
        min(_near(a.opening, b.whole, comparing) for a, b in both),
        cosine(one.whole, other.whole, one.length * other.length),
        sum(w for a, b in both for lemma, w in a.names.items() if lemma in a.title and lemma not in b.whole) / 10,
        float(any(lemma[0].isdigit() and lemma not in b.whole for a, b in both for lemma in a.title)),
        min(len(shared), 3) / 3,
        min(len(unlike), 3) / 3,
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


def _year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")
