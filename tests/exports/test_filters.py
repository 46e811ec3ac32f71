"""The same rows whichever way a record is read, and the filters of the desk."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from onrecord import pipeline
from onrecord.errors import OnrecordError
from onrecord.model.dates import Date
from onrecord.store.store import Store
from onrecord.views.exports import TYPES, choose, format_of, held, narrow, stored, write_export
from onrecord.views.jsonl import export_lines
from onrecord.views.narrowing import Filters, kept_ids

QUERIES = [
    {},
    {"kind": "meeting"},
    {"kind": "direct"},
    {"kind": "several"},
    {"status": "overdue"},
    {"status": "open"},
    {"status": "none"},
    {"status": "primary"},
    {"status": "taken"},
    {"status": "dismissed"},
    {"since": "2031-03-06"},
    {"until": "2031-03-06"},
    {"since": "2031-03", "until": "2031-03"},
    {"language": "ru"},
    {"actor": "Корвальд"},
    {"actor": "тахсаров", "kind": "indirect"},
]


def test_a_record_read_row_by_row_is_the_record_in_memory(store: Store, export) -> None:
    lines = "".join(f"{line}\n" for line in export_lines(*pipeline.open_record(store)))
    assert export("jsonl").decode() == lines


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_filters_find_the_same_on_disk_and_in_memory(store: Store, query: dict[str, str]) -> None:
    choice = choose((), query)
    record, findings = pipeline.open_record(store)
    with store.everything() as everything:
        on_disk, in_memory = stored(everything, choice), held(record, findings, choice)
        total = 0
        for kind in TYPES:
            found = [row.id for row in on_disk.each(kind)]
            assert found == [row.id for row in in_memory.each(kind)], kind
            assert set(found) == {row.id for row in on_disk.latest(kind)} or kind == "decision"
            if kind != "decision":
                assert [r.id for r in on_disk.latest(kind)] == [r.id for r in in_memory.latest(kind)], kind
            total += len(found)
    assert total > 0 or query == {"status": "dismissed"}


def test_filters_by_outlet_and_severity(store: Store, export, of) -> None:
    outlet = next(row["outlet"] for row in of("document").values() if row.get("outlet"))
    mine = {id_ for id_, row in of("document").items() if row.get("outlet") == outlet}
    found = [json.loads(line) for line in export("jsonl", "quotes", "sources", outlet=outlet).splitlines()]
    assert {row["id"] for row in found if row["type"] == "document"} == mine
    wanted = {id_ for id_, row in of("quote").items() if row["document"] in mine}
    assert {row["id"] for row in found if row["type"] == "quote"} == wanted
    grave = [json.loads(line) for line in export("jsonl", severity="3").splitlines()]
    assert {row["id"] for row in grave} == {id_ for id_, row in of("finding").items() if row["severity"] == 3}


def test_a_record_as_of_a_day_is_narrowed_too(store: Store) -> None:
    record, findings = pipeline.open_record(store, Date("2031-03-06"))
    out = BytesIO()
    with store.everything() as everything:
        found = held(record, findings, choose(("events",), {"status": "held"}), everything)
        write_export(format_of("jsonl"), found, out)
    ids = {json.loads(line)["id"] for line in out.getvalue().splitlines()}
    assert ids == {row.id for row in record.events if row.status == "held"} != set()


@pytest.mark.parametrize(
    ("rows", "query", "message"),
    [
        (("shoes",), {}, "there are no rows 'shoes'"),
        ((), {"kind": "quarrel"}, "there is no kind 'quarrel'"),
        (("events",), {"kind": "direct"}, "there is no kind 'direct'"),
        (("events",), {"status": "kept"}, "there is no status 'kept'"),
        ((), {"since": "yesterday"}, "since: not a day: 'yesterday'"),
        ((), {"since": "../2031"}, "since: not a day: '../2031'"),
        ((), {"until": "2031/.."}, "until: not a day: '2031/..'"),
        ((), {"colour": "red"}, "there is no filter 'colour'"),
        ((), {"severity": "9"}, "there is no severity '9'"),
    ],
)
def test_what_there_is_none_of_is_named(rows: tuple[str, ...], query: dict[str, str], message: str) -> None:
    with pytest.raises(OnrecordError) as caught:
        choose(rows, query)
    assert str(caught.value).startswith(message)


NAMES = {
    "korvald": "korvald", "Корвальд": "korvald", "эстравии МИД": "estravia-mfa", "РУСТАН тахсаров": "takhsarov-rustan",
    "т4+1": "t4plus1", "Каспель": "kaspel", "ахсаров": None, "Даниэль": "korvald", "Рустан Корвальд": None,
    "Rustan Тахсаров": None, "…": None,
}  # fmt: skip


@pytest.mark.parametrize("text", NAMES)
def test_a_name_means_the_same_actor_on_disk_in_memory_and_in_tables(store: Store, text: str) -> None:
    """All words of one form of a name, in any order, whole; who is called just so goes before others."""
    record, findings = pipeline.open_record(store)
    choice = choose((), {"actor": text})

    def table() -> str:
        (found,) = kept_ids(record, findings, "actors", Filters(by=text)) or ()
        return found

    with store.everything() as everything:
        asked = [
            lambda: stored(everything, choice).choice.wanted.actor,
            lambda: held(record, findings, choice).choice.wanted.actor,
            table,
        ]
        for ask in asked:
            if NAMES[text] is None:
                with pytest.raises(OnrecordError, match="nobody in the record is called"):
                    ask()
            else:
                assert ask() == NAMES[text]


def test_nobody_of_a_name_is_an_error_and_so_is_a_format_without_room(store: Store) -> None:
    with store.everything() as everything, pytest.raises(OnrecordError, match="nobody in the record is called 'Nemo'"):
        stored(everything, choose((), {"actor": "Nemo"}))
    with pytest.raises(OnrecordError, match="there is no format 'docs'"):
        format_of("docs")
    assert narrow(format_of("csv"), choose(("quotes",))).rows == ("quote",)
