"""Gradient-boosted trees, read from JSON and asked with numpy: no library, the same numbers everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees laid out level by level, all of one depth: node n of a level has 2n and 2n + 1 below it.

    `levels` are the columns and thresholds that the nodes of each level ask; `value` are the leaves.
    `names` are the columns it was trained on, in the order in which rows have them.
    """

    names: tuple[str, ...]
    levels: tuple[tuple[NDArray[np.intp], Floats], ...]
    value: Floats
    base: float

    def scores(self, rows: NDArray[Any]) -> Floats:
        """The raw score (log odds) of each row."""
        if not len(rows):
            return np.zeros(0)
        rows = np.ascontiguousarray(rows)
        flat = rows.reshape(-1)
        offset = np.arange(0, rows.size, rows.shape[1])[:, None]
        columns, thresholds = self.levels[0]
        # no place is out of bounds by how the trees are laid out: "clip" spares numpy looking at each
        node = np.arange(0, 2 * len(columns), 2) + (rows.take(columns, axis=1, mode="clip") > thresholds)
        for columns, thresholds in self.levels[1:]:
            at = columns.take(node, mode="clip")
            at += offset
            right = flat.take(at, mode="clip") > thresholds.take(node, mode="clip")
            node += node
            node += right
        out: Floats = self.value.take(node, mode="clip").sum(axis=1) + self.base
        return out

    def probabilities(self, rows: NDArray[Any]) -> Floats:
        """The same between 0 and 1."""
        out: Floats = 1.0 / (1.0 + np.exp(-self.scores(rows)))
        return out


def load_forest(data: Mapping[str, Any]) -> Forest:
    """From what `dump` in `training/` wrote: nodes of all trees in one row, a leaf points at itself.

    A leaf above the last level is carried down to it. Columns that no tree uses are still named.
    """
    feature = np.array(data["feature"], dtype=np.intp)
    threshold, value = (np.array(data[name], dtype=np.float64) for name in ("threshold", "value"))
    children = np.array(data["children"], dtype=np.intp).reshape(-1, 2)
    nodes = np.array(data["roots"], dtype=np.intp)
    levels = []
    for _ in range(max(1, int(data["depth"]))):
        levels.append((feature[nodes], threshold[nodes]))
        nodes = children[nodes].reshape(-1)
    return Forest(tuple(data["names"]), tuple(levels), value[nodes], float(data["base"]))


def read_models(text: str) -> dict[str, Any]:
    """The file of weights, as one JSON object."""
    data: dict[str, Any] = json.loads(text)
    return data
