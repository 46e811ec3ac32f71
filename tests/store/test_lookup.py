"""What pages read of the store: lists that are narrowed, words that are found, and both in step with the rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from example_story import DOSSIER, STORY, example

from onrecord import pipeline
from onrecord.deciding import dismiss
from onrecord.errors import StoreError
from onrecord.sources.files import read_paths
from onrecord.store import codec
from onrecord.store.engine import all_of, limited
from onrecord.store.listing import edges
from onrecord.store.lookup import SHAPES, Wanted
from onrecord.store.store import Store


def listed(store: Store) -> dict[str, list[str]]:
    while store.list_rows():
        pass
    with store.lookup() as lookup:
        return {kind: lookup.ids(kind, order="id", most=10_000) for kind in SHAPES}


def everything(store: Store) -> dict[str, list[str]]:
    record, findings = pipeline.open_record(store)
    rows = {
        "document": record.documents, "actor": record.actors, "quote": record.quotes, "statement": record.statements,
        "event": record.events, "commitment": record.commitments, "figure": record.figures, "finding": findings,
    }  # fmt: skip
    return {kind: sorted(row.id for row in found) for kind, found in rows.items()}


def test_lists_hold_the_rows_of_the_record_however_it_grew(tmp_path: Path) -> None:
    articles = sorted(str(path) for path in STORY.glob("*.txt"))
    with Store(tmp_path / "r.sqlite", create=True) as store:
        for some in (articles[:4], articles[4:9], articles[9:]):
            pipeline.add(store, read_paths(some), dossier_text=DOSSIER.read_text("utf-8"))
            pipeline.open_record(store)
            assert listed(store) == everything(store)
        store.forget_rows("another")
        assert listed(store) == {kind: [] for kind in SHAPES}
        assert everything(store) == listed(store)


def test_whoever_is_named_has_what_the_lists_have_however_the_record_grew(tmp_path: Path) -> None:
    articles = sorted(str(path) for path in STORY.glob("*.txt"))
    columns = ("kind", "status", "weight", "day", "last")
    with Store(tmp_path / "r.sqlite", create=True) as store:
        for some in (articles[:3] + articles[4:], articles[3:4]):  # the wire comes when its copies are there
            pipeline.add(store, read_paths(some), dossier_text=DOSSIER.read_text("utf-8"))
            pipeline.open_record(store)
            listed(store)
        with store.lookup() as lookup:
            weightiest = lookup.ids("actor", order="-weight", most=12)
            for wanted in [
                *(Wanted(actor=id_) for id_ in weightiest),
                *(Wanted(outlet=id_) for id_ in lookup.outlets(9)),
            ]:
                for kind in ("document", "quote", "statement", "event", "commitment", "finding"):
                    # Who is named with nobody is asked of the lists themselves.
                    plain = {id_: lookup.weights(kind, [id_])[id_] for id_ in lookup.ids(kind, order="id", most=999)}
                    mine = lookup.ids(kind, wanted, order="-weight", most=999)
                    assert len(mine) == len(set(mine)) == lookup.count(kind, wanted)
                    assert [plain[id_] for id_ in mine] == sorted((plain[id_] for id_ in mine), reverse=True)
                    for column in columns:
                        found = lookup.counts(kind, column, wanted)
                        assert sum(found.values()) == len(mine)
                        if column in ("kind", "weight"):
                            for value, number in found.items():
                                narrowed = {column: value}
                                assert len(lookup.ids(kind, replace(wanted, **narrowed), order="name")) == min(
                                    number, 20
                                )


def test_a_decision_moves_a_finding_to_those_set_aside(tmp_path: Path) -> None:
    with Store(example(tmp_path)) as store:
        _, findings = pipeline.open_record(store)
        decision = dismiss(findings, findings[0].id, why="не спор")
        store.add_decision(decision.id, codec.dump(decision), {m.document for m in decision.members})
        assert not store.in_step
        pipeline.open_record(store)
        assert store.in_step
        listed(store)
        with store.lookup() as lookup:
            assert lookup.ids("finding", Wanted(status="dismissed")) == [findings[0].id]
            assert lookup.count("finding", Wanted(status="none")) == len(findings) - 1


def test_lists_are_narrowed_as_the_record_has_it(tmp_path: Path) -> None:
    with Store(example(tmp_path)) as store:
        record, findings = pipeline.open_record(store)
        with store.lookup() as lookup:
            assert lookup.as_of() == record.as_of
            for status in ("open", "overdue"):
                mine = {row.id for row in record.commitments if row.status == status}
                assert set(lookup.ids("commitment", Wanted(status=status), most=500)) == mine != set()
            assert lookup.ids("finding", order="-weight")[0] in {row.id for row in findings if row.severity == 3}
            outlet = record.documents[0].outlet or ""
            mine = {row.id for row in record.documents if row.outlet == outlet}
            assert set(lookup.ids("document", Wanted(outlet=outlet))) == mine
            told = {row.id for row in record.events if {t.document for t in row.evidence} & mine}
            assert set(lookup.ids("event", Wanted(outlet=outlet), most=500)) == told
            speaker = next(row.speakers[0] for row in record.quotes if row.speakers)
            said = {row.id for row in record.quotes if speaker in row.speakers}
            assert set(lookup.ids("quote", Wanted(actor=speaker), most=500)) == said
            late = {row.id for row in record.events if row.when and row.when.date.edtf >= "2031-04"}
            assert set(lookup.ids("event", Wanted(since="2031-04-01"), most=500)) == late


def test_articles_follow_one_another_by_day(tmp_path: Path) -> None:
    with Store(example(tmp_path)) as store, store.lookup() as lookup:
        here: str | None = lookup.ids("document", order="day")[0]
        seen = []
        while here:
            seen.append(here)
            here = lookup.beside(here)[1]
        assert seen == lookup.ids("document", order="day", most=100)
        assert len(seen) == 14


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ([[["встреча"]]], {"встречу", "встрече", "встречи", "Встреча"}),
        ([[["прочный", "партнерство"]]], {"прочное", "партнёрство"}),
        ([[["встре*"]]], {"встретились", "встречу", "встретился"}),
    ],
)
def test_words_are_found_in_all_their_forms(tmp_path: Path, groups: list[list[list[str]]], words: set[str]) -> None:
    with Store(example(tmp_path)) as store, store.lookup() as lookup:
        hits = lookup.search(all_of(groups), "document", most=50)
        texts = lookup.texts(hit.document for hit in hits)
        found = {texts[hit.document].raw[start:end] for hit in hits for start, end in hit.found}
        assert len(found & words) >= 2
        assert lookup.hits(all_of(groups), ["document"])["document"] == (len(hits), False)


def test_rows_are_found_by_the_words_that_they_rest_on(tmp_path: Path) -> None:
    with Store(example(tmp_path)) as store, store.lookup() as lookup:
        hits = lookup.search(all_of([[["партнерство"]]]), "quote", most=50)
        quotes = lookup.rows("quote", (hit.id for hit in hits))
        assert quotes
        assert all("артн" in row.quote.span.text for row in quotes.values())
        # page by page it is the same
        first, at = lookup.search_on(all_of([[["страна"]]]), "document", most=2)
        rest, end = lookup.search_on(all_of([[["страна"]]]), "document", at=at, most=50)
        assert end is None
        assert [*first, *rest] == lookup.search(all_of([[["страна"]]]), "document", most=50)


def test_what_takes_too_long_is_stopped(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with Store(example(tmp_path)) as store, store.shelf(writes=False) as shelf:
        connection = shelf._connection
        with pytest.raises(StoreError, match="too long"), limited(connection, 0.2):
            connection.exec_driver_sql(endless)
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


@pytest.mark.parametrize("told", ["", "actor", "outlet", "day", "all"])
def test_a_search_counts_what_it_finds_of_every_type(tmp_path: Path, told: str) -> None:
    with Store(example(tmp_path)) as store:
        record, _ = pipeline.open_record(store)
        speaker = next(row.speakers[0] for row in record.quotes if row.speakers)
        outlet = next(row.outlet for row in record.documents if row.outlet)
        wanted = Wanted(
            actor=speaker if told in ("actor", "all") else "",
            outlet=outlet if told in ("outlet", "all") else "",
            since="2031-03-10" if told in ("day", "all") else "",
        )
        kinds = ["document", "quote", "commitment", "event", "finding", "actor"]
        with store.lookup() as lookup:
            counts = lookup.hits(all_of([[["в"]]]), kinds, wanted)
            assert list(counts) == kinds
            for kind in kinds:
                hits = lookup.search(all_of([[["в"]]]), kind, wanted, most=199)
                assert counts[kind] == (len(hits), False), kind
                fitting = set(lookup.ids(kind, wanted, most=10_000))
                assert {hit.id for hit in hits} <= fitting
            assert counts["quote"] != (0, False) or told == "all"


def test_the_days_of_a_month_hold_the_rows_that_begin_or_end_there(tmp_path: Path) -> None:
    with Store(example(tmp_path)) as store:
        record, _ = pipeline.open_record(store)
        begins, ends = Counter[str](), Counter[str]()
        for event in record.events:
            begins[edges(event.when.date if event.when else None)[0]] += 1
        for promise in record.commitments:
            ends[edges(promise.due.date if promise.due else None)[1]] += 1
        with store.lookup() as lookup:
            for kind, counted, end in (("event", begins, False), ("commitment", ends, True)):
                found = lookup.on_days(kind, "2031-05-01", "2031-05-31", end=end, most=1, mixed=2)
                assert {day: count for day, (count, _) in found.items()} == {
                    day: count for day, count in counted.items() if day.startswith("2031-05")
                }
                mixed = "2031-05-31" if end else "2031-05-01"
                assert all(len(ids) == min(count, 2 if day == mixed else 1) for day, (count, ids) in found.items())
                assert sum(count for count, _ in found.values()) > len(found)


def test_whoever_adds_articles_keeps_the_lists_of_a_record_that_is_shown(tmp_path: Path) -> None:
    articles = sorted(str(path) for path in STORY.glob("*.txt"))
    with Store(tmp_path / "r.sqlite", create=True) as store:
        pipeline.add(store, read_paths(articles[:4]), dossier_text=DOSSIER.read_text("utf-8"))
        pipeline.refresh(store)
        assert store.list_rows()  # nobody has asked for lists so far
        while store.list_rows():
            pass
        pipeline.add(store, read_paths(articles[4:]))
        pipeline.refresh(store)
        assert not store.list_rows()
        assert listed(store) == everything(store)
