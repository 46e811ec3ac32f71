"""Pages of the record as it could be known on a day: which day it is, that it is kept, and the way back to now."""

from __future__ import annotations

import gc
import re
import threading
from collections.abc import Callable, Iterator
from html import escape, unescape
from pathlib import Path

import pytest
from desk_visitor import FIRST, Visitor, walk
from example_story import example

from onrecord import pipeline
from onrecord.model.dates import Date
from onrecord.store.lookup import SHAPES
from onrecord.store.store import Store
from onrecord.views.asof import AsOf
from onrecord.views.days import MOST_ARTICLES, Days
from onrecord.web import app
from onrecord.web.addresses import at_day, on_day

DAY = "2031-04-10"
SHOWN = "<b>The record as of 10 April 2031</b>"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(example(tmp_path)) as opened:
        pipeline.refresh(opened)
        while opened.list_rows():
            pass
        yield opened


# ---- the record of a day as a store


def test_a_record_that_is_laid_out_answers_as_the_one_it_was_made_of(store: Store) -> None:
    laid_out = AsOf(*pipeline.open_record(store), store).as_store()
    with store.lookup() as one, laid_out.lookup() as other:
        assert one.as_of() == other.as_of()
        assert one.outlets(99) == other.outlets(99)
        assert one.taken(99) == other.taken(99)
        for kind in SHAPES:
            ids = one.ids(kind, most=999)
            assert ids == other.ids(kind, most=999) != []
            assert one.rows(kind, ids) == other.rows(kind, ids)
            assert one.counts(kind, "status") == other.counts(kind, "status")
        for actor in one.ids("actor", most=999):
            assert one.parties(actor) == other.parties(actor)
        for event in one.ids("event", most=999):
            assert one.parts_of(event) == other.parts_of(event)
        for document in one.ids("document", most=99):
            assert one.marks(document) == other.marks(document)
            assert one.extraction(document) == other.extraction(document)


def test_the_store_of_a_day_has_its_rows_and_goes_with_it(store: Store) -> None:
    days = Days(store, pipeline.known_on)
    view = days.view(Date(DAY), "one", 60)
    with view.as_store().lookup() as lookup:
        assert lookup.as_of() == Date(DAY)
        assert DAY in lookup.edition()
        for kind in SHAPES:
            assert set(lookup.ids(kind, most=999)) == set(view.ids(kind, order="-day", most=999))
    path = view.as_store().path
    assert view.as_store().path == path
    assert path.exists()
    days.close()
    del view, days, lookup
    gc.collect()
    assert not path.parent.exists()


# ---- pages


def test_a_day_is_kept_from_page_to_page(reader: Visitor) -> None:
    kinds = set()
    for path, text, page in walk(reader, 8, [at_day(path, DAY) for path in FIRST]):
        kind = path.partition("?")[0].split("/")[1]
        kinds.add(kind)
        if "as_of=" not in path:  # back to now
            continue
        assert SHOWN in text, path
        assert page.open == [], path
        back = [tag for tag in re.findall(r"<a [^>]*>", text) if "data-now" in tag]
        assert len(back) == 1, path
        assert "as_of" not in back[0], path
        for tag in re.findall(r"<(?:a|iframe) [^>]*>", text):
            link = unescape(re.search(r' (?:href|src)="([^"]*)"', tag)[1])  # type: ignore[index]  # each has one
            assert "data-now" in tag or link.startswith("#") or f"as_of={DAY}" in link, (path, tag)
        for form in re.findall(r"<form.*?</form>", text, re.DOTALL):
            if 'method="post"' not in form:
                assert form.count('name="as_of"') == 1, (path, form)
            else:  # nothing is decided on what was known once
                assert 'action="/language"' in form, (path, form)
    assert {"", "findings", "statements", "commitments", "events", "actors", "sources", "articles"} <= kinds


def test_a_page_of_a_day_shows_what_was_known_then(reader: Visitor) -> None:
    with reader.store() as opened:
        _, then = pipeline.open_record(opened, Date(DAY))
        _, now = pipeline.open_record(opened)
    shown = set(re.findall(r'<h3><a href="/findings/(\w+)\?', reader.page(f"/findings?as_of={DAY}")))
    assert shown == {finding.id for finding in then}
    later = next(finding for finding in now if finding.id not in shown)
    missing = reader.page(f"/findings/{later.id}?as_of={DAY}", 404)
    assert "There was no such row in the record on that day." in missing
    assert f'<a data-now href="/findings/{later.id}">' in missing
    assert SHOWN not in reader.page(f"/findings/{later.id}")
    assert "No article of the record had come out by then." in reader.page("/?as_of=2031-01-01")


def test_what_nothing_dates_is_named(reader: Visitor) -> None:
    with reader.store() as opened:
        record, _ = pipeline.open_record(opened, Date(DAY))
    page = reader.page(f"/?as_of={DAY}")
    assert record.open_day
    assert f"{len(record.open_day)} articles are left out" in page
    assert all(escape(source) in page for source in record.open_day)


