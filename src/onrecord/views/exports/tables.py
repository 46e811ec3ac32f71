"""Rows as tables: one for each type, or one of all types with the columns of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.model import linked
from onrecord.views.exports.choice import TYPES
from onrecord.views.exports.lines import pairs
from onrecord.views.exports.reading import Rows
from onrecord.views.jsonl import Json
from onrecord.views.names import one_line

# What a cell holds: text, a whole number, a number, yes or no, a list of texts, a span, spans, or something with parts.
Shape = Literal[
    "text", "int", "float", "bool", "texts", "span", "spans",
    "places", "history", "versions", "offices", "derived", "pairs", "counts", "plover",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    shape: Shape


_RULE = "rule:text confidence:float"
_COLUMNS = {
    "document": "source:text sha256:text length:int text:text outlet:text outlet_name:text title:span title_text:text "
    "language:text published:text published_basis:text primary:bool cites:texts cites_names:texts body:spans "
    "story:text derived_from:derived version_of:text row_count:counts",
    "actor": "kind:text name:text names:texts members:texts member_names:texts offices:offices identifiers:pairs",
    "quote": "document:text source:text outlet_name:text published:text kind:text start:int end:int words:text "
    "speakers:texts speaker_names:texts speaker_mention:span cue:span part_of:text inside:text "
    "why_unknown:text " + _RULE,
    "statement": "speakers:texts speaker_names:texts quotes:texts words:text event:text origins:int",
    "event": "kind:text plover:plover status:text date:text date_basis:text place:text place_name:text "
    "participants:texts participant_names:texts series:text number:int part_of:text words:text history:history "
    "evidence:places origins:int " + _RULE,
    "commitment": "who:text who_name:text action:text targets:texts target_names:texts due:text due_basis:text "
    "conditions:places strength:text status:text status_basis:text score:int words:text history:history "
    "evidence:places event:text origins:int " + _RULE,
    "figure": "value:text unit:text approximate:text about:text words:text evidence:places origins:int " + _RULE,
    "finding": "kind:text documents:texts sources:texts summary:text versions:versions severity:int words:text "
    "evidence:places about:text dismissed:bool " + _RULE,
    "decision": "verb:text evidence:places value:text by:text at:text why:text",
}  # fmt: skip


def columns_of(kinds: Sequence[str], *, with_texts: bool = False) -> list[Column]:
    """The columns of a table of these types: each once, `type` and `id` ahead."""
    found = {"type": Column("type", "text"), "id": Column("id", "text")}
    for kind in kinds:
        for pair in _COLUMNS[kind].split():
            name, _, shape = pair.partition(":")
            if name != "text" or with_texts:
                found.setdefault(name, Column(name, shape))  # type: ignore[arg-type]
    return list(found.values())


def table_rows(rows: Rows, kind: str, *, with_texts: bool = False) -> Iterator[Json]:
    """The rows of a type as the format has them, with the names of whom they name and the words they rest on."""
    for row, made in pairs(rows, kind, with_texts=with_texts):
        yield made | _more(rows, row, made)


def kinds_of(rows: Rows) -> list[str]:
    return [kind for kind in TYPES if kind in rows.choice.rows]


def _more(rows: Rows, row: Any, made: Json) -> Json:
    match row:
        case linked.DocumentRow():
            title = row.document.title
            return {
                "outlet_name": rows.name(row.outlet) or None,
                "title_text": title.text if title else None,
                "cites_names": rows.names(row.cites),
            }
        case linked.ActorRow():
            return {"member_names": rows.names(row.members)}
        case linked.QuoteRow():
            source = rows.source(row.document)
            return {
                "source": source.name,
                "outlet_name": rows.name(source.outlet) or None,
                "published": source.published.edtf if source.published else None,
                "words": made.pop("text"),
                "speaker_names": rows.names(row.speakers),
            }
        case linked.Statement():
            words = rows.quotes(row)[0].quote.span.text
            return {"speaker_names": rows.names(row.speakers), "words": words}
        case linked.EventRow():
            return {
                "place_name": rows.name(row.place) or None,
                "participant_names": rows.names(row.participants),
                "words": _words(row),
            }
        case linked.CommitmentRow():
            names = {"who_name": rows.name(row.who), "target_names": rows.names(row.targets)}
            return names | {"words": _words(row)}
        case linked.FigureRow():
            return {"words": _words(row)}
        case linked.Decision():
            return {"evidence": made.pop("members")}
    return {"sources": [one_line(rows.source(id_).name) for id_ in row.documents], "words": _words(row)}


def _words(row: Any) -> str | None:
    """The words of the first piece of evidence."""
    return row.evidence[0].span.text if row.evidence else None
