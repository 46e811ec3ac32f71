"""The form's part on encounters: the words by which a language tells that people or states met.

All words are lemmas. Arguments of a word are found by the preposition and the case that they
stand in: a `Slot`, such as `("с", "Ins")`, with "" for no preposition. A preposition made of
several words is written as `compounds` names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from onrecord.model.record import EventKind, EventStatus

Slot = tuple[str, str]
Role = Literal["agent", "with", "goal", "place", "host", "object", "guest"]
"""agent, with: those who meet; goal: where a visit leads; host: whose gathering; object: what is signed; guest: there
is somebody of whom it is said outright that they take part."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of a word that may tell of an encounter.

    Of `modifiers` one has to stand in the word's own phrase (a *round* table), none of `unless`;
    of `objects` one has to be the direct object (sign a *treaty*). Of the roles in `needs` one has
    to be filled by somebody whom the document knows.
    """

    kind: EventKind
    rule: str
    roles: Mapping[Slot, Role]
    modifiers: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    needs: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Encounters:
    """What finding encounters needs to know of a language.

    nouns, verbs        senses of a word, in the order to try
    holding             verbs whose subject or object the encounter is ("took place", "hold")
    governors           what a governing word makes of it ("plan": planned, "call off": cancelled)
    attributes          the same for an attribute ("forthcoming", "postponed")
    unreal              governors under which it stays a wish or is denied ("urged", "refuted")
    able                of the governors those whose denial calls it off ("will not be able to come")
    amounts             nouns for some of many ("a series of meetings"), which add nothing of their own
    spells              units of time by which something is put off
    achieved            governors of an infinitive that did come true ("managed to")
    ahead, during       prepositions before what is still to come, and with what is going on or over
    asides              those that only place something else in its course ("during the visit")
    present             those that put the subject of the clause there ("at the meeting he said")
    manners             nouns before one that only says how it was done ("in the format of a conference")
    attendance          nouns for taking part in it
    staying             verbs that an encounter completes ("is on a visit"): they tell of it, not of something beside it
    hosting             verbs by which a place or a state gives room to it ("will host the summit")
    beginning           verbs for its beginning: what has begun goes on
    joining             verbs for being at an encounter told before, or speaking there
    greeting            verbs for meeting somebody who arrives
    addressing          verbs for what one does to another by speaking ("congratulated", "assured")
    controlling         verbs and nouns whose object is to do what the infinitive says ("invited him to visit")
    margins             nouns by which one encounter is set beside another ("on the sidelines of")
    moving              words for setting another date
    postponing          of these the ones that may name none ("put off")
    purposes            prepositions by which a noun says with what purpose somebody comes ("on a visit")
    errands             prepositions of what somebody goes for ("to a summit")
    matters             nouns for what is spoken of ("the situation in …"), whose place is not that of the talks
    topics              prepositions of what is spoken of ("reports about a meeting")
    grounds             prepositions of what something is done on the strength of ("at the invitation of")
    joints              marks between the sides of an encounter named for them ("the summit Chad — Peru")
    negations           particles that deny a verb
    suppositions        marks of a clause that only supposes ("if", "would")
    future_forms        word forms of an auxiliary that make a verb future
    relatives           pronouns that open a relative clause
    whither             adverbs that open a relative clause about a place ("where")
    habits              adverbs of what happens time and again
    first_person        pronouns of the one who speaks
    compounds           a noun after a preposition that together act as one: (preposition, noun) to slot name
    representatives     those who act for the state or body that depends on them
    delegations         words for people sent by a state or body, named after it
    vague               words for "those who are there", which name nobody
    sites               nouns ahead of a place's name ("in the town of X", "in the building of Y")
    place_slots         where a place stands
    back_references     attributes that say the encounter has been told of before
    paired              nouns that have only a plural, or mean one encounter by it
    ordinals            numbers in a series
    another             attributes that set an encounter apart from those told before ("the next")
    contests            words of sport, whose meetings are matches
    weights             what each feature of a happening counts, learnt (`extract/encounters/accept.py`)
    """

    nouns: Mapping[str, tuple[Frame, ...]]
    verbs: Mapping[str, tuple[Frame, ...]]
    holding: frozenset[str]
    governors: Mapping[str, EventStatus]
    attributes: Mapping[str, EventStatus]
    unreal: frozenset[str]
    able: frozenset[str]
    amounts: frozenset[str]
    spells: frozenset[str]
    achieved: frozenset[str]
    ahead: frozenset[str]
    during: frozenset[str]
    asides: frozenset[str]
    present: frozenset[str]
    manners: frozenset[str]
    attendance: frozenset[str]
    staying: frozenset[str]
    hosting: frozenset[str]
    beginning: frozenset[str]
    joining: frozenset[str]
    greeting: frozenset[str]
    addressing: frozenset[str]
    controlling: frozenset[str]
    margins: frozenset[str]
    moving: frozenset[str]
    postponing: frozenset[str]
    purposes: frozenset[str]
    errands: frozenset[str]
    matters: frozenset[str]
    topics: frozenset[str]
    grounds: frozenset[str]
    joints: frozenset[str]
    negations: frozenset[str]
    suppositions: frozenset[str]
    future_forms: frozenset[str]
    relatives: frozenset[str]
    whither: frozenset[str]
    habits: frozenset[str]
    first_person: frozenset[str]
    compounds: Mapping[tuple[str, str], str]
    representatives: frozenset[str]
    delegations: frozenset[str]
    vague: frozenset[str]
    sites: frozenset[str]
    place_slots: frozenset[Slot]
    back_references: frozenset[str]
    paired: frozenset[str]
    ordinals: Mapping[str, int]
    another: frozenset[str]
    contests: frozenset[str]
    weights: Mapping[str, float]
