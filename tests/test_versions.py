"""Versions: other words at the same address are told of, whichever text is added first; reprints are no versions."""

from __future__ import annotations

import json
import random
import sys
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_news import DOSSIER, EDITED, LAST, LEAD, MORE, QUOTE

from onrecord import pipeline
from onrecord.cli import main
from onrecord.compare import compare
from onrecord.link import link
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.finding import Finding
from onrecord.model.linked import Record
from onrecord.model.span import Span
from onrecord.model.versions import Told, compared, histories
from onrecord.sources.items import Item
from onrecord.sources.reading import Given
from onrecord.store.rows import read_document, read_extraction
from onrecord.store.store import Store
from onrecord.views.changes import rows, shown, steps
from onrecord.views.jsonl import export_lines

ADDRESS = "https://estra.example/news/17"


def text(*paragraphs: str, at: str = "2031-05-05T10:00:00+00:00", url: str = ADDRESS) -> Item:
    raw = "\n".join(("Переговоры о мосте", *paragraphs))
    return Item(
        url,
        raw,
        Given(url=url, title="Переговоры о мосте", published=Date("2031-05-05"), outlet="Эстра-ТВ", fetched=at),
    )


def build(path: Path, *items: Item) -> tuple[Record, tuple[Finding, ...]]:
    with Store(path, create=True) as store:
        for item in items:
            pipeline.add(store, [item], dossier_text=DOSSIER)
            opened = pipeline.open_record(store)
    return opened


BEFORE = text(LEAD, MORE, "На мост выделят 40 миллионов крон.", QUOTE, LAST)
AFTER = text(
    LEAD,
    MORE,
    "На мост выделят 60 миллионов крон.",
    EDITED,
    LAST.replace("20 мая", "25 мая"),
    at="2031-05-05T12:00:00+00:00",
)


def test_an_altered_quotation_is_a_finding(tmp_path: Path) -> None:
    record, findings = build(tmp_path / "r", AFTER, BEFORE)
    (wording,) = [finding for finding in findings if finding.kind == "wording"]
    assert wording.severity == 3
    assert "altered Даниэль Корвальд's words after they were published" in wording.summary
    assert wording.summary.index("12 июня") < wording.summary.index("осенью")
    texts = {row.id: row for row in record.documents}
    for place in wording.evidence:
        assert texts[place.document].document.raw[place.span.start : place.span.end] == place.span.text
    first, second = sorted(record.documents, key=lambda row: row.document.fetched or "")
    assert (first.version_of, second.version_of) == (None, first.id)


def test_what_changed_in_quotes_dates_and_figures_is_shown(tmp_path: Path) -> None:
    record, _ = build(tmp_path / "r", BEFORE, AFTER)
    (step,) = steps(record)
    quotes = [edit for edit in step.edits if edit.what == "quote"]
    assert any("12 июня" in edit.old and "осенью" in edit.new for edit in quotes)
    figures = [edit for edit in step.edits if edit.what == "figure"]
    assert [(edit.old.split()[0], edit.new.split()[0]) for edit in figures] == [("40000000", "60000000")]
    dates = {(edit.old[:10], edit.new[:10]) for edit in step.edits if edit.what == "date"}
    assert ("2031-05-20", "2031-05-25") in dates
    lines = list(shown([step]))
    assert lines[0] == ADDRESS
    assert all("\n" not in line for line in lines)
    (row,) = rows([step])
    assert json.loads(json.dumps(row))["changes"]
    assert steps(record, ADDRESS) == steps(record, step.new.id[:9]) == [step]
    assert steps(record, "https://estra.example/news/18") == []


def test_the_order_in_which_versions_are_added_makes_no_difference(tmp_path: Path) -> None:
    third = text(LEAD, MORE, EDITED, at="2031-05-06T09:00:00+00:00")
    found = [
        list(export_lines(*build(tmp_path / str(n), *order)))
        for n, order in enumerate(permutations((BEFORE, AFTER, third)))
    ]
    assert all(lines == found[0] for lines in found)
    with Store(tmp_path / "0") as store:
        stored = list(store.documents())
    extractions = {row.id: read_extraction(row) for row in stored}
    record = link(map(read_document, stored), extractions, pipeline.parsed(DOSSIER))
    assert list(export_lines(record, compare(record))) == found[0]


