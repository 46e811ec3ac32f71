"""The rows of an export, those that break the format counted and dropped."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

Row = dict[str, Any]

_NEVER_NULL = {
    "document": ("source",),
    "actor": ("name",),
    "quote": ("document", "kind", "start", "end", "text"),
    "statement": ("quotes",),
    "event": ("kind", "evidence"),
    "commitment": ("who", "evidence"),
    "figure": ("value", "unit", "evidence"),
    "finding": ("kind", "summary", "evidence"),
}


@dataclass(frozen=True, slots=True)
class ExportRows:
    """Rows by type and id; `key_of` gives a document id's name in the gold; `bad` says what was dropped."""

    by_type: Mapping[str, Mapping[str, Row]]
    key_of: Mapping[str, str]
    bad: tuple[str, ...]

    def actor(self, reference: str) -> Row:
        """The actor of an id; a bare name stands for itself."""
        found = self.by_type.get("actor", {}).get(reference)
        return found or {"id": reference, "name": reference, "names": [], "kind": None}

    def evidence(self, row: Row) -> Iterator[tuple[str, tuple[int, int], Row]]:
        """Each piece of a row: the gold's document name, the span, the piece itself."""
        for piece in row["evidence"]:
            key = self.key_of.get(piece.get("document"))
            if key is not None:
                yield key, (piece["start"], piece["end"]), piece


def read_export(lines: Iterable[str], texts: Mapping[str, str]) -> ExportRows:
    """Sorts the lines of an export by type; a quote must stand at its span in `texts` (by gold name)."""
    rows: dict[str, dict[str, Row]] = defaultdict(dict)
    bad: list[str] = []
    for line in lines:
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            _check(row)
            rows[row["type"]][row["id"]] = row
        except (ValueError, KeyError, TypeError):
            bad.append(line[:60].rstrip())
    key_of = {i: PurePosixPath(str(d["source"])).name.removesuffix(".txt") for i, d in rows["document"].items()}
    for i, quote in list(rows["quote"].items()):
        text = texts.get(key_of.get(quote["document"], ""))
        if text is not None and text[quote["start"] : quote["end"]] != quote["text"]:
            bad.append(f"quote {i}: its text is not at its span")
            del rows["quote"][i]
    return ExportRows(rows, key_of, tuple(bad))


def _check(row: Row) -> None:
    if any(row.get(field) is None for field in _NEVER_NULL.get(row["type"], ())):
        raise KeyError("a value that is never null is missing")
    places = [row] if row["type"] == "quote" else row.get("evidence") or []
    for place in places:
        start, end = place["start"], place["end"]
        if not (isinstance(start, int) and isinstance(end, int) and start < end):
            raise ValueError("not a span")
