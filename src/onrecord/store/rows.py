"""What lies in the store as bytes, read back; decisions, put there and taken away."""

from __future__ import annotations

from typing import TypeVar

from onrecord.model import linked
from onrecord.model.document import Document
from onrecord.model.record import Extraction
from onrecord.store import codec
from onrecord.store.store import Store, StoredDocument

T = TypeVar("T")


def read_document(stored: StoredDocument) -> Document:
    return codec.load_document(stored.data, stored.raw)


def read_extraction(stored: StoredDocument) -> Extraction:
    return codec.load(Extraction, stored.extraction)


def read_decisions(store: Store) -> tuple[linked.Decision, ...]:
    return tuple(codec.load(linked.Decision, data) for data in store.decisions())


def keep_decision(store: Store, decision: linked.Decision) -> None:
    """Keeps what a person decided; the rows of the documents that it speaks of are stale then."""
    store.add_decision(decision.id, codec.dump(decision), {member.document for member in decision.members})


def take_back(store: Store, id_: str) -> linked.Decision | None:
    """Takes a decision back and gives it; None where there is none of this id."""
    known = next((row for row in read_decisions(store) if row.id == id_), None)
    if known is None or not store.remove_decision(id_, {member.document for member in known.members}):
        return None
    return known
