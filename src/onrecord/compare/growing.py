"""Findings of a record that grows: only where something has changed they are looked for again.

What comes out is what `compare` finds in the whole record (a property test holds it to that): the spots
are the same, and so is what hangs together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from onrecord.compare.dates import gathers
from onrecord.compare.draft import Fault, Sighting, Spot, Where
from onrecord.compare.gathering import findings_of, keys_of
from onrecord.compare.names import names_in_question
from onrecord.compare.near import CLUSTERS, ROWS, NearDesk
from onrecord.compare.registry import look
from onrecord.link.growing import Stage, grow
from onrecord.link.grown import Touched
from onrecord.link.neighbourhood import Neighbourhood
from onrecord.link.shelf import ALWAYS, ItemKey
from onrecord.model.finding import Finding
from onrecord.model.linked import ActorRow, EventRow, FigureRow, Statement, row_id


def grow_findings(hood: Neighbourhood, touched: Touched) -> None:
    """Brings findings up to date with what linking has changed; where a finder failed is noted among the rows."""
    shelf, desk = hood.shelf, NearDesk(hood)
    again = touched.documents | touched.recast | touched.renamed
    spots = _spots(hood, desk, touched, again)
    _load(desk, spots)
    seen: dict[str, Sighting] = {}
    faults: list[tuple[str, str, Fault]] = []
    for spot in sorted(spots, key=_name):
        if _there(desk, spot):
            failed: list[Fault] = []
            sightings = enumerate(look(desk, spot, failed.append))
            seen.update((row_id("s", spot.where, *spot.ids, n), sighting) for n, sighting in sightings)
            faults += [(row_id("f", spot.where, *spot.ids, n), _name(spot), fault) for n, fault in enumerate(failed)]
    owners = sorted(map(_name, spots))
    shelf.replace_rows("fault", owners, faults)
    before, after = shelf.replace_rows("sighting", owners, ((id_, _name(s.spot), s) for id_, s in seen.items()))
    shelf.post("sighted", ((id_, _documents(sighting), ALWAYS) for id_, sighting in after.items()))
    resting = shelf.sharing("sighted", again, ALWAYS, 0) - after.keys()
    desk.let_go()
    _gather(hood, after, [id_ for id_ in before if id_ not in after], resting)


# ---- where to look


def _spots(hood: Neighbourhood, desk: NearDesk, touched: Touched, again: Collection[str]) -> set[Spot]:
    """What may be found otherwise than before: where the documents, their ties or the rows are others."""
    shelf = hood.shelf
    hood.load_ties(again)
    # Who took from one of these may be credited, or not, for what it was taken from.
    takers = {tie.taker for id_ in again for tie in hood.ties_of(id_).values() if tie.taker not in (None, id_)}
    hood.load_ties(takers)
    pairs = {*touched.pairs, *(tie.pair for id_ in {*again, *takers} for tie in hood.ties_of(id_).values())}
    found = {Spot("document", (id_,)) for id_ in again}
    found |= {Spot(where, pair) for pair in pairs for where in ("pair", "gathering")}
    hood.load_quotes(again)
    quotes = {quote.id for id_ in again for quote in hood.quotes(id_)}
    for where, shape in CLUSTERS.items():
        before, after = touched.rows[where]
        owned = shelf.rows_owned(where, shape, set(shelf.members(where, again).values()))
        there = [id_ for id_, row in owned.items() if _tells(row, again, quotes)]
        found |= {Spot(where, (id_,)) for id_ in {*before, *after, *there}}
    actors = {actor for cast in hood.casts(again).values() for actor in cast.actors}
    rows = shelf.rows("actor", ActorRow, actors)
    found |= {Spot("actor", (id_,)) for id_, row in rows.items() if names_in_question(row)}
    found |= {Spot("actor", (id_,)) for id_ in touched.actors}
    return found | _beside_events(hood, desk, touched) | _figures_seen(hood, touched)


def _tells(row: Any, documents: Collection[str], quotes: Collection[str]) -> bool:
    """Whether a row tells of one of the documents; of statements, whether it has one of their quotes."""
    if isinstance(row, Statement):
        return any(quote in quotes for quote in row.quotes)
    return any(telling.document in documents for telling in row.evidence)


def _beside_events(hood: Neighbourhood, desk: NearDesk, touched: Touched) -> set[Spot]:
    """Encounters that share a document with one that has changed or is told by one that has, and gatherings that
    their documents tell of. Of rows that went the tellings are in others now."""
    _, after = touched.rows["event"]
    rows: list[EventRow] = list(after.values())
    otherwise = touched.recast | touched.renamed
    desk.load_events(otherwise)
    rows += [row for id_ in sorted(otherwise) for row, _ in desk.events_of(id_)]
    desk.load_events({telling.document for row in rows for telling in row.evidence})
    found = {
        Spot("event", (other.id,))
        for row in rows
        for telling in row.evidence
        for other, _ in desk.events_of(telling.document)
    }
    near = {telling.document for row in rows if gathers(row) for telling in row.evidence}
    hood.load_ties(near)
    return found | {Spot("gathering", tie.pair) for id_ in near for tie in hood.ties_of(id_).values()}


def _figures_seen(hood: Neighbourhood, touched: Touched) -> set[Spot]:
    """Where figures were found to differ that others bear out, which may be others now."""
    _, after = touched.rows["figure"]
    rows: list[FigureRow] = list(after.values())
    documents = {telling.document for row in rows for telling in row.evidence}
    there = hood.shelf.rows("sighting", Sighting, hood.shelf.sharing("sighted", documents, ALWAYS, 0))
    return {sighting.spot for sighting in there.values() if sighting.kind == "figure"}


def _load(desk: NearDesk, spots: Collection[Spot]) -> None:
    """Fetches many at once what will be looked at."""
    of_kind: dict[Where, list[str]] = defaultdict(list)
    for spot in spots:
        of_kind[spot.where] += spot.ids
    for where in ROWS:
        desk.load_rows(where, of_kind[where])
    events = {*of_kind["gathering"], *desk.documents_of("event", of_kind["event"])}
    documents = {*of_kind["document"], *of_kind["pair"], *events}
    documents |= desk.documents_of("statement", of_kind["statement"])
    documents |= desk.documents_of("commitment", of_kind["commitment"])
    desk.load(documents)
    desk.load_events(events)


def _there(desk: NearDesk, spot: Spot) -> bool:
    """Whether there still is what was looked at before."""
    if len(spot.ids) > 1:
        return desk.kin.get((spot.ids[0], spot.ids[1])) is not None
    return spot.where == "document" or spot.ids[0] in desk.rows_at_hand(spot.where)


# ---- what hangs together


def _gather(hood: Neighbourhood, seen: Mapping[str, Sighting], gone: Collection[str], again: Collection[str]) -> None:
    """Makes the findings of sightings that are new or others than before, and of those whose words are judged anew."""
    at_hand = dict(seen)
    desk = NearDesk(hood)
    loaded: set[str] = set()

    def load(ids: Collection[str]) -> None:
        at_hand.update(hood.shelf.rows("sighting", Sighting, [id_ for id_ in ids if id_ not in at_hand]))

    def items(id_: str) -> Mapping[ItemKey, Sighting]:
        load([id_])
        return {(id_,): at_hand[id_]} if id_ in at_hand else {}

    def rows(component: Mapping[ItemKey, Sighting]) -> Iterable[tuple[str, Finding]]:
        if not loaded:
            loaded.update(document for sighting in at_hand.values() for document in _documents(sighting))
            desk.load_documents(loaded)
            hood.load_ties(loaded)
        found = findings_of(desk, [component[key] for key in sorted(component)], hood.decisions)
        return [(finding.id, finding) for finding in found]

    stage = Stage[Sighting]("finding", items, keys_of, lambda *_: True, rows, load=load)
    grow(stage, hood.shelf, sorted(seen), gone, again)
    desk.let_go()


def _documents(sighting: Sighting) -> set[str]:
    versions = (document for version in sighting.draft.versions for document in version.documents)
    return {*versions, *(place.document for place in sighting.draft.evidence)}


def _name(spot: Spot) -> str:
    return " ".join((spot.where, *spot.ids))
