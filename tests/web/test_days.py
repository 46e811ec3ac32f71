"""The record as of a day while it is served: kept, bounded, and never in the way of others."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_visitor import Visitor
from example_story import example

import onrecord
from onrecord import pipeline
from onrecord.aside import aside
from onrecord.errors import OnrecordError
from onrecord.model.dates import Date
from onrecord.store.store import Store
from onrecord.views import days
from onrecord.views.days import Days
from onrecord.views.exports import FORMATS, choose, held, narrow, write_export

Opened = Callable[..., Iterator[Visitor]]
DAY = Date("2031-04-10")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(example(tmp_path)) as opened:
        yield opened


class Linking:
    """Links as the desk does, counts it, and waits until it may."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.go = threading.Event()
        self.go.set()

    def __call__(self, path: Path, day: Date) -> pipeline.Opened:
        assert self.go.wait(60)
        self.done.append(day.edtf)
        return pipeline.known_on(path, day)


def test_a_day_is_linked_once_until_the_record_changes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    linking = Linking()
    monkeypatch.setattr(days, "_VIEWS", 2)
    kept = Days(store, linking)
    first = kept.view(DAY, "one", 60)
    assert kept.view(DAY, "one", 60) is first
    assert (kept.edition(DAY, "one"), kept.edition(DAY, "two")) == ("one", "two")
    second = kept.view(DAY, "two", 60)
    assert second is not first
    assert second.record == first.record
    for other in ("2031-04-11", "2031-04-12"):
        kept.view(Date(other), "two", 60)
    assert linking.done == [DAY.edtf, DAY.edtf, "2031-04-11", "2031-04-12"]
    kept.view(DAY, "two", 60)  # the oldest had to go
    assert linking.done[-1] == DAY.edtf
    kept.close()


def test_what_takes_too_long_goes_on_for_who_asks_again(store: Store) -> None:
    linking = Linking()
    linking.go.clear()
    kept = Days(store, linking)
    for _ in range(3):
        with pytest.raises(OnrecordError, match="too long"):
            kept.view(DAY, "one", 0.01)
    for number in range(11, 14):
        with pytest.raises(OnrecordError, match="too long"):
            kept.view(Date(f"2031-04-{number}"), "one", 0.01)
    with pytest.raises(OnrecordError, match="other days"):
        kept.view(Date("2031-04-20"), "one", 0.01)
    linking.go.set()
    assert kept.view(DAY, "one", 60).record.as_of == DAY
    kept.view(Date("2031-04-13"), "one", 60)
    assert linking.done == [DAY.edtf, "2031-04-11", "2031-04-12", "2031-04-13"]
    kept.close()


def test_a_process_of_its_own_links_a_larger_record(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Days(store, pipeline.known_on)
    monkeypatch.setattr(days, "_SMALL", 3)
    there = Days(store, pipeline.known_on)
    assert there.view(DAY, "one", 60).record == here.view(DAY, "one", 60).record
    with pytest.raises(OnrecordError, match="no such record"):
        aside(pipeline.known_on, Path("nowhere.sqlite"), DAY, stopped=lambda: False)
    with pytest.raises(OnrecordError, match="more than 0 seconds"):
        aside(time.sleep, 60, stopped=lambda: False, seconds=0)
    assert aside(time.sleep, 60, stopped=lambda: True) is None
    here.close()
    there.close()


def test_of_a_large_record_no_day_is_linked_for_an_answer(
    tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(days, "MOST_ARTICLES", 3)
    for visitor in opened(example(tmp_path)):
        answer = visitor.client.get(f"/api/v1/quotes?as_of={DAY}")
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert "up to 3" in answer.json()["detail"]
        assert "onrecord export --as-of 2031-04-10" in answer.json()["hint"]
        assert visitor.client.get("/api/v1/quotes").status_code == 200
        assert visitor.client.get(f"/export/jsonl?as_of={DAY}").status_code == 400


def test_files_of_a_day_are_those_of_the_command_line(reader: Visitor, tmp_path: Path) -> None:
    with reader.store() as opened:
        record, findings = pipeline.open_record(opened, DAY)
        for name, query in (("jsonl", ""), ("csv", "rows=quotes"), ("ics", ""), ("jsonl", "rows=events&kind=visit")):
            answer = reader.client.get(f"/export/{name}?{query}&as_of={DAY}")
            assert answer.status_code == 200
            pairs = [part.split("=") for part in query.split("&") if part]
            rows = tuple(value for key, value in pairs if key == "rows")
            choice = narrow(FORMATS[name], choose(rows, {key: value for key, value in pairs if key != "rows"}))
            with open(tmp_path / "out", "w+b") as file, opened.everything() as everything:
                write_export(FORMATS[name], held(record, findings, choice, everything), file)
                file.seek(0)
                assert answer.content == file.read() != b""
    assert reader.client.get("/export/jsonl?as_of=soon").status_code == 400


def test_an_open_record_is_asked_as_of_several_days(tmp_path: Path) -> None:
    with onrecord.open_record(example(tmp_path)) as record:
        then = record.known(DAY.edtf)
        assert then.as_of == DAY
        with onrecord.open_record(record.path, as_of=DAY.edtf) as other:
            for kind in ("statements", "commitments", "findings"):
                assert list(getattr(then, kind)()) == list(getattr(other, kind)())
        assert list(record.known(DAY.edtf).quotes()) == list(then.quotes())
        assert len(then.documents()) < len(record.documents())
        for wrong in ("", "soon", "XXXX-05"):
            with pytest.raises(OnrecordError):
                record.known(wrong)
