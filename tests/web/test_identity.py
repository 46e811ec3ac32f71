"""Who is who, decided on the desk: renamed, merged, parted, and taken back."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from desk_visitor import Visitor

from onrecord import pipeline
from onrecord.deciding import merge, rename, split


def actor(visitor: Visitor, name: str) -> str:
    with visitor.store() as store, store.lookup() as lookup:
        rows = lookup.rows("actor", lookup.ids("actor", most=500))
        return next(id_ for id_, row in rows.items() if name in row.names)


def articles(visitor: Visitor, id_: str) -> list[str]:
    with visitor.store() as store, store.lookup() as lookup:
        return lookup.naming(id_, "document", ("party",))


def decisions(visitor: Visitor) -> list[dict[str, Any]]:
    with visitor.store() as store:
        return [json.loads(data) for data in store.decisions()]


def post(visitor: Visitor, id_: str, verb: str, **form: Any) -> Any:
    return visitor.client.post(f"/actors/{id_}/{verb}", data={"token": visitor.token(), "why": "проверено", **form})


def test_an_actor_is_renamed_and_called_as_before_again(visitor: Visitor) -> None:
    id_ = actor(visitor, "Рустан Тахсаров")
    answer = post(visitor, id_, "rename", name=" Рустан   Тахсаров-Ост ")
    assert answer.status_code == 200
    assert answer.url.path == f"/actors/{id_}"
    assert "<h1><bdi>Рустан Тахсаров-Ост" in answer.text
    assert "проверено" in answer.text
    undo = re.search(r"/decisions/(o\w+)/undo", answer.text)
    assert undo
    form = {"token": visitor.token(), "back": f"/actors/{id_}"}
    assert "<h1><bdi>Рустан Тахсаров</bdi>" in visitor.client.post(undo[0], data=form).text
    assert decisions(visitor) == []


def test_two_actors_become_one_and_are_two_again(visitor: Visitor) -> None:
    one, other = actor(visitor, "Рустан Тахсаров"), actor(visitor, "Даниэль Корвальд")
    answer = post(visitor, one, "merge", other="Даниэль Корвальд")
    assert "Рустан Тахсаров" in answer.text
    assert "Даниэль Корвальд" in answer.text
    assert "проверено" in answer.text
    undo = re.search(r"/decisions/(o\w+)/undo", answer.text)
    assert undo
    visitor.client.post(undo[0], data={"token": visitor.token()})
    assert actor(visitor, "Рустан Тахсаров") == one
    assert actor(visitor, "Даниэль Корвальд") == other


def test_an_actor_is_parted_in_some_articles(visitor: Visitor) -> None:
    id_ = actor(visitor, "Рустан Тахсаров")
    before = articles(visitor, id_)
    answer = post(visitor, id_, "split", source=before[:1])
    new = answer.url.path.removeprefix("/actors/")
    assert new != id_
    assert articles(visitor, new) == before[:1]
    assert sorted(articles(visitor, id_)) == sorted(before[1:])
    assert "проверено" in answer.text
    assert "/undo" in answer.text


def test_decisions_are_those_of_the_command_line(visitor: Visitor) -> None:
    one, other = actor(visitor, "Рустан Тахсаров"), actor(visitor, "Даниэль Корвальд")
    source = articles(visitor, one)[0]
    with visitor.store() as store:
        record, _ = pipeline.open_record(store)
    wanted = [rename(record, one, "Имя").id, merge(record, [one, other]).id, split(record, one, [source]).id]
    for verb, form in (("rename", {"name": "Имя"}), ("merge", {"other": other}), ("split", {"source": [source]})):
        post(visitor, one, verb, **form)
        (found,) = decisions(visitor)
        assert found["id"] == wanted.pop(0)
        visitor.client.post(f"/decisions/{found['id']}/undo", data={"token": visitor.token()})


FORMS = [("rename", {"name": "Имя"}), ("merge", {"other": "Даниэль Корвальд"}), ("split", {"source": "?"})]


@pytest.mark.parametrize(("verb", "form"), FORMS)
def test_nobody_else_decides_who_is_who(visitor: Visitor, verb: str, form: dict[str, Any]) -> None:
    id_ = actor(visitor, "Рустан Тахсаров")
    form = {key: articles(visitor, id_)[0] if value == "?" else value for key, value in form.items()}
    assert post(visitor, id_, verb, **form, token="0" * 64).status_code == 403
    assert post(visitor, id_, verb, **{**form, "why": " "}).status_code == 400
    assert post(visitor, "nobody", verb, **form).status_code == 404
    whole = {"token": visitor.token(), "why": "x", **form}
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert visitor.client.post(f"/actors/{id_}/{verb}", data=whole, headers=headers).status_code == 403
    assert decisions(visitor) == []


def test_what_cannot_be_decided_is_said(visitor: Visitor) -> None:
    id_ = actor(visitor, "Рустан Тахсаров")
    assert "nobody in the record is called so" in post(visitor, id_, "merge", other="Никто Никтов").text
    assert "two different actors" in post(visitor, id_, "merge", other=id_).text
    assert "a name cannot be empty" in post(visitor, id_, "rename", name="  ").text
    assert post(visitor, id_, "split").status_code == 400
    assert post(visitor, id_, "split", source=["d0"]).status_code == 400
    assert post(visitor, id_, "split", source=articles(visitor, id_)).status_code == 400
    assert decisions(visitor) == []
