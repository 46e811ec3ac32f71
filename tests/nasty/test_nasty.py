"""Nasty files: bounded time and memory, one clear line, the rest goes on, nothing is lost."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from tests.nasty.making import BIG, SMALL, Nasty
from tests.sources.making import LEAD, MORE

from onrecord.errors import SourceError
from onrecord.sources.files import read_paths
from onrecord.sources.items import Item

SECONDS = 60
MEGABYTES = 700


def read(path: Path) -> tuple[list[Item], list[str]]:
    items, errors = [], []
    for found in read_paths([path]):
        if isinstance(found, SourceError):
            errors.append(str(found))
        else:
            items.append(found)
    return items, errors


def check(nasty: Nasty, items: list[Item], errors: list[str]) -> None:
    """What a file should give: its articles, and one line (none where it is read without a word)."""
    if nasty.said != "":  # else a line or a text: what the library makes of it
        assert len(items) == nasty.texts, errors
    if nasty.said:
        assert len(errors) == 1, errors
        assert nasty.said in errors[0]
    elif nasty.said is None:
        assert not errors
    for line in errors:
        assert "\n" not in line
        assert len(line) < 1000
        assert "Traceback" not in line
    for item in items:
        assert "root:" not in item.raw
        assert "/" not in item.source or "://" in item.source
        assert not any(unicodedata.category(char) == "Cc" for char in item.where)


@pytest.mark.parametrize("nasty", SMALL, ids=lambda nasty: nasty.name)
def test_nasty(nasty: Nasty, tmp_path: Path) -> None:
    path = tmp_path / nasty.name
    path.write_bytes(nasty.make())
    begin = time.monotonic()
    check(nasty, *read(path))
    assert time.monotonic() - begin < SECONDS
    assert [one.name for one in tmp_path.iterdir()] == [nasty.name]
    assert not Path("/tmp/onrecord-was-here.txt").exists()


READER = """
import sys
from pathlib import Path
from onrecord.errors import SourceError
from onrecord.sources.files import read_paths
found = list(read_paths(sys.argv[1:]))
for one in found:
    print("line" if isinstance(one, SourceError) else "text", str(one)[:300] if isinstance(one, SourceError) else one.source)
# of this program alone: what getrusage tells goes back to the process that started it
(peak,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
print("megabytes", int(peak.split()[1]) // 1024)
"""


@pytest.mark.parametrize("nasty", BIG, ids=lambda nasty: nasty.name)
def test_nasty_and_big(nasty: Nasty, tmp_path: Path) -> None:
    """In a process of its own, so that what it takes can be told."""
    path = tmp_path / nasty.name
    path.write_bytes(nasty.make())
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)], capture_output=True, text=True, timeout=2 * SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert int(lines[-1].split()[1]) < MEGABYTES
    said = [line for line in lines if line.startswith("line ")]
    texts = [line for line in lines if line.startswith("text ")]
    if nasty.said:
        assert len(said) == 1, lines
        assert nasty.said in said[0]
    if nasty.said != "":
        assert len(texts) == nasty.texts, lines
    else:
        assert said or texts


def test_all_of_them_cost_no_good_article(tmp_path: Path) -> None:
    """A folder of nasty files with good ones between: every good one is read, every nasty one named or read."""
    for number, nasty in enumerate(SMALL):
        (tmp_path / f"{number:03}-{nasty.name}").write_bytes(nasty.make())
        (tmp_path / f"{number:03}-z-good.txt").write_text(f"{LEAD}\n\n{MORE} {number}")
    found = list(read_paths([tmp_path]))
    good = [item for item in found if isinstance(item, Item) and item.source.endswith("-z-good.txt")]
    assert len(good) == len(SMALL)
    named = {str(one.where).removeprefix(f"{tmp_path}/")[:3] for one in found}
    assert named == {f"{number:03}" for number in range(len(SMALL))}
