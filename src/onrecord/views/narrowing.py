"""Rows of a record that somebody asks for: by whom, in which outlet, from when to when, of which kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.model.dates import Date
from onrecord.model.finding import Finding
from onrecord.model.linked import ActorRow, Record
from onrecord.store.somebody import among
from onrecord.views.exports.choice import KINDS, STATUSES
from onrecord.views.names import Names


@dataclass(frozen=True, slots=True)
class Filters:
    """None leaves it open. `by` and `outlet` are ids or names; days are dates of any precision. A row without a day is
    in no period.

    `by`: of quotes and statements who speaks, of commitments who promised or to whom, of encounters who takes part, of
    sources who publishes or is credited, of findings whose words they rest on, of actors themselves.
    """

    by: str | None = None
    outlet: str | None = None
    since: Date | None = None
    until: Date | None = None
    kind: str | None = None
    status: str | None = None
    severity: int | None = None

    @property
    def any(self) -> bool:
        return self != Filters()


def kept_ids(record: Record, findings: Sequence[Finding], table: str, filters: Filters) -> frozenset[str] | None:
    """The ids of those rows of a table (`quotes`, `sources` …) that are asked for; None where nothing is.

    Raises `OnrecordError` for a name that nobody bears, for what rows of the table have not, and for a word that none
    of them can have.
    """
    if not filters.any:
        return None
    part = "documents" if table == "sources" else table
    rows: Sequence[Any] = findings if table == "findings" else getattr(record, part)
    wanted = _Wanted(record, table, filters)
    return frozenset(row.id for row in rows if wanted(row))


class _Wanted:
    """Whether a row of a table is asked for."""

    def __init__(self, record: Record, table: str, filters: Filters) -> None:
        self._table, self._names = table, Names(record)
        self._actor = _somebody(record.actors, filters.by) if filters.by is not None else None
        self._articles: set[str] | None = None
        if filters.outlet is not None:
            outlet = _somebody(record.actors, filters.outlet)
            self._articles = {row.id for row in record.documents if row.outlet == outlet.id}
        self._said = _said_by(record, self._actor.id) if self._actor and table == "findings" else {}
        self._period = _period(filters.since, filters.until)
        self._values: list[tuple[Callable[[Any], Any], str]] = []
        for name in ("kind", "status", "severity"):
            if (value := getattr(filters, name)) is not None:
                if name not in _HAVE[table]:
                    raise OnrecordError(f"{table} have no {name}")
                known = _known_values(table, name)
                if known and value not in known:
                    raise OnrecordError(f"no {table} have the {name} {value!r}", hint=f"one of {', '.join(known)}")
                self._values.append((_HAVE[table][name], str(value)))
        if table == "actors" and (filters.outlet is not None or filters.since or filters.until):
            raise OnrecordError("actors have no outlet and no day", hint="ask for quotes, events or commitments")

    def __call__(self, row: Any) -> bool:
        if any(str(read(row)) != value for read, value in self._values):
            return False
        if self._articles is not None and self._articles.isdisjoint(_documents(self._table, row)):
            return False
        if self._actor is not None and not self._is_by(row, self._actor.id):
            return False
        return self._is_in_time(row)

    def _is_by(self, row: Any, actor: str) -> bool:
        if self._table == "findings":
            return any(_overlap(self._said.get(where.document, ()), where.span) for where in row.evidence)
        return actor in _ACTORS[self._table](row)

    def _is_in_time(self, row: Any) -> bool:
        if self._period is None:
            return True
        first, last = self._period
        days = (bounds[0] for date in self._dates(row) if (bounds := date.bounds()) is not None)
        return any(first <= day <= last and day != dt.date.min for day in days)

    def _dates(self, row: Any) -> Iterable[Date]:
        """An encounter's own day; of anything else when it was published."""
        if self._table == "events":
            return [row.when.date] if row.when else []
        found = (self._names.documents.get(id_) for id_ in _documents(self._table, row))
        return [document.published for document in found if document is not None and document.published]


def _known_values(table: str, name: str) -> tuple[str, ...]:
    """What there may be in a column; () where that is no list of words."""
    if name == "status" and table == "findings":
        return ("dismissed", "standing")
    return {"kind": KINDS, "status": STATUSES}.get(name, {}).get(table.removesuffix("s"), ())


def _period(since: Date | None, until: Date | None) -> tuple[dt.date, dt.date] | None:
    """The first and the last day that are asked for; None where all are."""
    if since is None and until is None:
        return None
    first, last = (date.bounds() if date else None for date in (since, until))
    return first[0] if first else dt.date.min, (last[1] if last else None) or dt.date.max


def _somebody(actors: Iterable[ActorRow], text: str) -> ActorRow:
    """The actor of an id or a name. Raises `OnrecordError` where nobody is meant."""
    found = among(actors, text)
    if found is None:
        raise OnrecordError(f"nobody in the record is called {text!r}", hint="see: onrecord actors")
    return found


def _said_by(record: Record, actor: str) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for row in record.quotes:
        if actor in row.speakers:
            found.setdefault(row.document, []).append((row.quote.span.start, row.quote.span.end))
    return found


def _overlap(places: Iterable[tuple[int, int]], span: Any) -> bool:
    return any(start < span.end and span.start < end for start, end in places)


def _documents(table: str, row: Any) -> set[str]:
    match table:
        case "quotes":
            return {row.document}
        case "sources":
            return {row.id}
        case "findings":
            return {*row.documents, *(where.document for where in row.evidence)}
    return {told.document for told in getattr(row, "evidence", ())}


_ACTORS: Mapping[str, Callable[[Any], tuple[str | None, ...]]] = {
    "quotes": lambda row: row.speakers,
    "events": lambda row: row.participants,
    "commitments": lambda row: (row.who, *row.targets),
    "sources": lambda row: (row.outlet, *row.cites),
    "actors": lambda row: (row.id,),
}

_HAVE: Mapping[str, Mapping[str, Callable[[Any], Any]]] = {
    "quotes": {"kind": lambda row: row.quote.kind},
    "events": {"kind": lambda row: row.kind, "status": lambda row: row.status},
    "commitments": {"kind": lambda row: row.strength, "status": lambda row: row.status},
    "findings": {
        "kind": lambda row: row.kind,
        "status": lambda row: "dismissed" if row.dismissed else "standing",
        "severity": lambda row: row.severity,
    },
    "actors": {"kind": lambda row: row.kind},
    "sources": {},
}
"""What else rows of a table can be narrowed by."""
