"""Lists: what they are narrowed to, and page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.store.lookup import Lookup, Wanted
from onrecord.store.somebody import somebody
from onrecord.views.exports.choice import day

PER_PAGE = 20
_LONGEST = 100
# What lies further back is found by narrowing the list: every page before would have to be passed by.
_FARTHEST = 500
# What is asked for by a name, and what the store calls it.
_SOMEBODY = {"actor": "actor", "with": "beside", "outlet": "outlet", "from": "taken_from"}


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: ids, which page it is, how many there are, how many rows in all."""

    ids: Sequence[str]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody asked for, as it goes into forms, and as the store understands it.

    Actors and outlets are given by the names that were written; `nobody` are those that the record doesn't know.
    """

    wanted: Wanted
    given: Mapping[str, str]
    nobody: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return any(self.given.values())


def filters(lookup: Lookup, query: Mapping[str, str]) -> Filters:
    """What an address asks for; what makes no sense is left out."""
    names = ("kind", "status", "since", "until", "language", *_SOMEBODY)
    given = {name: " ".join(query.get(name, "")[:_LONGEST].split()) for name in names}
    nobody = []
    who: dict[str, Any] = {}
    for name, field in _SOMEBODY.items():
        if given[name]:
            row = somebody(lookup, given[name])
            if row is None:
                nobody.append(given[name])
            else:
                given[name] = row.name
            who[field] = row.id if row else "?"
    wanted = Wanted(
        kind=given["kind"],
        status=given["status"],
        since=_edge("since", given["since"]),
        until=_edge("until", given["until"]),
        language=given["language"],
        **who,
    )
    return Filters(wanted, given, tuple(nobody))


def _edge(name: str, text: str) -> str:
    """The first or the last day that is meant; "" for what is none."""
    try:
        return day(name, text)[name == "until"]
    except OnrecordError:
        return ""


def page_of(query: Mapping[str, str]) -> int:
    text = query.get("page", "1")
    return min(max(int(text), 1), _FARTHEST) if text.isdecimal() and len(text) < 6 else 1


def listing(lookup: Lookup, kind: str, wanted: Wanted, order: str, page: int, most: int = PER_PAGE) -> Listing:
    total = lookup.count(kind, wanted)
    pages = min(max(1, -(-total // most)), _FARTHEST)
    page = min(page, pages)
    return Listing(lookup.ids(kind, wanted, order=order, most=most, skip=(page - 1) * most), page, pages, total)
