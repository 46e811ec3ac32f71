"""Encounters in short texts of our own: what counts as one, when, where and who."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dossier import load_dossier
from onrecord.extract.dating import find_dates
from onrecord.extract.events import find_events
from onrecord.extract.mentions import find_mentions
from onrecord.languages import get_language
from onrecord.model.dates import Date
from onrecord.model.document import Document, document_id, sha256_of
from onrecord.model.record import Event, Party
from onrecord.model.span import Span
from onrecord.sources.reading import make_document

DAY = "2031-05-14"


def read(text: str, published: str | None = DAY, *, syntax: bool = True) -> tuple[tuple[Event, ...], tuple[Party, ...]]:
    language = get_language("ru")
    assert language is not None
    body = (Span.cut(text, 0, len(text)),) if text else ()
    document = Document(
        document_id("t", text),
        "t",
        text,
        sha256_of(text),
        "ru",
        published=Date(published) if published else None,
        published_basis="header" if published else None,
        body=body,
    )
    annotation = language.annotator.annotate(text, body)
    if not syntax:
        annotation = bare(annotation)
    mentions = find_mentions(document, annotation, language, load_dossier(None))
    return find_events(document, annotation, mentions, (), language, find_dates(document, language)), mentions.parties


def told(text: str, published: str | None = DAY, *, syntax: bool = True) -> list[str]:
    """Each event as `kind status date place: participants`."""
    events, parties = read(text, published, syntax=syntax)
    lines = []
    for event in events:
        date = event.when.date.edtf if event.when else "-"
        place = parties[event.place].name if event.place is not None else "-"
        who = ", ".join(sorted(parties[p].name for p in event.participants))
        lines.append(f"{event.kind} {event.status} {date} {place}: {who}")
    return lines


def bare(annotation):  # type: ignore[no-untyped-def]
    """The same without syntax."""
    from dataclasses import replace

    tokens = tuple(token._replace(head=-1, rel="") for token in annotation.tokens)
    return replace(annotation, tokens=tokens, has_syntax=False, children=())


TELLINGS = [
    # verbs with their government
    (
        "Министр иностранных дел Перу Олег Тарин 3 мая 2031 года встретился в Лиме с послом Чада Игорем Веско.",
        ["meeting held 2031-05-03 Лима: Игорь Веско, Олег Тарин"],
    ),
    (
        "Президент Перу Олег Тарин 20 мая посетит Чад, сообщила его пресс-служба.",
        ["visit planned 2031-05-20 Чад: Олег Тарин, Чад"],
    ),
    ("Премьер-министр Мали Иван Лодин 12 мая прибыл в Лиму.", ["visit held 2031-05-12 Лима: Иван Лодин"]),
    (
        "Олег Тарин пригласил Ивана Лодина на форум в Лиме.",
        [
            "invitation held 2031-05 -: Иван Лодин, Олег Тарин",
            "conference planned - Лима: Иван Лодин, Олег Тарин",
        ],
    ),
    (
        "Олег Тарин и Иван Лодин подписали соглашение о торговле 10 мая.",
        ["signing held 2031-05-10 -: Иван Лодин, Олег Тарин"],
    ),
    ("Олег Тарин 11 мая принял в Лиме Ивана Лодина.", ["meeting held 2031-05-11 Лима: Иван Лодин, Олег Тарин"]),
    # deverbal nouns, what leads them and who stands with them
    (
        "12 мая состоялся телефонный разговор Олега Тарина с Иваном Лодиным.",
        ["call held 2031-05-12 -: Иван Лодин, Олег Тарин"],
    ),
    (
        "Олег Тарин 12 мая в ходе телефонного разговора поздравил Ивана Лодина с праздником.",
        ["call held 2031-05-12 -: Иван Лодин, Олег Тарин"],
    ),
    # what they spoke of is another encounter, with another place
    (
        "12 мая Олег Тарин встретился с Иваном Лодиным. Они обсудили итоги саммита в Лиме.",
        ["meeting held 2031-05-12 -: Иван Лодин, Олег Тарин"],
    ),
    (
        "Олег Тарин 10 мая прибыл в Лиму. В тот же день состоялась встреча Тарина с Иваном Лодиным.",
        ["visit held 2031-05-10 Лима: Олег Тарин", "meeting held 2031-05-10 Лима: Иван Лодин, Олег Тарин"],
    ),
    (
        "В Лиме 12 мая прошли переговоры между Олегом Тариным и Иваном Лодиным.",
        ["negotiation held 2031-05-12 Лима: Иван Лодин, Олег Тарин"],
    ),
    (
        "В июне 2031 года состоится визит Олега Тарина в Чад.",
        ["visit planned 2031-06 Чад: Олег Тарин, Чад"],
    ),
    (
        "Олег Тарин заявил об этом на встрече с Иваном Лодиным в Лиме 9 мая.",
        ["meeting held 2031-05-09 Лима: Иван Лодин, Олег Тарин"],
    ),
    # states behind their people, and lists of states
    (
        "2 мая в Лиме прошёл саммит с участием лидеров Перу, Чада и Мали.",
        ["summit held 2031-05-02 Лима: Мали, Перу, Чад"],
    ),
    # planned in a relative clause, held in an attribute
    (
        "Встреча Олега Тарина с Иваном Лодиным, которая запланирована на 25 мая, пройдёт в Лиме.",
        ["meeting planned 2031-05-25 Лима: Иван Лодин, Олег Тарин"],
    ),
    (
        "Состоявшаяся 8 мая встреча Олега Тарина с Иваном Лодиным завершилась поздно вечером.",
        ["meeting held 2031-05-08 -: Иван Лодин, Олег Тарин"],
    ),
    # the noun repeats the verb; who meets the guest is there too; the visit mentioned in passing is the same
    (
        "Олег Тарин 12 мая прибыл с рабочим визитом в Лиму. В аэропорту его встретил Иван Лодин. В ходе визита Тарин "
        "выступит с речью.",
        ["visit held 2031-05-12 Лима: Иван Лодин, Олег Тарин"],
    ),
    # the one invited is to go
    (
        "Олег Тарин пригласил Ивана Лодина посетить Чад в июне.",
        ["invitation held 2031-05 -: Иван Лодин, Олег Тарин", "visit planned 2031-06 Чад: Иван Лодин, Чад"],
    ),
    # an object that looks like a genitive behind a place
    (
        "Олег Тарин принял в Лиме послов Чада и Мали.",
        ["meeting held 2031-05 Лима: Мали, Олег Тарин, Чад"],
    ),
    # those who were there, told afterwards
    (
        "10 мая в Лиме прошла конференция по рыболовству. В ней участвовали Олег Тарин и Иван Лодин.",
        ["conference held 2031-05-10 Лима: Иван Лодин, Олег Тарин"],
    ),
    # ellipsis: the first of a series
    (
        "Олег Тарин пригласил лидеров Перу, Чада и Мали на второй саммит в Лиму. Первый проходил в 2029 году в Риме.",
        [
            "invitation held 2031-05 -: Мали, Олег Тарин, Перу, Чад",
            "summit planned - Лима: Мали, Олег Тарин, Перу, Чад",
            "summit held 2029 Рим: Мали, Перу, Чад",
        ],
    ),
    # called off
    (
        "Олег Тарин отменил визит в Чад.",
        ["visit cancelled - Чад: Олег Тарин, Чад"],
    ),
    # who is on a visit, comes with one, or is to make one: with the date between subject and verb, and what follows there
    (
        "Министр иностранных дел Чада Олег Тарин прибыл в среду в Баку с двухдневным визитом и провёл переговоры с "
        "президентом Мали Иваном Лодиным.",
        ["visit ongoing 2031-05-14 Баку: Олег Тарин", "negotiation held 2031-05-14 Баку: Иван Лодин, Олег Тарин"],
    ),
    ("Президент Чада Олег Тарин находится с рабочим визитом в Лиме.", ["visit ongoing - Лима: Олег Тарин"]),
    ("С официальным визитом в Лиму прибыл премьер-министр Мали Иван Лодин.", ["visit ongoing - Лима: Иван Лодин"]),
    (
        "Президент Чада Олег Тарин 15 июня совершит официальный визит в Лиму, где примет участие в саммите Мали и Чада.",
        ["visit planned 2031-06-15 Лима: Олег Тарин", "summit planned 2031-06 Лима: Мали, Олег Тарин, Чад"],
    ),
    ("Делегация Чада во главе с Олегом Тариным 10 мая посетила Лиму.", ["visit held 2031-05-10 Лима: Олег Тарин, Чад"]),
    (
        "Олег Тарин завтра отправится в Лиму для переговоров с Иваном Лодиным.",
        ["visit planned 2031-05-15 Лима: Олег Тарин", "negotiation planned 2031-05 Лима: Иван Лодин, Олег Тарин"],
    ),
    ("Визит Олега Тарина в Лиму начался.", ["visit ongoing - Лима: Олег Тарин"]),
    # calls, credentials, passives, rounds and series
    ("Олег Тарин и Иван Лодин поговорили по телефону.", ["call held 2031-05 -: Иван Лодин, Олег Тарин"]),
    (
        "Олег Тарин 12 мая по телефону обсудил с Иваном Лодиным торговлю.",
        ["call held 2031-05-12 -: Иван Лодин, Олег Тарин"],
    ),
    (
        "Олег Тарин и Иван Лодин 12 мая обменялись мнениями о положении в Мали.",
        ["meeting held 2031-05-12 -: Иван Лодин, Олег Тарин"],
    ),
    (
        "Посол Чада Олег Тарин 12 мая вручил верительные грамоты президенту Мали Ивану Лодину.",
        ["meeting held 2031-05-12 -: Иван Лодин, Олег Тарин"],
    ),
    ("Олег Тарин 12 мая был принят Иваном Лодиным.", ["meeting held 2031-05-12 -: Иван Лодин, Олег Тарин"]),
    ("Олег Тарин 12 мая провёл ряд встреч с Иваном Лодиным.", ["meeting held 2031-05-12 -: Иван Лодин, Олег Тарин"]),
    (
        "Между Олегом Тариным и Иваном Лодиным 12 мая прошёл новый раунд переговоров.",
        ["negotiation held 2031-05-12 -: Иван Лодин, Олег Тарин"],
    ),
    ("Лидеры Чада и Мали соберутся 3 июня в Лиме.", ["meeting planned 2031-06-03 Лима: Мали, Чад"]),
    # what its own predicate says of an encounter goes before its attribute
    (
        "Встреча Олега Тарина с Иваном Лодиным, намеченная на пятницу, была отменена.",
        ["meeting cancelled 2031-05-16 -: Иван Лодин, Олег Тарин"],
    ),
    (
        "Визит Олега Тарина в Лиму, запланированный на 20 мая, не состоится.",
        ["visit cancelled 2031-05-20 Лима: Олег Тарин"],
    ),
    ("Запланированная ранее поездка Олега Тарина в Лиму не состоялась.", ["visit cancelled - Лима: Олег Тарин"]),
    (
        "Олег Тарин отменил запланированную на 20 мая встречу с Иваном Лодиным.",
        ["meeting cancelled 2031-05-20 -: Иван Лодин, Олег Тарин"],
    ),
    ("Олег Тарин отказался от встречи с Иваном Лодиным.", ["meeting cancelled - -: Иван Лодин, Олег Тарин"]),
    ("Визит Олега Тарина в Лиму отложен на неопределённый срок.", ["visit cancelled - Лима: Олег Тарин"]),
    ("Президент Чада не сможет приехать в Лиму.", ["visit cancelled - Лима: президент Чада"]),
    (
        "Запланированный на июнь визит Олега Тарина в Лиму перенесён на август.",
        ["visit planned 2031-08 Лима: Олег Тарин"],
    ),
    # sides in the name, who was there in a relative clause, who says it of themself
    ("Саммит Чад — Мали пройдёт 3 июня в Лиме.", ["summit planned 2031-06-03 Лима: Мали, Чад"]),
    ("Перу 3 июня примет саммит «Чад — Мали».", ["summit planned 2031-06-03 Перу: Мали, Перу, Чад"]),
    (
        "В Лиме 12 мая состоялась встреча, в которой приняли участие Олег Тарин и Иван Лодин.",
        ["meeting held 2031-05-12 Лима: Иван Лодин, Олег Тарин"],
    ),
    (
        "Олег Тарин заявил, что готов встретиться с Иваном Лодиным.",
        ["meeting planned - -: Иван Лодин, Олег Тарин"],
    ),
    ("Олег Тарин собирается посетить Лиму.", ["visit planned - Лима: Олег Тарин"]),
    # one encounter told twice is one
    (
        "Олег Тарин 3 мая встретился в Лиме с Иваном Лодиным. Встреча Тарина с Лодиным длилась два часа.",
        ["meeting held 2031-05-03 Лима: Иван Лодин, Олег Тарин"],
    ),
    # planned and held stay two
    (
        "Олег Тарин 3 мая встретился с Иваном Лодиным. В июне Олег Тарин встретится с Иваном Лодиным снова.",
        ["meeting held 2031-05-03 -: Иван Лодин, Олег Тарин", "meeting planned 2031-06 -: Иван Лодин, Олег Тарин"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TELLINGS)
def test_what_is_told(text: str, expected: list[str]) -> None:
    assert told(text) == expected


NOT_TOLD = [
    "Олег Тарин не встречался с Иваном Лодиным.",
    "Если Олег Тарин встретится с Иваном Лодиным, многое изменится.",
    "Олег Тарин встретился бы с Иваном Лодиным.",
    "Депутаты призвали Олега Тарина встретиться с Иваном Лодиным.",
    "Олег Тарин опроверг встречу с Иваном Лодиным.",
    "Парламент принял закон о рыболовстве.",
    "Олег Тарин принял участие в забеге.",
    "Олег Тарин принял решение уйти.",
    "Вратарь столичного клуба не пропустил гол во встрече с лидером чемпионата: матч закончился вничью, а тренер "
    "сборной остался доволен игрой футболистов.",
    "Состоялась ли встреча Олега Тарина с Иваном Лодиным, не сообщается.",
    "Олег Тарин опроверг сообщения о встрече с Иваном Лодиным.",
    "Олег Тарин не имел возможности встретиться с Иваном Лодиным.",
    "Приём документов в университет начнётся в июне.",
    "Цены на хлеб выросли на три процента.",
    "В Лиме было принято решение о назначении Олега Тарина послом.",
    "Принято постановление «О прекращении полномочий депутата Олега Тарина».",
    "В Лиму 12 мая прилетел самолёт авиакомпании, на борту которого восемь пассажиров.",
    "Пусть Олег Тарин встретится с Иваном Лодиным.",
    "",
]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_not_told(text: str) -> None:
    assert told(text) == []


def test_without_syntax_the_plain_cases_still_work() -> None:
    text = "Министр иностранных дел Перу Олег Тарин 3 мая 2031 года встретился в Лиме с послом Чада Игорем Веско."
    assert told(text, syntax=False) == ["meeting held 2031-05-03 Лима: Игорь Веско, Олег Тарин"]


def test_a_series_is_numbered() -> None:
    text = "Вторая встреча Олега Тарина с Иваном Лодиным прошла 3 мая в Лиме."
    (event,), _ = read(text)
    assert event.number == 2


def test_a_format_of_the_dossier_brings_its_states() -> None:
    (event,), parties = read("2 мая 2031 года в Лиме прошёл саммит C5+1.")
    assert {parties[p].entry for p in event.participants} == {f"country:{c}" for c in "KZ KG TJ TM UZ US".split()}
    assert event.series == "C5+1"


def test_an_arrival_on_the_day_of_the_article_goes_on() -> None:
    text = "Премьер-министр Мали Иван Лодин прилетел в Лиму 14 мая."
    (event,), _ = read(text)
    assert event.status == "ongoing"


def test_no_date_without_a_day_to_count_from() -> None:
    (event,), _ = read("Олег Тарин накануне встретился с Иваном Лодиным.", None)
    assert event.when is None


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "встреча встретился с в Лиме Олег Тарин и Иван Лодин визит который состоится , . : « » ( ) 3 мая не если "
            "президента Перу саммит «Север — Юг» пригласил на первый прошёл его они - \n".split(" ")
        ),
        max_size=60,
    ).map(" ".join)
)
def test_any_text_is_safe_and_every_span_holds(text: str) -> None:
    events, parties = read(text)
    for event in events:
        assert event.evidence
        assert 0 <= event.confidence <= 1
        assert all(text[span.start : span.end] == span.text and len(span) <= 300 for span in event.evidence)
        assert all(0 <= p < len(parties) for p in event.participants)


def test_a_headline_of_two_states_and_the_talks_of_their_people_are_one_encounter() -> None:
    text = (
        "В Лиме прошли переговоры Перу и Чада. Министр иностранных дел Перу Олег Тарин провёл переговоры с министром "
        "иностранных дел Чада Игорем Веско."
    )
    assert told(text) == ["negotiation held 2031-05 Лима: Игорь Веско, Олег Тарин, Перу, Чад"]
    other = text.replace("Перу и Чада", "Перу и Мали")
    assert len(told(other)) == 2


def test_evidence_begins_behind_the_dateline() -> None:
    text = "ЛИМА. ПЕРПРЕСС – Министр иностранных дел Перу Олег Тарин встретился с послом Чада Игорем Веско."
    language = get_language("ru")
    assert language is not None
    document = make_document("t", text, load_dossier(None))
    assert document.dateline is not None
    annotation = language.annotator.annotate(text, document.body)
    mentions = find_mentions(document, annotation, language, load_dossier(None))
    (event,) = find_events(document, annotation, mentions, (), language, find_dates(document, language))
    assert event.evidence[0].text.startswith("Министр иностранных дел Перу")


def test_cost_grows_with_length_only() -> None:
    """A long text of meetings is read in a time that its length explains."""
    from time import perf_counter

    line = "Олег Тарин 3 мая встретился в Лиме с Иваном Лодиным, и на встрече обсудили торговлю.\n"
    language = get_language("ru")
    assert language is not None
    seconds = []
    for times in (20, 200):
        text = line * times
        body = (Span.cut(text, 0, len(text)),)
        document = Document("d", "t", text, "", "ru", published=Date(DAY), body=body)
        annotation = language.annotator.annotate(text, body)
        mentions = find_mentions(document, annotation, language, load_dossier(None))
        dates = find_dates(document, language)
        begin = perf_counter()
        find_events(document, annotation, mentions, (), language, dates)
        seconds.append(perf_counter() - begin)
    assert seconds[1] < 40 * max(seconds[0], 0.001)


def test_a_visit_to_a_state_and_to_its_capital_is_one() -> None:
    text = "Президент Чада посетит Перу\n\nПрезидент Чада Олег Тарин 5 июня посетит Лиму."
    assert told(text) == ["visit planned 2031-06-05 Лима: Олег Тарин, Перу"]
    text = "Президент Чада Олег Тарин в июне посетит Мали. Тарин 5 июня посетит Лиму, столицу Перу."
    assert len(told(text)) == 2


def test_an_envoy_is_the_same_by_either_name_of_the_office() -> None:
    text = "Тарин встретился со спецпосланником\n\nОлег Тарин 3 мая принял специального представителя Чада Игоря Веско."
    assert told(text) == ["meeting held 2031-05-03 -: Игорь Веско, Олег Тарин"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Олег Тарин и Игорь Веско приняли участие в ужине, который дал президент Чада Иван Лодин.",
            ["reception held 2031-05 -: Иван Лодин, Игорь Веско, Олег Тарин, Чад"],
        ),
        (
            "Олег Тарин участвовал в саммите, который провёл в Лиме президент Перу Иван Лодин.",
            ["summit held 2031-05 Лима: Иван Лодин, Олег Тарин, Перу"],
        ),
        (
            "Президент Чада Иван Лодин дал торжественный ужин в честь Олега Тарина.",
            ["reception held 2031-05 -: Иван Лодин, Олег Тарин, Чад"],
        ),
        ("После обеда Олег Тарин вернулся домой. На ужин подали рыбу, обед стоил сто рублей.", []),
    ],
)
def test_who_takes_part_in_what_another_gives_is_there(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_whom_a_gathering_is_of_is_not_where_it_is() -> None:
    (event,), parties = read("Олег Тарин провёл в мае заседание губернаторов в Лиме.")
    assert {parties[p].name for p in event.participants} == {"Олег Тарин", "губернаторы"}
    (event,), parties = read("Олег Тарин 3 мая встретился с послами в Лиме.")
    assert "послы в Лиме" in {parties[p].name for p in event.participants}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who is invited comes, not who invites
        (
            "Олег Тарин передал приглашение Игорю Веско посетить Лиму осенью 2031 года.",
            ["visit planned 2031-23 Лима: Игорь Веско"],
        ),
        (
            "Олег Тарин подтвердил приглашение посетить Лиму, которое Игорь Веско принял с благодарностью.",
            ["visit planned - Лима: Игорь Веско"],
        ),
        # what happens time and again is none
        ("Чад встречается с лидерами Перу почти ежемесячно.", []),
        # whoever speaks of the outcome was there
        (
            "В Лиме 6 мая 2031 года состоялся саммит Перу и Чада. По итогам встречи Олег Тарин выступил с заявлением.",
            ["summit held 2031-05-06 Лима: Олег Тарин, Перу, Чад"],
        ),
        # a body's name is no gathering, and whom a medium has it from does not travel
        ("Законопроект внесли в Конгресс сенаторы Олег Тарин и Игорь Веско.", []),
        (
            "Газеты со ссылкой на чиновника МИД написали, что Олег Тарин приедет в Лиму 6 июня 2031 года.",
            ["visit planned 2031-06-06 Лима: Олег Тарин"],
        ),
    ],
)
def test_who_takes_part_by_what_is_asked_or_told(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Российско-узбекский саммит пройдёт в Лиме 6 июня 2031 года.",
            ["summit planned 2031-06-06 Лима: Россия, Узбекистан"],
        ),
        (
            "Японо-турецкие переговоры пройдут в Лиме 6 июня 2031 года.",
            ["negotiation planned 2031-06-06 Лима: Турция, Япония"],
        ),
        (
            "Олег Тарин принял делегацию Конгресса США во главе с сенатором Игорем Веско.",
            ["meeting held 2031-05 -: Игорь Веско, Конгресс США, Олег Тарин"],
        ),
        ("Олег Тарин обсудил подготовку визита Игоря Веско в Перу.", ["visit planned - Перу: Игорь Веско, Перу"]),
        (
            "В мае глава МИД Олег Тарин обсудил пошлину с Игорем Веско в ходе телефонного разговора.",
            ["call held 2031-05 -: Игорь Веско, Олег Тарин"],
        ),
        (
            "Олег Тарин принял Игоря Веско и Ивана Лодина. Во встрече также приняли участие посол Чада Павел Орешин и посол "
            "Перу Антон Сомов.",
            ["meeting held 2031-05 -: Антон Сомов, Иван Лодин, Игорь Веско, Олег Тарин, Павел Орешин"],
        ),
        (
            "Олег Тарин 5 мая встретился с послами. Затем он выступил на саммите Перу и Чада.",
            ["meeting held 2031-05-05 -: Олег Тарин, послы"],
        ),
        ("Мы дождёмся приезда Игоря Веско в Лиму.", ["visit planned - Лима: Игорь Веско"]),
        (
            "Министр иностранных дел Перу Олег Тарин 6 мая встретился с министром иностранных дел Чада Игорем Веско. На "
            "встрече, прошедшей 6 мая, главы внешнеполитических ведомств обсудили торговлю.",
            ["meeting held 2031-05-06 -: Игорь Веско, Олег Тарин"],
        ),
    ],
)
def test_sides_are_told_by_adjectives_of_states_delegations_and_offices(text: str, expected: list[str]) -> None:
    assert set(expected) <= set(told(text))
