"""The command line as a person meets it: help, exit statuses, pipes, one line an error."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

STORY = Path(__file__).parents[1] / "examples" / "story"
DOSSIER = STORY.parent / "dossier.yaml"


def onrecord(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "onrecord.cli", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, check=False, timeout=120)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("cli") / "r.sqlite"
    done = onrecord("add", str(STORY), "--dossier", str(DOSSIER), "--record", str(path))
    assert done.returncode == 0, done.stderr.decode()
    return str(path)


COMMANDS = [
    "add",
    "brief",
    "quotes",
    "events",
    "commitments",
    "findings",
    "actors",
    "sources",
    "refetch",
    "watch",
    "explain",
    "export",
    "import",
    "evaluate",
    "serve",
    "mcp",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_a_command_does(command: str) -> None:
    done = onrecord(command, "--help")
    assert done.returncode == 0
    assert b"Usage: " in done.stdout
    assert b"--record" in done.stdout


@pytest.mark.parametrize("command", ["quotes", "events", "commitments", "findings", "actors", "sources"])
def test_tables_are_tab_separated_when_piped_and_json_on_request(command: str, record: str) -> None:
    table = onrecord(command, "--record", record)
    assert table.returncode == 0
    lines = table.stdout.decode().splitlines()
    columns = lines[0].count("\t")
    assert columns >= 4
    assert len(lines) > 1
    assert all(line.count("\t") == columns for line in lines)
    assert b"\x1b[" not in table.stdout
    rows = [json.loads(line) for line in onrecord(command, "--json", "--record", record).stdout.splitlines()]
    assert len(rows) == len(lines) - 1
    assert {row["id"] for row in rows} == {line.split("\t")[0] for line in lines[1:]}


def test_every_row_can_be_explained(record: str) -> None:
    rows = [json.loads(line) for line in onrecord("export", "--record", record).stdout.splitlines()]
    for kind in ("document", "actor", "quote", "statement", "event", "commitment", "figure", "finding"):
        row = next(row for row in rows if row["type"] == kind)
        done = onrecord("explain", row["id"], "--record", record)
        assert done.returncode == 0, (kind, done.stderr.decode())
        assert row["id"] in done.stdout.decode()


def test_wrong_usage_is_2_and_failure_is_1(record: str, tmp_path: Path) -> None:
    assert onrecord("add").returncode == 2
    assert onrecord("quotes", "--record", record, "--as-of", "yesterday").returncode == 2
    assert onrecord("brief", "--format", "odt", "--record", record).returncode == 2
    missing = onrecord("quotes", "--record", str(tmp_path / "none.sqlite"))
    assert missing.returncode == 1
    assert missing.stderr.decode().count("\n") == 1
    assert "none.sqlite" in missing.stderr.decode()
    nobody = onrecord("explain", "nobody", "--record", record)
    assert nobody.returncode == 1
    assert b"Traceback" not in nobody.stderr


def test_a_brief_of_a_period_names_what_it_leaves_out(record: str, tmp_path: Path) -> None:
    path = tmp_path / "week.md"
    done = onrecord("brief", "--since", "2031-04-15", "--as-of", "2031-04-20", "-o", str(path), "--record", record)
    assert done.returncode == 0
    assert b"03_kurier_gromko.txt" in done.stderr
    text = path.read_text("utf-8").replace("\\", "")
    assert text.startswith("# What 2031-04-15 to 2031-04-20 brought")
    assert "(**moved to 2031-05-13**)" in text
    late = onrecord("brief", "--since", "2032-01-01", "--record", record)
    assert late.returncode == 1
    assert late.stderr.decode().count("\n") == 1
    assert onrecord("brief", "--since", "Monday", "--record", record).returncode == 2


def test_a_score_below_nothing_is_no_option(record: str) -> None:
    rows = [json.loads(x) for x in onrecord("commitments", "--json", "--record", record).stdout.splitlines()]
    done = onrecord("commitments", "confirm", rows[0]["id"], "-1", "--record", record)
    assert done.returncode == 0, done.stderr.decode()
    decision = done.stderr.decode().split("noted as ")[1].split(";")[0]
    assert onrecord("decisions", "undo", decision, "--record", record).returncode == 0


def test_help_teaches_the_views_of_a_day_and_of_a_period() -> None:
    text = " ".join(onrecord("brief", "--help").stdout.decode().split())
    assert "--since 2025-11-03 --as-of 2025-11-09" in text
    assert "nothing published later" in text
    text = " ".join(onrecord("commitments", "--help").stdout.decode().split())
    assert "onrecord commitments confirm ID kept" in text


@pytest.mark.parametrize("command", ["export --with-texts", "quotes --json", "brief --format md"])
def test_a_closed_pipe_ends_quietly(record: str, command: str) -> None:
    """Also where the shell looks at each command of a pipe, as a script with `pipefail` does."""
    shell = f"{sys.executable} -m onrecord.cli {command} --record {record} | head -c 100"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, check=False)
    assert done.stderr == b""
    assert done.returncode == 0


def test_output_that_cannot_be_written_is_one_line_and_leaves_nothing(record: str, tmp_path: Path) -> None:
    done = onrecord("export", "--record", record, "--output", str(tmp_path / "no" / "such" / "file.jsonl"))
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_bad_sources_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    good = (STORY / "01_vestnik_priem.txt").read_bytes()
    (tmp_path / "good.txt").write_bytes(good)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "huge.txt").write_bytes("Очень длинная статья. ".encode() * (50_000_000 // 40))
    lines = [json.dumps({"text": good.decode(), "url": f"https://a.example/{i}"}) for i in range(8)]
    lines[6] = '{"text": "half'
    (tmp_path / "many.jsonl").write_text("\n".join(lines), "utf-8")
    (tmp_path / "hollow").mkdir()
    done = onrecord("add", str(tmp_path / "*.txt"), str(tmp_path / "many.jsonl"), str(tmp_path / "hollow"), "none.txt",
                    "--record", str(tmp_path / "r.sqlite"))  # fmt: skip
    said = done.stderr.decode()
    assert done.returncode == 3, said
    assert "Traceback" not in said
    for name in ("empty.txt", "binary.txt", "huge.txt", "many.jsonl:7", "hollow", "none.txt"):
        assert sum(name in line for line in said.splitlines()) == 1, (name, said)
    rows = onrecord("sources", "--json", "--record", str(tmp_path / "r.sqlite")).stdout.splitlines()
    assert len(rows) == 8


def test_nothing_readable_makes_no_record(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = onrecord("add", str(tmp_path / "empty.txt"), "--record", str(tmp_path / "r.sqlite"))
    assert done.returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["empty.txt"]


def test_standard_input_is_read(tmp_path: Path) -> None:
    text = (STORY / "01_vestnik_priem.txt").read_bytes()
    done = onrecord("add", "-", "--record", str(tmp_path / "r.sqlite"), stdin=text)
    assert done.returncode == 0, done.stderr.decode()


def test_the_desk_is_not_opened_to_others_without_a_password(record: str) -> None:
    done = onrecord("serve", "--record", record, "--host", "0.0.0.0")
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert "password" in done.stderr.decode()
    missing = onrecord("serve", "--record", record + "x")
    assert b"no such record" in missing.stderr
