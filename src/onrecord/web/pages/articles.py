"""Article: the text as read, every record in its place, and what the selected one rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response

from onrecord.model.span import Span
from onrecord.store.lookup import Lookup
from onrecord.store.relations import Marked
from onrecord.views.marked import paragraphs
from onrecord.web.slices import commitments, names_for

if TYPE_CHECKING:
    from onrecord.web.app import Server

# Which row words stand for where several rest on them: the first of these.
_RANK = {"finding": 0, "commitment": 1, "event": 2, "quote": 3, "figure": 4}
# A text of so many characters is shown with fewer marks, so that the page stays one that a browser can show.
_LONGEST = 400_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlighted span: the row that it stands for."""

    type: str
    id: str


def one(lookup: Lookup, id_: str, row_id: str, show: str) -> dict[str, Any]:
    row = lookup.row("document", id_)
    text = lookup.texts([id_]).get(id_)
    if row is None or text is None:
        raise LookupError(id_)
    every = lookup.marks(id_)
    marks = [mark for mark in every if mark.type in _RANK and (not show or mark.type == show or mark.id == row_id)]
    if len(text.raw) > _LONGEST:
        marks = [mark for mark in marks if mark.id == row_id]
    spans = {(m.start, m.end): Span.cut(text.raw, m.start, m.end) for m in marks if m.start < m.end <= len(text.raw)}
    chosen = _chosen(marks, row_id)
    counts: dict[str, int] = {}
    for _, kind in {(mark.id, mark.type) for mark in every}:
        counts[kind] = counts.get(kind, 0) + 1
    order = list(dict.fromkeys(mark.id for mark in marks))
    at = order.index(row_id) if row_id in order else -1
    header = text.header
    if header and not (text.title and header.contains(text.title)):
        text = replace(text, furniture=(*text.furniture, header))
    before, after = lookup.beside(id_)
    neighbours = lookup.rows("document", [x for x in (before, after) if x])
    story = [x for x in lookup.naming(row.story, "document", ("story",), most=12) if x != id_]
    relatives = list(lookup.rows("document", [*story, *lookup.naming(id_, "document", ("from",), most=12)]).values())
    names = names_for(lookup, [row], relatives, neighbours.values(), texts=False)
    selected = _selected(lookup, row_id)
    return {
        "row": row,
        "document": text,
        "paragraphs": paragraphs(text, spans.values()),
        "marks": {span: chosen[key] for key, span in spans.items()},
        "first": {mark.id: spans[mark.start, mark.end] for mark in reversed(marks) if (mark.start, mark.end) in spans},
        "names": names,
        "selected": selected,
        "note": _note(lookup, selected) if selected else None,
        "same_words": _same_words(lookup, marks, row_id),
        "row_id": row_id,
        "show": show,
        "counts": {kind: counts[kind] for kind in _RANK if kind in counts},
        "step_back": order[at - 1] if at > 0 else None,
        "step_on": order[at + 1] if 0 <= at < len(order) - 1 else (order[0] if at < 0 and order else None),
        "before": neighbours.get(before or ""),
        "after": neighbours.get(after or ""),
        "story": [other for other in relatives if other.id in story],
        "copies": [other for other in relatives if any(taken.document == id_ for taken in other.derived_from)],
    }


def _chosen(marks: list[Marked], row_id: str) -> dict[tuple[int, int], Mark]:
    """For each place the row that it stands for: the selected one, else the weightiest."""
    found: dict[tuple[int, int], Mark] = {}
    for mark in sorted(marks, key=lambda m: (m.id != row_id, _RANK[m.type], m.id)):
        found.setdefault((mark.start, mark.end), Mark(mark.type, mark.id))
    return found


@dataclass(frozen=True, slots=True)
class Selected:
    type: str
    row: Any


def _selected(lookup: Lookup, row_id: str) -> Selected | None:
    kind = lookup.type_of(row_id) if row_id else None
    if kind not in _RANK:
        return None
    row = commitments(lookup, [row_id])[0] if kind == "commitment" else lookup.row(kind, row_id)
    return Selected(kind, row) if row is not None else None


def _note(lookup: Lookup, selected: Selected) -> dict[str, Any]:
    """What the panel says beyond the row itself."""
    row = selected.row
    known = list(lookup.rows("actor", row.speakers).values()) if selected.type == "quote" else []
    note: dict[str, Any] = {"names": names_for(lookup, [row], known, texts=False), "known": known}
    if selected.type == "quote":
        parties = lookup.extraction(row.document).parties
        note["candidates"] = [
            (c, parties[c.party].name if c.party is not None and c.party < len(parties) else "")
            for c in row.quote.candidates
        ]
        note["statement"] = next(iter(lookup.naming(row.id, "statement", ("quote",), most=1)), None)
    return note


def _same_words(lookup: Lookup, marks: list[Marked], row_id: str) -> list[Marked]:
    """Other rows that rest on words of the selected one."""
    mine = [(mark.start, mark.end) for mark in marks if mark.id == row_id]
    found: Mapping[str, Marked] = {
        mark.id: mark
        for mark in marks
        if mark.id != row_id and any(mark.start < end and start < mark.end for start, end in mine)
    }
    return list(found.values())[:8]


def add(app: FastAPI, server: Server) -> None:
    @app.get("/articles/{id_}")
    def article(request: Request, id_: str, row: str = "", show: str = "") -> Response:
        kind = show if show in _RANK else ""
        return server.show(request, "article.html", lambda lookup: one(lookup, id_, row[:40], kind))
