"""What lies in the store as bytes, read back."""

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
