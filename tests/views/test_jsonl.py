"""The export keeps to the record format to the letter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord import pipeline
from onrecord.model.dates import Date
from onrecord.sources.files import read_paths
from onrecord.store.store import Store
from onrecord.views.jsonl import export_lines

STORY = Path(__file__).parents[2] / "examples" / "story"
DOSSIER = STORY.parent / "dossier.yaml"
ORDER = ["document", "actor", "quote", "statement", "event", "commitment", "figure", "finding", "decision"]
NEVER_NULL = {
    "document": {"source", "sha256", "length", "body", "story"},
    "actor": {"kind", "name", "names"},
    "quote": {"document", "kind", "start", "end", "text", "speakers", "rule", "confidence"},
    "statement": {"quotes", "speakers", "origins"},
    "event": {"kind", "plover", "status", "participants", "evidence", "origins", "rule", "confidence"},
    "commitment": {"who", "action", "targets", "strength", "status", "evidence", "origins", "rule", "confidence"},
    "figure": {"value", "unit", "evidence", "origins", "rule", "confidence"},
    "finding": {"kind", "documents", "summary", "severity", "evidence", "versions"},
}
WORDS = {
    ("event", "status"): {"planned", "held", "cancelled", "ongoing"},
    ("commitment", "strength"): {"considers", "intends", "promises", "scheduled"},
    ("commitment", "status"): {"open", "overdue", "in_progress", "kept", "broken", "withdrawn", "superseded"},
    ("quote", "kind"): {"direct", "indirect", "mixed"},
    ("actor", "kind"): {"person", "organization", "country", "group", "place", "outlet"},
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    with Store(tmp_path_factory.mktemp("jsonl") / "r.sqlite", create=True) as store:
        pipeline.add(store, read_paths([str(STORY)]), dossier_text=DOSSIER.read_text("utf-8"))
        return [json.loads(line) for line in export_lines(*pipeline.open_record(store), with_texts=True)]


def test_lines_come_sorted_by_type_then_id_and_ids_are_unique(rows: list[dict[str, Any]]) -> None:
    keys = [(ORDER.index(row["type"]), row["id"]) for row in rows]
    assert keys == sorted(keys)
    assert len({row["id"] for row in rows}) == len(rows)


def test_what_makes_no_row_without_it_is_there(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        assert NEVER_NULL[row["type"]] <= row.keys(), row
        assert None not in row.values()


def test_every_span_is_what_it_claims(rows: list[dict[str, Any]]) -> None:
    texts = {row["id"]: row["text"] for row in rows if row["type"] == "document"}
    for row in rows:
        if row["type"] == "document":
            spans = [*row["body"], *([row["title"]] if "title" in row else [])]
            assert all(0 <= start < end <= row["length"] == len(row["text"]) for start, end in spans)
        if row["type"] == "quote":
            assert texts[row["document"]][row["start"] : row["end"]] == row["text"]
        for piece in row.get("evidence", []):
            assert texts[piece["document"]][piece["start"] : piece["end"]].strip()
        places = [(piece["document"], piece["start"], piece["end"]) for piece in row.get("evidence", [])]
        assert len(places) == len(set(places)), row


def test_every_reference_leads_to_a_row(rows: list[dict[str, Any]]) -> None:
    ids = {kind: {row["id"] for row in rows if row["type"] == kind} for kind in ORDER}
    for row in rows:
        for field in ("speakers", "participants", "targets", "members", "cites"):
            assert set(row.get(field, ())) <= ids["actor"], (field, row)
        for field in ("outlet", "place", "who"):
            assert row.get(field) is None or row[field] in ids["actor"], (field, row)
        for field in ("part_of", "inside"):
            assert row.get(field) is None or row[field] in ids[row["type"]], (field, row)
        assert set(row.get("quotes", ())) <= ids["quote"]
        assert set(row.get("documents", ())) <= ids["document"]
        assert {piece["document"] for piece in row.get("evidence", ())} <= ids["document"]


def test_words_are_those_of_the_format(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        for (kind, field), words in WORDS.items():
            assert row["type"] != kind or row[field] in words, row
        if row["type"] != "document":
            assert 0 <= row.get("confidence", 0) <= 1
        for field in ("published", "date", "due"):
            if field in row:
                Date(row[field])
        if row["type"] == "finding":
            assert row["severity"] in (1, 2, 3)


def test_every_quote_stands_in_a_statement(rows: list[dict[str, Any]]) -> None:
    stated = {quote for row in rows if row["type"] == "statement" for quote in row["quotes"]}
    assert stated == {row["id"] for row in rows if row["type"] == "quote"}


def test_texts_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    with Store(tmp_path / "r.sqlite", create=True) as store:
        pipeline.add(store, read_paths([str(STORY / "12_savrinpress_posolstvo.txt")]))
        lines = list(export_lines(*pipeline.open_record(store)))
    assert "text" not in json.loads(lines[0])
