"""The example story with a hostile article and decisions, opened for exports."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from example_story import example

from onrecord import pipeline
from onrecord.deciding import dismiss, judge, rename
from onrecord.store import codec
from onrecord.store.store import Store
from onrecord.views.exports import choose, format_of, narrow, stored, write_export

Export = Callable[..., bytes]


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record on which people have decided, with all rows listed."""
    path = example(tmp_path_factory.mktemp("exports"), hostile=True)
    signed = {"by": "tester", "at": "2031-05-21T10:00:00+00:00"}
    with Store(path) as store:
        opened, findings = pipeline.open_record(store)
        made = [
            dismiss(findings, findings[3].id, why="=HYPERLINK(1)", **signed),
            judge(opened, opened.commitments[0].id, "confirm", "kept", why=None, **signed),
            rename(opened, opened.actors[0].id, "@Переименованный", why=None, **signed),
        ]
        for decision in made:
            store.add_decision(decision.id, codec.dump(decision))
        pipeline.open_record(store)
        while store.list_rows():
            pass
    return path


@pytest.fixture(scope="session")
def store(record: Path) -> Iterator[Store]:
    with Store(record) as opened:
        yield opened


@pytest.fixture(scope="session")
def export(store: Store) -> Export:
    """What an export writes: the name of a format, names of rows, filters."""

    def make(form: str, *rows: str, with_texts: bool = False, **query: str) -> bytes:
        chosen = format_of(form)
        out = BytesIO()
        with store.everything() as everything:
            found = stored(everything, narrow(chosen, choose(rows, query)))
            write_export(chosen, found, out, with_texts=with_texts)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def rows(export: Export) -> list[dict[str, Any]]:
    """The record as the record format has it: what other formats are held against."""
    return [json.loads(line) for line in export("jsonl").splitlines()]


@pytest.fixture(scope="session")
def of(rows: list[dict[str, Any]]) -> Callable[[str], dict[str, dict[str, Any]]]:
    """The rows of a type by id."""
    return lambda kind: {row["id"]: row for row in rows if row["type"] == kind}
