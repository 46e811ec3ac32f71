"""Whether two documents tell the same story: a weighted sum over what they share and what they do not.

The same story is the same development: the next day's figures, another town's forecast or the
answer to a statement are other stories, however many words they share. The weights come from
`tools/fit_linking.py` and are fixed; the sum depends on the two documents alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from onrecord.languages.asserting import Comparing
from onrecord.languages.overlap import NEAR
from onrecord.link.profiles import Profile, cosine, covered

# Documents further apart in time tell different stories.
DAYS = 4
# How many of the weightiest lemmas make the keys that bring documents together.
_AHEAD, _MORE = 8, 16
_LEAST_WEIGHT = 2.0

FEATURES = ("opening", "near_opening", "sentence", "lead", "whole", "strange_names", "shared_numbers", "other_counts")
WEIGHTS = (1.9, 5.73, -2.5, 0.74, 1.77, -0.54, 1.97, -3.95)
BIAS = -2.71


def features(one: Profile, other: Profile, comparing: Comparing) -> tuple[float, ...]:
    """What speaks for the same story, in the order of `FEATURES`."""
    both = ((one, other), (other, one))
    shared = [n for n in one.numbers & other.numbers if sum(map(str.isdigit, n)) >= 3 and not _year(n)]
    counted = [noun for noun, numbers in one.counts.items() if not numbers & other.counts.get(noun, numbers)]
    return (
        sum(covered(a.opening, b.whole) for a, b in both) / 2,
        min(_near(a.opening, b.whole, comparing) for a, b in both),
        min(_best_sentence(a, b, comparing) for a, b in both),
        cosine(one.lead, other.lead, one.lengths[1] * other.lengths[1]),
        cosine(one.whole, other.whole, one.lengths[0] * other.lengths[0]),
        sum(w for a, b in both for lemma, w in a.names.items() if lemma not in b.whole) / 10,
        min(len(shared), 3) / 3,
        min(len(counted), 3) / 3,
    )


def _best_sentence(one: Profile, other: Profile, comparing: Comparing) -> float:
    """How much of the opening a single sentence of the other document (with its neighbour) has."""
    windows = [{**a, **b} for a, b in zip(other.sentences, (*other.sentences[1:], {}), strict=True)]
    if windows:
        windows[0] |= other.title
    # vectors only for the sentence that shares most
    best = max(windows, key=lambda window: covered(one.opening, window), default={})
    return _near(one.opening, best, comparing)


def kinship(one: Profile, other: Profile, comparing: Comparing) -> float:
    """How likely two documents tell the same story, 0 to 1."""
    if one.language != other.language:
        return 0.0
    if one.day is not None and other.day is not None and abs(one.day - other.day) > DAYS:
        return 0.0
    total = BIAS + sum(w * f for w, f in zip(WEIGHTS, features(one, other, comparing), strict=True))
    return 1.0 / (1.0 + exp(-total))


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
