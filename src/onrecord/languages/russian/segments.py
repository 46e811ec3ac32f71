"""A document's sentences and the places of its tokens."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.languages.russian.sentences import cut_sentences, find_paragraphs
from onrecord.languages.russian.tokens import find_tokens, is_odd, plain
from onrecord.model.annotation import Sentence
from onrecord.model.span import Span


def segment(raw: str, body: Sequence[Span]) -> tuple[tuple[Sentence, ...], list[tuple[int, int]]]:
    """Sentences, and the place of every token."""
    sentences: list[Sentence] = []
    places: list[tuple[int, int]] = []
    paragraph = 0
    for span in body:
        for start, end in find_paragraphs(raw, span.start, span.end):
            tokens = list(find_tokens(raw, start, end))
            base = len(places)
            for first, last in cut_sentences(raw, tokens):
                sentences.append(
                    Sentence(
                        len(sentences), tokens[first][0], tokens[last - 1][1], base + first, base + last, paragraph
                    )
                )
            places += tokens
            paragraph += bool(tokens)
    return tuple(sentences), places


def words_of(raw: str, places: Sequence[tuple[int, int]]) -> list[str]:
    """The tokens as dictionaries know them: without invisible marks and accents."""
    words = [raw[start:end] for start, end in places]
    return [plain(word) for word in words] if is_odd(raw) else words
