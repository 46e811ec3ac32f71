"""The form's part on numbers: quantities that a text states, in words or digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from onrecord.model.annotation import Annotation
from onrecord.model.record import Approximate
from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """Tokens `[first, last)` say a number of something.

    `number` is the token at which the numeral begins. `unit` is ISO 4217, `%` or a measure word of
    the record format; where it is None, `noun` is the token of what is counted.
    `rule` names what found it: digits, words, money, share, compound, term …
    """

    first: int
    last: int
    number: int
    value: Decimal
    unit: str | None
    noun: int | None
    approximate: Approximate | None
    rule: str


class Numbers(Protocol):
    """Quantities of an annotated text."""

    def find(self, annotation: Annotation, dates: Sequence[Span]) -> list[Quantity]:
        """All of them, in order, none within the spans of `dates`; ordinals and labels are none."""
        ...
