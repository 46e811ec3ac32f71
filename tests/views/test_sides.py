"""Which words speak for which version of a finding, where one article has both."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.model.dates import Date, When
from onrecord.model.document import Document, sha256_of
from onrecord.model.finding import HEADLINE_ONLY, Finding, Place, Version
from onrecord.model.linked import (
    ActorRow,
    CommitmentRow,
    CommitmentTelling,
    DocumentRow,
    EventRow,
    EventTelling,
    Record,
)
from onrecord.model.span import Span
from onrecord.views.names import Names
from onrecord.views.sides import by_version

OTHER = "Вчера об этом писали и другие."


def article(id_: str, *lines: str, title: bool = False) -> tuple[Document, list[Place]]:
    """An article of these lines with something between them, and the place of each."""
    raw = f"\n{OTHER}\n".join(lines)
    spans = [Span.cut(raw, raw.index(line), raw.index(line) + len(line)) for line in lines]
    document = Document(id_, f"{id_}.txt", raw, sha256_of(raw), "ru", title=spans[0] if title else None)
    return document, [Place(id_, span) for span in spans]


def shared(
    versions: Sequence[tuple[str, str, tuple[str, ...]]],
    articles: Sequence[tuple[Document, list[Place]]],
    about: object = None,
    actors: tuple[ActorRow, ...] = (),
) -> tuple[list[list[str]], list[str]]:
    """The words of each version (its value, its documents, its reasons), and those of none."""
    names = Names(Record(tuple(DocumentRow(document, document.id) for document, _ in articles), actors))
    evidence = tuple(place for _, places in articles for place in places)
    row = Finding(
        "f", "figure", tuple(document.id for document, _ in articles), "", evidence,
        tuple(Version(value, tuple(documents.split()), reasons) for value, documents, reasons in versions),
    )  # fmt: skip
    told, rest = by_version(names, row, about)
    return [[place.span.text for place in mine] for mine in told], [place.span.text for place in rest]


@pytest.mark.parametrize(
    ("one", "other", "lines", "wanted"),
    [
        # the very words, although the one holds most of the other
        ("Лемехова", "Лемехнова", ("заявила Лемехнова", "сказала Лемехова"), ((1,), (0,), ())),
        # figures, as tables write them and as the text does; what is put into words by nobody is the other's
        ("9,227 барж", "up to 10,000 барж", ("Почти 10 тысяч барж ушло", "ушло 9 227 барж"), ((1,), (0,), ())),
        ("3.5 тонна", "4 тонна", ("привезли 4 тонны", "привезли 3,5 тонны"), ((1,), (0,), ())),
        # days, and names in other cases
        ("2031-04-05", "2031-04-06", ("встреча прошла 6 апреля", "приём был 5 апреля"), ((1,), (0,), ())),
        ("Каспель", "Ошгер", ("они съехались в Ошгере", "их ждали в Каспеле"), ((1,), (0,), ())),
        ("заместитель министр", "министр", ("приехал министр", "приехал заместитель министра"), ((1,), (0,), ())),
        # what says neither, where both are said, belongs to none; what nobody says in its words stays with all
        ("5 барж", "6 барж", ("их было 5 барж", "говорят о 6 баржах", "барж мало"), ((0,), (1,), (2,))),
        ("a meeting", "a call", ("они поговорили", "они увиделись"), ((0, 1), (0, 1), ())),
        ("60 барж", "up to 60 барж", ("до 60 барж", "купит 60 барж"), ((0, 1), (0, 1), ())),
    ],
)  # fmt: skip
def test_words_stand_with_the_version_that_they_say(
    one: str, other: str, lines: tuple[str, ...], wanted: tuple[tuple[int, ...], ...]
) -> None:
    told, rest = shared([(one, "d1", ()), (other, "d1", ())], [article("d1", *lines)])
    assert ([*told, rest]) == [[lines[number] for number in numbers] for numbers in wanted]


def test_an_article_with_one_version_gives_it_all_its_words() -> None:
    told, rest = shared(
        [("5 барж", "d1 d2", ()), ("6 барж", "d2", ())],
        [article("d1", "пять барж", "барж было мало"), article("d2", "было 5 барж", "было 6 барж")],
    )
    assert told == [["пять барж", "барж было мало", "было 5 барж"], ["было 6 барж"]]
    assert rest == []


def test_the_headline_has_one_and_the_text_the_other() -> None:
    told, rest = shared(
        [("6 барж", "d1", (HEADLINE_ONLY,)), ("5 барж", "d1", ())],
        [article("d1", "Шесть барж", "было 5 барж", "а не 6 барж", title=True)],
    )
    assert told == [["Шесть барж"], ["было 5 барж", "а не 6 барж"]]
    assert rest == []


def test_how_firm_a_telling_is_says_whose_words_it_has() -> None:
    document, places = article("d1", "он посетит Тарвию", "«я намерен приехать»", "поездка возможна")
    strengths = ("scheduled", "intends", "considers")
    tellings = tuple(
        CommitmentTelling("d1", place.span, strength, None, "outlet", "visit")
        for place, strength in zip(places, strengths, strict=True)
    )
    promise = CommitmentRow("a1", "p1", "visit", (), None, "scheduled", "open", None, tellings)
    told, rest = shared(
        [("as settled", "d1", ()), ("as intended or considered", "d1", ("quoted words",))],
        [(document, places)],
        promise,
    )
    assert told == [["он посетит Тарвию"], ["«я намерен приехать»", "поездка возможна"]]
    assert rest == []


def test_a_telling_of_an_encounter_says_its_day_and_its_place() -> None:
    document, places = article("d1", "приём прошёл вчера", "встретились сегодня")
    days, towns = ("2031-04-05", "2031-04-06"), ("kaspel", "oshger")
    tellings = tuple(
        EventTelling("d1", place.span, "meeting", "held", When(Date(day), "stated"), town, ())
        for place, day, town in zip(places, days, towns, strict=True)
    )
    event = EventRow("e1", "meeting", "held", None, None, (), tellings)
    actors = (ActorRow("oshger", "place", "Ошгер", ("Ошгер",)), ActorRow("kaspel", "place", "Каспель", ("Каспель",)))
    for values in (days, ("Каспель", "Ошгер")):
        told, _ = shared([(value, "d1", ()) for value in values], [(document, places)], event, actors)
        assert told == [["приём прошёл вчера"], ["встретились сегодня"]]
