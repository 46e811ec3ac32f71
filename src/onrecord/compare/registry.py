"""All kinds of findings, in one list."""

from __future__ import annotations

from onrecord.model.finding import Finding
from onrecord.model.linked import Record


def compare(record: Record) -> tuple[Finding, ...]:
    """Every finding of the record, sorted by id; a pure function of it."""
    return ()
