"""Who is who: titles and their bearers, bodies called by their field, people told by what befell them."""

from __future__ import annotations

import pytest
from who import named, read, whom

from onrecord.extract.mentions import Mentions


def called(found: Mentions, words: str) -> str:
    party = whom(found, words)
    return "" if party is None else party.name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # the net takes these names for places
        ("Об этом заявил губернатор острова Ваян Костер.", "губернатор острова Ваян Костер", "Ваян Костер"),
        # a woman, though the dictionary has her first name for a man's
        (
            "Официальный представитель МИД Кемории Мао Нин заявила об отказе.",
            "Официальный представитель МИД Кемории Мао Нин",
            "Мао Нин",
        ),
        # the verb that syntax finds is another's
        (
            "Скульптор Георгий Марвен соорудил памятник, его работа понравилась супруге мэра.",
            "Скульптор Георгий Марвен",
            "Георгий Марвен",
        ),
        # an owner whose surname does not bend
        ("Катя Лис молчит. Адвокат Лис Денис Гром приехал.", "Адвокат Лис Денис Гром", "Денис Гром"),
        # set off, with a title of its own or without
        ("Её коллега по палате, сенатор Джон Тарн, возразил.", "коллега по палате", "Джон Тарн"),
        ("Её супруг, Олег Вейн, уехал.", "супруг, Олег Вейн", "Олег Вейн"),
        ("Прибыл спикер Нурлан Тургунбек уулу.", "спикер Нурлан Тургунбек уулу", "Нурлан Тургунбек уулу"),
    ],
)
def test_a_title_is_of_whom_it_stands_beside(text: str, words: str, name: str) -> None:
    assert called(read(text), words) == name


def test_a_name_after_a_title_may_yet_be_its_owners() -> None:
    found = read("Помощник Кейт Грант сообщил об отъезде. Кейт Грант молчит.")
    assert called(found, "Помощник Кейт Грант") == "помощник Кейт Грант"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("МИД Сельмии молчит. Так сказали во внешнеполитическом ведомстве.", "внешнеполитическом ведомстве", "МИД"),
        ("МИД Сельмии молчит. Дипведомство не отвечает.", "Дипведомство", "МИД"),
        (
            "Министерство обороны Сельмии молчит. Министерство финансов Сельмии тоже. Об этом сказали в оборонном "
            "ведомстве.",
            "оборонном ведомстве",
            "Министерство обороны",
        ),
        ("Посольство Сельмии в Тальсе закрыто. Так сказали в дипмиссии.", "дипмиссии", "Посольство"),
        ("Следственный комитет молчит. Представитель СК уехал.", "СК", "Следственный комитет"),
        ("Нацбанк Кемории молчит. Регулятор ждёт.", "Регулятор", "Нацбанк"),
        (
            "Погиб один человек, передаёт ТАСС со ссылкой на пресс-службу МВД по Тальсу. Так сказали в ведомстве.",
            "ведомстве",
            "МВД по Тальсу",
        ),
        ("В управлении образования молчат. В управлении образования пояснили это.", "управлении образования", "управл"),
    ],
)
def test_a_body_may_be_called_by_its_field(text: str, words: str, name: str) -> None:
    assert called(read(text), words).startswith(name)


def test_a_field_of_another_state_is_another_body() -> None:
    found = read("МИД Китая молчит. Внешнеполитическое ведомство Ирана тоже.")
    assert called(found, "Внешнеполитическое ведомство Ирана") != "МИД Китая"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Пресс-секретарь президента Лев Тарн уехал. Представитель Кремля молчит.", "Представитель Кремля", "Лев Тарн"),
        ("Экс-глава Минтранса Роман Вейн молчит. Бывший министр уехал.", "Бывший министр", "Роман Вейн"),
        ("Глава Минспорта Иван Гром молчит. Министр спорта уехал.", "Министр спорта", "Иван Гром"),
        (
            "Уполномоченный по правам ребёнка Динара Тарн молчит. Детский омбудсмен уехала.",
            "Детский омбудсмен",
            "Динара Тарн",
        ),
    ],
)
def test_one_office_by_two_names(text: str, words: str, name: str) -> None:
    assert called(read(text), words) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Пострадавшая рассказала, что нападавших было двое.", "Пострадавшая", "пострадавшая"),
        ("Задержанный признался, что взял деньги.", "Задержанный", "задержанный"),
        ("Выжившие сообщили, что судно загорелось.", "Выжившие", "выжившие"),
        ("По словам пострадавшего, помощь не пришла.", "пострадавшего", "пострадавший"),
        ("Об этом сказала мать погибшего.", "мать погибшего", "мать погибшего"),
    ],
)
def test_people_told_by_what_befell_them(text: str, words: str, name: str) -> None:
    assert called(read(text), words) == name


def test_a_participle_of_a_noun_is_nobody() -> None:
    found = read("Базирующаяся в Риме организация молчит. Прооперировавшие и лечащие больного врачи молчат.")
    assert named(found, "person").isdisjoint({"базирующаяся", "прооперировавшие"})
    assert "прооперировавшие" not in named(found, "group")
