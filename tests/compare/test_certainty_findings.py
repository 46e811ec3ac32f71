"""What is told more firmly than it was made: an intention that is reported as one is not."""

from __future__ import annotations

from pathlib import Path

from onrecord import pipeline
from onrecord.model.finding import Finding
from onrecord.sources.files import Item
from onrecord.sources.reading import Given
from onrecord.store.store import Store

MADE = (
    " date 2031-03-06 Министр иностранных дел Монголии Жанна Лемехова 6 марта выступила в Линтаре на приёме для послов. "
    '"Я намерена посетить Чад в будущем году", — сказала Лемехова.'
)
SETTLED = (
    " date 2031-03-06 Министр иностранных дел Монголии Жанна Лемехова 6 марта выступила в Линтаре на приёме для послов. "
    "В 2032 году она посетит Чад."
)
MEANT = SETTLED.replace("В 2032 году она посетит Чад.", "Лемехова подтвердила намерение посетить Чад в 2032 году.")


def found(tmp_path: Path, *texts: str) -> list[Finding]:
    with Store(tmp_path / "r.sqlite", create=True) as store:
        pipeline.add(store, [Item(f"{n}.txt", text, Given()) for n, text in enumerate(texts)])
        _, findings = pipeline.open_record(store)
    return [finding for finding in findings if finding.kind == "certainty"]


def test_a_visit_that_was_only_intended_is_told_as_settled(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, MADE, SETTLED)
    words = {version.value: [place.span.text for place in version.places] for version in finding.versions}
    assert any("посетит Чад" in text for text in words["as settled"]), words


def test_an_intention_that_is_reported_as_one_is_no_overstatement(tmp_path: Path) -> None:
    assert found(tmp_path, MADE, MEANT) == []
