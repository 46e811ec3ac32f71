"""Tokens, sentences, paragraphs of Russian text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import razdel
from hypothesis import given
from hypothesis import strategies as st

from onrecord.languages.russian.segments import segment, words_of
from onrecord.languages.russian.sentences import LONGEST, Place, cut_sentences, find_paragraphs, why
from onrecord.languages.russian.tokens import find_tokens, plain
from onrecord.model.span import Span


def tokens(text: str) -> list[str]:
    return [text[start:end] for start, end in find_tokens(text, 0, len(text))]


def sentences(text: str) -> list[str]:
    found, _ = segment(text, [Span(0, len(text), text)] if text else [])
    return [text[sentence.start : sentence.end] for sentence in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Вода, хлеб.", "Вода|,|хлеб|."),
        ("Ново-Лугово и юго-восток", "Ново-Лугово|и|юго-восток"),
        ("в 2011–2013 годах", "в|2011–2013|годах"),
        ("2,5 млн и 1/3 доли", "2,5|млн|и|1/3|доли"),
        ("в 2002, 2005 и 2007", "в|2002|,|2005|и|2007"),
        ("100. Потом", "100|.|Потом"),
        ("готовы -сказал он", "готовы|-|сказал|он"),
        ("Ура!.. Что?! Да…", "Ура|!..|Что|?!|Да|…"),
        ('«Лугань» "Лада"', '«|Лугань|»|"|Лада|"'),
        ("формат С5+1 и C5+1", "формат|С5+1|и|C5+1"),
        ("саммит G20 в Z7", "саммит|G20|в|Z7"),
        ("ракета Б-12, рейс ЛП204", "ракета|Б-12|,|рейс|ЛП204"),
        ("Қала және өзен", "Қала|және|өзен"),
        ("5% за №7", "5|%|за|№|7"),
        ("а--б — в", "а|--|б|—|в"),
        ("сайт lugan.lg", "сайт|lugan|.|lg"),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert tokens(text) == (expected.split("|") if expected else [])


@pytest.mark.parametrize(
    "text",
    [
        # | stands between sentences
        "Послы встретились. | Они молчали.",
        "На встрече были М. Тогаев и Ж.-К. Дювер. | Они молчали.",
        "Дж. Лорн прилетел в г. Лугань на ул. Садовой, 5. | Его ждали.",
        "Это стоит 5 млн. долларов. | Дорого.",
        "Это стоит 5 млн. | Министр доволен.",
        "Доход составил 3 млрд. | «Это рекорд», — сказал министр.",
        "Закон приняли в 2021 г. | Президент его подписал.",
        "В 2021 г. «Спутник» победил. | Он отдал 5 тыс. «зелёных».",
        "Закон, т.е. Кодекс, приняли. | Он действует.",
        "Купили соль, сахар и т.д. | Потом уехали.",
        "Выступили министры, послы и др. | Затем был обед.",
        "«Мы готовы!» — сказал посол. | Его поняли.",
        "— Когда вернётесь? — спросил он. | — Завтра.",
        "«Едем. | Пора», — сказал он.",
        "Он сказал: «Едем!» | Все встали.",
        "Вырос спрос (в 2 раза). | Цены тоже.",
        "1. Открыть границу. | 2. Закрыть её.",
        "Список: соль; Сахар; Мука. | Всё.",
        "Вот и всё… | Нет, не всё.",
        "Сдать отчёт им. Лорна до 5 ч. | Потом обед.",
        "Об этом сообщил он.| Министр добавил деталей.",
        "Так решили в мэрии Лугани.| Ремонт продлится год.",
        "Мост строят с 2020 года.| С мая он закрыт.",
        "Яндекс.Карты и Газета.Ру молчат.",
        "Мэр был на мосту и стоял на нем. | Мост закрыт.",
        "Мост (нем. Brücke) закрыт.",
        "Читайте на Lugan.Info и Лугань.Ру каждый день.",
        "У него витамин группы Б и т. п. | Аптека закрыта.",
    ],
)
def test_sentences(text: str) -> None:
    whole = text.replace(" | ", " ").replace("| ", "").replace(" |", "")
    assert sentences(whole) == [part.strip() for part in text.split("|")]


def test_a_rule_can_say_why_it_fired() -> None:
    place = Place("г", "М", ".", "Тогаев", "", False, True, ["г", "М", "."])
    assert why(place) == (False, "initial")


def test_lines_are_paragraphs_but_for_hard_wrapped_text() -> None:
    text = "Заголовок без точки\nПослы вернулись\nдомой в среду.\n\nКонец"
    found, _ = segment(text, [Span(0, len(text), text)])
    assert [(s.paragraph, text[s.start : s.end]) for s in found] == [
        (0, "Заголовок без точки"),
        (1, "Послы вернулись\nдомой в среду."),
        (2, "Конец"),
    ]


def test_a_long_sentence_is_cut_at_a_sensible_mark_and_loses_nothing() -> None:
    text = "слово " * 200 + "конец; " + "слово " * 200 + "и всё"
    found, places = segment(text, [Span(0, len(text), text)])
    assert len(found) == 2
    assert text[: found[0].end].endswith("конец;")
    assert [found[0].first, found[0].last, found[1].last] == [0, 202, len(places)]
    assert len(places) == 404


def test_words_are_bare_of_what_cannot_be_seen() -> None:
    text = "Ста\u0301рый \u200bмост\u00adик и\u0306 ещё\ufeff"
    places = list(find_tokens(text, 0, len(text)))
    assert words_of(text, places) == ["Старый", "мостик", "й", "ещё"]
    assert plain("\u200b") == "\u200b"


TEXTS = st.text(alphabet=st.one_of(st.sampled_from('абВГ .,!?«»"-—()\n1259С+;:\u0301\u200b\ud800'), st.characters()))


@given(TEXTS)
def test_nothing_is_lost_or_taken_twice(text: str) -> None:
    places = list(find_tokens(text, 0, len(text)))
    assert "".join(text[start:end] for start, end in places) == "".join(text.split()) or any(
        "\x1c" <= letter <= "\x1f" for letter in text
    )
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    cuts = list(cut_sentences(text, places, longest=5))
    assert [first for first, _ in cuts] == [0, *(last for _, last in cuts[:-1])] if cuts else not places
    assert all(0 < last - first <= 5 for first, last in cuts)


@given(TEXTS)
def test_segments_cover_all_tokens(text: str) -> None:
    found, places = segment(text, [Span(0, len(text), text)] if text else [])
    assert [s.first for s in found] == [0, *(s.last for s in found[:-1])] if found else not places
    assert sum(s.last - s.first for s in found) == len(places)
    assert all(s.last - s.first <= LONGEST for s in found)
    assert [s.index for s in found] == list(range(len(found)))


def test_a_word_of_a_megabyte_is_cut() -> None:
    text = "я" * 1_000_000
    assert max(end - start for start, end in find_tokens(text, 0, len(text))) <= 400


@pytest.mark.corpus
def test_segments_are_razdels_but_for_what_is_mended(shared: Path) -> None:
    tokens_apart = sentences_apart = total = starts = 0
    for path in sorted((shared / "corpus/news_train").glob("*.txt")):
        raw = path.read_bytes().decode("utf-8")
        theirs = {(token.start, token.stop) for token in razdel.tokenize(raw)}
        ours = set(find_tokens(raw, 0, len(raw)))
        tokens_apart += len(theirs - ours)
        total += len(theirs)
        for start, end in find_paragraphs(raw, 0, len(raw)):
            places = list(find_tokens(raw, start, end))
            mine = {places[first][0] for first, _ in cut_sentences(raw, places, longest=10**6)}
            stock = {start + sentence.start for sentence in razdel.sentenize(raw[start:end])}
            sentences_apart += len(mine ^ stock)
            starts += len(stock)
    assert tokens_apart < 0.002 * total
    assert sentences_apart < 0.02 * starts
