"""The same event, set in different places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from onrecord.compare.desk import Desk, shown
from onrecord.compare.draft import Draft
from onrecord.model.finding import Place, Version
from onrecord.model.linked import EventRow, EventTelling


def find_places(desk: Desk, row: EventRow) -> Iterator[Draft]:
    """An event that was held on one stated day, in two places of which neither document knows the other's."""
    towns = _towns(desk, row)
    order = sorted(towns, key=lambda place: (-len(towns[place]), place))
    if len(order) < 2:
        return
    one, other = towns[order[0]][0], towns[order[1]][0]
    if one.when is None or other.when is None or one.when.date != other.when.date:
        return
    names = [desk.name(place) for place in order[:2]]
    yield Draft(
        f"The {row.kind} is held in {names[0]} by {desk.label(one.document)} ({shown(one.span.text, 60)}), in "
        f"{names[1]} by {desk.label(other.document)} ({shown(other.span.text, 60)}).",
        tuple(Place(t.document, t.span) for place in order for t in towns[place][:3]),
        tuple(
            Version(
                desk.name(p),
                tuple(sorted({t.document for t in towns[p]})),
                (),
                tuple(Place(t.document, t.span) for t in towns[p][:3]),
            )
            for p in order
        ),
        2,
        "places differ",
        0.6,
        row.id,
    )


def _towns(desk: Desk, row: EventRow) -> dict[str, list[EventTelling]]:
    """Tellings by place; places that another document of the event names as well are left out."""
    found: dict[str, list[EventTelling]] = defaultdict(list)
    for t in row.evidence:
        actor = desk.actors.get(t.place) if t.place else None
        if actor and actor.kind == "place" and t.status in ("held", "ongoing") and " " not in actor.name:
            found[actor.id].append(t)
    documents = {t.document for tellings in found.values() for t in tellings}
    return {
        place: tellings
        for place, tellings in found.items()
        if not any(place in desk.actors_in(d).values() for d in documents - {t.document for t in tellings})
    }
