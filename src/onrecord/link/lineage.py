"""Lineage: who took it from whom, and how many independent origins there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.model.document import Document
from onrecord.model.linked import Derived
from onrecord.model.record import Extraction


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who took it from whom."""

    derived: Mapping[str, tuple[Derived, ...]] = field(default_factory=dict)
    version_of: Mapping[str, str] = field(default_factory=dict)

    def origins(self, documents: Iterable[str]) -> int:
        """How many independent origins these documents have."""
        return len(set(documents))


def find_lineage(documents: Iterable[Document], extractions: Mapping[str, Extraction]) -> Lineage:
    return Lineage()
