"""The desk in a browser: what an analyst does in it, and that everybody can."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_browser import chromium_browser, served, with_pictures
from example_story import example

from onrecord.store.store import Store

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/", "/findings", "/statements", "/commitments", "/commitments?status=open", "/commitments?month=2031-05", "/events",
    "/events?month=2031-03", "/actors", "/actors/korvald", "/sources", "/sources/tarvia24", "/decisions", "/queries", "/search",
    "/search?q=встреча", "/search?q=страна&in=quote", "/nowhere", "/?as_of=2031-04-10", "/events?as_of=2031-04-10",
)  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("browser"), hostile=True)


@pytest.fixture(scope="module")
def address(record: Path) -> Iterator[str]:
    """Where the desk is served while these tests run."""
    with served(record) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_browser() as browser:
        yield browser


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    """A page that must not complain, ask another host for anything, or be asked by a script of an article."""
    context = chromium.new_context(base_url=address, locale="en-GB", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda said: wrong.append(said.text) if said.type == "error" and "404" not in said.text else None
    )
    page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(address) else None)
    yield page
    context.close()
    assert wrong == []


def rows(record: Path) -> list[str]:
    """A page of every kind of row."""
    with Store(record) as store, store.lookup() as lookup:
        hostile = next(t.id for t in lookup.texts(lookup.ids("document", most=99)).values() if "alert" in t.raw)
        quote = lookup.marks(hostile)
        paths = [f"/{kind}s/{lookup.ids(kind)[0]}" for kind in ("finding", "statement", "commitment", "event")]
        return [*paths, f"/articles/{hostile}", *(f"/articles/{hostile}?row={mark.id}" for mark in quote[:3])]


def test_a_disagreement_is_read_opened_set_aside_and_brought_back(page: Any) -> None:
    page.goto("/")
    page.get_by_role("link", name="All disagreements").click()
    page.locator("article.card h3 a").first.click()
    here = page.url
    words = page.locator(".receipt b").first.inner_text()
    page.locator(".receipt a").first.click()
    assert page.locator("mark.on").first.is_visible()
    assert words[:20] in " ".join(page.locator(".text").inner_text().split())
    page.go_back()
    page.get_by_role("button", name="Set aside").click()
    assert page.url == here
    assert page.locator("#why:invalid").count() == 1  # no decision without a reason
    page.get_by_label("Reason, for whoever reads it later").fill("Это две поездки")
    page.get_by_role("button", name="Set aside").click()
    assert page.locator(".decide").inner_text().count("Это две поездки") == 1
    page.get_by_role("button", name="Take back").click()
    assert page.get_by_role("button", name="Set aside").is_visible()


def test_a_promise_is_confirmed_as_kept(page: Any) -> None:
    page.goto("/commitments")
    page.locator("article.card", has_text="evidence to be judged").first.locator("h3 a").click()
    page.get_by_role("button", name="Confirm: ").first.click()
    assert "confirmed by a person" in page.locator("dl").inner_text()


def test_words_are_searched_and_opened(page: Any) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("прочное партнёрство")
    page.keyboard.press("Enter")
    assert page.locator(".hits b").first.inner_text() in ("прочное", "партнёрство")
    page.get_by_role("link", name="Quotes").click()
    page.locator(".hits .receipt a").first.click()
    assert "Said by" in page.locator(".panel").inner_text()


def test_another_day_is_chosen_by_keyboard_kept_and_left(page: Any) -> None:
    page.goto("/findings?kind=date")
    page.locator(".days summary").focus()
    page.keyboard.press("Enter")
    day = page.get_by_label("What could be known on")
    day.focus()
    page.keyboard.press("Escape")
    assert not day.is_visible()
    page.keyboard.press("Enter")
    page.locator("input[type=search]").focus()
    assert not day.is_visible()  # nothing that has the focus is hidden behind it
    page.locator(".days summary").click()
    day.fill("2031-04-20")
    page.keyboard.press("Enter")
    page.wait_for_url("**/findings?kind=date&as_of=2031-04-20")
    assert "The record as of 20 April 2031" in page.locator("main .note").inner_text()
    page.get_by_role("link", name="Encounters").click()
    assert page.url.endswith("/events?as_of=2031-04-20")
    mark = page.frame_locator("iframe").locator("a").last
    mark.click()
    page.wait_for_url("**/events/*?as_of=2031-04-20")
    page.keyboard.press("/")
    page.keyboard.type("мост")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?as_of=2031-04-20&q=*")
    assert page.locator(".hits li").count() > 0
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.get_by_role("link", name="Back to the record as it is now").click()
    assert "as_of" not in page.url
    assert page.locator("main .note").count() == 0


def test_the_language_is_switched(page: Any) -> None:
    page.goto("/events")
    page.get_by_role("button", name="Русский").click()
    assert page.locator("h1").inner_text() == "Встречи"
    assert page.locator("html").get_attribute("lang") == "ru"
    page.get_by_role("button", name="English").click()
    assert page.locator("h1").inner_text() == "Encounters"


def test_records_of_an_article_are_walked_by_keyboard(page: Any, record: Path) -> None:
    with Store(record) as store, store.lookup() as lookup:
        fullest = max(lookup.ids("document", most=99), key=lambda id_: len(lookup.marks(id_)))
    page.goto(f"/articles/{fullest}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = []
    for key in ("j", "j", "k"):
        with page.expect_navigation():
            page.keyboard.press(key)
        seen.append(page.url)
    assert "row=" in seen[0]
    assert seen[0] == seen[2] != seen[1]


def test_hostile_text_is_text_wherever_it_is_shown(page: Any, record: Path) -> None:
    for path in (*PAGES, "/search?q=alert", *rows(record)):
        page.goto(path)
        assert page.evaluate("document.querySelectorAll('img, main script, [onclick], [onerror]').length") == 0, path
    page.goto(rows(record)[4])
    assert '<script>alert("раз")</script>' in page.locator(".text").inner_text()


def test_a_mark_of_a_picture_opens_its_row_in_place(page: Any) -> None:
    page.goto("/events")
    mark = page.frame_locator("iframe").locator("a").last
    says, leads = mark.get_attribute("aria-label"), mark.get_attribute("href")
    mark.click()
    page.wait_for_url(f"**{leads}")
    assert page.locator("h1").inner_text().split(",")[0] in says
    page.goto("/sources")
    line = page.frame_locator("iframe[src*=lineage]").locator("a[href*=from]").first
    line.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources?outlet=*")
    assert page.locator("main input[name=from]").input_value() == "Эстрапресс"
    assert page.locator("ul.rows > li").count() == 1


def test_pictures_keep_their_place_and_can_be_read_in_the_dark(page: Any) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/statements")
    before = page.locator("article.card").first.bounding_box()
    with_pictures(page)
    assert page.locator("article.card").first.bounding_box() == before
    frame = page.frame(url="**/pictures/said.svg*")
    colours = frame.evaluate("[...new Set([...document.querySelectorAll('text')].map(t => getComputedStyle(t).fill))]")
    assert colours == ["rgb(169, 174, 187)"]
    shown = frame.evaluate(
        "[document.documentElement.scrollWidth, innerWidth, document.documentElement.scrollHeight, innerHeight]"
    )
    assert shown[0] <= shown[1]
    assert shown[2] <= shown[3]


def test_pages_print(page: Any, record: Path) -> None:
    for path in ("/findings", *rows(record)[:5]):
        page.goto(path)
        page.emulate_media(media="print")
        assert not page.locator(".bar nav").is_visible()
        assert len(page.pdf()) > 5_000


def test_no_page_is_wider_than_a_phone(page: Any, record: Path) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    for path in (*PAGES, *rows(record)):
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (path, wide)


@pytest.mark.skipif(not AXE.exists() and os.environ.get("CI") != "true", reason="axe-core is not installed: make axe")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 375)])
def test_everybody_can_use_every_page(chromium: Any, address: str, record: Path, scheme: str, width: int) -> None:
    # The tool itself is no part of a page, so the page's own policy must not keep it out.
    context = chromium.new_context(
        base_url=address, locale="ru", color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    script = AXE.read_text("utf-8")
    found = []
    for path in (*PAGES, *rows(record)[:6]):
        page.goto(path)
        with_pictures(page)
        for frame in page.frames:
            frame.evaluate(script)
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
        result = page.evaluate("options => axe.run(document, options)", options)
        found += [
            f"{path}: {wrong['id']}: {wrong['nodes'][0]['html'][:120]}"
            for wrong in result["violations"]
            if wrong["impact"] in ("serious", "critical")
        ]
    context.close()
    assert found == []
