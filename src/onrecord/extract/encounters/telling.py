"""One place in a document that tells of an encounter: what it calls it, who takes part, where and when."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.extract.encounters.clauses import Clause
from onrecord.extract.encounters.outlook import Outlook
from onrecord.languages.encounters import Frame, Role
from onrecord.model.dates import Date, When
from onrecord.model.record import EventStatus

DISCUSS = "verb.discuss"  # the rule of verbs for speaking of something with somebody


@dataclass(slots=True)
class Telling:
    """What one trigger tells. Parties are indexes; `behind` are the states whose people take part.

    `sides` stand in the encounter's name; a region may be one of them.
    """

    trigger: int
    frame: Frame
    sentence: int
    clause: Clause
    told: Clause | None
    outlook: Outlook
    status: EventStatus
    agents: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    goals: tuple[int, ...] = ()
    hosts: tuple[int, ...] = ()
    sides: tuple[int, ...] = ()
    behind: tuple[int, ...] = ()
    used: set[int] = field(default_factory=set)
    roles: set[Role] = field(default_factory=set)
    subject: bool = False
    back: bool = False
    another: bool = False
    group: int | None = None
    plural: bool = False
    number: int | None = None
    place: int | None = None
    when: When | None = None
    former: Date | None = None
    named: int = 0
    aside: bool = False
    joins: bool = False
    begun: bool = False

    @property
    def participants(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys((*self.agents, *self.others, *self.hosts, *self.sides, *self.goals)))

    @property
    def weight(self) -> int:
        """How much it tells."""
        everybody = min(len(self.participants), 4) + 2 * min(self.named, 4)
        return everybody + 3 * (self.when is not None) + (self.place is not None) + (not self.aside)
