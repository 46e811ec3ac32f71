"""JSON over HTTP: the rows of an export with their words, page by page; marks, limits, problems, decisions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from desk_browser import served
from desk_visitor import Visitor, visit
from example_story import example
from hypothesis import HealthCheck, Phase, given, settings
from pydantic import BaseModel
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

import onrecord
from onrecord import pipeline
from onrecord.errors import OnrecordError
from onrecord.model.dates import Date
from onrecord.store.lookup import SHAPES
from onrecord.store.store import Store
from onrecord.views.jsonl import export_rows
from onrecord.web.api import shapes
from onrecord.web.settings import tokens_of

Opened = Callable[..., Iterator[Visitor]]
TOKENS = (("clerk", "0123456789abcdef0123"), ("editor", "fedcba9876543210fedc"))
PASSWORD = "correct horse battery"
AS_CLERK = {"authorization": f"Bearer {TOKENS[0][1]}"}


def get(visitor: Visitor, path: str, status: int = 200, **headers: str) -> Any:
    answer = visitor.client.get(f"/api/v1{path}", headers=headers)
    assert answer.status_code == status, (path, answer.status_code, answer.text[:300])
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert answer.json()["type"] == "about:blank"
    return answer.json()


def every(visitor: Visitor, path: str, limit: int) -> list[dict[str, Any]]:
    """All rows of a list, page by page."""
    rows, cursor = [], ""
    while True:
        page = get(visitor, f"{path}{'&' if '?' in path else '?'}limit={limit}&cursor={cursor}")
        assert len(page["rows"]) <= limit
        rows += page["rows"]
        cursor = page["next"]
        if cursor is None:
            return rows


@pytest.fixture
def clerk(tmp_path: Path, opened: Opened) -> Iterator[Visitor]:
    yield from opened(example(tmp_path), tokens=TOKENS)


def test_lists_hold_what_an_export_holds_page_by_page(reader: Visitor) -> None:
    with reader.store() as store:
        rows = {row["id"]: row for row in export_rows(*pipeline.open_record(store))}
    texts: dict[str, str] = {}
    for kind in SHAPES:
        path = f"/{kind}s" + ("?status=" if kind == "finding" else "")
        found = every(reader, path, 7)
        assert [row["id"] for row in found] == [row["id"] for row in every(reader, path, 100)]
        assert len({row["id"] for row in found}) == len(found)
        for row in found:
            cited = row.pop("cited", [])
            assert row == rows[row["id"]], kind
            assert cited or kind in ("actor", "document"), row["id"]
            for piece in cited:
                document = piece["document"]
                if document not in texts:
                    texts[document] = reader.client.get(f"/api/v1/documents/{document}/text").text
                assert texts[document][piece["start"] : piece["end"]] == piece["words"]
        assert {row["id"] for row in found} == {id_ for id_, row in rows.items() if row["type"] == kind}
        one = get(reader, f"/{kind}s/{found[0]['id']}")
        assert one["row"]["id"] == found[0]["id"]
        get(reader, f"/{kind}s/nothing", 404)


def _unknown(shape: Any, value: Any, where: str) -> Iterator[str]:
    """Keys that the description does not have."""
    fields = {field.alias or name: field.annotation for name, field in shape.model_fields.items()}
    for key, inner in value.items():
        if key not in fields:
            yield f"{where}.{key}"
        for part in inner if isinstance(inner, list) else [inner]:
            found = [x for x in [fields.get(key), *getattr(fields.get(key), "__args__", ())] if isinstance(x, type)]
            for model in found:
                if issubclass(model, BaseModel) and isinstance(part, dict):
                    yield from _unknown(model, part, f"{where}.{key}")


def test_the_description_names_every_key(reader: Visitor) -> None:
    for kind in SHAPES:
        shape = getattr(shapes, f"{kind.capitalize()}Row")
        for row in every(reader, f"/{kind}s", 100):
            assert list(_unknown(shape, row, kind)) == []


def test_names_stand_beside_ids(reader: Visitor) -> None:
    page = get(reader, "/statements?actor=Корвальд&limit=5")
    assert page["rows"]
    for row in page["rows"]:
        for piece in row["cited"]:
            assert all(id_ in page["names"] for id_ in piece["speakers"])
            assert piece["outlet"] not in page["names"]


def test_filters_are_those_of_the_pages(reader: Visitor) -> None:
    assert {row["kind"] for row in every(reader, "/quotes?kind=direct", 50)} == {"direct"}
    assert {row["status"] for row in every(reader, "/commitments?status=overdue", 50)} == {"overdue"}
    assert {row["severity"] for row in every(reader, "/findings?severity=3", 50)} == {3}
    days = {row["published"] for row in every(reader, "/documents?since=2031-04&until=2031-04", 50)}
    assert days
    assert {day[:7] for day in days} == {"2031-04"}
    found = get(reader, "/search?q=встреча&type=event")
    assert found["rows"]
    assert all(hit["row"]["type"] == "event" and "встреч" in hit["sentence"]["words"].lower() for hit in found["rows"])
    seen = [json.dumps(hit) for hit in every(reader, "/search?q=страна&type=quote", 3)]
    assert seen == [json.dumps(hit) for hit in every(reader, "/search?q=страна&type=quote", 100)]
    assert len(seen) == len(set(seen)) > 3
    assert get(reader, "/search?q=…")["rows"] == []


@pytest.mark.parametrize("asked", ["q=Корвальд&type=quote", "q=страна&type=finding", "q=страна&type=figure"])
def test_a_search_goes_on_where_several_rows_rest_on_one_sentence(reader: Visitor, asked: str) -> None:
    whole = every(reader, f"/search?{asked}", 100)
    assert len({(hit["sentence"]["document"], hit["sentence"]["start"]) for hit in whole}) < len(whole)
    for limit in (1, 2, 5):
        assert every(reader, f"/search?{asked}", limit) == whole


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/quotes?kind=loud", 422), ("/quotes?speaker=x", 422), ("/quotes?limit=0", 422), ("/quotes?limit=101", 422),
        ("/quotes?since=yesterday", 422), ("/quotes?since=2031-02-30", 422), ("/quotes?actor=Никто", 404),
        ("/quotes?cursor=abc", 404), ("/quotes?cursor=%00", 422), ("/search", 422), ("/search?q=" + "a" * 201, 422),
        ("/nowhere", 404), ("/quotes?actor=" + "a" * 9000, 414), ("/quotes?actor=" + "a" * 101, 422),
        ("/rows/q/explanation", 404), ("/decisions?cursor=abc", 404),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_a_problem_that_says_what(reader: Visitor, path: str, status: int) -> None:
    told = get(reader, path, status)
    assert told["detail"]
    assert told["title"]
    if status == 422 and "02-30" not in path:
        assert told["errors"][0]["where"].startswith("query/")


def test_a_cursor_of_another_list_leads_nowhere(reader: Visitor) -> None:
    cursor = get(reader, "/quotes?limit=2")["next"]
    get(reader, f"/quotes?limit=5&cursor={cursor}")
    for path in (f"/quotes?kind=direct&cursor={cursor}", f"/events?cursor={cursor}", f"/search?q=мост&cursor={cursor}"):
        get(reader, path, 404)


def test_other_methods_and_hosts_are_refused_as_problems(reader: Visitor) -> None:
    for method in ("DELETE", "PUT", "PATCH", "OPTIONS", "TRACE", "POST"):
        answer = reader.client.request(method, "/api/v1/quotes")
        assert answer.status_code == 405, method
        assert answer.headers["allow"] == "GET"
        assert answer.json()["status"] == 405
    for headers, status in (({"host": "evil.example"}, 421), ({"content-length": "999999"}, 413)):
        answer = reader.client.request("GET", "/api/v1/quotes", headers=headers)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
    assert "set-cookie" not in reader.client.get("/api/v1").headers
    for path in ("/api", "/api/", "/api/v2/quotes", "/api/v1/quotes/a%0Ab"):
        assert reader.client.get(path).headers["content-type"] == "application/problem+json"


def test_what_has_not_changed_is_not_sent_again(clerk: Visitor) -> None:
    answer = clerk.client.get("/api/v1/findings")
    mark = answer.headers["etag"]
    for asked in (mark, f"W/{mark}", f'"other", {mark}'):
        again = clerk.client.get("/api/v1/findings", headers={"if-none-match": asked})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == mark
    assert clerk.client.get("/api/v1/quotes", headers={"if-none-match": mark}).status_code == 200
    id_ = answer.json()["rows"][0]["id"]
    marks = {clerk.client.get("/api/v1/decisions").headers["etag"]}
    done = clerk.client.post(f"/api/v1/findings/{id_}/dismiss", json={"why": "two journeys"}, headers=AS_CLERK)
    marks.add(clerk.client.get("/api/v1/decisions").headers["etag"])
    changed = clerk.client.get("/api/v1/findings", headers={"if-none-match": mark})
    assert changed.status_code == 200
    assert id_ not in {row["id"] for row in changed.json()["rows"]}
    clerk.client.post(f"/api/v1/decisions/{done.json()['decision']['id']}/undo", headers=AS_CLERK)
    marks.add(clerk.client.get("/api/v1/decisions").headers["etag"])
    assert len(marks) == 3


def test_a_program_with_a_token_decides_and_takes_back(clerk: Visitor) -> None:
    def post(path: str, body: dict[str, Any] | None = None, status: int = 201) -> Any:
        answer = clerk.client.post(f"/api/v1{path}", json=body, headers=AS_CLERK)
        assert answer.status_code == status, answer.text
        return answer.json()

    finding = get(clerk, "/findings")["rows"][0]["id"]
    done = post(f"/findings/{finding}/confirm", {"why": "проверено"})
    assert done["in_step"]
    assert done["decision"]["by"] == "clerk"
    assert done["decision"]["why"] == "проверено"
    promise = get(clerk, "/commitments?status=open")["rows"][0]["id"]
    post(f"/commitments/{promise}/confirm", {"value": "kept"})
    assert get(clerk, f"/commitments/{promise}")["row"]["status"] == "kept"
    post(f"/commitments/{promise}/reject", {"value": "kept"})
    people = [
        row for row in get(clerk, "/actors?kind=person")["rows"] if get(clerk, f"/quotes?actor={row['id']}")["rows"]
    ]
    renamed = post(f"/actors/{people[0]['id']}/rename", {"name": "Новое Имя"})
    assert get(clerk, f"/actors/{people[0]['id']}")["row"]["name"] == "Новое Имя"
    post(f"/decisions/{renamed['decision']['id']}/undo", status=200)
    assert get(clerk, f"/actors/{people[0]['id']}")["row"]["name"] == people[0]["name"]
    merged = post(f"/actors/{people[0]['id']}/merge", {"actors": [people[1]["id"]], "why": "one"})
    assert len(merged["decision"]["members"]) == 2
    post(f"/decisions/{merged['decision']['id']}/undo", status=200)
    source = get(clerk, f"/quotes?actor={people[0]['id']}")["rows"][0]["document"]
    split = post(f"/actors/{people[0]['id']}/split", {"documents": [source]})
    assert {member["document"] for member in split["decision"]["members"]} == {source}
    assert len(get(clerk, "/decisions")["rows"]) == 4
    assert [row["verb"] for row in every(clerk, "/decisions", 1)] == ["split", "reject", "confirm", "confirm"]
    post(f"/actors/{people[0]['id']}/merge", {"actors": [people[0]["id"]]}, 409)
    post(f"/actors/{people[0]['id']}/merge", {"actors": ["nobody"]}, 404)
    post(f"/findings/{finding}/dismiss", {"why": "  "}, 422)
    post(f"/findings/{finding}/dismiss", {"why": "a" * 2001}, 422)
    post(f"/findings/{finding}/dismiss", {"why": "a" * 300_000}, 413)
    half = clerk.client.post(f"/api/v1/findings/{finding}/dismiss", content=b'{"why": "\\ud800 x"}', headers=AS_CLERK)
    assert half.status_code == 422
    post(f"/commitments/{promise}/confirm", {"value": "forgotten"}, 422)
    post("/decisions/nothing/undo", status=404)


def test_nobody_decides_without_a_token(tmp_path: Path, opened: Opened) -> None:
    record = example(tmp_path)
    for visitor in opened(record, tokens=TOKENS):
        path = f"/api/v1/findings/{get(visitor, '/findings')['rows'][0]['id']}/dismiss"
        visitor.page("/")  # a cookie is no token
        for headers in ({}, {"authorization": "Bearer x"}, {"authorization": "Basic eA=="}):
            answer = visitor.client.post(path, json={"why": "x"}, headers=headers)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
            assert answer.headers["content-type"] == "application/problem+json"
        for _ in range(12):
            answer = visitor.client.post(path, json={"why": "x"}, headers={"authorization": "Bearer wrong"})
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "300")
        answer = visitor.client.post(path, content="not json", headers=AS_CLERK)
        assert answer.status_code == 422
        long = iter([b"{" + b" " * 150_000, b" " * 150_000])
        assert visitor.client.post(path, content=long, headers=AS_CLERK).status_code == 413
        evil = {**AS_CLERK, "origin": "http://evil.example"}
        assert visitor.client.post(path, json={"why": "x"}, headers=evil).status_code == 403
    for visitor in opened(record):
        assert visitor.client.post(path, json={"why": "x"}, headers=AS_CLERK).status_code == 403
        with visitor.store() as store:
            assert store.decisions() == ()


def test_where_a_password_is_asked_for_programs_bring_it_or_a_token(tmp_path: Path, opened: Opened) -> None:
    for visitor in opened(example(tmp_path), password=PASSWORD, tokens=TOKENS):
        assert get(visitor, "/quotes", 401)["detail"]
        assert visitor.client.get("/api/v1").headers["www-authenticate"] == "Bearer"
        get(visitor, "/quotes", 401, authorization="Bearer wrong")
        get(visitor, "/quotes", **AS_CLERK)
        get(visitor, "/quotes", authorization=f"bearer {PASSWORD}")


def test_tokens_are_read_from_a_file_that_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    path.write_text(f"# ours\n\n{TOKENS[0][0]}  {TOKENS[0][1]}\n", "utf-8")
    assert tokens_of(path) == TOKENS[:1]
    assert tokens_of(None) == ()
    for wrong in ("clerk", "clerk short", f"the clerk {TOKENS[0][1]}"):
        path.write_text(f"# ours\n{wrong}\n", "utf-8")
        with pytest.raises(OnrecordError, match="20 characters") as error:
            tokens_of(path)
        assert str(path) + ":2" in str(error.value)
        assert TOKENS[0][1] not in str(error.value)
    with pytest.raises(OnrecordError):
        tokens_of(tmp_path / "none")


def bounded(most: int) -> settings:
    return settings(
        max_examples=most, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description, as a served desk gives it."""
    record = example(tmp_path_factory.mktemp("described"), hostile=True)
    config = SchemathesisConfig.from_dict(
        {
            "auth": {"openapi": {"HTTPBearer": {"bearer": TOKENS[0][1]}}},
            # what is too large is turned away as such, before anybody looks at what it is
            "checks": {"negative_data_rejection": {"expected-statuses": [400, 401, 404, 405, 413, 414, 415, 422]}},
        }
    )
    with Store(record) as store, store.lookup() as lookup:
        ids = {f"{kind}s": lookup.ids(kind)[0] for kind in SHAPES}
    ids |= {"rows": ids["quotes"], "decisions": "o0"}
    with served(record, tokens=TOKENS) as address:
        yield schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json", config=config), ids


