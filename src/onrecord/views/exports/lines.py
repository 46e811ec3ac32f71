"""The record format, version 1, row by row; and, with texts, what else it takes to build the record again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from onrecord.views import jsonl
from onrecord.views.exports.choice import TYPES
from onrecord.views.exports.reading import Rows, chunks
from onrecord.views.jsonl import Json, to_line, without_nothing

_SOME = 200

_CONVERT: Mapping[str, Callable[[Any], Json]] = {
    "actor": jsonl.actor_row,
    "quote": jsonl.quote_row,
    "statement": jsonl.statement_row,
    "event": jsonl.event_row,
    "commitment": jsonl.commitment_row,
    "figure": jsonl.figure_row,
    "finding": jsonl.finding_row,
    "decision": jsonl.decision_row,
}


def write(rows: Rows, out: IO[bytes], *, with_texts: bool = False) -> None:
    """One JSON object a line."""
    for row in json_rows(rows, with_texts=with_texts):
        out.write(to_line(row).encode("utf-8", "replace") + b"\n")


def json_rows(rows: Rows, *, with_texts: bool = False) -> Iterator[Json]:
    """Every row that is taken as an object of the format.

    With texts, documents also say what their sources gave (`given`) and decisions which came first (`order`), and a
    line of the type `record` comes last: with the dossier, and how many `lines` stand before it. That is what
    `onrecord import` needs.
    """
    lines = 0
    for kind in TYPES:
        for _, row in pairs(rows, kind, with_texts=with_texts):
            lines += 1
            yield row
    if with_texts and "document" in rows.choice.rows:
        yield without_nothing({"type": "record", "id": "record", "dossier": rows.dossier or None, "lines": lines})


def pairs(rows: Rows, kind: str, *, with_texts: bool = False) -> Iterator[tuple[Any, Json]]:
    """The rows of a type: of the model, and of the format."""
    if kind == "document":
        yield from _documents(rows, with_texts)
    elif kind == "decision":
        order = {row.id: number for number, row in enumerate(rows.decisions(), 1)}
        for row in rows.each(kind):
            more = {"order": order[row.id]} if with_texts else {}
            yield row, without_nothing(jsonl.decision_row(row) | more)
    else:
        convert = _CONVERT[kind]
        for row in rows.each(kind):
            yield row, without_nothing(convert(row))


def _documents(rows: Rows, with_texts: bool) -> Iterator[tuple[Any, Json]]:
    for some in chunks(rows.each("document"), _SOME):
        given = rows.given([row.id for row in some]) if with_texts else {}
        for row in some:
            made = jsonl.document_row(row, rows.counts.get(row.id, {}), with_texts=with_texts)
            known = json.loads(given.get(row.id) or b"{}")
            yield row, without_nothing(made | {"given": known or None})
