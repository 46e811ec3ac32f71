"""Encounters of people and states that an article tells of: meetings, visits, calls, signings …

A word that may tell of an encounter is read with its clause: what it calls it, who takes part,
whether it is said to be real, when and where. Tellings of one encounter come together, and a
happening is kept if what is known of it makes it likely one (`encounters/accept.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.dating import Dating
from onrecord.extract.encounters.accept import confidence, features
from onrecord.extract.encounters.cast import Cast
from onrecord.extract.encounters.context import Calendar, carry_date, evidence, set_date, settle
from onrecord.extract.encounters.merge import Happening, merge
from onrecord.extract.encounters.places import set_place
from onrecord.extract.encounters.reading import Reading
from onrecord.extract.encounters.roles import add_joiner
from onrecord.extract.encounters.telling import Telling
from onrecord.extract.encounters.tellings import find_triggers, inherit, read_ellipsis, read_telling
from onrecord.extract.mentions import Mentions
from onrecord.languages.encounters import Encounters
from onrecord.languages.language import Language
from onrecord.model.annotation import Annotation
from onrecord.model.dates import Date, When
from onrecord.model.document import Document
from onrecord.model.record import Event, EventKind, Quote
from onrecord.model.span import Span

LEAST = 0.35
"""Happenings less likely than this are left out."""

_OF_STATES: frozenset[EventKind] = frozenset({"summit", "reception", "invitation"})
_GIVEN = frozenset({"header", "metadata"})  # bases of a day of publication that is not read off the text itself
_ON_JOURNEYS: frozenset[EventKind] = frozenset({"meeting", "negotiation", "conference", "signing", "summit", "visit"})
_MEETINGS: frozenset[EventKind] = frozenset({"meeting", "negotiation", "summit"})
_NEAR = 12  # happenings before and after one that may say more of it
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def find_events(
    document: Document,
    annotation: Annotation,
    mentions: Mentions,
    quotes: Sequence[Quote],
    language: Language,
    dates: Dating,
) -> tuple[Event, ...]:
    """The encounters of a document in the order in which it first tells of them."""
    reading, happenings = find_happenings(document, annotation, mentions, quotes, language, dates)
    events = []
    for number, happening in enumerate(happenings):
        sure = confidence(features(happening, reading), language.encounters.weights)
        # of an encounter that only sets something beside it, and of nobody, nothing is on record ("итоги саммита")
        told = happening.who or not all(telling.aside for telling in happening.tellings)
        if told and sure >= LEAST:
            events.append(
                _event(document, reading, happening, happenings[max(0, number - _NEAR) : number + _NEAR], sure)
            )
    return tuple(events)


def find_happenings(
    document: Document,
    annotation: Annotation,
    mentions: Mentions,
    quotes: Sequence[Quote],
    language: Language,
    dates: Dating,
) -> tuple[Reading, list[Happening]]:
    """All that may be an encounter, likely or not, and the document as it was read for them."""
    words = language.encounters
    cast = Cast(mentions, annotation, words, language.people.capitals)
    triggers = find_triggers(annotation, words, cast)
    reading = Reading(annotation, cast, quotes, words, triggers)
    calendar = Calendar(document, reading, dates, language.dates)
    tellings: list[Telling] = []
    for index in _to_read(annotation, words, triggers):
        token = annotation.tokens[index]
        if token.lemma in words.joining or token.lemma in words.greeting:
            add_joiner(reading, index, tellings)
            continue
        is_trigger = index in reading.triggers
        telling = read_telling(reading, index) if is_trigger else read_ellipsis(reading, index, tellings)
        if telling is not None:
            inherit(reading, telling, tellings)
            set_place(reading, telling)
            set_date(reading, calendar, telling)
            carry_date(reading, telling, tellings)
            settle(telling, document.published)
            tellings.append(telling)
            people = tuple(p for p in telling.participants if reading.cast.kind(p) == "person")
            if len(people) > 1:
                reading.recent = (telling.sentence, people)
    return reading, merge(tellings, reading.cast)


def _to_read(annotation: Annotation, words: Encounters, triggers: Sequence[int]) -> list[int]:
    """Triggers, and where there are any, ordinals that stand for them and verbs of speaking there; in order."""
    if not triggers:
        return []
    tokens, verbs = annotation.tokens, words.joining | words.greeting
    more = {
        index
        for index, lemma in enumerate(annotation.columns.lemma)
        if (lemma in words.ordinals and tokens[index].pos == "ADJ") or (lemma in verbs and tokens[index].pos == "VERB")
    }
    return sorted(more.union(triggers))


def _event(document: Document, reading: Reading, happening: Happening, others: list[Happening], sure: float) -> Event:
    cast = reading.cast
    ranked = happening.ranked()
    best = ranked[0]
    spans = list(dict.fromkeys(evidence(document, reading, telling) for telling in ranked))
    when, place = happening.when(), happening.place(cast)
    if (
        happening.kind in _ON_JOURNEYS
        and (when is None or place is None)
        and (journey := happening.journey(others, cast)) is not None
    ):
        when = when or loosened(journey.when())
        place = journey.place(cast) if place is None and happening.kind != "visit" else place
    if when is None and document.published_basis in _GIVEN:
        when = happening.recent(document.published)
    group = next((t.group for t in happening.tellings if t.group is not None), None)
    return Event(
        happening.kind,
        happening.status,
        when,
        place,
        participants(happening, cast) or of_series(happening, others, cast),
        tuple(spans),
        f"{best.frame.rule} {best.outlook.by}",
        round(sure, 3),
        cast.parties[group].name if group is not None else None,
        next((t.number for t in happening.tellings if t.number is not None), None),
        _lemmas(reading, spans[0]),
        next((t.former for t in happening.tellings if t.former is not None), None),
    )


def of_series(happening: Happening, others: list[Happening], cast: Cast) -> tuple[int, ...]:
    """For a meeting to come that names nobody: the states that the encounter told before it brought together."""
    if happening.kind not in _MEETINGS or happening.status != "planned" or happening.tellings[0].back:
        return ()
    first = happening.tellings[0].trigger
    for other in reversed([other for other in others if other.tellings[0].trigger < first]):
        states = tuple(p for p in participants(other, cast) if cast.kind(p) == "country")
        if len(states) > 1 and other.kind != "visit":
            return states
    return ()


def loosened(when: When | None) -> When | None:
    """A date taken over from what happened about then: its month."""
    if when is None or not when.date.known_year or when.date.is_vague:
        return when
    return When(Date(when.date.edtf[:7]), "relative")


def participants(happening: Happening, cast: Cast) -> tuple[int, ...]:
    """Those who meet; beside the people of states also the states, where states meet."""
    named = {p for telling in happening.tellings for p in telling.sides}
    found = [p for p in happening.participants if cast.kind(p) != "place" or p in named]
    people = [p for p in found if cast.kind(p) == "person"]
    if happening.kind == "visit" and (land := cast.land_of(happening.place(cast))) is not None:
        found.append(land)
    meet = sum(cast.kind(p) == "country" for p in found) > 1
    if happening.kind != "visit" and (meet or happening.kind in _OF_STATES):
        found += [p for t in happening.tellings for p in t.behind if cast.kind(p) == "country"]
        found += [state for person in people for state in cast.states_of(person)]
    return tuple(dict.fromkeys(found))


def _lemmas(reading: Reading, span: Span) -> tuple[str, ...]:
    words = (reading.tokens[i] for i in reading.annotation.within(span.start, span.end))
    return tuple(token.lemma for token in words if token.pos in _CONTENT)
