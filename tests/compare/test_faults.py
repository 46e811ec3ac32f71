"""A finder that fails costs what it would have found in one place, is told of, and stops nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from few_texts import COPY, OTHER, WIRE
from typer.testing import CliRunner

from onrecord import pipeline
from onrecord.cli import app
from onrecord.compare import compare
from onrecord.compare.desk import Desk
from onrecord.compare.draft import Draft
from onrecord.compare.registry import FINDERS, Finder
from onrecord.model.dates import Date
from onrecord.sources.files import Item
from onrecord.sources.reading import Given
from onrecord.store.store import Store

HOSTILE = WIRE.replace("Сырдарью", "Сырдарью за ²²² дней \u202e")


def careless(desk: Desk, document: str) -> Iterator[Draft]:
    """Takes for a number whatever consists of digits."""
    for word in desk.document(document).raw.split():
        if word.isdigit():
            int(word)
    yield from ()


@pytest.fixture(autouse=True)
def _with_a_careless_finder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(FINDERS, dict)
    monkeypatch.setitem(FINDERS, "document", (Finder("figure", careless), *FINDERS["document"]))


def put(store: Store, **texts: str) -> list[str]:
    """Adds articles one after the other; gives what is told of the record at last."""
    told: list[str] = []
    for name, text in texts.items():
        pipeline.add(store, [Item(f"{name}.txt", text, Given())])
        told = [str(problem) for problem in pipeline.refresh(store)]
    return told


def test_the_rest_goes_on_and_one_line_names_the_article(tmp_path: Path) -> None:
    with Store(tmp_path / "r.sqlite", create=True) as store:
        told = put(store, wire=WIRE, hostile=HOSTILE, other=OTHER, copy=COPY)
        assert told == [
            "hostile.txt: could not be looked through for findings of figure (ValueError: invalid literal for int() "
            "with base 10: '²²²') (please report it with the articles)"
        ]
        record, findings = pipeline.open_record(store)
        assert {finding.kind for finding in findings} == {"participants"}
        assert len(findings[0].documents) == len(record.documents) == 4
        assert pipeline.open_record(store, Date("2031-03-06"))[1] == findings
        with pytest.raises(ValueError, match="invalid literal"):
            compare(record)  # who has no way to tell of it shall know
        store.remove([row.id for row in record.documents if row.document.source == "hostile.txt"])
        assert pipeline.refresh(store) == []


def test_the_command_names_it_and_exits_as_if_something_was_skipped(tmp_path: Path) -> None:
    for name, text in (("wire", WIRE), ("hostile", HOSTILE), ("other", OTHER)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    record = str(tmp_path / "r.sqlite")
    done = CliRunner().invoke(app, ["add", str(tmp_path), "--record", record, "--jobs", "1"])
    assert done.exit_code == 3
    (line,) = (line for line in done.stderr.splitlines() if "could not be looked through" in line)
    assert "hostile.txt: " in line
    assert "3 added" in done.stderr
    assert "1 skipped" in done.stderr
