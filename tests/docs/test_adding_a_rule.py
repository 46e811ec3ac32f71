"""The how-to for a rule, followed to the letter in a copy: the case fails, the verb is added, the case holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from docs_pages import DOCS, ROOT, blocks

import onrecord

PACKAGE = Path(onrecord.__file__).parent
CASES = "tests/extract/test_quotes.py"
VERBS = "onrecord/languages/russian/reporting.py"


def test_a_reader_adds_a_verb_by_following_the_page(tmp_path: Path) -> None:
    page = DOCS / "adding-a-rule.md"
    case, line = (block.code for block in blocks(page) if block.language == "python")
    (command,) = (block.code.split() for block in blocks(page) if block.language == "sh")
    shutil.copytree(PACKAGE, tmp_path / "src" / "onrecord", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tests" / "extract").mkdir(parents=True)
    for name in ("tests/conftest.py", CASES, "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)

    def changed(file: Path, before: str, after: str) -> None:
        text = file.read_text("utf-8")
        assert text.count(before) == 1, before
        file.write_text(text.replace(before, after), "utf-8")

    def run() -> subprocess.CompletedProcess[str]:
        assert command[:3] == [".venv/bin/python", "-m", "pytest"]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src")}
        arguments = [sys.executable, *command[1:], "-p", "no:cacheprovider"]
        return subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    # step 1: the case is put where it fails
    rows = "".join(f"    {row}\n" for row in case.splitlines())
    changed(tmp_path / CASES, "\nCASES = [\n", f"\nCASES = [\n{rows}")
    failed = run()
    assert failed.returncode == 1, failed.stdout[-3000:] + failed.stderr[-1000:]
    assert "1 failed" in failed.stdout
    assert "присовокупил" in failed.stdout
    # step 2: both aspects beside their kin
    frames, lemmas = (part for part in line.split('"')[3::2] if part.strip(" ,()\n"))
    new, kin = lemmas.split(" отметить ")
    beside = f'"{frames}",\n        "'
    changed(tmp_path / "src" / VERBS, f"{beside}отметить {kin.split()[0]}", f"{beside}{new} отметить {kin.split()[0]}")
    # step 3: the case holds
    held = run()
    assert held.returncode == 0, held.stdout[-3000:] + held.stderr[-1000:]
    assert "failed" not in held.stdout
