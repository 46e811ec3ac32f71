"""A document laid out for finding who is who: columns by token, and what stands within quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.marks import Marks, find_marks
from onrecord.languages.people import People
from onrecord.model.annotation import Annotation, Token
from onrecord.model.document import Document


@dataclass(frozen=True, slots=True)
class Text:
    """`folded` are the words without capitals, `paragraph` where each token stands, `quoted` whether in marks."""

    document: Document
    tokens: Sequence[Token]
    annotation: Annotation
    folded: list[str]
    paragraph: list[int]
    marks: Marks

    def ends_sentence(self, token: int) -> int:
        """The token after the sentence of `token`."""
        return self.annotation.sentences[self.tokens[token].sentence].last

    def begins_sentence(self, token: int) -> int:
        return self.annotation.sentences[self.tokens[token].sentence].first

    def quoted(self, token: int) -> int:
        """The innermost quotation that holds the token, -1 for none."""
        return self.marks.inner[token]


def lay_out(document: Document, annotation: Annotation, people: People) -> Text:
    """Linear in the number of tokens."""
    fold = people.naming.fold
    paragraph = [0] * len(annotation.tokens)
    for sentence in annotation.sentences:
        paragraph[sentence.first : sentence.last] = [sentence.paragraph] * (sentence.last - sentence.first)
    folded = [fold(token.text) for token in annotation.tokens]
    return Text(
        document,
        annotation.tokens,
        annotation,
        folded,
        paragraph,
        find_marks(annotation, paragraph),
    )
