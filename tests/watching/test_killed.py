"""Killing `watch` at any moment loses and doubles nothing."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented_news import EDITED, bridge, feed
from invented_outlet import Outlet, running

from onrecord import pipeline
from onrecord.store.store import Store
from onrecord.views.jsonl import export_lines

HERE = Path(__file__).parent
KILLS, SEED = 50, 20310506
Look = Callable[..., tuple[int, float]]


@pytest.fixture(scope="module")
def warm() -> Iterator[Look]:
    """Looks once at all feeds in a child of a warm process; gives its exit status and how long it took."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(HERE.parent), environment.get("PYTHONPATH", "")])
    command = [sys.executable, str(HERE / "warm.py")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == {"ready": True}

        def look(record: Path, sources: Path, hour: int, kill: float | None = None) -> tuple[int, float]:
            asked = {"record": str(record), "sources": str(sources), "hour": hour, "kill": kill}
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            return answer["status"], answer["seconds"]

        yield look
        process.stdin.close()


def publish(outlet: Outlet, day: int) -> None:
    """What lies on the server: nothing; six articles; three more, and two of the old ones edited."""
    many = (0, 6, 9)[day]
    for number in range(many):
        outlet.show(f"/n/{number}", bridge(number, EDITED) if day == 2 and number < 2 else bridge(number))
    outlet.show("/rss", feed(outlet.root, [(f"/n/{n}", f"Статья {n}") for n in range(many)]), "text/xml")


def sources_of(outlet: Outlet, folder: Path) -> Path:
    folder.mkdir()
    path = folder / "sources.toml"
    path.write_text(
        f"""recheck_every = '0s'
[[feeds]]
url = '{outlet.url("/rss")}'
[[alerts]]
name = 'said'
on = 'statement'
to = ['file:{folder}/said.jsonl', 'atom:{folder}/said.xml']
[[alerts]]
name = 'found'
on = 'finding'
to = ['file:{folder}/found.jsonl']
[web]
pause = 0
allow_private = ['127.0.0.1/32']
"""
    )
    return path


def exported(record: Path) -> list[str]:
    with Store(record) as store:
        return list(export_lines(*pipeline.open_record(store)))


def test_killing_watch_at_any_moment_loses_and_doubles_nothing(tmp_path: Path, warm: Look) -> None:
    draw = random.Random(SEED)
    with running() as outlet:
        whole = sources_of(outlet, tmp_path / "whole")
        took = 0.0
        for day in range(3):
            publish(outlet, day)
            status, seconds = warm(whole.parent / "r.sqlite", whole, day)
            assert status == 0
            took += seconds
        expected = exported(whole.parent / "r.sqlite")
        requests = Counter(outlet.paths())

        killed = sources_of(outlet, tmp_path / "killed")
        record = killed.parent / "r.sqlite"
        outlet.asked.clear()
        statuses = []
        for day in range(3):
            publish(outlet, day)
            for _ in range((0, KILLS // 2, KILLS - KILLS // 2)[day]):
                # Short enough that most of the work is still to be done when the last one comes.
                statuses.append(warm(record, killed, day, draw.uniform(0, took / 16))[0])
            status, _ = warm(record, killed, day)
            assert status == 0
        assert len(statuses) == KILLS
        assert sum(os.WIFSIGNALED(s) and os.WTERMSIG(s) == signal.SIGKILL for s in statuses) > KILLS / 2
        assert exported(record) == expected
        # An article that a killed run has kept is not sent again: what came whole came once a text.
        sent = Counter(asked.path for asked in outlet.asked if asked.status == 200 and asked.path.startswith("/n/"))
        assert set(sent) == {path for path in requests if path.startswith("/n/")}
        alerts_are_told_once(record, killed.parent)


def alerts_are_told_once(record: Path, folder: Path) -> None:
    """Every alert of the record is in its file, once; no words are told of twice; every statement is told of."""
    with Store(record) as store, store.fetches(writes=False) as fetches:
        rows = [row for row in fetches.alerts() if row.row]
    assert all(row.left == () for row in rows)
    told = []
    for query in ("said", "found"):
        lines = [json.loads(line) for line in (folder / f"{query}.jsonl").read_text("utf-8").splitlines()]
        assert [line["row"] for line in lines] == [json.loads(r.data)["row"] for r in rows if r.query == query]
        assert len({line["id"] for line in lines}) == len(lines)
        words = [tuple(w) for row in rows if row.query == query for w in json.loads(row.data)["words"]]
        assert len(words) == len(set(words))
        told.append(set(words))
    with Store(record) as store:
        opened, findings = pipeline.open_record(store)
    quotes = {row.id: row for row in opened.quotes}
    for statement in opened.statements:
        spans = {(quotes[q].document, quotes[q].quote.span.start, quotes[q].quote.span.end) for q in statement.quotes}
        assert spans & told[0]
    for finding in findings:
        assert {(p.document, p.span.start, p.span.end) for p in finding.evidence} & told[1]
    assert (folder / "said.xml").read_text("utf-8").count("<entry>") == len([r for r in rows if r.query == "said"])
