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
from onrecord.extract.encounters.context import Calendar, evidence, set_date, set_place, settle
from onrecord.extract.encounters.merge import Happening, merge
from onrecord.extract.encounters.reading import Reading
from onrecord.extract.encounters.telling import Telling
from onrecord.extract.encounters.tellings import find_triggers, read_ellipsis, read_telling
from onrecord.extract.mentions import Mentions
from onrecord.languages.language import Language
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document
from onrecord.model.record import Event, EventKind, Quote
from onrecord.model.span import Span

LEAST = 0.4
"""Happenings less likely than this are left out."""

_OF_STATES: frozenset[EventKind] = frozenset({"summit", "reception", "invitation"})
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
    for happening in happenings:
        sure = confidence(features(happening, reading), language.encounters.weights)
        if sure >= LEAST:
            events.append(_event(document, reading, happening, sure))
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
    triggers = find_triggers(annotation, words)
    reading = Reading(annotation, Cast(mentions, annotation, words), quotes, words, triggers)
    calendar = Calendar(document, reading, dates, language.dates)
    ordinals = {t.index for t in annotation.tokens if t.lemma in words.ordinals and t.pos == "ADJ"} if triggers else ()
    tellings: list[Telling] = []
    for index in sorted({*triggers, *ordinals}):
        if index in ordinals:
            telling = read_ellipsis(reading, index, tellings)
        else:
            telling = read_telling(reading, index)
        if telling is not None:
            set_place(reading, telling)
            set_date(reading, calendar, telling)
            settle(telling, document.published)
            tellings.append(telling)
            people = tuple(p for p in telling.participants if reading.cast.kind(p) == "person")
            if len(people) > 1:
                reading.recent = (telling.sentence, people)
    return reading, merge(tellings, reading.cast)


def _event(document: Document, reading: Reading, happening: Happening, sure: float) -> Event:
    ranked = happening.ranked()
    spans = list(dict.fromkeys(evidence(document, reading, telling) for telling in ranked))
    best = ranked[0]
    group = next((t.group for t in happening.tellings if t.group is not None), None)
    series = reading.cast.parties[group].name if group is not None else None
    return Event(
        happening.kind,
        happening.status,
        happening.when(),
        happening.place(reading.cast),
        participants(happening, reading.cast),
        tuple(spans),
        f"{best.frame.rule} {best.outlook.by}",
        round(sure, 3),
        series,
        next((t.number for t in happening.tellings if t.number is not None), None),
        _lemmas(reading, spans[0]),
    )


def participants(happening: Happening, cast: Cast) -> tuple[int, ...]:
    """Those who meet; beside the people of states also the states, where states meet."""
    found = [p for p in happening.participants if cast.kind(p) != "place"]
    people = [p for p in found if cast.kind(p) == "person"]
    meet = sum(cast.kind(p) == "country" for p in found) > 1
    if happening.kind != "visit" and (meet or happening.kind in _OF_STATES):
        found += [p for t in happening.tellings for p in t.behind if cast.kind(p) == "country"]
        found += [state for person in people for state in cast.states_of(person)]
    return tuple(dict.fromkeys(found))


def _lemmas(reading: Reading, span: Span) -> tuple[str, ...]:
    words = (reading.tokens[i] for i in reading.annotation.within(span.start, span.end))
    return tuple(token.lemma for token in words if token.pos in _CONTENT)
