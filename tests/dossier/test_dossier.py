"""Dossier files: what they may hold, how mistakes are named, and who held an office when."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.dossier import Dossier, empty_dossier, load_dossier, parse_dossier
from onrecord.dossier.countries import country_name, country_names, is_known_country
from onrecord.errors import DossierError
from onrecord.model.dates import Date

TWO_MINISTERS = """
actors:
  - {id: norland, kind: country, names: {ru: Норландия}}
  - {id: berg, kind: person, names: {ru: [Аксель Берг]}}
  - {id: holm, kind: person, names: {ru: [Ида Хольм]}}
offices:
  - id: foreign
    of: norland
    role: foreign_minister
    terms:
      - {holder: berg, from: 2027-03, to: 2029-05-10}
      - {holder: holm, from: 2029-05-10}
"""

ONE = "  - {id: a, kind: person, names: {ru: А}}\n"


def one(text: str) -> Dossier:
    return parse_dossier([("story.yaml", text)])


MISTAKES = [
    ("actors: [\n", "story.yaml:2", "no YAML"),
    ("- a\n- b\n", "story.yaml:1", "a dossier is a mapping"),
    ("people: []\n", "story.yaml:1", "people is no field"),
    ("actors:\n  - id: a\n    kind: persona\n    names: {ru: А}\n", "story.yaml:3", "kind"),
    ("actors:\n  - {id: a, kind: person}\n", "story.yaml:2", "names is missing"),
    ("actors:\n  - id: Big Name\n    kind: person\n    names: {ru: А}\n", "story.yaml:2", "an id is lower-case"),
    (f"actors:\n{ONE}{ONE}", "story.yaml:3", "taken"),
    ("actors:\n  - id: a\n    id: b\n", "story.yaml:3", "stands here twice"),
    ("groups:\n  - id: g\n    names: {ru: Г}\n    members:\n      - nobody\n", "story.yaml:5", "nobody has the id"),
    ("groups:\n  - {id: g, names: {ru: Г}, members: ['country:QQ']}\n", "story.yaml:2", "no country has the code"),
    (TWO_MINISTERS.replace("to: 2029-05-10", "to: 2026-01"), "story.yaml:11", "ends before it begins"),
    (TWO_MINISTERS.replace("from: 2027-03", "from: 2027-13"), "story.yaml:11", "no such month"),
    (TWO_MINISTERS.replace("from: 2027-03", "from: spring"), "story.yaml:11", "not a date"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "where", "what"), MISTAKES)
def test_a_mistake_is_named_by_file_and_line(text: str, where: str, what: str) -> None:
    with pytest.raises(DossierError) as caught:
        one(text)
    assert caught.value.where == where
    assert what in str(caught.value)
    assert "\n" not in caught.value.message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match=r"none\.yaml"):
        load_dossier(tmp_path / "none.yaml")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "old.yaml"
    path.write_bytes("title: Мир".encode("cp1251"))
    with pytest.raises(DossierError, match="UTF-8"):
        load_dossier(path)


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        ("2026", ()),
        ("2028-01-01", ("berg",)),
        ("2029-05-09", ("berg",)),
        ("2029-05-10", ("holm",)),  # the day of the change belongs to who comes
        ("2029-05", ("berg", "holm")),  # a month that does not settle it
        ("2040", ("holm",)),
        (None, ()),
    ],
)
def test_a_minister_leaves_office(day: str | None, holders: tuple[str, ...]) -> None:
    dossier = one(TWO_MINISTERS)
    assert dossier.holders(dossier.offices[0], Date(day) if day else None) == holders


def test_a_term_without_dates_settles_nothing() -> None:
    dossier = one(TWO_MINISTERS.replace(", from: 2027-03, to: 2029-05-10", ""))
    assert dossier.holders(dossier.offices[0], Date("2028")) == ()


def test_members_are_opened_and_dated() -> None:
    dossier = one(
        """
groups:
  - id: three
    names: {ru: Тройка}
    members: [country:KZ, {actor: country:UZ, from: 2030}, {actor: country:TJ, to: 2025}]
formats:
  - {id: three-plus, names: {ru: 3+1}, members: [three, country:US, three-plus]}
"""
    )
    assert dossier.members("three-plus", Date("2027")) == ("country:KZ", "country:US", "three-plus")
    assert dossier.members("three", Date("2031-05")) == ("country:KZ", "country:UZ")
    assert set(dossier.members("three")) == {"country:KZ", "country:UZ", "country:TJ"}


def test_the_fingerprint_is_that_of_the_content() -> None:
    plain = one(TWO_MINISTERS)
    assert (
        plain.fingerprint == one("# a note\n" + TWO_MINISTERS.replace("{holder: holm", "{ holder:  holm")).fingerprint
    )
    assert plain.fingerprint != one(TWO_MINISTERS.replace("Берг", "Борг")).fingerprint
    assert plain == one(TWO_MINISTERS)
    assert hash(plain) == hash(one(TWO_MINISTERS))


def test_several_files_make_one_dossier(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text("actors:\n  - {id: berg, kind: person, names: {ru: Берг}}\n")
    second.write_text("offices:\n  - {id: o, of: country:KZ, role: head, terms: [{holder: berg}]}\n")
    assert load_dossier([first, second]).offices_of("berg")[0][0].id == "o"


def test_the_packaged_dossier_loads_and_dates_its_offices() -> None:
    dossier = load_dossier()
    offices = {office.id: office for office in dossier.offices}
    state = offices["us-secretary-of-state"]
    assert dossier.holders(state, Date("2021-04-26")) == ("blinken",)
    assert dossier.holders(state, Date("2025-11-06")) == ("rubio",)
    assert dossier.members("c5plus1") == (
        "country:KZ", "country:KG", "country:TJ", "country:TM", "country:UZ", "country:US",
    )  # fmt: skip
    assert dossier.name("country:KG", "ru") == "Кыргызстан"


def test_countries_come_from_cldr_in_any_language() -> None:
    assert country_names("ru")["UZ"] == "Узбекистан"
    assert country_name("JP", "de") == "Japan"
    assert country_name("JP", "xx") == "Japan"  # an unknown language falls back to English
    assert is_known_country("KZ")
    assert not is_known_country("QQ")
    assert "EU" not in country_names("en")
    assert empty_dossier().names("country:KZ", "ru")[0] == "Казахстан"
