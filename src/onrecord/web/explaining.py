"""Why a row is in the record, worked out from as much of it as that takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onrecord.model import linked
from onrecord.model.finding import Finding
from onrecord.store.lookup import Lookup
from onrecord.views.explain import explain
from onrecord.web.answering import row_of, rows_of
from onrecord.web.slices import slice_of

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
    row = row_of(lookup, kind, id_)
    actors: list[linked.ActorRow] = []
    documents: list[str] = []
    own: dict[str, Any] = {}
    left = 0
    match row:
        case linked.ActorRow():
            parties = lookup.parties(id_)
            row = replace(row, parties=parties[:_MOST])
            left = len(parties) - len(row.parties)
            actors, documents = [row], sorted({document for document, _ in row.parties})
        case linked.QuoteRow():
            actors, documents = rows_of(lookup, "actor", row.speakers), [row.document]
        case linked.Statement():
            own = {"statements": (row,)}
        case linked.EventRow():
            own = {"events": (row,)}
        case linked.FigureRow():
            own = {"figures": (row,)}
    part = slice_of(lookup, [row], actors, texts=kind != "actor")
    known = {actor.id for actor in actors}
    part = replace(
        part,
        actors=(*(actor for actor in part.actors if actor.id not in known), *actors),
        extractions={document: lookup.extraction(document) for document in documents},
        **own,
    )
    findings = [row] if isinstance(row, Finding) else []
    return [*explain(part, findings, id_), *([f"and {left} articles more"] if left else [])]
