"""A finding before it has an id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.finding import FindingKind, Place, Version


@dataclass(frozen=True, slots=True)
class Draft:
    """What a finder found in one place: a summary for people, the words, the versions and what speaks for each.

    Drafts of one kind that have one of their `matters` in common are of one matter, and are told as one finding.
    One that only `bears_out` a version adds its words to what others found, and is nothing without them.
    """

    summary: str
    evidence: tuple[Place, ...]
    versions: tuple[Version, ...]
    severity: int
    rule: str
    confidence: float
    about: str | None = None
    matters: tuple[str, ...] = ()
    bears_out: bool = False


Where = Literal["document", "pair", "gathering", "actor", "statement", "event", "commitment"]


@dataclass(frozen=True, slots=True)
class Spot:
    """What findings are looked for in: one document, two that have to do with one another, or one row.

    A `gathering` is two documents again: what is found there depends on the encounters that they are told to be of.
    """

    where: Where
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A draft with the kind of its finding, and where it was found."""

    kind: FindingKind
    draft: Draft
    spot: Spot


@dataclass(frozen=True, slots=True)
class Fault:
    """A spot that a finder could not look into by a fault of its own: where, for people, and what went wrong."""

    where: str
    said: str
