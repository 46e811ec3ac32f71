"""A document laid out for reading quotes: plain columns of its tokens, and where each subtree ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.extract.marks import Marks
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document

_STEPS = 60  # a subtree's edge travels no further up: keeps deep or broken trees linear

COMMAS = frozenset(",;")
DASHES = frozenset(("-", "–", "—", "−", "―"))
STOPS = frozenset((".", "!", "?", "…", "...", "!..", "?..", "?!", "!!!", "??", "!!"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns by token index; `left` and `right` are the first token of its subtree and the one after the last."""

    document: Document
    annotation: Annotation
    marks: Marks
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    pos: tuple[str, ...]
    head: tuple[int, ...]
    rel: tuple[str, ...]
    sentence: tuple[int, ...]
    paragraph: tuple[int, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    credited: frozenset[int]
    title_end: int

    def bounds(self, token: int) -> tuple[int, int]:
        """The token's sentence as `[first, last)`."""
        sentence = self.annotation.sentences[self.sentence[token]]
        return sentence.first, sentence.last

    def children(self, token: int) -> tuple[int, ...]:
        return self.annotation.children[token] if self.annotation.children else ()

    def is_word(self, token: int) -> bool:
        return self.words[token][0].isalnum()


def make_sheet(document: Document, annotation: Annotation, marks: Marks) -> Sheet:
    """The columns; linear in the number of tokens."""
    columns = annotation.columns
    left, right = _edges(columns.head, columns.pos)
    credited: set[int] = set()
    for credit in document.cites:
        credited.update(annotation.within(credit.span.start, credit.span.end))
    title_end = len(annotation.within(0, document.title.end)) if document.title else 0
    return Sheet(
        document,
        annotation,
        marks,
        columns.small,
        columns.lemma,
        columns.pos,
        columns.head,
        columns.rel,
        columns.sentence,
        tuple(annotation.paragraphs()),
        left,
        right,
        frozenset(credited),
        title_end,
    )


def _edges(head: tuple[int, ...], pos: tuple[str, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Leftmost token of every subtree and the one after its rightmost. Edges only ever widen, so a cycle ends too."""
    count = len(head)
    left, right = np.arange(count), np.arange(1, count + 1)
    below = np.array([i for i, above in enumerate(head) if above >= 0 and pos[i] != "PUNCT"], dtype=int)
    if len(below):
        above = np.array(head)[below]
        for _ in range(_STEPS):
            wider_left, wider_right = left.copy(), right.copy()
            np.minimum.at(wider_left, above, left[below])
            np.maximum.at(wider_right, above, right[below])
            if np.array_equal(wider_left, left) and np.array_equal(wider_right, right):
                break
            left, right = wider_left, wider_right
    return tuple(left.tolist()), tuple(right.tolist())
