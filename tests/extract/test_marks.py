"""Quotation marks: pairs, nesting, what is left open."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.marks import find_marks
from onrecord.model.annotation import Annotation, Sentence, Token


def laid_out(text: str) -> Annotation:
    """Words and signs as tokens, one sentence a paragraph, without any tagging."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", text)):
        first = len(tokens)
        for found in re.finditer(r"\w+|[^\w\s]", line.group()):
            start = line.start() + found.start()
            word = found.group()
            tokens.append(Token(len(tokens), len(sentences), start, start + len(word), word, word.lower(), "X", {}))
        if len(tokens) > first:
            sentences.append(
                Sentence(len(sentences), tokens[first].start, tokens[-1].end, first, len(tokens), paragraph)
            )
    return Annotation(tuple(tokens), tuple(sentences), (), False, ())


def regions(text: str) -> list[str]:
    annotation = laid_out(text)
    marks = find_marks(annotation)
    tokens = annotation.tokens
    return [text[tokens[r.first].start : tokens[r.last - 1].end] for r in marks.regions]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Он сказал: «Едем завтра».", ["Едем завтра"]),
        ('Он сказал: "Едем завтра".', ["Едем завтра"]),
        ("Он сказал: „Едем завтра“.", ["Едем завтра"]),
        ("Он сказал: “Едем завтра”.", ["Едем завтра"]),
        ("«Газета «Вестник» права», — сказал он.", ["Газета «Вестник» права", "Вестник"]),
        ("«Газета „Вестник“ права», — сказал он.", ["Газета „Вестник“ права", "Вестник"]),
        ("«Закон «О реках» принят, — сказал он.", ["Закон «О реках» принят, — сказал он.", "О реках"]),
        ("«Открыто и не закрыто.\nДругой абзац «слово».", ["Открыто и не закрыто.", "слово"]),
        ("«Первый абзац.\nВторой абзац», — сказал он.", ["Первый абзац.", "Второй абзац"]),
        ("Лишняя» скобка", []),
        ("без кавычек", []),
    ],
)
def test_what_stands_in_marks(text: str, inside: list[str]) -> None:
    assert regions(text) == inside


@given(st.text(alphabet='абв «»„“”" .,\n', max_size=80))
def test_any_text_is_safe_and_regions_nest(text: str) -> None:
    annotation = laid_out(text)
    marks = find_marks(annotation)
    assert len(marks.inner) == len(annotation.tokens)
    for number, region in enumerate(marks.regions):
        assert region.first < region.last
        parent = marks.parents[number]
        if parent >= 0:
            around = marks.regions[parent]
            assert around.first <= region.first
            assert region.last <= around.last


def test_deep_nesting_stays_cheap() -> None:
    assert len(regions("«" * 3000 + "слово" + "»" * 3000)) <= 6
