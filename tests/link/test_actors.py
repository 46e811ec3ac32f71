"""One actor for all forms of a name, two for two people, and a person's decisions on top."""

from __future__ import annotations

import random

from onrecord.dossier import Dossier, parse_dossier
from onrecord.link.actors import Actors, link_actors
from onrecord.model.dates import Date
from onrecord.model.document import Document, sha256_of
from onrecord.model.linked import Decision, Member
from onrecord.model.record import ActorKind, Extraction, Party
from onrecord.model.span import Span

DOSSIER = parse_dossier(
    [
        (
            "own words",
            """
actors:
  - {id: brenia, kind: country, names: {ru: [Бренния], en: [Brenia]}}
  - {id: kostrov, kind: person, names: {ru: [Лев Костров], en: [Lev Kostrov]}}
  - {id: velm, kind: person, names: {ru: [Сержио Вельмонт, Серхио Вельмонт]}}
offices:
  - id: brenia-minister
    of: brenia
    role: foreign_minister
    titles: {ru: [министр иностранных дел Бреннии]}
    terms: [{holder: kostrov, from: 2030-01-01}]
""",
        )
    ]
)


class Desk:
    """Documents made of parties, a line of text each."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.extractions: dict[str, Extraction] = {}

    def add(self, id_: str, *parties: Party) -> None:
        raw = "\n".join(party.name for party in parties)
        self.documents.append(Document(id_, f"{id_}.txt", raw, sha256_of(raw), "ru", published=Date("2031-03-05")))
        placed, start = [], 0
        for index, p in enumerate(parties):
            span = Span.cut(raw, start, start + len(p.name))
            start += len(p.name) + 1
            placed.append(Party(index, p.kind, p.name, p.names, p.entry, (span,), p.titles, p.members))
        self.extractions[id_] = Extraction(id_, tuple(placed))

    def link(self, *decisions: Decision, dossier: Dossier | None = None) -> Actors:
        return link_actors(self.documents, self.extractions, dossier, decisions)


def party(
    name: str, *titles: str, kind: ActorKind = "person", names: tuple[str, ...] = (), entry: str | None = None
) -> Party:
    return Party(0, kind, name, (name, *names), entry, titles=titles)


def test_two_with_one_surname_stay_two_and_a_bare_surname_joins_neither() -> None:
    desk = Desk()
    desk.add("d1", party("Олег Иванов", "министр транспорта"), party("Сергей Иванов", "посол"))
    desk.add("d2", party("Олег Иванов"), party("Иванов"))
    actors = desk.link()
    assert actors.of("d1", 0) == actors.of("d2", 0)
    assert len({actors.of("d1", 0), actors.of("d1", 1), actors.of("d2", 1)}) == 3


def test_initials_join_the_one_full_name_and_none_of_two() -> None:
    desk = Desk()
    desk.add("d1", party("Мирон Галдашев"))
    desk.add("d2", party("М. Галдашев"))
    assert len(desk.link().rows) == 1
    desk.add("d3", party("Марк Галдашев"))
    rows = desk.link().rows
    assert len(rows) == 3


def test_an_actor_keeps_its_id_however_articles_word_title_and_name() -> None:
    desk = Desk()
    desk.add("d1", party("Мирон Галдашев", "посол"), party("Союз рек", kind="organization"))
    before = {row.name: row.id for row in desk.link().rows}
    desk.add("d2", party("Мирон Галдашев", "министр транспорта"), party("М. Галдашев", "аналитик"))
    desk.add("d3", party("Союз рек", "ассоциация", kind="organization"))
    desk.add("d4", party("Галдашев", "посол"))
    rows = desk.link().rows
    assert {row.name: row.id for row in rows} == before


def test_two_of_one_name_have_two_ids() -> None:
    desk = Desk()
    desk.add("d1", party("Искара", kind="place"), party("Искара", kind="organization"), party("Иван Искара"))
    assert len({row.id for row in desk.link().rows}) == 3


def test_a_bare_surname_joins_by_the_office() -> None:
    desk = Desk()
    desk.add("d1", party("Нора Хельмгрен", "заместитель министра иностранных дел"))
    desk.add("d2", party("Хельмгрен", "заместитель министра иностранных дел"))
    desk.add("d3", party("Хельмгрен", "певица"))
    actors = desk.link()
    assert actors.of("d1", 0) == actors.of("d2", 0) != actors.of("d3", 0)


def test_a_transliterated_envoy_is_one_where_the_office_is_the_same() -> None:
    desk = Desk()
    desk.add("d1", party("Джулиано Хойст", "специальный посланник президента по северу"))
    desk.add("d2", party("Джулиан Хойст", "спецпосланник президента по северу"))
    desk.add("d3", party("Джулиан Хойст"))
    (row,) = desk.link().rows
    assert row.names == ("Джулиан Хойст", "Джулиано Хойст")


def test_a_likely_misspelling_of_somebody_known_is_joined_and_keeps_its_form() -> None:
    desk = Desk()
    desk.add("d1", party("Лев Костровв", "глава МИД"))
    (row,) = desk.link(dossier=DOSSIER).rows
    assert row.id == row.entry == "kostrov"
    assert {"Лев Костров", "Лев Костровв", "Lev Kostrov"} <= set(row.names)
    assert row.offices[0].title == "министр иностранных дел Бреннии"


def test_different_entries_never_join() -> None:
    desk = Desk()
    desk.add("d1", party("Костров", entry="kostrov", names=("Лев Костров",)))
    desk.add("d2", party("Лев Костров", entry="velm"))
    assert {row.id for row in desk.link(dossier=DOSSIER).rows} == {"kostrov", "velm"}


def test_what_has_no_name_of_its_own_stays_with_its_document() -> None:
    desk = Desk()
    for id_ in ("d1", "d2"):
        desk.add(
            id_,
            party("эксперты", kind="group"),
            party("МИД", kind="organization"),
            party("МИД Бреннии", kind="organization"),
        )
    actors = desk.link()
    assert actors.of("d1", 0) != actors.of("d2", 0)
    assert actors.of("d1", 1) != actors.of("d2", 1)
    assert actors.of("d1", 2) == actors.of("d2", 2)


def test_a_code_in_either_alphabet_is_one() -> None:
    desk = Desk()
    desk.add("d1", party("T4+1", kind="organization"))
    desk.add("d2", party("Т4+1", kind="organization"))
    assert len(desk.link().rows) == 1


def test_a_place_is_not_a_body_of_the_same_name() -> None:
    desk = Desk()
    desk.add("d1", party("Линтар", kind="place"))
    desk.add("d2", party("Линтар", kind="organization"))
    assert len(desk.link().rows) == 2


def test_a_capital_that_stands_for_its_state_is_still_a_place_where_it_is_one() -> None:
    desk = Desk()
    desk.add("d1", party("Бренния", kind="country", names=("Линтар",)))
    desk.add("d2", party("Линтар", kind="place"))
    assert len(desk.link().rows) == 2


def full_desk() -> Desk:
    desk = Desk()
    desk.add("d1", party("Олег Иванов", "министр транспорта"), party("эксперты", kind="group"))
    desk.add("d2", party("О. Иванов"), party("Лев Костров", entry="kostrov"))
    desk.add("d3", party("Иванов", "министр транспорта"), party("Лев Костровв"))
    desk.add("d4", party("Олег Иванов"), party("Бренния", kind="country", entry="brenia"))
    return desk


def test_the_order_makes_no_difference() -> None:
    desk = full_desk()
    expected = desk.link(dossier=DOSSIER)
    for seed in range(20):
        random.Random(seed).shuffle(desk.documents)
        assert desk.link(dossier=DOSSIER) == expected


def at(desk: Desk, document: str, index: int) -> Member:
    span = desk.extractions[document].parties[index].mentions[0]
    return Member(document, span.start, span.end)


def test_decisions_hold_when_more_articles_regroup_the_actor() -> None:
    desk = Desk()
    desk.add("d1", party("Мирон Галдашев"))
    desk.add("d2", party("Галдашев"))
    merge = Decision("m", "merge", (at(desk, "d1", 0), at(desk, "d2", 0)))
    rename = Decision("r", "rename", (at(desk, "d2", 0),), "Мирон Петрович Галдашев")
    (row,) = desk.link(merge, rename).rows
    assert row.name == "Мирон Петрович Галдашев"
    desk.add("d0", party("М. Галдашев", "министр"))  # now the least member, and of another form
    random.Random(3).shuffle(desk.documents)
    (row,) = desk.link(merge, rename).rows
    assert row.name == "Мирон Петрович Галдашев"
    assert len(row.parties) == 3


def test_a_split_takes_out_what_was_named_and_can_be_undone() -> None:
    desk = Desk()
    for id_ in ("d1", "d2", "d3"):
        desk.add(id_, party("Олег Иванов"))
    split = Decision("s", "split", (at(desk, "d2", 0),))
    actors = desk.link(split)
    assert actors.of("d1", 0) == actors.of("d3", 0) != actors.of("d2", 0)
    assert len(desk.link().rows) == 1


def test_a_decision_about_an_article_that_is_not_there_does_nothing() -> None:
    desk = full_desk()
    gone = Decision("g", "merge", (Member("d9", 0, 5), Member("d8", 0, 5)))
    assert desk.link(gone, dossier=DOSSIER) == desk.link(dossier=DOSSIER)
