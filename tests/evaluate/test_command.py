"""The report of `evaluate`: a table with intervals, JSON, and misses with the text around them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.errors import OnrecordError
from onrecord.evaluate.command import run

BRIDGE = "Мэр Эйна Дорваль сказал: «Мост откроют весной». На него ушло 40 миллионов крон."
SCHOOL = "Учитель Олаф Брунт сказал: «Школа мала». Новую построят через три года."


def quote(text: str, speaker: str) -> dict[str, Any]:
    return {"text": text, "kind": "direct", "speakers": [speaker], "speaker_mention": speaker, "cue": "сказал"}


def figure(value: float, unit: str, evidence: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "approximate": None, "about": "cost", "evidence": evidence}


def gold(id_: str, quotes: list[dict[str, Any]], figures: list[dict[str, Any]]) -> dict[str, Any]:
    nothing: dict[str, Any] = {"outlet": None, "cites": [], "furniture": [], "events": [], "commitments": []}
    known = {"id": id_, "language": "ru", "title": None, "published": None, "published_basis": None}
    return known | nothing | {"quotes": quotes, "figures": figures}


def place(text: str, part: str) -> dict[str, int]:
    start = text.index(part)
    return {"start": start, "end": start + len(part)}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two articles with their gold beside them: a quote and a figure each."""
    articles = {
        "bridge": (BRIDGE, quote("Мост откроют весной", "Дорваль"), figure(4e7, "крона", "40 миллионов крон")),
        "school": (SCHOOL, quote("Школа мала", "Олаф Брунт"), figure(3, "years", "три года")),
    }
    for id_, (text, said, counted) in articles.items():
        (tmp_path / f"{id_}.txt").write_text(text, "utf-8")
        (tmp_path / f"{id_}.json").write_text(json.dumps(gold(id_, [said], [counted])), "utf-8")
    return tmp_path


@pytest.fixture
def export() -> list[str]:
    """All right in the first article; in the second no quote, and a figure with a wrong value."""
    said = place(BRIDGE, "Мост откроют весной")
    rows: list[dict[str, Any]] = [
        {"type": "document", "id": "d1", "source": "news/bridge.txt", "language": "ru", "body": [[0, len(BRIDGE)]]},
        {"type": "document", "id": "d2", "source": "news/school.txt", "language": "ru", "body": [[0, len(SCHOOL)]]},
        {"type": "actor", "id": "a1", "kind": "person", "name": "Эйна Дорваль", "names": ["Дорваль"]},
        {"type": "quote", "id": "q1", "document": "d1", "kind": "direct", **said,
         "text": "Мост откроют весной", "speakers": ["a1"], "confidence": 0.95},
        {"type": "figure", "id": "f1", "value": 4e7, "unit": "крона",
         "evidence": [{"document": "d1", **place(BRIDGE, "40 миллионов крон")}]},
        {"type": "figure", "id": "f2", "value": 5, "unit": "years",
         "evidence": [{"document": "d2", **place(SCHOOL, "три года")}]},
    ]  # fmt: skip
    return [json.dumps(row, ensure_ascii=False) for row in rows]


def table(corpus: Path, export: list[str]) -> dict[str, list[str]]:
    lines = list(run(export, corpus, corpus, None, misses=False, as_json=False))
    assert lines[0].split()[:2] == ["measure", "value"]
    return {line.split()[0]: line.split()[1:] for line in lines[1:]}


def test_the_table_has_value_interval_and_counts(corpus: Path, export: list[str]) -> None:
    found = table(corpus, export)
    # Drawn twice, the bad article gives 0 and the good one 1, each in a quarter of all draws.
    assert " ".join(found["quotes@0.8"]) == "0.667 [0.000, 1.000] P 1.000 R 0.500 (1 of 2 gold, 1 found)"
    assert " ".join(found["figures"]) == "0.500 [0.000, 1.000] P 0.500 R 0.500 (1 of 2 gold, 2 found)"
    assert " ".join(found["document.language"]) == "1.000 [1.000, 1.000] (2 of 2)"
    assert " ".join(found["quotes.speaker_known"]).endswith("(1 of 1)")
    assert found["format.bad_rows"] == ["0"]
    assert list(found) == sorted(found)


