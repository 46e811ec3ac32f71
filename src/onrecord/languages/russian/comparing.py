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
# A sentence mostly has fewer words.
_SENTENCE = 50


@cache
def _weights() -> dict[str, float]:
    data = files("onrecord.languages.russian") / "data" / "rarity.tsv.gz"
    lines = (line.split("\t") for line in gzip.decompress(data.read_bytes()).decode().splitlines())
    return {lemma: float(weight) for lemma, weight in lines if not lemma[:1].isdigit()}


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


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return _ENDING.sub("", word.lower().replace("ё", "е"))


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
        found = _weights().get(lemma)
        if found is None:
            return _number_weight(lemma) if lemma[:1].isdigit() else _RAREST
        return found

    def stem(self, word: str) -> str:
        return _stem(word)

    def known(self, word: str) -> bool:
        return has_vector(word.lower()) or has_vector(word.lower().replace("ё", "е"))

    def nearness(self, one: str, other: str) -> float:
        return 1.0 if one == other else round(float(_vectors.of([one])[0] @ _vectors.of([other])[0]), 4)

    def nearest(self, ones: Sequence[str], others: Sequence[str]) -> list[float]:
        return list(_nearest(tuple(ones), tuple(others)))


# Copies and promises told again bring the same sentences together over and over.
@lru_cache(maxsize=20_000)
def _nearest(ones: tuple[str, ...], others: tuple[str, ...]) -> tuple[float, ...]:
    there = frozenset(others)
    if not others or there.issuperset(ones):
        return (1.0 if others else 0.0,) * len(ones)
    best = (_rows_of(ones) @ _rows_of(others).T).max(1).tolist()
    return tuple(1.0 if one in there else max(round(near, 4), 0.0) for one, near in zip(ones, best, strict=True))


def _rows_of(words: tuple[str, ...]) -> NDArray[np.float32]:
    """One row a word; those of a sentence are kept, those of a long text are not."""
    return _rows_at_hand(words) if len(words) <= _SENTENCE else _vectors.of(words)


@lru_cache(maxsize=1_000)
def _rows_at_hand(words: tuple[str, ...]) -> NDArray[np.float32]:
    return _vectors.of(words)
