"""Lists and searches in parts: nothing is left out, nothing comes twice, and each part has an end."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from example_story import example

import onrecord
from onrecord.store import searching
from onrecord.store.engine import all_of
from onrecord.store.lookup import Lookup, Wanted
from onrecord.store.remembered import Remembered
from onrecord.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(example(tmp_path_factory.mktemp("bounded")))


@pytest.mark.parametrize("order", ["?last last", "-day", "-weight name", "day"])
@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_pages_of_a_list_make_the_whole_list(store: Store, order: str, size: int) -> None:
    with store.lookup() as lookup:
        for kind in ("commitment", "event", "document"):
            whole = lookup.ids(kind, order=order, most=1000)
            assert len(whole) == lookup.count(kind)
            parts = [lookup.ids(kind, order=order, most=size, skip=skip) for skip in range(0, len(whole) + size, size)]
            assert [id_ for part in parts for id_ in part] == whole


def test_what_falls_due_comes_before_what_has_no_day(store: Store) -> None:
    with store.lookup() as lookup:
        rows = lookup.rows("commitment", lookup.ids("commitment", order="?last last", most=1000)).values()
        due = [row.due is not None for row in rows]
        assert True in due
        assert False in due
        assert due == sorted(due, reverse=True)


@pytest.mark.parametrize("kind", ["document", "quote", "commitment", "event", "finding", "actor"])
@pytest.mark.parametrize("most", [1, 2, 5])
def test_a_search_goes_on_until_nothing_is_left(
    store: Store, kind: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several rows may rest on one sentence: the search goes on behind the last one that was given."""
    expression = all_of([[["в*"]]])
    with store.lookup() as lookup:
        whole = lookup.search(expression, kind, most=1000)
        assert len(whole) > 1
        assert len({hit.number for hit in whole}) < len(whole) or kind in ("document", "event", "actor")
        for looked_at in (searching.LOOKED_AT, 2):
            monkeypatch.setattr(searching, "LOOKED_AT", looked_at)
            hits, at = lookup.search_on(expression, kind, most=most)
            found, looks = hits, 1
            while at is not None:
                hits, at = lookup.search_on(expression, kind, at=at, most=most)
                assert len(hits) <= most
                found, looks = found + hits, looks + 1
            assert found == whole
            assert looks > 1


