"""Why a row is in the record, worked out from as much of it as that takes."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import linked
from onrecord.model.finding import Finding
from onrecord.store.lookup import Lookup
from onrecord.views.explain import explain
from onrecord.web.slices import commitments, slice_of

# So many articles that name somebody are gone through; there may be all of them.
_MOST = 500


def find(lookup: Lookup, start: str) -> tuple[str, str]:
    """Type and id of the row whose id is, or begins with, this. Raises `LookupError` where none or several do."""
    found = lookup.beginning(start) if start else []
    if len(found) != 1:
        many = "no row has" if not found else "several rows have"
        raise LookupError(f"{many} an id that begins with {start!r}")
    return found[0]


def explained(lookup: Lookup, kind: str, id_: str) -> list[str]:
    """The lines of `onrecord explain`. Raises `LookupError` where there is no such row."""
    row = commitments(lookup, [id_])[0] if kind == "commitment" else lookup.row(kind, id_)
    if row is None:
        raise LookupError(id_)
    parties: tuple[tuple[str, int], ...] = ()
    told: list[linked.DocumentRow] = []
    if isinstance(row, linked.ActorRow):
        parties = lookup.parties(id_)
        row = replace(row, parties=parties[:_MOST])
        told = list(lookup.rows("document", sorted({document for document, _ in row.parties})).values())
    speakers = list(lookup.rows("actor", row.speakers).values()) if isinstance(row, linked.QuoteRow) else []
    part = slice_of(lookup, [row], speakers, told)
    documents = [row.document] if isinstance(row, linked.QuoteRow) else [document.id for document in told]
    part = replace(part, extractions={document: lookup.extraction(document) for document in documents})
    findings = []
    match row:
        case linked.ActorRow():
            part = replace(part, actors=(*(a for a in part.actors if a.id != id_), row))
        case linked.Statement():
            part = replace(part, statements=(row,))
        case linked.EventRow():
            part = replace(part, events=(row,))
        case linked.FigureRow():
            part = replace(part, figures=(row,))
        case Finding():
            findings.append(row)
    left = len(parties) - _MOST
    return [*explain(part, findings, id_), *([f"and {left} articles more"] if left > 0 else [])]
