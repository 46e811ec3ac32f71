"""What many documents make: the rows of a record, linked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from onrecord.model.dates import Basis, Date, When
from onrecord.model.document import Document, sha256_of
from onrecord.model.record import (
    ActorKind,
    Approximate,
    EventKind,
    EventStatus,
    Extraction,
    Figure,
    Quote,
    Strength,
    Voice,
    is_refusal,
)
from onrecord.model.span import Span

DerivationKind = Literal["copy", "near_copy", "partial", "paraphrase"]
Step = Literal["announced", "confirmed", "moved", "held", "cancelled"]
CommitmentStatus = Literal["open", "overdue", "in_progress", "kept", "broken", "withdrawn", "superseded"]
StatusBasis = Literal["clock", "evidence", "person"]
Verb = Literal["merge", "split", "rename", "confirm", "reject", "dismiss"]


MEASURES = frozenset("% years months weeks days hours minutes km m m3 t kg ha times points degrees".split())
"""Units of figures that are no currency and no counted noun."""


def row_id(prefix: str, *parts: object) -> str:
    """An id that comes from content: the prefix and 16 hex digits over the parts."""
    return prefix + sha256_of("\0".join(str(p) for p in parts))[:16]


def quote_id(document: str, quote: Quote) -> str:
    """The id of a quote: from its document, span and kind."""
    return row_id("q", document, quote.span.start, quote.span.end, quote.kind)


def figure_id(document: str, figure: Figure) -> str:
    """The id of a figure: from its document, span and value."""
    return row_id("f", document, figure.evidence.start, figure.evidence.end, figure.value, figure.unit)


# ---- documents and actors


@dataclass(frozen=True, slots=True)
class Derived:
    """A document that this one was taken from, and how we know (`why`, in English)."""

    document: str
    kind: DerivationKind
    why: str = ""
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with its place among the others. `outlet`, `cites` are ids of actors."""

    document: Document
    story: str
    derived_from: tuple[Derived, ...] = ()
    version_of: str | None = None
    outlet: str | None = None
    cites: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.document.id


@dataclass(frozen=True, slots=True)
class Office:
    """An office of an actor: its title, whose it is, and the term."""

    title: str
    of: str | None = None
    start: Date | None = None
    end: Date | None = None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """Somebody, or something that acts, across all documents.

    `entry` is the id in the dossier, `parties` where it stands in each document
    (`(document, index of party)`, sorted). `identifiers` are pairs (`("wikidata", "Q30")`).
    """

    id: str
    kind: ActorKind
    name: str
    names: tuple[str, ...]
    members: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    entry: str | None = None
    parties: tuple[tuple[str, int], ...] = ()


# ---- what was said


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote of one document with its speakers as actors of the record.

    `index` is its index among the document's quotes, `part_of` and `inside` are ids of quotes.
    """

    id: str
    document: str
    index: int
    quote: Quote
    speakers: tuple[str, ...]
    part_of: str | None = None
    inside: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance however often it is rendered.

    `speakers` are empty where the renderings disagree. `primary` is the quote of a transcript or
    readout that the others are held against. `origins` counts the independent sources.
    """

    id: str
    quotes: tuple[str, ...]
    speakers: tuple[str, ...]
    origins: int
    event: str | None = None
    primary: str | None = None


# ---- what happened


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One step of an event or commitment: what, for which date, by whom told, known since when."""

    step: str
    date: Date | None
    document: str
    as_of: Date | None


@dataclass(frozen=True, slots=True)
class EventTelling:
    """One document's words for an event, as that document tells it. `index`: among its events."""

    document: str
    span: Span
    kind: EventKind
    status: EventStatus
    when: When | None
    place: str | None
    participants: tuple[str, ...]
    index: int = 0


@dataclass(frozen=True, slots=True)
class EventRow:
    """One happening however often it is told. `place`, `participants` are ids of actors."""

    id: str
    kind: EventKind
    status: EventStatus
    when: When | None
    place: str | None
    participants: tuple[str, ...]
    evidence: tuple[EventTelling, ...]
    origins: int = 1
    series: str | None = None
    number: int | None = None
    part_of: str | None = None
    history: tuple[HistoryStep, ...] = ()
    rule: str = ""
    confidence: float = 0.5


# ---- what was promised