def test_a_narrow_search_looks_further_than_the_last_sentences(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    expression, first = all_of([[["в*"]]]), Wanted(until="2031-03-20")
    with store.lookup() as lookup:
        whole = lookup.search(expression, "document", first, most=1000)
        assert whole
        monkeypatch.setattr(searching, "LOOKED_AT", 2)
        assert lookup.search(expression, "document", first, most=1000) == whole
        assert lookup.search(expression, "document", first, most=1) == whole[:1]
        assert lookup.search(expression, "document", Wanted(until="1999-12-31")) == []


def test_a_count_says_where_it_ends(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    expression = all_of([[["встре*"]]])
    with store.lookup() as lookup:
        count, more = lookup.hits(expression, ["document"])["document"]
        assert not more
        assert lookup.hits(expression, ["document"], most=2)["document"] == (2, True)
        monkeypatch.setattr(searching, "COUNTED", 3)
        assert lookup.hits(expression, ["document"])["document"] == (3, True)
        assert count > 3


def test_what_an_outlet_tells_is_found_by_it(store: Store) -> None:
    with store.lookup() as lookup:
        outlet = next(iter(lookup.outlets(1)))
        articles = set(lookup.ids("document", Wanted(outlet=outlet), most=100))
        for kind in ("quote", "event", "commitment", "finding", "statement"):
            found = set(lookup.ids(kind, Wanted(outlet=outlet), order="-day", most=1000))
            resting = {mark.id for id_ in articles for mark in lookup.marks(id_) if mark.type == kind}
            assert found == resting


def test_articles_of_an_outlet_and_a_day_stand_by_name(tmp_path: Path) -> None:
    titles = ["В Линтаре открыт мост", "Аэропорт Линтара закрыт", "Где построят тоннель", "Боец вышел в отставку"]
    with onrecord.open_record(tmp_path / "r.sqlite", write=True, create=True) as record:
        for title in titles:
            record.add_article(f"{title}\n\nОб этом сообщили в Линтаре.", outlet="Листок", published="2031-05-06")
        record.add_article("Яхты ушли в море.", outlet="Листок", published="2031-05-07")
        wanted = Wanted(outlet=record.documents()[0].outlet or "")
    with Store(tmp_path / "r.sqlite") as store, store.lookup() as lookup:
        for order, key in (("-day name", "name"), ("-day", "id")):
            ids = lookup.ids("document", wanted, order=order)
            texts = lookup.texts(ids)
            lines = [texts[id_].raw.split("\n")[0] for id_ in ids]
            assert lines[0] == "Яхты ушли в море."
            assert (lines if key == "name" else ids)[1:] == sorted((lines if key == "name" else ids)[1:])
            assert ids[1:3] == lookup.ids("document", wanted, order=order, most=2, skip=1)


def test_only_costly_answers_may_be_old(monkeypatch: pytest.MonkeyPatch) -> None:
    remembered, times = Remembered(), iter([0.0, 0.001, 0.0, 0.001, 0.0, 5.0])
    monkeypatch.setattr("onrecord.store.remembered.time.thread_time", lambda: next(times))
    assert remembered.get("1", "quick", lambda: "a") == "a"
    assert remembered.get("1", "quick", lambda: "b") == "a"
    assert remembered.get("2", "quick", lambda: "b") == "b"
    assert remembered.get("2", "slow", lambda: "c") == "c"
    assert remembered.get("3", "slow", lambda: "d") == "c"


def test_what_several_ask_for_at_once_is_worked_out_once() -> None:
    remembered, began, answer = Remembered(), threading.Event(), threading.Event()
    made: list[str] = []

    def make() -> str:
        made.append("one")
        began.set()
        assert answer.wait(10)
        return "much"

    with ThreadPoolExecutor(4) as readers:
        first = readers.submit(remembered.get, "1", "question", make)
        assert began.wait(10)
        others = [readers.submit(remembered.get, "1", "question", make) for _ in range(3)]
        answer.set()
        assert [reader.result(10) for reader in (first, *others)] == ["much"] * 4
    assert made == ["one"]


def test_whoever_asks_while_a_costly_answer_is_made_anew_gets_the_old_one(monkeypatch: pytest.MonkeyPatch) -> None:
    remembered, now = Remembered(), iter([0.0, 1000.0])  # seconds of a core: the first answer is costly
    monkeypatch.setattr("onrecord.store.remembered.time", Clock(now))
    assert remembered.get("1", "question", lambda: "old") == "old"

    def make() -> str:
        assert remembered.get("2", "question", lambda: "never") == "old"
        return "new"

    monkeypatch.setattr("onrecord.store.remembered.time", Clock(iter([0.0, 0.001]), monotonic=1e9))
    assert remembered.get("2", "question", make) == "new"


class Clock:
    """Seconds of a core as they are given, and a time of day that stands."""

    def __init__(self, core: Iterator[float], monotonic: float = 0.0) -> None:
        self._core, self._monotonic = core, monotonic

    def thread_time(self) -> float:
        return next(self._core)

    def monotonic(self) -> float:
        return self._monotonic


def test_what_takes_long_is_asked_before_a_reader_does(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.lookup() as lookup:
        lookup.ask_ahead()
    asked: list[str] = []
    monkeypatch.setattr(Lookup, "every_taking", lambda _: asked.append("taken") or [])
    with store.lookup() as lookup:
        lookup.taken(5)
    assert asked == []


@pytest.mark.parametrize("shown", [True, False])
def test_who_adds_steps_back_for_those_who_read(tmp_path: Path, shown: bool) -> None:
    record, article = tmp_path / "record.sqlite", tmp_path / "a.txt"
    article.write_text("Встреча\n\nМинистры Норландии и Кастонии встретились в среду.", "utf-8")
    with Store(record, create=True) as store:
        if shown:
            store.list_rows()
        assert store.is_shown == shown
    code = "import os, sys; from onrecord.cli.program import main\ntry: main()\nfinally: print(os.nice(0))"
    command = [sys.executable, "-c", code, "add", str(article), "--record", str(record), "--jobs", "1"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    assert (int(done.stdout.split()[-1]) > os.nice(0)) == shown
