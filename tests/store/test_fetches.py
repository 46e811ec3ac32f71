"""What was fetched: kept once, found again, and never half."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import StoreError
from onrecord.model.response import Response
from onrecord.store.fetches import Page
from onrecord.store.store import Store

URL = "https://kurier.example/a"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.sqlite", create=True) as store:
        yield store


def answer(body: bytes = b"<p>", status: int = 200, hour: int = 0) -> Response:
    return Response(URL, URL, f"2031-05-06T{hour:02}:00:00+00:00", status, (("ETag", f"{hour}"),), body, ("301 x",))


def test_an_answer_comes_back_as_it_was(store: Store) -> None:
    with store.fetches() as fetches:
        number = fetches.keep("page", answer())
    with store.fetches(writes=False) as fetches:
        kept = fetches.response(number)
    assert kept is not None
    assert kept.response == answer()


def test_what_came_again_is_noted_on_the_old_answer(store: Store) -> None:
    with store.fetches() as fetches:
        first = fetches.keep("page", answer())
        assert fetches.keep("page", answer(hour=1)) == first
        assert fetches.keep("page", answer(b"", 304, hour=2)) == first
        assert fetches.keep("page", answer(b"other", hour=3)) == first + 1
        assert fetches.keep("page", answer(b"busy", 503, hour=4)) == first + 2
        assert fetches.keep("page", answer(b"busy still", 503, hour=5)) == first + 2
        assert fetches.keep("page", answer(b"", 304, hour=6)) == first + 1
        old, new, error = (fetches.response(first + i) for i in range(3))
        latest = fetches.latest(URL)
    assert old is not None
    assert (old.times, old.last, old.response.at) == (3, "2031-05-06T02:00:00+00:00", "2031-05-06T00:00:00+00:00")
    assert old.response.header("etag") == "1"
    assert latest == new
    assert error is not None
    assert (error.times, error.response.body) == (2, b"")


def test_rules_that_are_back_are_the_latest(store: Store) -> None:
    with store.fetches() as fetches:
        fetches.keep("robots", answer(b"Disallow: /", hour=0))
        fetches.keep("robots", answer(b"", 404, hour=1))
        fetches.keep("robots", answer(b"Disallow: /", hour=2))
        latest = fetches.latest(URL, errors=True)
    assert latest is not None
    assert latest.response.status == 200


def test_addresses_are_handed_out_when_they_are_due(store: Store) -> None:
    with store.fetches() as fetches:
        for number in range(3):
            fetches.put_page(Page(f"{URL}{number}", "f", b"{}", "", due=10 * (3 - number), first=number))
        assert [page.url[-1] for page in fetches.pages("fetch", 20)] == ["2", "1"]
        assert [page.url[-1] for page in fetches.pages("fetch", since=2)] == ["2"]
        assert fetches.next_due("fetch") == 10
        assert fetches.next_due("kept") is None
        fetches.drop_page(f"{URL}2")
        assert [page.url[-1] for page in fetches.pages_of("f")] == ["0", "1"]


def test_nothing_of_a_step_that_fails_is_kept(store: Store) -> None:
    with pytest.raises(RuntimeError), store.fetches() as fetches:  # noqa: PT012
        fetches.keep("page", answer())
        fetches.put_page(Page(URL, "", b"{}", ""))
        raise RuntimeError("on purpose")
    with store.fetches(writes=False) as fetches:
        assert fetches.latest(URL) is None
        assert fetches.page(URL) is None


def test_a_damaged_answer_is_named(store: Store) -> None:
    with store.fetches() as fetches:
        fetches.keep("page", answer())
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE response SET body = X'00'")
    connection.close()
    with store.fetches(writes=False) as fetches, pytest.raises(StoreError, match=URL):
        fetches.latest(URL)
