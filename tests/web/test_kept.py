"""Pages that are kept: the same answer without the work, and never that of a record which has changed."""

from __future__ import annotations

from pathlib import Path

from desk_visitor import Visitor

from onrecord import pipeline
from onrecord.sources.files import read_paths
from onrecord.store.store import Store
from onrecord.web import kept
from onrecord.web.kept import Kept


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
    assert visitor.client.app.state.server.upkeep.settle(20)  # type: ignore[attr-defined]
    assert visitor.page("/sources") != before


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
