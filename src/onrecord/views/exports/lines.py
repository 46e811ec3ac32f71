"""The record format, version 1, row by row; and, with texts, what else it takes to build the record again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from onrecord.views import jsonl
from onrecord.views.exports.choice import TYPES
from onrecord.views.exports.reading import Rows, chunks
from onrecord.views.jsonl import Json, to_line, without_nothing

_SOME = 200


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
        found = pairs(rows, kind, with_texts=with_texts)
        for row in _for_import(rows, kind, found) if with_texts else (made for _, made in found):
            lines += 1
            yield row
    if with_texts and "document" in rows.choice.rows:
        yield without_nothing({"type": "record", "id": "record", "dossier": rows.dossier or None, "lines": lines})


def pairs(rows: Rows, kind: str, *, with_texts: bool = False) -> Iterator[tuple[Any, Json]]:
    """The rows of a type: of the model, and of the format."""
    for row in rows.each(kind):
        if kind == "document":
            made = jsonl.document_row(row, rows.counts.get(row.id, {}), with_texts=with_texts)
        else:
            made = jsonl.CONVERT[kind](row)
        yield row, without_nothing(made)


def _for_import(rows: Rows, kind: str, found: Iterable[tuple[Any, Json]]) -> Iterator[Json]:
    """The rows of a type with what an import has to know beside them."""
    if kind == "document":
        for some in chunks(found, _SOME):
            given = rows.given([row.id for row, _ in some])
            for row, made in some:
                known = json.loads(given.get(row.id) or b"{}")
                yield made | ({"given": known} if known else {})
    elif kind == "decision":
        order = {row.id: number for number, row in enumerate(rows.decisions(), 1)}
        for row, made in found:
            yield made | {"order": order[row.id]}
    else:
        yield from (made for _, made in found)
