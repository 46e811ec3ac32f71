"""All ways of finding, in one list, each for what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.compare.attribution import find_attribution
from onrecord.compare.certainty import find_certainty, find_overstated
from onrecord.compare.credit import find_credit
from onrecord.compare.dates import find_dates, find_twice_dated
from onrecord.compare.desk import Desk
from onrecord.compare.draft import Draft, Fault, Sighting, Spot, Where
from onrecord.compare.edits import find_edits
from onrecord.compare.figures import find_figures
from onrecord.compare.names import find_names, find_persons
from onrecord.compare.offices import find_offices
from onrecord.compare.participants import find_participants
from onrecord.compare.places import find_places
from onrecord.compare.scope import find_scope
from onrecord.compare.slips import find_own_slips, find_slips
from onrecord.compare.wording import find_wording
from onrecord.errors import DateError, SpanError
from onrecord.model.finding import FindingKind
from onrecord.model.linked import Kinship


@dataclass(frozen=True, slots=True)
class Finder:
    """One way of finding: what kind it finds, and how.

    What it finds in a spot depends on the documents of that spot and on what linking made of them, and where a finder
    asks for it on others near by: documents that those were taken from (`Desk.comes_from`), that tell of the same
    figure (`figure_row`), of an encounter that shares a document with this one, or of the same person under one of the
    names. Whoever lets a finder ask for more has to have `growing.py` look again where that changes.
    """

    kind: FindingKind
    find: Callable[[Desk, Any], Iterable[Draft]]


def _in_pair(find: Callable[[Desk, str, str], Iterable[Draft]]) -> Callable[[Desk, Kinship], Iterable[Draft]]:
    return lambda desk, pair: find(desk, pair.one, pair.other)


def _in_one(find: Callable[[Desk, str, str], Iterable[Draft]]) -> Callable[[Desk, str], Iterable[Draft]]:
    return lambda desk, document: find(desk, document, document)


FINDERS: Mapping[Where, Sequence[Finder]] = {
    "document": (
        Finder("certainty", _in_one(find_overstated)),
        Finder("figure", _in_one(find_figures)),
        Finder("name", find_own_slips),
        Finder("wording", find_edits),
    ),
    "pair": (
        Finder("certainty", _in_pair(find_overstated)),
        Finder("participants", find_participants),
        Finder("scope", find_scope),
        Finder("figure", _in_pair(find_figures)),
        Finder("name", find_names),
        Finder("name", find_offices),
        Finder("name", find_slips),
        Finder("credit", find_credit),
    ),
    "gathering": (Finder("date", find_twice_dated),),
    "actor": (Finder("name", find_persons),),
    "statement": (Finder("attribution", find_attribution), Finder("wording", find_wording)),
    "event": (Finder("date", find_dates), Finder("place", find_places)),
    "commitment": (Finder("certainty", find_certainty),),
}


# What a mistake of ours raises on words that nobody thought of; nothing that the disk or the memory does.
FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError, DateError,
    SpanError,
)  # fmt: skip


def look(desk: Desk, spot: Spot, failed: Callable[[Fault], None] | None = None) -> Iterator[Sighting]:
    """Everything that is found in one spot.

    A fault of a finder costs what it would have found here and nothing else: `failed` is told. Without it,
    it is raised.
    """
    thing: Any = spot.ids[0]
    if len(spot.ids) > 1:
        thing = desk.kin[spot.ids[0], spot.ids[1]]
    elif spot.where != "document":
        thing = desk.row(spot.where, spot.ids[0])
    for finder in FINDERS[spot.where]:
        try:
            drafts = list(finder.find(desk, thing))
        except FAULTS as error:
            if failed is None:
                raise
            said = "".join(c if c.isprintable() else " " for c in f"{type(error).__name__}: {error}")[:200]
            failed(Fault(_called(desk, spot), f"could not be looked through for findings of {finder.kind} ({said})"))
        else:
            yield from (Sighting(finder.kind, draft, spot) for draft in drafts)


def _called(desk: Desk, spot: Spot) -> str:
    """A spot for people: the sources of its articles, else what it is and its id."""
    if spot.where in ("document", "pair", "gathering"):
        return ", ".join(desk.rows[id_].document.source for id_ in spot.ids)
    return f"{spot.where} {spot.ids[0]}"
