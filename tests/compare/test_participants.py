"""One state in two ranks: one finding with all outlets on its two sides, however many copied it."""

from __future__ import annotations

from pathlib import Path

from few_texts import opened

from onrecord.model.finding import Finding

WIRE = (
    " date 2031-03-06 В Линтаре 6 марта прошли переговоры о новом железнодорожном коридоре к морю. В переговорах "
    "участвовали министры иностранных дел Монголии, Чада и Непала. Стороны договорились построить мост через Сырдарью."
)
COPY = WIRE.replace(" Стороны договорились", " Как передаёт «Эстрапресс», стороны договорились")
OTHER = (
    " date 2031-03-06 Переговоры о новом железнодорожном коридоре к морю прошли 6 марта в Линтаре. На переговоры "
    "приехали министры Монголии и Непала, а также заместитель министра Чада. Мост построят через Сырдарью."
)


def found(tmp_path: Path, *texts: str) -> list[Finding]:
    _, findings = opened(tmp_path, *texts)
    return [finding for finding in findings if finding.kind == "participants"]


def test_copies_stand_on_one_side_of_one_finding(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, WIRE, COPY, OTHER)
    sides = {version.value: len(version.documents) for version in finding.versions}
    assert sides == {"министр": 2, "заместитель министр": 1}


def test_one_rank_everywhere_is_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, WIRE, COPY) == []
