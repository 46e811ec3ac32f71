"""What answers look like, for the description and for whoever writes a client. Rows are those of the record format."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, Field


class Place(BaseModel):
    """Words of a document: `[start, end)` in Unicode code points of its frozen text."""

    document: str
    start: int
    end: int


class Citation(Place):
    """Words that can be cited. `words` are those of the span; `outlet` is a name, `published` an EDTF date."""

    words: str
    source: str
    url: str | None = None
    outlet: str | None = None
    published: str | None = None


class Rendering(Citation):
    """A quote that renders a statement."""

    quote: str
    kind: str
    speakers: list[str]


class EventCitation(Citation):
    """How a document tells an event."""

    status: str
    date: str | None = None


class CommitmentCitation(Citation):
    """How firmly, in whose words and by when a document tells a commitment."""

    strength: str
    voice: str
    due: str | None = None


class Row(BaseModel):
    """What every row has."""

    type: str
    id: str


class Ruled(Row):
    """A row that a rule found; `confidence` is how often such a row is right."""

    rule: str
    confidence: float


class Derived(BaseModel):
    document: str
    kind: str


class DocumentRow(Row):
    source: str
    sha256: str
    length: int
    outlet: str | None = None
    title: list[int] | None = None
    language: str | None = None
    published: str | None = None
    published_basis: str | None = None
    primary: bool
    cites: list[str]
    body: list[list[int]]
    story: str
    derived_from: list[Derived]
    version_of: str | None = None
    row_count: dict[str, int]
    cited: list[Citation] = Field(description="The headline.")


class Office(BaseModel):
    title: str
    of: str | None = None
    from_: str | None = Field(None, alias="from")
    to: str | None = None


class ActorRow(Row):
    kind: str
    name: str
    names: list[str]
    members: list[str]
    offices: list[Office]
    identifiers: dict[str, str]


class QuoteRow(Ruled):
    document: str
    kind: str
    start: int
    end: int
    text: str
    speakers: list[str]
    speaker_mention: list[int] | None = None
    cue: list[int] | None = None
    part_of: str | None = None
    inside: str | None = None
    why_unknown: str | None = None
    cited: list[Citation]


class StatementRow(Row):
    speakers: list[str]
    quotes: list[str]
    event: str | None = None
    origins: int
    cited: list[Rendering]


class Step(BaseModel):
    step: str
    date: str | None = None
    document: str
    as_of: str | None = None


class EventTelling(Place):
    kind: str | None = None
    status: str | None = None
    date: str | None = None
    place: str | None = None
    participants: list[str] | None = None


class EventRow(Ruled):
    kind: str
    plover: dict[str, str]
    status: str
    date: str | None = None
    date_basis: str | None = None
    place: str | None = None
    participants: list[str]
    series: str | None = None
    number: int | None = None
    part_of: str | None = None
    history: list[Step]
    evidence: list[EventTelling]
    origins: int
    cited: list[EventCitation]


class CommitmentTelling(Place):
    strength: str | None = None
    due: str | None = None


class CommitmentRow(Ruled):
    who: str
    action: str
    targets: list[str]
    due: str | None = None
    due_basis: str | None = None
    conditions: list[Place]
    strength: str
    status: str
    status_basis: str | None = None
    score: int | None = None
    history: list[Step]
    evidence: list[CommitmentTelling]
    event: str | None = None
    origins: int
    cited: list[CommitmentCitation]


class FigureRow(Ruled):
    value: str
    unit: str
    approximate: str | None = None
    about: str | None = None
    evidence: list[Place]
    origins: int
    cited: list[Citation]


class Version(BaseModel):
    value: str
    documents: list[str]
    for_: str = Field(alias="for")


class FindingRow(Ruled):
    kind: str
    documents: list[str]
    summary: str
    versions: list[Version]
    severity: int
    evidence: list[Place]
    about: str | None = None
    dismissed: bool
    cited: list[Citation]


class DecisionRow(Row):
    verb: str
    members: list[Place]
    value: str | None = None
    by: str | None = None
    at: str | None = None
    why: str | None = None


R = TypeVar("R", bound=BaseModel)


class PageOf(BaseModel, Generic[R]):
    """Rows with the names of the actors in them; `next` is the cursor of the next page, null on the last."""

    rows: list[R]
    names: dict[str, str]
    next: str | None


class One(BaseModel, Generic[R]):
    """A row by itself with the names of the actors in it."""

    row: R
    names: dict[str, str]


class Sentence(Place):
    """A sentence that was found; `found` are the places of the words."""

    words: str
    found: list[list[int]]


AnyRow = (
    DocumentRow | ActorRow | QuoteRow | StatementRow | EventRow | CommitmentRow | FigureRow | FindingRow
)  # told apart by `type`


class Hit(BaseModel):
    """A row, and the sentence that was found (none for the name of an actor)."""

    row: AnyRow
    sentence: Sentence | None = None


class Explanation(BaseModel):
    """Why a row is there, line by line, as `onrecord explain` has it."""

    type: str
    id: str
    lines: list[str]


class State(BaseModel):
    """The record as a whole."""

    format: int
    as_of: str | None
    counts: dict[str, int]
    left_out: int = Field(description="Articles that are not counted as of the day that was asked for: later ones, …")
    open_day: int = Field(description="… and these of them, of which nothing tells by what day they were out.")
    in_step: bool = Field(description="Whether rows and findings are as articles and decisions make them.")


class Decided(BaseModel):
    """A decision that was kept; `in_step` says whether the rows follow it already."""

    decision: DecisionRow
    in_step: bool


class Trouble(BaseModel):
    """What is wrong with a value: where it stands in the request (`query/limit`), and why."""

    where: str
    why: str


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str = Field(description="`about:blank`: the status says what kind of problem it is.")
    title: str
    status: int
    detail: str
    hint: str | None = None
    errors: list[Trouble] | None = None
