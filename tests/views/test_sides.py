"""Which words speak for which version of a finding, where one article has both."""

from __future__ import annotations

from onrecord.model.document import Document, sha256_of
from onrecord.model.finding import Finding, Place, Version
from onrecord.model.linked import DocumentRow, Record
from onrecord.model.span import Span
from onrecord.views.names import Names
from onrecord.views.sides import by_version

RAW = "Шесть барж ушло в Тарвию. Их было пять. Пять барж, сказал капитан. Вчера шёл снег."


def place(words: str) -> Place:
    start = RAW.index(words)
    return Place("d1", Span.cut(RAW, start, start + len(words)))


def shared(*versions: Version, evidence: tuple[Place, ...]) -> tuple[list[list[str]], list[str]]:
    """The words of each version, and those of none."""
    names = Names(Record((DocumentRow(Document("d1", "d1.txt", RAW, sha256_of(RAW), "ru"), "d1"),)))
    told, rest = by_version(names, Finding("f", "figure", ("d1",), "", evidence, versions))
    return [[p.span.text for p in mine] for mine in told], [p.span.text for p in rest]


SIX, FIVE, CAPTAIN, SNOW = map(
    place, ("Шесть барж ушло", "Их было пять", "Пять барж, сказал капитан", "Вчера шёл снег")
)


def test_each_version_has_its_own_words_and_those_of_none_are_left() -> None:
    told, rest = shared(
        Version("6", ("d1",), (), (SIX,)), Version("5", ("d1",), (), (FIVE,)), evidence=(SIX, FIVE, SNOW)
    )
    assert told == [["Шесть барж ушло"], ["Их было пять"]]
    assert rest == ["Вчера шёл снег"]


def test_words_that_follow_one_another_are_one_passage() -> None:
    told, _ = shared(Version("5", ("d1",), (), (FIVE, CAPTAIN)), evidence=(FIVE, CAPTAIN))
    assert told == [["Их было пять. Пять барж, сказал капитан"]]


def test_a_wider_piece_of_evidence_holds_the_words_within_it() -> None:
    wider = place("Шесть барж ушло в Тарвию")
    told, rest = shared(Version("6", ("d1",), (), (SIX,)), evidence=(wider,))
    assert told == [["Шесть барж ушло в Тарвию"]]
    assert rest == []
