"""Heads as a tree: the net chooses each head by itself, so that circles may come out."""

from __future__ import annotations

from collections.abc import Sequence


def acyclic(heads: Sequence[int], rels: Sequence[str]) -> list[int]:
    """Heads (-1 for a root) with every circle opened, at the token that the net calls a root if there is one.

    A token that governs itself becomes a root; nothing else changes.
    """
    out = list(heads)
    seen = [0] * len(out)  # 0 not yet, 1 on the way, 2 done
    for start in range(len(out)):
        path = []
        here = start
        while here >= 0 and not seen[here]:
            seen[here] = 1
            path.append(here)
            here = out[here]
        if here >= 0 and seen[here] == 1:
            circle = path[path.index(here) :]
            opened = next((token for token in circle if rels[token] == "root"), min(circle))
            out[opened] = -1
        for token in path:
            seen[token] = 2
    return out
