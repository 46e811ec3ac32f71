"""Addresses of pages and feeds → articles of the record, each request checked against the server's own log."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented_news import DOSSIER, EDITED, LEAD, MORE, bridge, feed, page
from invented_outlet import Outlet, running

from onrecord import pipeline
from onrecord.cli import main
from onrecord.gathering.adding import add_addresses
from onrecord.gathering.asking import KeptRules
from onrecord.gathering.gatherer import Gatherer
from onrecord.gathering.refetching import ask_again, rebuild
from onrecord.model.linked import Decision, Member
from onrecord.pipeline import Progress
from onrecord.sources.urls import ANY
from onrecord.sources.web import Fetcher, Manners
from onrecord.store import codec
from onrecord.store.rows import read_document
from onrecord.store.store import Store

NOON = dt.datetime(2031, 5, 6, 12, tzinfo=dt.UTC)


class Desk:
    """A record, an outlet, and what was told while fetching. `hour` counts from the first noon."""

    def __init__(self, outlet: Outlet, store: Store) -> None:
        self.outlet, self.store, self.hour = outlet, store, 0
        self.problems: list[str] = []

    def tell(self, event: str, **values: object) -> None:
        if event == "problem":
            self.problems.append(str(values["what"]))

    def add(self, *paths: str, full_text: bool = True, files: tuple[Path, ...] = ()) -> Progress:
        """Adds addresses, an hour later each time, and starts the server's log and the problems anew."""
        self.hour += 1
        self.outlet.asked.clear()
        self.problems.clear()
        with self.fetcher() as fetcher:
            gatherer = Gatherer(self.store, fetcher, self.now, self.tell)
            addresses = [path if "://" in path else self.outlet.url(path) for path in paths]
            return add_addresses(gatherer, addresses, files, full_text=full_text, dossier=DOSSIER)

    def now(self) -> dt.datetime:
        return NOON + dt.timedelta(hours=self.hour)

    def fetcher(self) -> Fetcher:
        return Fetcher(
            Manners(pause=0, back_off=0.01, idle=1, total=2, allowed=ANY), self.now, memory=KeptRules(self.store)
        )

    def texts(self) -> dict[str, list[str]]:
        """The texts at each path, in the order in which they were first seen."""
        found: dict[str, list[tuple[str, str]]] = {}
        for stored in self.store.documents():
            document = read_document(stored)
            path = document.source.removeprefix(self.outlet.root)
            found.setdefault(path, []).append((document.fetched or "", document.raw))
        return {path: [text for _, text in sorted(texts)] for path, texts in sorted(found.items())}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with running() as outlet, Store(tmp_path / "r.sqlite", create=True) as store:
        for number in range(3):
            outlet.show(f"/n/{number}", bridge(number))
        yield Desk(outlet, store)


def test_a_page_is_read_once_and_asked_for_again_with_what_is_known_of_it(desk: Desk) -> None:
    done = desk.add("/n/0?utm_source=tg")
    assert (done.added, desk.problems) == (1, [])
    assert desk.outlet.paths() == ["/robots.txt", "/n/0"]
    (document,) = map(read_document, desk.store.documents())
    assert document.source == desk.outlet.url("/n/0")
    assert (str(document.published.edtf if document.published else ""), document.outlet) == ("2031-05-05", "Эстра-ТВ")
    assert document.fetched == "2031-05-06T13:00:00+00:00"
    again = desk.add("/n/0")
    assert (again.added, again.unchanged) == (0, 1)
    assert [(asked.path, asked.status) for asked in desk.outlet.asked] == [("/n/0", 304)]


def test_another_text_at_the_same_address_is_a_new_version(desk: Desk) -> None:
    desk.add("/n/0")
    desk.outlet.show("/n/0", bridge(0, EDITED))
    assert desk.add("/n/0").added == 1
    first, second = desk.texts()["/n/0"]
    assert "12 июня" in first
    assert "осенью" in second
    # Other furniture around the same words is no other text.
    desk.outlet.show("/n/0", bridge(0, EDITED).replace("Погода в Саврине", "Погода в Ардале"))
    assert desk.add("/n/0").unchanged == 1
    assert len(desk.texts()["/n/0"]) == 2


def test_a_reprint_at_another_address_is_a_document_of_its_own(desk: Desk) -> None:
    desk.outlet.show("/reprint", bridge(0))
    desk.add("/n/0", "/reprint")
    assert [len(texts) for texts in desk.texts().values()] == [1, 1]


