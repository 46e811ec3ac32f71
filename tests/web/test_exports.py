"""What a page shows can be taken along, and subscribed to."""

from __future__ import annotations

import csv
import io
import json
from base64 import b64encode
from pathlib import Path

import feedparser
import pytest
from desk_visitor import Page, Visitor, desk_of
from example_story import example
from icalendar import Calendar
from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.model.dates import Date
from onrecord.store.lookup import Wanted
from onrecord.views.brief import write_brief
from onrecord.views.exports import FORMATS
from onrecord.views.since import Stand, news
from onrecord.web.app import make_app
from onrecord.web.pages import briefs

PASSWORD = "correct horse battery"


@pytest.mark.parametrize("page", ["statements", "commitments", "events", "findings", "sources"])
def test_each_list_leads_to_files_of_its_rows(reader: Visitor, page: str) -> None:
    links = [link for link in Page(reader.page(f"/{page}")).links if link.startswith("/export/")]
    assert len(links) == 6
    for link in links:
        answer = reader.client.get(link)
        form = FORMATS[link.split("/")[2].split("?")[0]]
        assert answer.status_code == 200, link
        assert answer.headers["content-type"] == form.media
        assert answer.content
        assert f".{form.suffix}" in answer.headers["content-disposition"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_file_is_narrowed_as_its_page(reader: Visitor) -> None:
    (link,) = [x for x in Page(reader.page("/events?kind=visit&actor=Корвальд")).links if x.startswith("/export/csv")]
    table = list(csv.DictReader(io.StringIO(reader.client.get(link).text, newline="")))
    with reader.store().lookup() as lookup:
        who = next(
            row.id for row in lookup.rows("actor", lookup.ids("actor", most=500)).values() if "Корвальд" in row.name
        )
        wanted = lookup.ids("event", Wanted(kind="visit", actor=who), most=500)
    assert {row["id"] for row in table} == set(wanted) != set()
    found = reader.client.get("/export/jsonl?rows=findings&status=none&severity=3").text.splitlines()
    assert {json.loads(line)["severity"] for line in found} == {3}


def test_an_actor_and_an_outlet_have_feeds_of_their_own(reader: Visitor) -> None:
    with reader.store().lookup() as lookup:
        speaker = lookup.rows("quote", lookup.ids("quote", Wanted(status="none"), most=1)).popitem()[1].speakers[0]
        outlet = next(iter(lookup.outlets(1)))
    for page in (f"/actors/{speaker}", f"/sources/{outlet}"):
        (link,) = [x for x in Page(reader.page(page)).links if x.startswith("/export/atom")]
        feed = feedparser.parse(reader.client.get(link).content)
        assert feed.entries
        assert not feed.bozo


def test_calendars_and_feeds_can_be_subscribed_to(reader: Visitor) -> None:
    calendar = reader.client.get("/export/ics")
    assert calendar.headers["content-disposition"].startswith("inline")
    assert Calendar.from_ical(calendar.content).walk("VTODO")
    feed = feedparser.parse(reader.client.get("/export/atom?rows=findings").content)
    assert feed.entries
    assert not feed.bozo


@pytest.mark.parametrize(
    ("path", "status"),
    [("/export/docs", 404), ("/export/csv?colour=red", 400), ("/export/csv?rows=shoes", 400), ("/export/ics?rows=quotes", 400),
     ("/export/csv?since=never", 400), ("/export/csv?actor=Nemo", 400), ("/export/csv?kind=%00", 400)],
)  # fmt: skip
def test_what_there_is_none_of_is_an_error_page(reader: Visitor, path: str, status: int) -> None:
    assert "<h1>" in reader.page(path, status)


def test_a_calendar_program_gives_the_password(tmp_path: Path) -> None:
    with TestClient(make_app(desk_of(example(tmp_path), password=PASSWORD)), base_url="http://localhost") as client:
        asked = client.get("/export/ics", headers={"accept": "text/calendar"}, follow_redirects=False)
        assert asked.status_code == 401
        assert asked.headers["www-authenticate"].startswith("Basic ")
        assert client.get("/export/ics", headers={"accept": "text/html"}, follow_redirects=False).status_code == 303
        for password, status in ((PASSWORD, 200), ("wrong", 401)):
            basic = b64encode(f"anybody:{password}".encode()).decode()
            assert client.get("/export/ics", headers={"authorization": f"Basic {basic}"}).status_code == status
        assert client.get("/export/ics", headers={"authorization": "Basic ???"}).status_code == 401


@pytest.mark.parametrize("day", ["", "2031-04-10"])
def test_the_brief_is_the_one_of_the_command_line(reader: Visitor, day: str) -> None:
    with reader.store() as store:
        record, findings = pipeline.open_record(store, Date(day) if day else None)
    for form in ("html", "md", "docx", "pdf"):
        made = io.BytesIO()
        write_brief(form, record, findings, None, made)
        answer = reader.client.get(f"/export/brief.{form}?as_of={day}")
        assert answer.status_code == 200
        assert answer.content == made.getvalue()
        assert answer.headers["content-disposition"] == f'attachment; filename="brief.{form}"'
        assert f"/export/brief.{form}" in reader.page("/")


@pytest.mark.parametrize("day", ["", "2031-04-20"])
def test_what_a_period_brought_is_told_as_on_the_command_line(reader: Visitor, day: str) -> None:
    since = Date("2031-04-15")
    with reader.store() as opened:
        before, after = pipeline.open_period(opened, since, Date(day) if day else None)
    brought = news(Stand(*before), Stand(*after), since.edtf)
    for form in ("html", "md"):
        made = io.BytesIO()
        write_brief(form, *after, brought, made)
        answer = reader.client.get(f"/export/brief.{form}?since={since}&as_of={day}")
        assert answer.content == made.getvalue()
        assert answer.headers["content-disposition"] == f'attachment; filename="brief-since-2031-04-15.{form}"'
    assert 'name="since"' in reader.page("/")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("since=soon", "since: not a day: &#39;soon&#39;"),
        ("since=2031-13-01", "since: not a day"),
        ("since=2032-01-01", "2032-01-01 lies after 2031-"),
        ("since=2031-04-15&as_of=2031-04-10", "lies after 2031-04-10, the day as of which the record is shown"),
    ],
)
def test_a_period_that_there_is_none_of_is_an_error(reader: Visitor, asked: str, said: str) -> None:
    assert said in reader.page(f"/export/brief.html?{asked}", 400)


def test_a_brief_that_there_is_none_of_is_an_error(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, status in (("/export/brief.odt", 404), ("/export/brief.html?as_of=soon", 400)):
        visitor.page(path, status)
    monkeypatch.setattr(briefs, "MOST_ARTICLES", 3)
    assert "up to 3" in visitor.page("/export/brief.html", 400)
    monkeypatch.setattr(briefs, "MOST_LINKED", 2)
    found = visitor.page("/export/brief.html?since=2031-04-15", 400)
    assert "up to 2" in found
    assert "onrecord brief --since 2031-04-15 --output brief.html" in found
