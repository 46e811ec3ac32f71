"""How much words of one text cover those of another, by weight; the same for linking and comparing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

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


class Nearest(Protocol):
    """Whatever knows how near words are."""

    def nearest(self, ones: Sequence[str], others: Sequence[str]) -> list[float]: ...


class Between:
    """How near the words of some sentences are to those of others, worked out for all of them at once.

    Answers `nearest` for any of the given sentences against any on the other side.
    """

    def __init__(
        self, ones: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]], comparing: Comparing
    ) -> None:
        self._ones, self._others = _Sentences(ones), _Sentences(others)
        self._forth, self._back = comparing.nearest_in_each(self._ones.listed, self._others.listed)

    def nearest(self, ones: Sequence[str], others: Sequence[str]) -> list[float]:
        """As `Comparing.nearest`. Raises `KeyError` for sentences that were not given."""
        here, there = tuple(ones), tuple(others)
        if here in self._ones.places and there in self._others.places:
            start, number = self._ones.places[here][0], self._others.places[there][1]
            return self._forth[number][start : start + len(here)]
        start, number = self._others.places[here][0], self._ones.places[there][1]
        return self._back[number][start : start + len(here)]


class _Sentences:
    """Sentences end to end: where each begins, and its number."""

    def __init__(self, listed: Sequence[tuple[str, ...]]) -> None:
        self.listed = list(dict.fromkeys(listed))
        self.places: dict[tuple[str, ...], tuple[int, int]] = {}
        words = 0
        for number, sentence in enumerate(self.listed):
            self.places[sentence] = words, number
            words += len(sentence)
