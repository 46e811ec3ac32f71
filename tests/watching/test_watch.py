"""Watching an invented outlet: the right articles, versions and requests, as the server's own log has them."""

from __future__ import annotations

import datetime as dt
import io
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented_desk import NOON, WEB, Desk, publish
from invented_news import DOSSIER, EDITED, LEAD, MORE, bridge, feed, page
from invented_outlet import Shown, running

from onrecord import pipeline
from onrecord.gathering.refetching import rebuild
from onrecord.store.rows import read_document
from onrecord.store.store import Store
from onrecord.watching.log import Log
from onrecord.watching.sources_file import WatchError, read_sources
from onrecord.watching.watch import Watcher


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with running() as outlet:
        publish(outlet, 3)
        yield Desk(outlet, tmp_path)


def test_three_looks_give_the_right_articles_versions_and_requests(desk: Desk) -> None:
    outlet = desk.outlet
    outlet.show("/robots.txt", "User-agent: *\nDisallow: /closed/\n")
    outlet.show("/closed/1", bridge(7))
    outlet.show("/moved", b"", status=301, headers={"Location": "/n/5"})
    outlet.show("/n/5", bridge(5))
    outlet.show("/broken", "x", status=404)
    outlet.shown["/trap"] = Shown(status=302, headers={"Location": "http://169.254.169.254/latest/"})
    outlet.shown["/endless"] = Shown(special=outlet.endless)
    root = outlet.root
    listed = [
        ("/n/0", "a"),
        ("/n/1", "b"),
        ("/closed/1", "c"),
        ("/moved", "d"),
        ("/broken", "e"),
        ("/trap", "f"),
        ("/endless", "g"),
    ]
    outlet.show("/rss", feed(root, listed), "application/rss+xml")
    outlet.show("/map", f"<urlset><url><loc>{root}/n/2</loc></url></urlset>", "text/xml")
    desk.write(feeds=("/rss", "/map"))

    # 1: everything is new. What may not or cannot be had is named, and the rest goes on.
    first = desk.look()
    assert first[0] == ("/robots.txt", 200)
    assert sorted(first[1:]) == [
        ("/broken", 404), ("/endless", 200), ("/map", 200), ("/moved", 301), ("/n/0", 200), ("/n/1", 200),
        ("/n/2", 200), ("/n/5", 200), ("/rss", 200), ("/trap", 302),
    ]  # fmt: skip
    assert desk.versions() == {"/n/0": 1, "/n/1": 1, "/n/2": 1, "/n/5": 1}
    assert sorted(problem.split(": ")[0].removeprefix(root) for problem in desk.problems()) == [
        "/broken",
        "/closed/1",
        "/endless",
        "/trap",
    ]

    # 2: one article was edited, one is new; what is as it was is not sent again, and what was refused is not asked for.
    outlet.show("/n/0", bridge(0, EDITED))
    outlet.show("/n/6", bridge(6))
    outlet.show("/rss", feed(root, [*listed, ("/n/6", "h")]), "application/rss+xml")
    second = desk.look()
    assert sorted(second) == [
        ("/map", 304), ("/moved", 301), ("/n/0", 200), ("/n/1", 304), ("/n/2", 304), ("/n/5", 304), ("/n/6", 200), ("/rss", 200),
    ]  # fmt: skip
    assert desk.versions() == {"/n/0": 2, "/n/1": 1, "/n/2": 1, "/n/5": 1, "/n/6": 1}
    assert desk.problems() == []

    # 3: nothing has changed: nothing is sent, nothing is added.
    third = desk.look()
    assert sorted(third) == [
        ("/map", 304), ("/moved", 301), ("/n/0", 304), ("/n/1", 304), ("/n/2", 304), ("/n/5", 304), ("/n/6", 304), ("/rss", 304),
    ]  # fmt: skip
    assert desk.versions() == {"/n/0": 2, "/n/1": 1, "/n/2": 1, "/n/5": 1, "/n/6": 1}
    assert [line["added"] for line in desk.log if line["event"] == "round"] == [0]


def test_pages_are_looked_at_again_for_as_long_as_is_said(desk: Desk) -> None:
    desk.write(top="recheck_every = '2h'\nrecheck_for = '5h'")
    assert len(desk.look()) == 5
    assert desk.look() == [("/rss", 304)]
    assert sorted(desk.look())[:3] == [("/n/0", 304), ("/n/1", 304), ("/n/2", 304)]
    desk.hour += 10
    assert desk.look() == [("/rss", 304)]


def test_an_item_that_its_feed_tells_otherwise_is_fetched_again(desk: Desk) -> None:
    desk.write(top="recheck_for = '0s'")
    desk.look()
    desk.outlet.show("/n/1", bridge(1, EDITED))
    listed = feed(desk.outlet.root, [("/n/0", "Статья 0"), ("/n/1", "Статья 1 (обновлено)"), ("/n/2", "Статья 2")])
    desk.outlet.show("/rss", listed, "application/rss+xml")
    assert desk.look() == [("/rss", 200), ("/n/1", 200)]
    assert desk.versions() == {"/n/0": 1, "/n/1": 2, "/n/2": 1}


