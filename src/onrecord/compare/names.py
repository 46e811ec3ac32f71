"""One person or place, written in ways that a reader may take for two, or a likely misspelling."""

from __future__ import annotations


def spelt_alike(one: str, other: str) -> bool:
    """Whether two words differ by a slip or a spelling: one or two letters, of five or more, the first the same."""
    if one == other or min(len(one), len(other)) < 5 or one[0] != other[0]:
        return False
    return distance(one, other, 2) <= (1 if min(len(one), len(other)) < 8 else 2)


def distance(one: str, other: str, most: int) -> int:
    """Letters to put in, take out, change or swap to come from one word to the other; `most + 1` if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