def test_every_page_offers_another_day_and_keeps_what_it_is_narrowed_to(reader: Visitor) -> None:
    form = re.search(r'<details class="days">.*?</details>', reader.page("/events?kind=visit&page=2"), re.DOTALL)
    assert form
    assert "As of 20 May 2031" in form[0]
    assert 'action="/events"' in form[0]
    assert 'type="date" name="as_of" required value="2031-05-20"' in form[0]
    assert '<input type="hidden" name="kind" value="visit">' in form[0]
    assert 'name="page"' not in form[0]
    russian = reader.client.get(f"/events?as_of={DAY}", headers={"accept-language": "ru"}).text
    assert "<b>Записи на 10 апреля 2031" in russian
    assert "Вернуться к нынешним записям" in russian


def test_pictures_and_rows_lead_to_the_same_day(reader: Visitor) -> None:
    drawn = reader.page(f"/pictures/timeline.svg?as_of={DAY}")
    links = re.findall(r'<a [^>]*href="([^"]*)"', drawn)
    assert links
    assert all(link.endswith(f"?as_of={DAY}") for link in links)
    assert f"as_of={DAY}" in reader.page(f"/pictures/lineage.csv?as_of={DAY}")
    with reader.store() as opened:
        record, _ = pipeline.open_record(opened, Date(DAY))
    for row in (record.events[0], record.quotes[0]):
        answer = reader.client.get(f"/rows/{row.id}?as_of={DAY}", follow_redirects=False)
        assert answer.headers["location"].endswith(f"as_of={DAY}")
        assert reader.client.get(answer.headers["location"]).status_code == 200


def test_a_decision_changes_what_a_day_shows(visitor: Visitor) -> None:
    with visitor.store() as opened:
        known = [{f.id for f in pipeline.open_record(opened, day)[1]} for day in (Date(DAY), None)]
    id_ = min(known[0] & known[1])
    there = visitor.page(f"/findings/{id_}?as_of={DAY}")
    assert "Decisions are made on the record as it is now." in there
    assert "textarea" not in there
    given = {"token": visitor.token(), "verdict": "dismiss", "why": "Это две поездки"}
    assert visitor.client.post(f"/findings/{id_}", data=given).status_code == 200
    there = visitor.page(f"/findings/{id_}?as_of={DAY}")
    assert "Это две поездки" in there
    assert "Take back" not in there


def test_what_is_no_day_is_an_error(reader: Visitor) -> None:
    for wrong in ("soon", "2031-02-30", '"><b>x</b>', "XXXX-05"):
        answer = reader.client.get("/findings", params={"as_of": wrong})
        assert answer.status_code == 400
        assert "as_of: not a day" in answer.text
        assert "<b>x" not in answer.text
    assert SHOWN not in reader.page("/findings?as_of=")


def test_what_takes_too_long_asks_to_come_back(
    tmp_path: Path, opened: Callable[..., Iterator[Visitor]], monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def known(path: Path, day: Date) -> pipeline.Opened:
        assert go.wait(60)
        return pipeline.known_on(path, day)

    monkeypatch.setattr(app, "DAY_SECONDS", 0.05)
    for visitor in opened(example(tmp_path), known=known):
        waiting = visitor.page(f"/events?as_of={DAY}", 503)
        assert "it goes on: ask again in a little while" in waiting
        assert '<a data-now href="/events">' in waiting
        go.set()
        monkeypatch.setattr(app, "DAY_SECONDS", 60)
        assert SHOWN in visitor.page(f"/events?as_of={DAY}")


def test_of_a_large_record_no_day_is_offered(
    tmp_path: Path, opened: Callable[..., Iterator[Visitor]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "MOST_ARTICLES", 3)
    for visitor in opened(example(tmp_path)):
        page = visitor.page("/")
        assert "onrecord brief --as-of DATE" in page
        assert 'name="as_of"' not in page
    assert MOST_ARTICLES > 3


# ---- links


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("/events", "/events?as_of=2031-04"),
        ("/events?kind=visit", "/events?kind=visit&as_of=2031-04"),
        ("/events?as_of=2031-04&kind=visit", "/events?as_of=2031-04&kind=visit"),
        ("/search?q=as_of%3D1", "/search?q=as_of%3D1&as_of=2031-04"),
    ],
)
def test_a_link_is_given_the_day_once(link: str, kept: str) -> None:
    assert at_day(link, "2031-04") == kept


def test_only_own_links_are_given_a_day() -> None:
    page = (
        '<link href="/static/desk.css"><a class="x" href="/a?b=1&amp;c=2#d">&lt;a href=&#34;/e&#34;&gt;</a><a href="#main">'
        '<a data-now href="/a"><form action="/s"><form method="post" action="/p"><form data-now action="/n">'
    )
    assert on_day(page, "2031") == (
        '<link href="/static/desk.css"><a class="x" href="/a?b=1&amp;c=2&amp;as_of=2031#d">&lt;a href=&#34;/e&#34;&gt;</a>'
        '<a href="#main"><a data-now href="/a"><form action="/s"><input type="hidden" name="as_of" value="2031">'
        '<form method="post" action="/p"><form data-now action="/n">'
    )
