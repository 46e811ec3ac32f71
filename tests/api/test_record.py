"""The Python API: the same rows as the command line, narrowed as the desk narrows them, as types and as tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from example_story import DOSSIER, example

import onrecord
from onrecord import pipeline
from onrecord.api import Record
from onrecord.errors import DateError, OnrecordError, StoreError
from onrecord.model.dates import Date
from onrecord.store.lookup import SHAPES
from onrecord.store.store import Store
from onrecord.views.explain import explain
from onrecord.views.exports.tables import columns_of
from onrecord.views.jsonl import export_rows

DAY = "2031-04-15"
EVERY = {"finding": {"status": ""}}


def every(record: Record, kind: str, /, **words: str) -> list[object]:
    return list(getattr(record, f"{kind}s")(**{**EVERY.get(kind, {}), **words}))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with onrecord.open_record(example(tmp_path_factory.mktemp("api"), hostile=True)) as opened:
        yield opened


@pytest.fixture(scope="module")
def then(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with onrecord.open_record(example(tmp_path_factory.mktemp("then"), hostile=True), as_of=DAY) as opened:
        yield opened


def linked(path: Path, day: str | None) -> dict[str, list[object]]:
    """The rows as the command line has them."""
    with Store(path) as store:
        whole, findings = pipeline.open_record(store, Date(day) if day else None)
    rows = {kind: list(getattr(whole, f"{kind}s")) for kind in SHAPES if kind != "finding"}
    return {**rows, "finding": list(findings)}


@pytest.mark.parametrize("day", [None, DAY])
def test_lists_hold_the_models_own_rows(record: Record, then: Record, day: str | None) -> None:
    opened = record if day is None else then
    for kind, rows in linked(opened.path, day).items():
        mine = {row.id: row for row in every(opened, kind)}  # type: ignore[attr-defined]
        assert rows
        if kind == "actor":
            mine = {id_: opened.row(id_) for id_ in mine}
        assert mine == {row.id: row for row in rows}, kind  # type: ignore[attr-defined]


def test_what_was_known_on_a_day_is_listed_as_the_store_lists_it(record: Record, then: Record, tmp_path: Path) -> None:
    """The latest day by way of linking anew is what the store holds: the same rows in the same order."""
    last = record.as_of
    assert last is not None
    asked: list[tuple[str, dict[str, str]]] = [
        *((kind, {}) for kind in SHAPES),
        ("statement", {"by": "Корвальд"}), ("statement", {"kind": "single"}), ("quote", {"status": "unknown"}),
        ("document", {"outlet": "Вестник Тарвии"}), ("event", {"since": "2031-04", "until": "2031-05"}),
        ("document", {"by": "Корвальд"}), ("commitment", {"status": "overdue"}), ("quote", {"outlet": "Саврин-Пресс"}),
        ("commitment", {"by": "Эстравия", "kind": "promises"}), ("finding", {"status": "none"}),
    ]  # fmt: skip
    with onrecord.open_record(record.path, as_of=last.edtf) as known:
        vague = {row.id for row in record.documents()} - {row.id for row in known.documents()}
    path = tmp_path / "dated.sqlite"
    with sqlite3.connect(record.path) as source, sqlite3.connect(path) as target:
        source.backup(target)
    with Store(path) as store:
        store.remove(vague)  # of some day of that year, perhaps a later one
    with onrecord.open_record(path) as dated, onrecord.open_record(path, as_of=last.edtf) as again:
        for kind, words in asked:
            now, was = every(dated, kind, **words), every(again, kind, **words)
            assert [row.id for row in now] == [row.id for row in was], (kind, words)  # type: ignore[attr-defined]
            assert now or words
    assert len(then.documents()) < len(record.documents())
    assert then.as_of == Date(DAY)
    found = {hit.document for hit in then.search("визит", most=500)}
    assert found
    assert found <= {row.id for row in then.documents()}
    assert {hit.row.id for hit in then.search("страна", "quote", most=500)} <= {row.id for row in then.quotes()}


def test_filters_narrow_and_what_does_not_exist_is_an_error(record: Record) -> None:
    whole = len(record.quotes())
    mine = record.quotes(by="Корвальд")
    assert 0 < len(mine) < whole
    assert {id_ for row in mine for id_ in row.speakers} >= {mine[0].speakers[0]}
    assert all(row.quote.kind == "direct" for row in record.quotes(kind="direct"))
    assert {row.document.published.edtf[:7] for row in record.documents(since="2031-04", until="2031-04")} == {
        "2031-04"
    }  # type: ignore[union-attr]
    assert {row.severity for row in record.findings(severity=3)} == {3}
    for words in ({"kind": "loud"}, {"status": "held"}, {"by": "Никто"}, {"since": "yesterday"}, {"since": "2031-02-30"},
                  {"until": "../2031"}):  # fmt: skip
        with pytest.raises(OnrecordError) as error:
            record.quotes(**words)
        assert "\n" not in str(error.value)
    with pytest.raises(OnrecordError):
        record.search("x", kind="rumour")
    with pytest.raises(OnrecordError):
        record.search("страна", by="Никто")


def test_lists_are_sequences(record: Record) -> None:
    rows = record.quotes()
    assert rows[0] == next(iter(rows))
    assert rows[-1] == list(rows)[-1]
    assert [row.id for row in rows[2:5]] == list(rows.ids[2:5])
    assert rows[0] in rows
    with pytest.raises(IndexError):
        rows[len(rows)]
    assert repr(record.findings(severity=3)[:1]) == "<1 finding of the record>"


def test_words_prove_themselves_and_rows_explain_themselves(record: Record) -> None:
    with Store(record.path) as store:
        whole, findings = pipeline.open_record(store)
    for kind in SHAPES:
        for row in every(record, kind)[:6]:
            id_: str = row.id  # type: ignore[attr-defined]
            assert record.explain(id_).lines == tuple(explain(whole, findings, id_))
            pieces = record.cite(id_)
            assert pieces or kind in ("actor", "document")
            for piece in pieces:
                assert record.row(piece.document).document.raw[piece.start : piece.end] == piece.words
    assert record.row(record.quotes().ids[0][:12]) == record.quotes()[0]
    for nobody in ("", "q", "nobody", "\x00"):
        with pytest.raises(OnrecordError):
            record.row(nobody)


def test_a_country_that_no_article_names_is_none_of_a_note(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Ильяс Тарлан сказал: «Мы подпишем договор 7 июня 2031 года».", "utf-8")
    with onrecord.open_record(tmp_path / "r.sqlite", write=True, create=True) as record:
        record.add(article, dossier=DOSSIER)
        with Store(record.path) as store:
            whole, findings = pipeline.open_record(store)
        (quote,) = record.quotes()
        assert whole.actors[0].offices[0].of is None
        for id_ in (quote.id, *quote.speakers):
            assert list(record.explain(id_).lines) == explain(whole, findings, id_)


def test_a_search_finds_words_in_all_forms(record: Record) -> None:
    found = record.search("встреча", most=100)
    assert found
    for hit in found:
        assert hit.sentence is not None
        text = hit.row.document.raw
        assert text[hit.sentence.start : hit.sentence.end] == hit.sentence.text
        assert all("встреч" in span.text.lower() for span in hit.words)
    assert record.search("Корвальда", "actor")[0].row.kind == "person"
    assert record.search("…") == ()


@pytest.mark.parametrize("kind", sorted(SHAPES))
def test_tables_have_a_row_each_and_always_the_same_columns(record: Record, kind: str) -> None:
    rows = getattr(record, f"{kind}s")()
    table = rows.to_arrow()
    assert table.num_rows == len(rows)
    assert table["id"].to_pylist() == list(rows.ids)
    assert rows[:0].to_arrow().schema == table.schema
    assert [column.name for column in columns_of([kind])] == table.schema.names
    assert not [field for field in table.schema if field.type == pa.null()]
    frame = rows.to_pandas()
    assert list(frame["id"]) == list(rows.ids)


def test_tables_say_what_an_export_says(record: Record) -> None:
    with Store(record.path) as store:
        rows = {row["id"]: row for row in export_rows(*pipeline.open_record(store))}
    for line in record.quotes().to_arrow().to_pylist():
        assert line["words"] == rows[line["id"]]["text"]
        assert line["speakers"] == rows[line["id"]]["speakers"]
        assert len(line["speaker_names"]) == len(line["speakers"])
    for line in record.commitments().to_arrow().to_pylist():
        assert line["words"] == record.cite(line["id"])[0].words
        assert [e["document"] for e in line["evidence"]] == [e["document"] for e in rows[line["id"]]["evidence"]]


def test_tables_of_another_day_have_its_rows(then: Record) -> None:
    for kind in SHAPES:
        rows = getattr(then, f"{kind}s")()
        assert rows.to_arrow()["id"].to_pylist() == list(rows.ids)


def test_what_a_notebook_shows_is_escaped(record: Record) -> None:
    shown = [getattr(record, f"{kind}s")()._repr_html_() for kind in SHAPES] + [record._repr_html_()]
    shown += [record.explain(id_)._repr_html_() for id_ in record.documents().ids]
    whole = "".join(shown)
    assert "&lt;script&gt;alert" in whole
    for hostile in ("<script", "<img", "<b onclick", "\u202e", "\x07"):
        assert hostile not in whole
    assert "<svg" in shown[len(SHAPES)]


def test_who_opens_a_record_for_reading_changes_nothing(tmp_path: Path) -> None:
    path = example(tmp_path)
    with onrecord.open_record(path) as record:
        assert not hasattr(record, "add")
        assert not hasattr(record, "dismiss")
    for wrong in ({"create": True}, {"as_of": DAY, "write": True}):
        with pytest.raises(OnrecordError):
            onrecord.open_record(path, **wrong)  # type: ignore[call-overload]
    with pytest.raises(StoreError):
        onrecord.open_record(tmp_path / "none.sqlite")
    for day in ("soon", "XXXX-05-06"):
        with pytest.raises(DateError):
            onrecord.open_record(path, as_of=day)


def test_people_add_and_decide(tmp_path: Path) -> None:
    with onrecord.open_record(example(tmp_path), write=True) as record:
        finding = record.findings()[0]
        decision = record.dismiss(finding.id, "two journeys")
        assert finding.id not in record.findings().ids
        assert finding.id in record.findings(status="dismissed").ids
        assert record.undo(decision.id) == decision
        assert finding.id in record.findings().ids
        promise = record.commitments()[0]
        record.confirm(promise.id, "kept", "seen")
        assert record.row(promise.id).status == "kept"
        text = "Президент Кемории Арат Сандов сказал: «Мы подпишем договор 7 июня 2031 года»."
        done = record.add_article(text, url="https://kurier.example/1", outlet="Курьер", published="2031-06-01")
        assert len(done.documents) == 1
        row = record.row(done.documents[0])
        assert (row.document.url, row.document.published) == ("https://kurier.example/1", Date("2031-06-01"))
        assert record.add_article(text, url="https://kurier.example/1", published="2031-06-01").unchanged == 1
        with pytest.raises(OnrecordError):
            record.dismiss(finding.id, " ")
        with pytest.raises(OnrecordError):
            record.undo("o" * 17)
        for wrong in ({"text": " "}, {"text": "x", "url": "javascript:alert(1)"}, {"text": "x", "published": "soon"}):
            with pytest.raises(OnrecordError):
                record.add_article(**wrong)
