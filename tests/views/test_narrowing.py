"""Tables that are narrowed: by whom, in which outlet, from when to when, of which kind."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from example_story import example


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("narrowed"))


def run(record: Path, *command: str) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "onrecord.cli", *command, "--record", str(record)]
    return subprocess.run(whole, capture_output=True, text=True, encoding="utf-8", check=False)


def table(record: Path, *command: str) -> list[dict[str, str]]:
    done = run(record, *command)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(done.stdout.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_tables_are_narrowed_by_whom(record: Path) -> None:
    everything = table(record, "quotes")
    his = table(record, "quotes", "--by", "Корвальд")
    assert 0 < len(his) < len(everything)
    assert [row for row in everything if "Даниэль Корвальд" in row["speaker"]] == his
    met = table(record, "events", "--by", "korvald")
    assert met
    assert all("Даниэль Корвальд" in row["participants"] for row in met)
    promised = table(record, "commitments", "--by", "Тахсаров")
    assert all("Тахсаров" in row["who"] + row["targets"] for row in promised)


def test_tables_are_narrowed_by_outlet_day_kind_and_status(record: Path) -> None:
    sources = table(record, "sources")
    outlet = next(row["outlet"] for row in sources if row["outlet"] != "–")
    mine = [row["source"] for row in sources if row["outlet"] == outlet]
    assert [row["source"] for row in table(record, "sources", "--outlet", outlet)] == mine
    assert {row["source"] for row in table(record, "quotes", "--outlet", outlet)} <= set(mine)
    spring = table(record, "events", "--since", "2031-03", "--until", "2031-04")
    assert spring
    assert all("2031-03" <= row["date"][:7] <= "2031-04" for row in spring)
    held = table(record, "events", "--status", "held", "--kind", "meeting")
    assert {(row["kind"], row["status"]) for row in held} == {("meeting", "held")}
    assert {row["severity"] for row in table(record, "findings", "--severity", "3")} == {"3"}


@pytest.mark.parametrize(
    "words",
    [
        ("quotes", "--kind", "loud"), ("events", "--status", "loud"), ("events", "--kind", "direct"),
        ("commitments", "--kind", "meeting"), ("findings", "--status", "held"), ("findings", "--kind", "rumour"),
        ("actors", "--kind", "animal"), ("quotes", "--by", "Никто"),
    ],
)  # fmt: skip
def test_a_filter_that_there_is_none_of_is_one_line(record: Path, words: tuple[str, ...]) -> None:
    done = run(record, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert words[2] in done.stderr


def test_lines_for_programs_are_narrowed_as_well(record: Path) -> None:
    shown = table(record, "quotes", "--by", "Корвальд")
    lines = run(record, "quotes", "--by", "Корвальд", "--json").stdout.splitlines()
    assert len(lines) == len(shown)


def test_who_or_what_is_not_there_is_said(record: Path) -> None:
    for command, said in (
        (("quotes", "--by", "Никто Никтов"), "nobody in the record is called 'Никто Никтов'"),
        (("quotes", "--since", "вчера"), "--since"),
    ):
        done = run(record, *command)
        assert done.returncode != 0
        assert said in done.stderr
    assert table(record, "events", "--kind", "conference", "--status", "cancelled") == []
