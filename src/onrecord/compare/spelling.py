"""Words that differ by a slip of the pen or by a way of spelling."""

from __future__ import annotations

from rapidfuzz.distance import OSA

# Endings change with the case: a difference there is none.
_ENDING = 3


def spelt_alike(one: str, other: str) -> bool:
    """Whether two words differ by one or two letters of five or more, the first being the same."""
    if one == other or min(len(one), len(other)) < 5 or one[0] != other[0]:
        return False
    return OSA.distance(one, other, score_cutoff=2) <= (1 if min(len(one), len(other)) < 8 else 2)


def slipped(one: str, other: str) -> bool:
    """Whether one letter was changed, lost or doubled ahead of the ending, or two were swapped anywhere."""
    if min(len(one), len(other)) < 6 or OSA.distance(one, other, score_cutoff=1) != 1:
        return False
    if len(one) == len(other):
        at = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        return len(at) == 2 or (len(at) == 1 and 0 < at[0] < len(one) - _ENDING)
    at_ = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return 0 < at_ < min(len(one), len(other)) - _ENDING


def other_given_name(one: str, other: str) -> bool:
    """Whether two first names are one name in two spellings, and not a name and its short form."""
    if one == other or min(len(one), len(other)) < 4 or one.startswith(other) or other.startswith(one):
        return False
    return OSA.distance(one, other, score_cutoff=2) <= 2 or (one[-4:] == other[-4:] and len(one) > 4)
