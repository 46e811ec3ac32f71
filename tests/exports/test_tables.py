"""CSV, Parquet and XLSX: other programs read them, and find what the record has."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from onrecord.views.exports.choice import NAMES
from onrecord.views.exports.delimited import cell

PLAIN = ("kind", "status", "origins", "confidence", "start", "end", "length", "severity", "number", "score", "value")


ASK = "import duckdb, json, sys; r = duckdb.execute(sys.argv[1]); print(json.dumps([[c[0] for c in r.description], r.fetchall()]))"


def asked(query: str) -> list[dict[str, Any]]:
    """What DuckDB answers, in a process of its own: it complains when an interpreter ends that has much else in it."""
    done = subprocess.run([sys.executable, "-c", ASK, query], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    heads, table = json.loads(done.stdout)
    return [dict(zip(heads, row, strict=True)) for row in table]


def test_duckdb_reads_the_csv_and_finds_the_same_numbers(export, rows: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(export("csv"))
    table = asked(f"SELECT * FROM read_csv('{path}', header=true, all_varchar=true)")
    assert [(row["type"], row["id"]) for row in table] == [(row["type"], row["id"]) for row in rows]
    for there, here in zip(table, rows, strict=True):
        for name in PLAIN:
            wanted, got = here.get(name), there[name]
            assert got == cell(wanted) or (not got and wanted is None), (name, here)
            if isinstance(wanted, (int, float)):
                assert float(got) == wanted


def test_duckdb_reads_the_parquet_and_finds_the_same_rows(export, rows: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    path.write_bytes(export("parquet"))
    wanted = ", ".join(f'"{name}"' for name in ("type", "id", *PLAIN, "evidence", "speakers"))
    table = asked(f"SELECT {wanted} FROM '{path}'")
    assert [(row["type"], row["id"]) for row in table] == [(row["type"], row["id"]) for row in rows]
    for there, here in zip(table, rows, strict=True):
        assert {name: there[name] for name in PLAIN} == {name: here.get(name) for name in PLAIN}
        assert (there["speakers"] or []) == here.get("speakers", [])
        pieces = here.get("evidence" if here["type"] != "decision" else "members", [])
        assert [(p["document"], p["start"], p["end"]) for p in there["evidence"] or ()] == [
            (p["document"], p["start"], p["end"]) for p in pieces
        ]


def test_openpyxl_reads_a_sheet_for_each_kind_of_row(export, of) -> None:
    book = openpyxl.load_workbook(BytesIO(export("xlsx")))
    assert book.sheetnames == list(NAMES.values())
    for kind, name in NAMES.items():
        heads, *table = book[name].iter_rows(values_only=True)
        found = {row[heads.index("id")]: dict(zip(heads, row, strict=True)) for row in table}
        assert list(found) == sorted(of(kind))
        for id_, row in of(kind).items():
            for field in set(PLAIN) & set(heads):
                wanted = row.get(field)
                if kind == "figure" and field == "value":
                    assert float(found[id_][field]) == float(wanted)
                else:
                    assert found[id_][field] == wanted, (field, row)


def test_no_cell_of_a_workbook_is_a_formula(export) -> None:
    book = openpyxl.load_workbook(BytesIO(export("xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert any(str(cell.value).startswith("@") for cell in cells)


def test_no_cell_of_a_csv_begins_like_a_formula(export) -> None:
    table = list(csv.reader(io.StringIO(export("csv").decode(), newline="")))
    words = {value for row in table for value in row}
    assert not {value for value in words if value[:1] in "=+-@\t\r" and value[:1] and not _is_number(value)}
    assert "'=HYPERLINK(1)" in words
    assert "'@Переименованный" in words


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("value", "written"),
    [("=1+1", "'=1+1"), ("-5", "-5"), ("-5+A1", "'-5+A1"), ("+7 млн", "'+7 млн"), ("@x", "'@x"), ("\tx", "'\tx"),
     ("＝1", "'＝1"), ("a\0b", "a\ufffdb"), (None, ""), (True, "true"), (-1, "-1"), (["=x"], '["=x"]'), ([], ""),
     ("«Мы»", "«Мы»")],
)  # fmt: skip
def test_cells(value: object, written: str) -> None:
    assert cell(value) == written


def test_one_type_alone_has_its_own_columns_only(export, of) -> None:
    table = pq.read_table(BytesIO(export("parquet", "figures")))
    assert table.column_names == ["type", "id", "value", "unit", "approximate", "about", "words", "evidence", "origins",
                                  "rule", "confidence"]  # fmt: skip
    assert table["value"].to_pylist() == [row["value"] for row in of("figure").values()]


def test_words_and_names_stand_beside_ids(export, of) -> None:
    table = pq.read_table(BytesIO(export("parquet", "quotes"))).to_pylist()
    for row in table:
        mine = of("quote")[row["id"]]
        assert row["words"] == mine["text"]
        assert row["speaker_names"] == [" ".join(of("actor")[id_]["name"].split()) for id_ in mine["speakers"]]
        assert row["source"] == of("document")[mine["document"]]["source"]


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_texts_come_along_when_asked(form: str, export) -> None:
    plain, full = export(form, "sources"), export(form, "sources", with_texts=True)
    if form == "csv":
        assert "text" not in next(csv.reader(io.StringIO(plain.decode())))
        heads, *table = csv.reader(io.StringIO(full.decode(), newline=""))
        assert all(len(row[heads.index("text")]) >= int(row[heads.index("length")]) for row in table)
    assert len(full) > len(plain)


def test_the_same_bytes_every_time(export) -> None:
    for form in ("csv", "parquet", "xlsx"):
        assert export(form) == export(form)
