"""Tellings of one encounter within a document, brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.encounters.cast import Cast
from onrecord.extract.encounters.telling import Telling
from onrecord.model.dates import GRAIN, Date, When
from onrecord.model.record import EventKind, EventStatus

# What may call the same encounter by another name, and the name that says most.
_ALIKE: dict[EventKind, int] = {"meeting": 0, "negotiation": 1, "call": 2, "summit": 3}
_GATHERINGS: frozenset[EventKind] = frozenset({"summit", "reception", "conference"})
_TALKING = frozenset({"noun.call", "verb.call", "noun.talk", "verb.discuss"})
_CONTACTS = "noun.contacts"
_APART = frozenset({"noun.session", "noun.gathering", "noun.press", "noun.readings"})
_GENERAL = frozenset({"noun.meeting", "noun.talks"})
_NEAR = 3  # sentences between a journey and what happened on it
_PARTY_NEAR = 10  # the same of several people
_FIRST_DAYS = 4
_LOOKED = 12  # tellings of a happening that a new one is held against
_FAR = 12  # sentences that an unnamed encounter ("the meeting") reaches back


@dataclass(slots=True)
class Happening:
    """One encounter with all that the document tells of it, in order."""

    tellings: list[Telling]
    kind: EventKind
    status: EventStatus

    who: dict[int, None]

    @property
    def participants(self) -> tuple[int, ...]:
        return tuple(self.who)

    def add(self, telling: Telling) -> None:
        self.tellings.append(telling)
        self.who.update(dict.fromkeys(telling.participants))
        if _ALIKE.get(telling.frame.kind, 0) > _ALIKE.get(self.kind, 0):
            self.kind = telling.frame.kind

    def ranked(self) -> list[Telling]:
        """The tellings, the one that tells most first."""
        return sorted(self.tellings, key=lambda t: (-t.weight, t.trigger))

    def when(self) -> When | None:
        """The most precise date told; of equals one that is stated, then the first."""
        told = [(t.when, n) for n, t in enumerate(self.tellings) if t.when is not None]
        best = min(told, key=lambda x: (GRAIN[x[0].date.precision], x[0].basis != "stated", x[1]), default=None)
        return best[0] if best else None

    def journey(self, others: Sequence[Happening], cast: Cast) -> Happening | None:
        """The visit told nearby on which the same people met, or went to another place as well."""
        people = {p for p in self.who if cast.kind(p) == "person"}
        here = self.tellings[0].sentence
        near = [
            other
            for other in others
            if other is not self
            and other.kind == "visit"
            and _together(self.status, other.status)
            and (shared := len(people & other.who.keys()))
            and (self.kind != "summit" or other.tellings[0].sentence == here)
            and abs(other.tellings[0].sentence - here) <= (_NEAR if shared < 2 else _PARTY_NEAR)
        ]
        return min(near, key=lambda other: abs(other.tellings[0].sentence - here), default=None)

    def recent(self, published: Date | None) -> When | None:
        """For news without a date of its own, in an article whose day is given: the month in which it stood.

        Not for what may lie in the month before, and not for what the article only looks back on.
        """
        best = self.ranked()[0]
        if self.status != "held" or published is None or published.precision != "day" or not published.known_year:
            return None
        if best.back or best.another or best.plural or best.number or not best.outlook.by.endswith("past"):
            return None
        if not self.who or int(published.edtf[-2:]) < _FIRST_DAYS:
            return None
        return When(Date(published.edtf[:7]), "relative")

    def place(self, cast: Cast) -> int | None:
        """The place told: of a tour the region, else a town before a country before a region."""
        told = [(t.place, n) for n, t in enumerate(self.tellings) if t.place is not None]
        order = {"place": 0, "country": 1, "group": 1}
        tour = self.kind == "visit" and sum(cast.kind(p) == "country" for p in self.who) > 2
        best = min(
            told,
            key=lambda x: (order.get(cast.kind(x[0]), 2) + (-2 if tour else 2) * cast.is_region(x[0]), x[1]),
            default=None,
        )
        return best[0] if best else None


def merge(tellings: list[Telling], cast: Cast) -> list[Happening]:
    """Each telling joins the latest happening before it that it can be, or begins one."""
    found: list[Happening] = []
    for telling in tellings:
        best: tuple[int, int] | None = None
        for index in range(len(found) - 1, max(-1, len(found) - 13), -1):
            score = _fits(found[index], telling, cast)
            if score and (best is None or score > best[0]):
                best = score, index
        if best is None:
            found.append(Happening([telling], telling.frame.kind, telling.status, dict.fromkeys(telling.participants)))
            continue
        found[best[1]].add(telling)
    return found


def _fits(happening: Happening, telling: Telling, cast: Cast) -> int:
    """How well a telling goes with a happening: 0 not at all."""
    if not _kinds(happening, telling):
        return 0
    near = telling.sentence - happening.tellings[-1].sentence
    unsaid = telling.outlook.by == "bare" or telling.aside
    if not unsaid and not _statuses(happening.status, telling.status):
        return 0
    for other in happening.tellings[:_LOOKED]:
        if other.when and telling.when and not other.when.date.agrees(telling.when.date):
            return 0
        if other.number and telling.number and other.number != telling.number:
            return 0
        if not _places(other, telling, cast):
            return 0
    if telling.plural != happening.tellings[0].plural or telling.another or (telling.aside and near > _FAR):
        return 0
    theirs = {p for p in happening.who if cast.kind(p) != "place"}
    mine = {p for p in telling.participants if cast.kind(p) != "place"}
    if not mine:
        return _refers(happening, telling) if near <= _FAR else 0
    if not theirs:
        return 1 if near <= 2 and _refers(happening, telling) else 0
    shared = mine & theirs
    gathering = (happening.kind in _GATHERINGS or telling.joins) and near <= _NEAR
    if not shared:
        if (
            telling.aside
            and telling.roles <= {"agent"}
            and (near <= 1 or _of_those(mine, theirs, cast))
            and near <= _NEAR
        ):
            return _refers(happening, telling)  # "по итогам встречи президент заявил"
        if near <= _NEAR and (_by_states(theirs, mine, cast) or _by_states(mine, theirs, cast)):
            return 4
        return 2 if gathering and telling.frame.kind == happening.kind and not telling.plural else 0
    summits = {happening.kind, telling.frame.kind} == {"summit", "meeting"} and not telling.aside
    if summits and len(shared) < 2 and _with_others(happening, telling, shared):
        return 0  # "встретился с бизнесменами … На саммите он заявил"
    people = {p for p in mine | theirs if cast.kind(p) == "person"}
    if len(shared) < 2 and not _family(happening, telling):
        return 0
    if mine <= theirs or theirs <= mine:
        return 4 + len(shared)
    if (mine & people) and (theirs & people) and not shared & people and not gathering:
        return 0
    same_day = any(t.when and telling.when and t.when == telling.when for t in happening.tellings[:_LOOKED])
    return 3 + len(shared) if same_day or len(shared) * 2 >= min(len(mine), len(theirs)) + 1 else 0


def _of_those(people: set[int], theirs: set[int], cast: Cast) -> bool:
    """Whether each of some people stands for one of those who met."""
    return all(cast.kind(person) == "person" and not theirs.isdisjoint(cast.states_of(person)) for person in people)


def _by_states(states: set[int], people: set[int], cast: Cast) -> bool:
    """Whether one names the states of those whom the other names: "переговоры Кемории и Эстравии" in a headline."""
    if len(states) < 2 or {cast.kind(each) for each in states} != {"country"}:
        return False
    theirs = {state for person in people for state in cast.states_of(person)}
    return theirs == states and {cast.kind(each) for each in people} == {"person"}


def _together(met: EventStatus, journey: EventStatus) -> bool:
    """Whether a meeting can be one on a journey: a journey goes on after what was held on it."""
    return met == journey == "planned" or (met in ("held", "ongoing") and journey in ("held", "ongoing"))


def _with_others(happening: Happening, telling: Telling, shared: set[int]) -> bool:
    """Whether whoever met is told by one of the two, and is not named by the other."""
    return any(not shared.issuperset(t.others) for t in (telling, *happening.tellings[:_LOOKED]))


def _family(happening: Happening, telling: Telling) -> bool:
    """Whether the words used are of one sort: a session is not called a meeting, nor a forum a session."""
    sorts = [t.frame.rule if t.frame.rule in _APART else "" for t in (happening.tellings[0], telling)]
    return sorts[0] == sorts[1]


def _refers(happening: Happening, telling: Telling) -> int:
    """Whether a telling that names nobody refers back: by the same word, or by the general one."""
    rules = {t.frame.rule for t in happening.tellings[:_LOOKED]}
    if telling.frame.rule in rules:
        return 3 if telling.frame.rule.startswith("noun") else 0
    return 2 if telling.frame.rule in _GENERAL and happening.kind in _ALIKE else 0


def _kinds(happening: Happening, telling: Telling) -> bool:
    """Whether the two can be one by what they are called: a meeting can be a summit, but no call."""
    a, b = happening.kind, telling.frame.kind
    rules = {telling.frame.rule, *(t.frame.rule for t in happening.tellings[:_LOOKED])}
    if _CONTACTS in rules and len(rules) > 1:
        return False
    if "call" in (a, b):
        return rules <= _TALKING
    return a == b or (a in _ALIKE and b in _ALIKE and "meeting" in (a, b))


def _statuses(a: EventStatus, b: EventStatus) -> bool:
    return a == b or {a, b} in ({"held", "ongoing"}, {"planned", "cancelled"})


def _places(a: Telling, b: Telling, cast: Cast) -> bool:
    """Whether the two can be in one place; a town and a country can, two towns cannot. A journey goes on from land to
    land: only a town of which it is known belongs to the one named."""
    if a.place is None or b.place is None or a.place == b.place:
        return True
    kinds = {cast.kind(p) for p in (a.place, b.place)}
    if a.frame.kind == "visit":
        if cast.is_region(a.place) or cast.is_region(b.place):
            return True
        members = {m for p in (a.place, b.place) for m in cast.parties[p].members}
        members |= {land for p in (a.place, b.place) if (land := cast.land_of(p)) is not None}
        return a.place in members or b.place in members
    return len(kinds) == 2
