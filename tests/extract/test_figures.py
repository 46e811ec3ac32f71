"""Figures: quantities in words and digits, with unit and approximation."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.figures import decimal_text, find_figures
from onrecord.languages import get_language
from onrecord.languages.language import Language
from onrecord.model.annotation import Annotation, Sentence, Token
from onrecord.model.document import Document, document_id, sha256_of
from onrecord.model.record import Figure
from onrecord.model.span import Span


@pytest.fixture(scope="module")
def russian() -> Language:
    language = get_language("ru")
    assert language is not None
    return language


def document(raw: str) -> Document:
    body = (Span.cut(raw, 0, len(raw)),) if raw else ()
    return Document(document_id("t", raw), "t", raw, sha256_of(raw), "ru", body=body)


def figures(russian: Language, raw: str) -> tuple[Figure, ...]:
    doc = document(raw)
    return find_figures(doc, russian.annotator.annotate(raw, doc.body), None, russian)


def told(russian: Language, raw: str) -> list[tuple[str, str, str | None]]:
    return [(f.value, f.unit, f.approximate) for f in figures(russian, raw)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Порт выдал кредит на $1,2 млрд.", [("1200000000", "USD", None)]),
        ("Завод получил 6,2 млн. долларов США от банка.", [("6200000", "USD", None)]),
        ("Ремонт моста стоил £469 тыс.", [("469000", "GBP", None)]),
        ("Билет стоит 500€ или 45 рублей 50 копеек.", [("500", "EUR", None), ("45", "RUB", None), ("0.5", "RUB", None)]),
        ("Фонд выделил 12,5 млрд шведских крон.", [("12500000000", "SEK", None)]),
        ("Музей купил картину за 300 тысяч тенге.", [("300000", "KZT", None)]),
        ("Компания заплатила 10 000 рублей штрафа.", [("10000", "RUB", None)]),
        ("Партия получила 82% голосов.", [("82", "%", None)]),
        ("Совет продал 50%-ную долю завода.", [("50", "%", None)]),
        ("Банк дал 10-процентную скидку.", [("10", "%", None)]),
        ("Поля заняли 20-36% области.", [("20", "%", None), ("36", "%", None)]),
        ("Цены выросли на 300, 400%.", [("300", "%", None), ("400", "%", None)]),
        ("Заплатили по 100, 200 и 500 рублей.", [("100", "RUB", None), ("200", "RUB", None), ("500", "RUB", None)]),
        ("Бюджет составит от 10 до 15 млн рублей.", [("10000000", "RUB", None), ("15000000", "RUB", None)]),
        ("Прогулка продлится 2–3 часа.", [("2", "hours", None), ("3", "hours", None)]),
        ("Они ждали два-три года.", [("2", "years", None), ("3", "years", None)]),
        ("Строители проложили 1600-километровый кабель.", [("1600", "km", None)]),
        ("Прошла полуторачасовая беседа.", [("1.5", "hours", None)]),
        ("Это случилось в десятилетие сотрудничества.", [("10", "years", None)]),
        ("Город отметил 30-летие театра.", [("30", "years", None)]),
        ("Их ждёт недельная поездка.", [("1", "weeks", None)]),
        ("Визит продлится неделю или дольше.", [("1", "weeks", "more_than")]),
        ("В течение месяца завод закроют.", [("1", "months", None)]),
        ("Срок составит полгода.", [("6", "months", None)]),
        ("Население выросло вдвое.", [("2", "times", None)]),
        ("Цены выросли в 20 раз.", [("20", "times", None)]),
        ("За закон голосовали две трети депутатов.", [("66.7", "%", None)]),
        ("Более половины жителей уехали.", [("50", "%", "more_than")]),
        ("Собрали полтора миллиарда рублей.", [("1500000000", "RUB", None)]),
        ("Собрали две с половиной тысячи рублей.", [("2500", "RUB", None)]),
        ("В концерте двадцать с лишним лет музыки.", [("20", "years", "more_than")]),
        ("Приехали более 500 компаний.", [("500", "компания", "more_than")]),
        ("Приехали не менее 500 человек.", [("500", "человек", "more_than")]),
        ("Приехали не более тридцати человек.", [("30", "человек", "less_than")]),
        ("Приехали около двух тысяч человек.", [("2000", "человек", "about")]),
        ("Штраф достигает до 100 тысяч рублей.", [("100000", "RUB", None)]),
        ("Зал вмещает до 300 зрителей.", [("300", "зритель", "less_than")]),
        ("Приняли участие 23 молодых учёных.", [("23", "ученый", None)]),
        ("Построили дом на 2 млн кв. м жилья.", [("2000000", "m2", None)]),
        ("Добыли 33 млрд кубометров газа.", [("33000000000", "m3", None)]),
        ("Он прожил на свете 87 лет.", [("87", "years", None)]),
        ("Поймали 87-летнего рыбака.", [("87", "years", None)]),
    ],
)  # fmt: skip
def test_quantities(russian: Language, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    got = told(russian, text)
    assert [(v, u) for v, u, _ in got] == [(v, u) for v, u, _ in expected]
    if len(expected) == 1:
        assert got[0][2] == expected[0][2]


@pytest.mark.parametrize(
    "text",
    [
        "Подписано 6 ноября 2025 года.",
        "Это было в 1990-х годах.",
        "Он живёт в доме 15.",
        "Суд применил статью 282.",
        "Команда выиграла со счётом 3:2.",
        "Начало в 18:30.",
        "Встреча в 7 часов вечера.",
        "Формат С5+1 жив.",
        "Самолёт МС-21 взлетел.",
        "Он занял второе место, а она 15-е.",
        "1. Вступление",
        "Один из участников ушёл.",
        "Отношения двух стран крепнут.",
        "",
    ],
)
def test_not_figures(russian: Language, text: str) -> None:
    assert told(russian, text) == []


def test_evidence_about_and_lemmas(russian: Language) -> None:
    raw = "Вчера завод Кэрн продал более 500 тонн зерна соседям."
    (figure,) = figures(russian, raw)
    figure.evidence.prove(raw)
    assert figure.evidence.text == "более 500 тонн зерна"
    assert figure.about is not None
    assert "зерно" in figure.lemmas
    assert "продать" in figure.lemmas
    assert figure.rule.startswith("figure.")
    assert 0 < figure.confidence <= 1


def test_a_shared_noun_is_taken_over(russian: Language) -> None:
    raw = "Министр обещал посетить все пять стран региона. Пока он посетил две из них."
    assert [(f.value, f.unit) for f in figures(russian, raw)] == [("5", "страна"), ("2", "страна")]


@pytest.mark.parametrize(("value", "text"), [("1.50", "1.5"), ("100", "100"), ("1E+3", "1000"), ("0.0", "0")])
def test_exact_decimals(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


WORDS = """5 12,5 10-15 000 23-х млн тыс . , и до от более чем на $ € % - рублей лет стран из них два полтора сто половина
треть раз в 3:2 С5 + 1 ( ) один 20-летний полугодовой неделю или дольше с половиной лишним 1e9 ² ٣ 9999999999999999999999"""


def bare(words: list[str]) -> tuple[str, Annotation]:
    """An annotation without morphology: the grammar must stand any tokens."""
    raw, tokens = "", []
    for index, word in enumerate(words):
        raw += " " if index else ""
        tokens.append(Token(index, 0, len(raw), len(raw) + len(word), word, word.lower(), "NUM", {}))
        raw += word
    sentences = (Sentence(0, 0, len(raw), 0, len(tokens), 0),) if tokens else ()
    return raw, Annotation(tuple(tokens), sentences, (), False)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=14))
@settings(deadline=None)
def test_any_tokens_are_safe(words: list[str]) -> None:
    language = get_language("ru")
    assert language is not None
    raw, annotation = bare(words)
    for figure in find_figures(document(raw), annotation, None, language):
        figure.evidence.prove(raw)
        float(figure.value)


def test_linear() -> None:
    language = get_language("ru")
    assert language is not None
    times = []
    for n in (300, 3000):
        raw, annotation = bare(
            ["100", ",", "200", "и", "300", "до", "400", "рублей", "более", "чем", "пять", "из", "них"] * n
        )
        start = time.perf_counter()
        find_figures(document(raw), annotation, None, language)
        times.append(time.perf_counter() - start)
    assert times[1] < 40 * times[0] + 0.1
