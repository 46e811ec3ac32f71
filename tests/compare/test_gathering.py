"""Drafts that were found apart and are of one matter: one finding with the words of all."""

from __future__ import annotations

from itertools import permutations

from onrecord.compare.draft import Draft, Sighting, Spot
from onrecord.compare.gathering import findings_of, keys_of
from onrecord.compare.whole import WholeDesk
from onrecord.model.finding import Finding, FindingKind, Place, Version
from onrecord.model.linked import Record
from onrecord.model.span import Span


def place(document: str, start: int) -> Place:
    return Place(document, Span(start, start + 10, "x" * 10))


def seen(
    kind: FindingKind,
    places: list[Place],
    versions: dict[str, list[str]],
    *,
    matters: tuple[str, ...] = (),
    severity: int = 2,
    rule: str = "a rule",
    bears_out: bool = False,
) -> Sighting:
    told = tuple(Version(value, tuple(documents)) for value, documents in versions.items())
    draft = Draft(f"{kind}.", tuple(places), told, severity, rule, 0.6, None, matters, bears_out)
    return Sighting(kind, draft, Spot("pair", ("d1", "d2")))


def told(*sightings: Sighting) -> list[Finding]:
    """The findings, which are the same in whatever order the sightings come."""
    desk = WholeDesk(Record())
    found = [findings_of(desk, order, ()) for order in permutations(sightings)]
    assert all(findings == found[0] for findings in found)
    return found[0]


FIVE_AGAINST_SEVEN = seen("figure", [place("d1", 0), place("d2", 0)], {"5": ["d1"], "7": ["d2"]}, matters=("m",))


def test_drafts_of_one_matter_are_one_finding_with_all_documents_on_its_sides() -> None:
    third = seen("figure", [place("d3", 0), place("d2", 0)], {"5": ["d3"], "7": ["d2"]}, matters=("m",))
    (finding,) = told(FIVE_AGAINST_SEVEN, third)
    assert {version.value: version.documents for version in finding.versions} == {"5": ("d1", "d3"), "7": ("d2",)}
    assert finding.documents == ("d1", "d2", "d3")
    assert {version.value: version.reasons for version in finding.versions} == {
        "5": ("2 independent origins",),
        "7": ("1 independent origin",),
    }


def test_what_only_bears_a_version_out_is_no_finding_by_itself() -> None:
    witness = seen("figure", [place("d3", 0)], {"5": ["d3"]}, matters=("m",), severity=0, bears_out=True)
    assert told(witness) == []
    (finding,) = told(FIVE_AGAINST_SEVEN, witness)
    assert finding.severity == 2
    assert finding.versions[0].documents == ("d1", "d3")


def test_two_matters_in_the_same_words_are_told_once_by_the_weightier() -> None:
    lighter = seen("figure", [place("d1", 0), place("d2", 0)], {"50": ["d1"], "60": ["d2"]}, severity=1)
    assert [finding.versions[0].value for finding in told(FIVE_AGAINST_SEVEN, lighter)] == ["5"]
    elsewhere = seen("figure", [place("d1", 90), place("d2", 90)], {"50": ["d1"], "60": ["d2"]}, severity=1)
    assert len(told(FIVE_AGAINST_SEVEN, elsewhere)) == 2


def test_a_slip_in_a_name_that_is_told_of_is_let_be() -> None:
    person = seen("name", [place("d1", 0), place("d2", 0)], {"Ян Сулдузов": ["d1"], "Ян Сулдозов": ["d2"]})
    slip = seen(
        "name", [place("d1", 3), place("d2", 3)], {"Сулдузов": ["d1"], "Сулдозов": ["d2"]}, rule="a slip of the pen"
    )
    assert set(keys_of(person)) & set(keys_of(slip))
    assert [finding.rule for finding in told(person, slip)] == ["a rule"]
    assert [finding.rule for finding in told(slip)] == ["a slip of the pen"]


def test_kinds_never_hang_together() -> None:
    other = seen("wording", [place("d1", 0), place("d2", 0)], {"5": ["d1"], "7": ["d2"]}, matters=("m",))
    assert not set(keys_of(FIVE_AGAINST_SEVEN)) & set(keys_of(other))
