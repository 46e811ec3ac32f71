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


@lru_cache(maxsize=20_000)
def _vector(lemma: str) -> NDArray[np.float32]:
    """A vector of length 1, all zeros for what has none."""
    found = embedding(lemma)
    if found is None:
        return np.zeros(SIZE, np.float32)
    return (found / np.linalg.norm(found)).astype(np.float32)


def _number_weight(number: str) -> float:
    """The more digits, the rarer; a year is common."""
    digits = sum(map(str.isdigit, number))
    return 2.0 if digits == 4 and number[:2] in ("19", "20") else min(0.5 + 1.5 * digits, 6.5)


class RussianComparing:
    """Fills `Comparing` from `data/rarity.tsv.gz` and navec's vectors."""

    withdrawing = frozenset("отзывать отозвать отказаться отказываться отменить передумать аннулировать".split())

    def weight(self, lemma: str) -> float:
        return _number_weight(lemma) if lemma[:1].isdigit() else _weights().get(lemma, _RAREST)

    def stem(self, word: str) -> str:
        return _ENDING.sub("", word.lower().replace("ё", "е"))

    def known(self, word: str) -> bool:
        return has_vector(word.lower()) or has_vector(word.lower().replace("ё", "е"))

    def nearness(self, one: str, other: str) -> float:
        return 1.0 if one == other else round(float(_vector(one) @ _vector(other)), 4)

    def nearest(self, ones: Sequence[str], others: Sequence[str]) -> list[float]:
        there = frozenset(others)
        unknown = [one for one in ones if one not in there]
        found: dict[str, float] = {}
        if unknown and others:
            left = np.stack([_vector(one) for one in unknown])
            right = np.stack([_vector(other) for other in others])
            best = np.round((left @ right.T).max(1), 4)
            found = dict(zip(unknown, best.tolist(), strict=True))
        return [1.0 if one in there else max(found.get(one, 0.0), 0.0) for one in ones]
