"""HTML pages: the article and nothing else, what the page tells of it, and what each value rests on."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.dossier import load_dossier
from onrecord.errors import SourceError
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.sources.items import Item
from onrecord.sources.pages import read_page
from onrecord.sources.reading import Given, make_document

from .making import ARTICLE, LEAD, MORE, SAID, page

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests/pages"
GOLD = json.loads((PAGES / "evaldata.json").read_text("utf-8"))


def _benchmark() -> Any:
    spec = importlib.util.spec_from_file_location("benchmark_of_pages", ROOT / "benchmarks/pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


BENCHMARK = _benchmark()


def read(data: bytes, **more: object) -> Item:
    item = read_page(data, name="a.html", **more)  # type: ignore[arg-type]
    assert isinstance(item, Item), item
    return item


def document_of(data: bytes, **more: object) -> Document:
    item = read(data, **more)
    return make_document(item.source, item.raw, load_dossier(ROOT / "examples/dossier.yaml"), item.given)


# ---- the thirty pages


@pytest.mark.parametrize("name", sorted(GOLD))
def test_all_of_the_article_and_none_of_the_page(name: str) -> None:
    """Ours keeps every paragraph and takes no piece of furniture, and so is never worse than bare trafilatura."""
    entry = GOLD[name]
    source = BENCHMARK.Page(name, (PAGES / name).read_bytes(), None, entry["with"], entry["without"])
    result, said = BENCHMARK.score(source, BENCHMARK.ours)
    assert not said
    assert result.kept == len(entry["with"]) >= 1
    assert result.left_out == len(entry["without"]) >= 1
    theirs, _ = BENCHMARK.score(source, BENCHMARK.bare)
    assert result.f1 >= theirs.f1


def test_where_names_say_nothing() -> None:
    """With every class and id made meaningless nothing is lost, and a quarter of what trafilatura takes is taken."""
    mine, theirs = BENCHMARK.Score(), BENCHMARK.Score()
    for name, entry in sorted(GOLD.items()):
        data = BENCHMARK.nameless((PAGES / name).read_bytes())
        source = BENCHMARK.Page(name, data, None, entry["with"], entry["without"])
        for total, reader in ((mine, BENCHMARK.ours), (theirs, BENCHMARK.bare)):
            result, said = BENCHMARK.score(source, reader)
            total.add(result)
            assert total is theirs or not [line for line in said if line.startswith("-")], name
    assert mine.furniture <= theirs.furniture / 4


@pytest.mark.parametrize("name", sorted(GOLD))
def test_what_the_page_tells(name: str) -> None:
    entry = GOLD[name]
    document = document_of((PAGES / name).read_bytes())
    assert document.title is not None
    assert document.title.text == entry["title"]
    assert (str(document.published) if document.published else None) == entry.get("date")
    assert document.author == entry.get("author")
    assert document.outlet == entry.get("sitename")


def test_the_gold_is_whole() -> None:
    """Thirty pages, and every piece of the gold stands on its page (entities and unseen marks apart)."""
    assert len(GOLD) == 30
    for name, entry in GOLD.items():
        assert not set(entry["with"]) & set(entry["without"]), name
        assert all(len(piece) >= 2 for piece in entry["with"] + entry["without"])


# ---- what values rest on


def test_metadata_comes_first_and_is_named() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Министр прилетел в Линтар", '
        '"datePublished": "2031-03-05T23:30:00+05:00", "author": [{"name": "Лея Мартин"}, "Карл Вест"], '
        '"publisher": {"name": "Вестник Тарвии"}, "mainEntityOfPage": "https://vestnik-tarvii.example/5"}</script>'
        '<meta property="og:site_name" content="Другое имя"><link rel="canonical" href="/6">'
    )
    given = read(page(head=head)).given
    assert given.url == "https://vestnik-tarvii.example/5"
    assert (given.title, given.author, given.publisher) == (
        "Министр прилетел в Линтар",
        "Лея Мартин, Карл Вест",
        "Вестник Тарвии",
    )
    assert (given.published, given.published_basis) == (Date("2031-03-05"), "metadata")
    assert dict(given.rests_on) == {
        "author": "json-ld",
        "published": "json-ld",
        "publisher": "json-ld",
        "title": "heading",
        "url": "json-ld",
    }


@pytest.mark.parametrize(
    ("head", "url", "day", "basis", "rests"),
    [
        ('<meta property="article:published_time" content="2031-03-04">', None, "2031-03-04", "metadata", "open-graph"),
        ('<meta name="pubdate" content="4 марта 2031, 10:15">', None, "2031-03-04", "metadata", "meta"),
        ('<meta name="date" content="Tue, 04 Mar 2031 10:15:00 +0500">', None, "2031-03-04", "metadata", "meta"),
        ('<meta name="date" content="04.03.2031">', None, "2031-03-04", "metadata", "meta"),
        ("", "https://lintar.example/2031/03/04/vizit", "2031-03-04", "address", "address"),
        ('<meta name="date" content="вчера">', None, None, "metadata", None),
        ('<meta name="date" content="0001-01-01">', None, None, "metadata", None),
        ('<meta name="date" content="9999-12-31">', None, None, "metadata", None),
        ('<meta name="date" content="2031-02-31">', None, "2031-02", "page", "htmldate"),
    ],
)
def test_the_day_and_its_basis(head: str, url: str | None, day: str | None, basis: str, rests: str | None) -> None:
    given = read(page(day=None, head=head), url=url).given
    assert (str(given.published) if given.published else None) == day
    assert given.published_basis == basis
    assert dict(given.rests_on).get("published") == rests


def test_a_day_after_the_page_was_read_is_not_believed() -> None:
    data = page(day="2031-03-09")
    assert read(data, latest=Date("2031-03-09")).given.published == Date("2031-03-09")
    given = read(data, latest=Date("2031-03-08")).given
    assert (str(given.published), given.published_basis) == ("2031-03", "page")
    assert read(data, latest=Date("2031-02-28")).given.published is None


def test_a_shown_day_comes_after_a_dateline_and_a_header_before() -> None:
    shown = page(day=None, paragraphs=(f"ЛИНТАР, 5 марта 2031 — {LEAD}", MORE, SAID))
    shown = shown.replace(b"</h1>", '</h1><span class="x">7 марта 2031 года</span>'.encode())
    item = read(shown)
    assert (item.given.published, item.given.published_basis) == (Date("2031-03-07"), "page")
    document = make_document(item.source, item.raw, None, item.given)
    assert document.published_basis in ("dateline", "header")


# ---- addresses and outlets


@pytest.mark.parametrize(
    ("canonical", "url", "found"),
    [
        ("/news/5", "https://m.lintar.example/news/5?utm_source=tg#c", "https://m.lintar.example/news/5"),
        ("https://www.lintar.example/news/5", "https://m.lintar.example/n/5", "https://www.lintar.example/news/5"),
        ("https://elsewhere.example/news/5", "https://lintar.example/5", "https://lintar.example/5"),
        ("https://lintar.example/", "https://lintar.example/5", "https://lintar.example/5"),
        ("javascript:alert(1)", "https://lintar.example/5?fbclid=1", "https://lintar.example/5"),
        ("https://lintar.example/news/5", None, "https://lintar.example/news/5"),
        ("https://lintar.example/", None, None),
        ("file:///etc/passwd", None, None),
    ],
)
def test_the_address_it_goes_by(canonical: str, url: str | None, found: str | None) -> None:
    item = read(page(head=f'<link rel="canonical" href="{canonical}">'), url=url)
    assert item.given.url == found
    assert item.source == (found or "a.html")


@pytest.mark.parametrize(
    ("url", "site_name", "outlet"),
    [
        ("https://m.savrin-press.example/1", "Что угодно", "Саврин-Пресс"),
        (None, "Savrin-Press", "Саврин-Пресс"),
        (None, "SAVRIN-PRESS", "Саврин-Пресс"),
        ("https://www.neznakomy.example/1", "Незнакомый", "neznakomy.example"),
        (None, "Незнакомый", "Незнакомый"),
    ],
)
def test_the_outlet_by_domain_then_by_name(url: str | None, site_name: str, outlet: str) -> None:
    data = page(head=f'<meta property="og:site_name" content="{site_name}">')
    assert document_of(data, url=url).outlet == outlet


def test_what_is_given_comes_before_what_the_page_tells() -> None:
    given = Given(title="Из ленты", published=Date("2031-03-01"), outlet="Лента", url="https://lintar.example/7")
    item = read(page(), given=given)
    assert (item.given.title, item.given.published, item.given.outlet) == ("Из ленты", Date("2031-03-01"), "Лента")
    assert item.source == "https://lintar.example/7"
    assert dict(item.given.rests_on)["published"] == "given"


# ---- encodings


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "iso8859-5", "utf-16"])
def test_encodings(charset: str) -> None:
    data = (
        page(charset="utf-8")
        .decode()
        .replace('charset="utf-8"', f'charset="{charset}"')
        .encode(charset, "xmlcharrefreplace")
    )
    assert SAID in read(data).raw


@pytest.mark.parametrize("claimed", ["iso-8859-1", "windows-1252", "rot13", "idna", "нет такой", "utf-7"])
def test_a_wrong_word_for_the_encoding(claimed: str) -> None:
    for real in ("utf-8", "cp1251"):
        data = page().decode().replace('<meta charset="utf-8">', "").encode(real)
        assert SAID in read(data, charset=claimed).raw


def test_some_broken_bytes_cost_no_article() -> None:
    data = page().replace(LEAD.encode(), LEAD.encode() + b" \xd0 \xff.")
    assert MORE in read(data).raw
    assert "\ufffd" in read(data).raw


# ---- pages that are none


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "an empty file"),
        (b"<html><body></body></html>", "no article on the page"),
        (b"<html><head><title>a</title></head><body><script>var a = 1;</script></body></html>", "no article"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\x00\x01\x02" * 50, "a binary file"),
    ],
)
def test_what_is_no_page_is_named(data: bytes, message: str) -> None:
    found = read_page(data, where="x.html")
    assert isinstance(found, SourceError)
    assert str(found).startswith(f"x.html: {message}")


def test_the_same_page_gives_the_same_item() -> None:
    assert read(page()) == read(page())
    assert read(page()).raw.splitlines()[2:] == list(ARTICLE)
