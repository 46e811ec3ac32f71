"""Pages that are kept: the same answer without the work, and never that of a record which has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from desk_visitor import Visitor
from example_story import example

from onrecord import pipeline
from onrecord.errors import OnrecordError
from onrecord.sources.files import read_paths
from onrecord.store.store import Store
from onrecord.web import kept
from onrecord.web.kept import Kept

Opened = Callable[..., Iterator[Visitor]]


def made(visitor: Visitor) -> int:
    """How many pages have been made, not only shown, since the desk was opened."""
    return len(visitor.client.app.state.server._kept._pages)  # type: ignore[attr-defined]


def test_a_page_is_made_once_for_all_and_has_everybodys_own_token(visitor: Visitor) -> None:
    visitor.page("/findings")
    before, first = made(visitor), visitor.token()
    one = visitor.page("/findings")
    visitor.client.cookies.clear()
    other = visitor.page("/findings")
    second = visitor.token()
    assert first != second
    assert first in one
    assert second in other
    assert one.replace(first, "") == other.replace(second, "")
    assert made(visitor) == before + 1  # the page on which the token was found


def test_what_has_changed_is_made_anew(visitor: Visitor, tmp_path: Path) -> None:
    with visitor.store() as store, store.lookup() as lookup:
        finding = lookup.ids("finding")[0]
    assert finding in visitor.page("/findings")
    form = {"token": visitor.token(), "verdict": "dismiss", "why": "Две поездки"}
    visitor.client.post(f"/findings/{finding}", data=form)
    assert finding not in visitor.page("/findings")
    assert "Две поездки" in visitor.page("/decisions")
    before = visitor.page("/sources")
    (tmp_path / "new.txt").write_text("Рустан Тахсаров заявил, что кемекский тоннель откроют.", "utf-8")
    with Store(visitor.record) as store:
        pipeline.add(store, read_paths([str(tmp_path / "new.txt")]))
        pipeline.refresh(store)
    assert visitor.client.app.state.server.upkeep.settle()  # type: ignore[attr-defined]
    assert visitor.page("/sources") != before


TOKEN = "0123456789abcdef0123"
AS_CLERK = {"authorization": f"Bearer {TOKEN}"}
STILL = "still being brought in step"


def test_pages_say_so_while_the_record_does_not_follow_a_decision(tmp_path: Path, opened: Opened) -> None:
    go = threading.Event()

    def slow(record: Path) -> None:
        go.wait(120)
        pipeline.catch_up(record)

    for visitor in opened(example(tmp_path), catch_up=slow, wait=0.05, tokens=(("clerk", TOKEN),)):
        with visitor.store() as store, store.lookup() as lookup:
            one, other = lookup.ids("finding", most=2)
        before = visitor.page("/findings")
        assert STILL not in before
        form = {"token": visitor.token(), "verdict": "dismiss", "why": "Две поездки"}
        answer = visitor.client.post(f"/findings/{one}", data=form)
        assert answer.url.path == f"/findings/{one}"
        for page in (answer.text, visitor.page("/decisions")):  # it is kept, and can be taken back
            assert STILL in page
            assert "Две поездки" in page
            assert "/undo" in page
        assert STILL in visitor.page("/findings")
        done = visitor.client.post(f"/api/v1/findings/{other}/dismiss", json={"why": "x"}, headers=AS_CLERK).json()
        assert not done["in_step"]
        undone = visitor.client.post(f"/api/v1/decisions/{done['decision']['id']}/undo", headers=AS_CLERK).json()
        assert not undone["in_step"]
        go.set()
        assert visitor.client.app.state.server.upkeep.settle(120)  # type: ignore[attr-defined]
        page = visitor.page("/findings")
        assert STILL not in page
        assert one not in page
        assert other in page


def test_a_record_that_cannot_follow_is_not_in_step(tmp_path: Path, opened: Opened) -> None:
    def broken(record: Path) -> None:
        raise OnrecordError("the dossier is gone", where=str(record))

    for visitor in opened(example(tmp_path), catch_up=broken, tokens=(("clerk", TOKEN),)):
        with visitor.store() as store, store.lookup() as lookup:
            (finding,) = lookup.ids("finding", most=1)
        done = visitor.client.post(f"/api/v1/findings/{finding}/dismiss", json={"why": "x"}, headers=AS_CLERK)
        assert done.status_code == 201
        assert not done.json()["in_step"]
        assert "the dossier is gone" in visitor.page("/findings")


def test_languages_are_kept_apart(visitor: Visitor) -> None:
    english = visitor.page("/events")
    russian = visitor.client.get("/events", headers={"accept-language": "ru"}).text
    assert "<h1>Encounters" in english
    assert "<h1>Встречи" in russian


def test_what_is_kept_is_bounded() -> None:
    pages = Kept()
    for number in range(kept.MOST_PAGES + 5):
        assert pages.page(number, "1", lambda number=number: str(number)) == str(number)
    assert len(pages._pages) == kept.MOST_PAGES
    assert pages._characters == sum(len(text) for _, text in pages._pages.values())
    pages.page("long", "1", lambda: "x" * kept.MOST_CHARACTERS)
    assert list(pages._pages) == ["long"]
    assert pages.page("long", "2", lambda: "y") == "y"
    assert pages._characters == 1
