"""Whether two documents tell the same story: a weighted sum over what they share and what they do not.

The same story is the same development: the next day's figures, another town's forecast or the
answer to a statement are other stories, however many words they share. The weights come from
`tools/fit_linking.py` and are fixed; the sum depends on the two documents alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from math import exp

from onrecord.languages.asserting import Comparing
from onrecord.link.profiles import Profile, cosine, covered

# Nearness of word vectors below this says nothing.
NEAR = 0.45
# Documents further apart in time tell different stories.
DAYS = 4
_KEY_LEMMAS = 7
_LEAST_WEIGHT = 3.0

FEATURES = ("title", "lead", "whole", "opening", "missing", "strange", "numbers", "dates")
WEIGHTS = (4.0, 2.0, 2.0, 2.0, -3.0, -2.0, 1.0, -1.0)
BIAS = -3.0


def features(one: Profile, other: Profile, comparing: Comparing) -> tuple[float, ...]:
    """What speaks for the same story, in the order of `FEATURES`."""
    titles = [_near(a.title, b.weights, comparing) for a, b in ((one, other), (other, one))]
    leads = [covered(a.lead, b.weights) for a, b in ((one, other), (other, one))]
    strange = [_strange(a, b) for a, b in ((one, other), (other, one))]
    apart = bool(one.days and other.days and not one.days & other.days)
    shared = [n for n in one.numbers & other.numbers if len(n) >= 3 and not _year(n)]
    return (
        max(titles),
        min(leads),
        cosine(one.weights, other.weights, one.length * other.length),
        cosine(one.lead, other.lead, one.lead_length * other.lead_length),
        max(strange),
        min(strange),
        min(len(shared), 3) / 3,
        float(apart),
    )


def kinship(one: Profile, other: Profile, comparing: Comparing) -> float:
    """How likely two documents tell the same story, 0 to 1."""
    if one.language != other.language:
        return 0.0
    if one.day is not None and other.day is not None and abs(one.day - other.day) > DAYS:
        return 0.0
    total = BIAS + sum(w * f for w, f in zip(WEIGHTS, features(one, other, comparing), strict=True))
    return 1.0 / (1.0 + exp(-total))


def story_keys(profile: Profile) -> tuple[str, ...]:
    """Keys of which two documents share one if they can be near: pairs of the rarest lemmas ahead."""
    lemmas = rarest(profile.lead, _KEY_LEMMAS)
    return tuple(f"{profile.language} {a} {b}" for a, b in combinations(sorted(lemmas), 2))


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


def _strange(one: Profile, other: Profile) -> float:
    """How much of the names ahead in one document the other one does not know at all."""
    names = {lemma: weight for lemma, weight in one.lead.items() if lemma in one.names}
    missing = sum(weight for lemma, weight in names.items() if lemma not in other.weights)
    return missing / (5.0 + sum(names.values()))


def _year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")


def near_documents(profiles: Iterable[Profile]) -> list[tuple[str, str]]:
    """Pairs of documents that share a key, for trying."""
    from onrecord.link.components import candidate_pairs

    return candidate_pairs({profile.document: story_keys(profile) for profile in profiles})
