"""Every block of code in the documentation: run as it stands, read as what it is, or marked with why it is not."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from docs_pages import PAGES, ROOT, Block, blocks, name_of
from docs_warm import COMMAND

import onrecord
from onrecord.store.store import Store
from onrecord.watching.sources_file import read_sources

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "web")]
from desk_browser import served  # noqa: E402
from example_story import example  # noqa: E402
from sources.making import page as web_page  # noqa: E402
from sources.making import record as web_record  # noqa: E402
from sources.making import warc  # noqa: E402

BENCHMARK = Path(onrecord.__file__).parent / "benchmark"
# What a block may be called, and who looks at it.
LANGUAGES = {"sh", "python", "toml", "ini", "json", "yaml", "dockerfile", "{toctree}", "{include}", "{eval-rst}"}
# Stands in a page for what a reader puts there.
TOKEN = "0123456789abcdef0123"
ALL = [(page, list(blocks(page))) for page in PAGES]


def of(language: str) -> list[object]:
    """The pages that have such blocks to be run, each with those."""
    found = [(page, [b for b in parts if b.language == language or "file: " in b.mark]) for page, parts in ALL]
    return [
        pytest.param(parts, id=name_of(page))
        for page, parts in found
        if any(b.language == language and _wanted(b) for b in parts)
    ]


def _wanted(block: Block) -> bool:
    return block.runs and "part of " not in block.mark and (block.mark != "run from the wheel" or BENCHMARK.is_dir())


def test_no_block_is_passed_over() -> None:
    for page, parts in ALL:
        text = page.read_text("utf-8")
        assert len(parts) * 2 == len(re.findall(r"^ *```", text, re.MULTILINE)), page
        assert not re.search(r"\n\n {4,}(onrecord|python|pip|make|\$) ", text), f"{page}: code that has no fence"
        for block in parts:
            assert block.language in LANGUAGES, (page, block)
            if not block.runs:
                assert len(block.mark) > 30, f"{page}: say why it is not run: {block.code}"
                for told in re.findall(r"\b(?:tests|benchmarks)/[\w/.]+\w", block.mark):
                    assert (ROOT / told).exists(), (page, told)
    if not BENCHMARK.is_dir():
        # then this is a checkout, and the test run of the wheel (`make wheel-test`) runs those
        assert (Path(onrecord.__file__).parents[1].name, ROOT.name) != ("site-packages", "run")


# ---- the shell


@dataclass(frozen=True)
class Shell:
    """A place with the program in it, where a page's lines are run one after another by bash."""

    programs: Path
    folder: Path

    def run(self, lines: str) -> subprocess.CompletedProcess[str]:
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        environment = {
            "PATH": f"{self.programs}:{os.environ['PATH']}", "HOME": str(home), "LANG": "C.UTF-8", "MANPAGER": "cat",
            "ONRECORD_JOBS": "1", "USER": "reader", "LOGNAME": "reader",
        }  # fmt: skip
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", lines], cwd=self.folder, env=environment, capture_output=True, text=True,
            stdin=subprocess.DEVNULL, timeout=300, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with `onrecord` and `python`; the first asks a process that has loaded everything."""
    place = tmp_path_factory.mktemp("bin", numbered=True)
    address = str(place / "s")
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    warm = [sys.executable, str(Path(__file__).parent / "docs_warm.py"), address]
    with subprocess.Popen(warm, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        program = place / "onrecord"
        program.write_text(COMMAND.format(python=sys.executable, address=address), "utf-8")
        program.chmod(0o755)
        for name in ("python", "python3"):
            (place / name).write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', "utf-8")
            (place / name).chmod(0o755)
        yield place
        process.kill()


@pytest.fixture
def shell(programs: Path, tmp_path: Path) -> Shell:
    """What the pages speak of: a record, the examples, articles of one's own."""
    example(tmp_path).rename(tmp_path / "onrecord.sqlite")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    story = sorted((ROOT / "examples" / "story").glob("*.txt"))
    for folder in ("articles", "saved", "crawl", "gold"):
        (tmp_path / folder).mkdir()
    shutil.copy(story[0], tmp_path / "articles")
    shutil.copy(ROOT / "tests" / "gold" / "story" / f"{story[0].stem}.json", tmp_path / "gold")
    (tmp_path / "saved" / "a.html").write_bytes(web_page())
    crawled = warc(web_record("https://estrapress.example/1", web_page("Кемория снизит тариф на проезд")))
    (tmp_path / "crawl.warc.gz").write_bytes(crawled)
    (tmp_path / "crawl" / "a.warc.gz").write_bytes(crawled)
    return Shell(programs, tmp_path)


