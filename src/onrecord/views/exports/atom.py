"""Feeds of findings, commitments and statements, those of the latest day first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any

from onrecord.model.dates import Date
from onrecord.model.finding import Finding
from onrecord.model.linked import CommitmentRow, Statement
from onrecord.views.exports.choice import NAMES
from onrecord.views.exports.reading import Rows
from onrecord.views.feeds import NO_TIME, Entry, feed
from onrecord.views.names import one_line

_LONGEST = 200


def write(rows: Rows, out: IO[bytes]) -> None:
    """One feed; what it is narrowed to stands in its title and id."""
    told = [kind for kind in _ENTRIES if kind in rows.choice.rows]
    who = rows.name(rows.choice.wanted.actor or None)
    title = f"onrecord: {', '.join(NAMES[kind] for kind in told)}{f' of {who}' if who else ''}"
    id_ = ":".join(("urn:onrecord:feed", *told, *([rows.choice.wanted.actor] if who else [])))
    for piece in feed(id_, title, _time(rows.as_of), _entries(rows, told)):
        out.write(piece.encode("utf-8", "replace"))


def _entries(rows: Rows, told: Iterable[str]) -> Iterator[Entry]:
    for kind in told:
        for row in rows.latest(kind, rows.choice.most):
            yield _ENTRIES[kind](rows, row)


def _finding(rows: Rows, row: Finding) -> Entry:
    lines = [one_line(row.summary)]
    lines += [f"{one_line(x.value)}: {', '.join(rows.outlet(id_) for id_ in x.documents)}" for x in row.versions]
    return _entry(rows, row, row.documents, one_line(row.summary, _LONGEST), lines, ("finding", row.kind))


def _commitment(rows: Rows, row: CommitmentRow) -> Entry:
    due = f", due {row.due.date.edtf}" if row.due else ""
    title = f"{rows.name(row.who)}: {row.action}{due} ({row.status.replace('_', ' ')})"
    lines = [f"{rows.outlet(x.document)}: “{one_line(x.span.text)}”" for x in row.evidence]
    return _entry(rows, row, (x.document for x in row.evidence), title, lines, ("commitment", row.strength))


def _statement(rows: Rows, row: Statement) -> Entry:
    quotes = rows.quotes(row)
    words = one_line(quotes[0].quote.span.text, _LONGEST)
    title = f"{', '.join(rows.names(row.speakers)) or 'unknown speaker'}: “{words}”"
    lines = [f"{rows.outlet(x.document)}: “{one_line(x.quote.span.text)}”" for x in quotes]
    return _entry(rows, row, (x.document for x in quotes), title, lines, ("statement",))


def _entry(
    rows: Rows, row: Any, documents: Iterable[str], title: str, lines: Iterable[str], kinds: tuple[str, ...]
) -> Entry:
    sources = [rows.source(id_) for id_ in dict.fromkeys(documents)]
    times = [_time(source.published) for source in sources]
    address = next((source.address for source in sources if source.address), "")
    author = ", ".join(dict.fromkeys(rows.outlet(source.id) for source in sources))
    updated = max(times, default=NO_TIME)
    return Entry(f"urn:onrecord:{row.id}", one_line(title), updated, author, "\n".join(lines), address, kinds)


def _time(date: Date | None) -> str:
    bounds = date.bounds() if date else None
    return f"{bounds[0].isoformat()}T00:00:00+00:00" if bounds else NO_TIME


_ENTRIES: Mapping[str, Callable[[Rows, Any], Entry]] = {
    "finding": _finding,
    "commitment": _commitment,
    "statement": _statement,
}
