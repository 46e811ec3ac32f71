"""Which sentences of quotes render one utterance: tables of short articles, read by the whole pipeline."""

from __future__ import annotations

import pytest

from onrecord.dossier import load_dossier
from onrecord.extract import extract
from onrecord.languages import get_language
from onrecord.link import link
from onrecord.link.learnt import learnt
from onrecord.link.statements import alike_near
from onrecord.link.units import AMONG, FEATURES, Unit, likeness, likenesses
from onrecord.model.linked import Record
from onrecord.sources.reading import make_document

LANGUAGE = get_language("ru")
assert LANGUAGE is not None
COMPARING = LANGUAGE.comparing


def unit(document: str, quote: int, text: str, speaker: str = "", title: bool = False) -> Unit:
    words = tuple(text.lower().split())
    own = {word: COMPARING.weight(word) for word in words}
    speakers = frozenset([speaker] if speaker else [])
    return Unit(document, quote, 0, tuple(own), tuple(own.values()), own, words, speakers, title, 0, 1)


def record_of(*texts: str) -> Record:
    assert LANGUAGE is not None
    dossier = load_dossier(None)
    documents, extractions = [], {}
    for number, text in enumerate(texts):
        document = make_document(f"a{number}.txt", text, dossier)
        annotation = LANGUAGE.annotator.annotate(document.raw, document.body)
        documents.append(document)
        extractions[document.id] = extract(document, annotation, LANGUAGE, dossier)
    return link(documents, extractions, dossier)


def test_the_same_words_in_another_mouth_are_one_utterance() -> None:
    one = unit("a", 0, "мост через пролив откроют осенью после испытание", "x")
    other = unit("b", 0, "мост через пролив откроют осенью после испытание", "y")
    assert likeness(one, other, COMPARING) > 0.5


def test_numbers_that_differ_speak_against() -> None:
    one = unit("a", 0, "бюджет школа вырасти 40 процент", "x")
    like = unit("b", 0, "бюджет школа вырасти 40 процент", "x")
    unlike = unit("b", 1, "бюджет школа вырасти 75 процент", "x")
    assert likeness(one, like, COMPARING) > likeness(one, unlike, COMPARING)


def test_a_better_rival_lowers_what_is_only_somewhat_alike() -> None:
    one = unit("a", 0, "паром на остров пойти ежедневно с май", "x")
    somewhat = unit("b", 0, "паром на остров подорожать в май", "x")
    same = unit("b", 1, "паром на остров пойти ежедневно с май", "x")
    alone = likenesses([(one, somewhat)], COMPARING)[one.key, somewhat.key]
    beside = likenesses([(one, somewhat), (one, same)], COMPARING)
    assert beside[one.key, somewhat.key] < alone < beside[one.key, same.key]


def test_what_shares_nothing_is_not_tried() -> None:
    assert likenesses([(unit("a", 0, "кот спать"), unit("b", 0, "дождь лить"))], COMPARING) == {}


def test_one_word_in_common_makes_no_words_of_anothers() -> None:
    one, said = unit("a", 0, "встреча важный", "x"), "завтрашний переговоры стать важный шаг"
    assert likeness(one, unit("b", 0, said, "x"), COMPARING) > 0
    assert likeness(one, unit("b", 0, said, "y"), COMPARING) == 0


def test_words_quoted_within_a_quote_are_their_speakers() -> None:
    record = record_of(
        "Пресс-секретарь завода Олег Дымов сказал: «Испытания идут. Директор Анна Ветрова заявила, что "
        "новый тепловоз выйдет на линию в сентябре».\n",
    )
    quotes = {row.id: row.quote for row in record.quotes}
    assert any(quote.inside is not None for quote in quotes.values())
    for statement in record.statements:
        spans = [quotes[id_].span for id_ in statement.quotes]
        assert not any(a.contains(b) for a in spans for b in spans if a is not b)


def test_somewhat_like_words_are_one_utterance_in_one_story_only() -> None:
    """A topic that two people have in common is no utterance that they have in common."""
    one = unit("a", 0, "город купить у завод двадцать трамвай", "x")
    other = unit("b", 0, "трамвай подорожать", "x")
    assert alike_near([one], [other], 0.9, COMPARING)
    assert not alike_near([one], [other], 0.3, COMPARING)


def test_weights_are_of_the_features_that_there_are() -> None:
    assert learnt("utterances", FEATURES).weights
    assert len(learnt("among", AMONG).weights) == 3
    with pytest.raises(ValueError, match="other features of among"):
        learnt("among", ("alone", "speaker"))


def test_elsewhere_like_words_of_another_are_another_utterance() -> None:
    words = "мост через пролив откроют осенью после испытание опора весной"
    one, same = unit("a", 0, words, "x"), unit("b", 0, words, "x")
    other, open_ = unit("b", 1, words, "y"), unit("b", 2, words)
    far = alike_near([one], [same, other, open_], 0.0, COMPARING)
    assert {b for _, b in far} == {same.key, open_.key}
    near = alike_near([one], [other], 1.0, COMPARING)
    assert {b for _, b in near} == {other.key}
