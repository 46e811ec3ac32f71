"""The form: what a language must provide. A new language is a new folder that fills it.

Each part belongs to one stage: `annotator` to annotating, `page` to sources, `dates` to
sources and extract, the rest to extract. Parts hold words, endings and patterns; what is
the same in every language stays with the stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.languages.asserting import Asserting, Comparing
from onrecord.languages.calendar import DateExpression, Tense
from onrecord.languages.encounters import Encounters
from onrecord.languages.page import Page
from onrecord.languages.people import People
from onrecord.languages.pledges import Pledges
from onrecord.languages.quantities import Numbers
from onrecord.languages.reporting import Reporting
from onrecord.model.annotation import Annotation
from onrecord.model.dates import Date, When
from onrecord.model.span import Span


class Annotator(Protocol):
    """Sentences, tokens, morphology, lemmas, names and, where it can, syntax."""

    def annotate(self, raw: str, body: Sequence[Span]) -> Annotation:
        """All of `body` (spans of `raw`, in order). Any text is safe; offsets count in `raw`."""
        ...

    def lemmas(self, word: str) -> tuple[str, ...]:
        """The lemmas that a word may have where nothing is known of its sentence, as `annotate` would write them."""
        ...


class Dates(Protocol):
    """Date expressions of a text, and the days they mean (see `languages/calendar.py`)."""

    def find(self, raw: str, start: int, end: int) -> list[DateExpression]:
        """Those of `raw[start:end]`, in order and apart from one another. Any text is safe."""
        ...

    def resolve(self, expression: DateExpression, anchor: Date | None, *, tense: Tense | None = None) -> When | None:
        """The date meant, seen from `anchor` (the day of publication); None where it stays open.

        `tense` is that of what is dated, where known: it decides the year of a day without one.
        """
        ...


@dataclass(frozen=True, slots=True)
class Language:
    """One language's answers to the form."""

    code: str
    annotator: Annotator
    dates: Dates
    page: Page
    numbers: Numbers
    pledges: Pledges
    asserting: Asserting
    comparing: Comparing
    encounters: Encounters
    people: People
    reporting: Reporting
