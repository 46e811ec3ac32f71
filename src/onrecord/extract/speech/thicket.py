"""Random trees of any depth, read from JSON and asked with numpy: what share of the rows in a leaf was right.

Boosted trees (`forest.py`) are shallow and of one depth; these are as deep as they grew, and walked while any row
is still under way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
_STRIDE = 8  # levels walked before those that have arrived are put aside


@dataclass(frozen=True, slots=True, eq=False)
class Thicket:
    """Nodes of all trees in one row: `below` are the two under each (at a leaf itself), `share` is what leaves say.

    `asks` tells the nodes that ask from the leaves. What tells places is as wide as numpy's own indexes: it would widen
    smaller ones anew at each step.
    """

    names: tuple[str, ...]
    roots: Ints
    asks: NDArray[np.bool_]
    feature: Ints
    threshold: NDArray[np.float32]
    below: Ints
    share: Floats

    def shares(self, rows: NDArray[Any]) -> Floats:
        """The mean share of each row (of float32), over all trees."""
        count, trees = len(rows), len(self.roots)
        if not count:
            return np.zeros(0)
        flat = np.ascontiguousarray(rows).reshape(-1)
        node = np.repeat(self.roots, count)  # tree by tree: neighbours ask the same nodes
        offset = np.tile(np.arange(0, rows.size, rows.shape[1]), trees)
        place = np.arange(count * trees)
        found = np.empty(count * trees)
        while len(place):
            for _ in range(_STRIDE):
                # no place is out of bounds, as `load_thicket` has seen: "clip" spares numpy looking at each
                asked = self.feature.take(node, mode="clip")
                asked += offset
                right = flat.take(asked, mode="clip") > self.threshold.take(node, mode="clip")
                node += node
                node += right
                node = self.below.take(node, mode="clip")
            goes_on = self.asks.take(node, mode="clip")
            found[place[~goes_on]] = self.share.take(node[~goes_on])
            place, node, offset = place[goes_on], node[goes_on], offset[goes_on]
        out: Floats = found.reshape(trees, count).mean(axis=0)
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
    return Thicket(
        tuple(data["names"]),
        np.array(data["roots"], dtype=np.intp),
        asks,
        feature,
        _below(threshold),
        below,
        share,
    )


def _below(values: Floats) -> NDArray[np.float32]:
    """The greatest numbers of half the size that are not above these: a number of that size is above both or none."""
    small = values.astype(np.float32)
    return np.where(small > values, np.nextafter(small, np.float32(-np.inf)), small)
