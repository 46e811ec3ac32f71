"""Feeds of every kind, sound and broken: what they list, within bounded time and with one line for what is wrong."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import SourceError
from onrecord.model.dates import Date
from onrecord.sources.feed_text import plain
from onrecord.sources.feeds import Feed, looks_like_feed, read_feed

AT = "https://kurier.example/rss/all.xml"
TODAY = Date("2031-04-20")
NASTY = Path(__file__).parents[1] / "nasty" / "feeds"
LONG = "Министр заявил, что переговоры продолжатся в Ардале. " * 20

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Курьер</title><language>ru-RU</language>
<item><title>Визит &amp; переговоры</title><link>https://kurier.example/a?utm_source=rss</link>
<pubDate>Sun, 20 Apr 2031 00:30:00 +0500</pubDate><author>А. Ленц</author><description>Начало статьи…</description></item>
<item><title>Целиком</title><link>/b</link><content:encoded><![CDATA[<p>{LONG}</p><p>Второй абзац.</p>
<script>x()</script>]]></content:encoded><description>Начало</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Курьер</title>
<entry><title>Визит</title><link rel="alternate" href="https://kurier.example/a"/><link rel="enclosure" href="x.mp3"/>
<published>2031-04-19T23:30:00+05:00</published><updated>2031-04-20T01:00:00+05:00</updated><summary>Начало</summary></entry>
<entry><title>Целиком</title><link href="b"/><updated>2031-04-18T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p></div></content></entry></feed>"""

RDF = """<?xml version="1.0" encoding="windows-1251"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://kurier.example/"><title>Курьер</title></channel>
<item rdf:about="https://kurier.example/a"><title>Визит</title><link>https://kurier.example/a</link>
<dc:date>2031-04-19T23:30:00+05:00</dc:date></item></rdf:RDF>""".encode("cp1251")

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Курьер",
    "language": "ru",
    "items": [
        {"id": "1", "url": "https://kurier.example/a", "title": "Визит", "date_published": "2031-04-19T23:30:00+05:00"},
        {"id": "2", "url": "/b", "content_html": f"<p>{LONG}</p>", "authors": [{"name": "А. Ленц"}]},
        {"title": "nowhere"},
        "no item",
    ],
}

SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://kurier.example/a</loc><lastmod>2031-04-20</lastmod>
<image:image><image:loc>https://kurier.example/a.jpg</image:loc><image:title>Снимок</image:title></image:image>
<news:news><news:publication><news:name>Курьер</news:name><news:language>ru</news:language></news:publication>
<news:publication_date>2031-04-19T12:00:00+05:00</news:publication_date><news:title>Визит</news:title></news:news></url>
</urlset>"""


def read(data: str | bytes, **rest: str) -> Feed:
    found = read_feed(data.encode() if isinstance(data, str) else data, url=AT, latest=TODAY, **rest)
    assert isinstance(found, Feed), str(found)
    return found


def test_rss_tells_titles_days_as_written_and_whole_articles() -> None:
    feed = read(RSS)
    assert (feed.kind, feed.title, feed.problems) == ("feed", "Курьер", ())
    first, second = feed.entries
    assert first.url == "https://kurier.example/a"
    assert (first.title, first.author, first.language) == ("Визит & переговоры", "А. Ленц", "ru-RU")
    assert first.published == Date("2031-04-20")
    assert not first.whole
    assert second.url == "https://kurier.example/b"
    assert second.whole
    assert second.published is None
    assert second.item().raw == f"Целиком\n\n{LONG.strip()}\nВторой абзац."
    assert second.item().source == second.url


def test_atom_tells_the_same() -> None:
    first, second = read(ATOM).entries
    assert (first.url, first.title, first.published) == ("https://kurier.example/a", "Визит", Date("2031-04-19"))
    assert first.updated == "2031-04-20T01:00:00+05:00"
    assert (second.url, second.whole, second.text) == ("https://kurier.example/rss/b", True, LONG.strip())
    assert second.published == Date("2031-04-18")


def test_rdf_in_an_old_encoding_is_read() -> None:
    (entry,) = read(RDF).entries
    assert (entry.title, entry.published) == ("Визит", Date("2031-04-19"))


def test_json_feeds_are_read_and_items_without_address_counted() -> None:
    feed = read(json.dumps(JSON_FEED))
    assert [entry.url for entry in feed.entries] == ["https://kurier.example/a", "https://kurier.example/b"]
    assert (feed.entries[1].whole, feed.entries[1].author) == (True, "А. Ленц")
    (problem,) = feed.problems
    assert "2 of 4 items have no address" in str(problem)


def test_a_sitemap_of_news_is_read_without_its_pictures() -> None:
    feed = read(SITEMAP)
    (entry,) = feed.entries
    assert feed.kind == "sitemap"
    assert (entry.url, entry.title, entry.published) == ("https://kurier.example/a", "Визит", Date("2031-04-19"))


def test_lists_of_feeds_give_addresses() -> None:
    opml = """<opml version="2.0"><body><outline text="Новости"><outline type="rss" xmlUrl="https://kurier.example/rss"/>
    <outline type="rss" xmlUrl="/atom.xml"/><outline type="rss" xmlUrl="file:///etc/passwd"/></outline></body></opml>"""
    feed = read(opml)
    assert feed.feeds == ("https://kurier.example/rss", "https://kurier.example/atom.xml")
    assert len(feed.problems) == 1
    index = "<sitemapindex><sitemap><loc>https://kurier.example/news-1.xml</loc></sitemap></sitemapindex>"
    assert read(index).feeds == ("https://kurier.example/news-1.xml",)


@pytest.mark.parametrize("data", [RSS, ATOM, RDF, SITEMAP, "<opml>", json.dumps(JSON_FEED), "<!-- a --><rss/>"])
def test_a_feed_is_known_by_its_beginning(data: str | bytes) -> None:
    assert looks_like_feed(data.encode() if isinstance(data, str) else data)


@pytest.mark.parametrize(
    "data", [b"", b"<html><rss>", b"<!DOCTYPE html><html>", b'{"text": "x"}', b"rss", b"<!-- a -->" * 700]
)
def test_other_things_are_not(data: bytes) -> None:
    assert not looks_like_feed(data)


# ---- what is wrong


def line(found: Feed | SourceError) -> str:
    """The line that a feed's reading ends in; a feed of which a part was read may end in one for each fault."""
    problems = (found,) if isinstance(found, SourceError) else found.problems
    assert 1 <= len(problems) <= 3
    for problem in problems:
        assert "\n" not in str(problem)
        assert AT in str(problem)
    return str(problems[-1])


