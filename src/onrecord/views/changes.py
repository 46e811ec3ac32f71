"""What outlets changed after they had published it: the texts of one address, each held against the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model.document import Document
from onrecord.model.linked import Record
from onrecord.model.versions import Told, address_of, changes, histories, words
from onrecord.views.names import one_line

_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that another text says otherwise: what it is, how it was and is ("": not there)."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Step:
    """From one text of an address to the next: both documents, and what changed."""

    address: str
    old: Document
    new: Document
    edits: tuple[Edit, ...]


def steps(record: Record, wanted: str | None = None) -> list[Step]:
    """All changes, or those of one address or document (the beginning of its id will do)."""
    found = []
    for texts in histories(row.document for row in record.documents):
        address = address_of(texts[0])
        assert address is not None
        names = (address, texts[0].source)
        if wanted is not None and wanted not in names and not any(text.id.startswith(wanted) for text in texts):
            continue
        for old, new in pairwise(texts):
            found.append(Step(address, old, new, tuple(_edits(record, old, new))))
    return found


def shown(found: Iterable[Step]) -> Iterator[str]:
    """Lines for people."""
    address = None
    for step in found:
        if step.address != address:
            address = step.address
            yield one_line(address)
        yield f"  {step.old.fetched} → {step.new.fetched} ({step.old.id} → {step.new.id})"
        for edit in step.edits:
            yield f"    {edit.what}: {edit.old or '(not there)'} → {edit.new or '(gone)'}"
        if not step.edits:
            yield "    nothing but the wording of other sentences"


def rows(found: Iterable[Step]) -> Iterator[dict[str, object]]:
    """One object a step, for programs."""
    for step in found:
        yield {
            "type": "version",
            "address": step.address,
            "old": step.old.id,
            "new": step.new.id,
            "old_fetched": step.old.fetched,
            "new_fetched": step.new.fetched,
            "changes": [{"what": edit.what, "old": edit.old or None, "new": edit.new or None} for edit in step.edits],
        }


def _edits(record: Record, old: Document, new: Document) -> Iterator[Edit]:
    titles = [one_line(document.title.text) if document.title else "" for document in (old, new)]
    if words(titles[0]) != words(titles[1]):
        yield Edit("title", *titles)
    days = [document.published.edtf if document.published else "" for document in (old, new)]
    if days[0] != days[1]:
        yield Edit("published", *days)
    for change in changes((old, record.extractions[old.id]), (new, record.extractions[new.id])):
        yield Edit(change.kind, _said(change.old), _said(change.new))


def _said(told: Told | None) -> str:
    """A quote in its own words; of a date or figure what it says, and the words for it."""
    if told is None:
        return ""
    text = one_line(told.span.text, _WIDTH)
    if told.kind == "quote":
        return text
    value = f"{told.value} {told.label}" if told.kind == "figure" else f"{told.value} ({told.label})"
    return f"{value} “{text}”"