@pytest.mark.parametrize(
    ("mode", "known", "most"),
    [(GenerationMode.POSITIVE, True, 4), (GenerationMode.POSITIVE, False, 2), (GenerationMode.NEGATIVE, False, 4)],
)
def test_every_answer_is_as_it_was_described(described: Any, mode: GenerationMode, known: bool, most: int) -> None:
    """No error of the server's, no answer that is not in the description, nothing taken that it forbids."""
    schema, ids = described
    seen: dict[int, int] = {}

    def ask(case: Any) -> None:
        """Asks, and holds the answer against the description."""
        answer = case.call_and_validate()
        seen[answer.status_code] = seen.get(answer.status_code, 0) + 1

    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:
        more: dict[str, Any] = {}
        if known and "{id}" in operation.path:
            more["path_parameters"] = {"id": ids[operation.path.split("/")[2]]}
        if mode == GenerationMode.NEGATIVE and operation.path == "/v1":
            continue  # there is nothing in it to get wrong
        # a decision takes a while: everything is brought in step with it
        cases = operation.as_strategy(generation_mode=mode, **more)
        bounded(most if operation.method == "get" or not known else 1)(given(case=cases)(ask))()
    wanted = {200, 201, 404} if known else {404} if mode == GenerationMode.POSITIVE else {422}
    assert wanted <= set(seen), seen
    assert 500 not in seen


