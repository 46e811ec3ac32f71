"""The same event, with other people."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.compare.desk import Desk, shown
from onrecord.compare.draft import Draft
from onrecord.model.finding import Place, Version
from onrecord.model.linked import EventRow, EventTelling


def find_participants(desk: Desk) -> Iterator[Draft]:
    """One state at one event sends somebody in one document, and somebody of a lower or higher rank in another."""
    for row in desk.record.events:
        if row.status in ("held", "ongoing") and len(row.evidence) > 1:
            yield from _ranks(desk, row)


def _ranks(desk: Desk, row: EventRow) -> Iterator[Draft]:
    for i, a in enumerate(row.evidence):
        for b in row.evidence[i + 1 :]:
            if a.document == b.document:
                continue
            for mine, theirs in _delegates(desk, a, b):
                yield Draft(
                    f"At the {row.kind}, {mine} by {desk.label(a.document)} ({shown(a.span.text, 60)}), {theirs} by "
                    f"{desk.label(b.document)} ({shown(b.span.text, 60)}).",
                    (Place(a.document, a.span), Place(b.document, b.span)),
                    (Version(mine, (a.document,)), Version(theirs, (b.document,))),
                    2,
                    "another rank for one state",
                    0.55,
                    row.id,
                )
                return


def _delegates(desk: Desk, a: EventTelling, b: EventTelling) -> Iterator[tuple[str, str]]:
    """Pairs of descriptions of whom one state sent, where one is the other with a rank before it."""
    for mine in _titles(desk, a):
        for theirs in _titles(desk, b):
            if mine != theirs and mine[1] == theirs[1]:
                short, long = sorted((mine[0], theirs[0]), key=len)
                if len(long) == len(short) + 1 and long[1:] == short:
                    yield (
                        f"{' '.join(mine[0])} ({desk.name(mine[1])})",
                        f"{' '.join(theirs[0])} ({desk.name(theirs[1])})",
                    )


def _titles(desk: Desk, telling: EventTelling) -> list[tuple[tuple[str, ...], str]]:
    """Offices at an event with the state whose they are: of persons named, and of those only described."""
    found = []
    extraction = desk.extraction(telling.document)
    for actor in telling.participants:
        row = desk.actors.get(actor)
        for document, index in row.parties if row else ():
            party = extraction.parties[index] if document == telling.document else None
            if party is not None and party.kind == "person" and party.of is not None:
                state = desk.party_actor(document, party.of)
                if state:
                    found += [(tuple(title.lower().split()), state) for title in (party.titles or (party.name,))]
    return found
