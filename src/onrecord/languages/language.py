"""The form: what a language must provide. A new language is a new folder that fills it.

Each part belongs to one stage: `annotator` to annotating, `page` to sources, `dates` to
sources and extract, the rest to extract. Parts hold words, endings and patterns; what is
the same in every language stays with the stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.model.annotation import Annotation
from onrecord.model.span import Span


class Annotator(Protocol):
    """Sentences, tokens, morphology, lemmas, names and, where it can, syntax."""

    def annotate(self, raw: str, body: Sequence[Span]) -> Annotation:
        """All of `body` (spans of `raw`, in order). Any text is safe; offsets count in `raw`."""
        ...


@dataclass(frozen=True, slots=True)
class Language:
    """One language's answers to the form."""

    code: str
    annotator: Annotator
