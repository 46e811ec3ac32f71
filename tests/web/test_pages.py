"""Pages: every one is there, holds together, links to others that are there, and shows hostile text as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from desk_visitor import FIRST, Page, Visitor, walk

from onrecord.store.store import Store

MOST_BYTES = 100_000


def test_every_page_holds_together_and_its_links_lead_somewhere(reader: Visitor) -> None:
    kinds = set()
    for path, text, page in walk(reader, 12):
        kinds.add(path.partition("?")[0].split("/")[1])
        assert page.open == [], path
        assert page.nested == [], path
        assert len(page.ids) == len(set(page.ids)), path
        assert page.tags.count("h1") == 1, path
        assert "style" not in page.attributes, path
        assert not {name for name in page.attributes if name.startswith("on")}, path
        assert [link for link in page.links if link and link[0] not in "/#"] == [], path
        assert len(text.encode()) < MOST_BYTES, path
    assert {"findings", "statements", "commitments", "events", "actors", "sources", "articles"} <= kinds


def test_what_an_article_says_stays_text_on_every_page(reader: Visitor) -> None:
    seen = 0
    for path, text, page in walk(reader, 40):
        assert "<script>alert" not in text, path
        assert "<img" not in text, path
        assert "<b onclick" not in text, path
        assert page.tags.count("script") == 1, path
        assert not [link for link in page.links if link.lower().lstrip().startswith(("javascript", "data"))], path
        assert not any(c in text for c in "\u202e\u202d\u2066\u2067\x07"), path
        seen += "alert(" in text
    assert seen >= 5


def test_the_hostile_article_is_read_as_it_is(reader: Visitor) -> None:
    with reader.store() as store, store.lookup() as lookup:
        text = next(t for t in lookup.texts(lookup.ids("document", most=50)).values() if "alert" in t.raw)
    page = reader.page(f"/articles/{text.id}")
    assert "&lt;script&gt;alert(" in page
    assert "[сюда](javascript:alert(3))" in page


def test_an_empty_record_says_something_on_every_page(tmp_path: Path, opened: Callable[..., Iterator[Visitor]]) -> None:
    Store(tmp_path / "r.sqlite", create=True).close()
    for visitor in opened(tmp_path / "r.sqlite"):
        for path in FIRST:
            text = visitor.page(path)
            assert 'class="empty"' in text or "calendar" in text or path == "/search", path


def test_an_article_shows_its_records_in_place_and_says_why(reader: Visitor) -> None:
    with reader.store() as store, store.lookup() as lookup:
        quote = next(
            q for q in lookup.rows("quote", lookup.ids("quote", most=99)).values() if q.quote.cue and q.speakers
        )
        article = lookup.texts([quote.document])[quote.document]
        speaker = lookup.rows("actor", quote.speakers)[quote.speakers[0]]
    text = reader.page(f"/articles/{quote.document}?row={quote.id}")
    assert f'id="{quote.document}-{quote.quote.span.start}-{quote.quote.span.end}" class="m-quote on"' in text
    assert speaker.name in text
    assert quote.quote.cue.text in text
    assert "Such rows are right in about" in text
    # nothing of the text is lost
    plain = "".join(article.raw.split())
    shown = Text(text)
    assert "".join(shown.text.split()) == plain


class Text(Page):
    """The text of the article alone."""

    def __init__(self, page: str) -> None:
        self.text = ""
        self.inside = 0
        super().__init__(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.inside or ("class", "text") in attrs:
            self.inside += tag == "div"
        super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and tag == "div":
            self.inside -= 1
        super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text += data


def test_lists_are_narrowed_by_what_is_written(reader: Visitor) -> None:
    everybody = reader.page("/events")
    his = reader.page("/events?actor=Корвальд&until=2031-04-30&since=2031-03")
    assert 0 < his.count('href="/events/e') < everybody.count('href="/events/e')
    assert "Даниэль Корвальд" in his
    assert "Nobody in the record is called" in reader.page("/statements?actor=Иванопуло")


@pytest.mark.parametrize(
    "path",
    ["/findings?page=99999&severity=9&kind=%00&since=XXXX", "/events?month=2031-13", "/search?q=%22%22%20-%20*&in=x&below=9e9",
     "/search?q=AND%20OR%20NOT%20NEAR(%22", "/commitments?status='--", "/articles/d1?row=%3Cscript%3E", "/rows/none",
     "/actors/..%2f..%2fetc", "/statements?actor=%22%20OR%201"],
)  # fmt: skip
def test_odd_addresses_are_answered(reader: Visitor, path: str) -> None:
    answer = reader.client.get(path)
    assert answer.status_code in (200, 404), answer.text[:200]
    assert "<h1" in answer.text


def test_a_month_ends_with_its_last_day(reader: Visitor) -> None:
    def articles(query: str) -> list[str]:
        return re.findall(r'href="(/articles/\w+)', reader.page(f"/sources?{query}"))

    march = articles("since=2031-03-01&until=2031-03-31")
    assert march
    assert articles("since=2031-03&until=2031-03") == march


def test_search_finds_forms_phrases_and_leaves_words_out(reader: Visitor) -> None:
    forms = reader.page("/search?q=встречи")
    assert "встречу</b>" in forms or "встрече</b>" in forms
    assert "встретились</b>" not in forms
    assert "встретил" in reader.page("/search?q=встречи&related=1")
    assert "прочное</b>" in reader.page('/search?q="прочное партнёрство"')
    assert "Nothing was found" in reader.page('/search?q="партнёрство прочное"')
    without = reader.page("/search?q=партнёрство -прочное")
    assert "прочное" not in without.partition("<ol")[2]
    assert "/actors/korvald" in reader.page("/search?q=Корвальда&in=actor")


def test_the_list_of_findings_has_the_gravest_first(reader: Visitor) -> None:
    text = reader.page("/findings")
    grave = [text.index(f'class="card s{n}"') for n in (3, 2)]
    assert grave == sorted(grave)
    assert 'class="card s2"' not in reader.page("/findings?severity=3")


def test_what_an_error_says_of_an_address_is_text(reader: Visitor) -> None:
    for value in ("<b>soon</b>", "%(day)s", "%s 100%"):
        page = reader.page(f"/export/jsonl?as_of={quote(value)}", 400)
        assert f"as_of: not a day: &#39;{escape(value)}&#39;" in page
    page = reader.client.get("/nowhere", headers={"accept-language": "ru"}).text
    assert "Такой страницы нет" in page
