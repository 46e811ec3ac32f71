"""Rows and records as HTML for notebooks: tables, and bars where counts are shown. Article text only escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any

from onrecord.views.marked import printable
from onrecord.views.names import one_line

if TYPE_CHECKING:
    from onrecord.api.answers import Explanation
    from onrecord.api.record import Record
    from onrecord.api.rows import Rows

# So many rows, and so much of a text, are shown.
MOST = 20
_WIDEST = 300

_SHOWN: Mapping[str, tuple[str, ...]] = {
    "document": ("published", "outlet_name", "title_text", "source", "language", "id"),
    "actor": ("name", "kind", "names", "id"),
    "quote": ("published", "outlet_name", "speaker_names", "words", "kind", "confidence", "id"),
    "statement": ("speaker_names", "words", "origins", "id"),
    "event": ("date", "kind", "status", "place_name", "participant_names", "origins", "id"),
    "commitment": ("due", "who_name", "action", "strength", "status", "words", "id"),
    "figure": ("value", "unit", "approximate", "about", "words", "origins", "id"),
    "finding": ("severity", "kind", "summary", "id"),
}


def rows_html(rows: Rows[Any]) -> str:
    """The first rows as a table, and how many there are."""
    heads = _SHOWN[rows.kind]
    shown = rows[:MOST].to_arrow().select(list(heads)).to_pylist()
    body = [[row[head] for head in heads] for row in shown]
    rest = f"the first {MOST} of {len(rows)}" if len(rows) > MOST else f"{len(rows)} in all"
    return _table(f"{rows.kind}s: {rest}", [head.replace("_", " ") for head in heads], body)


def record_html(record: Record) -> str:
    """How much there is of what, and how many articles came out in each month."""
    counts = _table(f"The record as of {record.as_of or 'no known day'}", ("rows", "how many"), record.counts().items())
    return counts + bars("articles by month", record.articles_by_month())


def explanation_html(explanation: Explanation) -> str:
    lines = "\n".join(printable(line) for line in explanation.lines)
    return f'<pre style="white-space: pre-wrap">{escape(lines)}</pre>'


def bars(title: str, counts: Mapping[str, int]) -> str:
    """A bar for each count, one below the other, as SVG that asks nobody for anything."""
    found = list(islice(counts.items(), 60))
    greatest = max((count for _, count in found), default=0)
    if not greatest:
        return ""
    lines = [
        f'<text x="0" y="{16 * at + 12}">{escape(printable(label))}</text>'
        f'<rect x="80" y="{16 * at + 2}" width="{400 * count / greatest:.1f}" height="12" fill="#4a7ebb"></rect>'
        f'<text x="{86 + 400 * count / greatest:.1f}" y="{16 * at + 12}">{count}</text>'
        for at, (label, count) in enumerate(found)
    ]
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg width="540" height="{16 * len(found)}" role="img" '
        f'aria-label="{escape(title)}" font-size="12" fill="currentColor">{"".join(lines)}</svg></figure>'
    )


def _table(caption: str, heads: Sequence[str], rows: Any) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row)}</tr>" for row in rows)
    return (
        f'<table><caption style="text-align: left">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return escape(one_line(printable(text), _WIDEST))
