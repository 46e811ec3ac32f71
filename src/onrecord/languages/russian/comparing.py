"""How much two Russian texts have in common: rarity of lemmas, and word vectors."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

# What the table does not list is rarer than what it does.
_RAREST = 8.0


@cache
def _weights() -> dict[str, float]:
    data = files("onrecord.languages.russian") / "data" / "rarity.tsv.gz"
    lines = gzip.decompress(data.read_bytes()).decode().splitlines()
    return {lemma: float(weight) for lemma, weight in (line.split("\t") for line in lines)}


@lru_cache(maxsize=20_000)
def _vector(lemma: str) -> NDArray[np.float32] | None:
    from onrecord.languages.russian.vectors import embedding

    vector = embedding(lemma)
    length = float(np.linalg.norm(vector)) if vector is not None else 0.0
    return None if vector is None or length == 0.0 else (vector / length).astype(np.float32)


@lru_cache(maxsize=200_000)
def _nearness(one: str, other: str) -> float:
    a, b = _vector(one), _vector(other)
    return 0.0 if a is None or b is None else round(float(a @ b), 4)


class RussianComparing:
    """Fills `Comparing` from `data/rarity.tsv.gz` and navec's vectors."""

    def weight(self, lemma: str) -> float:
        return _weights().get(lemma, _RAREST)

    def nearness(self, one: str, other: str) -> float:
        if one == other:
            return 1.0
        return _nearness(one, other) if one < other else _nearness(other, one)
