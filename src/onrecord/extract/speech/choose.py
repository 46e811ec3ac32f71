"""Which proposals hold: the likeliest first, as long as they can stand beside one another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.speech.cues import Found
from onrecord.extract.speech.proposals import Proposal

_BLOCK = 64


def choose(
    proposals: Sequence[Proposal], cues: Sequence[Found], odds: NDArray[np.float64], least: float
) -> tuple[int, ...]:
    """Indexes of the proposals that are taken, in the order of the text."""
    taken: list[int] = []
    groups: set[int] = set()
    blocks: dict[int, list[int]] = {}  # what was taken, by stretches of the text: looked up near a proposal only
    for index in np.argsort(-odds, kind="stable"):
        if odds[index] < least:
            break
        proposal = proposals[index]
        if proposal.group in groups:
            continue
        here = range(proposal.first // _BLOCK, (proposal.last - 1) // _BLOCK + 1)
        near = {other for block in here for other in blocks.get(block, ())}
        if not all(_together(proposal, proposals[other], cues) for other in near):
            continue
        taken.append(int(index))
        groups.add(proposal.group)
        for block in here:
            blocks.setdefault(block, []).append(int(index))
    return tuple(sorted(taken, key=lambda index: (proposals[index].first, -proposals[index].last)))


def _together(one: Proposal, other: Proposal, cues: Sequence[Found]) -> bool:
    """Apart from one another, or one within the other with a cue of its own there."""
    if one.last <= other.first or other.last <= one.first:
        return True
    if other.first <= one.first and one.last <= other.last:
        return _nests(one, other, cues)
    if one.first <= other.first and other.last <= one.last:
        return _nests(other, one, cues)
    return False


def _nests(inner: Proposal, outer: Proposal, cues: Sequence[Found]) -> bool:
    if inner.cue < 0:
        return False
    token = cues[inner.cue].token
    return outer.first <= token < outer.last and not inner.first <= token < inner.last
