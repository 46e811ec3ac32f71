"""Figures: one row a quantity with the same value and unit, told by the documents of one story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.link.lineage import Lineage
from onrecord.model.document import Document
from onrecord.model.linked import FigureRow, FigureTelling, figure_id
from onrecord.model.record import Extraction


def link_figures(
    documents: Iterable[Document], extractions: Mapping[str, Extraction], lineage: Lineage
) -> tuple[FigureRow, ...]:
    """A row for every figure of every document."""
    rows = []
    for document in documents:
        for index, figure in enumerate(extractions[document.id].figures):
            telling = FigureTelling(document.id, figure.evidence, figure.approximate, index)
            rows.append(
                FigureRow(
                    figure_id(document.id, figure),
                    figure.value,
                    figure.unit,
                    figure.approximate,
                    figure.about,
                    (telling,),
                    1,
                    figure.rule,
                    figure.confidence,
                )
            )
    return tuple(sorted(rows, key=lambda row: row.id))