@pytest.mark.parametrize(
    "opening", ["", "<!-- made at night -->\n", "\ufeff", '<?xml version="1.0" encoding="utf-8"?>\n']
)
def test_a_page_is_one_whatever_its_server_calls_it_and_however_it_opens(desk: Desk, opening: str) -> None:
    dated = bridge(0).replace("2031-05-05T10:00", "2031-05-25T10:00")  # later than it was had
    desk.outlet.show("/plain", opening + dated, "application/octet-stream")
    assert desk.add("/plain").added == 1
    (document,) = map(read_document, desk.store.documents())
    assert document.url == desk.outlet.url("/plain")
    assert document.published is not None
    assert document.published.edtf == "XXXX-05-05"  # by its dateline, which names no year


def test_a_feed_leads_to_its_articles(desk: Desk) -> None:
    whole = f"<![CDATA[<p>{LEAD}</p><p>{MORE}</p>" + "<p>Обе стороны остались довольны ходом встречи.</p>" * 12 + "]]>"
    listed = feed(desk.outlet.root, [("/n/0", "Ноль"), ("/n/1", "Один"), ("/n/2", "Два"), ("/gone", "Нет")])
    inside = f'<item><title>Целиком</title><link>/whole</link><content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">{whole}</content:encoded></item>'
    desk.outlet.show("/rss", listed.replace("</channel>", f"{inside}</channel>"), "application/rss+xml")
    done = desk.add("/rss")
    assert done.added == 4
    assert sorted(desk.outlet.paths()) == ["/gone", "/n/0", "/n/1", "/n/2", "/robots.txt", "/rss"]
    assert list(desk.texts()) == ["/n/0", "/n/1", "/n/2", "/whole"]
    assert ["404" in problem for problem in desk.problems] == [True]
    again = desk.add("/rss")
    assert again.added == 0
    assert [(asked.path, asked.status) for asked in desk.outlet.asked] == [("/rss", 304)]


def test_a_feed_may_be_read_without_fetching_its_articles(desk: Desk) -> None:
    listed = feed(desk.outlet.root, [("/n/0", "Ноль")]).replace("Начало…", f"{LEAD} {MORE}")
    desk.outlet.show("/rss", listed, "application/rss+xml")
    desk.add("/rss", full_text=False)
    assert desk.outlet.paths() == ["/robots.txt", "/rss"]
    assert desk.texts() == {"/n/0": [f"Ноль\n\n{LEAD} {MORE}"]}


def test_lists_of_feeds_and_sitemaps_lead_to_articles(desk: Desk) -> None:
    root = desk.outlet.root
    desk.outlet.show("/rss", feed(root, [("/n/0", "Ноль")]), "text/xml")
    desk.outlet.show("/map", f"<urlset><url><loc>{root}/n/1</loc></url></urlset>", "text/xml")
    desk.outlet.show(
        "/list", f'<opml><body><outline xmlUrl="{root}/rss"/><outline xmlUrl="/map"/></body></opml>', "text/xml"
    )
    assert desk.add("/list").added == 2
    assert sorted(desk.outlet.paths()) == ["/list", "/map", "/n/0", "/n/1", "/robots.txt", "/rss"]


