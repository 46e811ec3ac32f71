"""Comfort in the shell: completion for bash, zsh and fish, JSON on request, a manual page of all commands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from example_story import STORY, example

from onrecord.cli import app
from onrecord.cli.manual import manual

PROGRAM = typer.main.get_command(app)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command under its own name, as it is installed; completion goes by the name."""
    path = tmp_path_factory.mktemp("bin") / "onrecord"
    path.write_text(f"#!{sys.executable}\nfrom onrecord.cli import main\n\nmain()\n", "utf-8")
    path.chmod(0o755)
    return path


def run(program: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, *arguments],
        capture_output=True,
        check=False,
        timeout=120,
        text=True,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize(
    ("shell", "words"),
    [
        ("bash", {"COMP_WORDS": "onrecord {}", "COMP_CWORD": "{n}"}),
        ("zsh", {"_TYPER_COMPLETE_ARGS": "onrecord {}"}),
        ("fish", {"_TYPER_COMPLETE_ARGS": "onrecord {}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
    ],
)
def test_commands_and_options_are_completed(program: Path, shell: str, words: dict[str, str]) -> None:
    script = run(program, _ONRECORD_COMPLETE=f"source_{shell}")
    assert f"complete_{shell}" in script.stdout
    for typed, wanted, unwanted in (("fin", "findings", "quotes"), ("findings dis", "dismiss", "findings"),
                                    ("quotes --as", "--as-of", "--record")):  # fmt: skip
        given = {name: value.format(typed, n=len(typed.split())) for name, value in words.items()}
        done = run(program, _ONRECORD_COMPLETE=f"complete_{shell}", **given)
        assert wanted in done.stdout, (shell, typed, done.stdout, done.stderr)
        assert unwanted not in done.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash on this machine")
def test_bash_itself_completes(program: Path, tmp_path: Path) -> None:
    (tmp_path / "complete").write_text(run(program, _ONRECORD_COMPLETE="source_bash").stdout, "utf-8")
    lines = (
        f'export PATH="{program.parent}:$PATH"; . {tmp_path}/complete; COMP_WORDS=(onrecord commi); COMP_CWORD=1; '
        '_onrecord_completion onrecord; echo "${COMPREPLY[@]}"; complete -p onrecord'
    )
    done = subprocess.run(["bash", "-c", lines], capture_output=True, check=False, text=True, timeout=60)
    assert done.stdout.splitlines()[0] == "commitments"
    assert "_onrecord_completion" in done.stdout


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))


def test_every_command_and_option_is_in_the_manual() -> None:
    page = manual()
    assert page.isascii()
    plain = page.replace("\\-", "-")
    found = list(commands(PROGRAM))
    assert len(found) > 20
    for path, command in found:
        start = plain.index(f'.SS "onrecord {" ".join(path)}')
        part = plain[start:].split(".SS", 2)[1]
        for parameter in command.params:
            if parameter.param_type_name == "option" and not parameter.hidden:
                assert all(name in part for name in parameter.opts), (path, parameter.opts)
        assert command.help is not None
        assert " ".join(command.help.split("\n\n")[0].split())[:30].replace("-", "") in part.replace("-", "").replace(
            "\\[u2026]", "…"
        ), path


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff on this machine")
def test_the_manual_is_a_page_that_man_can_show(program: Path) -> None:
    done = run(program, "man")
    assert done.stdout == manual()
    shown = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww"], input=done.stdout, capture_output=True, check=True, text=True
    )
    assert shown.stderr == ""
    assert "commitments" in shown.stdout
    assert "…" in shown.stdout


def test_json_is_there_wherever_something_is_told(program: Path, tmp_path: Path) -> None:
    record = str(example(tmp_path))

    def told(*arguments: str) -> dict[str, Any]:
        done = run(program, *arguments, "--json", "--record", record)
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        assert len(lines) == 1
        row: dict[str, Any] = json.loads(lines[0])
        return row

    assert told("add", str(STORY))["unchanged"] == 14
    assert told("refetch", "--offline")["no_longer"] == []
    finding = json.loads(run(program, "findings", "--json", "--record", record).stdout.splitlines()[0])["id"]
    row = told("explain", finding[:9])
    assert (row["id"], row["type"]) == (finding, "finding")
    assert finding in row["explanation"][0]
    decision = told("findings", "dismiss", finding, "--why", "two journeys")
    assert (decision["verb"], decision["why"]) == ("dismiss", "two journeys")
    assert told("decisions", "undo", decision["id"])["id"] == decision["id"]
    assert told("findings", "confirm", finding, "--why", "both say so")["verb"] == "confirm"
    lines = tmp_path / "all.jsonl"
    assert run(program, "export", "--with-texts", "--output", str(lines), "--record", record).returncode == 0
    record = str(tmp_path / "copy.sqlite")
    assert told("import", str(lines))["added"] == 14
    assert json.loads(run(program, "decisions", "--json", "--record", record).stdout)["verb"] == "confirm"
