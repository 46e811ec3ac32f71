"""Bytes to text and back, and bytes that are no text."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import SourceError
from onrecord.sources.decoding import decode

WORDS = (
    "министр иностранных дел Кемории Рустан Кебеков прибыл в Линтар и заявил что дорога к перевалу открыта осенью "
    "посольство работает тариф подписан соседи довольны переговоры продолжатся ещё вчера объём груза вырос на треть "
    "съезд послов прошёл в столице юг щедро цветёт этаж физика жёлтый хлеб экспорт цемента"
).split()
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8_r")

russian = st.lists(st.sampled_from(WORDS), min_size=6, max_size=60).map(" ".join)
marks = st.sampled_from([". ", ",\n", "\r\n\r\n", ' "', " - ", "\t", ": 25 %\n"])


@settings(max_examples=150)
@given(text=st.lists(st.tuples(russian, marks), min_size=1, max_size=4), encoding=st.sampled_from(ENCODINGS))
def test_any_russian_text_comes_back_as_it_was(text: list[tuple[str, str]], encoding: str) -> None:
    raw = "".join(words + mark for words, mark in text)
    assert decode(raw.encode(encoding), "x") == raw


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("raw", ["Министр прибыл в Линтар", "Посол ждёт ответа.\r\n", "УКАЗ О МЕРАХ ПО ДОРОГАМ"])
def test_a_few_words_are_enough(raw: str, encoding: str) -> None:
    assert decode(raw.encode(encoding), "x") == raw


@pytest.mark.parametrize(
    "raw", ["plain words", "He said “no” – twice", "«»", "line\r\nend\rold\n", "Қазақстан Президенті"]
)
def test_nothing_is_changed(raw: str) -> None:
    assert decode(raw.encode(), "x") == raw


def test_western_quotation_marks_in_windows_1251() -> None:
    assert decode("He said “no” – twice".encode("cp1251"), "x") == "He said “no” – twice"


RUSSIAN = "Министр иностранных дел прибыл в столицу соседней страны и встретился с послами. " * 3
BAD = {
    "nothing": (b"", "empty"),
    "blanks": (b" \r\n\t ", "empty"),
    "a mark alone": (b"\xef\xbb\xbf \n", "empty"),
    "zeros": (b"\x00" * 400, "binary"),
    "every byte": (bytes(range(256)) * 8, "binary"),
    "controls": (b"\x01\x02ab\x03\x04" * 30, "binary"),
    "a PDF": (b"%PDF-1.7 ...", "PDF"),
    "an archive": (b"PK\x03\x04....", "ZIP"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "picture"),
    "a page": (b"\n<!DOCTYPE html><html><body>", "HTML"),
    "broken UTF-8": (RUSSIAN.encode() + b"\xff" + RUSSIAN.encode(), f"broken UTF-8 at byte {len(RUSSIAN.encode())}"),
    "broken UTF-16": (b"\xff\xfe\x00\xd8a\x00", "marked as UTF-16"),
    "DOS": (RUSSIAN.encode("cp866"), "unknown encoding"),
    "ISO": (RUSSIAN.encode("iso8859_5"), "unknown encoding"),
    "Chinese": ("会见部长" * 40).encode("gb2312") and (("会见部长" * 40).encode("gb2312"), "unknown encoding"),
    "French": (
        "déjà vu à Genève, où l'été fut très doux et les forêts étaient fraîches ".encode("latin-1"),
        "unknown encoding",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_text_is_named_in_one_line(name: str) -> None:
    data, words = BAD[name]
    with pytest.raises(SourceError) as caught:
        decode(data, "a/b.txt")
    line = str(caught.value)
    assert line.startswith("a/b.txt: ")
    assert words in line
    assert "\n" not in line
    assert caught.value.hint


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_safe(data: bytes) -> None:
    with contextlib.suppress(SourceError):
        decode(data, "x").encode()
