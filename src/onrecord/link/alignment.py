"""Sentences of two documents, or of one, that say about the same: where findings are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.languages.asserting import Comparing
from onrecord.languages.overlap import NEAR
from onrecord.link.units import own_share
from onrecord.model.linked import Aligned
from onrecord.model.record import Extraction

# Two sentences are held together where the one has so much of what the other says,
# and they share so much in the very same words.
COVERED = 0.45
SHARED = 4.0


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
        self.titles = [i for i, passage in enumerate(extraction.passages) if passage.in_title]


def align(
    documents: Mapping[str, Extraction], pairs: Iterable[tuple[str, str]], comparing: Mapping[str, Comparing]
) -> tuple[Aligned, ...]:
    """Aligned sentences of the pairs of documents, and of every headline with its own text."""
    known = {d: Sentences(x, comparing[d]) for d, x in documents.items() if d in comparing}
    found: list[Aligned] = []
    for a, b in sorted(pairs):
        if a in known and b in known and comparing[a] is comparing[b]:
            found += align_two(known[a], known[b], comparing[a])
    for document in sorted(known):
        found += align_own(known[document], comparing[document])
    return tuple(found)


def align_two(one: Sentences, other: Sentences, comparing: Comparing) -> list[Aligned]:
    """Aligned sentences of two documents."""
    return _between(one, range(len(one.lemmas)), other, range(len(other.lemmas)), comparing)


def align_own(mine: Sentences, comparing: Comparing) -> list[Aligned]:
    """Sentences of a document that say about what its headline says."""
    rest = [i for i in range(len(mine.lemmas)) if i not in mine.titles]
    return _between(mine, mine.titles, mine, rest, comparing)


def _between(
    one: Sentences, firsts: Sequence[int], other: Sentences, seconds: Sequence[int], comparing: Comparing
) -> list[Aligned]:
    found = []
    for i in firsts:
        for j in seconds:
            mine, theirs = one.weights[i], other.weights[j]
            shared = sum(min(w, theirs[lemma]) for lemma, w in mine.items() if lemma in theirs)
            if shared < SHARED:
                continue
            near = comparing.nearest(one.lemmas[i], other.lemmas[j])
            back = comparing.nearest(other.lemmas[j], one.lemmas[i])
            forth_share, back_share = _share(mine, near), _share(theirs, back)
            if max(forth_share, back_share) >= COVERED:
                found.append(
                    Aligned(
                        one.document,
                        i,
                        other.document,
                        j,
                        round(forth_share, 3),
                        round(back_share, 3),
                        round(shared, 1),
                    )
                )
    return found


def _share(weights: Mapping[str, float], near: Iterable[float]) -> float:
    total = sum(weights.values())
    return sum(w * n for w, n in zip(weights.values(), near, strict=True) if n >= NEAR) / total if total else 0.0
