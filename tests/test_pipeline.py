"""The whole way: the same bytes whatever the order, the folder, the processes or the interruptions."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.errors import SourceError
from onrecord.sources.files import read_paths
from onrecord.store.store import Store
from onrecord.views.jsonl import export_lines

STORY = Path(__file__).parents[1] / "examples" / "story"
DOSSIER = STORY.parent / "dossier.yaml"
ARTICLES = sorted(STORY.glob("*.txt"))


def build(record: Path, paths: list[Path], jobs: int = 1) -> list[str]:
    with Store(record, create=True) as store:
        done = pipeline.add(
            store, read_paths([str(path) for path in paths]), dossier_text=DOSSIER.read_text("utf-8"), jobs=jobs
        )
        assert done.skipped == []
        return list(export_lines(*pipeline.open_record(store)))


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return build(tmp_path_factory.mktemp("record") / "r.sqlite", ARTICLES)


def test_order_and_folder_make_no_difference(tmp_path: Path, expected: list[str]) -> None:
    shutil.copytree(STORY, tmp_path / "elsewhere")
    paths = sorted((tmp_path / "elsewhere").glob("*.txt"))
    random.Random(7).shuffle(paths)
    assert build(tmp_path / "r.sqlite", paths) == expected


def test_adding_one_by_one_makes_no_difference(tmp_path: Path, expected: list[str]) -> None:
    for path in reversed(ARTICLES):
        lines = build(tmp_path / "r.sqlite", [path])
    assert lines == expected


def test_the_number_of_processes_makes_no_difference(
    tmp_path: Path, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_WORTH_A_POOL", 2)
    assert build(tmp_path / "r.sqlite", ARTICLES, jobs=2) == expected


def test_adding_again_changes_nothing_and_works_nothing_out(
    tmp_path: Path, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "r.sqlite"
    build(record, ARTICLES)
    monkeypatch.setattr(pipeline, "work_out", None)  # would fail if it were called
    assert build(record, [*ARTICLES, *ARTICLES]) == expected


def test_killing_add_at_any_moment_loses_nothing_that_a_second_run_does_not_mend(
    tmp_path: Path, expected: list[str]
) -> None:
    record = tmp_path / "r.sqlite"
    command = [sys.executable, "-m", "onrecord.cli", "add", str(STORY), "--dossier", str(DOSSIER), "--record"]
    began = time.monotonic()
    assert subprocess.run([*command, str(tmp_path / "whole.sqlite")], check=False).returncode == 0
    whole = time.monotonic() - began
    draw = random.Random(1)
    for _ in range(8):
        process = subprocess.Popen([*command, str(record)], stderr=subprocess.DEVNULL)
        time.sleep(draw.uniform(0.2, 1.1) * whole)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert build(record, ARTICLES) == expected


def test_a_fault_in_a_stage_costs_one_article_and_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.extract

    def faulty(document, *rest):  # type: ignore[no-untyped-def]
        if document.source == ARTICLES[0].name:
            raise ZeroDivisionError("on purpose")
        return real(document, *rest)

    monkeypatch.setattr(pipeline, "extract", faulty)
    with Store(tmp_path / "r.sqlite", create=True) as store:
        done = pipeline.add(store, read_paths([str(path) for path in ARTICLES[:3]]))
        assert store.count() == 2
    assert [error.where for error in done.skipped] == [ARTICLES[0].name]
    assert "ZeroDivisionError" in str(done.skipped[0])


def test_another_dossier_means_working_everything_out_again(tmp_path: Path) -> None:
    record = tmp_path / "r.sqlite"
    with Store(record, create=True) as store:
        pipeline.add(store, read_paths([str(ARTICLES[0])]))
        done = pipeline.add(store, read_paths([str(ARTICLES[1])]), dossier_text=DOSSIER.read_text("utf-8"))
    assert (done.added, done.again) == (1, 1)


def test_an_article_in_a_language_not_served_is_kept_and_named(tmp_path: Path) -> None:
    english = "The minister said on Monday that the new bridge would be opened next year. " * 5
    path = tmp_path / "english.txt"
    path.write_text(english, "utf-8")
    with Store(tmp_path / "r.sqlite", create=True) as store:
        done = pipeline.add(store, read_paths([str(path)]))
        record, _ = pipeline.open_record(store)
    (error,) = done.skipped
    assert isinstance(error, SourceError)
    assert "english.txt" in str(error)
    assert "en" in str(error)
    assert [row.document.raw for row in record.documents] == [english]
    assert record.quotes == ()