@dataclass(frozen=True, slots=True)
class CommitmentTelling:
    """One document's words for a commitment: how firmly, by when, and in whose words."""

    document: str
    span: Span
    strength: Strength
    due: When | None
    voice: Voice
    action: str
    index: int = 0


@dataclass(frozen=True, slots=True)
class Proposed:
    """Evidence that may bear on a commitment, for a person to confirm or reject."""

    status: CommitmentStatus
    document: str
    span: Span
    why: str
    decided: Literal["confirm", "reject"] | None = None


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One commitment with all its tellings. `status` follows from rules as of the record's date.

    `items` are the extracted commitments that it was made of: document and index.
    """

    id: str
    who: str
    action: str
    targets: tuple[str, ...]
    due: When | None
    strength: Strength
    status: CommitmentStatus
    status_basis: StatusBasis | None
    evidence: tuple[CommitmentTelling, ...]
    origins: int = 1
    conditions: tuple[tuple[str, Span], ...] = ()
    score: int | None = None
    history: tuple[HistoryStep, ...] = ()
    proposed: tuple[Proposed, ...] = ()
    event: str | None = None
    rule: str = ""
    confidence: float = 0.5
    items: tuple[tuple[str, int], ...] = ()

    @property
    def refuses(self) -> bool:
        """Whether what binds is not to do it."""
        return is_refusal(self.action)


# ---- what was counted


@dataclass(frozen=True, slots=True)
class FigureTelling:
    """One document's words for a quantity. `index`: among its figures."""

    document: str
    span: Span
    approximate: Approximate | None
    index: int = 0


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One quantity with the same value and unit however often it is told."""

    id: str
    value: str
    unit: str
    approximate: Approximate | None
    about: str | None
    evidence: tuple[FigureTelling, ...]
    origins: int = 1
    rule: str = ""
    confidence: float = 0.5


# ---- people's decisions, and the whole


@dataclass(frozen=True, slots=True)
class Member:
    """Words that a decision is about."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided. `value` depends on the verb: a name, a status, a kind of finding, a score."""

    id: str
    verb: Verb
    members: tuple[Member, ...]
    value: str | None = None
    by: str | None = None
    at: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two sentences that say about the same: indexes among the passages of each document.

    `of_one`, `of_other` are the shares of what each says that the other says too, `shared` how
    much it weighs what both have in the same words.
    """

    one: str
    passage: int
    other: str
    other_passage: int
    of_one: float
    of_other: float
    shared: float


@dataclass(frozen=True, slots=True)
class Kinship:
    """Two documents that may tell one story: how likely they do, and whether they have one origin."""

    one: str
    other: str
    likely: float
    one_origin: bool = False
    worded_alike: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that a set of documents makes, before findings. All rows are sorted by id.

    `extractions` are by document. `left_out` are the ids of documents that a view as of
    `as_of` does not show: later ones, and those without a date; `open_day` names the sources of those that may
    have been out by then, as nothing tells their day. `kin` and `aligned` hold what
    findings are looked for in; they are worked out with the rows and kept nowhere.
    """

    documents: tuple[DocumentRow, ...] = ()
    actors: tuple[ActorRow, ...] = ()
    quotes: tuple[QuoteRow, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[EventRow, ...] = ()
    commitments: tuple[CommitmentRow, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    decisions: tuple[Decision, ...] = ()
    as_of: Date | None = None
    left_out: tuple[str, ...] = ()
    open_day: tuple[str, ...] = ()
    extractions: Mapping[str, Extraction] = field(default_factory=dict, compare=False)
    kin: tuple[Kinship, ...] = field(default=(), compare=False)
    aligned: tuple[Aligned, ...] = field(default=(), compare=False)


__all__ = [
    "MEASURES",
    "ActorRow",
    "Aligned",
    "Basis",
    "CommitmentRow",
    "CommitmentStatus",
    "CommitmentTelling",
    "Decision",
    "DerivationKind",
    "Derived",
    "DocumentRow",
    "EventRow",
    "EventTelling",
    "FigureRow",
    "FigureTelling",
    "HistoryStep",
    "Kinship",
    "Member",
    "Office",
    "Proposed",
    "QuoteRow",
    "Record",
    "Statement",
    "StatusBasis",
    "Step",
    "figure_id",
    "quote_id",
    "row_id",
]
