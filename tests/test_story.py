"""What is hidden in the example story, as its brief shows it (examples/README.md says where it stands)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.deciding import judge
from onrecord.model.dates import Date
from onrecord.model.finding import Finding
from onrecord.model.linked import Record
from onrecord.sources.files import read_paths
from onrecord.store import codec
from onrecord.store.store import Store
from onrecord.views.brief import Brief, CommitmentView, EventView, brief_html, brief_markdown, make_brief
from onrecord.views.since import Stand, news

EXAMPLES = Path(__file__).parent.parent / "examples"


@dataclass(frozen=True, slots=True)
class Story:
    """The opened record of the story, by the first two figures of the file names."""

    store: Store
    record: Record
    findings: tuple[Finding, ...]
    brief: Brief

    def id(self, number: str) -> str:
        return next(d.id for d in self.record.documents if Path(d.document.source).name.startswith(number))

    def told_by(self, *numbers: str) -> set[str]:
        return {self.id(number) for number in numbers}

    def of_kind(self, kind: str, *numbers: str) -> list[Finding]:
        """Findings of a kind that have evidence in all of these articles."""
        return [f for f in self.findings if f.kind == kind and self.told_by(*numbers) <= set(f.documents)]


def opened(store: Store) -> Story:
    record, findings = pipeline.open_record(store)
    return Story(store, record, findings, make_brief(record, findings))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    dossier = (EXAMPLES / "dossier.yaml").read_text("utf-8")
    with Store(tmp_path_factory.mktemp("story") / "r.sqlite", create=True) as store:
        pipeline.add(store, read_paths([str(EXAMPLES / "story")]), dossier_text=dossier)
        yield store


@pytest.fixture(scope="module")
def story(store: Store) -> Story:
    return opened(store)


def promise(brief: Brief, words: str) -> CommitmentView:
    """The commitment told in most places with these words."""
    found = [c for c in brief.commitments if any(words in t.receipt.words for t in c.tellings)]
    return max(found, key=lambda c: len(c.tellings))


def visit(brief: Brief) -> EventView:
    return next(e for e in brief.events if any("перенесли на май" in r.words for r in e.receipts))


# ---- who took it from whom


def test_three_outlets_with_one_wire_are_one_origin(story: Story) -> None:
    """05 copies the wire 04 and says so; 06 copies 05 and credits that."""
    taken = {source.id: source.taken_from for source in story.brief.sources}
    assert "of Эстрапресс" in taken[story.id("05")]
    assert "of Саврин-Пресс" in taken[story.id("06")]
    assert taken[story.id("04")] == ""
    told = [s for s in story.brief.statements if any("Первый взнос" in r.receipt.words for r in s.renderings)]
    (statement,) = told
    assert {r.receipt.document for r in statement.renderings} == story.told_by("04", "05", "06")
    assert statement.origins == "one origin only"
    assert statement.speaker == "Ингрид Солем"


def test_a_paraphrase_without_credit_is_told_of(story: Story) -> None:
    """07 retells 04, one sentence word for word, and names no source."""
    found = story.of_kind("credit", "04", "07")
    assert len(found) == 1
    assert "prints in its own voice" in found[0].summary
    assert any("Здание готово" in place.span.text for place in found[0].evidence)


def test_the_transcript_is_a_primary_source(story: Story) -> None:
    page = brief_html(story.record, story.findings)
    row = page[page.index(f'href="#{story.id("08")}"') - 400 : page.index(f'href="#{story.id("08")}"')]
    assert "primary source" in row
    assert {s.id for s in story.brief.sources if s.primary} == story.told_by("08", "10")


# ---- a visit that was moved


def test_the_moved_visit_has_one_history(story: Story) -> None:
    """Announced in 09, confirmed in 10 for 21 and 22 April, moved in 11 to 13 May, held by 13."""
    row = visit(story.brief)
    assert row.status == "held"
    assert row.date == "2031-05-13"
    assert row.place == "Саврин"
    steps = [line.split()[0].strip(":") for line in row.history]
    assert steps == ["announced", "confirmed", "moved", "held"]
    assert "for 2031-04-21/2031-04-22" in row.history[1]
    assert "to 2031-05-13: Вестник Тарвии (2031-04-18)" in row.history[2]
    assert row.history[3] == "held on 2031-05-13: Тарвия-24 (2031-05-14)"
    assert {r.document for r in row.receipts} == story.told_by("09", "10", "11", "13", "14")


def test_every_step_of_the_history_is_in_both_forms(story: Story) -> None:
    assert "moved to 2031-05-13: Вестник Тарвии" in brief_html(story.record, story.findings)
    assert "moved to 2031\\-05\\-13: Вестник Тарвии" in brief_markdown(story.record, story.findings)


def test_the_day_that_was_set_and_the_day_told_are_two_findings(story: Story) -> None:
    moved, apart = story.of_kind("date", "10", "11"), story.of_kind("date", "11", "13", "14")
    assert ["moved to 2031-05-13" in f.summary for f in moved] == [True]
    assert [[v.value for v in f.versions] for f in apart] == [["2031-05-13", "2031-05-14"]]


def test_the_visit_of_three_years_ago_is_another(story: Story) -> None:
    (row,) = [e for e in story.brief.events if any("три года назад" in r.words for r in e.receipts)]
    assert row.date == "2028 (worked out)"
    assert row.id != visit(story.brief).id


def test_the_reception_has_two_dates(story: Story) -> None:
    (finding,) = story.of_kind("date", "02", "03")
    assert [v.value for v in finding.versions] == ["2031-03-05", "2031-03-06"]
    early = finding.versions[0]
    assert story.id("01") in early.documents
    assert any("counted from the day of publication" in reason for reason in early.reasons)


# ---- what became of the promises


def test_an_overdue_promise_is_a_fact_of_the_clock(story: Story) -> None:
    row = promise(story.brief, "перечень строек")
    assert row.due == "2031-04-15"
    assert row.status == "overdue"
    assert row.standing == "no evidence as of 2031-05-20"


def test_what_is_not_due_is_open(story: Story) -> None:
    row = promise(story.brief, "Первый взнос")
    assert (row.due, row.status) == ("2031-07-01", "open")
    assert row.standing == "no evidence as of 2031-05-20"


def test_a_promise_is_kept_only_when_a_person_has_confirmed_it(story: Story) -> None:
    row = promise(story.brief, "откроет посольство")
    assert row.status != "kept"
    assert row.standing == "evidence to be judged as of 2031-05-20"
    (told,) = row.follow_up
    assert told.words == "proposed as kept, not judged yet"
    assert told.receipt.document == story.id("12")

    decided(story.store, judge(story.record, row.id, "confirm", "kept", why="the embassy is open", **SIGNED))
    decided(story.store, judge(story.record, row.id, "confirm", "1", **SIGNED))
    again = promise(opened(story.store).brief, "откроет посольство")
    assert again.status == "kept"
    assert again.standing == "confirmed by a person; score +1"
    assert [telling.words for telling in again.follow_up] == ["proposed as kept, confirmed"]


def test_a_withdrawn_promise_is_proposed_and_confirmed(story: Story) -> None:
    row = promise(story.brief, "отменит пошлины")
    (told,) = row.follow_up
    assert told.words == "proposed as withdrawn, not judged yet"
    assert told.receipt.document == story.id("11")

    decided(story.store, judge(story.record, row.id, "confirm", "withdrawn", **SIGNED))
    again = promise(opened(story.store).brief, "отменит пошлины")
    assert again.status == "withdrawn"
    assert again.standing == "confirmed by a person"


def test_a_planned_day_that_was_moved_is_not_just_overdue(story: Story) -> None:
    row = promise(story.brief, "пройдёт 21–22 апреля")
    (told,) = row.follow_up
    assert told.words == "proposed as superseded, not judged yet"
    assert told.receipt.document == story.id("11")


@pytest.mark.parametrize(("given", "score"), [("-1", -1), ("0", 0), ("+1", 1)])
def test_the_score_of_the_g20_can_be_recorded_and_taken_back(story: Story, given: str, score: int) -> None:
    row = promise(story.brief, "перечень строек")
    decision = judge(story.record, row.id, "confirm", given, **SIGNED)
    decided(story.store, decision)
    again = promise(opened(story.store).brief, "перечень строек")
    assert (again.status, again.standing) == (
        "overdue",
        f"no evidence as of 2031-05-20; score {score:+d}".replace("+0", "0"),
    )
    assert story.store.remove_decision(decision.id, {member.document for member in decision.members})
    pipeline.refresh(story.store)
    assert promise(opened(story.store).brief, "перечень строек").standing == "no evidence as of 2031-05-20"


SIGNED = {"by": "editor", "at": "2031-06-01T10:00:00+00:00"}


def decided(store: Store, decision: object) -> None:
    members = {m.document for m in decision.members}  # type: ignore[attr-defined]
    store.add_decision(decision.id, codec.dump(decision), members)  # type: ignore[attr-defined]
    pipeline.refresh(store)


# ---- what an editor would laugh at


def test_a_quote_within_a_quote_is_no_dispute(story: Story) -> None:
    disputed = [s for s in story.brief.statements if s.speaker.startswith("disputed")]
    for statement in disputed:
        assert len({r.receipt.document for r in statement.renderings}) > 1


def test_one_origin_is_told_in_the_singular(story: Story) -> None:
    assert "1 independent origins" not in brief_markdown(story.record, story.findings)


# ---- a period


def period(store: Store, since: str, as_of: str | None = None) -> tuple[Brief, str, str]:
    before, after = pipeline.open_period(store, Date(since), Date(as_of) if as_of else None)
    found = news(Stand(*before), Stand(*after), since)
    return make_brief(*after, found), brief_html(*after, found), brief_markdown(*after, found)


def test_a_period_tells_only_what_it_brought(store: Store) -> None:
    brief, page, text = period(store, "2031-04-15", "2031-04-20")
    row = visit(brief)
    assert row.note == "moved to 2031-05-13"
    assert row.status == "planned"
    assert {c.note for c in brief.commitments if "перечень" in c.tellings[0].receipt.words} == {"was open, now overdue"}
    assert not any("Первый взнос" in t.receipt.words for c in brief.commitments for t in c.tellings)
    assert [f.summary for f in brief.findings if f.kind == "date"] == [
        "The visit was set for 2031-04-21/2031-04-22 (МИД Эстравии) and is moved to 2031-05-13 (Вестник Тарвии)."
    ]
    assert [s.outlet for s in brief.sources if s.note == "new"] == ["Вестник Тарвии"]
    for shown in (page, text.replace("\\", "")):
        assert "What 2031-04-15 to 2031-04-20 brought" in shown
        assert "1 new article" in shown
        assert "moved to 2031-05-13" in shown
        assert "открыла посольство" not in shown  # published later


def test_a_quiet_period_says_so(store: Store) -> None:
    brief, page, _ = period(store, "2031-03-20", "2031-03-25")
    assert (brief.findings, brief.events, brief.statements) == ((), (), ())
    assert "No new contradiction came up in this period." in page


def test_a_contradiction_that_grew_says_where(store: Store) -> None:
    brief, _, _ = period(store, "2031-03-07", "2031-03-08")
    grown = [f for f in brief.findings if f.note.startswith("now also in")]
    assert all(f.note != "new" for f in grown)
    assert any(f.kind == "figure" and f.note == "new" for f in brief.findings)


def test_a_period_that_ends_before_it_begins_is_refused(store: Store) -> None:
    with pytest.raises(pipeline.OnrecordError, match="lies after"):
        pipeline.open_period(store, Date("2031-06-01"))
