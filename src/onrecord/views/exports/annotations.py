"""W3C Web Annotations: the words of each row in their article, by place and by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from onrecord.model import linked
from onrecord.model.document import Document
from onrecord.model.finding import Finding
from onrecord.views.exports.linked_data import is_iri
from onrecord.views.exports.reading import Rows, batches
from onrecord.views.jsonl import Json, to_line
from onrecord.views.names import one_line

AROUND = 32
"""So many characters before and behind the words are given, to find them again in another text of the page."""
_KINDS = ("quote", "event", "commitment", "figure", "finding")
_HEAD = (
    '{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:onrecord:annotations","type":"AnnotationCollection",\n'
)
# What one annotation is made of, kept until its article is read: start, end, row, its kind, and what is said of it.
_Note = tuple[int, int, str, str, str]


def write(rows: Rows, out: IO[bytes]) -> None:
    """One collection with one page, an annotation a line, article by article."""
    notes = _by_article(rows)
    total = sum(map(len, notes.values()))
    out.write(f'{_HEAD}"label":"onrecord","total":{total},\n'.encode())
    out.write(b'"first":{"id":"urn:onrecord:annotations:1","type":"AnnotationPage","startIndex":0,"items":[\n')
    before = ""
    for some in batches(sorted(notes)):
        texts = rows.texts(some)
        for id_ in some:
            for note in sorted(notes[id_]):
                out.write(f"{before}{to_line(_annotation(rows, texts[id_], note))}".encode("utf-8", "replace"))
                before = ",\n"
    out.write(b"\n]}}\n")


def _by_article(rows: Rows) -> dict[str, list[_Note]]:
    found: dict[str, list[_Note]] = {}
    for kind in _KINDS:
        for row in rows.each(kind):
            label, words = f"{kind}:{_kind(row)}", _said(rows, row)
            for document, start, end in _places(row):
                found.setdefault(document, []).append((start, end, row.id, label, words))
    return found


def _annotation(rows: Rows, document: Document, note: _Note) -> Json:
    start, end, row, label, words = note
    raw, address = document.raw, rows.source(document.id).address
    body = [{"type": "TextualBody", "purpose": "classifying", "value": label}]
    if words:
        body.append({"type": "TextualBody", "purpose": "describing", "value": words})
    return {
        "id": f"urn:onrecord:annotation:{row}:{document.id}:{start}-{end}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": body,
        "target": {
            "source": address if is_iri(address) else f"urn:onrecord:{document.id}",
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": raw[start:end],
                    "prefix": raw[max(0, start - AROUND) : start],
                    "suffix": raw[end : end + AROUND],
                },
            ],
        },
    }


def _places(row: Any) -> Iterator[tuple[str, int, int]]:
    if isinstance(row, linked.QuoteRow):
        yield row.document, row.quote.span.start, row.quote.span.end
    else:
        yield from dict.fromkeys((x.document, x.span.start, x.span.end) for x in row.evidence)


def _kind(row: Any) -> str:
    match row:
        case linked.QuoteRow():
            return row.quote.kind
        case linked.CommitmentRow():
            return row.strength
        case linked.FigureRow():
            return row.unit
    return str(row.kind)


def _said(rows: Rows, row: Any) -> str:
    """What the row says of these words, on one line."""
    match row:
        case linked.QuoteRow():
            return ", ".join(rows.names(row.speakers))
        case linked.EventRow():
            when = row.when.date.edtf if row.when else ""
            return ", ".join(filter(None, (row.status, when, rows.name(row.place), *rows.names(row.participants))))
        case linked.CommitmentRow():
            return f"{rows.name(row.who)}: {row.action}{f', due {row.due.date.edtf}' if row.due else ''}"
        case linked.FigureRow():
            return f"{row.value} {row.unit}"
        case Finding():
            return one_line(row.summary)
    return ""
