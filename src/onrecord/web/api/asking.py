"""What lists can be asked for, checked: whatever else stands in an address is an error."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from onrecord.model.finding import FindingKind
from onrecord.model.linked import CommitmentStatus
from onrecord.model.record import ActorKind, EventKind, EventStatus, QuoteKind, Strength
from onrecord.store.lookup import SHAPES
from onrecord.views.wanting import Asked
from onrecord.web.answering import MOST
from onrecord.web.asking import LONGEST

_MONTH = "0[1-9]|1[0-2]"
_DAYS = rf"({_MONTH})-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31|02-29"
_DAY = rf"^([1-9]\d{{3}}(-({_MONTH}|{_DAYS}))?)?$"

Name = Annotated[str, Field(max_length=100, description="An id or a name, in any form that the record knows.")]
Day = Annotated[
    str, Field(max_length=10, pattern=_DAY, description="A day, a month or a year: 2031-05-06, 2031-05, 2031.")
]

AsOfDay = Annotated[
    str,
    Field(
        max_length=10,
        pattern=_DAY,
        description="The record as it could be known on that day (the last one of a month or a year): nothing that was "
        "published later, nor without a date.",
    ),
]


class Paged(BaseModel):
    """A page of a list."""

    model_config = ConfigDict(extra="forbid")

    cursor: Annotated[
        str, Field(max_length=600, pattern="^[A-Za-z0-9_-]*$", description="`next` of the page before this one.")
    ] = ""
    limit: Annotated[int, Field(ge=1, le=MOST, description="So many rows at most.")] = 20
    as_of: AsOfDay = ""

    def asked(self) -> Asked:
        values = self.model_dump(exclude={"cursor", "limit", "q", "type", "related"})
        if not values.get("severity"):
            values["severity"] = None
        return Asked(**values)


class _Placed(Paged):
    outlet: Name = ""
    since: Day = ""
    until: Day = ""


class Documents(_Placed):
    actor: Name = ""
    status: Literal["", "primary", "taken", "none"] = ""
    language: Annotated[str, Field(max_length=3, pattern="^[a-z]*$", description="ISO 639: ru, kk …")] = ""


class Actors(Paged):
    kind: Literal["", ActorKind] = ""
    status: Literal["", "known", "none"] = ""


class Quotes(_Placed):
    actor: Name = ""
    kind: Literal["", QuoteKind] = ""
    status: Literal["", "unknown", "none"] = ""


class Statements(_Placed):
    actor: Name = ""
    kind: Literal["", "several", "single"] = ""
    status: Literal["", "primary", "none"] = ""


class Events(_Placed):
    actor: Name = ""
    kind: Literal["", EventKind] = ""
    status: Literal["", EventStatus] = ""


class Commitments(_Placed):
    actor: Name = ""
    kind: Annotated[Literal["", Strength], Field(description="How firm it is.")] = ""
    status: Literal["", CommitmentStatus] = ""


class Figures(Paged):
    outlet: Name = ""


class Findings(_Placed):
    kind: Literal["", FindingKind] = ""
    status: Annotated[
        Literal["none", "dismissed", ""],
        Field(description="Those that nobody set aside (none) unless asked otherwise."),
    ] = "none"
    severity: Annotated[int, Field(ge=0, le=3, description="3 is the gravest; 0 for all.")] = 0


RowType = Literal["document", "actor", "quote", "statement", "event", "commitment", "figure", "finding"]
assert set(RowType.__args__) == set(SHAPES)  # type: ignore[attr-defined]  # the types of a Literal are there


class Search(_Placed):
    """What is searched for, and what of."""

    q: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST,
            description='Words, in any form; “…” or "…" is a phrase, - leaves a word out, * takes any ending.',
        ),
    ]
    type: Annotated[RowType, Field(description="Sentences of articles, names of actors, or words of such rows.")] = (
        "document"
    )
    related: Annotated[bool, Field(description="Words that begin the same, too.")] = False
    actor: Name = ""