def test_an_empty_record_has_empty_lists(tmp_path: Path, opened: Opened) -> None:
    Store(tmp_path / "r.sqlite", create=True).close()
    for visitor in opened(tmp_path / "r.sqlite"):
        assert get(visitor, "")["counts"]["document"] == 0
        for kind in SHAPES:
            assert get(visitor, f"/{kind}s")["rows"] == []


DAY = "2031-04-10"


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """The example story without what bears no day: its latest day holds all of it."""
    path = example(tmp_path_factory.mktemp("dated"), hostile=True)
    with onrecord.open_record(path) as record:
        last = record.as_of
        assert last is not None
        there = {row.id for row in record.known(last.edtf).documents()}
        vague = {row.id for row in record.documents()} - there
    with Store(path) as store:
        store.remove(vague)
        pipeline.open_record(store)
        while store.list_rows():  # else the desk does it while it is asked
            pass
    yield from visit(path)


def test_as_of_its_latest_day_a_record_is_what_it_is(dated: Visitor) -> None:
    last = get(dated, "")["as_of"]
    for kind in SHAPES:
        path = f"/{kind}s" + ("?status=&" if kind == "finding" else "?")
        for limit in (3, 100):
            assert every(dated, f"{path}as_of={last}", limit) == every(dated, path, limit) != []
    for path in ("/quotes?actor=Корвальд", "/commitments?status=overdue", "/events?since=2031-04&until=2031-05",
                 "/documents?outlet=Саврин-Пресс", "/search?q=страна&type=quote", "/search?q=Корвальд",
                 "/search?q=Корвальд&type=actor"):  # fmt: skip
        assert every(dated, f"{path}&as_of={last}", 2) == every(dated, path, 100) != []


