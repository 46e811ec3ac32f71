"""A document laid out for reading quotes: plain columns of its tokens, and where each subtree ends."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.extract.marks import Marks
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document

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
        return self.annotation.children_of(token)

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
    """Leftmost token of every subtree and the one after its rightmost, a mark with what hangs on it left out.

    Every token climbs until it meets one that is as wide already: from the left for one edge, from the right for
    the other, so each edge is set once, and circles end.
    """
    left, right = list(range(len(head))), list(range(1, len(head) + 1))
    climbs = [-1 if pos[token] == "PUNCT" else above for token, above in enumerate(head)]
    for token, above in enumerate(climbs):
        while above >= 0 and left[above] > token:
            left[above] = token
            above = climbs[above]
    for token in range(len(head) - 1, -1, -1):
        above = climbs[token]
        while above >= 0 and right[above] <= token:
            right[above] = token + 1
            above = climbs[above]
    return tuple(left), tuple(right)
