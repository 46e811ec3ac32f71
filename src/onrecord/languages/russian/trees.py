"""Heads as a tree. The net chooses the head of each word by itself: in every fifth sentence of news
circles come out, or several roots. There the best tree is looked for among all (Chu, Liu, Edmonds)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from onrecord.languages.russian.weights import Floats

Ints = npt.NDArray[np.intp]

_PATIENCE = 8  # circles drawn together in one sentence; prose has one or two, junk hundreds
_LONGEST = 150  # tokens; in longer ones circles are only opened


def is_tree(heads: Sequence[int]) -> bool:
    """Whether heads (from 1, 0 for a root) make one tree with one root."""
    return list(heads).count(0) == 1 and next(_circles([0, *heads]), None) is None


def best_tree(scores: Floats) -> Ints:
    """Heads of the likeliest tree under the likeliest root, from tokens x (root and tokens): the net's scores."""
    size = len(scores)
    logs = scores - scores.max(1, keepdims=True)
    logs = logs - np.log(np.exp(logs).sum(1, keepdims=True))
    graph = np.empty((size + 1, size + 1))
    graph[0] = -np.inf
    graph[1:] = logs  # dependent x head
    root = logs[:, 0].argmax() + 1
    graph[1:, 0] = -np.inf
    graph[root] = -np.inf
    graph[root, 0] = 0
    graph.reshape(-1)[:: size + 2] = -np.inf  # the diagonal: nothing hangs on itself
    return _arborescence(graph)[1:]


def _arborescence(graph: npt.NDArray[np.float64], patience: int = _PATIENCE) -> Ints:
    """The best head of every node but the first, which is the root; dependent x head."""
    heads: Ints = graph.argmax(1)
    heads[0] = 0
    first = next(_circles(heads.tolist()), None)
    if first is None:
        return heads
    circle = np.array(first)
    if not patience or len(graph) > _LONGEST:
        return _opened(heads)
    outside = np.array(sorted(set(range(len(graph))).difference(first)))  # the root stays first
    # the circle becomes one node, the last; entering it at a node costs the arc that led there
    rows = graph[outside]
    entering = graph[circle][:, outside] - graph[circle, heads[circle]][:, None]
    leaving = rows[:, circle]
    smaller = np.empty((len(outside) + 1, len(outside) + 1))
    smaller[:-1, :-1] = rows[:, outside]
    smaller[-1, :-1] = entering.max(0)
    smaller[:-1, -1] = leaving.max(1)
    smaller[-1, -1] = -np.inf
    found = _arborescence(smaller, patience - 1)
    out = heads.copy()
    for i, node in enumerate(outside[1:].tolist(), 1):
        head = int(found[i])
        out[node] = circle[leaving[i].argmax()] if head == len(outside) else outside[head]
    entered = circle[entering[:, found[-1]].argmax()]
    out[entered] = outside[found[-1]]
    return out


def _opened(heads: Ints) -> Ints:
    """Every circle opened, and hung under the root's only dependent."""
    top = int(np.flatnonzero(heads[1:] == 0)[0]) + 1
    governors: list[int] = heads.tolist()
    for circle in _circles(governors):
        governors[circle[0]] = top
    return np.array(governors)


def _circles(heads: Sequence[int]) -> Iterator[list[int]]:
    """All circles that following heads leads into; node 0 is the root."""
    state = [1, *([0] * (len(heads) - 1))]  # 0 not seen, 1 done, 2 on the way
    for start in range(1, len(heads)):
        path = []
        here = start
        while not state[here]:
            state[here] = 2
            path.append(here)
            here = heads[here]
        if state[here] == 2:
            yield path[path.index(here) :]
        for node in path:
            state[node] = 1
