"""A linked record → its findings."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.compare.draft import Fault, Sighting
from onrecord.compare.gathering import findings_of, keys_of
from onrecord.compare.registry import look
from onrecord.compare.whole import WholeDesk
from onrecord.link.components import components
from onrecord.model.finding import Finding
from onrecord.model.linked import Record

__all__ = ["compare"]


def compare(record: Record, failed: Callable[[Fault], None] | None = None) -> tuple[Finding, ...]:
    """Every finding of the record, sorted by id; a pure function of it. `failed` as for `look`."""
    desk = WholeDesk(record)
    sightings = [sighting for spot in desk.spots() for sighting in look(desk, spot, failed)]
    found = [f for group in _hanging_together(sightings) for f in findings_of(desk, group, record.decisions)]
    return tuple(sorted(found, key=lambda finding: finding.id))


def _hanging_together(sightings: list[Sighting]) -> list[list[Sighting]]:
    """Sightings that share a key, directly or through others."""
    first: dict[str, int] = {}
    shared = ((first.setdefault(key, at), at) for at, sighting in enumerate(sightings) for key in keys_of(sighting))
    return [[sightings[at] for at in group] for group in components(range(len(sightings)), shared)]
