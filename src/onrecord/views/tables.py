"""Tables for people: what each command of the terminal shows of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from onrecord.model.dates import When
from onrecord.model.finding import Finding
from onrecord.model.linked import Record
from onrecord.views.names import Names, one_line


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the heads of the columns, and rows of strings, each on one line."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def quotes(record: Record, findings: Iterable[Finding]) -> Table:
    names = Names(record)
    rows = tuple(
        (
            row.id,
            names.all(row.speakers) or f"unknown ({row.quote.why_unknown or 'open'})",
            row.quote.kind,
            one_line(row.quote.span.text),
            names.documents[row.document].source,
            f"{row.quote.confidence:.2f}",
        )
        for row in record.quotes
    )
    return Table("Quotes", ("id", "speaker", "kind", "words", "source", "confidence"), rows)


def events(record: Record, findings: Iterable[Finding]) -> Table:
    names = Names(record)
    found = sorted(record.events, key=lambda row: (_day(row.when), row.id))
    rows = tuple(
        (
            row.id,
            _day(row.when) or "–",
            row.kind,
            row.status,
            names.actor(row.place),
            names.all(row.participants) or "–",
            str(row.origins),
            one_line(row.evidence[0].span.text),
        )
        for row in found
    )
    heads = ("id", "date", "kind", "status", "place", "participants", "origins", "words")
    return Table("Encounters", heads, rows)


def commitments(record: Record, findings: Iterable[Finding]) -> Table:
    names = Names(record)
    found = sorted(record.commitments, key=lambda row: (_day(row.due) or "9999", row.id))
    rows = tuple(
        (
            row.id,
            _day(row.due) or "–",
            names.actor(row.who),
            row.action,
            names.all(row.targets) or "–",
            row.strength,
            row.status,
            str(row.origins),
            one_line(row.evidence[0].span.text),
        )
        for row in found
    )
    heads = ("id", "due", "who", "action", "targets", "strength", "status", "origins", "words")
    return Table(f"Commitments as of {record.as_of or 'no known day'}", heads, rows)


def findings(record: Record, found: Iterable[Finding]) -> Table:
    names = Names(record)
    rows = tuple(
        (
            row.id,
            str(row.severity),
            row.kind + (" (dismissed)" if row.dismissed else ""),
            ", ".join(names.documents[document].source for document in row.documents),
            one_line(row.summary),
        )
        for row in sorted(found, key=lambda row: (row.dismissed, -row.severity, row.kind, row.id))
    )
    return Table("Findings", ("id", "severity", "kind", "sources", "what"), rows)


def actors(record: Record, findings: Iterable[Finding]) -> Table:
    said: dict[str, int] = {}
    for quote in record.quotes:
        for speaker in quote.speakers:
            said[speaker] = said.get(speaker, 0) + 1
    found = sorted(record.actors, key=lambda row: (-said.get(row.id, 0), -len(row.parties), row.name, row.id))
    rows = tuple(
        (
            row.id,
            row.kind,
            one_line(row.name),
            one_line(", ".join(name for name in row.names if name != row.name)) or "–",
            str(len(row.parties)),
            str(said.get(row.id, 0)),
        )
        for row in found
    )
    return Table("Actors", ("id", "kind", "name", "also", "documents", "quotes"), rows)


def sources(record: Record, findings: Iterable[Finding]) -> Table:
    names = Names(record)
    rows = tuple(
        (
            row.id,
            one_line(row.document.source),
            names.actor(row.outlet),
            f"{row.document.published or '–'} ({row.document.published_basis or 'unknown'})",
            row.document.language or "–",
            names.all(row.cites) or "–",
            ", ".join(f"{x.kind} of {names.documents[x.document].source}" for x in row.derived_from) or "–",
            "yes" if row.document.primary else "–",
        )
        for row in sorted(record.documents, key=lambda row: (row.document.source, row.id))
    )
    heads = ("id", "source", "outlet", "published", "language", "credits", "taken from", "primary")
    return Table("Sources", heads, rows)


def decisions(record: Record, findings: Iterable[Finding]) -> Table:
    rows = tuple(
        (row.id, row.at or "–", row.by or "–", row.verb, one_line(row.value or "–"), one_line(row.why or "–"))
        for row in record.decisions
    )
    return Table("Decisions", ("id", "at", "by", "what", "value", "why"), rows)


TABLES: Mapping[str, Callable[[Record, Iterable[Finding]], Table]] = {
    "quotes": quotes,
    "events": events,
    "commitments": commitments,
    "findings": findings,
    "actors": actors,
    "sources": sources,
    "decisions": decisions,
}


def _day(when: When | None) -> str:
    return when.date.edtf if when else ""
