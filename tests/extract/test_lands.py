"""Who is who beside names that no list has: unknown lands, bodies abroad, long names, the two who talk."""

from __future__ import annotations

import pytest
from who import named, read, whom

LANDS = [
    ("Министр иностранных дел Норландии Эйнар Холт прибыл в порт. Норландия ждёт ответа.", {"Норландия"}),
    ("Ранее посол Норландии в Японии Йонас Берг говорил об этом.", {"Норландия"}),
    ("Прибыл президент Турданы. Турдана откроет школу. Гостей из Турданы ждут.", {"Турдана"}),
    ("Парламент Кельтары ждёт. Глава МИД Кельтары Аминат Джафарова прибыла. Кельтара готова.", {"Кельтара"}),
    ("Визит министра обороны Вейланда Ханса фон Дорна отложен. Вейланд молчит.", {"Вейланд"}),
    ("Его встретил министр транспорта Селистана Умид Рашид Камол. Селистан доволен.", {"Селистан"}),
    ("Беседа с королём Тамарана Абдаллой бен Халифой длилась час.", {"Тамаран"}),
    ("Замминистра культуры Барсурии Л. К. Одоевская молчит.", {"Барсурия"}),
    ("Встречались лидеры Ортении и Вастрии. Канцлер Вастрии Эльза Ритер довольна.", {"Ортения", "Вастрия"}),
]


@pytest.mark.parametrize(("text", "lands"), LANDS)
def test_what_owns_an_office_of_state_is_a_land(text: str, lands: set[str]) -> None:
    found = read(text)
    assert named(found, "place") == lands
    first = {word.split()[0] for word in named(found, "person")}
    assert first.isdisjoint({land for name in lands for land in (name, name[:-1] + "и", name + "а", name[:-1] + "ы")})


@pytest.mark.parametrize(
    ("text", "person"),
    [
        # a woman's first name, and surnames that look like a land's genitive
        ("Министр Юсупова прибыла в порт. Юсупова довольна.", "Юсупова"),
        ("Прибыл премьер-министр Танака. Танака молчит.", "Танака"),
        ("Речь президента Жвании записали. Гурам Жвания молчит.", "Гурам Жвания"),
        ("Прибыл премьер-министр Лула да Сантуш. Лула да Сантуш молчит.", "Лула да Сантуш"),
    ],
)
def test_a_person_after_an_office_stays_one(text: str, person: str) -> None:
    found = read(text)
    assert named(found, "person") == {person}
    assert named(found, "place") == set()


def test_bodies_have_heads_too() -> None:
    found = read("Глава Минздрава Олмы Вера Стин прибыла. В Минздраве Олмы ждут. Олма довольна.")
    assert "Минздрав Олмы" in named(found, "organization")
    assert named(read("Лидер Хамаса молчит. Президент Лукойла молчит."), "place") == set()


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Вчера генеральное консульство в Тбилиси закрыли.", "генеральное консульство в Тбилиси", None),
        ("Вчера посольство Перу в Баку открыли.", "посольство Перу в Баку", None),
        ("По данным генконсульства в Баку, визы дают.", "генконсульства в Баку", "генконсульство в Баку"),
        ("Вчера молчал источник в правительстве Норландии.", "источник в правительстве Норландии", None),
    ],
)
def test_a_body_abroad_ends_with_its_place(text: str, words: str, name: str | None) -> None:
    party = whom(read(text), words)
    assert party is not None
    assert party.name == (name or words)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Фелипе де ла Куэста", "Де ла Куэста"),
        ("Лейла Бен Амар", "Бен Амар"),
        ("Ана Кортес Мендо", "Кортес Мендо"),
        ("Ханс-Петер фон Дорн", "Фон Дорн"),
    ],
)
def test_a_surname_of_several_words_is_its_bearers(full: str, short: str) -> None:
    found = read(f"В порту ждут. Молчит министр {full}. {short} доволен.")
    assert named(found, "person") == {full}


@pytest.mark.parametrize(
    "meeting",
    [
        "Хосе Кастильо провёл переговоры с послом Чили Педро Рохасом.",
        "Хосе Кастильо и Педро Рохас встретились в порту.",
        "Прошла встреча министра Хосе Кастильо и посла Чили Педро Рохаса.",
        "Состоялся разговор министра Хосе Кастильо с министром Педро Рохасом.",
    ],
)
def test_the_sides_met_in_one_thing(meeting: str) -> None:
    party = whom(read(f"{meeting} Стороны обсудили пошлины."), "Стороны")
    assert party is not None
    assert len(party.members) == 2


def test_whoever_only_tells_of_somebody_is_no_side() -> None:
    found = read("Хосе Кастильо отметил, что визит Астрид Вик отложен. Стороны обсудили пошлины.")
    assert whom(found, "Стороны") is None


def test_a_bare_office_means_the_one_told_by_it_before() -> None:
    found = read("Король Иордании Хамад Рустани беседовал с президентом Перу. Президент молчал.")
    party = whom(found, "Президент")
    assert party is not None
    assert party.name == "президент Перу"


@pytest.mark.parametrize(
    "text",
    [
        # a first name that the dictionary takes for a man's, and a title that is said of men and women
        "Заместитель министра культуры Перу Эллисон Хоркер прибыла. Хоркер довольна. Её ждут.",
        "Пресс-секретарь МИД Перу Эллисон Хоркер молчала. Хоркер довольна. Её ждут.",
    ],
)
def test_a_verb_shows_that_a_woman_holds_the_office(text: str) -> None:
    found = read(text)
    assert named(found, "person") == {"Эллисон Хоркер"}
    woman = whom(found, "Её")
    assert woman is not None
    assert woman.name == "Эллисон Хоркер"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Министр иностранных дел Перу Чжан И прибыл. Чжан И доволен.", "Чжан И"),
        ("Беседа с Касым-Арыстаном Токиным длилась час.", "Касым-Арыстан Токин"),
        ("Ждут Каю Лунд. Речь Петровым-Лундом записана, Марк Петров-Лунд молчит.", "Марк Петров-Лунд"),
    ],
)
def test_short_and_double_names_keep_their_words(text: str, name: str) -> None:
    assert name in named(read(text), "person")


def test_a_latin_name_that_begins_with_a_state_is_no_state() -> None:
    found = read("Рейсы открыла компания Chile Airways. Она довольна.")
    assert named(found, "country") == set()
    assert "Chile Airways" in named(found, "organization")


def test_a_president_and_a_minister_are_no_presidents() -> None:
    found = read("Президент Перу Хосе Кастильо встретился с министром Педро Рохасом. Президенты молчат.")
    party = whom(found, "Президенты")
    assert party is None or not party.members
