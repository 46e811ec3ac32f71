"""Rows as tables of Apache Arrow: which columns each type has, and where their values come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow as pa

from onrecord.views.citing import Cited
from onrecord.views.jsonl import Json

_TEXT, _COUNT, _SHARE, _YES = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_TEXTS = pa.list_(_TEXT)
_PLACE = pa.struct(
    [("document", _TEXT), ("start", _COUNT), ("end", _COUNT), ("words", _TEXT), ("source", _TEXT), ("url", _TEXT),
     ("outlet", _TEXT), ("published", _TEXT)]
)  # fmt: skip
_PLACES = pa.list_(_PLACE)

_Names = Mapping[str, str]
_Value = Callable[[Json, _Names], Any]
_Column = tuple[str, pa.DataType, _Value]


def _key(name: str, shape: pa.DataType) -> _Column:
    return name, shape, lambda row, _: row.get(name)


def _name(column: str, key: str) -> _Column:
    return column, _TEXT, lambda row, names: names.get(row[key], row[key]) if row.get(key) else None


def _all_names(column: str, key: str) -> _Column:
    return column, _TEXTS, lambda row, names: [names.get(id_, id_) for id_ in row.get(key, ())]


def _first(column: str, key: str, shape: pa.DataType = _TEXT) -> _Column:
    """Of the first words that the row rests on."""
    return column, shape, lambda row, _: row["cited"][0].get(key) if row.get("cited") else None


_ID = _key("id", _TEXT)
_CITED = ("cited", _PLACES, lambda row, _: row.get("cited", []))
_SURE = (_key("rule", _TEXT), _key("confidence", _SHARE))

COLUMNS: Mapping[str, tuple[_Column, ...]] = {
    "document": (
        _ID, _key("source", _TEXT), _first("url", "url"), _key("outlet", _TEXT), _first("outlet_name", "outlet"),
        _key("published", _TEXT), _key("published_basis", _TEXT), _key("language", _TEXT), _first("title", "words"),
        _key("length", _COUNT), _key("primary", _YES), _all_names("credits", "cites"), _key("story", _TEXT),
        ("derived_from", _TEXTS, lambda row, _: [x["document"] for x in row["derived_from"]]),
        _key("version_of", _TEXT),
    ),
    "actor": (
        _ID, _key("kind", _TEXT), _key("name", _TEXT), _key("names", _TEXTS), _key("members", _TEXTS),
        ("offices", _TEXTS, lambda row, _: [x["title"] for x in row["offices"]]),
        ("wikidata", _TEXT, lambda row, _: row["identifiers"].get("wikidata")),
    ),
    "quote": (
        _ID, _key("kind", _TEXT), _key("text", _TEXT), _key("speakers", _TEXTS),
        _all_names("speaker_names", "speakers"), _key("document", _TEXT), _key("start", _COUNT), _key("end", _COUNT),
        _first("source", "source"), _first("outlet", "outlet"), _first("published", "published"), _key("inside", _TEXT),
        _key("part_of", _TEXT), _key("why_unknown", _TEXT), *_SURE,
    ),
    "statement": (
        _ID, _key("speakers", _TEXTS), _all_names("speaker_names", "speakers"), _key("quotes", _TEXTS),
        _key("event", _TEXT), _key("origins", _COUNT), _first("words", "words"), _CITED,
    ),
    "event": (
        _ID, _key("kind", _TEXT), _key("status", _TEXT), _key("date", _TEXT), _key("date_basis", _TEXT),
        _key("place", _TEXT), _name("place_name", "place"), _key("participants", _TEXTS),
        _all_names("participant_names", "participants"), _key("series", _TEXT), _key("number", _COUNT),
        _key("part_of", _TEXT), _key("origins", _COUNT), _first("words", "words"), _CITED, *_SURE,
    ),
    "commitment": (
        _ID, _key("who", _TEXT), _name("who_name", "who"), _key("action", _TEXT), _key("targets", _TEXTS),
        _all_names("target_names", "targets"), _key("due", _TEXT), _key("due_basis", _TEXT), _key("strength", _TEXT),
        _key("status", _TEXT), _key("status_basis", _TEXT), _key("score", _COUNT), _key("event", _TEXT),
        _key("origins", _COUNT), _first("words", "words"), _CITED, *_SURE,
    ),
    "figure": (
        _ID, _key("value", _TEXT), _key("unit", _TEXT), _key("approximate", _TEXT), _key("about", _TEXT),
        _key("origins", _COUNT), _first("words", "words"), _CITED, *_SURE,
    ),
    "finding": (
        _ID, _key("kind", _TEXT), _key("severity", _COUNT), _key("summary", _TEXT), _key("documents", _TEXTS),
        ("versions", _TEXTS, lambda row, _: [x["value"] for x in row["versions"]]), _key("about", _TEXT),
        _key("dismissed", _YES), _CITED, *_SURE,
    ),
}  # fmt: skip


def table(kind: str, parts: Iterable[Cited]) -> pa.Table:
    """The rows of one type, one after another; no rows make a table with the same columns."""
    columns = COLUMNS[kind]
    schema = pa.schema([(name, shape) for name, shape, _ in columns])
    batches = [
        pa.RecordBatch.from_arrays(
            [pa.array([_proper(value(row, part.names)) for row in part.rows], shape) for _, shape, value in columns],
            schema=schema,
        )
        for part in parts
    ]
    return pa.Table.from_batches(batches, schema=schema)


def _proper(value: Any) -> Any:
    """Text that Arrow can hold: a lone half of a surrogate pair is none."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_proper(item) for item in value]
    if isinstance(value, dict):
        return {key: _proper(item) for key, item in value.items()}
    return value