def test_dates_that_lie_ahead_are_left_open_and_told() -> None:
    feed = read(RSS.replace("20 Apr 2031", "21 Apr 2099"))
    assert feed.entries[0].published is None
    assert "1 of 2 items bear dates that lie ahead" in line(feed)


def test_feeds_without_dates_are_read() -> None:
    feed = read("<rss><channel><item><title>x</title><link>http://a.example/</link></item></channel></rss>")
    assert [(entry.url, entry.published) for entry in feed.entries] == [("http://a.example/", None)]


def test_dates_that_are_none_are_left_open() -> None:
    for told in ("вчера", "31 Feb 2031", "0000-00-00", "9" * 5000, "2031-04-20T99:99:99", "Mon, 1 Jan 1001 00:00:00"):
        item = f"<item><link>http://a.example/</link><pubDate>{told}</pubDate></item>"
        (entry,) = read(f"<rss><channel>{item}</channel></rss>").entries
        assert entry.published is None or told.startswith("2031"), told


def test_a_broken_feed_gives_what_can_be_read_of_it() -> None:
    feed = read(RSS[: RSS.index("<item><title>Целиком")])
    assert [entry.url for entry in feed.entries] == ["https://kurier.example/a"]
    assert "a broken feed" in line(feed)


BOMB = "<!DOCTYPE r [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>"
FILE = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
NET = "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/evil.dtd'>"
ITEM = "<item><title>{}</title><link>http://a.example/</link></item>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (f"{BOMB}<rss><channel>{ITEM.format('&a11;')}</channel></rss>", "entities of its own"),
        (f"{FILE}<rss><channel>{ITEM.format('&x;')}</channel></rss>", "entities of its own"),
        ((f"{BOMB}<rss><channel>{ITEM.format('&a11;')}</channel></rss>").encode("utf-16"), "entities of its own"),
        ("", "an empty feed"),
        (" \n\0", "an empty feed"),
        ("<html><body>404</body></html>", "no feed"),
        ("just words", "no feed"),
        (b"\xff\xfe\x00\x01\x02" * 100, "no feed"),
        ("{", "broken JSON"),
        ('{"version": ' + "[" * 100_000, "broken JSON"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 5}', "no JSON Feed"),
        ("<opml><body/></opml>", "a list without feeds"),
        ("<rss><channel><item><title>" + "<b>" * 2_000_000, "tags"),
        ("<rss><channel><item><title>" + "<b>" * 100_000, "too large to be mended"),
        ("<rss>" + "<a>" * 60_000 + "</a>" * 60_000 + "</rss>", ""),
        ("<rss><channel>" + "x" * 11_000_000, "more than 10 MB"),
        ("<rss><channel><item><link>" + "&" * 400_000, ""),
        ("<rss><channel>" + "<!--" * 30_000, ""),
        ("<rss><channel>" + "<![CDATA[" * 30_000, ""),
        ("<rss><channel><item" + ' a="' * 30_000, ""),
    ],
)  # fmt: skip
def test_hostile_feeds_cost_bounded_time_and_one_line(data: str | bytes, said: str) -> None:
    began = time.monotonic()
    found = read_feed(data.encode() if isinstance(data, str) else data, url=AT, latest=TODAY)
    assert time.monotonic() - began < 60
    assert said in line(found)


