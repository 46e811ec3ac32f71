"""Searches and lists that people keep under a name."""

from __future__ import annotations

import pytest
from desk_visitor import Visitor
from example_story import STORY

from onrecord import pipeline
from onrecord.errors import OnrecordError
from onrecord.sources.files import read_paths
from onrecord.store.queries import MOST, SavedQuery
from onrecord.store.store import Store

SEARCH = "/search?q=встреча&in=quote&since=2031-03-01&below=77"


def names(visitor: Visitor) -> list[str]:
    with visitor.store() as store, store.queries() as queries:
        return [query.name for query in queries.every()]


def keep(visitor: Visitor, name: str, address: str, **changes: str) -> int:
    form = {"name": name, "address": address, "token": visitor.token(), **changes}
    return visitor.client.post("/queries", data=form).status_code


def test_a_search_is_kept_listed_opened_and_deleted(visitor: Visitor) -> None:
    assert "Nothing is kept yet" in visitor.page("/queries")
    assert 'action="/queries"' in visitor.page(SEARCH)
    assert keep(visitor, "  Встречи <b>весной</b> ", SEARCH) == 200
    page = visitor.page("/queries")
    assert "Встречи &lt;b&gt;весной&lt;/b&gt;" in page
    assert "tester" in page
    with visitor.store() as store, store.queries() as queries:
        kept = queries.every()[0]
    assert kept.address.startswith("/search?q=%D0%B2")
    assert "below" not in kept.address
    assert kept.address.replace("&", "&amp;") in page
    assert '<ol class="rows hits">' in visitor.page(kept.address)
    form = {"name": kept.name, "token": visitor.token()}
    assert "Nothing is kept yet" in visitor.client.post("/queries/delete", data=form).text
    assert visitor.client.post("/queries/delete", data=form).status_code == 400


def test_names_are_somebodys_and_lists_are_ours(visitor: Visitor) -> None:
    assert keep(visitor, "Мосты", "/findings?kind=date") == 200
    assert keep(visitor, "Мосты", "/findings") == 400
    for name, address in (("", "/events"), ("x" * 81, "/events"), ("a", "/decisions"), ("a", "//evil.example/search"),
                          ("a", "javascript:alert(1)"), ("a", "https://evil.example/search")):  # fmt: skip
        assert keep(visitor, name, address) in (400, 422), (name, address)
    assert names(visitor) == ["Мосты"]


def test_nothing_is_kept_or_deleted_without_token_or_from_another_site(visitor: Visitor) -> None:
    keep(visitor, "Мосты", "/findings")
    assert keep(visitor, "Другое", "/events", token="0" * 64) == 403
    form = {"name": "Мосты", "address": "/events", "token": visitor.token()}
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        for path in ("/queries", "/queries/delete"):
            assert visitor.client.post(path, data=form, headers=headers).status_code == 403
    assert visitor.client.post("/queries/delete", data={**form, "token": "x"}).status_code == 403
    assert names(visitor) == ["Мосты"]


def test_what_is_kept_outlives_rows_and_articles(visitor: Visitor) -> None:
    keep(visitor, "Мосты", "/findings")
    with Store(visitor.record) as store:
        pipeline.add(store, read_paths([str(STORY)]))
        store.forget_rows("other code")
        pipeline.refresh(store)
    assert names(visitor) == ["Мосты"]


def test_there_is_an_end_to_it(visitor: Visitor) -> None:
    with visitor.store() as store, store.queries(writes=True) as queries:
        for number in range(MOST):
            queries.keep(SavedQuery(f"n{number}", "/events"))
        with pytest.raises(OnrecordError, match="too many"):
            queries.keep(SavedQuery("one more", "/events"))
