"""The same encounter on two days: what speaks for which, and what is no contradiction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from few_texts import opened

from onrecord.model.finding import Finding

SUMMIT = "Президент Казахстана Ерлан Тастанов и президент Узбекистана Рустам Каримбаев провели саммит в Ташкенте {}."
MORE = " Они обсудили водные ресурсы Сырдарьи и строительство железной дороги через перевал."

Find = Callable[..., list[Finding]]


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """The date findings of articles, each of a day of publication and what stands where the text has its date."""

    def found(*told: tuple[str, str]) -> list[Finding]:
        texts = (f" date {published} {SUMMIT.format(when)}{MORE}" for published, when in told)
        _, findings = opened(tmp_path, *texts)
        return [finding for finding in findings if finding.kind == "date"]

    return found


def reasons(finding: Finding) -> dict[str, tuple[str, ...]]:
    return {version.value: version.reasons for version in finding.versions}


def test_two_stated_days_are_told_with_what_speaks_for_each(find: Find) -> None:
    (finding,) = find(("2031-05-15", "13 мая"), ("2031-05-15", "14 мая"))
    assert set(reasons(finding)) == {"2031-05-13", "2031-05-14"}
    assert "published 1 day away" in reasons(finding)["2031-05-14"]


def test_a_weekday_that_does_not_fit_speaks_against_a_date(find: Find) -> None:
    """13 May 2031 is a Tuesday."""
    (finding,) = find(("2031-05-15", "в среду, 13 мая"), ("2031-05-15", "в среду, 14 мая"))
    assert "against it: 2031-05-13 is a Tuesday, and the text has “среду”" in reasons(finding)["2031-05-13"]
    assert "fits its weekday (“среду”)" in reasons(finding)["2031-05-14"]


def test_yesterday_is_held_against_the_header(find: Find) -> None:
    (finding,) = find(("2031-05-15", "вчера, 13 мая"), ("2031-05-15", "вчера, 14 мая"))
    assert "against it: “вчера” in an article of 2031-05-15 is 2031-05-14" in reasons(finding)["2031-05-13"]
    assert "fits “вчера” in an article of 2031-05-15" in reasons(finding)["2031-05-14"]


def test_another_time_zone_is_an_explanation(find: Find) -> None:
    assert find(("2031-05-15", "13 мая"), ("2031-05-15", "14 мая по местному времени")) == []


def test_two_days_are_too_many_for_a_time_zone(find: Find) -> None:
    assert len(find(("2031-05-16", "13 мая"), ("2031-05-16", "15 мая по местному времени"))) == 1


def test_a_day_only_counted_is_no_match_for_a_stated_one(find: Find) -> None:
    assert find(("2031-05-15", "13 мая"), ("2031-05-15", "накануне")) == []
