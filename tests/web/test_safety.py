"""Who may see the desk, and who may decide: nobody else's page, nobody without the password, nothing too large."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_visitor import Visitor, desk_of
from example_story import example

from onrecord.errors import OnrecordError
from onrecord.store.store import Store
from onrecord.web.safety import local

Opened = Callable[..., Iterator[Visitor]]
PASSWORD = "correct horse battery"


def finding_of(visitor: Visitor) -> str:
    with visitor.store() as store, store.lookup() as lookup:
        return lookup.ids("finding")[0]


def decisions(visitor: Visitor) -> int:
    with visitor.store() as store:
        return len(store.decisions())


def test_a_finding_is_set_aside_with_a_reason_and_taken_back(visitor: Visitor) -> None:
    id_ = finding_of(visitor)
    form = {"token": visitor.token(), "verdict": "dismiss", "why": "Две разные  поездки"}
    answer = visitor.client.post(f"/findings/{id_}", data=form)
    assert answer.status_code == 200
    assert "Две разные поездки" in answer.text
    assert "tester" in answer.text
    assert id_ not in visitor.page("/findings")
    assert id_ in visitor.page("/findings?status=dismissed")
    with visitor.store() as store:
        assert store.in_step
        decision = __import__("json").loads(store.decisions()[0])["id"]
    visitor.client.post(f"/decisions/{decision}/undo", data={"token": visitor.token()})
    assert decisions(visitor) == 0
    assert id_ in visitor.page("/findings")


def test_a_finding_is_confirmed(visitor: Visitor) -> None:
    id_ = finding_of(visitor)
    form = {"token": visitor.token(), "verdict": "confirm", "why": "проверено"}
    assert "проверено" in visitor.client.post(f"/findings/{id_}", data=form).text
    assert id_ in visitor.page("/findings")
    assert "confirmed" in visitor.page(f"/findings/{id_}")


def test_a_promise_is_confirmed_as_kept(visitor: Visitor) -> None:
    with visitor.store() as store, store.lookup() as lookup:
        rows = lookup.rows("commitment", lookup.ids("commitment", most=99)).values()
        row = next(row for row in rows if any(p.status == "kept" for p in row.proposed))
    form = {"token": visitor.token(), "verdict": "confirm", "value": "kept", "why": "открыто"}
    page = visitor.client.post(f"/commitments/{row.id}", data=form).text
    assert "confirmed by a person" in page
    assert row.id in visitor.page("/commitments?status=kept")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"token": "0" * 64}, 403),
        ({"token": ""}, (403, 422)),
        ({"why": "  "}, 400),
        ({"verdict": "explode"}, 400),
        ({"why": "a" * 2001}, 422),
        ({"why": "a" * 30_000}, 413),
    ],
)
def test_a_form_that_is_not_ours_decides_nothing(visitor: Visitor, change: dict[str, str], status: object) -> None:
    form = {"token": visitor.token(), "verdict": "dismiss", "why": "x", **change}
    answer = visitor.client.post(f"/findings/{finding_of(visitor)}", data=form)
    assert answer.status_code in (status if isinstance(status, tuple) else (status,))
    assert decisions(visitor) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"host": "evil.example"},
        {"host": "localhost.evil.example", "origin": "http://localhost.evil.example"},
    ],
)
def test_another_site_decides_nothing(visitor: Visitor, headers: dict[str, str]) -> None:
    form = {"token": visitor.token(), "verdict": "dismiss", "why": "x"}
    answer = visitor.client.post(f"/findings/{finding_of(visitor)}", data=form, headers=headers)
    assert answer.status_code in (403, 421)
    assert decisions(visitor) == 0


def test_a_token_of_another_session_is_worth_nothing(visitor: Visitor) -> None:
    token = visitor.token()
    visitor.client.cookies.clear()
    visitor.page("/")
    form = {"token": token, "verdict": "dismiss", "why": "x"}
    assert visitor.client.post(f"/findings/{finding_of(visitor)}", data=form).status_code == 403


def test_every_answer_says_what_a_browser_may_do(reader: Visitor) -> None:
    for path in ("/", "/nowhere", "/health", "/static/desk.css", "/findings?page=x"):
        headers = reader.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        assert policy.startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
    reader.client.cookies.clear()
    cookie = reader.client.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_limits_and_other_verbs(reader: Visitor) -> None:
    assert reader.client.get("/search?q=" + "a" * 3000).status_code == 414
    assert reader.client.put("/findings").status_code == 405
    assert reader.client.get("/openapi.json").status_code == 404
    assert reader.client.get("/static/../app.py").status_code == 404
    assert reader.client.get("/static/..%2fapp.py").status_code == 404


def test_others_can_reach_it_with_a_password_only(tmp_path: Path, opened: Opened) -> None:
    record = example(tmp_path)
    for host in ("0.0.0.0", "::", "192.0.2.1", "desk.example"):
        with pytest.raises(OnrecordError, match="password"):
            desk_of(record, host=host)
    with pytest.raises(OnrecordError, match="characters"):
        desk_of(record, host="0.0.0.0", password="short")
    for visitor in opened(record, "http://desk.example", host="0.0.0.0", password=PASSWORD):
        client = visitor.client
        assert client.get("/findings", follow_redirects=False).headers["location"] == "/login?back=%2Ffindings"
        assert client.get("/metrics", follow_redirects=False).status_code == 303
        assert client.get("/health").status_code == 200
        assert client.post("/findings/x", data={"token": "x"}).status_code == 401
        page = client.get("/findings").text
        assert 'name="password"' in page
        token = page.partition('name="token" value="')[2].partition('"')[0]
        wrong = client.post("/login", data={"password": "wrong password", "token": token})
        assert wrong.status_code == 401
        right = client.post("/login", data={"password": PASSWORD, "token": token, "back": "//evil.example"})
        assert right.status_code == 200
        assert right.url.host == "desk.example"
        assert client.get("/findings", follow_redirects=False).status_code == 200
        client.cookies.clear()
        assert client.get("/metrics", headers={"authorization": f"Bearer {PASSWORD}"}).status_code == 200
        for _ in range(10):
            client.get("/metrics", headers={"authorization": "Bearer wrong"})
        assert client.get("/metrics", headers={"authorization": f"Bearer {PASSWORD}"}).status_code == 429


@pytest.mark.parametrize(
    "address", ["//evil.example", "/\\evil.example", "http://evil.example", "javascript:x", "", "/\nx"]
)
def test_the_way_back_stays_here(address: str) -> None:
    assert local(address) == "/"


def test_metrics_count_pages_not_addresses(visitor: Visitor) -> None:
    visitor.page(f"/findings/{finding_of(visitor)}")
    visitor.page("/wp-admin", 404)
    text = visitor.page("/metrics")
    assert 'onrecord_requests_total{page="/findings/{id_}",status="200"}' in text
    assert "wp-admin" not in text
    assert "onrecord_articles 14.0" in text
    assert visitor.client.get("/health").json() == {"status": "ok", "articles": 14}


def test_articles_that_are_added_meanwhile_appear(visitor: Visitor, tmp_path: Path) -> None:
    from onrecord import pipeline
    from onrecord.sources.files import read_paths

    (tmp_path / "new.txt").write_text("Встреча\n\nРустан Тахсаров заявил, что кемекский тоннель откроют.", "utf-8")
    assert "Nothing was found" in visitor.page("/search?q=кемекский")
    with Store(visitor.record) as store:
        pipeline.add(store, read_paths([str(tmp_path / "new.txt")]))
        pipeline.refresh(store)
    assert visitor.client.app.state.server.upkeep.settle()  # type: ignore[attr-defined]
    assert "тоннель" in visitor.page("/search?q=кемекский")
