"""The interface in two languages: no message without words, dates as people write them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po
from desk_visitor import Visitor, visit

import onrecord
from onrecord import pipeline
from onrecord.languages.russian.actions import ACTIONS
from onrecord.model.dates import Date
from onrecord.model.document import PublishedBasis
from onrecord.sources.files import read_paths
from onrecord.store.store import Store
from onrecord.views.rules import in_words
from onrecord.web import wording
from onrecord.web.catalog import messages
from onrecord.web.saying import of_finding
from onrecord.web.tongue import choose, tongue
from onrecord.web.wording import BASES

CATALOG = Path(onrecord.__file__).parent / "web" / "locale" / "ru.po"


def test_every_message_is_in_the_catalog_and_none_is_left_over() -> None:
    catalog = read_po(BytesIO(CATALOG.read_bytes()), locale="ru")
    known = {m.id for m in catalog if m.id}
    wanted = set(messages())
    assert wanted - known == set()
    assert known - wanted == set()
    for message in catalog:
        if message.id:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(strings), message.id
            source = message.id if isinstance(message.id, str) else message.id[-1]
            for part in ("%(day)s", "%(status)s", "%(name)s", "%(count)s", "{cue}", "{told}", "%(rule)s"):
                assert all((part in source) == (part in string) for string in strings), message.id


def test_what_is_promised_is_said_in_the_readers_language(reader: Visitor) -> None:
    assert set(wording.ACTIONS) == set(ACTIONS.values())
    with reader.store().lookup() as lookup:
        rows = lookup.rows("commitment", lookup.ids("commitment", most=500)).values()
    known = next(row for row in rows if row.action == "visit")
    other = next(row for row in rows if row.action.startswith("do: "))
    for row, spoken in (
        (known, {"en": "to visit", "ru": "посетить"}),
        (other, dict.fromkeys(("en", "ru"), other.action[4:])),
    ):
        for code, words in spoken.items():
            page = reader.client.get(f"/commitments/{row.id}", headers={"accept-language": code}).text
            heading = page.split("<h1>")[1].split("</h1>")[0]
            assert words in heading
            assert "do:" not in heading


def test_what_is_not_to_be_done_is_said_so(tmp_path: Path) -> None:
    article, record = tmp_path / "a.txt", tmp_path / "r.sqlite"
    article.write_text("date 2031-03-01\nПорт\n\nМинистр Ян Лим пообещал не закрывать завод.", "utf-8")
    with Store(record, create=True) as store:
        pipeline.add(store, read_paths([str(article)]))
        pipeline.refresh(store)
        while store.list_rows():
            pass
    for visitor in visit(record):
        for code, act, firmly in (("en", "not to close", "will not do it"), ("ru", "не закрыть", "не сделает")):
            page = visitor.client.get("/commitments", headers={"accept-language": code}).text
            assert f": {act}</a>" in page
            assert firmly in page


def test_why_a_finding_is_one_is_said_in_the_readers_language(reader: Visitor) -> None:
    with reader.store().lookup() as lookup:
        rows = lookup.rows("finding", lookup.ids("finding", most=500)).values()
    assert len({row.rule for row in rows}) > 5
    for row in rows:
        told = in_words(row.rule, tongue("ru").say)
        assert not re.search("[a-z]", told), row.rule
        for code, words in (("en", in_words(row.rule)), ("ru", told)):
            assert words in reader.client.get(f"/findings/{row.id}", headers={"accept-language": code}).text


def test_a_month_in_which_nothing_is_says_so(reader: Visitor) -> None:
    for path, words in (("/events?month=1999-01", "No encounter"), ("/commitments?month=1999-01", "falls due")):
        assert words in reader.page(path)
    assert "No encounter" not in reader.page("/events?month=2031-03")


@pytest.mark.parametrize(
    ("edtf", "english", "russian"),
    [
        ("2031-03-06", "6 March 2031", "6 марта 2031\u202fг."),
        ("2031-03", "March 2031", "март 2031"),
        ("2031", "2031", "2031"),
        ("2031-23", "autumn 2031", "осень 2031"),
        ("XXXX-21", "spring (year unknown)", "весна (год неизвестен)"),
        ("XXXX-11-06", "6 November (year unknown)", "6 ноября (год неизвестен)"),
        ("2031-04-21/2031-04-22", "21 April 2031 – 22 April 2031", "21 апреля 2031\u202fг. – 22 апреля 2031\u202fг."),
        ("2015/..", "from 2015", "с 2015"),
    ],
)
def test_dates_are_written_as_people_do(edtf: str, english: str, russian: str) -> None:
    assert tongue("en").day(Date(edtf)) == english
    assert tongue("ru").day(Date(edtf)) == russian


@pytest.mark.parametrize(
    ("cookie", "accepted", "code"),
    [("", "", "en"), ("", "ru-RU,ru;q=0.9,en;q=0.8", "ru"), ("", "de,en;q=0.5,ru;q=0.7", "ru"), ("en", "ru", "en"),
     ("xx", "ru", "ru"), ("", ";;q=x,,=", "en")],
)  # fmt: skip
def test_the_language_is_the_one_chosen_then_the_browsers(cookie: str, accepted: str, code: str) -> None:
    assert choose(cookie, accepted).code == code


def test_what_a_day_rests_on_is_always_said_in_words() -> None:
    assert set(BASES) == set(get_args(PublishedBasis))


def test_pages_speak_russian_when_asked_and_stay_so_when_chosen(visitor: Visitor) -> None:
    asked = visitor.client.get("/findings", headers={"accept-language": "ru"})
    assert '<html lang="ru">' in asked.text
    assert "Расхождения" in asked.text
    assert asked.headers["content-language"] == "ru"
    assert '<html lang="en">' in visitor.page("/findings")
    form = {"token": visitor.token(), "to": "ru", "back": "/commitments"}
    switched = visitor.client.post("/language", data=form)
    assert switched.url.path == "/commitments"
    assert "Обязательства" in switched.text
    assert "Такой страницы нет." in visitor.page("/nowhere", 404)
    for path in ("/", "/findings", "/statements", "/events?month=2031-03", "/actors", "/sources", "/search?q=встреча"):
        assert '<html lang="ru">' in visitor.page(path)


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        ("2031-05-13", "13 May 2031", "13 мая 2031\u202fг."),
        ("2031-13-45", "2031-13-45", "2031-13-45"),
        ("up to 1,500,000,000.5 USD", "up to 1,500,000,000.5 USD", "до 1\xa0500\xa0000\xa0000,5 USD"),
        ("400 km", "400 km", "400 км"),
        ("fits “накануне” in an article of 2031-03-06", "fits “накануне” in an article of 6 March 2031",
         "совпадает с «накануне» в статье от 6 марта 2031\u202fг."),
        ("5 %(a)s %s {x}", "5 %(a)s %s {x}", "5 %(a)s %s {x}"),
        ("министр", "министр", "министр"),
    ],
)  # fmt: skip
def test_what_findings_hold_is_written_as_people_do(value: str, english: str, russian: str) -> None:
    assert of_finding(value, tongue("en")) == english
    assert of_finding(value, tongue("ru")) == russian


def test_findings_are_summed_up_in_russian_and_in_the_words_of_the_export(visitor: Visitor) -> None:
    with visitor.store() as store, store.lookup() as lookup:
        rows = lookup.rows("finding", lookup.ids("finding", most=99)).values()
    visit = next(row for row in rows if row.kind == "date" and "visit" in row.summary)
    quote = next(row for row in rows if row.kind == "attribution")
    for path in (f"/findings/{visit.id}", "/findings", f"/articles/{visit.documents[0]}?row={visit.id}"):
        page = visitor.client.get(path, headers={"accept-language": "ru"}).text
        said = " ".join(re.sub(r"<[^>]+>", "", page).split())
        lead = "Когда это было" if "articles" in path else "Визит (Даниэль Корвальд, Кемория)"
        assert f"{lead}: 13 мая 2031 г. (Тарвия-24, Вестник Тарвии) или 14 мая 2031 г. (Деловая Тарвия)" in said, path
    found = visitor.client.get("/search?q=планирую&in=finding", headers={"accept-language": "ru"}).text
    assert "Кто это сказал: " in " ".join(re.sub(r"<[^>]+>", "", found).split())
    assert quote.summary.partition("”")[0] in visitor.page(f"/findings/{quote.id}")
