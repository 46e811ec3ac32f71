"""`onrecord export`, `import` and `brief` as a person meets them: formats, filters, and what goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.views.exports import FORMATS


def run(*arguments: str) -> tuple[int, str]:
    """In this process: the exit status and the last line of what is said."""
    done = CliRunner().invoke(app, list(arguments))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        return 1, str(done.exception)
    return done.exit_code, done.output.strip().replace("\n", " ")


def command(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    line = [sys.executable, "-m", "onrecord.cli", *arguments]
    return subprocess.run(line, capture_output=True, check=False, timeout=120, **more)  # type: ignore[call-overload]


@pytest.fixture
def mine(record: Path) -> list[str]:
    return ["--record", str(record)]


def test_a_format_is_told_by_the_name_of_the_file(mine: list[str], tmp_path: Path, export) -> None:
    for name, form in (("a.csv", "csv"), ("a.ics", "ics"), ("a.bib", "bibtex"), ("a.jsonl", "jsonl")):
        assert run("export", "-o", str(tmp_path / name), *mine) == (0, "")
        assert (tmp_path / name).read_bytes() == export(form)


def test_help_names_every_format() -> None:
    told = run("export", "--help")[1]
    assert all(name in told.split("Rows are narrowed")[0] for name in FORMATS)


def test_rows_and_filters(mine: list[str], of) -> None:
    done = CliRunner().invoke(app, ["export", "--rows", "events", "--status", "held", *mine])
    assert {json.loads(line)["id"] for line in done.stdout.splitlines()} == {
        id_ for id_, row in of("event").items() if row["status"] == "held"
    }
    asked = ["export", "--rows", "findings", "--severity", "3", "--as-of", "2031-03-20", *mine]
    assert {json.loads(line)["severity"] for line in CliRunner().invoke(app, asked).stdout.splitlines()} == {3}


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        (["--format", "docs"], 2, "there is no format 'docs'"),
        (["--rows", "shoes"], 2, "there are no rows 'shoes'"),
        (["--kind", "quarrel"], 2, "there is no kind 'quarrel'"),
        (["--format", "ics", "--rows", "quotes"], 2, "ics has no room for quote"),
        (["--format", "ics", "--with-texts"], 2, "ics has no room for texts"),
        (["--since", "soon"], 2, "since: not a day: 'soon'"),
        (["--actor", "Nemo"], 1, "nobody in the record is called 'Nemo'"),
        (["--actor", "Nemo", "--as-of", "2031-05-01"], 1, "nobody in the record is called 'Nemo'"),
        (["--output", "record.xls"], 2, "no format ends in .xls"),
        (["--colour", "red"], 2, "No such option"),
    ],
)
def test_what_there_is_none_of_is_one_line(mine: list[str], asked: list[str], status: int, said: str) -> None:
    code, output = run("export", *asked, *mine)
    assert code == status
    assert said in " ".join(output.replace("│", " ").split())


def test_a_target_that_cannot_be_written_leaves_nothing(mine: list[str], tmp_path: Path) -> None:
    for form in ("jsonl", "xlsx"):
        for target in (tmp_path, tmp_path / "no" / "file"):
            code, output = run("export", "-f", form, "-o", str(target), *mine)
            assert code == 1
            assert output.startswith(str(target)), output
    assert list(tmp_path.iterdir()) == []
    old = tmp_path / "old.jsonl"
    old.write_text("old")
    assert run("export", "--actor", "Nemo", "-o", str(old), *mine)[0] == 1
    assert old.read_text() == "old"
    assert list(tmp_path.iterdir()) == [old]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "xlsx", "ics"])
def test_a_full_disk_is_one_line(mine: list[str], form: str) -> None:
    code, output = run("export", "-f", form, "-o", "/dev/full", *mine)
    assert code == 1
    assert output == "/dev/full: No space left on device"
    assert Path("/dev/full").is_char_device()


def test_a_full_standard_output_and_a_reader_that_goes_are_no_crash(mine: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        line = [sys.executable, "-m", "onrecord.cli", "export", *mine]
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (1, b"onrecord: standard output: No space left on device\n")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(line, stdout=writing, stderr=subprocess.PIPE, check=False, timeout=120)
    os.close(writing)
    assert (done.returncode in (0, 1), done.stderr) == (True, b"")


def test_a_link_stays_one(mine: list[str], tmp_path: Path) -> None:
    (tmp_path / "there.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("there.csv")
    assert run("export", "-o", str(tmp_path / "link.csv"), *mine)[0] == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "there.csv").read_text("utf-8").startswith("type,id,")


def test_packed_formats_go_through_a_pipe(mine: list[str], export) -> None:
    done = command("export", "-f", "xlsx", *mine)
    assert (done.returncode, done.stdout) == (0, export("xlsx"))


def test_the_brief_is_told_by_the_name_of_the_file(mine: list[str], tmp_path: Path) -> None:
    for name, start in (("b.pdf", b"%PDF-"), ("b.docx", b"PK"), ("b.md", b"# The record"), ("b.html", b"<!doctype")):
        assert run("brief", "-o", str(tmp_path / name), *mine)[0] == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    assert run("brief", "--format", "doc", *mine)[0] == 2


def test_import_goes_round_and_names_what_is_wrong(mine: list[str], tmp_path: Path, record: Path) -> None:
    first, copy, again = tmp_path / "a.jsonl", tmp_path / "c.sqlite", tmp_path / "b.jsonl"
    assert run("export", "--with-texts", "-o", str(first), *mine)[0] == 0
    done = command("import", "-", "--record", str(copy), "--jobs", "1", input=first.read_bytes())
    assert done.returncode == 0, done.stderr
    assert run("export", "--with-texts", "-o", str(again), "--record", str(copy))[0] == 0
    assert again.read_bytes() == first.read_bytes()
    assert run("import", str(first), *mine) == (1, f"{record}: is there already (name another file with --record)")
    other = ["--record", str(tmp_path / "other.sqlite")]
    assert run("import", str(tmp_path / "none"), *other)[1].endswith("No such file or directory")
    (tmp_path / "cut").write_bytes(first.read_bytes()[:-30])
    code, output = run("import", str(tmp_path / "cut"), *other)
    assert (code, "damaged" in output) == (1, True)
    assert not (tmp_path / "other.sqlite").exists()
