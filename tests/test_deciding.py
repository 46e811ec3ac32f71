"""A person's decisions: kept apart, remembered through re-adding and new articles, and taken back."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from onrecord import pipeline
from onrecord.deciding import dismiss, judge, merge, rename, split
from onrecord.errors import OnrecordError, StoreError
from onrecord.model.finding import Finding
from onrecord.model.linked import ActorRow, Decision, Record
from onrecord.model.response import Response
from onrecord.sources.files import read_paths
from onrecord.store import codec, schema
from onrecord.store.store import Store
from onrecord.views.jsonl import export_lines

STORY = Path(__file__).parents[1] / "examples" / "story"
DOSSIER = STORY.parent / "dossier.yaml"
ARTICLES = sorted(STORY.glob("*.txt"))


def build(path: Path, articles: list[Path], *decided: Decision) -> tuple[Record, tuple[Finding, ...]]:
    with Store(path, create=True) as store:
        for decision in decided:
            store.add_decision(decision.id, codec.dump(decision))
        pipeline.add(store, read_paths([str(a) for a in articles]), dossier_text=DOSSIER.read_text("utf-8"))
        return pipeline.open_record(store)


def named(record: Record, name: str) -> ActorRow:
    return next(row for row in record.actors if row.name == name)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, tuple[Finding, ...]]:
    return build(tmp_path_factory.mktemp("first") / "r.sqlite", ARTICLES[:5])


def test_a_merge_survives_another_order_and_articles_that_regroup(
    first: tuple[Record, tuple[Finding, ...]], tmp_path: Path
) -> None:
    one, other = named(first[0], "Рустан Тахсаров"), named(first[0], "Даниэль Корвальд")
    decision = merge(first[0], [one.id, other.id], by="test", at="2031-03-07")
    record, _ = build(tmp_path / "r.sqlite", ARTICLES[::-1], decision)
    joined = [row for row in record.actors if {"Рустан Тахсаров", "Даниэль Корвальд"} & set(row.names)]
    assert len(joined) == 1
    again, _ = build(tmp_path / "r.sqlite", ARTICLES)
    assert again == record


def test_a_rename_holds_and_is_exported(first: tuple[Record, tuple[Finding, ...]], tmp_path: Path) -> None:
    decision = rename(first[0], named(first[0], "Нора Хельмгрен").id, "  Нора   Хельмгрен-Ост ", why="по её просьбе")
    opened = build(tmp_path / "r.sqlite", ARTICLES, decision)
    row = named(opened[0], "Нора Хельмгрен-Ост")
    assert "Нора Хельмгрен" in row.names
    lines: list[dict[str, Any]] = [json.loads(line) for line in export_lines(*opened)]
    assert [line["why"] for line in lines if line["type"] == "decision"] == ["по её просьбе"]


def test_a_split_takes_one_source_out_and_undoing_it_brings_it_back(
    first: tuple[Record, tuple[Finding, ...]], tmp_path: Path
) -> None:
    actor = named(first[0], "Даниэль Корвальд")
    decision = split(first[0], actor.id, [ARTICLES[1].name])
    record, _ = build(tmp_path / "r.sqlite", ARTICLES, decision)
    bearers = [row for row in record.actors if "Даниэль Корвальд" in row.names]
    assert sorted(len({document for document, _ in row.parties}) for row in bearers)[0] == 1
    assert len(bearers) == 2
    with Store(tmp_path / "r.sqlite") as store:
        assert store.remove_decision(decision.id)
        back, _ = pipeline.open_record(store)
    whole, _ = build(tmp_path / "plain.sqlite", ARTICLES)
    assert back == whole


def test_a_dismissed_finding_stays_away_when_articles_are_added_again(
    first: tuple[Record, tuple[Finding, ...]], tmp_path: Path
) -> None:
    finding = first[1][0]
    decision = dismiss(first[1], finding.id, why="не спор")
    _, findings = build(tmp_path / "r.sqlite", ARTICLES[4::-1], decision)
    assert {row.id for row in findings if row.dismissed} == {finding.id}


def test_a_promise_is_kept_when_a_person_says_so(first: tuple[Record, tuple[Finding, ...]], tmp_path: Path) -> None:
    row = first[0].commitments[0]
    record, _ = build(tmp_path / "r.sqlite", ARTICLES[:5], judge(first[0], row.id, "confirm", "kept"))
    now = next(x for x in record.commitments if x.id == row.id)
    assert (now.status, now.status_basis) == ("kept", "person")


def test_what_cannot_be_decided_is_one_clear_error(first: tuple[Record, tuple[Finding, ...]]) -> None:
    record, findings = first
    actor = named(record, "Даниэль Корвальд")
    with pytest.raises(OnrecordError, match="two different actors"):
        merge(record, [actor.id, actor.id])
    with pytest.raises(OnrecordError, match="no such source"):
        split(record, actor.id, ["none.txt"])
    with pytest.raises(OnrecordError, match="nothing would be left"):
        split(record, actor.id, [a.name for a in ARTICLES[:5]])
    with pytest.raises(OnrecordError, match="cannot be empty"):
        rename(record, actor.id, "  ")
    with pytest.raises(OnrecordError, match="0 findings"):
        dismiss(findings, "nothing")
    with pytest.raises(OnrecordError, match="no such status"):
        judge(record, record.commitments[0].id, "confirm", "fine")


def test_decisions_survive_a_migration(tmp_path: Path, first: tuple[Record, tuple[Finding, ...]]) -> None:
    merged = merge(first[0], [named(first[0], n).id for n in ("Рустан Тахсаров", "Даниэль Корвальд")], by="test")
    renamed = rename(first[0], named(first[0], "Нора Хельмгрен").id, "Нора Хельмгрен-Ост")
    path = tmp_path / "r.sqlite"
    opened = build(path, ARTICLES[:5], merged, renamed)
    to_version_1(path)
    with Store(path) as store:
        assert store.get("schema_version") == str(schema.VERSION)
        again = pipeline.open_record(store)
        assert [stored.raw for stored in store.documents()] == [row.document.raw for row in opened[0].documents]
    assert list(export_lines(*again)) == list(export_lines(*opened))
    assert again[0].decisions == (merged, renamed)


def test_a_record_without_tables_for_the_web_gets_them(
    tmp_path: Path, first: tuple[Record, tuple[Finding, ...]]
) -> None:
    renamed = rename(first[0], named(first[0], "Нора Хельмгрен").id, "Нора Хельмгрен-Ост")
    path = tmp_path / "r.sqlite"
    opened = build(path, ARTICLES[:5], renamed)
    to_version_2(path)
    answer = Response(
        "http://a.example/", "http://a.example/", "2031-04-20T12:00:00+00:00", 200, (("ETag", "x"),), b"<p>"
    )
    with Store(path) as store:
        assert store.get("schema_version") == str(schema.VERSION)
        assert list(export_lines(*pipeline.open_record(store))) == list(export_lines(*opened))
        with store.fetches() as fetches:
            fetches.keep("page", answer)
            kept = fetches.latest(answer.url)
    assert kept is not None
    assert kept.response == answer


def test_keys_that_lay_by_number_are_made_anew_by_time(
    tmp_path: Path, first: tuple[Record, tuple[Finding, ...]]
) -> None:
    path = tmp_path / "r.sqlite"
    opened = build(path, ARTICLES[:5])
    to_version_4(path)
    with Store(path) as store:
        assert list(export_lines(*pipeline.open_record(store))) == list(export_lines(*opened))
    assert sorted(schema_of(path)) == sorted(schema_of(new_record(tmp_path / "n.sqlite")))


def test_a_migration_that_fails_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    build(path, ARTICLES[:2])
    to_version_1(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE document SET data = '{}' WHERE id = (SELECT max(id) FROM document)")
    before = dump_of(path)
    with pytest.raises(StoreError, match="damaged"):
        Store(path)
    assert dump_of(path) == before


def to_version_4(path: Path) -> None:
    """What the fourth version kept: keys by their number, and no index of the keys of results."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("DROP INDEX document_key")
        connection.execute("DROP TABLE block")
        connection.execute(
            "CREATE TABLE block (stage TEXT, key BIGINT, first INTEGER, document TEXT, last INTEGER, "
            "PRIMARY KEY (stage, key, first, document)) WITHOUT ROWID"
        )
        connection.execute("UPDATE meta SET value = '4' WHERE key = 'schema_version'")
    connection.close()


