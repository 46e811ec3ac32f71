"""Where a party stands to a commitment: the mention of it that is nearest, its case and place in the clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from onrecord.extract.promises.candidates import Candidate
from onrecord.extract.promises.tree import Tree
from onrecord.model.annotation import Token
from onrecord.model.record import Mention

_STEPS = 6  # from a mention up the tree to the predicate
_NEAR, _FAR = (0, 1, 2, 4), (2, 5, 9, 15, 30)  # sentences, words


class Standing:
    """The binding words, and the finite verb with which a subject agrees."""

    def __init__(self, candidate: Candidate, tree: Tree, tokens: Sequence[Token]) -> None:
        finite = tree.finite(candidate.predicate)
        self.tree, self.tokens, self.cue = tree, tokens, candidate.cue
        self.mine = (candidate.predicate, candidate.cue, candidate.action)
        self.action = candidate.action if candidate.action != candidate.cue else -1
        self.sentence = tokens[candidate.cue].sentence
        self.plural = finite.feats.get("Number") == "Plur"
        self.gender = finite.feats.get("Gender")

    def steps(self, head: int) -> tuple[int, bool]:
        """How many steps up the tree the binding words are, many where they are not above; whether it is the action."""
        up = head
        for step in range(1, _STEPS):
            up = self.tokens[up].head
            if up < 0:
                break
            if up in self.mine:
                return step, up == self.action
        return _STEPS, False


class Place(NamedTuple):
    """Where a mention stands to the binding words: numbers of steps of a scale, whether the action
    governs it and not the word that binds, what fits, what leads it.
    """

    case: str
    relation: str
    apart: int
    words: int
    steps: int
    acted: bool
    ahead: bool
    behind: bool
    number: bool
    gender: bool
    led: bool


def place_of(standing: Standing, told: Sequence[Mention], heads: Sequence[int]) -> Place | None:
    """Of the mention before the binding word in its sentence, or else the first after it, or else the last before.

    `heads` are the tokens of the mentions that are `told`, in order.
    """
    if not told:
        return None
    tokens, here = standing.tokens, standing.sentence
    place = bisect_left(heads, standing.cue)
    before = told[place - 1] if place else None
    after = told[place] if place < len(told) else None
    ahead = before is not None and tokens[before.head].sentence == here
    behind = after is not None and tokens[after.head].sentence == here
    mention = before if ahead or (before is not None and not behind) else after
    assert mention is not None
    head = tokens[mention.head]
    return Place(
        head.feats.get("Case", "none"),
        head.rel,
        bisect_left(_NEAR, abs(here - head.sentence)),
        bisect_left(_FAR, abs(standing.cue - mention.head)),
        *standing.steps(mention.head),
        ahead,
        behind,
        standing.plural == mention.plural,
        standing.gender is None or mention.gender is None or standing.gender == mention.gender,
        bool(standing.tree.preposition(mention.head)),
    )


@lru_cache(5_000)
def place_names(place: Place | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Features of a place: such as are to be crossed with the sort of subject, and the others."""
    if place is None:
        return ("never named",), ()
    steps, case, relation = place.steps, place.case, place.relation.split(":")[0]
    side = f"{'ahead' if place.ahead else ''}{'behind' if place.behind else ''}"
    fits = f"{place.number:d}{place.gender:d}"
    crossed = [f"apart<{place.apart}", f"case={case}", f"place={relation}"]
    crossed.append(f"steps<{min(steps, 3) if steps < _STEPS else 4}")
    crossed += [f"number fits {place.number:d}", *(["ahead"] if place.ahead else [])]
    if place.led:
        crossed.append("led by preposition")
    alone = [f"words<{place.words}", f"gender fits {place.gender:d}", *(["behind"] if place.behind else [])]
    joint = [
        f"{case}&{side}&{fits}",
        f"{relation}&{place.apart}&{side}&{fits}",
        f"{relation}&{place.words}&{side}",
        f"{steps}&{relation}&{case}",
        f"{case}&{place.led:d}&{steps < _STEPS:d}",
    ]
    if place.acted:
        joint += ["acted", f"acted&{min(steps, 3)}&{relation}&{case}", f"acted&{relation}&{place.led:d}"]
    return tuple(crossed), (*alone, *joint)
