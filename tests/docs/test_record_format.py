"""The page of the record format: every field that is written stands there, and none that is not."""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict

import pytest
from docs_pages import DOCS
from example_story import example

from onrecord import pipeline
from onrecord.deciding import dismiss
from onrecord.model import linked, record
from onrecord.model.document import PublishedBasis
from onrecord.model.finding import FindingKind
from onrecord.model.linked import CommitmentStatus
from onrecord.store import codec
from onrecord.store.store import Store
from onrecord.views.exports import FORMATS, choose, stored, write_export
from onrecord.views.exports.choice import TYPES
from onrecord.web.api import shapes

PAGE = (DOCS / "record-format.md").read_text("utf-8")
SECTIONS = {
    part.split("\n", 1)[0]: dict(re.findall(r"^\| (`[^|]+) \| (.*) \|$", part, re.MULTILINE))
    for part in PAGE.split("\n## ")[1:]
}
FIELDS = {
    name: {field: text for fields, text in rows.items() for field in re.findall(r"`(\w+)`", fields)}
    for name, rows in SECTIONS.items()
    if rows
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, object]]]:
    """What an export with texts and a decision has, by type."""
    path = example(tmp_path_factory.mktemp("format"), hostile=True)
    with Store(path) as store:
        _, findings = pipeline.open_record(store)
        made = dismiss(findings, findings[0].id, by="a", at="2031-05-21T10:00:00+00:00", why="x")
        store.add_decision(made.id, codec.dump(made), {member.document for member in made.members})
        pipeline.open_record(store)
        out = io.BytesIO()
        with store.everything() as everything:
            write_export(FORMATS["jsonl"], stored(everything, choose((), {})), out, with_texts=True)
    by_type: dict[str, list[dict[str, object]]] = defaultdict(list)
    for line in out.getvalue().splitlines():
        row = json.loads(line)
        by_type[row["type"]].append(row)
    return by_type


def test_every_field_that_is_written_is_told(rows: dict[str, list[dict[str, object]]]) -> None:
    assert set(rows) == {*TYPES, "record"}
    assert list(FIELDS) == [*TYPES, "record"]  # in the order of the lines
    for kind, found in rows.items():
        written = {key for row in found for key in row} - {"type", "id"}
        assert written <= set(FIELDS[kind]), (kind, written - set(FIELDS[kind]))


def test_every_field_that_is_told_can_be_written() -> None:
    """The description of the HTTP answers, which its own tests hold to the rows, has the same fields."""
    only_with_texts = {"text", "given", "order"}
    for kind in TYPES:
        shape = getattr(shapes, f"{kind.capitalize()}Row")
        known = {field.alias or name for name, field in shape.model_fields.items()} - {"type", "id", "cited"}
        told = set(FIELDS[kind]) - (only_with_texts if kind in ("document", "decision") else set())
        assert told == known, kind


def test_every_word_of_a_closed_list_is_told() -> None:
    lists = {
        ("document", "published_basis"): PublishedBasis, ("actor", "kind"): record.ActorKind,
        ("quote", "kind"): record.QuoteKind, ("event", "kind"): record.EventKind, ("event", "status"): record.EventStatus,
        ("commitment", "strength"): record.Strength, ("commitment", "status"): CommitmentStatus,
        ("finding", "kind"): FindingKind, ("decision", "verb"): linked.Verb,
    }  # fmt: skip
    for (kind, field), words in lists.items():
        assert set(words.__args__) == set(re.findall(r"`(\w+)`", FIELDS[kind][field])), (kind, field)  # type: ignore[attr-defined]


def test_inner_objects_have_the_keys_that_are_told(rows: dict[str, list[dict[str, object]]]) -> None:
    for kind, fields in FIELDS.items():
        for field, text in fields.items():
            for told in re.findall(r'list of `\{((?:"\w+"(?:, )?)+)\}`', text):
                keys = set(re.findall(r'"(\w+)"', told))
                seen = {key for row in rows[kind] for part in row.get(field, ()) for key in part}  # type: ignore[attr-defined]
                assert seen <= keys, (kind, field)
                assert seen or field == "offices", (kind, field)
