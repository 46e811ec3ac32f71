"""Sentences of two documents, or of one, that say about the same: where findings are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.languages.asserting import Comparing
from onrecord.languages.overlap import NEAR
from onrecord.link.units import own_share
from onrecord.model.linked import Aligned
from onrecord.model.record import Extraction

# Two sentences are held together where the one has so much of what the other says,
# and they share so much in the very same words.
COVERED = 0.45
SHARED = 4.0
# A headline is held against its text more easily.
OWN = 0.4


class Sentences:
    """The sentences of a document with what their lemmas weigh in it."""

    def __init__(self, extraction: Extraction, comparing: Comparing) -> None:
        share = own_share(extraction)
        self.document = extraction.document
        self.lemmas: list[tuple[str, ...]] = []
        self.weights: list[dict[str, float]] = []
        for passage in extraction.passages:
            words = tuple(dict.fromkeys(w for w, tag in zip(passage.words, passage.tags, strict=True) if tag != "."))
            self.lemmas.append(words)
            self.weights.append({w: comparing.weight(w) * share.get(w, 1.0) for w in words})
        self.places: dict[str, list[int]] = {}
        for index, words in enumerate(self.lemmas):
            for word in words:
                self.places.setdefault(word, []).append(index)
        self.titles = [i for i, passage in enumerate(extraction.passages) if passage.in_title]


def align_two(one: Sentences, other: Sentences, comparing: Comparing) -> list[Aligned]:
    """Aligned sentences of two documents."""
    found = [
        _pair(one, i, mine, other, j, other.weights[j], comparing, COVERED, shared)
        for i, mine in enumerate(one.weights)
        for j, shared in _shared(mine, other)
        if shared >= SHARED
    ]
    return [item for item in found if item is not None]


def _shared(mine: Mapping[str, float], other: Sentences) -> list[tuple[int, float]]:
    """The sentences that have words of one, in order, with what these weigh where they weigh less."""
    found: dict[int, float] = {}
    for lemma, weight in mine.items():
        for place in other.places.get(lemma, ()):
            found[place] = found.get(place, 0.0) + min(weight, other.weights[place][lemma])
    return sorted(found.items())


def align_own(mine: Sentences, comparing: Comparing) -> list[Aligned]:
    """Sentences of a document that say about what its headline says.

    What runs through the text is what the headline is made of: here every word has its full weight.
    """
    rest = [i for i in range(len(mine.lemmas)) if i not in mine.titles]
    plain = [{w: comparing.weight(w) for w in words} for words in mine.lemmas] if mine.titles else []
    found = [
        _pair(mine, i, plain[i], mine, j, plain[j], comparing, OWN, shared)
        for i in mine.titles
        for j in rest
        if (shared := sum(weight for lemma, weight in plain[i].items() if lemma in plain[j])) >= SHARED
    ]
    return [item for item in found if item is not None]


def _pair(
    one: Sentences,
    i: int,
    mine: Mapping[str, float],
    other: Sentences,
    j: int,
    theirs: Mapping[str, float],
    comparing: Comparing,
    least: float,
    shared: float,
) -> Aligned | None:
    forth = _share(mine, comparing.nearest(one.lemmas[i], other.lemmas[j]))
    back = _share(theirs, comparing.nearest(other.lemmas[j], one.lemmas[i]))
    if max(forth, back) < least:
        return None
    return Aligned(one.document, i, other.document, j, round(forth, 3), round(back, 3), round(shared, 1))


def _share(weights: Mapping[str, float], near: Iterable[float]) -> float:
    total = sum(weights.values())
    return sum(w * n for w, n in zip(weights.values(), near, strict=True) if n >= NEAR) / total if total else 0.0
