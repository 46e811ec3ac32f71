"""The brief: every line opens its words, nothing that an article says becomes markup, and it reads well."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.model.document import Document, sha256_of
from onrecord.model.finding import Finding, Place, Version
from onrecord.model.linked import DocumentRow, Record
from onrecord.model.span import Span
from onrecord.sources.files import read_paths
from onrecord.store.store import Store
from onrecord.views.brief import brief_html, brief_markdown, make_brief

STORY = Path(__file__).parents[2] / "examples" / "story"
DOSSIER = STORY.parent / "dossier.yaml"
HOSTILE = (
    'Министр <script>alert("раз")</script> Кебеков\n\n'
    "«<img src=x onerror=alert(2)> Мы откроем мост 5 мая 2031 года», — заявил Рустан Тахсаров\u202e на встрече "
    "с Даниэлем Корвальдом в Линтаре 5 марта 2031 года. [сюда](javascript:alert(3)) | `x` \x07\n"
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, tuple[Finding, ...]]:
    folder = tmp_path_factory.mktemp("brief")
    (folder / "<b>hostile.txt").write_text(HOSTILE, "utf-8")
    with Store(folder / "r.sqlite", create=True) as store:
        pipeline.add(store, read_paths([str(STORY), str(folder)]), dossier_text=DOSSIER.read_text("utf-8"))
        return pipeline.open_record(store)


@pytest.fixture(scope="module")
def page(opened: tuple[Record, tuple[Finding, ...]]) -> str:
    return brief_html(*opened)


class Reader(HTMLParser):
    """Collects ids, links and tags, and checks that tags nest."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_every_link_opens_a_place_on_the_page(page: str) -> None:
    reader = read(page)
    assert len(reader.ids) == len(set(reader.ids))
    assert len(reader.links) > 50
    assert [link for link in reader.links if not link.startswith("#")] == []
    assert {link[1:] for link in reader.links} <= set(reader.ids)


def test_nothing_that_an_article_says_becomes_markup(page: str) -> None:
    reader = read(page)
    assert not {"script", "img", "b onerror"} & reader.tags
    assert "onerror" not in reader.attributes
    assert "&lt;script&gt;" in page
    assert "\x07" not in page
    assert "\u202e" not in page


def test_markdown_shows_article_text_as_text(opened: tuple[Record, tuple[Finding, ...]]) -> None:
    text = brief_markdown(*opened)
    assert "<script" not in text
    assert "<img" not in text
    assert "](javascript:" not in text


def test_the_sections_come_with_disagreements_first(page: str) -> None:
    heads = re.findall(r'<h2 id="(\w+)"', page)
    assert heads == ["disagreements", "statements", "commitments", "timeline", "singles", "sources", "articles"]


def test_an_empty_record_has_a_brief(tmp_path: Path) -> None:
    page = brief_html(Record(), ())
    read(page)
    assert "do not contradict" in page
    assert "No encounter" in page
    assert brief_markdown(Record(), ())


@pytest.mark.browser
def test_the_page_opens_in_a_browser(page: str, tmp_path: Path) -> None:
    path = tmp_path / "brief.html"
    path.write_text(page, "utf-8")
    command = [
        shutil.which("chromium") or "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
        "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1200,900",
        f"--screenshot={tmp_path / 'brief.png'}", f"file://{path}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "brief.png").stat().st_size > 20_000


def test_words_that_follow_one_another_are_one_passage_without_the_header() -> None:
    raw = "date 2031-03-06 Мост готов. Паром уйдёт. Порт закроют, сказал он."
    document = Document("d1", "a.txt", raw, sha256_of(raw), "ru", header=Span.cut(raw, 0, 15))
    words = [Span.cut(raw, raw.index(first), raw.index(last)) for first, last in (("Мост", " Па"), ("Паром", " По"))]
    evidence = tuple(Place(document.id, span) for span in words)
    versions = (Version("одно", (document.id,), (), evidence), Version("другое", ()))
    finding = Finding("f1", "figure", (document.id,), "Summary.", evidence, versions)
    (view,) = make_brief(Record(documents=(DocumentRow(document, "s1"),)), [finding]).findings
    (receipt,) = view.versions[0].receipts
    assert (receipt.before, receipt.words) == ("", "Мост готов. Паром уйдёт.")
    assert receipt.after.startswith(" Порт")
