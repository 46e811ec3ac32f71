"""The record as of a day: nothing that came later can be seen in it, in any view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.compare import compare
from onrecord.link import link
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.linked import Decision, Member, Record
from onrecord.model.record import Extraction
from onrecord.sources.files import Item, read_paths
from onrecord.store.rows import read_document, read_extraction
from onrecord.views.brief import brief_markdown
from onrecord.views.jsonl import export_lines

EXAMPLES = Path(__file__).parent.parent / "examples"
DOSSIER = (EXAMPLES / "dossier.yaml").read_text("utf-8")

Articles = dict[str, tuple[Document, Extraction]]


@pytest.fixture(scope="module")
def articles() -> Articles:
    """The example story by the first two figures of the file names."""
    found: Articles = {}
    key = pipeline.results_key(DOSSIER)
    for item in read_paths([str(EXAMPLES / "story")]):
        assert isinstance(item, Item)
        result = pipeline.work_out(pipeline.task_of(item), DOSSIER, key)
        assert isinstance(result, tuple), result
        found[Path(item.source).name[:2]] = read_document(result[0]), read_extraction(result[0])
    return found


def view(
    chosen: Iterable[tuple[Document, Extraction]], day: str | None, decisions: Iterable[Decision] = ()
) -> tuple[Record, list[str], str]:
    """The record with what the export and the brief show of it."""
    given = list(chosen)
    record = link(
        [document for document, _ in given],
        {document.id: extraction for document, extraction in given},
        pipeline.parsed(DOSSIER),
        decisions,
        Date(day) if day else None,
    )
    found = compare(record)
    return record, list(export_lines(record, found)), brief_markdown(record, found)


def last_day(document: Document) -> dt.date:
    bounds = document.published.bounds() if document.published else None
    return dt.date.max if bounds is None or bounds[1] is None else bounds[1]


def dates() -> st.SearchStrategy[Date | None]:
    days = st.dates(dt.date(2031, 3, 1), dt.date(2031, 5, 31)).map(lambda day: Date(day.isoformat()))
    return st.one_of(days, days, days, st.sampled_from([Date("2031-03"), Date("2031-04"), Date("2031"), None]))


def verdicts(articles: Articles) -> list[Decision]:
    """A verdict on every commitment of the story, given long before it could be."""
    found = []
    for document, extraction in articles.values():
        for number, commitment in enumerate(extraction.commitments):
            span = commitment.evidence
            members = (Member(document.id, span.start, span.end),)
            value = ("kept", "broken", "withdrawn", "1")[number % 4]
            found.append(Decision(f"o{document.id}{number}", "confirm", members, value, "editor", "2039-01-01"))
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_that_came_later_can_be_seen(articles: Articles, data: st.DataObject) -> None:
    """The view is what the articles of the day make by themselves, whatever else the record holds."""
    names = data.draw(st.lists(st.sampled_from(sorted(articles)), min_size=2, max_size=8, unique=True))
    chosen = []
    for name in names:
        document, extraction = articles[name]
        published = data.draw(dates())
        chosen.append((replace(document, published=published), extraction))
    day = data.draw(st.dates(dt.date(2031, 3, 1), dt.date(2031, 5, 31)))
    known = [(document, extraction) for document, extraction in chosen if last_day(document) <= day]
    later = [document for document, _ in chosen if last_day(document) > day]
    decisions = data.draw(st.lists(st.sampled_from(verdicts(articles)), max_size=4, unique=True))

    record, lines, brief = view(chosen, day.isoformat(), decisions)
    assert {row.id for row in record.documents} == {document.id for document, _ in known}
    alone, alone_lines, _ = view(known, day.isoformat(), decisions)
    assert lines == alone_lines
    assert replace(record, left_out=(), open_day=()) == alone
    everything = "\n".join((*lines, brief))
    assert not any(document.id in everything for document in later)
    for row in record.commitments:
        if row.status_basis == "person":
            assert any(proposed.status == row.status for proposed in row.proposed)
        if row.status == "overdue":
            assert row.due is not None
            bounds = row.due.date.bounds()
            assert bounds is not None
            assert bounds[1] is not None
            assert bounds[1] < day


def test_an_article_dated_by_its_month_counts_from_the_last_day_of_it(articles: Articles) -> None:
    document, extraction = articles["04"]
    imprecise = [(replace(document, published=Date("2031-03")), extraction)]
    assert view(imprecise, "2031-03-30")[0].documents == ()
    assert len(view(imprecise, "2031-03-31")[0].documents) == 1


def test_what_has_no_day_is_left_out_and_listed(articles: Articles) -> None:
    document, extraction = articles["04"]
    undated = replace(document, published=None)
    record, _, brief = view([(undated, extraction), articles["05"]], "2031-03-20")
    assert record.open_day == (document.source,)
    assert "nothing tells by what day" in brief
    later = view([articles["05"], articles["14"]], "2031-03-20")[0]
    assert later.open_day == ()
    assert len(later.left_out) == 1


def test_a_promise_is_open_until_its_day_has_passed(articles: Articles) -> None:
    def status(day: str) -> set[str]:
        rows = view(articles.values(), day)[0].commitments
        return {row.status for row in rows if row.due is not None and row.due.date.edtf == "2031-04-15"}

    assert status("2031-04-15") == {"open"}
    assert status("2031-04-16") == {"overdue"}


def test_a_verdict_counts_once_there_is_evidence_for_it(articles: Articles) -> None:
    """The embassy was to open by 1 May; that it did is told on 29 April."""
    whole = view(articles.values(), None)[0]
    (row,) = [row for row in whole.commitments if row.action == "open"]
    members = tuple(Member(t.document, t.span.start, t.span.end) for t in row.evidence)
    kept = Decision("o1", "confirm", members, "kept", "editor", "2031-06-01T10:00:00+00:00")

    def status(day: str | None) -> set[str]:
        rows = view(articles.values(), day, [kept])[0].commitments
        return {row.status for row in rows if row.action == "open"}

    assert status(None) == {"kept"}
    assert status("2031-04-28") == {"open"}
    assert status("2031-04-29") == {"kept"}
