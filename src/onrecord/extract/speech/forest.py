"""Gradient-boosted trees, read from JSON and asked with numpy: no library, the same numbers everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Nodes of all trees in one row each; a leaf points at itself. `depth` is that of the deepest tree.

    `names` are the columns it was trained on: asking it with others raises `ValueError` (`check`).
    """

    names: tuple[str, ...]
    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    threshold: Floats
    children: NDArray[np.int64]
    value: Floats
    base: float
    depth: int

    def check(self, names: Sequence[str]) -> Forest:
        if tuple(names) != self.names:
            raise ValueError("the model was trained on other features; train it again (see docs/quotes.md)")
        return self

    def scores(self, rows: NDArray[Any]) -> Floats:
        """The raw score (log odds) of each row."""
        if not len(rows):
            return np.zeros(0)
        flat = np.ascontiguousarray(rows).reshape(-1)
        offset = (np.arange(len(rows)) * rows.shape[1])[:, None]
        node = np.repeat(self.roots[None, :], len(rows), axis=0)
        for _ in range(self.depth):
            at = self.feature.take(node)
            at += offset
            right = flat.take(at) > self.threshold.take(node)
            node += node
            node += right
            node = self.children.take(node)
        out: Floats = self.value.take(node).sum(axis=1) + self.base
        return out

    def probabilities(self, rows: NDArray[Any]) -> Floats:
        """The same between 0 and 1."""
        out: Floats = 1.0 / (1.0 + np.exp(-self.scores(rows)))
        return out


def load_forest(data: Mapping[str, Any]) -> Forest:
    """From what `dump` in `training/` wrote; columns that no tree uses are still named."""
    return Forest(
        tuple(data["names"]),
        np.array(data["roots"], dtype=np.int64),
        np.array(data["feature"], dtype=np.int64),
        np.array(data["threshold"], dtype=np.float64),
        np.array(data["children"], dtype=np.int64),
        np.array(data["value"], dtype=np.float64),
        float(data["base"]),
        int(data["depth"]),
    )


def read_models(text: str) -> dict[str, Any]:
    """The file of weights, as one JSON object."""
    data: dict[str, Any] = json.loads(text)
    return data
