"""What a record answers beside its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of an article as they can be cited: `words` are `text[start:end]` of the document, in code points.

    `outlet` is a name, `published` an EDTF date; None where the article does not tell.
    """

    document: str
    start: int
    end: int
    words: str
    source: str
    url: str | None = None
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a row is in the record: its words in their place, the rule, and who was passed over."""

    kind: str
    id: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        from onrecord.api.showing import explanation_html

        return explanation_html(self)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the row, and the sentence of an article with the words in it (None and () for a name)."""

    kind: str
    row: Any
    document: str
    sentence: Span | None
    words: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of articles that were added: `documents` are the ids of those that are new, `unchanged` counts
    those that were there already, `skipped` says in a line each what could not be read or analysed."""

    documents: tuple[str, ...]
    unchanged: int
    skipped: tuple[OnrecordError, ...]
