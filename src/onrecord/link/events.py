"""Encounters across documents: one row with all its tellings and its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.link.actors import Actors
from onrecord.link.components import candidate_pairs, guarded, split
from onrecord.link.event_pairs import ENOUGH, EventItem, agreement, conflict, event_keys
from onrecord.link.event_rows import row_of, wholes
from onrecord.link.lineage import Lineage
from onrecord.model.document import Document
from onrecord.model.linked import EventRow
from onrecord.model.record import Extraction


def link_events(
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    actors: Actors,
    lineage: Lineage,
) -> tuple[EventRow, ...]:
    """One row an encounter, sorted by id. The order of the documents makes no difference."""
    items = {item.key: item for item in event_items(documents, extractions, actors)}
    rows = [row_of(group, lineage) for group in clusters(items)]
    return tuple(sorted(wholes(rows), key=lambda row: row.id))


def event_items(
    documents: Iterable[Document], extractions: Mapping[str, Extraction], actors: Actors
) -> list[EventItem]:
    """Every event of every document, its parties as actors."""
    members = {row.id: frozenset(row.members) for row in actors.rows if row.members}
    items = []
    for document in documents:
        extraction = extractions[document.id]
        words = frozenset(extraction.lemmas) if extraction.events else frozenset()
        for index, event in enumerate(extraction.events):
            people = [p for p in event.participants if extraction.parties[p].kind == "person"]
            bodies = [p for p in event.participants if extraction.parties[p].kind != "person"]
            place = actors.of(document.id, event.place)
            items.append(
                EventItem(
                    document.id,
                    index,
                    event,
                    frozenset(actors.all_of(document.id, people)),
                    frozenset(actors.all_of(document.id, bodies)),
                    place,
                    event.place is not None and extraction.parties[event.place].kind == "place",
                    members.get(place, frozenset()) if place else frozenset(),
                    document.published,
                    words,
                )
            )
    return items


def likeness(one: EventItem, other: EventItem) -> float | None:
    """How surely two events are one encounter; None where they are not, or stand in one document."""
    if one.document == other.document:
        return None
    weight = agreement(one, other)
    return weight if weight >= ENOUGH else None


def clusters(items: Mapping[tuple[str, int], EventItem]) -> list[list[EventItem]]:
    """Events told of in several documents brought together; a chain may not join what disagrees."""
    keys = {key: event_keys(item) for key, item in items.items()}
    weights = {}
    for a, b in candidate_pairs(keys):
        weight = likeness(items[a], items[b])
        if weight is not None:
            weights[a, b] = weight
    found = split(
        items, weights, lambda group, inside: guarded(group, inside, lambda a, b: conflict(items[a], items[b])), least=2
    )
    return [[items[key] for key in group] for group in found]
