"""Shared wording, and what tells beforehand that there can be none."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.link.wording import Outlined, Worded, outline, wording
from onrecord.model.document import Document
from onrecord.model.record import Extraction, Passage
from onrecord.model.span import Span
from onrecord.sources.reading import make_document

# Few words, so that sentences drawn from them are worded alike now and then.
SENTENCES = st.lists(st.sampled_from("порт мост берег река набережная".split()), min_size=3, max_size=9)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=4)


def article(sentences: list[list[str]], address: str | None = None) -> tuple[Document, Extraction]:
    raw = "\n".join(map(" ".join, sentences)) + "\n"
    document = make_document("article.txt", raw, None)
    if address is not None:
        document = replace(document, url=address, fetched="2031-03-07T08:00:00Z")
    passages, at = [], 0
    for words in sentences:
        starts = [at + sum(len(word) + 1 for word in words[:n]) for n in range(len(words))]
        ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
        span = Span.cut(raw, at, ends[-1])
        passages.append(Passage(span, tuple(words), tuple(starts), tuple(ends), "N" * len(words)))
        at = ends[-1] + 1
    return document, Extraction(document.id, passages=tuple(passages))


def may_be(one: tuple[Document, Extraction], other: tuple[Document, Extraction]) -> bool:
    first, second = Outlined(outline(*one)), Outlined(outline(*other))
    found = first.may_be_worded_as(second)
    assert found == second.may_be_worded_as(first)
    return found


@settings(max_examples=300, deadline=None)
@given(one=TEXTS, other=TEXTS)
def test_outlines_miss_no_sentence_that_two_articles_share(one: list[list[str]], other: list[list[str]]) -> None:
    mine, theirs = article(one), article(other)
    if wording(Worded(mine[1]), Worded(theirs[1])).twins:
        assert may_be(mine, theirs)


def test_a_phrase_alone_is_no_shared_sentence() -> None:
    phrase = "сообщила пресс-служба городского управления портов".split()
    one = article([[*phrase, *"в понедельник утром перед началом работ".split()]])
    other = article([[*phrase, *"после совещания по итогам прошлого года".split()]])
    assert not may_be(one, other)
    assert may_be(one, one)


def test_texts_of_one_address_are_looked_at_whatever_they_say() -> None:
    texts = ["мост закрыт на ремонт до пятницы".split(), "движение по набережной снова открыто".split()]
    one, other = (article([text], "https://vestnik.example/most") for text in texts)
    assert may_be(one, other)
    assert not may_be(one, article([texts[1]], "https://vestnik.example/drugoe"))
