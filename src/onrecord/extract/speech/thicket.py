"""Random trees of any depth, read from JSON and asked with numpy: what share of the rows in a leaf was right.

Boosted trees (`forest.py`) are shallow and of one depth; these are as deep as they grew, and walked while any row
is still under way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
_STRIDE = 4  # levels walked before those that have arrived are put aside


@dataclass(frozen=True, slots=True, eq=False)
class Thicket:
    """Nodes of all trees in one row: `below` are the two under each (at a leaf itself), `share` is what leaves say."""

    names: tuple[str, ...]
    roots: Ints
    feature: Ints
    threshold: Floats
    below: Ints
    share: Floats

    def check(self, names: Sequence[str]) -> Thicket:
        """Raises `ValueError` where it was trained on other columns."""
        if tuple(names) != self.names:
            raise ValueError("the model was trained on other features; train it again (see docs/quotes.md)")
        return self

    def shares(self, rows: NDArray[Any]) -> Floats:
        """The mean share of each row, over all trees."""
        count, trees = len(rows), len(self.roots)
        if not count:
            return np.zeros(0)
        flat = np.ascontiguousarray(rows).reshape(-1)
        node = np.tile(self.roots, count)
        offset = np.repeat(np.arange(0, rows.size, rows.shape[1]), trees)
        place = np.arange(count * trees)
        found = np.empty(count * trees)
        while len(place):
            for _ in range(_STRIDE):
                right = flat.take(self.feature.take(node) + offset) > self.threshold.take(node)
                node = self.below.take(2 * node + right)
            arrived = self.below.take(2 * node) == node
            found[place[arrived]] = self.share.take(node[arrived])
            place, node, offset = place[~arrived], node[~arrived], offset[~arrived]
        out: Floats = found.reshape(count, trees).mean(axis=1)
        return out


def load_thicket(data: Mapping[str, Any]) -> Thicket:
    """From what `training/` wrote: `skip` is how far behind a node its right one stands (0 at a leaf), the left one
    comes next; `feature` and `threshold` are those of the nodes that ask, `share` those of the leaves, in order.

    Raises `ValueError` where they do not make trees.
    """
    skip = np.array(data["skip"], dtype=np.intp)
    here, asks = np.arange(len(skip)), skip > 0
    below = np.stack([here + asks, here + skip], axis=1).reshape(-1)
    if len(skip) and int(below.max()) >= len(skip):
        raise ValueError("a tree of the weights ends before its leaves")
    feature, threshold, share = np.zeros(len(skip), dtype=np.intp), np.zeros(len(skip)), np.zeros(len(skip))
    feature[asks], threshold[asks], share[~asks] = data["feature"], data["threshold"], data["share"]
    return Thicket(tuple(data["names"]), np.array(data["roots"], dtype=np.intp), feature, threshold, below, share)
