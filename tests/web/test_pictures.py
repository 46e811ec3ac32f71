"""Pictures: the numbers of the example story, marks that lead to rows, hostile names as text, the same bytes again."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from desk_visitor import Page, Visitor
from lxml import etree

from onrecord.errors import OnrecordError
from onrecord.model.dates import Date, When
from onrecord.store.lookup import Wanted
from onrecord.store.store import Store
from onrecord.web.pages.lists import Filters, filters
from onrecord.web.pictures import MODULES, lineage, network, origins, said, timeline
from onrecord.web.pictures.drawing import draw
from onrecord.web.pictures.picture import Picture, Row, as_csv
from onrecord.web.pictures.studio import Studio
from onrecord.web.pictures.timescale import MOST, stretches
from onrecord.web.tongue import tongue

ENGLISH = tongue("en")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>\"'&\u202e=1+1"


def read(visitor: Visitor, name: str, **query: str) -> Picture:
    with visitor.store() as store, store.lookup() as lookup:
        found = MODULES[name].read(lookup, filters(lookup, query), ENGLISH)
        assert isinstance(found, Picture)
        return found


def linked(svg: bytes) -> list[etree._Element]:
    return list(etree.fromstring(svg).iter(f"{SVG}a"))


# ---- data


def test_the_timeline_has_what_is_dated_and_says_what_is_not(reader: Visitor) -> None:
    picture = read(reader, "timeline")
    with reader.store() as store, store.lookup() as lookup:
        rows = lookup.rows("event", lookup.ids("event", most=99)).values()
        dated = {f"/events/{r.id}" for r in rows if r.when and r.when.date.precision not in ("year", "season")}
        assert {row.link for row in picture.rows} == dated
        assert f"{len(dated)} of {len(rows)}" in picture.note
    moved = next(row for row in picture.rows if row.cells[0] == "13 May 2031" and row.cells[1] == "Visit")
    assert moved.cells[2:] == ("held", "Даниэль Корвальд, Кемория", "Саврин", 5, "12 March 2031")
    # the month that is meant, not its first day
    assert len(picture.parts["bars"]) == sum(
        re.match(r"\w+ \d{4}", str(row.cells[0])) is not None for row in picture.rows
    )
    assert len(picture.parts["heard"]) == sum(bool(row.cells[6]) for row in picture.rows)
    only = read(reader, "timeline", actor="Корвальд", since="2031-05-01")
    assert {row.link for row in only.rows} < dated
    assert all("Корвальд" in str(row.cells[3]) for row in only.rows)


def test_the_network_counts_encounters_of_two(reader: Visitor) -> None:
    picture = read(reader, "network")
    pairs = {frozenset((str(row.cells[0]), str(row.cells[1]))): row for row in picture.rows}
    assert len(pairs) == len(picture.rows)
    both = pairs[frozenset(("Ардалия", "Вирдания"))]
    assert both.cells[2] == 3
    assert reader.page(both.link).count('class="badge') == 3
    with reader.store() as store, store.lookup() as lookup:
        few = lookup.met(Wanted(), within=2, most=99)
        his = lookup.met(Wanted(actor="takhsarov-rustan"), within=99, most=99)
    assert 0 < len(few) < len(picture.rows)
    assert {id_ for one, other, _ in his for id_ in (one, other)} >= {"takhsarov-rustan", "korvald", "kemoria"}


def test_lineage_says_who_took_from_whom(reader: Visitor) -> None:
    picture = read(reader, "lineage")
    assert {row.cells for row in picture.rows} == {
        ("Ардал-пресс", "Саврин-Пресс", 1),
        ("Саврин-Пресс", "Эстрапресс", 1),
    }
    for row in picture.rows:
        assert reader.page(row.link).count('<a href="/articles/') == 2  # the article, and the one it was taken from


def test_statements_over_time_are_all_counted_once(reader: Visitor) -> None:
    picture = read(reader, "said")
    with reader.store() as store, store.lookup() as lookup:
        total = lookup.count("statement")
        vague = sum(n for _, first, last, n in lookup.by_day("statement", Wanted()) if not first or first != last)
    assert 0 < vague < total
    assert sum(int(row.cells[2]) for row in picture.rows) == total - vague
    assert f"{vague} of {total}" in picture.note
    for row in picture.rows:
        if "kind=several" in row.link:
            assert reader.page(row.link).count('<article class="card"') == row.cells[2]


def test_outlets_stand_against_origins(reader: Visitor) -> None:
    picture = read(reader, "origins")
    cells = {row.cells[:2]: row for row in picture.rows}
    with reader.store() as store, store.lookup() as lookup:
        assert sum(int(row.cells[2]) for row in picture.rows) == lookup.count("statement")
    # three outlets have the agreement on the fund, and all of it comes from one
    assert cells[3, 1].cells[2] == 4
    page = reader.page(cells[3, 1].link)
    assert page.count('<article class="card"') == 4
    assert page.count("one origin only") == 4


def test_time_is_cut_into_no_more_than_there_is_room_for() -> None:
    day = dt.date(2031, 3, 5)
    lengths = (0, 1, 59, 60, 400, 412, 413, 1800, 5000, 40_000, 700_000)
    for days in lengths:
        last = dt.date.fromordinal(day.toordinal() + days)
        found = stretches(day, last, ENGLISH)
        assert 1 <= len(found) <= MOST
        assert found[0].first <= day <= last <= found[-1].last
        assert all(a.last.toordinal() + 1 == b.first.toordinal() for a, b in pairwise(found))
    whole = stretches(dt.date.min, dt.date.max, ENGLISH)
    assert whole[-1].last == dt.date.max
    assert stretches(dt.date.max, dt.date.max, ENGLISH)[0].edtf == "9999-12-31"
    assert [s.edtf for s in stretches(day, dt.date(2031, 3, 20), ENGLISH, 5)] == [
        "2031-03-03/2031-03-09", "2031-03-10/2031-03-16", "2031-03-17/2031-03-23"
    ]  # fmt: skip
    assert stretches(day, dt.date(2033, 3, 5), ENGLISH)[0].edtf == "2031-03"


def test_what_is_too_much_is_left_out_and_said() -> None:
    ties = [(f"a{n}", f"b{n}", 1) for n in range(40)]
    assert len(network._with_room(ties)) == 12
    taken = [(f"a{n}", "b", 1) for n in range(40)]
    assert len(lineage._with_room(taken)) == 20
    assert origins._most(list(range(1, 100)), 14) == [1, 2, 3, 4, 5, 6, 7, 93, 94, 95, 96, 97, 98, 99]
    assert origins._most([3, 1, 3], 14) == [1, 3]
    assert said._ticks(1) == [0, 1]
    assert said._ticks(37) == [0, 10, 20, 30]


# ---- drawn


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_picture_is_drawn_and_its_marks_lead_somewhere(reader: Visitor, name: str) -> None:
    for language in ("en", "ru"):
        answer = reader.client.get(f"/pictures/{name}.svg", headers={"accept-language": language})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/svg+xml"
        root = etree.fromstring(answer.content)
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        marks = linked(answer.content)
        assert len(marks) >= len(read(reader, name).rows)
        for mark in marks:
            assert mark.get("target") == "_top"
            assert mark.get("aria-label")
            assert mark.find(f"{SVG}title").text == mark.get("aria-label")
        for link in sorted({mark.get("href") for mark in marks})[:6]:
            reader.page(link)
    headers = {"if-none-match": answer.headers["etag"]}
    assert reader.client.get(f"/pictures/{name}.svg", headers=headers).status_code == 200  # in another language
    again = reader.client.get(f"/pictures/{name}.svg", headers={**headers, "accept-language": "ru"})
    assert again.status_code == 304
    assert not again.content


def test_the_page_has_the_picture_its_table_and_the_way_to_both(reader: Visitor) -> None:
    for path, name in (("/events?actor=Корвальд", "timeline"), ("/actors", "network"), ("/actors/korvald", "network"),
                       ("/sources", "lineage"), ("/sources", "origins"), ("/statements", "said")):  # fmt: skip
        text = reader.page(path)
        (address,) = re.findall(rf'<iframe src="(/pictures/{name}\.svg[^"]*)" width="(?:\d+)" height="(?:\d+)"', text)
        root = etree.fromstring(reader.page(address.replace("&amp;", "&")).encode())
        assert f'width="{root.get("width")}" height="{root.get("height")}" title="Picture: ' in text
        table = re.search(r"<table class=\"stack\">.*?</table>", text[text.index(f"/pictures/{name}.svg") :], re.S)
        assert table
        shown = [[strip(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S)]
                 for line in re.findall(r"<tr>(.*?)</tr>", table[0], re.S)]  # fmt: skip
        download = reader.page(address.replace("&amp;", "&").replace(".svg", ".csv"))
        told = list(csv.reader(io.StringIO(download.removeprefix("\ufeff"))))
        assert [line[:-1] for line in told] == shown
        assert [line[-1] for line in told[1:]] == [
            link.replace("&amp;", "&") for link in re.findall(r'<a href="([^"]+)"><bdi>', table[0])
        ]


def strip(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text).replace("&#39;", "'").replace("&#34;", '"')


def test_a_picture_may_be_shown_on_the_desks_own_pages_and_runs_nothing(reader: Visitor) -> None:
    headers = reader.client.get("/pictures/timeline.svg").headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert "script" not in policy
    assert policy.startswith("default-src 'none'")
    assert "sandbox allow-same-origin allow-top-navigation-by-user-activation" in policy
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "attachment" in reader.client.get("/pictures/timeline.csv").headers["content-disposition"]
    for odd in (
        "/pictures/none.svg",
        "/pictures/..%2fapp.svg",
        "/pictures/none.csv",
        "/pictures/timeline.svg?actor=Иванопуло",
    ):
        assert reader.client.get(odd).status_code == 404, odd


@pytest.mark.parametrize("name", sorted(MODULES))
def test_names_stay_text_and_no_link_leaves_the_desk(reader: Visitor, name: str) -> None:
    picture = read(reader, name)
    parts = {
        part: [
            {**mark, **{key: HOSTILE for key in ("text", "says") if key in mark}, **({"link": bad} if "link" in mark else {})}
            for mark, bad in zip(marks, ["javascript:alert(1)", "//evil.example", "https://evil.example", "/x?a=1&b"] * 99, strict=False)
        ]
        for part, marks in picture.parts.items()
    }  # fmt: skip
    drawn = draw(replace(picture, parts=parts, title=HOSTILE), "en")
    root = etree.fromstring(drawn)
    tags = {etree.QName(element).localname for element in root.iter() if isinstance(element.tag, str)}
    assert tags <= {"svg", "g", "path", "rect", "line", "text", "a", "title"}
    values = [(n, v) for element in root.iter() for n, v in element.attrib.items()]
    assert not [n for n, _ in values if n.startswith("on") or n == "style" or "xlink" in n]
    hrefs = {v for n, v in values if n == "href"}
    assert hrefs == {"/x?a=1&b"}
    assert not urlsplit(next(iter(hrefs))).netloc
    assert any(
        HOSTILE.partition("\u202e")[0] in "".join(element.itertext()) for element in root.iter(f"{SVG}text", f"{SVG}a")
    )


def test_the_same_record_gives_the_same_bytes(reader: Visitor) -> None:
    for name in ("network", "said"):
        picture = read(reader, name)
        assert draw(picture, "en") == draw(read(reader, name), "en")
        assert reader.client.get(f"/pictures/{name}.svg").content == draw(picture, "en")


def test_a_spreadsheet_takes_no_name_for_a_formula() -> None:
    rows = (
        Row(("=HYPERLINK(1)", 3), "/x"),
        Row(("@a", -3), "/y"),
        Row(('a"b\n,c', 0), "/z"),
        Row(("\uff1d1+1", "-3"), ""),
    )
    told = list(csv.reader(io.StringIO(as_csv(Picture("x", "x", ("A", "B"), rows, 1, 1, {})))))
    assert told == [["A", "B", "link"], ["'=HYPERLINK(1)", "3", "/x"], ["'@a", "-3", "/y"], ['a"b\n,c', "0", "/z"],
                    ["'\uff1d1+1", "-3", ""]]  # fmt: skip


def test_hostile_names_of_the_record_reach_no_picture_as_markup(reader: Visitor) -> None:
    for path in ("/events", "/actors", "/sources", "/statements"):
        page = Page(reader.page(path))
        assert page.tags.count("script") == 1
        assert page.tags.count("iframe") >= 1


def test_an_empty_record_has_sentences_for_pictures(tmp_path: Path, opened: Callable[..., Iterator[Visitor]]) -> None:
    Store(tmp_path / "r.sqlite", create=True).close()
    for visitor in opened(tmp_path / "r.sqlite"):
        for path in ("/events", "/actors", "/sources", "/statements"):
            page = visitor.page(path)
            assert "<iframe" not in page
            assert 'class="empty"' in page
        for name in MODULES:
            assert not read(visitor, name).rows
            assert visitor.client.get(f"/pictures/{name}.svg").status_code == 404
            assert len(visitor.page(f"/pictures/{name}.csv").splitlines()) == 1


def test_a_picture_follows_the_record(visitor: Visitor) -> None:
    """It is kept while nothing changes, and read anew when something did."""
    before = visitor.page("/pictures/network.csv")
    assert visitor.page("/pictures/network.csv") == before
    with visitor.store() as store, store.lookup() as lookup:
        state = lookup.edition()
        id_ = lookup.ids("finding")[0]
    visitor.client.post(f"/findings/{id_}", data={"token": visitor.token(), "verdict": "dismiss", "why": "x"})
    with visitor.store() as store, store.lookup() as lookup:
        assert lookup.edition() != state
    assert visitor.page("/pictures/network.csv") == before


def test_nothing_heavy_is_loaded_before_a_picture_is_drawn() -> None:
    asked = "import sys, onrecord.web.app, onrecord.web.pages; print([m for m in ('altair', 'vl_convert') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_who_draws_ends_with_the_desk(reader: Visitor) -> None:
    studio = Studio()
    with pytest.raises(OnrecordError, match="could not be drawn"):
        studio.svg(replace(read(reader, "lineage"), name="none"), "en")
    mark, data = studio.svg(read(reader, "lineage"), "en")  # no other picture suffers
    assert studio.svg(read(reader, "lineage"), "en") == (mark, data)
    (worker,) = studio._pool._processes.values()  # type: ignore[union-attr]
    assert worker.is_alive()
    studio.close()
    assert not worker.is_alive()


def test_two_of_one_name_have_a_picture_each(reader: Visitor) -> None:
    studio = Studio()
    with reader.store() as store, store.lookup() as lookup:
        pictures = [
            studio.read("network", lookup, Filters(Wanted(actor=id_), {"actor": "the name of both"}), ENGLISH)
            for id_ in ("korvald", "hoist")
        ]
    assert pictures[0].rows != pictures[1].rows


def test_no_more_is_taken_along_than_is_shown(reader: Visitor) -> None:
    """Exports do not know what marks of pictures are narrowed to."""
    for path in ("/events?actor=korvald", "/sources?outlet=ardal-press", "/statements"):
        links = re.findall(r'href="(/export/csv[^"]*)"', reader.page(path))
        assert reader.client.get(links[0].replace("&amp;", "&")).status_code == 200, path
    for path in ("/events?actor=korvald&with=kemoria", "/sources?outlet=ardal-press&from=savrin-press",
                 "/statements?origins=1&outlets=3"):  # fmt: skip
        assert "/export/" not in reader.page(path), path


def test_timeline_takes_odd_days(reader: Visitor) -> None:
    """The first and the last day of the calendar, and an interval that never ends."""
    with reader.store() as store, store.lookup() as lookup:
        row = next(iter(lookup.rows("event", lookup.ids("event", most=1)).values()))
    days = ("0001-01-02", "9999-12-31", "2031-03-05/..", "2031-03", "2031-03-01/2031-04-01")
    rows = [replace(row, when=When(Date(day), "stated")) for day in days]
    rows.sort(key=timeline._days)
    parts = timeline._parts(rows, {}, ENGLISH)
    assert len(parts["points"]) == 5
    assert all(timeline._GUTTER <= mark["x"] <= timeline._WIDTH for mark in parts["points"])
    assert timeline._span(replace(row, when=When(Date("2031"), "stated"))) is None
    assert timeline._span(replace(row, when=When(Date("XXXX-03-05"), "stated"))) is None
