"""What is read off a text: header, headline, dateline, date, credits, outlet, language."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.dossier.loading import parse_dossier
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.sources.reading import Given, make_document

LEAD = "Министр иностранных дел Кемории Рустан Кебеков прибыл в Линтар и встретился с коллегами из Тумерии."
MORE = "Стороны обсудили тариф, дорогу к перевалу и сроки открытия нового посольства, сообщили участники встречи."


def read(raw: str, given: Given | None = None) -> Document:
    return make_document("a.txt", raw, None, given)


# ---- header and headline


@pytest.mark.parametrize(
    ("raw", "title", "published"),
    [
        (f" date 2031-03-06 {LEAD}\n\n{MORE}", None, "2031-03-06"),
        (f" date 2031-03-06 Министр прилетел в Линтар\n\n{LEAD}", "Министр прилетел в Линтар", "2031-03-06"),
        (f"date 2031-03-06\nМинистр прилетел в Линтар\n{LEAD}", "Министр прилетел в Линтар", "2031-03-06"),
        (f"Министр прилетел в Линтар\n\n{LEAD}", "Министр прилетел в Линтар", None),
        (f"Дорога, которая не кончается.\n\n{LEAD}", "Дорога, которая не кончается.", None),
        (f"Кто заплатит за дорогу?\n\n{LEAD}", "Кто заплатит за дорогу?", None),
        (f"{LEAD}\n\n{MORE}", None, None),
        (f"Министр иностранных дел Кемории\nприбыл в Линтар и встретился с коллегами.\n\n{MORE}", None, None),
        (f"САВРИН. КАБАР - {LEAD}\n{MORE}", None, None),
        (f"date 2031-13-06 {LEAD}", None, None),
        (f"date 2031-03-066 {LEAD}", None, None),
        (LEAD, None, None),
        ("", None, None),
        ("date 2031-03-06", None, "2031-03-06"),
    ],
)
def test_header_and_headline(raw: str, title: str | None, published: str | None) -> None:
    document = read(raw)
    assert (document.title.text if document.title else None) == title
    assert (document.published.edtf if document.published else None) == published
    assert document.published_basis == ("header" if published else None)
    if document.header:
        assert not any(span.overlaps(document.header) for span in document.body)
    if document.title:
        assert any(span.contains(document.title) for span in document.body)


def test_a_headline_known_beforehand_is_found_in_the_text() -> None:
    title = "Министр иностранных дел Кемории прибыл в Линтар и встретился там с коллегами."
    document = read(f"{title}\n\n{LEAD}", Given(title=title))
    assert document.title is not None
    assert document.title.text == title
    assert read(f"{LEAD}\n\n{MORE}", Given(title="Совсем другое")).title is None


@pytest.mark.parametrize(
    ("line", "cites"),
    [
        ("Источник: Вестник Тарвии", []), ("Источник: Reuters", ["Reuters"]), ("Источник — ТАСС.", ["ТАСС"]),
        ("ИСТОЧНИК: ТАСС", ["ТАСС"]), ("Источники: Reuters, Savrin.kg", ["Reuters", "Savrin.kg"]),
        ("Источник: https://savrin.example/1", ["savrin.example"]), ("Источник новости: «Голос Линтара»", []),
        ("Источник: пресс-служба президента Кемории", ["пресс-служба президента Кемории"]),
        ("По материалам: Саврин-Пресс", []), ("По материалам «Голоса Линтара»", []),
        ("Источник: Дарен Корвальд и Инга Солева", []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("title", ["Министр прибыл в Линтар", None])
def test_a_line_that_names_the_source_is_a_credit_and_no_headline(
    line: str, cites: list[str], title: str | None
) -> None:
    document = read("\n\n".join([line, *([title] if title else []), LEAD, MORE]))
    assert (document.title.text if document.title else None) == title
    assert [credit.name for credit in document.cites] == cites
    assert document.body[0].text.startswith(line)
    given = read(f"{line}\n\nМинистр прибыл в Линтар, и его ждали.\n\n{LEAD}", Given(title="Министр прибыл в Линтар"))
    assert given.title is not None
    assert given.title.text == "Министр прибыл в Линтар"


@pytest.mark.parametrize(
    "title",
    [
        "Источник: министр прибыл в Линтар", "Источник: Корвальд подаст в отставку", "Источник: Тарвия откроет посольство",
        "ИСТОЧНИК: ОТСТАВКА МИНИСТРА НЕИЗБЕЖНА", "Источники: переговоры отложены", "Источник бед Кемории",
        "Источник: Саврин, Линтар и Нуверс договорились", "По материалам дела допросили министра",
    ],
)  # fmt: skip
def test_a_headline_may_be_what_a_source_said(title: str) -> None:
    document = read(f"{title}\n\n{LEAD}\n\n{MORE}")
    assert document.title is not None
    assert document.title.text == title


def test_a_text_of_sources_alone_has_no_headline() -> None:
    for many in (1, 2, 9):
        assert read("\n".join(["Источник: ТАСС"] * many)).title is None


# ---- dates


@pytest.mark.parametrize(
    ("text", "published", "basis"),
    [
        # stamps of a page
        (f"Министр прилетел\n06.03.2031, 14:30\n{LEAD}", "2031-03-06", "header"),
        (f"Министр прилетел\nОпубликовано: 6 марта 2031\n{LEAD}", "2031-03-06", "header"),
        (f"LINTAR.KG\n19:05, 07 марта 2031\nМинистр тут\n13:20, 06 марта 2031, Саврин\n{LEAD}", "2031-03-06", "header"),
        (f"Министр прилетел\n2031-03-06T14:30+0500\n{LEAD}", "2031-03-06", "header"),
        (f"14:30  06.03.2031 {LEAD}", "2031-03-06", "header"),
        (f"Сообщение министерства\n\n6 марта 2031 года\n\n{LEAD}", "2031-03-06", "header"),
        (f"Четверг, 6 марта 2031\nМинистр прилетел\n{LEAD}", None, None),
        (f"(06.03.2031) $ 512.53 € 592.43\n\nМинистр прилетел\n\n{LEAD}", None, None),
        # datelines
        (f"ЛИНТАР, 6 марта 2031 года. САВРИН-ПРЕСС - {LEAD}", "2031-03-06", "dateline"),
        (f"САВРИН. 06.03.2031. /КАБАР/. {LEAD}", "2031-03-06", "dateline"),
        (f"ЛИНТАР, 6 марта. /ЭСТРАПРЕСС/. {LEAD}", "XXXX-03-06", "dateline"),
        (f"ЛИНТАР, 6 марта. /ЭСТРАПРЕСС/. {LEAD} Встреча прошла 5 марта 2031 года.", "2031-03-06", "dateline"),
        (f"ЛИНТАР, 6 марта. /ЭСТРАПРЕСС/. {LEAD} В четверг, 6 марта, он отбыл. Договор подписан 2 мая 2030 года.",
         "2031-03-06", "dateline"),
        # the text: its year and no more, unless it says "today"
        (f"{LEAD} Встреча прошла 6 марта 2031 года.", "2031", "text"),
        (f"{LEAD} {MORE} " * 4 + "Встреча прошла 6 марта 2031 года. Напомним, 6 марта он был там.", "2031", "text"),
        (f"{LEAD} {MORE} " * 4 + "В прошлом, 2030 году тариф не менялся.", "2031", "text"),
        (f"{LEAD} Сегодня, 6 марта 2031 года, он отбыл.", "2031-03-06", "text"),
        (f"{LEAD} Сегодня, 6 марта, он отбыл.", "XXXX-03-06", "text"),
        (f"{LEAD} {MORE} " * 4 + "Первый договор стороны подписали 2 мая 2019 года.", None, None),
        (f"{LEAD} Дорогу построят к 2035 году.", None, None),
        (f"{LEAD} Город основан 2 мая 1848 года.", None, None),
        (f"{LEAD} Встреча 31 февраля 2031 года не состоялась.", None, None),
    ],
)  # fmt: skip
def test_published(text: str, published: str | None, basis: str | None) -> None:
    document = read(text)
    assert (document.published.edtf if document.published else None) == published
    assert document.published_basis == basis


def test_a_header_goes_before_metadata_and_metadata_before_the_text() -> None:
    known = Given(published=Date("2031-03-07"))
    assert read(f" date 2031-03-06 {LEAD}", known).published_basis == "header"
    assert read(f"ЛИНТАР, 5 марта 2031 года. /КАБАР/. {LEAD}", known).published == Date("2031-03-07")
    assert read(LEAD, known).published_basis == "metadata"


# ---- datelines


@pytest.mark.parametrize(
    ("text", "dateline", "outlet"),
    [
        ("САВРИН. КАЗИНФОРМ - Министр прибыл.", "САВРИН. КАЗИНФОРМ -", "Казинформ"),
        ("ЛИНТАР, 6 марта. /ТАСС/. Министр прибыл.", "ЛИНТАР, 6 марта. /ТАСС/.", "ТАСС"),
        ("ЛИНТАР, 6 мар - РИА Новости. Министр прибыл.", "ЛИНТАР, 6 мар - РИА Новости.", "РИА Новости"),
        (
            "ЛИНТАР, 6 мар — РИА Новости, Инга Солева. Министр прибыл.",
            "ЛИНТАР, 6 мар — РИА Новости, Инга Солева.",
            "РИА Новости",
        ),
        ("Саврин. 3 марта. КазТАГ - Министр прибыл.", "Саврин. 3 марта. КазТАГ -", "КазТАГ"),
        ('"Саврин. 3 марта. SAVRIN.RU - Министр прибыл.', "Саврин. 3 марта. SAVRIN.RU -", "SAVRIN.RU"),
        ("ТАСС, 6 марта. Министр прибыл.", "ТАСС, 6 марта.", "ТАСС"),
        ("РИАМО - 6 марта. Министр прибыл.", "РИАМО - 6 марта.", "РИАМО"),
        ("ЛИНТАР, 6 марта (Рейтер) - Министр прибыл.", "ЛИНТАР, 6 марта (Рейтер) -", "Рейтер"),
        ("Эстравия, Линтар – АН Lintar.uz. Министр прибыл.", "Эстравия, Линтар – АН Lintar.uz.", "Lintar.uz"),
        ("ЛИНТАР /Trend/ - Министр прибыл.", "ЛИНТАР /Trend/ -", "Trend"),
        ("Саврин, 6 марта, КАБАР\nМинистр прибыл.", "Саврин, 6 марта, КАБАР", "Кабар"),
        ("САВРИН, 06.03.2031 /НИАТ «Ховар»/. Министр прибыл.", "САВРИН, 06.03.2031 /НИАТ «Ховар»/.", "Ховар"),
        ("Линтар, 6 марта. Министр прибыл.", "Линтар, 6 марта.", None),
        ("Кемория - страна дорог.", None, None),
        ("Кебеков, Корвальд и Хойст встретились.", None, None),
        ("Линтар. Министр прибыл.", None, None),
        ("6 марта 2031 года министр прибыл.", None, None),
        ("США. Корвальд прибыл.", None, None),
        ("ТАСС - агентство.", None, None),
    ],
)
def test_datelines(text: str, dateline: str | None, outlet: str | None) -> None:
    document = read(f"{text} {MORE}")
    assert (document.dateline.text if document.dateline else None) == dateline
    assert document.outlet == outlet


# ---- credits: the names in order, and the words of the first credit


CREDITS = [
    ("Министр прибыл в Линтар, передаёт BAQ.KZ.", ["BAQ.KZ"], "передаёт BAQ.KZ"),
    ("Министр прибыл в Линтар, передает МИА «Казинформ».", ["Казинформ"], "передает МИА «Казинформ»"),
    ('Встреча состоится 6 марта, сообщает Радио "Линтар".', ['Радио "Линтар"'], 'сообщает Радио "Линтар"'),
    ("Министр прибыл, сообщает 26 октября Акорда.", ["Акорда"], "сообщает 26 октября Акорда"),
    ("Как сообщает The Lintar Times, министр прибыл.", ["The Lintar Times"], "сообщает The Lintar Times"),
    ("«Ведомости» сообщают, что министр прибыл.", ["Ведомости"], "«Ведомости» сообщают"),
    ("Газета «Вечерний Линтар» пишет, что министр прибыл.", ["Вечерний Линтар"], "«Вечерний Линтар» пишет"),
    ("«Это успех», — цитирует РБК министра.", ["РБК"], "цитирует РБК"),
    ("«Это успех», — цитирует Кебекова Savrin.kg.", ["Savrin.kg"], "цитирует Кебекова Savrin.kg"),
    ("«Это успех», — приводит его слова «Линтар сегодня».", ["Линтар сегодня"], "приводит его слова «Линтар сегодня»"),
    ("Министр, слова которого приводит ТАСС, доволен.", ["ТАСС"], "приводит ТАСС"),
    ("Министр прибыл, передаёт Kazinform со ссылкой на Reuters.", ["Kazinform", "Reuters"], "передаёт Kazinform"),
    ("Министр прибыл, сообщает «Линтар сегодня» со ссылкой на пресс-службу министерства.",
     ["Линтар сегодня", "пресс-служба министерства"], "сообщает «Линтар сегодня»"),
    ("Об этом сообщает портал «Саврин», ссылаясь на «Голос Америки».", ["Саврин", "Голос Америки"], None),
    ("По данным агентства «Саврин», министр прибыл.", ["Саврин"], None),
    ("По сообщению тумерийских СМИ, министр прибыл.", ["тумерийские СМИ"], None),
    ("Об этом ТАСС сообщили в министерстве.", ["ТАСС"], "ТАСС сообщили"),
    ("Об этом рассказали «Ведомостям» два чиновника.", ["Ведомости"], "рассказали «Ведомостям»"),
    ("Об этом министр рассказал газете «Вечерний Линтар».", ["Вечерний Линтар"], None),
    ("Как стало известно, сообщили Savrin.kg в министерстве.", ["Savrin.kg"], None),
    ("Дорога построена, говорится на сайте. Источник: Reuters, Savrin.kg", ["Reuters", "Savrin.kg"], None),
    ("В интервью «Свободной прессе» министр был краток.", ["Свободная пресса"], "интервью «Свободной прессе»"),
    ("Об этом сообщает пресс-служба президента Кемории.", ["пресс-служба президента Кемории"], None),
    ("Как сообщается на сайте министерства дорог, проезд открыт.", ["сайт министерства дорог"], None),
    # the same medium twice is one
    ("Министр прибыл, сообщает Savrin.kg. Он доволен, передает SAVRIN.KG.", ["Savrin.kg"], None),
    # not media, or nothing credited
    ("Министр сообщил, что доволен. МИД заявил протест.", [], None),
    ("Об этом сообщает МИД. По данным полиции, дорога закрыта.", [], None),
    ("Компания «Тарвия-Дорстрой» сообщила о начале работ.", [], None),
    ("В «Тарвия-Дорстрое» сообщили о начале работ.", [], None),
    ("Это приводит к росту цен, заявил Кебеков.", [], None),
    ("Он сообщает об этом с радостью и передаёт привет.", [], None),
    ("По данным Microsoft, продажи выросли, сообщает Microsoft.", [], None),
    ("Источник в министерстве сообщил о визите.", [], None),
    ("Издание «Голос Линтара» выяснило, что мост закрыт.", ["Голос Линтара"], None),
    ("Мост закрыт, узнал «Голос Линтара».", ["Голос Линтара"], None),
    ("Мост закрыт, узнал «Коммерсантъ».", ["Коммерсантъ"], None),
    ("Жители узнали об этом утром и выяснили причину.", [], None),
    ("Как стало известно газете «Голос Линтара», мост закрыт.", ["Голос Линтара"], None),
    ("Хорошо известно «Голосу Линтара», что мост закрыт.", [], None),
    ("Копия письма есть в распоряжении редакции «Голоса Линтара».", ["Голос Линтара"], None),
    ("Техника осталась в распоряжении компании.", [], None),
    ("По словам источников Reuters, мост закрыт.", ["Reuters"], None),
    ("Об этом сообщается на сайте издания Savrin Post.", ["Savrin Post"], None),
    ("", [], None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "words"), CREDITS)
def test_credits(text: str, names: list[str], words: str | None) -> None:
    document = read(f"{LEAD}\n\n{text}")
    assert [credit.name for credit in document.cites] == names
    for credit in document.cites:
        assert credit.span.contains(credit.name_span)
        credit.span.prove(document.raw)
    if words:
        assert document.cites[0].span.text == words


def test_an_interview_elsewhere_counts_only_where_no_news_is_credited() -> None:
    document = read(f"{LEAD} В интервью «Известиям» он был краток, передаёт ТАСС.")
    assert [credit.name for credit in document.cites] == ["ТАСС"]


def test_furniture_credits_nobody() -> None:
    document = read(f"Министр прилетел\n\n{LEAD}\n\nЧитайте также: Посол уехал, сообщает ТАСС\n\n{MORE}")
    assert document.cites == ()


# ---- outlet


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Министр прибыл в Линтар, передаёт BAQ.KZ.", "BAQ.KZ"),
        ("Министр прибыл в Линтар, сообщает «Вестник Тарвии».", "Вестник Тарвии"),
        ("Министр прибыл в Линтар, передаёт Sputnik Казахстан.", "Sputnik Казахстан"),
        ("Министр прибыл, сообщает «Ардал-пресс» со ссылкой на ТАСС.", "Ардал-пресс"),
        ("Министр прибыл в Линтар, сообщает ТАСС.", None),
        ("Министр прибыл в Линтар, пишет Savrin.kg.", None),
        (f"{LEAD} Ранее «Мойка Линтара» писала о дороге.", "Мойка Линтара"),
        (f"{LEAD} Как сообщал Savrin.kg, дорога закрыта.", "Savrin.kg"),
        (f"{LEAD} Как сообщал ранее портал «Саврин», дорога закрыта.", None),
        (f"{LEAD} Об этом сообщает корреспондент «Саврин-Пресс».", "Саврин-Пресс"),
        (f"{LEAD} Он рассказал «Саврин-Пресс» о поездке.", "Саврин-Пресс"),
        (f"{LEAD}\n\n«Вестник Тарвии» направил запрос в министерство.", "Вестник Тарвии"),
        (f"{LEAD}\n\nПодписывайтесь на «Деловую Тарвию»", "Деловая Тарвия"),
        (f"{LEAD}\n\nФото: архив «Линтарского курьера»", "Линтарский курьер"),
        (f"{LEAD}\n\n© 2031, РИА «Новый Линтар»", "РИА «Новый Линтар»"),
        (f"{LEAD}\n\nО дороге читайте в статье Частного корреспондента «Путь к морю»", "Частный корреспондент"),
        (f"Сообщение пресс-службы МИД Эстравии\n\n{LEAD}", "МИД Эстравии"),
        (f"{LEAD}\n\nhttps://www.lintar.example/news/1", "lintar.example"),
        (LEAD, None),
    ],
)
def test_outlet(text: str, outlet: str | None) -> None:
    assert read(f"{text}\n\n" if "\n" in text else f"{text}\n\n{MORE}").outlet == outlet


def test_metadata_knows_the_outlet() -> None:
    assert read(f"ЛИНТАР. ТАСС - {LEAD}", Given(outlet="Линтар сегодня")).outlet == "Линтар сегодня"
    assert read(LEAD, Given(url="https://www.lintar.example/1")).outlet == "lintar.example"
    assert read(LEAD, Given(url="http://[broken")).outlet is None
    dossier = parse_dossier(
        [
            (
                "d.yaml",
                "outlets: [{id: lintar, names: {ru: Линтар сегодня, en: Lintar Today}, domains: [lintar.example]}]",
            )
        ]
    )
    document = make_document("https://ru.lintar.example/1", LEAD, dossier, Given(url="https://ru.lintar.example/1"))
    assert document.outlet == "Линтар сегодня"
    assert document.url == "https://ru.lintar.example/1"


# ---- primary sources


@pytest.mark.parametrize(
    ("heading", "primary"),
    [
        ("Стенограмма выступления министра на открытии встречи", True),
        ("Выступление Даниэля Корвальда в Линтаре", True),
        ("Совместное заявление глав пяти государств", True),
        ("О телефонном разговоре Р. Кебекова с Д. Корвальдом", True),
        ("Комментарий официального представителя МИД Эстравии", True),
        ("Пресс-релиз", True),
        ("Заявление министра вызвало споры", False),
        ("Министр прилетел в Линтар", False),
        ("О дорогах и тарифах", False),
    ],
)
def test_primary(heading: str, primary: bool) -> None:
    assert read(f"{heading}\n\n{LEAD}").primary == primary


# ---- language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (LEAD, "ru"),
        ("Министр прибыл", "ru"),
        ("Қазақстан Президенті Қасым-Жомарт Тоқаев АҚШ мемлекеттік хатшысымен кездесті.", "kk"),
        ("Кыргызстандын тышкы иштер министри Вашингтонго барып, жолугушууга катышты.", "ky"),
        ("Ўзбекистон ташқи ишлар вазири Вашингтонга ташриф буюрди ва учрашув ўтказди.", "uz"),
        ("Вазири корҳои хориҷии Тоҷикистон ба Вашингтон ташриф овард.", "tg"),
        ("The foreign minister arrived in the capital and met his colleagues from the region.", "en"),
        ("Dışişleri Bakanı başkente geldi ve bölge ülkelerinin bakanlarıyla görüştü.", "tr"),
        ("Міністр закордонних справ прибув до столиці та зустрівся з колегами з регіону.", "uk"),
        ("", None),
        ("2031 … 17:30", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert read(text).language == language


def test_a_language_that_is_not_served_keeps_its_text() -> None:
    raw = " date 2031-03-06 The foreign minister arrived in the capital.\nNone\nHe met his colleagues from the region."
    document = read(raw, Given(outlet="Lintar Today"))
    assert (document.language, document.outlet, document.published_basis) == ("en", "Lintar Today", "header")
    assert "".join(span.text for span in document.body).startswith("The foreign")
    assert [span.text for span in document.furniture] == ["None"]
    assert document.cites == ()


def test_a_language_known_beforehand_holds() -> None:
    assert read("Министр прибыл", Given(language="kk-KZ")).language == "kk"
    assert read(LEAD, Given(language="ru_RU")).language == "ru"


# ---- any text


PIECES = (
    'date 2031-03-06|передаёт|сообщает|ТАСС|«|»|"|-|—|.|,|!|\n|\r\n|\xa0|Фото: |©|#тег|https://x.kz|Читайте также:'
    "|Поделиться|None|Главная|$ 512.53 ₸|€|°C|6 ноября 2031|14:30|/ТАСС/|(Reuters)|ЛИНТАР,|КАЗИНФОРМ|со ссылкой на"
    "|Источник:|31 февраля 2031|в интервью газете|РИА «Новости»|İ|ǆ|ß|цитирует|по данным|пресс-служба|сообщили"
    "|в министерстве|Стенограмма|Теги|2019"
).split("|")


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=60).map(" ".join))
def test_any_text_is_safe_and_every_span_proves_itself(raw: str) -> None:
    document = read(raw)
    spans = [*document.body, *document.furniture, *(credit.span for credit in document.cites)]
    for span in (*spans, document.title, document.header, document.dateline):
        if span is not None:
            span.prove(raw)
    parts = sorted((*document.body, *document.furniture))
    assert all(one.end <= other.start for one, other in pairwise(parts))
    assert document == read(raw)


@pytest.mark.parametrize(
    "piece", ["сообщает ", "цитирует а ", "«", "Поделиться\n", "Читайте также\nДорога\n", "6 марта ", " ", "А"]
)
def test_long_texts_take_no_more_than_their_length(piece: str) -> None:
    document = read(piece * (1_000_000 // len(piece)))
    assert len(document.raw) > 990_000
