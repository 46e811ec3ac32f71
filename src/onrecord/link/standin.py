"""Actors and events in the simplest way, until `link/actors.py` and `link/events.py` are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.link.lineage import Lineage
from onrecord.model.document import Document
from onrecord.model.linked import ActorRow, Decision, EventRow, EventTelling, row_id
from onrecord.model.record import Extraction


@dataclass(frozen=True, slots=True)
class Actors:
    rows: tuple[ActorRow, ...]
    where: Mapping[tuple[str, int], str]

    def of(self, document: str, party: int | None) -> str | None:
        return None if party is None else self.where.get((document, party))

    def all_of(self, document: str, parties: Iterable[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(a for p in parties if (a := self.of(document, p)) is not None))


def link_actors(
    documents: Iterable[Document], extractions: Mapping[str, Extraction], dossier: Any, decisions: Iterable[Decision]
) -> Actors:
    groups = defaultdict(list)
    for document in documents:
        for party in extractions[document.id].parties:
            key = party.entry or (party.kind, party.name.casefold().replace("ё", "е"))
            groups[key].append((document.id, party))
    rows, where = [], {}
    for members in groups.values():
        first = members[0][1]
        id_ = first.entry or row_id("a", members[0][0], first.kind, first.name)
        names = tuple(sorted({n for _, p in members for n in (p.name, *p.names)}))
        rows.append(
            ActorRow(
                id_, first.kind, first.name, names, entry=first.entry, parties=tuple((d, p.index) for d, p in members)
            )
        )
        where.update({(d, p.index): id_ for d, p in members})
    return Actors(tuple(sorted(rows, key=lambda row: row.id)), where)


def link_events(
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    actors: Actors,
    lineage: Lineage,
    decisions: Iterable[Decision],
) -> tuple[EventRow, ...]:
    groups = defaultdict(list)
    for document in documents:
        for index, event in enumerate(extractions[document.id].events):
            people = actors.all_of(document.id, event.participants)
            telling = EventTelling(
                document.id,
                event.evidence[0],
                event.kind,
                event.status,
                event.when,
                actors.of(document.id, event.place),
                people,
                index,
            )
            day = event.when.date.edtf if event.when else None
            key = (event.kind, day, frozenset(people)) if day else (document.id, index)
            groups[key].append((telling, event))
    rows = []
    for members in groups.values():
        first, event = members[0]
        rows.append(
            EventRow(
                row_id("e", first.document, first.span.start, first.kind),
                first.kind,
                first.status,
                first.when,
                first.place,
                first.participants,
                tuple(t for t, _ in members),
                lineage.origins(t.document for t, _ in members),
                event.series,
                event.number,
                rule=event.rule,
                confidence=event.confidence,
            )
        )
    return tuple(sorted(rows, key=lambda row: row.id))
