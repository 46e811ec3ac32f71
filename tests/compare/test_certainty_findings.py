"""What is told more firmly than it was made: an intention that is reported as one is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from few_texts import opened

from onrecord.compare.certainty import find_certainty
from onrecord.compare.whole import WholeDesk

MADE = (
    " date 2031-03-06 Министр иностранных дел Монголии Жанна Лемехова 6 марта выступила в Линтаре на приёме для послов. "
    '"Я намерена посетить Чад в будущем году", — сказала Лемехова.'
)
SETTLED = (
    " date 2031-03-06 Министр иностранных дел Монголии Жанна Лемехова 6 марта выступила в Линтаре на приёме для послов. "
    "В 2032 году она посетит Чад."
)
MEANT = SETTLED.replace("В 2032 году она посетит Чад.", "Лемехова подтвердила намерение посетить Чад в 2032 году.")


def test_a_visit_that_was_only_intended_is_told_as_settled(tmp_path: Path) -> None:
    _, findings = opened(tmp_path, MADE, SETTLED)
    (finding,) = (finding for finding in findings if finding.kind == "certainty")
    words = {version.value: [place.span.text for place in version.places] for version in finding.versions}
    assert any("посетит Чад" in text for text in words["as settled"]), words


@pytest.mark.parametrize(("told", "count"), [(SETTLED, 1), (MEANT, 0)])
def test_an_intention_that_is_reported_as_one_settles_nothing_even_if_it_has_a_date(
    tmp_path: Path, told: str, count: int
) -> None:
    record, _ = opened(tmp_path, MADE, told)
    (other,) = (row.id for row in record.documents if row.document.source == "1.txt")
    row = next(row for row in record.commitments if {t.document for t in row.evidence} > {other})
    dated = tuple(replace(t, strength="scheduled") if t.document == other else t for t in row.evidence)
    assert len(list(find_certainty(WholeDesk(record), replace(row, evidence=dated)))) == count
