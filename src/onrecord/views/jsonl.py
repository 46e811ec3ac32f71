"""The record format, version 1: one JSON object a line, sorted by type, then id."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from onrecord.model import linked as rows
from onrecord.model.dates import Date, When
from onrecord.model.finding import Finding
from onrecord.model.span import Span

Json = dict[str, Any]

# PLOVER's type and mode for each kind of encounter.
PLOVER: Mapping[str, Json] = {
    "meeting": {"type": "CONSULT", "mode": None},
    "visit": {"type": "CONSULT", "mode": "visit"},
    "call": {"type": "CONSULT", "mode": "phone"},
    "summit": {"type": "CONSULT", "mode": "multilateral"},
    "reception": {"type": "CONSULT", "mode": "visit"},
    "conference": {"type": "CONSULT", "mode": "multilateral"},
    "signing": {"type": "AGREE", "mode": None},
    "invitation": {"type": "SUPPORT", "mode": None},
    "negotiation": {"type": "CONSULT", "mode": None},
}


def export_lines(record: rows.Record, findings: Iterable[Finding], *, with_texts: bool = False) -> Iterator[str]:
    """Every row as a line without its newline; keys in the order of the format, empty ones left out."""
    for row in export_rows(record, findings, with_texts=with_texts):
        yield to_line(row)


def to_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def export_rows(record: rows.Record, findings: Iterable[Finding], *, with_texts: bool = False) -> Iterator[Json]:
    """The same as objects, for programs."""
    counts = row_counts(record)
    parts: list[Iterable[Json]] = [
        (document_row(row, counts[row.id], with_texts=with_texts) for row in record.documents),
        (actor_row(row) for row in record.actors),
        (quote_row(row) for row in record.quotes),
        (statement_row(row) for row in record.statements),
        (event_row(row) for row in record.events),
        (commitment_row(row) for row in record.commitments),
        (figure_row(row) for row in record.figures),
        (finding_row(row) for row in findings),
        (decision_row(row) for row in record.decisions),
    ]
    for part in parts:
        for row in sorted(part, key=lambda row: str(row["id"])):
            yield without_nothing(row)


def row_counts(record: rows.Record) -> dict[str, Counter[str]]:
    """How many quotes, encounters, commitments and figures each document holds."""
    counts: dict[str, Counter[str]] = {row.id: Counter() for row in record.documents}
    for quote in record.quotes:
        counts[quote.document]["quote"] += 1
    for kind, found in (("event", record.events), ("commitment", record.commitments), ("figure", record.figures)):
        for row in found:
            for document in {telling.document for telling in row.evidence}:
                counts[document][kind] += 1
    return counts


# ---- a row each


def document_row(row: rows.DocumentRow, counts: Mapping[str, int], *, with_texts: bool = False) -> Json:
    document = row.document
    return {
        "type": "document",
        "id": document.id,
        "source": document.source,
        "sha256": document.sha256,
        "length": len(document.raw),
        "text": document.raw if with_texts else None,
        "outlet": row.outlet,
        "title": _span(document.title),
        "language": document.language,
        "published": _date(document.published),
        "published_basis": document.published_basis,
        "primary": document.primary,
        "cites": list(row.cites),
        "body": [_span(span) for span in sorted((*document.body, *((document.header,) if document.header else ())))],
        "story": row.story,
        "derived_from": [{"document": x.document, "kind": x.kind} for x in row.derived_from],
        "version_of": row.version_of,
        "row_count": dict(sorted(counts.items())),
    }


def actor_row(row: rows.ActorRow) -> Json:
    return {
        "type": "actor",
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "names": list(row.names),
        "members": list(row.members),
        "offices": [
            without_nothing({"title": x.title, "of": x.of, "from": _date(x.start), "to": _date(x.end)})
            for x in row.offices
        ],
        "identifiers": dict(row.identifiers),
    }


def quote_row(row: rows.QuoteRow) -> Json:
    quote = row.quote
    return {
        "type": "quote",
        "id": row.id,
        "document": row.document,
        "kind": quote.kind,
        "start": quote.span.start,
        "end": quote.span.end,
        "text": quote.span.text,
        "speakers": list(row.speakers),
        "speaker_mention": _span(quote.speaker_mention),
        "cue": _span(quote.cue),
        "part_of": row.part_of,
        "inside": row.inside,
        "why_unknown": quote.why_unknown,
        **_rule(quote.rule, quote.confidence),
    }


def statement_row(row: rows.Statement) -> Json:
    return {
        "type": "statement",
        "id": row.id,
        "speakers": list(row.speakers),
        "quotes": list(row.quotes),
        "event": row.event,
        "origins": row.origins,
    }


def event_row(row: rows.EventRow) -> Json:
    own: Json = {
        "kind": row.kind,
        "status": row.status,
        "date": _when(row.when),
        "place": row.place,
        "participants": list(row.participants),
    }
    return {
        "type": "event",
        "id": row.id,
        "kind": row.kind,
        "plover": without_nothing(dict(PLOVER[row.kind])),
        **own,
        "date_basis": row.when.basis if row.when else None,
        "series": row.series,
        "number": row.number,
        "part_of": row.part_of,
        "history": [_step(step) for step in row.history],
        "evidence": [
            _place(telling.document, telling.span)
            | _apart(
                own,
                {
                    "kind": telling.kind,
                    "status": telling.status,
                    "date": _when(telling.when),
                    "place": telling.place,
                    "participants": list(telling.participants),
                },
            )
            for telling in row.evidence
        ],
        "origins": row.origins,
        **_rule(row.rule, row.confidence),
    }


def commitment_row(row: rows.CommitmentRow) -> Json:
    own: Json = {"strength": row.strength, "due": _when(row.due)}
    return {
        "type": "commitment",
        "id": row.id,
        "who": row.who,
        "action": row.action,
        "targets": list(row.targets),
        "due": own["due"],
        "due_basis": row.due.basis if row.due else None,
        "conditions": [_place(document, span) for document, span in row.conditions],
        "strength": row.strength,
        "status": row.status,
        "status_basis": row.status_basis,
        "score": row.score,
        "history": [_step(step) for step in row.history],
        "evidence": [
            _place(telling.document, telling.span)
            | _apart(own, {"strength": telling.strength, "due": _when(telling.due)})
            for telling in row.evidence
        ],
        "event": row.event,
        "origins": row.origins,
        **_rule(row.rule, row.confidence),
    }


def figure_row(row: rows.FigureRow) -> Json:
    return {
        "type": "figure",
        "id": row.id,
        "value": row.value,
        "unit": row.unit,
        "approximate": row.approximate,
        "about": row.about,
        "evidence": [_place(telling.document, telling.span) for telling in row.evidence],
        "origins": row.origins,
        **_rule(row.rule, row.confidence),
    }


def finding_row(row: Finding) -> Json:
    return {
        "type": "finding",
        "id": row.id,
        "kind": row.kind,
        "documents": list(row.documents),
        "summary": row.summary,
        "versions": [
            {"value": x.value, "documents": list(x.documents), "for": "; ".join(x.reasons)} for x in row.versions
        ],
        "severity": row.severity,
        "evidence": [_place(x.document, x.span) for x in row.evidence],
        "about": row.about,
        "dismissed": row.dismissed,
        **_rule(row.rule, row.confidence),
    }


def decision_row(row: rows.Decision) -> Json:
    return {
        "type": "decision",
        "id": row.id,
        "verb": row.verb,
        "members": [{"document": x.document, "start": x.start, "end": x.end} for x in row.members],
        "value": row.value,
        "by": row.by,
        "at": row.at,
        "why": row.why,
    }


CONVERT: Mapping[str, Callable[[Any], Json]] = {
    "actor": actor_row,
    "quote": quote_row,
    "statement": statement_row,
    "event": event_row,
    "commitment": commitment_row,
    "figure": figure_row,
    "finding": finding_row,
    "decision": decision_row,
}
"""How rows become objects, by type; those of articles take more (`document_row`)."""


# ---- small things


def without_nothing(row: Json) -> Json:
    """The row without keys that have no value."""
    return {key: value for key, value in row.items() if value is not None}


def _apart(own: Json, told: Json) -> Json:
    """What a telling says differently: only that goes with its piece of evidence."""
    return {key: value for key, value in told.items() if value and value != own[key]}


def _rule(rule: str, confidence: float) -> Json:
    return {"rule": rule, "confidence": round(confidence, 3)}


def _place(document: str, span: Span) -> Json:
    return {"document": document, "start": span.start, "end": span.end}


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _date(date: Date | None) -> str | None:
    return date.edtf if date else None


def _when(when: When | None) -> str | None:
    return when.date.edtf if when else None


def _step(step: rows.HistoryStep) -> Json:
    return without_nothing(
        {"step": step.step, "date": _date(step.date), "document": step.document, "as_of": _date(step.as_of)}
    )
