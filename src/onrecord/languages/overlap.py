"""How much words of one text cover those of another, by weight; the same for linking and comparing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.languages.asserting import Comparing
from onrecord.model.record import Passage

# Whom and what a sentence names is often what the whole story is about: it counts so much of its weight.
NAME = 0.4
# Word vectors nearer than this count as near in meaning.
NEAR = 0.5


def content(passage: Passage, start: int = 0, end: int | None = None) -> dict[str, int]:
    """The content lemmas of a passage (of the words that begin in a part of the raw text) with an index each."""
    stop = passage.span.end if end is None else end
    return {
        word: index
        for index, (word, tag, at) in reversed(
            list(enumerate(zip(passage.words, passage.tags, passage.starts, strict=True)))
        )
        if tag != "." and start <= at < stop
    }


def is_name(passage: Passage, index: int) -> bool:
    """Whether a word is a proper name or part of one: capitalised where no sentence begins."""
    first = passage.span.text[passage.starts[index] - passage.span.start]
    return passage.tags[index] == "P" or (index > 0 and first.isupper())


def weigh(lemmas: Iterable[str], comparing: Comparing) -> dict[str, float]:
    return {lemma: comparing.weight(lemma) for lemma in lemmas}


def covered(weights: Mapping[str, float], others: Sequence[str], comparing: Comparing) -> float:
    """The share of the weight that the other words have, near ones counting by how near they are."""
    total = sum(weights.values())
    if not total or not others:
        return 0.0
    near = comparing.nearest(tuple(weights), others)
    return sum(w * n for w, n in zip(weights.values(), near, strict=True) if n >= NEAR) / total


def left_over(weights: Mapping[str, float], others: Sequence[str], comparing: Comparing) -> dict[str, float]:
    """What the other words have nothing near for."""
    near = comparing.nearest(tuple(weights), tuple(others)) if others else [0.0] * len(weights)
    return {lemma: w for (lemma, w), n in zip(weights.items(), near, strict=True) if n < NEAR}
