"""How much two Russian texts have in common: rarity of lemmas, and word vectors."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from onrecord.languages.russian.vectors import SIZE, embedding, has_vector

_ENDING = re.compile(r"(?<=\w{3})(?:ого|ому|ым|ом|ем|им|[аеиоуыэюяйь]{1,2})\Z")
# What the table does not list is rarer than what it does.
_RAREST = 8.0


@cache
def _weights() -> dict[str, float]:
    data = files("onrecord.languages.russian") / "data" / "rarity.tsv.gz"
    lines = gzip.decompress(data.read_bytes()).decode().splitlines()
    return {lemma: float(weight) for lemma, weight in (line.split("\t") for line in lines)}


class _Vectors:
    """Vectors of length 1 in one array, so that those of a sentence are taken out at once; zeros for what has none."""

    MOST = 40_000

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._rows = np.zeros((1024, SIZE), np.float32)

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """One row a word."""
        if len(self._places) > self.MOST:
            self.__init__()  # type: ignore[misc]
        known = self._places
        places = [known[word] if word in known else self._add(word) for word in words]
        return self._rows[places]

    def _add(self, word: str) -> int:
        place = self._places[word] = len(self._places)
        if place == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        found = embedding(word)
        if found is not None:
            self._rows[place] = found / np.linalg.norm(found)
        return place


_vectors = _Vectors()


def _number_weight(number: str) -> float:
    """The more digits, the rarer; a year is common."""
    digits = sum(map(str.isdigit, number))
    return 2.0 if digits == 4 and number[:2] in ("19", "20") else min(0.5 + 1.5 * digits, 6.5)


class RussianComparing:
    """Fills `Comparing` from `data/rarity.tsv.gz` and navec's vectors."""

    moving = frozenset("перенести переносить перенестись переноситься отложить откладывать сдвинуть продлить".split())
    withdrawing = frozenset("отзывать отозвать отказаться отказываться отменить передумать аннулировать".split())

    months = frozenset("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split())

    def weight(self, lemma: str) -> float:
        return _number_weight(lemma) if lemma[:1].isdigit() else _weights().get(lemma, _RAREST)

    def stem(self, word: str) -> str:
        return _ENDING.sub("", word.lower().replace("ё", "е"))

    def known(self, word: str) -> bool:
        return has_vector(word.lower()) or has_vector(word.lower().replace("ё", "е"))

    def nearness(self, one: str, other: str) -> float:
        return 1.0 if one == other else round(float(_vectors.of([one])[0] @ _vectors.of([other])[0]), 4)

    def nearest(self, ones: Sequence[str], others: Sequence[str]) -> list[float]:
        return list(_nearest(tuple(ones), tuple(others)))

    def nearest_in_each(
        self, ones: Sequence[Sequence[str]], others: Sequence[Sequence[str]]
    ) -> tuple[list[list[float]], list[list[float]]]:
        mine, theirs = _Words(ones), _Words(others)
        if not mine.words or not theirs.words:
            return [[0.0] * len(mine.places) for _ in others], [[0.0] * len(theirs.places) for _ in ones]
        near = _vectors.of(theirs.words) @ _vectors.of(mine.words).T
        for row, word in enumerate(theirs.words):
            if word in mine.at:
                near[row, mine.at[word]] = 1.0
        return theirs.best(near, mine.places), mine.best(near.T, theirs.places)


# Copies and promises told again bring the same sentences together over and over.
@lru_cache(maxsize=20_000)
def _nearest(ones: tuple[str, ...], others: tuple[str, ...]) -> tuple[float, ...]:
    there = frozenset(others)
    unknown = [one for one in ones if one not in there]
    found: dict[str, float] = {}
    if unknown and others:
        best = (_vectors.of(unknown) @ _vectors.of(others).T).max(1).tolist()
        found = {one: round(near, 4) for one, near in zip(unknown, best, strict=True)}
    return tuple(1.0 if one in there else max(found.get(one, 0.0), 0.0) for one in ones)


class _Words:
    """The words of some sentences, each once, and where the sentences have them, end to end."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        self.words = list(dict.fromkeys(word for sentence in sentences for word in sentence))
        self.at = {word: number for number, word in enumerate(self.words)}
        self.places = [self.at[word] for sentence in sentences for word in sentence]
        self._lengths = [len(sentence) for sentence in sentences]

    def best(self, near: NDArray[np.float32], places: Sequence[int]) -> list[list[float]]:
        """What is nearest to the words at these columns in each sentence; `near` has a row for each of its words."""
        starts = np.cumsum([0, *(length for length in self._lengths if length)])[:-1]
        most = np.maximum.reduceat(near.take(self.places, axis=0), starts, axis=0)
        rounded = np.round(np.maximum(most, 0.0).astype(np.float64), 4).take(places, axis=1).tolist()
        rows = iter(rounded)
        return [next(rows) if length else [0.0] * len(places) for length in self._lengths]
