"""Quotes cut into sentences, the pieces that renderings of one utterance are matched by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.languages.asserting import Comparing
from onrecord.link.kinship import NEAR
from onrecord.model.linked import QuoteRow
from onrecord.model.record import Extraction

# A piece that weighs less than this says too little to be known again.
LEAST = 4.0


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of a quote, or all of a short one: content lemmas in order, and what they weigh.

    `number` counts the units of the document's quotes; `numbers` are the lemmas with digits.
    """

    document: str
    quote: int
    number: int
    lemmas: tuple[str, ...]
    weights: tuple[float, ...]
    speakers: frozenset[str]
    kind: str
    in_title: bool
    start: int
    end: int

    @property
    def key(self) -> tuple[str, int, int]:
        return self.document, self.quote, self.number

    @property
    def total(self) -> float:
        return sum(self.weights)

    @property
    def numbers(self) -> frozenset[str]:
        return frozenset(lemma for lemma in self.lemmas if lemma[0].isdigit())


def units_of(row: QuoteRow, extraction: Extraction, comparing: Comparing) -> list[Unit]:
    """The units of one quote. A quote of several sentences has one for each that says enough."""
    span = row.quote.span
    pieces: list[tuple[list[str], int, int]] = []
    for passage in extraction.passages:
        if passage.span.end <= span.start or passage.span.start >= span.end:
            continue
        inside = [i for i, start in enumerate(passage.starts) if span.start <= start < span.end]
        words = [passage.words[i] for i in inside if passage.tags[i] != "."]
        if words:
            pieces.append((words, passage.starts[inside[0]], passage.ends[inside[-1]]))
    if not pieces and row.quote.lemmas:
        pieces = [(list(row.quote.lemmas), span.start, span.end)]
    units = []
    for number, (words, start, end) in enumerate(pieces):
        lemmas = tuple(dict.fromkeys(words))
        weights = tuple(comparing.weight(lemma) for lemma in lemmas)
        units.append(
            Unit(
                row.document, row.index, number, lemmas, weights, frozenset(row.speakers), row.quote.kind,
                row.quote.in_title, start, end,
            )
        )  # fmt: skip
    return units


def coverage(one: Unit, other: Iterable[str], comparing: Comparing) -> tuple[float, float]:
    """The share of a unit's weight that other words have: in near words too, and in the same only."""
    there = tuple(other)
    known = frozenset(there)
    near = comparing.nearest(one.lemmas, there)
    total = one.total
    if not total or not there:
        return 0.0, 0.0
    soft = sum(w * n for w, n in zip(one.weights, near, strict=True) if n >= NEAR)
    hard = sum(w for w, lemma in zip(one.weights, one.lemmas, strict=True) if lemma in known)
    return soft / total, hard / total
