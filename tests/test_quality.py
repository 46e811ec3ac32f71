"""The floors of `gold/floors.json`: what onrecord does on annotated articles may get better, not worse."""

from __future__ import annotations

import pytest
import quality

KEY_MEASURES = {"quotes@0.8", "quotes.speaker_known", "quotes.end_to_end", "events", "commitments", "figures"}


def assert_nothing_fell(name: str) -> None:
    fallen = quality.fallen(name)
    assert not fallen, "\n".join(["below the floor (python tests/quality.py shows all):", *fallen])


@pytest.mark.parametrize("name", quality.OURS)
def test_our_own_gold(name: str) -> None:
    assert_nothing_fell(name)


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["seeds", "news_train"])
def test_the_shared_gold(name: str) -> None:
    assert_nothing_fell(name)


@pytest.mark.parametrize("name", quality.OURS)
def test_every_row_keeps_to_the_format(name: str) -> None:
    assert quality.measured(name)["format.bad_rows"][0] == 0


def test_every_set_has_floors_for_the_key_measures() -> None:
    floors = quality.read_floors()
    assert floors.keys() == quality.SETS.keys()
    assert all(held.keys() >= KEY_MEASURES for held in floors.values())


def test_what_fell_is_named_with_its_figure_and_its_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"events": (0.5, 40), "figures": (0.9, 40)}
    floors = {"story": {"events": quality.Floor(0.512), "figures": quality.Floor(0.9), "quotes": quality.Floor(0.7)}}
    monkeypatch.setattr(quality, "measured", {"story": values}.__getitem__)
    monkeypatch.setattr(quality, "read_floors", lambda: floors)
    assert quality.fallen("story") == [
        "story events: measured 0.500, floor 0.512",
        "story quotes: no longer measured, floor 0.700",
    ]
    assert quality.report("story")
    assert [line.split()[-1] for line in quality.report("story")] == ["wanted", "FALLEN", "0.90", "FALLEN"]


@pytest.mark.parametrize(
    ("value", "of", "wanted", "expected"),
    [
        (0.9, 1000, None, 0.87),  # the margin
        (0.9, 20, None, 0.85),  # one row of few
        (1.0, 1, None, 0.9),  # but not the only one
        (0.02, 100, None, 0.0),
        (0.9, 1000, 0.89, 0.89),  # reached: not below what is wanted
        (0.9, 1000, 0.7, 0.87),  # far beyond: held where it is
        (0.617, 1000, 0.68, 0.61),  # not reached: what was measured, never above
    ],
)
def test_where_a_floor_is_set(value: float, of: int, wanted: float | None, expected: float) -> None:
    assert quality.new_floor(value, of, wanted) == quality.Floor(expected, wanted)
