"""The judge: logistic regression over features by name, its weights read from JSON, asked in plain Python."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.extract.promises.candidates import Candidate
from onrecord.languages.pledges import Pledges
from onrecord.model.record import Strength

STRENGTHS: tuple[Strength, ...] = ("considers", "intends", "promises", "scheduled")


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights by feature: for being a commitment at all, and for each strength.

    `least` is the probability from which a candidate is one.
    """

    accept: Mapping[str, float]
    strength: Mapping[str, tuple[float, ...]]
    least: float

    def probability(self, features: Sequence[str]) -> float:
        """How likely the candidate is a commitment."""
        weights = self.accept
        score = weights.get("", 0.0) + math.fsum(weights.get(name, 0.0) for name in features)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))

    def strongest(self, features: Sequence[str]) -> Strength:
        """The likeliest strength."""
        none = (0.0,) * len(STRENGTHS)
        rows = [self.strength.get("", none), *(self.strength.get(name, none) for name in features)]
        scores = [math.fsum(column) for column in zip(*rows, strict=True)]
        return STRENGTHS[max(range(len(STRENGTHS)), key=lambda i: (scores[i], -i))]


@cache
def judge_of(pledges_weights: object) -> Judge | None:
    """The judge of a language's weights (`Pledges.weights`), read once a process; None where it has none."""
    if not callable(pledges_weights):
        return None
    data = json.loads(str(pledges_weights()))
    return Judge(data["accept"], {k: tuple(v) for k, v in data["strength"].items()}, data["least"])


_LIKELY = frozenset(("plan", "planned", "promise", "ready", "agree", "commitment", "lie_ahead"))


def by_rule(candidate: Candidate, pledges: Pledges) -> float:
    """A rough probability for a language without weights."""
    if candidate.pledge is not None and candidate.rule in ("verb", "predicate", "noun"):
        return 0.7 if candidate.pledge.family in _LIKELY else 0.3
    return 0.4 if candidate.rule in ("future", "will") else 0.2