def test_a_feed_in_a_file_leads_to_its_articles(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(feed(desk.outlet.root, [("/n/0", "Ноль"), ("/n/1", "Один")]), "utf-8")
    assert desk.add(files=(path,)).added == 2
    assert desk.add(files=(path,)).added == 0
    assert desk.outlet.asked == []


def test_what_a_page_does_not_tell_its_feed_does(desk: Desk) -> None:
    bare = page("Мост", [LEAD, MORE]).replace("article:published_time", "x")
    desk.outlet.show("/bare", bare)
    desk.outlet.show("/rss", feed(desk.outlet.root, [("/bare", "Мост")]), "text/xml")
    desk.add("/rss")
    (document,) = map(read_document, desk.store.documents())
    assert document.published is not None
    assert document.published.edtf == "2031-05-05"
    assert ("published", "feed") in document.rests_on


def test_the_front_page_in_place_of_an_article_is_none(desk: Desk) -> None:
    desk.outlet.show("/", page("Главная", [LEAD, MORE]))
    desk.outlet.send_on("/old", "/")
    assert desk.add("/old").added == 0
    assert len(desk.problems) == 1
    assert "sent on to the front page" in desk.problems[0]


def test_a_section_is_no_address_of_an_article(desk: Desk) -> None:
    for number in range(2):
        desk.outlet.show(f"/news/{number}", page(f"Мост {number}", [LEAD, MORE], link=desk.outlet.url("/news/")))
    desk.outlet.show("/a/17/amp", page("Мост", [LEAD, MORE], link=desk.outlet.url("/a/17")))
    desk.add("/news/0", "/news/1", "/a/17/amp")
    assert list(desk.texts()) == ["/a/17", "/news/0", "/news/1"]


def test_items_that_lead_to_the_front_page_are_left_out(desk: Desk) -> None:
    desk.outlet.show("/", page("Главная", [LEAD, MORE]))
    desk.outlet.show("/rss", feed(desk.outlet.root, [("/", "Главная"), ("/n/0", "Ноль")]), "text/xml")
    desk.add("/rss")
    assert list(desk.texts()) == ["/n/0"]
    assert "/" not in desk.outlet.paths()


def test_a_page_without_an_article_is_named(desk: Desk) -> None:
    desk.outlet.show("/login", "<html><body><script>x()</script></body></html>")
    desk.add("/login", "/n/0")
    assert list(desk.texts()) == ["/n/0"]
    assert len(desk.problems) == 1
    assert desk.problems[0].startswith(desk.outlet.url("/login"))


# ---- reading again


def test_a_record_is_rebuilt_without_asking_anybody(desk: Desk) -> None:
    desk.outlet.show("/rss", feed(desk.outlet.root, [("/n/0", "Ноль"), ("/n/1", "Один")]), "text/xml")
    desk.add("/rss")
    desk.outlet.show("/n/0", bridge(0, EDITED))
    desk.add("/n/0")
    before = {stored.id: stored for stored in desk.store.documents()}
    desk.outlet.asked.clear()
    # As though the code had read the pages otherwise: an article is gone, and one is there that nothing gives.
    gone, foreign = sorted(before)[:2]
    desk.store.remove([gone])
    with sqlite3.connect(desk.store.path) as connection:
        connection.execute("UPDATE document SET raw = 'other', id = 'd0' WHERE id = ?", (foreign,))
        connection.execute("UPDATE made SET document = 'd0' WHERE document = ?", (foreign,))
    connection.close()
    built = rebuild(desk.store)
    assert (built.progress.added, built.gone) == (2, ("d0",))
    after = {stored.id: stored for stored in desk.store.documents()}
    assert after == before
    assert desk.outlet.asked == []
    pipeline.refresh(desk.store)


def test_what_a_person_decided_on_survives_a_rebuild(desk: Desk) -> None:
    desk.add("/n/0")
    (stored,) = desk.store.documents()
    decision = Decision("n1", "dismiss", (Member("d0", 0, 5),))
    desk.store.add_decision(decision.id, codec.dump(decision), ["d0"])
    with sqlite3.connect(desk.store.path) as connection:
        connection.execute("UPDATE document SET id = 'd0'")
        connection.execute("UPDATE made SET document = 'd0'")
    connection.close()
    built = rebuild(desk.store)
    assert (built.gone, built.spared) == ((), ("d0",))
    assert {"d0", stored.id} == set(desk.store.result_keys())


def test_asking_again_finds_what_was_edited(desk: Desk) -> None:
    desk.add("/n/0", "/n/1")
    desk.outlet.show("/n/1", bridge(1, EDITED))
    desk.outlet.asked.clear()
    with desk.fetcher() as fetcher:
        desk.hour += 1
        done = ask_again(Gatherer(desk.store, fetcher, desk.now, desk.tell), desk.store)
    assert done.added == 1
    assert [(asked.path, asked.status) for asked in desk.outlet.asked] == [("/n/0", 304), ("/n/1", 200)]
    assert [len(texts) for texts in desk.texts().values()] == [1, 2]


# ---- the command


def test_add_takes_addresses_and_files_together(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", *arguments, "--record", str(tmp_path / "other.sqlite")])
        with pytest.raises(SystemExit) as done:
            main()
        return (int(done.value.code or 0), *capsys.readouterr())

    (tmp_path / "a.txt").write_text(f"{LEAD}\n\n{MORE}", "utf-8")
    add = ("add", desk.outlet.url("/n/0"), str(tmp_path / "a.txt"))
    status, _, said = run(*add)
    assert (status, "private address" in said) == (3, True)
    assert desk.outlet.asked == []
    status, _, said = run(*add, "--allow-private")
    assert status == 0, said
    assert "1 added, 1 there already" in said
    rows = [json.loads(line) for line in run("sources", "--json")[1].splitlines()]
    assert {row["source"] for row in rows} == {desk.outlet.url("/n/0"), "a.txt"}
    assert run(*add, "--language", "ru")[0] == 2
    assert "0 new, 1 as they were, 0 no longer read so" in run("refetch", "--offline")[2]


def test_adding_texts_loads_nothing_of_the_web(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{LEAD}\n\n{MORE}", "utf-8")
    heavy = {"httpx", "httpcore", "feedparser", "protego", "lxml", "trafilatura"}
    script = (
        f"import sys; sys.argv = ['onrecord', 'add', {str(tmp_path / 'a.txt')!r}, '--record', {str(tmp_path / 'r')!r}]\n"
        "from onrecord.cli import main\n"
        "try: main()\nexcept SystemExit as done: print(done.code)\n"
        f"print(sorted(set({sorted(heavy)}) & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().split("\n")[:2] == ["0", "[]"]
