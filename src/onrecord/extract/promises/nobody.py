"""That whoever bears a commitment is none of those thought of: one more answer, which takes its share of the odds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.extract.promises.bearers import Bearer, way_name
from onrecord.extract.promises.candidates import Candidate

_MANY = (2, 4, 6, 9, 13)  # of those thought of


def nobody(candidate: Candidate, among: Sequence[Bearer]) -> list[str]:
    """Features of that answer: what is told, how, and by which ways how many were thought of."""
    family = candidate.pledge.family if candidate.pledge else "none"
    sort = among[0].sort if among else "empty"
    way = way_name(among[0].ways[0]) if among else "no way"
    names = [f"sort={sort}", f"rule={candidate.rule}", f"sort={sort}+rule={candidate.rule}", f"family={family}", way]
    return ["nobody", *(f"nobody+{name}" for name in (*names, f"of<{bisect_left(_MANY, len(among))}"))]