def test_a_busy_server_is_tried_again_when_its_time_has_come(desk: Desk) -> None:
    desk.outlet.show("/n/1", "later", status=503, headers={"Retry-After": "5400"})
    desk.look()
    assert desk.versions() == {"/n/0": 1, "/n/2": 1}
    desk.outlet.show("/n/1", bridge(1))
    assert ("/n/1", 200) not in desk.look()
    assert ("/n/1", 200) in desk.look()
    assert desk.versions() == {"/n/0": 1, "/n/1": 1, "/n/2": 1}


def test_a_feed_that_fails_is_named_and_the_others_go_on(desk: Desk) -> None:
    desk.outlet.show("/bad", "<html>Ошибка</html>", "text/xml")
    desk.outlet.show("/bomb", "<!DOCTYPE r [<!ENTITY a 'b'>]><rss><channel/></rss>", "text/xml")
    desk.write(feeds=("/bad", "/none", "/bomb", "/rss"))
    desk.look()
    assert len(desk.versions()) == 3
    assert len(desk.problems()) == 3
    desk.look()
    assert len(desk.problems()) == 1  # what is as it was is not told again; what is not there is


def test_near_identical_reprints_stay_documents_of_their_own(desk: Desk) -> None:
    desk.outlet.show("/copy", bridge(0).replace("Читайте также", "Ещё"))
    desk.outlet.show("/rss", feed(desk.outlet.root, [("/n/0", "a"), ("/copy", "b")]), "text/xml")
    desk.look()
    assert desk.versions() == {"/n/0": 1, "/copy": 1}


def test_answers_that_differ_around_the_article_are_kept_once(desk: Desk) -> None:
    for number in range(4):
        desk.outlet.show("/n/0", bridge(0).replace("Погода", f"Погода {number}"))
        listed = [("/n/0", f"Ноль {number}"), ("/n/1", "Один")]
        desk.outlet.show("/rss", feed(desk.outlet.root, listed), "text/xml")
        assert ("/n/0", 200) in desk.look()
    assert desk.versions() == {"/n/0": 1, "/n/1": 1}
    with Store(desk.record) as store, store.fetches(writes=False) as fetches:
        assert len(fetches.numbers(["page"])) == 2
        assert len(fetches.numbers(["feed"])) == 1
        kept = fetches.latest(desk.outlet.url("/n/0"))
    assert kept is not None
    assert "Погода 3" in kept.response.body.decode()
    assert (kept.times, kept.response.at, kept.last) == (4, "2031-05-06T13:00:00+00:00", "2031-05-06T16:00:00+00:00")
    assert ("/n/0", 304) in desk.look()


def test_answers_for_a_feed_are_kept_where_articles_were_read_from_them(desk: Desk) -> None:
    desk.write("full_text = false\n")
    for number in range(3):
        listed = feed(desk.outlet.root, [("/n/0", "Ноль")]).replace("Начало…", f"{LEAD} {MORE} Дополнено: {number}.")
        desk.outlet.show("/rss", listed, "text/xml")
        desk.look()
    assert desk.versions() == {"/n/0": 3}
    with Store(desk.record) as store:
        before = sorted(store.result_keys())
        with store.fetches(writes=False) as fetches:
            assert len(fetches.numbers(["feed"])) == 3
        store.remove(before[:2])
        assert rebuild(store).progress.added == 2
        assert sorted(store.result_keys()) == before


def test_a_feed_that_asks_to_be_left_alone_is(desk: Desk) -> None:
    desk.outlet.show("/rss", "later", status=429, headers={"Retry-After": "7200"})
    desk.look()
    with Store(desk.record) as store, store.fetches(writes=False) as fetches:
        due, failures = fetches.feed(desk.outlet.url("/rss"))
    assert (due - desk.now().timestamp(), failures) == (7200, 1)


def test_an_outlet_named_in_the_file_is_the_outlet(desk: Desk) -> None:
    desk.sources.write_text(f"[[feeds]]\nurl = '{desk.outlet.url('/rss')}'\noutlet = 'Курьер Саврина'\n{WEB}", "utf-8")
    desk.look()
    with Store(desk.record) as store:
        assert {read_document(stored).outlet for stored in store.documents()} == {"Курьер Саврина"}


def test_a_feed_may_be_read_without_its_articles(desk: Desk) -> None:
    listed = feed(desk.outlet.root, [("/n/0", "Ноль")]).replace("Начало…", f"{LEAD} {MORE}")
    desk.outlet.show("/rss", listed, "text/xml")
    desk.write("full_text = false\n")
    assert desk.look() == [("/robots.txt", 404), ("/rss", 200)]
    assert desk.versions() == {"/n/0": 1}
    assert desk.look() == [("/rss", 304)]


# ---- stopping


