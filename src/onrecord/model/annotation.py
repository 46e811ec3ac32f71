"""What a language's annotator says of a text: sentences, tokens, syntax and names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from onrecord.model.span import Span

NameKind = Literal["PER", "LOC", "ORG"]


class Token(NamedTuple):
    """A word or mark: a named tuple, since every article makes thousands and a dataclass takes three times as long.

    `start`, `end` count in the document's raw text.

    `pos` and `feats` are Universal Dependencies' (`NOUN`, `{"Case": "Nom"}`); `head` is the index
    of the governing token in the document, or -1 for a root and where syntax is not at hand;
    `rel` its relation (`nsubj`), "" where there is none.
    """

    index: int  # type: ignore[assignment]  # takes the name of a tuple's method that nobody calls
    sentence: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    feats: Mapping[str, str]
    head: int = -1
    rel: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `[first, last)` and their place in the raw text. `paragraph` counts from 0."""

    index: int
    start: int
    end: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity: tokens `[first, last)` and their place in the raw text."""

    kind: NameKind
    start: int
    end: int
    first: int
    last: int


class Columns(NamedTuple):
    """The tokens' parts one by one, each in the order of the tokens; `small` are the texts in lower case."""

    sentence: tuple[int, ...] = ()
    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    text: tuple[str, ...] = ()
    lemma: tuple[str, ...] = ()
    pos: tuple[str, ...] = ()
    feats: tuple[Mapping[str, str], ...] = ()
    head: tuple[int, ...] = ()
    rel: tuple[str, ...] = ()
    small: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annotation:
    """All of a document's body. `has_syntax` is False where heads and relations are not known."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    has_syntax: bool = True
    children: tuple[tuple[int, ...], ...] = field(default=(), compare=False)

    @cached_property
    def columns(self) -> Columns:
        """Made once: a stage that goes through all tokens is sooner done with columns."""
        if not self.tokens:
            return Columns()
        _, *parts = zip(*self.tokens, strict=True)
        return Columns._make((*parts, tuple(map(str.lower, parts[3]))))

    def of(self, sentence: Sentence) -> tuple[Token, ...]:
        return self.tokens[sentence.first : sentence.last]

    def paragraphs(self) -> list[int]:
        """The paragraph of every token."""
        found = [0] * len(self.tokens)
        for sentence in self.sentences:
            found[sentence.first : sentence.last] = [sentence.paragraph] * (sentence.last - sentence.first)
        return found

    def within(self, start: int, end: int) -> range:
        """Indexes of the tokens that begin in `[start, end)`."""
        low = bisect_right(self.tokens, start - 1, key=lambda token: token.start)
        high = bisect_right(self.tokens, end - 1, key=lambda token: token.start)
        return range(low, high)

    def children_of(self, index: int) -> tuple[int, ...]:
        """Indexes of the tokens that a token governs; none where syntax is not at hand."""
        return self.children[index] if self.children else ()

    def covered(self, span: Span | None) -> range:
        """Indexes of the tokens that begin in a span; none where there is no span."""
        return self.within(span.start, span.end) if span is not None else range(0)
