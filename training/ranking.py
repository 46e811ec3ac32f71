"""Models that choose one of several: the scores of a group's rows compete with one another and with nobody.

scikit-learn boosts each row by itself; speakers of one quote exclude one another, so here the odds of a row are
its share of the group (`softmax` over the group's scores and a score of 0 for nobody of them).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.tree import DecisionTreeRegressor

Floats = NDArray[np.float64]
BASE = -1.0  # the score of a row before the first tree
_MOST = 1.0  # the most that one tree may add


@dataclass(frozen=True, slots=True)
class Settings:
    """How many trees, how far each one counts, and how large they may grow."""

    trees: int
    rate: float
    depth: int
    leaves: int
    least: int  # rows in a leaf
    share: float  # of the columns that a split looks at
    l2: float


def softmax(scores: Floats, group: NDArray[np.int64], count: int) -> Floats:
    """The odds of each row within its group."""
    top = np.zeros(count)
    np.maximum.at(top, group, scores)
    raised = np.exp(scores - top[group])
    total = np.bincount(group, raised, count) + np.exp(-top)
    odds: Floats = raised / total[group]
    return odds


def boost(
    rows: NDArray[np.float32], right: NDArray[np.bool_], group: NDArray[np.int64], settings: Settings, seed: int
) -> list[tuple[Any, Floats]]:
    """Trees with the value of each of their nodes. Where several rows of a group are right, either may win."""
    count = int(group.max()) + 1
    scores = np.full(len(rows), BASE)
    random = np.random.RandomState(seed)
    out = []
    for _ in range(settings.trees):
        odds = softmax(scores, group, count)
        mine = np.where(right, odds, 0.0)
        wanted = mine / np.maximum(np.bincount(group, mine, count)[group], 1e-12)
        slope, bend = wanted - odds, odds * (1 - odds)
        tree = DecisionTreeRegressor(
            max_depth=settings.depth,
            max_leaf_nodes=settings.leaves,
            min_samples_leaf=settings.least,
            max_features=settings.share,
            random_state=random.randint(1 << 30),
        ).fit(rows, slope)
        leaf, nodes = tree.apply(rows), tree.tree_.node_count
        values = np.bincount(leaf, slope, nodes) / (np.bincount(leaf, bend, nodes) + settings.l2)
        values = np.clip(settings.rate * values, -_MOST, _MOST)
        scores += values[leaf]
        out.append((tree, values))
    return out


def empty_forest(names: Sequence[str]) -> dict[str, Any]:
    """A forest without trees, in the form of `speech/forest.py`."""
    parts: dict[str, Any] = {part: [] for part in ("roots", "feature", "threshold", "children", "value")}
    return {"names": list(names), **parts}


def dump_ranks(trees: Sequence[tuple[Any, Floats]], names: Sequence[str]) -> dict[str, Any]:
    """The trees in the form of `speech/forest.py`."""
    out = empty_forest(names)
    for tree, values in trees:
        nodes, root = tree.tree_, len(out["feature"])
        out["roots"].append(root)
        for index in range(nodes.node_count):
            leaf, here = nodes.children_left[index] < 0, root + index
            out["feature"].append(0 if leaf else int(nodes.feature[index]))
            out["threshold"].append(0.0 if leaf else round(float(nodes.threshold[index]), 6))
            below = (0, 0) if leaf else (int(nodes.children_left[index]), int(nodes.children_right[index]))
            out["children"] += [here, here] if leaf else [root + below[0], root + below[1]]
            out["value"].append(round(float(values[index]), 6) if leaf else 0.0)
    depth = max((int(tree.get_depth()) for tree, _ in trees), default=0)
    return {**out, "base": BASE, "depth": depth}


def linear(
    rows: NDArray[np.float32], right: NDArray[np.bool_], group: NDArray[np.int64], penalty: float
) -> list[float]:
    """A weight for each column and what is added to all, by the same odds: a conditional logistic regression.

    `penalty` holds back the weights of the columns brought to one scale. Columns that never change weigh nothing.
    """
    count = int(group.max()) + 1
    middle, spread = rows.mean(axis=0, dtype=np.float64), rows.std(axis=0, dtype=np.float64)
    scaled = np.where(spread > 0, (rows - middle) / np.maximum(spread, 1e-6), 0.0)
    answered = np.bincount(group, right, count) > 0

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = softmax(scaled @ weights[:-1] + weights[-1], group, count)
        mine = np.where(right, odds, 0.0)
        total = np.bincount(group, mine, count)
        share = np.where(answered, total, 1.0 - np.bincount(group, odds, count))
        wanted = np.where(answered[group], mine / np.maximum(total[group], 1e-12), 0.0)
        slope = np.append(scaled.T @ (odds - wanted) + penalty * weights[:-1], (odds - wanted).sum())
        return float(penalty / 2 * (weights[:-1] ** 2).sum() - np.log(np.maximum(share, 1e-12)).sum()), slope

    start = np.append(np.zeros(rows.shape[1]), BASE)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 2000, "ftol": 1e-12}).x
    weights = np.where(spread > 0, found[:-1] / np.maximum(spread, 1e-6), 0.0)
    return [round(float(weight), 4) for weight in (*weights, found[-1] - weights @ middle)]
