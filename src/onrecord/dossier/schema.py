"""What a dossier file may hold: actors, offices with terms, groups, formats, outlets and metonyms."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from onrecord.errors import DateError
from onrecord.model.dates import Date

ID = re.compile(r"(?:country:[A-Z]{2}|[a-z0-9][a-z0-9_-]*)\Z")

Role = Literal[
    "head_of_state",
    "deputy_head_of_state",
    "head_of_government",
    "foreign_minister",
    "deputy_foreign_minister",
    "envoy",
    "ambassador",
    "spokesperson",
    "minister",
    "head",
]


def _identifier(value: str) -> str:
    if not ID.match(value):
        raise ValueError("an id is lower-case Latin letters, digits, '-' and '_', or 'country:' with two capitals")
    return value


def _listed(value: object) -> object:
    """One name may stand without brackets."""
    return [value] if isinstance(value, str) else value


def _name(value: str) -> str:
    if not value.strip():
        raise ValueError("a name is empty")
    return " ".join(value.split())


def _as_text(value: object) -> object:
    """YAML reads `2019-03-20` as a day and `2015` as a number: back to what stands in the file."""
    return value if value is None or isinstance(value, bool) else str(value)


def _date(value: str) -> str:
    try:
        date = Date(value)
    except DateError as error:
        raise ValueError(f"{error.message}; write 2025, 2025-11 or 2025-11-05") from None
    if not date.known_year or date.precision == "interval":
        raise ValueError("write a year, a month or a day: 2025, 2025-11 or 2025-11-05")
    return value


ActorId = Annotated[str, AfterValidator(_identifier)]
Name = Annotated[str, AfterValidator(_name)]
NameList = Annotated[tuple[Name, ...], BeforeValidator(_listed)]
Names = dict[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], NameList]
Day = Annotated[str, BeforeValidator(_as_text), AfterValidator(_date)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Actor(Part):
    """A person, an organisation, a place or a country. `of` is whose body it is; `former`: names once borne."""

    id: ActorId
    kind: Literal["person", "organization", "country", "place"]
    names: Names = Field(min_length=1)
    former: Names = {}
    gender: Literal["m", "f"] | None = None
    of: ActorId | None = None
    identifiers: dict[str, str] = {}


class Term(Part):
    """Who held an office, and when; what is not known for sure is left out."""

    holder: ActorId
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = Field(default=None, alias="to")


class Office(Part):
    """A post: of which state or organisation, the body it heads or speaks for, its titles and its holders."""

    id: ActorId
    of: ActorId
    role: Role
    titles: Names = {}
    body: ActorId | None = None
    terms: tuple[Term, ...] = ()


class Membership(Part):
    actor: ActorId
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = Field(default=None, alias="to")


def _member(value: object) -> object:
    return {"actor": value} if isinstance(value, str) else value


Member = Annotated[Membership, BeforeValidator(_member)]


class Group(Part):
    """Several actors under one name, with their membership in time. A place may be its namesake (`place`)."""

    id: ActorId
    names: Names = Field(min_length=1)
    members: tuple[Member, ...] = ()
    identifiers: dict[str, str] = {}


class Format(Part):
    """A series of meetings with a name of its own: "C5+1". Members may be groups."""

    id: ActorId
    names: Names = Field(min_length=1)
    members: tuple[Member, ...] = ()
    since: Day | None = None
    identifiers: dict[str, str] = {}


class Outlet(Part):
    """A medium: its names, web domains, the tags of its wire copy and its country."""

    id: ActorId
    names: Names = Field(min_length=1)
    domains: tuple[str, ...] = ()
    tags: Annotated[tuple[Name, ...], BeforeValidator(_listed)] = ()
    country: ActorId | None = None
    identifiers: dict[str, str] = {}


class Metonym(Part):
    """A name that stands for another actor when it acts: a capital for its state."""

    names: Names = Field(min_length=1)
    means: ActorId


class DossierFile(Part):
    """One file. Raises pydantic's `ValidationError`, with the path of what is wrong."""

    version: Literal[1] = 1
    title: str | None = None
    actors: tuple[Actor, ...] = ()
    offices: tuple[Office, ...] = ()
    groups: tuple[Group, ...] = ()
    formats: tuple[Format, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    metonyms: tuple[Metonym, ...] = ()