def test_stopping_in_the_middle_keeps_what_came(desk: Desk) -> None:
    stop = threading.Event()
    desk.outlet.shown["/n/1"] = Shown(special=desk.outlet.silent)
    threading.Timer(0.8, stop.set).start()
    began = time.monotonic()
    desk.look(stop)
    assert time.monotonic() - began < 60
    assert desk.versions() == {}
    desk.outlet.shown["/n/1"] = Shown(bridge(1).encode())
    # What had come before is not asked for again.
    assert ("/n/0", 200) not in desk.look()
    assert desk.versions() == {"/n/0": 1, "/n/1": 1, "/n/2": 1}


@pytest.mark.parametrize(("number", "articles"), [(signal.SIGTERM, 1), (signal.SIGINT, 0)])
def test_the_service_stops_cleanly_on_a_signal(desk: Desk, number: signal.Signals, articles: int) -> None:
    publish(desk.outlet, articles)
    command = [sys.executable, "-m", "onrecord.cli", "watch", str(desk.sources), "--record", str(desk.record)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(json.loads(line))
        if lines[-1]["event"] == "round" and lines[-1]["feeds"]:
            break
    process.send_signal(number)
    lines += [json.loads(line) for line in process.stderr]
    assert process.wait(20) == 0
    assert [line["event"] for line in lines if line["event"] in ("start", "stop")] == ["start", "stop"]
    assert sum(line["event"] == "article" for line in lines) == articles
    assert all(dt.datetime.fromisoformat(line["at"]) for line in lines)
    assert len(desk.versions()) == articles


def test_the_schedule_is_kept_over_a_restart(desk: Desk) -> None:
    """A feed that was asked is left alone until it is due, by whatever process."""
    stop = threading.Event()

    def run() -> None:
        with Store(desk.record, create=True) as store:
            Watcher(store, read_sources(desk.sources), desk.now, desk.tell, stop).run(dossier=DOSSIER)

    for waited, asked in ((0, 5), (0, 0), (1, 4)):
        desk.hour += waited
        desk.outlet.asked.clear()
        desk.log.clear()
        stop.clear()
        thread = threading.Thread(target=run)
        thread.start()
        deadline = time.monotonic() + 20
        while len(desk.outlet.asked) < asked and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        stop.set()
        thread.join()
        assert len(desk.outlet.asked) == asked, desk.outlet.paths()
    assert len(desk.versions()) == 3


def test_the_log_is_json_that_steers_no_terminal() -> None:
    stream = io.StringIO()
    log = Log(stream, lambda: NOON)
    log("problem", where="\x1b[2J\u202e\n\x9b", what=Path("/x"), many=("Ж", 1))
    (line,) = stream.getvalue().splitlines()
    assert line.isprintable()
    assert json.loads(line)["where"] == "\x1b[2J\u202e\n\x9b"
    assert "Ж" in line
    stream.close()
    log("after the stream was closed")


# ---- the file that says what is watched


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "feeds: "),
        ("feeds = []", "feeds: "),
        ("[[feeds]]\nurl = 'ftp://a.example/'", "feeds.1.url: no address"),
        ("[[feeds]]\nurl = 'https://a.example/'\n[[feeds]]\nurl = 'https://A.example'", "stands there twice"),
        ("every = 'now'\n[[feeds]]\nurl = 'https://a.example/'", "every: write a time as"),
        ("[[feeds]]\nurl = 'https://a.example/'\ncolour = 1", "feeds.1.colour"),
        ("[[feeds]]\nurl = 'https://a.example/'\n[[alerts]]\nname='x'\non='finding'\nto=['shout:x']", "no way to tell"),
        ("[[feeds]]\nurl = 'https://a.example/'\n[web]\nallow_private = ['home']", "home"),
        ("[[feeds]\n", "no TOML"),
        (b"\xff\xfe", "no TOML"),
        (None, "No such file"),
    ],
)
def test_mistakes_in_the_file_are_named_with_their_place(tmp_path: Path, text: str | bytes | None, said: str) -> None:
    path = tmp_path / "sources.toml"
    if text is not None:
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(WatchError) as caught:
        read_sources(path)
    assert said in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_times_and_networks_are_read(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text("every = '10m'\n[[feeds]]\nurl = 'https://a.example/'\nevery = '2h'\n[web]\nallow_private = true\n")
    watched = read_sources(path)
    assert watched.period("https://a.example/") == 7200
    assert watched.every == 600
    assert len(watched.web.manners().allowed) == 2


def test_a_page_of_another_length_is_as_good(desk: Desk) -> None:
    """An article that was only a headline when it was first seen becomes one when there is a text."""
    desk.outlet.show("/n/0", "<html><body></body></html>")
    desk.look()
    assert desk.versions() == {"/n/1": 1, "/n/2": 1}
    desk.outlet.show("/n/0", page("Мост", [LEAD, MORE]))
    desk.look()
    assert desk.versions() == {"/n/0": 1, "/n/1": 1, "/n/2": 1}
    with Store(desk.record) as store:
        assert len(pipeline.open_record(store)[0].documents) == 3
