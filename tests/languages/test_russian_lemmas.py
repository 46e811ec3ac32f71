"""Lemmas of Russian words by the net's tags."""

from __future__ import annotations

import pymorphy3
import pytest

from onrecord.languages.russian.dictionary import parses
from onrecord.languages.russian.lemmas import lemma
from onrecord.languages.russian.unknown import settle


def feats(text: str) -> dict[str, str]:
    names = {"Nom Gen Dat Acc Ins Loc": "Case", "Masc Fem Neut": "Gender", "Sing Plur": "Number"}
    names |= {"Fin Inf Part Conv": "VerbForm", "Past Pres Fut": "Tense", "Anim Inan": "Animacy", "Short": "Variant"}
    return {name: part for part in text.split() for values, name in names.items() if part in values.split()}


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("заявил", "VERB Fin Past Masc Sing", "заявить"),
        ("заявлено", "VERB Part Past Neut Sing Short", "заявить"),
        ("говорится", "VERB Fin Pres Sing", "говориться"),
        ("намерен", "ADJ Masc Sing Short", "намеренный"),
        ("намерены", "ADJ Plur Short", "намеренный"),
        ("уверен", "ADJ Masc Sing Short", "уверенный"),
        ("уверены", "ADJ Plur Short", "уверенный"),
        ("подписан", "VERB Part Past Masc Sing Short", "подписать"),
        ("стали", "VERB Fin Past Plur", "стать"),
        ("стали", "NOUN Gen Fem Sing Inan", "сталь"),
        ("действующий", "ADJ Nom Masc Sing", "действующий"),
        ("банки", "NOUN Nom Masc Plur Inan", "банк"),
        ("выборов", "NOUN Gen Masc Plur Inan", "выборы"),
        ("людей", "NOUN Gen Masc Plur Anim", "человек"),
        ("лет", "NOUN Gen Masc Plur Inan", "год"),
        ("ему", "PRON Dat Masc Sing", "он"),
        ("ещё", "ADV", "еще"),
        ("вице-премьера", "NOUN Gen Masc Sing Anim", "вице-премьер"),
        # names that the dictionary has
        ("Путина", "PROPN Gen Masc Sing Anim", "путин"),
        ("Захаровой", "PROPN Ins Fem Sing Anim", "захаров"),
        ("Астане", "PROPN Loc Fem Sing Inan", "астана"),
        ("Вашингтоне", "PROPN Loc Masc Sing Inan", "вашингтон"),
        ("Меркель", "PROPN Gen Fem Sing Anim", "меркель"),
        # abbreviations
        ("США", "PROPN Gen Plur Inan", "сша"),
        ("МИДа", "PROPN Gen Masc Sing Inan", "мид"),
        ("РФ", "PROPN Gen Fem Sing Inan", "рф"),
        ("ЛЦБК", "PROPN Nom Masc Sing Inan", "лцбк"),
        ("ЛЦБКом", "PROPN Ins Masc Sing Inan", "лцбк"),
        # names that no dictionary has
        ("Тогжанова", "PROPN Gen Masc Sing Anim", "тогжанов"),
        ("Тогжанова", "PROPN Nom Fem Sing Anim", "тогжанов"),
        ("Тогжановым", "PROPN Ins Masc Sing Anim", "тогжанов"),
        ("Дюверна", "PROPN Gen Masc Sing Anim", "дюверн"),
        ("Дюверном", "PROPN Ins Masc Sing Anim", "дюверн"),
        ("Дюверн", "PROPN Nom Masc Sing Anim", "дюверн"),
        ("Лоркини", "PROPN Gen Masc Sing Anim", "лоркини"),
        ("Вистарто", "PROPN Dat Masc Sing Anim", "вистарто"),
        ("Абокумы", "PROPN Gen Masc Sing Anim", "абокума"),
        ("Абокуме", "PROPN Dat Masc Sing Anim", "абокума"),
        ("Брыльского", "PROPN Gen Masc Sing Anim", "брыльский"),
        ("Лугане", "PROPN Loc Masc Sing Inan", "луган"),
        ("Лугандии", "PROPN Loc Fem Sing Inan", "лугандия"),
        ("Дюверна-Лоркова", "PROPN Gen Masc Sing Anim", "дюверн-лорков"),
        ("Toyota", "X", "toyota"),
        ("С5+1", "PROPN Gen Sing", "с5+1"),
        ("2021", "NUM", "2021"),
        ("«", "PUNCT", "«"),
        ("М", "PROPN Nom Masc Sing", "м"),
        ("с", "ADP", "с"),
    ],
)
def test_lemma(word: str, tag: str, expected: str) -> None:
    assert lemma(word, tag.split()[0], feats(tag)) == expected


@pytest.mark.parametrize("word", ["", "-", "-а", "а-", "ё", "\ud800", "ъ" * 5000, "а-" * 3000, "х" * 65, "ﬁ", "İ"])
def test_any_word_has_a_lemma(word: str) -> None:
    for tag in ("PROPN Gen Masc Sing", "NOUN Nom Sing", "VERB Fin", "X", "PUNCT"):
        assert isinstance(lemma(word or "?", tag.split()[0], feats(tag)), str)


def test_forms_of_one_text_settle_unknown_names() -> None:
    assert settle({"дюверн": "дюверн", "дюверна": "дюверна", "дюверном": "дюверном"}) == {
        "дюверн": "дюверн",
        "дюверна": "дюверн",
        "дюверном": "дюверн",
    }
    assert settle({"абокума": "абокума", "абокумы": "абокум"}) == {"абокума": "абокума", "абокумы": "абокума"}
    assert settle({"лоркова": "лоркова"}) == {"лоркова": "лоркова"}


def test_readings_are_those_of_pymorphy3() -> None:
    analyzer = pymorphy3.MorphAnalyzer()
    words = (
        "стали Стали ещё еще Ёлка я Я а А И. и МИД мид США ул вице-премьера Нур-Султан где-то кто-нибудь XX 12 « з/п"
    )
    words += " Мухтаром Лугани переобустроились недопредставленность по-прежнему алло Иван Ивановичем 5-го дома берегу"
    for word in words.split():
        mine, theirs = (
            [(*parse[:4], repr(parse[4])) for parse in found] for found in (parses(word), analyzer.parse(word))
        )
        assert mine == theirs, word  # the parts of two analyzers are not the same, but written alike