@pytest.fixture
def desk(shell: Shell) -> Iterator[str]:
    """A desk over the same record, with a token; gives its address."""
    with served(shell.folder / "onrecord.sqlite", tokens=(("clerk", TOKEN),)) as address:
        yield address.removeprefix("http://")


@pytest.mark.parametrize("parts", of("sh"))
def test_what_is_told_to_the_shell_runs(parts: list[Block], shell: Shell, desk: str) -> None:
    with Store(shell.folder / "onrecord.sqlite") as store, store.lookup() as lookup:
        finding = lookup.ids("finding", order="-weight -day")[0]
    lines = ["set -x"]
    for block in parts:
        if block.mark.startswith("file: "):
            (shell.folder / block.mark.removeprefix("file: ")).write_text(block.code, "utf-8")
        elif block.language == "sh" and _wanted(block):
            lines.append(re.sub(r"\bID\b", finding, block.code).replace("127.0.0.1:8080", desk))
    script = "\n".join(lines).replace("$(cut -d ' ' -f 2 tokens)", TOKEN)
    missing = [
        name for name in ("curl", "jq", "man", "openssl", "sqlite3") if f"{name} " in script and not shutil.which(name)
    ]
    if missing:
        assert os.environ.get("CI") != "true", f"not here: {missing}"
        pytest.skip(f"no {', '.join(missing)} on this machine")
    done = shell.run(script)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    assert "Traceback" not in done.stderr
    if "curl" in script:
        answers = list(_objects(done.stdout))
        assert len(answers) >= 3
        assert all("status" not in answer for answer in answers), answers
        assert all(answer.get("rows") or answer.get("decision") for answer in answers)


def _objects(text: str) -> Iterator[dict[str, object]]:
    """The JSON objects that stand one behind another."""
    decoder, at = json.JSONDecoder(), text.find("{")
    while at >= 0:
        found, at = decoder.raw_decode(text, at)
        yield found
        at = text.find("{", at)


# ---- Python


@pytest.mark.parametrize("parts", of("python"))
def test_python_runs(
    parts: list[Block], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example(tmp_path).rename(tmp_path / "onrecord.sqlite")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in parts:
        if block.language == "python" and _wanted(block):
            exec(compile(block.code, name_of(block.page), "exec"), names)
    said = capsys.readouterr().out
    for wanted in re.findall(r"print\(.*\)  # (.*)", "".join(block.code for block in parts)):
        assert wanted in said


# ---- what is read and not run


@pytest.mark.parametrize("parts", of("toml"))
def test_files_of_what_is_watched_are_read(parts: list[Block], tmp_path: Path) -> None:
    text = "\n".join(block.code for block in parts if block.language == "toml")
    if "feeds" not in tomllib.loads(text):
        text = '[[feeds]]\nurl = "https://kurier.example/rss"\n' + text
    (tmp_path / "sources.toml").write_text(text, "utf-8")
    assert read_sources(tmp_path / "sources.toml").alerts


def test_the_other_files_are_what_they_say() -> None:
    seen = set()
    for _, parts in ALL:
        for block in parts:
            seen.add(block.language)
            if block.language == "json":
                json.loads(block.code)
            elif block.language == "yaml":
                assert yaml.safe_load(block.code)
            elif block.language == "ini":
                reader = configparser.ConfigParser(strict=False)
                reader.read_string(block.code if block.code.startswith("[") else f"[Service]\n{block.code}")
                assert "onrecord" in reader["Service"]["ExecStart"]
    assert {"json", "yaml", "ini", "toml", "sh", "python"} <= seen
