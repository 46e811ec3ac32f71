"""One encounter across documents: pairs, clusters, histories, parts and wholes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.link.event_pairs import ENOUGH, EventItem, agreement, conflict, event_keys
from onrecord.link.event_rows import history_of
from onrecord.link.events import clusters, link_events
from onrecord.model.dates import Date, When
from onrecord.model.document import Document, document_id, sha256_of
from onrecord.model.linked import ActorRow
from onrecord.model.record import Event, EventKind, Extraction, Party
from onrecord.model.span import Span

LANDS = ("Ардания", "Белория", "Вестмарк", "Гелон")


def item(
    document: str,
    kind: EventKind,
    who: str,
    *,
    date: str | None = None,
    status: str = "held",
    place: str | None = None,
    published: str | None = None,
    index: int = 0,
    basis: str = "stated",
    lemmas: str = "",
    within: Iterable[str] = (),
) -> EventItem:
    names = who.split()
    people = frozenset(n for n in names if n not in LANDS)
    event = Event(
        kind,
        status,  # type: ignore[arg-type]
        When(Date(date), basis) if date else None,  # type: ignore[arg-type]
        None,
        (),
        (Span(index, index + 1, "x"),),
        "test",
        0.9,
        lemmas=tuple(lemmas.split()),
    )
    day = Date(published) if published else None
    town = place is not None and place not in LANDS
    return EventItem(document, index, event, people, frozenset(names) - people, place, town, frozenset(within), day)


SAME = [
    # a day more or less, and one outlet that names fewer people
    (
        item("a", "reception", "Орлин Ардания Белория Гелон", date="2031-05-05", place="Порт"),
        item("b", "reception", "Орлин Вальд Ардания Белория Гелон", date="2031-05-06", place="Порт"),
    ),
    # planned in one article, held in another; the month agrees with the day
    (
        item("a", "visit", "Орлин Белория", date="2031-06", status="planned", place="Белория"),
        item("b", "visit", "Орлин Белория", date="2031-06-14", place="Белория"),
    ),
    # called a meeting here and a summit there
    (
        item("a", "meeting", "Ардания Белория Вестмарк Гелон", date="2031-05-06", status="planned", place="Порт"),
        item("b", "summit", "Орлин Ардания Белория Вестмарк Гелон", date="2031-05-06", place="Порт"),
    ),
    # no date in either, told within two days
    (
        item("a", "call", "Орлин Вальд", published="2031-05-05"),
        item("b", "call", "Орлин Вальд", published="2031-05-06"),
    ),
    # a tour of the region, and of one of its lands
    (
        item("a", "visit", "Орлин Белория Гелон", date="2032", status="planned", place="Юг", within=("Белория",)),
        item("b", "visit", "Орлин Белория", date="2032", status="planned", place="Белория"),
    ),
    # put off by a month
    (
        item("a", "visit", "Орлин Вальд Белория", date="2031-05-05", status="planned", place="Белория"),
        item("b", "visit", "Орлин Вальд Белория", date="2031-06-02", status="planned", place="Белория"),
    ),
]

APART = [
    # other people
    (item("a", "meeting", "Орлин Вальд", date="2031-05-05"), item("b", "meeting", "Сорен Мирт", date="2031-05-05")),
    # the same two, half a year later
    (
        item("a", "meeting", "Орлин Вальд", date="2031-05-05"),
        item("b", "meeting", "Орлин Вальд", date="2031-11-05"),
    ),
    # one journey, two lands
    (
        item("a", "visit", "Орлин Вальд Белория", date="2031-05", place="Белория"),
        item("b", "visit", "Орлин Вальд Гелон", date="2031-05", place="Гелон"),
    ),
    # a call is no signing
    (item("a", "call", "Орлин Вальд", date="2031-05-05"), item("b", "signing", "Орлин Вальд", date="2031-05-05")),
    # no dates, and articles of different seasons
    (
        item("a", "meeting", "Орлин Вальд", published="2031-01-05"),
        item("b", "meeting", "Орлин Вальд", published="2031-08-05"),
    ),
    # nothing but a state in common
    (
        item("a", "meeting", "Ардания Белория", published="2031-05-05"),
        item("b", "meeting", "Ардания Гелон", published="2031-05-06"),
    ),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_encounter(a: EventItem, b: EventItem) -> None:
    assert agreement(a, b) >= ENOUGH
    assert agreement(a, b) == agreement(b, a)
    assert set(event_keys(a)) & set(event_keys(b)), "a pair must share a key to be looked at"


@pytest.mark.parametrize(("a", "b"), APART)
def test_two_encounters(a: EventItem, b: EventItem) -> None:
    assert agreement(a, b) < ENOUGH


def test_a_date_worked_out_counts_less_than_one_stated() -> None:
    stated = item("a", "meeting", "Орлин Вальд", date="2031-05-05")
    assert agreement(stated, item("b", "meeting", "Орлин Вальд", date="2031-05-05")) > agreement(
        stated, item("b", "meeting", "Орлин Вальд", date="2031-05-05", basis="relative")
    )


def test_a_document_keeps_its_own_events_apart() -> None:
    a, b = item("a", "meeting", "Орлин Вальд"), item("a", "meeting", "Орлин Вальд", index=1)
    assert conflict(a, b)
    assert len(clusters({x.key: x for x in (a, b)})) == 2


def test_a_chain_joins_nothing_that_disagrees() -> None:
    """The middle one fits both ends; the ends are meetings of different people."""
    ends = [
        item("a", "meeting", "Орлин Вальд", date="2031-05-05", place="Порт"),
        item("c", "meeting", "Сорен Мирт", date="2031-05-05", place="Порт"),
    ]
    middle = item("b", "meeting", "Орлин Вальд Сорен Мирт", date="2031-05-05", place="Порт")
    groups = clusters({x.key: x for x in (*ends, middle)})
    assert not any({x.document for x in group} >= {"a", "c"} for group in groups)


HISTORIES = [
    (["2031-05-01 planned 2031-06-10"], ["announced"]),
    (["2031-05-01 planned 2031-06-10", "2031-05-20 planned 2031-06"], ["announced", "confirmed"]),
    (
        ["2031-05-01 planned 2031-06-10", "2031-05-20 planned 2031-06-17", "2031-06-17 held 2031-06-17"],
        ["announced", "moved", "held"],
    ),
    (["2031-06-17 held 2031-06-17", "2031-05-01 planned 2031-06-17"], ["announced", "held"]),
    (["2031-05-01 planned 2031-06-10", "2031-06-09 cancelled 2031-06-10"], ["announced", "cancelled"]),
    (["2031-06-17 held 2031-06-17", "2031-06-18 held 2031-06-17"], ["held"]),
]


@pytest.mark.parametrize(("told", "steps"), HISTORIES)
def test_history(told: list[str], steps: list[str]) -> None:
    items = []
    for number, line in enumerate(told):
        published, status, date = line.split()
        items.append(item(f"d{number}", "visit", "Орлин Белория", date=date, status=status, published=published))
    assert [step.step for step in history_of(items)] == steps
    assert [step.step for step in history_of(items[::-1])] == steps


# ---- whole documents


@dataclass(frozen=True)
class Actors:
    rows: tuple[ActorRow, ...] = ()
    names: dict[tuple[str, int], str] = field(default_factory=dict)

    def of(self, document: str, party: int | None) -> str | None:
        return None if party is None else self.names.get((document, party))

    def all_of(self, document: str, parties: Iterable[int]) -> tuple[str, ...]:
        return tuple(name for party in parties if (name := self.of(document, party)) is not None)


class Origins:
    def origins(self, documents: Iterable[str]) -> int:
        return len(set(documents))


PEOPLE = ("Орлин", "Вальд", "Сорен")
PLACES = ("Порт", "Брод")


def told(
    number: int, events: list[tuple[EventKind, str, tuple[int, ...], int, int | None]]
) -> tuple[Document, Extraction]:
    """A document that tells of events: kind, status, people, day of May 2031 (0: none), place."""
    text = f"текст {number} " + "слово " * 20
    document = Document(
        document_id(str(number), text),
        str(number),
        text,
        sha256_of(text),
        "ru",
        published=Date(f"2031-05-{number + 1:02d}"),
    )
    parties = tuple(
        Party(n, "person" if n < len(PEOPLE) else "place", name, (name,)) for n, name in enumerate(PEOPLE + PLACES)
    )
    rows = tuple(
        Event(
            kind,
            status,  # type: ignore[arg-type]
            When(Date(f"2031-05-{day:02d}"), "stated") if day else None,
            None if place is None else len(PEOPLE) + place,
            tuple(dict.fromkeys(who)),
            (Span.cut(text, 2 * n, 2 * n + 2),),
            "test",
            0.8,
        )
        for n, (kind, status, who, day, place) in enumerate(events)
    )
    return document, Extraction(document.id, parties, events=rows)


EVENTS = st.tuples(
    st.sampled_from(["meeting", "visit", "summit", "call"]),
    st.sampled_from(["planned", "held", "cancelled"]),
    st.lists(st.integers(0, 2), min_size=1, max_size=3).map(tuple),
    st.sampled_from([0, 5, 6, 20]),
    st.sampled_from([None, 0, 1]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(EVENTS, max_size=3), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_documents_makes_no_difference(stories: list, random: object) -> None:
    documents = [told(number, events) for number, events in enumerate(stories)]
    extractions = {document.id: extraction for document, extraction in documents}
    actors = Actors((), {(d.id, n): name for d, _ in documents for n, name in enumerate(PEOPLE + PLACES)})
    rows = link_events([d for d, _ in documents], extractions, actors, Origins())
    random.shuffle(documents)  # type: ignore[attr-defined]
    assert link_events([d for d, _ in documents], extractions, actors, Origins()) == rows
    tellings = [(t.document, t.index) for row in rows for t in row.evidence]
    assert len(tellings) == len(set(tellings)) == sum(len(events) for events in stories)


def test_parts_and_wholes() -> None:
    summit = told(0, [("summit", "held", (0, 1, 2), 5, 0), ("meeting", "held", (0, 1), 5, 0)])
    other = told(1, [("meeting", "held", (0, 1), 20, 1)])
    documents = [summit, other]
    actors = Actors((), {(d.id, n): name for d, _ in documents for n, name in enumerate(PEOPLE + PLACES)})
    rows = link_events([d for d, _ in documents], {d.id: x for d, x in documents}, actors, Origins())
    whole = next(row for row in rows if row.kind == "summit")
    parts = {row.when.date.edtf: row.part_of for row in rows if row.kind == "meeting" and row.when}
    assert parts == {"2031-05-05": whole.id, "2031-05-20": None}
