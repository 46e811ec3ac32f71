"""Our own measures are the referee's, to the last count."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.evaluate import evaluate, load_gold, read_export
from onrecord.sources.files import read_paths
from onrecord.store.store import Store
from onrecord.views.jsonl import export_lines


@pytest.mark.corpus
def test_the_same_figures_as_the_referee(tmp_path: Path, shared: Path) -> None:
    corpus, gold_folder = shared / "corpus" / "seeds", shared / "gold" / "seeds"
    with Store(tmp_path / "r.sqlite", create=True) as store:
        pipeline.add(store, read_paths([str(corpus)]))
        lines = list(export_lines(*pipeline.open_record(store)))
    lines += [
        "{broken",
        '{"type": "quote", "id": "x", "document": "d", "kind": "direct", "start": 3, "end": 3, "text": ""}',
    ]
    export = tmp_path / "export.jsonl"
    export.write_text("\n".join(lines), "utf-8")
    command = [sys.executable, str(shared / "gold" / "score.py"), str(export), str(corpus), str(gold_folder), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    gold = load_gold(corpus, gold_folder)
    ours = {x.name: x for x in evaluate(read_export(lines, gold.texts), gold).measures}
    assert ours.keys() == theirs.keys()
    for name, expected in theirs.items():
        value = next(expected[key] for key in ("f1", "accuracy", "recall", "count") if key in expected)
        assert ours[name].value == pytest.approx(value), name
        if "hits" in expected:
            assert ours[name].counts == (expected["hits"], expected["predicted"], expected["gold"]), name
