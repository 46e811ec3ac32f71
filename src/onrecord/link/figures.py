"""Figures: one row a quantity with the same value and unit, told by documents that are near one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.languages.asserting import Comparing
from onrecord.languages.overlap import covered, weigh
from onrecord.link.components import components
from onrecord.link.lineage import Lineage
from onrecord.model.document import Document
from onrecord.model.linked import MEASURES, FigureRow, FigureTelling, figure_id
from onrecord.model.record import Extraction, Figure

# The words around two figures have so much in common where they are of one thing.
ALIKE = 0.35
# Outlets count medics here and doctors there.
NEAR_NOUNS = 0.3


@dataclass(frozen=True, slots=True)
class FigureItem:
    """A figure of one document."""

    document: str
    index: int
    figure: Figure

    @property
    def key(self) -> tuple[str, int]:
        return self.document, self.index


def figure_items(document: str, extraction: Extraction) -> list[FigureItem]:
    """Every figure of a document."""
    return [FigureItem(document, index, figure) for index, figure in enumerate(extraction.figures)]


def figure_key(item: FigureItem) -> str:
    """What two tellings of one quantity share: the value, and the unit unless it is a counted noun."""
    unit = item.figure.unit
    closed = unit in MEASURES or (len(unit) == 3 and unit.isupper())
    return f"{item.figure.value} {unit if closed else ''}"


def same_figure(one: FigureItem, other: FigureItem, comparing: Comparing) -> bool:
    """Whether two figures of the same value and unit, in documents that are near, are of one thing."""
    mine, theirs = one.figure.unit, other.figure.unit
    if figure_key(one) != figure_key(other) or (mine != theirs and comparing.nearness(mine, theirs) < NEAR_NOUNS):
        return False
    short, long = sorted((one.figure.lemmas, other.figure.lemmas), key=lambda lemmas: (len(lemmas), lemmas))
    return not short or covered(weigh(dict.fromkeys(short), comparing), tuple(long), comparing) >= ALIKE


def same_figures(
    ones: Iterable[FigureItem], others: Iterable[FigureItem], comparing: Comparing
) -> tuple[tuple[int, int], ...]:
    """Figures of two documents, or of one, that are of one thing, by index."""
    theirs: dict[str, list[FigureItem]] = defaultdict(list)
    for item in others:
        theirs[figure_key(item)].append(item)
    pairs = ((one, other) for one in ones for other in theirs.get(figure_key(one), ()))
    told = (pair for pair in pairs if pair[0].document != pair[1].document or pair[0].index < pair[1].index)
    return tuple((one.index, other.index) for one, other in told if same_figure(one, other, comparing))


def link_figures(
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    same: Iterable[tuple[tuple[str, int], tuple[str, int]]],
    lineage: Lineage,
) -> tuple[FigureRow, ...]:
    """One row a quantity, sorted by id. `same` are pairs of figures of one thing."""
    items = {item.key: item for d in documents for item in figure_items(d.id, extractions[d.id])}
    rows = [figure_row([items[key] for key in group], lineage) for group in components(items, same)]
    return tuple(sorted(rows, key=lambda row: row.id))


def figure_row(members: list[FigureItem], lineage: Lineage) -> FigureRow:
    """The row of one quantity: the words of its surest telling, the evidence of all."""
    chosen = max(members, key=lambda item: (item.figure.confidence, item.document, -item.index)).figure
    least = min(members, key=lambda item: item.key)
    return FigureRow(
        figure_id(least.document, least.figure),
        chosen.value,
        chosen.unit,
        chosen.approximate,
        chosen.about,
        tuple(FigureTelling(m.document, m.figure.evidence, m.figure.approximate, m.index) for m in members),
        lineage.origins(item.document for item in members),
        chosen.rule,
        chosen.confidence,
    )
