"""A finding: what a careful reader of the record must be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.span import Span

FindingKind = Literal[
    "attribution",
    "date",
    "figure",
    "place",
    "participants",
    "certainty",
    "scope",
    "name",
    "wording",
    "credit",
]


# The reason against a version that no text below a headline bears out.
HEADLINE_ONLY = "only in a headline"


@dataclass(frozen=True, slots=True)
class Place:
    """Words of one document: the evidence of a finding."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a finding: what it says, which documents say so, and what speaks for it (`reasons`).

    `places` are its words, as far as they are among the finding's evidence.
    """

    value: str
    documents: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction, an overstatement or a slip, with the words of every document concerned.

    `summary` is plain English, one or two sentences. `severity` is 3 for what changes what a
    reader believes, 1 for a slip. `about` is the id of the row it belongs to, None where it
    belongs to no row. `dismissed` says that a person has set it aside.
    """

    id: str
    kind: FindingKind
    documents: tuple[str, ...]
    summary: str
    evidence: tuple[Place, ...]
    versions: tuple[Version, ...] = ()
    severity: int = 2
    about: str | None = None
    rule: str = ""
    confidence: float = 0.7
    dismissed: bool = False