def to_version_2(path: Path) -> None:
    """What the second version kept: nothing of the web."""
    to_version_4(path)
    connection = sqlite3.connect(path)
    with connection:
        for table in ("response", "page", "feed", "made", "alert"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE meta SET value = '2' WHERE key = 'schema_version'")
    connection.close()


def to_version_1(path: Path) -> None:
    """What the first version kept: the text within the document."""
    to_version_2(path)
    connection = sqlite3.connect(path)
    with connection:
        for id_, raw, data in connection.execute("SELECT id, raw, data FROM document").fetchall():
            whole = json.dumps({**json.loads(data), "raw": raw}).encode()
            connection.execute("UPDATE document SET data = ? WHERE id = ?", (whole, id_))
        connection.execute("ALTER TABLE document DROP COLUMN raw")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema_version'")
    connection.close()


def new_record(path: Path) -> Path:
    Store(path, create=True).close()
    return path


def schema_of(path: Path) -> list[str]:
    """What the tables and indexes of linking and of articles are made of."""
    connection = sqlite3.connect(path)
    wanted = "SELECT sql FROM sqlite_master WHERE tbl_name IN ('document', 'block') AND sql IS NOT NULL"
    found = [row[0] for row in connection.execute(wanted)]
    connection.close()
    return found


def dump_of(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines
