"""The dates that a document's body says, read once and asked for by place."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from onrecord.languages.calendar import DateExpression
from onrecord.languages.language import Language
from onrecord.model.document import Document


@dataclass(frozen=True, slots=True)
class Dating:
    """Date expressions in the order of the text."""

    expressions: tuple[DateExpression, ...]
    starts: tuple[int, ...]

    def within(self, start: int, end: int) -> tuple[DateExpression, ...]:
        """Those that begin in `[start, end)`."""
        return self.expressions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def find_dates(document: Document, language: Language) -> Dating:
    """All date expressions of the body."""
    found = tuple(e for span in document.body for e in language.dates.find(document.raw, span.start, span.end))
    return Dating(found, tuple(e.span.start for e in found))
