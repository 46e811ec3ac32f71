"""One state in two ranks: one finding with all outlets on its two sides, however many copied it."""

from __future__ import annotations

from pathlib import Path

from few_texts import COPY, OTHER, WIRE, opened

from onrecord.model.finding import Finding


def found(tmp_path: Path, *texts: str) -> list[Finding]:
    _, findings = opened(tmp_path, *texts)
    return [finding for finding in findings if finding.kind == "participants"]


def test_copies_stand_on_one_side_of_one_finding(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, WIRE, COPY, OTHER)
    sides = {version.value: len(version.documents) for version in finding.versions}
    assert sides == {"министр": 2, "заместитель министр": 1}


def test_one_rank_everywhere_is_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, WIRE, COPY) == []
