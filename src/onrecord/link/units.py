"""Quotes cut into sentences, the pieces that renderings of one utterance are matched by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import exp, log

from onrecord.languages.asserting import Comparing
from onrecord.languages.overlap import NAME, NEAR, Nearest, is_name
from onrecord.model.linked import QuoteRow
from onrecord.model.record import Extraction

# Pairs that share less than this are not tried.
_LEAST_SHARED = 2.0
# A rendering that stands in a longer one word for word, if it is so long and weighs so much.
CUT_OUT, _CUT_WORDS, _CUT_WEIGHT = 0.6, 3, 3.0
_KEY_LEMMAS = 5
_KEY_WEIGHT = 4.5

# From tools/fit_linking.py; whether two units render one utterance.
FEATURES = ("most", "least", "same", "shared", "words", "speaker", "one_text", "verbatim", "own_least", "own_shared")
WEIGHTS = (2.71, 1.31, 0.97, -0.68, 1.94, 1.97, -0.66, -0.97, 2.15, -0.51)
BIAS = -5.23


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of a quote: content lemmas, what they weigh, and what they weigh in this document.

    A lemma that runs through the whole document says what the document is about, and little of what
    this sentence says: in `own` it weighs less.
    """

    document: str
    quote: int
    number: int
    lemmas: tuple[str, ...]
    weights: tuple[float, ...]
    own: tuple[float, ...]
    words: tuple[str, ...]
    speakers: frozenset[str]
    kind: str
    start: int
    end: int

    @property
    def key(self) -> tuple[str, int, int]:
        return self.document, self.quote, self.number


def own_share(extraction: Extraction) -> dict[str, float]:
    """How much of its weight each lemma keeps in this document: less the more of its sentences have it."""
    counts: Counter[str] = Counter()
    for passage in extraction.passages:
        counts.update({word for word, tag in zip(passage.words, passage.tags, strict=True) if tag != "."})
    many = log(len(extraction.passages) + 1)
    return {lemma: log((len(extraction.passages) + 1) / count) / many for lemma, count in counts.items()}


def units_of(row: QuoteRow, extraction: Extraction, share: Mapping[str, float], comparing: Comparing) -> list[Unit]:
    """The units of one quote, a unit a sentence that has words of weight."""
    span = row.quote.span
    units: list[Unit] = []
    for passage in extraction.passages:
        if passage.span.end <= span.start or passage.span.start >= span.end:
            continue
        inside = [i for i, start in enumerate(passage.starts) if span.start <= start < span.end]
        lemmas = tuple(dict.fromkeys(passage.words[i] for i in inside if passage.tags[i] != "."))
        if not lemmas:
            continue
        named = {passage.words[i] for i in inside if is_name(passage, i)}
        weights = tuple(comparing.weight(lemma) * (NAME if lemma in named else 1.0) for lemma in lemmas)
        own = tuple(w * share.get(lemma, 1.0) for w, lemma in zip(weights, lemmas, strict=True))
        units.append(
            Unit(
                row.document, row.index, len(units), lemmas, weights, own, tuple(passage.words[i] for i in inside),
                frozenset(row.speakers), row.quote.kind, passage.starts[inside[0]], passage.ends[inside[-1]],
            )
        )  # fmt: skip
    return units


def unit_keys(unit: Unit) -> list[str]:
    """Keys of which two units share one if they can be the same without their documents being near.

    Three heavy words together: two are often a phrase that stands in hundreds of articles.
    """
    heavy = sorted(zip(unit.weights, unit.lemmas, strict=True), key=lambda pair: (-pair[0], pair[1]))
    lemmas = sorted(lemma for weight, lemma in heavy[:_KEY_LEMMAS] if weight >= _KEY_WEIGHT)
    return [" ".join(three) for three in combinations(lemmas, 3)]


def features(one: Unit, other: Unit, comparing: Nearest) -> tuple[float, ...] | None:
    """What speaks for one utterance, in the order of `FEATURES`; None where hardly anything is shared."""
    there, weight_there = frozenset(other.lemmas), dict(zip(other.lemmas, other.own, strict=True))
    shared = [i for i, lemma in enumerate(one.lemmas) if lemma in there]
    weight = sum(one.weights[i] for i in shared)
    if weight < _LEAST_SHARED:
        return None
    both = [
        (near_a, a)
        for near_a, a in (
            (comparing.nearest(one.lemmas, other.lemmas), one),
            (comparing.nearest(other.lemmas, one.lemmas), other),
        )
    ]
    soft = [_share(near, unit.weights) for near, unit in both]
    own = [_share(near, unit.own) for near, unit in both]
    same = weight / (max(sum(one.weights), sum(other.weights)) or 1.0)
    own_shared = sum(min(one.own[i], weight_there[one.lemmas[i]]) for i in shared)
    return (
        max(soft),
        min(soft),
        same,
        min(weight, 40.0) / 10,
        min(len(shared), 8) / 4,
        float(bool(one.speakers & other.speakers)),
        float(one.document == other.document),
        float(one.kind == other.kind == "direct"),
        min(own),
        min(own_shared, 30.0) / 10,
    )


def likeness(one: Unit, other: Unit, comparing: Nearest) -> float:
    """How likely two units render one utterance, 0 to 1."""
    found = features(one, other, comparing)
    sure = 0.0 if found is None else 1.0 / (1.0 + exp(-BIAS - sum(w * f for w, f in zip(WEIGHTS, found, strict=True))))
    return max(sure, CUT_OUT) if sure < CUT_OUT and _cut_out(one, other) else sure


def _cut_out(one: Unit, other: Unit) -> bool:
    """Whether one speaker's words stand in a longer rendering as they are: a quotation cut short."""
    short, long = sorted((one, other), key=lambda unit: (len(unit.words), unit.key))
    if len(short.words) < _CUT_WORDS or sum(short.weights) < _CUT_WEIGHT or not one.speakers & other.speakers:
        return False
    return any(
        long.words[at : at + len(short.words)] == short.words for at in range(len(long.words) - len(short.words) + 1)
    )


def _share(near: Iterable[float], weights: tuple[float, ...]) -> float:
    total = sum(weights)
    return sum(w * n for w, n in zip(weights, near, strict=True) if n >= NEAR) / total if total else 0.0
