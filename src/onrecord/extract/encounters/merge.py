"""Tellings of one encounter within a document, brought together."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.extract.encounters.tellings import Telling
from onrecord.extract.mentions import Mentions
from onrecord.model.dates import When
from onrecord.model.record import EventKind, EventStatus

# What may call the same encounter by another name, and the name that says most.
_ALIKE: dict[EventKind, int] = {"meeting": 0, "negotiation": 1, "call": 2, "reception": 2, "conference": 2, "summit": 3}
_FAR = 12  # sentences that an unnamed encounter ("the meeting") reaches back
_GRAIN = {"day": 0, "interval": 1, "month": 2, "year": 3}


@dataclass(slots=True)
class Happening:
    """One encounter with all that the document tells of it, in order."""

    tellings: list[Telling]
    kind: EventKind
    status: EventStatus

    @property
    def participants(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(p for t in self.tellings for p in t.participants))

    def ranked(self) -> list[Telling]:
        """The tellings, the one that tells most first."""
        return sorted(self.tellings, key=lambda t: (-t.weight, t.trigger))

    def when(self) -> When | None:
        """The most precise date told; of equals one that is stated, then the first."""
        told = [(t.when, n) for n, t in enumerate(self.tellings) if t.when is not None]
        best = min(told, key=lambda x: (_GRAIN[x[0].date.precision], x[0].basis != "stated", x[1]), default=None)
        return best[0] if best else None

    def place(self, mentions: Mentions) -> int | None:
        """The place told: a town before a country, the first of equals."""
        told = [(t.place, n) for n, t in enumerate(self.tellings) if t.place is not None]
        order = {"place": 0, "country": 1, "group": 1}
        best = min(told, key=lambda x: (order.get(mentions.parties[x[0]].kind, 2), x[1]), default=None)
        return best[0] if best else None


def merge(tellings: list[Telling], mentions: Mentions) -> list[Happening]:
    """Each telling joins the latest happening before it that it can be, or begins one."""
    found: list[Happening] = []
    for telling in tellings:
        best: tuple[int, int] | None = None
        for index in range(len(found) - 1, max(-1, len(found) - 13), -1):
            score = _fits(found[index], telling, mentions)
            if score and (best is None or score > best[0]):
                best = score, index
        if best is None:
            found.append(Happening([telling], telling.frame.kind, telling.status))
            continue
        happening = found[best[1]]
        happening.tellings.append(telling)
        if _ALIKE.get(telling.frame.kind, 0) > _ALIKE.get(happening.kind, 0):
            happening.kind = telling.frame.kind
    return found


def _fits(happening: Happening, telling: Telling, mentions: Mentions) -> int:
    """How well a telling goes with a happening: 0 not at all."""
    if not _kinds(happening.kind, telling.frame.kind):
        return 0
    unsaid = telling.outlook.by == "bare"
    if not unsaid and not _statuses(happening.status, telling.status):
        return 0
    for other in happening.tellings:
        if other.when and telling.when and not other.when.date.agrees(telling.when.date):
            return 0
        if other.number and telling.number and other.number != telling.number:
            return 0
        if not _places(other, telling, mentions):
            return 0
    theirs, mine = set(happening.participants), set(telling.participants)
    near = telling.sentence - happening.tellings[-1].sentence
    same_word = any(t.frame.rule == telling.frame.rule for t in happening.tellings)
    if telling.another:
        return 0
    if not mine:
        return (3 if same_word else 2) if not telling.plural and near <= _FAR else 0
    if not theirs:
        return 1 if near <= 2 else 0
    shared = mine & theirs
    if not shared:
        return 0
    people = {p for p in mine | theirs if mentions.parties[p].kind == "person"}
    if mine <= theirs or theirs <= mine:
        return 4 + len(shared)
    if (mine & people) and (theirs & people) and not shared & people:
        return 0
    same_day = any(t.when and telling.when and t.when == telling.when for t in happening.tellings)
    return 3 + len(shared) if same_day or len(shared) * 2 >= min(len(mine), len(theirs)) + 1 else 0


def _kinds(a: EventKind, b: EventKind) -> bool:
    return a == b or (a in _ALIKE and b in _ALIKE and "meeting" in (a, b))


def _statuses(a: EventStatus, b: EventStatus) -> bool:
    return a == b or {a, b} in ({"held", "ongoing"}, {"planned", "ongoing"}, {"planned", "cancelled"})


def _places(a: Telling, b: Telling, mentions: Mentions) -> bool:
    """Whether the two can be in one place; a town and its country can, two towns cannot."""
    if a.place is None or b.place is None or a.place == b.place:
        return True
    kinds = {mentions.parties[p].kind for p in (a.place, b.place)}
    if a.frame.kind == "visit":
        members = {m for p in (a.place, b.place) for m in mentions.parties[p].members}
        return a.place in members or b.place in members
    return len(kinds) == 2
