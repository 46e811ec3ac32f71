"""A linked record with its findings to rows of the store and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from onrecord.model import linked
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.finding import Finding
from onrecord.model.record import Extraction
from onrecord.store import codec
from onrecord.store.store import Store, StoredDocument

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _About:
    """What a record says of itself."""

    as_of: Date | None = None
    left_out: tuple[str, ...] = ()


def to_rows(record: linked.Record, findings: Iterable[Finding]) -> Iterator[tuple[str, str, bytes]]:
    """Every row as (type, id, bytes). The text of a document stays with the article and is not kept twice."""
    yield "about", "", codec.dump(_About(record.as_of, record.left_out))
    for document in record.documents:
        slim = replace(document.document, raw="", body=(), furniture=())
        yield "document", document.id, codec.dump(replace(document, document=slim))
    for kind, found in (
        ("actor", record.actors),
        ("quote", record.quotes),
        ("statement", record.statements),
        ("event", record.events),
        ("commitment", record.commitments),
        ("figure", record.figures),
        ("finding", findings),
    ):
        for row in found:
            yield kind, row.id, codec.dump(row)


def read_document(stored: StoredDocument) -> Document:
    return codec.load(Document, stored.data)


def read_extraction(stored: StoredDocument) -> Extraction:
    return codec.load(Extraction, stored.extraction)


def read_decisions(store: Store) -> tuple[linked.Decision, ...]:
    return tuple(codec.load(linked.Decision, data) for data in store.decisions())


def read_record(store: Store) -> tuple[linked.Record, tuple[Finding, ...]]:
    """The record as it was linked last, and its findings."""
    texts = {stored.id: stored for stored in store.documents()}

    def document(row: linked.DocumentRow) -> linked.DocumentRow:
        return replace(row, document=read_document(texts[row.document.id]))

    def every(kind: type[T], name: str) -> tuple[T, ...]:
        return tuple(codec.load(kind, data) for data in store.rows(name))

    about = next(iter(every(_About, "about")), _About())
    record = linked.Record(
        documents=tuple(document(row) for row in every(linked.DocumentRow, "document")),
        actors=every(linked.ActorRow, "actor"),
        quotes=every(linked.QuoteRow, "quote"),
        statements=every(linked.Statement, "statement"),
        events=every(linked.EventRow, "event"),
        commitments=every(linked.CommitmentRow, "commitment"),
        figures=every(linked.FigureRow, "figure"),
        decisions=read_decisions(store),
        as_of=about.as_of,
        left_out=about.left_out,
        extractions={id_: read_extraction(stored) for id_, stored in texts.items()},
    )
    return record, every(Finding, "finding")