def test_what_came_later_is_nowhere_as_of_a_day(reader: Visitor) -> None:
    with reader.store() as store:
        rows = {row["id"]: row for row in export_rows(*pipeline.open_record(store, Date(DAY)))}
    state = get(reader, f"?as_of={DAY}")
    documents = {row["id"] for row in every(reader, f"/documents?as_of={DAY}", 4)}
    assert state["as_of"] == DAY
    assert state["counts"]["document"] == len(documents) < get(reader, "")["counts"]["document"]
    assert state["left_out"] == get(reader, "")["counts"]["document"] - len(documents)
    assert 0 < state["open_day"] < state["left_out"]
    for kind in SHAPES:
        found = every(reader, f"/{kind}s?as_of={DAY}" + ("&status=" if kind == "finding" else ""), 7)
        assert {row["id"] for row in found} == {id_ for id_, row in rows.items() if row["type"] == kind}
        for row in found:
            cited = row.pop("cited", [])
            assert row == rows[row["id"]]
            assert {piece["document"] for piece in cited} <= documents
        assert get(reader, f"/{kind}s/{found[0]['id']}?as_of={DAY}")["row"]["id"] == found[0]["id"]
        assert get(reader, f"/rows/{found[0]['id']}/explanation?as_of={DAY}")["lines"]
    later = next(row["id"] for row in every(reader, "/documents", 50) if row["id"] not in documents)
    get(reader, f"/documents/{later}?as_of={DAY}", 404)
    get(reader, f"/documents/{later}/text?as_of={DAY}", 404)
    assert {hit["row"]["id"] for hit in every(reader, f"/search?q=визит&as_of={DAY}", 2)} <= documents
    cursor = get(reader, f"/quotes?limit=2&as_of={DAY}")["next"]
    get(reader, f"/quotes?limit=2&cursor={cursor}", 404)
    for wrong in ("yesterday", "2031-02-30", "XXXX-05"):
        for path in ("", "/quotes", "/quotes/x", "/decisions"):
            get(reader, f"{path}?as_of={wrong}", 422)


def test_the_mark_depends_on_the_day_and_on_what_was_decided(clerk: Visitor) -> None:
    def ask(day: str, mark: str = "") -> Any:
        return clerk.client.get(f"/api/v1/commitments?as_of={day}&limit=100", headers={"if-none-match": mark})

    first = ask("2031-05-21")
    mark = first.headers["etag"]
    assert ask("2031-05-21", mark).status_code == 304
    assert ask("2031-05-20", mark).status_code == 200
    id_ = next(row["id"] for row in first.json()["rows"] if row["status"] == "open")
    body = {"value": "withdrawn", "why": "said so"}
    assert clerk.client.post(f"/api/v1/commitments/{id_}/confirm", json=body, headers=AS_CLERK).status_code == 201
    again = ask("2031-05-21", mark)
    assert again.status_code == 200
    assert next(row["status"] for row in again.json()["rows"] if row["id"] == id_) == "withdrawn"