def test_no_document_type_is_fetched() -> None:
    began = time.monotonic()
    (entry,) = read(f"{NET}<rss><channel>{ITEM.format('x')}</channel></rss>").entries
    assert entry.title == "x"
    assert time.monotonic() - began < 60


def test_too_many_items_are_cut_off_and_told() -> None:
    items = "".join(f"<item><link>http://a.example/{n}</link></item>" for n in range(6_000))
    feed = read(f"<rss><channel>{items}</channel></rss>")
    assert len(feed.entries) == 5_000
    assert "1000 items more" in line(feed)


@pytest.mark.parametrize("path", sorted(NASTY.iterdir()), ids=lambda path: path.name)
def test_nasty_files_are_read_or_named(path: Path) -> None:
    began = time.monotonic()
    found = read_feed(path.read_bytes(), url=AT, latest=TODAY)
    assert time.monotonic() - began < 60
    problems = (found,) if isinstance(found, SourceError) else found.problems
    assert all("\n" not in str(problem) for problem in problems)
    if isinstance(found, Feed):
        for entry in found.entries:
            assert entry.url.startswith(("http://", "https://"))
            assert "\x00" not in entry.item().raw
            entry.item().raw.encode()


# ---- anything at all

CASES = int(os.environ.get("ONRECORD_FUZZ", "300"))
_BITS = st.sampled_from(
    "<rss> <channel> <item> </item> <title> </title> <link> </link> <pubDate> <entry> <content type='xhtml'> <feed> <urlset> <url> <loc> "
    "<![CDATA[ ]]> <!-- --> <!DOCTYPE <!ENTITY &amp; &#0; &#xD800; &a; http://a.example/ href=' ' xmlns= <?xml ?> encoding='utf-16' "
    "encoding='utf-7' 2031-04-20 { } [ ] \" : items url version \ufeff \u202e \0 <div> </div> xml:base='http://[' <link href='//['/>".split(
        " "
    )
)
_TEXTS = st.lists(_BITS | st.text(max_size=12), max_size=40).map("".join)


def _mutated(drawn: tuple[str, list[tuple[int, int, str]]]) -> str:
    text, cuts = drawn
    for start, length, new in cuts:
        at = start % (len(text) + 1)
        text = text[:at] + new + text[at + length :]
    return text


_CUTS = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 60), _BITS | st.text(max_size=5)), max_size=8)
_WHOLES = st.sampled_from([RSS, ATOM, RDF.decode("cp1251"), json.dumps(JSON_FEED), SITEMAP])
_FEEDS = _TEXTS | st.tuples(_WHOLES, _CUTS).map(_mutated)
_CODES = st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1251", "utf-7", "utf-32"])


@settings(max_examples=CASES, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(
    _FEEDS,
    _CODES,
    st.binary(max_size=20),
    st.sampled_from([None, "text/xml", "text/html; charset=cp1251", "x; charset=\0"]),
)
def test_any_bytes_are_read_or_refused(text: str, code: str, more: bytes, content_type: str | None) -> None:
    data = text.encode(code, "replace") + more
    looks_like_feed(data)
    found = read_feed(data, url=AT, content_type=content_type, latest=TODAY)
    if isinstance(found, SourceError):
        assert "please report it" not in str(found), str(found)
        assert "\n" not in str(found)
        return
    for entry in found.entries:
        assert entry.url.startswith(("http://", "https://"))
        entry.item().raw.encode()
        assert entry.published is None or entry.published.edtf <= "2031-04-20"


@settings(max_examples=CASES)
@given(_TEXTS)
def test_any_markup_becomes_lines(markup: str) -> None:
    assert all(part and part == part.strip() for part in plain(markup).split("\n") if plain(markup))
