"""Which tellings are of one commitment, from short articles that the whole pipeline reads."""

from __future__ import annotations

import pytest

from onrecord.dossier import load_dossier
from onrecord.extract import extract
from onrecord.languages import get_language
from onrecord.link import link
from onrecord.link.components import guarded
from onrecord.model.linked import CommitmentRow
from onrecord.sources.reading import make_document


def linked(*texts: str) -> tuple[dict[str, str], tuple[CommitmentRow, ...]]:
    """The sources of the articles, and their commitments."""
    language = get_language("ru")
    assert language is not None
    dossier = load_dossier(None)
    documents, extractions = [], {}
    for number, text in enumerate(texts):
        document = make_document(str(number), text, dossier)
        annotation = language.annotator.annotate(document.raw, document.body)
        documents.append(document)
        extractions[document.id] = extract(document, annotation, language, dossier)
    source = {document.id: document.source for document in documents}
    return source, link(documents, extractions, dossier).commitments


def groups_of(*texts: str) -> list[set[str]]:
    """The sources that tell of each commitment, most of them first."""
    source, rows = linked(*texts)
    return sorted(({source[item[0]] for item in row.items} for row in rows), key=lambda each: (-len(each), min(each)))


LOAN = "date {} Министр финансов Армении Олег Дымов обещал выдать фермерам {} кредитов до конца сезона."


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (("2031-03-01", "860 млн драмов"), ("2031-03-03", "640 млн драмов"), True),  # versions of the same news
        (("2031-03-01", "860 млн драмов"), ("2031-03-11", "640 млн драмов"), False),
        (("2031-03-01", "860 млн драмов"), ("2031-07-01", "640 млн драмов"), False),
        (("2031-03-01", "860 млн драмов"), ("2031-07-01", "850 млн драмов"), True),
        (("2031-03-01", "860 млн драмов"), ("2031-07-01", "много"), False),  # of which of many is not said
    ],
)
def test_another_sum_later_is_another_commitment(
    first: tuple[str, str], second: tuple[str, str], together: bool
) -> None:
    groups = groups_of(LOAN.format(*first), LOAN.format(*second))
    assert groups == ([{"0", "1"}] if together else [{"0"}, {"1"}])


VISIT = "date {} Президент Армении Олег Дымов обещал приехать в Грузию {}."


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (("2031-03-01", "12 апреля"), ("2031-03-25", "20 апреля"), True),  # moved while it lay ahead
        (("2031-03-01", "12 апреля"), ("2031-09-01", "20 октября"), False),
        (("2031-03-01", "12 апреля"), ("2031-09-01", "12 апреля 2031 года"), True),  # told of once more
    ],
)
def test_another_day_once_the_first_has_passed_is_another_commitment(
    first: tuple[str, str], second: tuple[str, str], together: bool
) -> None:
    groups = groups_of(VISIT.format(*first), VISIT.format(*second))
    assert groups == ([{"0", "1"}] if together else [{"0"}, {"1"}])


SUPPLY = "date {} Президент Армении Олег Дымов обещал {}."


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("направить в Грузию спасателей и врачей", "направить в Грузию спасателей и врачей", True),
        ("направить в Грузию спасателей и врачей", "направить в Грузию новые поезда", False),
        ("построить в Грузии школу", "построить в Грузии больницу", False),
        ("закрыть границу с Грузией", "не закрывать границу с Грузией", False),
        ("не закрывать границу с Грузией", "не закрывать границу с Грузией", True),
        ("направить спасателей и врачей", "направить спасателей и врачей", False),  # to nobody who is named
        ("направить в Грузию спасателей до конца мая", "направить в Грузию спасателей до конца июня", True),  # moved
    ],
)
def test_what_names_no_sum_is_the_same_later_by_all_its_words(first: str, second: str, together: bool) -> None:
    groups = groups_of(SUPPLY.format("2031-03-01", first), SUPPLY.format("2031-05-02", second))
    assert groups == ([{"0", "1"}] if together else [{"0"}, {"1"}])


@pytest.mark.parametrize(
    ("promise", "later", "status"),
    [
        ("закрыть границу с Грузией", "закрыл границу с Грузией", "kept"),
        ("не закрывать границу с Грузией", "закрыл границу с Грузией", "broken"),
    ],
)
def test_what_was_done_speaks_against_who_would_not_do_it(promise: str, later: str, status: str) -> None:
    _, rows = linked(SUPPLY.format("2031-03-01", promise), f"date 2031-05-02 Президент Армении Олег Дымов {later}.")
    assert [proposed.status for row in rows for proposed in row.proposed] == [status]


def test_groups_found_apart_stay_apart_as_they_grow() -> None:
    asked: list[tuple[int, int]] = []

    def conflict(one: int, other: int) -> bool:
        asked.append((min(one, other), max(one, other)))
        return {one, other} == {0, 1}

    weights = {(0, 1): 5.0, (0, 2): 4.0, (1, 3): 4.0, (2, 3): 3.0, (0, 3): 2.0}
    assert guarded([0, 1, 2, 3], weights, conflict) == [[0, 2], [1, 3]]
    assert len(asked) == len(set(asked))
