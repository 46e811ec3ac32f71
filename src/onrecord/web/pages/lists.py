"""Lists: what they are narrowed to, and page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.store.lookup import Lookup, Wanted
from onrecord.store.somebody import somebody
from onrecord.web.tongue import a_day

PER_PAGE = 20
_LONGEST = 100
# What lies further back is found by narrowing the list: every page before would have to be passed by.
_FARTHEST = 500


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

    `actor` and `outlet` are the names that were written; `nobody` those of them that the record doesn't know.
    """

    wanted: Wanted
    given: Mapping[str, str]
    nobody: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return any(self.given.values())


def filters(lookup: Lookup, query: Mapping[str, str]) -> Filters:
    """What an address asks for; what makes no sense is left out."""
    names = ("kind", "status", "actor", "outlet", "since", "until", "language")
    given = {name: " ".join(query.get(name, "")[:_LONGEST].split()) for name in names}
    wanted = Wanted(
        kind=given["kind"],
        status=given["status"],
        since=a_day(given["since"]),
        until=a_day(given["until"]),
        language=given["language"],
    )
    nobody = []
    for name in ("actor", "outlet"):
        if given[name]:
            row = somebody(lookup, given[name])
            if row is None:
                nobody.append(given[name])
                wanted = _with(wanted, name, "?")
            else:
                given[name] = row.name
                wanted = _with(wanted, name, row.id)
    return Filters(wanted, given, tuple(nobody))


def _with(wanted: Wanted, name: str, id_: str) -> Wanted:
    return replace(wanted, actor=id_) if name == "actor" else replace(wanted, outlet=id_)


def page_of(query: Mapping[str, str]) -> int:
    text = query.get("page", "1")
    return min(max(int(text), 1), _FARTHEST) if text.isdecimal() and len(text) < 6 else 1


def listing(lookup: Lookup, kind: str, wanted: Wanted, order: str, page: int, most: int = PER_PAGE) -> Listing:
    total = lookup.count(kind, wanted)
    pages = min(max(1, -(-total // most)), _FARTHEST)
    page = min(page, pages)
    return Listing(lookup.ids(kind, wanted, order=order, most=most, skip=(page - 1) * most), page, pages, total)
