"""Clusters: components of pairwise decisions, the same in whatever order the pairs come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar


class Ordered(Hashable, Protocol):
    """What can be a key: hashable and with an order."""

    def __lt__(self, other: Any, /) -> bool: ...


K = TypeVar("K", bound=Ordered)


class Components(Generic[K]):
    """Union-find over keys that can be ordered; a component is named by its least member."""

    def __init__(self, items: Iterable[K]) -> None:
        self._parent: dict[K, K] = {item: item for item in items}

    def find(self, item: K) -> K:
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def join(self, a: K, b: K) -> None:
        x, y = self.find(a), self.find(b)
        if x != y:
            low, high = (x, y) if x < y else (y, x)
            self._parent[high] = low

    def groups(self) -> list[list[K]]:
        """All components, each sorted, in the order of their least members."""
        found: dict[K, list[K]] = {}
        for item in self._parent:
            found.setdefault(self.find(item), []).append(item)
        return sorted(sorted(group) for group in found.values())


def components(items: Iterable[K], edges: Iterable[tuple[K, K]]) -> list[list[K]]:
    """The items grouped by the edges, each group sorted, groups by their least members."""
    found = Components(items)
    for a, b in edges:
        found.join(a, b)
    return found.groups()


def split(
    items: Iterable[K],
    weights: Mapping[tuple[K, K], float],
    part: Callable[[list[K], Mapping[tuple[K, K], float]], list[list[K]]],
    least: int = 3,
) -> list[list[K]]:
    """The items grouped by the pairs of `weights`; a group of `least` or more is parted by the weights inside of it."""
    groups = components(items, weights)
    place = {item: number for number, group in enumerate(groups) for item in group}
    inside: dict[int, dict[tuple[K, K], float]] = defaultdict(dict)
    for pair, weight in weights.items():
        inside[place[pair[0]]][pair] = weight
    found = []
    for number, group in enumerate(groups):
        found += part(group, inside[number]) if len(group) >= least else [group]
    return found


def candidate_pairs(keys: Mapping[K, Iterable[Hashable]], known: Collection[K] = ()) -> list[tuple[K, K]]:
    """Pairs of items that share a key, each once, sorted; pairs of two `known` items are left out.

    No key is left out for being common: what else the record holds must not decide on a pair. So
    keys have to be rare by their making (two rare words together, a person with a month).
    """
    postings: dict[Hashable, tuple[list[K], list[K]]] = {}
    for item in sorted(keys):
        for key in set(keys[item]):
            postings.setdefault(key, ([], []))[item in known].append(item)
    pairs: set[tuple[K, K]] = set()
    for new, old in postings.values():
        for i, a in enumerate(new):
            pairs.update((a, b) for b in new[i + 1 :])
            pairs.update((a, b) if a < b else (b, a) for b in old)
    return sorted(pairs)


def guarded(
    members: Sequence[K], weights: Mapping[tuple[K, K], float], conflict: Callable[[K, K], bool]
) -> list[list[K]]:
    """Splits one component where a chain joins what does not belong together.

    The strongest pairs are joined first (ties by the members' order); two groups with a conflict
    between any of their members stay apart. Depends on the component alone, not on the order.
    """
    return merged(members, weights, lambda xs, ys: any(conflict(p, q) for p in xs for q in ys))


def merged(
    members: Sequence[K],
    weights: Mapping[tuple[K, K], float],
    apart: Callable[[Sequence[K], Sequence[K]], bool],
) -> list[list[K]]:
    """Joins the strongest pairs first, unless their groups are to stay apart, as those will that grow out of them."""
    group_of: dict[K, int] = {item: n for n, item in enumerate(members)}
    groups: dict[int, list[K]] = {n: [item] for n, item in enumerate(members)}
    parted: dict[int, set[int]] = {n: set() for n in groups}  # groups found apart are not asked again
    for (a, b), _ in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])):
        x, y = group_of[a], group_of[b]
        if x == y or y in parted[x]:
            continue
        if apart(groups[x], groups[y]):
            parted[x].add(y)
            parted[y].add(x)
            continue
        for item in groups[y]:
            group_of[item] = x
        groups[x].extend(groups.pop(y))
        for other in parted.pop(y):
            parted[other].remove(y)
            parted[other].add(x)
            parted[x].add(other)
    return sorted(sorted(group) for group in groups.values())


def averaged(
    members: Sequence[K],
    weights: Mapping[tuple[K, K], float],
    least: float,
    part_of: Callable[[K], Hashable],
    apart: Collection[tuple[Hashable, Hashable]] = frozenset(),
) -> list[list[K]]:
    """Joins the strongest pairs first, where their groups are so much alike on average (average linkage).

    Pairs without a weight count as nothing; pairs of one whole (`part_of`) are not counted. Wholes that are
    `apart` never meet. Takes time by the number of weights, however large the groups grow.
    """
    group_of = {item: n for n, item in enumerate(members)}
    groups = {n: [item] for n, item in enumerate(members)}
    wholes = {n: Counter([part_of(item)]) for n, item in enumerate(members)}
    between: dict[int, dict[int, float]] = {n: {} for n in groups}
    for (a, b), weight in sorted(weights.items()):
        if part_of(a) != part_of(b):
            x, y = group_of[a], group_of[b]
            between[x][y] = between[y][x] = between[x].get(y, 0.0) + weight
    parted = {(one, other) for pair in apart for one, other in (pair, pair[::-1])}
    for (a, b), _ in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])):
        x, y = group_of[a], group_of[b]
        if x == y:
            continue
        if len(wholes[x]) < len(wholes[y]):
            x, y = y, x
        counted = len(groups[x]) * len(groups[y]) - sum(n * wholes[x][whole] for whole, n in wholes[y].items())
        if between[x].get(y, 0.0) < least * counted:
            continue
        if parted and any((one, other) in parted for one in wholes[x] for other in wholes[y]):
            continue
        for item in groups[y]:
            group_of[item] = x
        groups[x] += groups.pop(y)
        wholes[x] += wholes.pop(y)
        for other, total in between.pop(y).items():
            del between[other][y]
            if other != x:
                between[x][other] = between[other][x] = between[x].get(other, 0.0) + total
    return sorted(sorted(group) for group in groups.values())