def test_the_same_figures_and_intervals_every_time(corpus: Path, export: list[str]) -> None:
    first = list(run(export, corpus, corpus, None, misses=True, as_json=False))
    assert first == list(run(reversed(export), corpus, corpus, None, misses=True, as_json=False))


def test_one_document_has_no_interval(corpus: Path, export: list[str]) -> None:
    (corpus / "school.json").unlink()
    assert " ".join(table(corpus, export)["quotes@0.8"]) == "1.000 P 1.000 R 1.000 (1 of 1 gold, 1 found)"


def test_a_row_that_breaks_the_format_is_counted_and_dropped(corpus: Path, export: list[str]) -> None:
    moved = export[3].replace('"start": 2', '"start": 1', 1)
    assert moved != export[3]
    found = table(corpus, [*export[:3], moved, "{broken"])
    assert found["format.bad_rows"] == ["2"]
    assert found["quotes@0.8"][0] == "0.000"


def test_json_is_one_object_with_counts_and_intervals(corpus: Path, export: list[str]) -> None:
    (line,) = run(export, corpus, corpus, None, misses=False, as_json=True)
    quotes = json.loads(line)["quotes@0.8"]
    assert quotes == {
        "kind": "f1", "value": pytest.approx(2 / 3), "counts": [1, 1, 2], "p": 1.0, "r": 0.5, "low": 0.0, "high": 1.0,
    }  # fmt: skip


def test_misses_say_what_was_expected_with_the_text_around(corpus: Path, export: list[str]) -> None:
    lines = list(run(export, corpus, corpus, None, misses=True, as_json=False))
    misses = [line for line in lines if line.startswith(("bridge:", "school:"))]
    assert misses == [
        "school: direct quote missed (best overlap 0.00): … Учитель Олаф Брунт сказал: «⟦Школа мала⟧». Новую построят"
        " через три года. …",
        "school: figure missed: … Олаф Брунт сказал: «Школа мала». Новую построят через ⟦три года⟧. …",
        "school: figure not in gold: … Олаф Брунт сказал: «Школа мала». Новую построят через ⟦три года⟧. …",
    ]


def test_a_wrong_speaker_is_a_miss_with_both_names(corpus: Path, export: list[str]) -> None:
    wrong = [line.replace("Эйна Дорваль", "Олаф Брунт").replace('"Дорваль"', '"Брунт"') for line in export]
    lines = run(wrong, corpus, corpus, None, misses=True, as_json=False)
    assert any("speaker ['Олаф Брунт'] for ['Дорваль']" in line and "⟦Мост откроют весной⟧" in line for line in lines)


def test_an_article_that_is_not_in_the_export_is_a_miss(corpus: Path) -> None:
    lines = list(run([], corpus, corpus, None, misses=True, as_json=False))
    assert "bridge: the document is not in the export" in lines


def test_labelled_pairs_of_articles_are_scored(corpus: Path, export: list[str], tmp_path: Path) -> None:
    pairs = tmp_path / "labelled.pairs"
    pairs.write_text('{"pairs": [{"a": "bridge", "b": "school", "same_story": true}]}', "utf-8")
    told = [line.replace('"language"', '"story": "s1", "language"') for line in export]
    lines = list(run(told, corpus, corpus, pairs, misses=False, as_json=False))
    (line,) = [line for line in lines if line.startswith("stories.pairs")]
    assert line.split()[1] == "1.000"


def test_the_command_scores_an_export_file(corpus: Path, export: list[str], tmp_path: Path) -> None:
    file = tmp_path / "export.jsonl"
    file.write_text("\n".join(export) + "\n", "utf-8")
    done = CliRunner().invoke(app, ["evaluate", str(corpus), str(corpus), "--export", str(file), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["figures"]["counts"] == [1, 2, 2]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bridge.json", "{", "no gold annotation"),
        ("tower.json", json.dumps(gold("tower", [], [])), "its article is missing"),
    ],
)
def test_gold_that_cannot_be_read_is_named(corpus: Path, name: str, content: str, said: str) -> None:
    (corpus / name).write_text(content, "utf-8")
    with pytest.raises(OnrecordError, match=said) as error:
        list(run([], corpus, corpus, None, misses=False, as_json=False))
    assert name in str(error.value.where)


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="no gold annotations here"):
        list(run([], tmp_path, tmp_path, None, misses=False, as_json=False))
