"""Where a party stands to a commitment: the mention of it that is nearest, its case and place in the clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

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
        self.sentence = tokens[candidate.cue].sentence
        self.plural = finite.feats.get("Number") == "Plur"
        self.gender = finite.feats.get("Gender")

    def steps(self, head: int) -> int:
        """How many steps up the tree the binding words are, many where they are not above."""
        up = head
        for step in range(1, _STEPS):
            up = self.tokens[up].head
            if up < 0:
                break
            if up in self.mine:
                return step
        return _STEPS


@dataclass(frozen=True, slots=True)
class Names:
    """Features: to be crossed with the sort of subject, alone, and such as are crossed already."""

    crossed: list[str]
    alone: list[str]
    joint: list[str]


def standing_names(standing: Standing, told: Sequence[Mention]) -> Names:
    """Of the mention before the binding word in its sentence, or else the first after it, or else the last before."""
    if not told:
        return Names(["never named"], [], [])
    tokens, here = standing.tokens, standing.sentence
    place = bisect_left(told, standing.cue, key=lambda m: m.head)
    before = told[place - 1] if place else None
    after = told[place] if place < len(told) else None
    ahead = before is not None and tokens[before.head].sentence == here
    behind = after is not None and tokens[after.head].sentence == here
    mention = before if ahead or (before is not None and not behind) else after
    assert mention is not None
    head = tokens[mention.head]
    apart = bisect_left(_NEAR, abs(here - head.sentence))
    words = bisect_left(_FAR, abs(standing.cue - mention.head))
    steps = standing.steps(mention.head)
    number = standing.plural == mention.plural
    gender = standing.gender is None or mention.gender is None or standing.gender == mention.gender
    case, relation = head.feats.get("Case", "none"), head.rel.split(":")[0]
    led = bool(standing.tree.preposition(mention.head))
    side = f"{'ahead' if ahead else ''}{'behind' if behind else ''}"
    fits = f"{number:d}{gender:d}"
    crossed = [f"apart<{apart}", f"case={case}", f"place={relation}", f"steps<{min(steps, 3) if steps < _STEPS else 4}"]
    crossed += [f"number fits {number:d}", *(["ahead"] if ahead else [])]
    if led:
        crossed.append("led by preposition")
    alone = [f"words<{words}", f"gender fits {gender:d}", *(["behind"] if behind else [])]
    joint = [
        f"{case}&{side}&{fits}",
        f"{relation}&{apart}&{side}&{fits}",
        f"{relation}&{words}&{side}",
        f"{steps}&{relation}&{case}",
        f"{case}&{led:d}&{steps < _STEPS:d}",
    ]
    return Names(crossed, alone, joint)
