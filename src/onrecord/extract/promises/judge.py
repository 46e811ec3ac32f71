"""The judge: logistic regressions over features by name and word vectors, read from JSON, asked in plain Python."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.promises.bearers import Bearer, Part, crossed_name, part_names
from onrecord.extract.promises.candidates import Candidate
from onrecord.languages.pledges import Pledges, Vector
from onrecord.model.record import Strength

STRENGTHS: tuple[Strength, ...] = ("considers", "intends", "promises", "scheduled")
_STEEP = 30.0  # exponents are kept from overflowing
_MOST = 50_000  # lemmas that are remembered

Weights = Mapping[str, float]
Vectors = Callable[[Sequence[str]], Sequence[Vector | None]]


@dataclass(slots=True)
class Worth:
    """What the vector of a lemma is worth: as the action, and as a word of the evidence. `rows` are the two weights."""

    rows: NDArray[np.float64]
    vectors: Vectors
    known: dict[str, tuple[float, float] | None] = field(default_factory=dict)

    def learn(self, lemmas: Iterable[str]) -> None:
        """Look up those that are not known yet, all at once: one by one they cost several times as much."""
        if len(self.known) > _MOST:
            self.known.clear()
        new = [lemma for lemma in dict.fromkeys(lemmas) if lemma not in self.known]
        found = self.vectors(new)
        self.known.update((lemma, None) for lemma, vector in zip(new, found, strict=True) if vector is None)
        some = [lemma for lemma, vector in zip(new, found, strict=True) if vector is not None]
        if some:
            table = np.array([vector for vector in found if vector is not None], np.float64)
            products = (table[:, None] * self.rows).sum(axis=2).tolist()
            self.known.update((lemma, (own, beside)) for lemma, (own, beside) in zip(some, products, strict=True))

    def of(self, lemma: str) -> tuple[float, float] | None:
        if lemma not in self.known:
            self.learn((lemma,))
        return self.known[lemma]


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights by feature: for being a commitment at all, for being whoever bears it, and for each strength.

    `glance` weighs what a candidate shows at once: one less likely than `look` is not read. One less likely than `ask`
    when it is read has nobody chosen for it. `least` is the probability of being a commitment and of being the one who
    bears it, together, from which somebody is bound; `worth` is None without vectors; `known`
    keeps what the parts of bearers weigh, `crossed` what of it their names do: by sort of subject, then by name.
    """

    accept: Weights
    bearer: Weights
    strength: Mapping[str, tuple[float, ...]]
    least: float
    glance: Weights
    look: float
    ask: float
    worth: Worth | None = None
    known: dict[Part, float] = field(default_factory=dict)
    crossed: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def learn(self, lemmas: Iterable[str]) -> None:
        """What the lemmas of a document are worth, ahead of asking about its candidates."""
        if self.worth is not None:
            self.worth.learn(lemmas)

    def promising(self, glance: Sequence[str]) -> bool:
        """Whether a candidate is worth reading, by its first features."""
        return _likely(_sum(self.glance, glance)) >= self.look

    def probability(self, features: Sequence[str], action: str, words: Sequence[str]) -> float:
        """How likely the candidate is a commitment: by its features and the lemmas of the action and the evidence."""
        score = _sum(self.accept, features)
        if self.worth is not None:
            own = self.worth.of(action)
            others = [worth[1] for worth in map(self.worth.of, words) if worth is not None]
            score += (own[0] if own else 0.0) + (math.fsum(others) / len(others) if others else 0.0)
        return _likely(score)

    def shares(self, bearers: Iterable[Bearer], nobody: Sequence[str]) -> list[tuple[int, float]]:
        """The parties with how likely each is the one bound, if somebody is: 1 but for the share of none of them.

        `nobody` are the features of that none of them is.
        """
        scores = [(bearer.party, self._score(bearer)) for bearer in bearers]
        none = math.fsum([self.bearer[name] for name in nobody if name in self.bearer])
        top = max((score for _, score in scores), default=none)
        raised = [(party, math.exp(score - top)) for party, score in scores]
        whole = math.fsum((math.exp(min(none - top, _STEEP)), *(value for _, value in raised)))
        return [(party, value / whole) for party, value in raised]

    def _score(self, bearer: Bearer) -> float:
        found = 0.0
        for part in bearer.parts:
            worth = self.known.get(part)
            if worth is None:
                if len(self.known) > _MOST:
                    self.known.clear()
                worth = self.known[part] = self._worth(part)
            found += worth
        return found

    def _worth(self, part: Part) -> float:
        """The sum of what the features of a part weigh; few names recur with few sorts, so no name is made twice."""
        sort = part[0]
        crossed, alone = part_names(part)
        known = self.crossed.setdefault(sort, {})
        found = [self.bearer[name] for name in alone if name in self.bearer]
        for name in crossed:
            weights = known.get(name)
            if weights is None:
                both = name, crossed_name(sort, name)
                weights = known[name] = [self.bearer[each] for each in both if each in self.bearer]
            found += weights
        return self.bearer.get("", 0.0) + math.fsum(found)

    def strongest(self, features: Sequence[str]) -> Strength:
        """The likeliest strength, by the `firmness` of a candidate."""
        none = (0.0,) * len(STRENGTHS)
        rows = [self.strength.get("", none), *(self.strength[name] for name in features if name in self.strength)]
        scores = [math.fsum(column) for column in zip(*rows, strict=True)]
        return STRENGTHS[max(range(len(STRENGTHS)), key=lambda i: (scores[i], -i))]


def _sum(weights: Weights, features: Sequence[str]) -> float:
    return weights.get("", 0.0) + math.fsum(filter(None, map(weights.get, features)))


def _likely(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def _judge(weights: Callable[[], str], vectors: Vectors | None) -> Judge:
    return read_judge(json.loads(weights()), vectors)


def judge_of(pledges: Pledges) -> Judge | None:
    """The judge of a language's weights, read once a process; None where it has none."""
    return None if pledges.weights is None else _judge(pledges.weights, pledges.vectors)


def read_judge(data: Mapping[str, object], vectors: Vectors | None) -> Judge:
    """From what `training/commitments.py` wrote."""
    accept, bearer, strength, glance = data["accept"], data["bearer"], data["strength"], data["glance"]
    least, look, ask = (float(str(data[name])) for name in ("least", "look", "ask"))
    assert isinstance(accept, dict)
    assert isinstance(bearer, dict)
    assert isinstance(strength, dict)
    assert isinstance(glance, dict)
    worth = Worth(np.array(data["vectors"], np.float64), vectors) if vectors is not None else None
    firm = {k: tuple(v) for k, v in strength.items()}
    return Judge(accept, bearer, firm, least, glance, look, ask, worth)


_LIKELY = frozenset(("plan", "planned", "promise", "ready", "agree", "commitment", "lie_ahead"))


def by_rule(candidate: Candidate, pledges: Pledges) -> float:
    """A rough probability for a language without weights."""
    if candidate.pledge is not None and candidate.rule in ("verb", "predicate", "noun"):
        return 0.7 if candidate.pledge.family in _LIKELY else 0.3
    return 0.4 if candidate.rule in ("future", "will") else 0.2
