"""A sentence's words in columns, and a number with what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from onrecord.languages.russian.numbers import Number
from onrecord.model.annotation import Annotation
from onrecord.model.span import Span


def words(text: str) -> frozenset[str]:
    """A set of the words of a text."""
    return frozenset(text.split())


@dataclass(slots=True)
class Found:
    """A number with what it counts, before approximations and lists are read."""

    number: Number
    first: int
    last: int
    unit: str | None
    factor: Decimal
    noun: int | None
    rule: str


class Columns:
    """Columns of the tokens, and which of them dates have taken."""

    def __init__(self, annotation: Annotation, dates: Sequence[Span]) -> None:
        columns = annotation.columns
        self.words = [word.replace("ё", "е") for word in columns.small]
        self.lemmas, self.pos, self.feats = columns.lemma, columns.pos, columns.feats
        self.starts, self.ends = columns.start, columns.end
        self.taken: set[int] = set()
        for span in dates:
            self.taken.update(annotation.within(span.start, span.end))
        self.counted: dict[Decimal, int] = {}  # the noun last counted with a value
        self.count = len(annotation.tokens)

    def word(self, index: int) -> str:
        return self.words[index] if 0 <= index < self.count else ""

    def lemma(self, index: int) -> str:
        return self.lemmas[index] if 0 <= index < self.count else ""

    def glued(self, index: int) -> bool:
        """Whether nothing stands between token `index` and the one before it."""
        return index > 0 and self.starts[index] == self.ends[index - 1]
