"""A finding before it has an id."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.finding import Place, Version


@dataclass(frozen=True, slots=True)
class Draft:
    """What a finder found: a summary for people, the words, the versions and what speaks for each."""

    summary: str
    evidence: tuple[Place, ...]
    versions: tuple[Version, ...]
    severity: int
    rule: str
    confidence: float
    about: str | None = None
