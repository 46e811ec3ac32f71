"""Which proposals hold: the likeliest first, as long as they can stand beside one another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.speech.cues import Found
from onrecord.extract.speech.proposals import Proposal

_BLOCK = 64
_BESIDE = frozenset(("left", "right", "back"))  # rules by which whole clauses are what a report beside them tells
_QUOTED = frozenset(("marks", "piece"))
_HALVES = {"left": "right", "right": "left", "by-left": "by-right", "by-right": "by-left"}
_HALF = 0.6  # of the least odds are enough for what stands on the other side of a report that is taken
_LEAD = 6  # tokens of a subject and conjunctions ahead of a report
_WITHIN = 8  # proposals within another that are looked at


def choose(
    proposals: Sequence[Proposal], cues: Sequence[Found], odds: NDArray[np.float64], least: float
) -> tuple[int, ...]:
    """Indexes of the proposals that are taken, in the order of the text.

    Where a report breaks a sentence in two and one half is taken, the other needs less.
    """
    taken: list[int] = []
    groups: set[int] = set()
    blocks: dict[int, list[int]] = {}  # what was taken, by stretches of the text: looked up near a proposal only
    halves: set[tuple[int, str]] = set()
    for index in np.argsort(-odds, kind="stable"):
        if odds[index] < _HALF * least:
            break
        proposal = proposals[index]
        if proposal.barred or proposal.group in groups:
            continue
        if odds[index] < least and (proposal.cue, proposal.rule) not in halves:
            continue
        here = range(proposal.first // _BLOCK, (proposal.last - 1) // _BLOCK + 1)
        near = {other for block in here for other in blocks.get(block, ())}
        if not all(_together(proposal, proposals[other], cues) for other in near):
            continue
        taken.append(int(index))
        groups.add(proposal.group)
        if proposal.cue >= 0 and proposal.rule in _HALVES:
            halves.add((proposal.cue, _HALVES[proposal.rule]))
        for block in here:
            blocks.setdefault(block, []).append(int(index))
    return tuple(sorted(taken, key=lambda index: (proposals[index].first, -proposals[index].last)))


def without_shells(
    proposals: Sequence[Proposal],
    cues: Sequence[Found],
    taken: Sequence[int],
    said: Sequence[tuple[int, ...]],
    pos: Sequence[str],
) -> tuple[int, ...]:
    """What was taken, but for what holds nothing beyond one's next report: "speaking there, he promised that …", and
    for what somebody's report of the place and time points back to.

    `said` tells whose words each one of them is, `pos` the part of speech of each token. Another's report is a quote
    within a quote, and stays.
    """
    shells = {
        outer
        for outer, whole in enumerate(taken)
        if said[outer] and proposals[whole].rule in _BESIDE
        for inner in range(outer + 1, min(outer + 1 + _WITHIN, len(taken)))
        if said[inner] == said[outer]
        and (
            _opens(proposals[taken[inner]], proposals[whole], cues, pos)
            or _is_pointed_at(proposals[taken[inner]], proposals[whole], cues)
        )
    }
    return tuple(index for number, index in enumerate(taken) if number not in shells)


def _opens(inner: Proposal, outer: Proposal, cues: Sequence[Found], pos: Sequence[str]) -> bool:
    """Whether a proposal begins with the report that the inner one is the content of, and not with something else."""
    if inner.cue < 0 or inner.last > outer.last or inner.rule in _QUOTED:
        return False
    cue = cues[inner.cue]
    opening = pos[outer.first : cue.first]
    return outer.first <= cue.first <= outer.first + _LEAD and cue.last <= inner.first and "VERB" not in opening


def _is_pointed_at(inner: Proposal, outer: Proposal, cues: Sequence[Found]) -> bool:
    """Whether what "об этом он заявил" points back to is itself a report of one's words: "X said: "…". This he said
    on the air"."""
    within = outer.first <= inner.first and inner.last <= outer.last
    return outer.rule == "back" and within and _nests(inner, outer, cues)


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
