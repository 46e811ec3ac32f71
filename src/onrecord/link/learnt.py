"""Weights of pairwise decisions as learnt: `weights.json`, written by `training/linking.py`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any


@dataclass(frozen=True, slots=True)
class Learnt:
    """A weighted sum that says how likely something is."""

    weights: tuple[float, ...]
    bias: float

    def total(self, values: Iterable[float]) -> float:
        return self.bias + sum(w * value for w, value in zip(self.weights, values, strict=True))

    def chance(self, values: Iterable[float]) -> float:
        """0 to 1."""
        return chance(self.total(values))


def chance(total: float) -> float:
    """How likely it is by a weighted sum."""
    return 1.0 / (1.0 + exp(-max(min(total, 40.0), -40.0)))


def learnt(name: str, features: Sequence[str]) -> Learnt:
    """The weights of one decision, in the order of its features. Raises `ValueError` where they are of others."""
    found = _table()[name]
    if sorted(found["weights"]) != sorted(features):
        raise ValueError(f"weights.json has other features of {name}: {', '.join(found['weights'])}")
    return Learnt(tuple(found["weights"][feature] for feature in features), found["bias"])


@cache
def _table() -> dict[str, Any]:
    text = files("onrecord.link").joinpath("weights.json").read_text("utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