def test_words_that_stay_are_no_finding(tmp_path: Path) -> None:
    longer = text(
        LEAD,
        MORE,
        "На мост выделят 40 миллионов крон.",
        QUOTE,
        LAST,
        "К вечеру посланник улетел.",
        at="2031-05-05T12:00:00+00:00",
    )
    record, findings = build(tmp_path / "r", BEFORE, longer)
    assert [finding for finding in findings if finding.kind == "wording"] == []
    (step,) = steps(record)
    assert step.edits == ()
    assert list(shown([step]))[-1].endswith("nothing but the wording of other sentences")


def test_marks_and_capitals_are_no_change_and_a_slip_is_a_small_one(tmp_path: Path) -> None:
    marks = text(LEAD, MORE, QUOTE.replace("«", "“").replace("»", "”"), at="2031-05-05T12:00:00+00:00")
    _, findings = build(tmp_path / "a", text(LEAD, MORE, QUOTE), marks)
    assert [finding for finding in findings if finding.kind == "wording"] == []
    slip = text(LEAD, MORE, QUOTE.replace("откроем", "откорем"), at="2031-05-04T12:00:00+00:00")
    _, findings = build(tmp_path / "b", slip, text(LEAD, MORE, QUOTE))
    assert [finding.severity for finding in findings if finding.kind == "wording"] == [1]


def test_a_reprint_elsewhere_is_no_version(tmp_path: Path) -> None:
    reprint = text(LEAD, MORE, QUOTE, LAST, url="https://estra.example/reprint/17", at="2031-05-05T12:00:00+00:00")
    record, _ = build(tmp_path / "r", BEFORE, reprint)
    assert steps(record) == []
    assert len(record.documents) == 2


def test_the_command_shows_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.sqlite"
    build(path, BEFORE, AFTER)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", "sources", "diff", *arguments, "--record", str(path)])
        with pytest.raises(SystemExit) as done:
            main()
        return (int(done.value.code or 0), *capsys.readouterr())

    assert "осенью" in run(ADDRESS)[1]
    assert json.loads(run("--json")[1])["address"] == ADDRESS
    status, _, said = run("https://estra.example/none")
    assert (status, said.count("\n")) == (1, 1)


# ---- the pairing itself


def told(value: str, label: str = "direct") -> Told:
    return Told("quote", label, value, Span(0, len(value), value), "", 0)


WORDS = st.lists(
    st.sampled_from("мост откроем осенью летом деньги найдутся не если".split()), min_size=1, max_size=5
).map(" ".join)
QUOTES = st.lists(st.tuples(WORDS, st.sampled_from(["direct", "other"])).map(lambda pair: told(*pair)), max_size=8)


@given(QUOTES, QUOTES, st.randoms(use_true_random=False))
def test_everything_that_differs_is_told_of_once(old: list[Told], new: list[Told], draw: random.Random) -> None:
    found = compared(old, new)
    gone = [change.old for change in found if change.old is not None]
    come = [change.new for change in found if change.new is not None]
    for told_of, other, every in ((gone, new, old), (come, old, new)):
        left = [(t.label, t.value) for t in other]
        expected = 0
        for one in every:
            if (one.label, one.value) in left:
                left.remove((one.label, one.value))
            else:
                expected += 1
        assert len(told_of) == expected
    assert all(c.old.label == c.new.label for c in found if c.old is not None and c.new is not None)
    assert compared(old, old) == []


@pytest.mark.parametrize("count", [2000])
def test_long_lists_take_no_longer(count: int) -> None:
    old, new = [told(f"слово {n}") for n in range(count)], [told(f"слово {n + count}") for n in range(count)]
    assert len(compared(old, new)) == 2 * count


def test_texts_of_files_have_no_history() -> None:
    documents = [Document(str(n), "a.txt", str(n), "", "ru", url=ADDRESS) for n in range(2)]
    assert histories(documents) == []
