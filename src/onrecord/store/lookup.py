"""Rows as pages need them: a few at a time, found by what `store/shown.py` keeps of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from onrecord.model import linked
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.finding import Finding
from onrecord.model.record import Extraction
from onrecord.store import codec, schema, shown
from onrecord.store.relations import Relations
from onrecord.store.searching import Hit, count_hits, find_hits

T = TypeVar("T")

SHAPES: Mapping[str, Any] = {
    "document": linked.DocumentRow, "actor": linked.ActorRow, "quote": linked.QuoteRow,
    "statement": linked.Statement, "event": linked.EventRow, "commitment": linked.CommitmentRow,
    "figure": linked.FigureRow, "finding": Finding,
}  # fmt: skip

_CHUNK = 400
# What the record notes of itself when rows, findings or lists are made.
_STATES = ("compared", "linked", "rows", "shown")

Standing = tuple[str | int, ...]
"""Where a row stands in an order: the values of its columns, its id last."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; "" and None leave it open. Days are ISO dates, `actor` and `outlet` ids."""

    kind: str = ""
    status: str = ""
    actor: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    language: str = ""
    weight: int | None = None


class Lookup(Relations):
    """The record within one transaction, for reading."""

    # ---- rows

    def rows(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        """Rows of a type by id, in the order of the ids, without those that are not there."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Any] = {}
        for some in _chunks(wanted):
            query = select(schema.row.c.id, schema.row.c.data).where(
                schema.row.c.type == kind, schema.row.c.id.in_(some)
            )
            for row in self._connection.execute(query):
                found[row.id] = codec.load(SHAPES[kind], row.data)
        if kind == "event":
            found = self._with_wholes(found)
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def row(self, kind: str, id_: str) -> Any | None:
        return self.rows(kind, [id_]).get(id_)

    def _with_wholes(self, rows: Mapping[str, linked.EventRow]) -> dict[str, linked.EventRow]:
        table = schema.member
        wholes: dict[str, str] = {}
        for some in _chunks(sorted(rows)):
            query = select(table.c.document, table.c.component)
            for row in self._connection.execute(query.where(table.c.stage == "whole", table.c.document.in_(some))):
                wholes[row.document] = row.component
        return {id_: replace(row, part_of=wholes.get(id_)) for id_, row in rows.items()}

    def type_of(self, id_: str) -> str | None:
        """The type of the row of an id."""
        return self._connection.scalar(
            select(schema.row.c.type).where(schema.row.c.id == id_, schema.row.c.type.in_(SHAPES))
        )

    def beginning(self, start: str, most: int = 2) -> list[tuple[str, str]]:
        """Types and ids of rows whose id begins so; the one of just this id alone, if there is one."""
        table, found = schema.row, []
        for kind in SHAPES:
            query = select(table.c.id).where(
                table.c.type == kind, table.c.id >= start, table.c.id < start + "\U0010ffff"
            )
            found += [(kind, id_) for id_ in self._connection.scalars(query.order_by(table.c.id).limit(most))]
        exact = [pair for pair in found if pair[1] == start]
        return exact or found[:most]

    def state(self) -> str:
        """Another one whenever anything that is read here may have changed."""
        known = select(schema.meta.c.key, schema.meta.c.value).where(schema.meta.c.key.in_(_STATES))
        parts = [f"{row.key}={row.value}" for row in self._connection.execute(known.order_by(schema.meta.c.key))]
        decisions = select(schema.decision.c.id, schema.decision.c.position).order_by(schema.decision.c.position)
        parts += [f"{row.position}={row.id}" for row in self._connection.execute(decisions)]
        for table in (shown.changed, schema.pending, schema.document):
            parts.append(str(self._connection.scalar(select(func.count()).select_from(table))))
        return sha256("\n".join(parts).encode()).hexdigest()[:24]

    def texts(self, ids: Iterable[str]) -> dict[str, Document]:
        """Articles with their texts, by id."""
        table = schema.document
        found = {}
        for some in _chunks(sorted(set(ids))):
            for row in self._connection.execute(
                select(table.c.id, table.c.data, table.c.raw).where(table.c.id.in_(some))
            ):
                found[row.id] = codec.load_document(row.data, row.raw)
        return found

    def extraction(self, id_: str) -> Extraction:
        """What one article holds; nothing where it is not there."""
        data = self._connection.scalar(select(schema.document.c.extraction).where(schema.document.c.id == id_))
        return codec.load(Extraction, data) if data else Extraction(id_)

    def decisions(self) -> tuple[linked.Decision, ...]:
        table = schema.decision
        found = self._connection.scalars(select(table.c.data).order_by(table.c.position, table.c.id))
        return tuple(codec.load(linked.Decision, data) for data in found)

    # ---- lists

    def as_of(self) -> Date | None:
        """The latest day of publication."""
        table = shown.shown
        last = self._connection.scalar(
            select(func.max(table.c.day)).where(table.c.type == "document", table.c.day != "")
        )
        if not last:
            return None
        ids = self._connection.scalars(
            select(table.c.id).where(table.c.type == "document", table.c.day == last).limit(50)
        )
        days = [row.document.published.edtf for row in self.rows("document", ids).values() if row.document.published]
        return Date(max(days)) if days else Date(last)

    def count(self, kind: str, wanted: Wanted | None = None) -> int:
        query = select(func.count()).select_from(shown.shown).where(*self._narrowed(kind, wanted or Wanted()))
        return self._connection.scalar(query) or 0

    def counts(self, kind: str, column: str, wanted: Wanted | None = None) -> dict[Any, int]:
        """How many rows have each value of a column (`kind`, `status`, `weight`, `day`)."""
        value = shown.shown.c[column]
        query = select(value, func.count()).where(*self._narrowed(kind, wanted or Wanted())).group_by(value)
        return {row[0]: row[1] for row in self._connection.execute(query.order_by(value))}

    def ids(
        self, kind: str, wanted: Wanted | None = None, *, order: str = "-weight -day", most: int = 20, skip: int = 0
    ) -> list[str]:
        """Ids of the rows of a type. `order`: columns, with `-` before those that begin with the greatest; a `?`
        before it puts rows without a value last."""
        columns = [column.desc() if down else column.asc() for column, down in _columns(order)]
        query = select(shown.shown.c.id).where(*self._narrowed(kind, wanted or Wanted()))
        return list(self._connection.scalars(query.order_by(*columns).limit(most).offset(skip)))

    def page(
        self, kind: str, wanted: Wanted | None = None, *, order: str, after: Standing = (), most: int = 20
    ) -> list[tuple[str, Standing]]:
        """Ids with where each stands in the order: those that stand behind `after`, however many came before it.

        Unlike with `ids` and a number of rows to skip, what comes or goes meanwhile makes no row come twice.
        """
        columns = _columns(order)
        query = select(shown.shown.c.id, *(column for column, _ in columns))
        query = query.where(*self._narrowed(kind, wanted or Wanted()))
        if after:
            query = query.where(_behind(columns, after))
        query = query.order_by(*(column.desc() if down else column.asc() for column, down in columns))
        return [(row[0], tuple(row[1:])) for row in self._connection.execute(query.limit(most))]

    def _narrowed(self, kind: str, wanted: Wanted) -> list[ColumnElement[bool]]:
        table = shown.shown
        where = [table.c.type == kind]
        if wanted.kind:
            where.append(table.c.kind == wanted.kind)
        if wanted.language and kind == "document":
            where.append(table.c.kind == wanted.language)
        if wanted.status:
            where += self._standing(kind, wanted.status)
        if wanted.weight is not None:
            where.append(table.c.weight == wanted.weight)
        if wanted.since:
            where.append(table.c.day >= wanted.since)
        if wanted.until:
            where += [table.c.day <= wanted.until, table.c.day != ""]
        if wanted.actor:
            who = shown.named
            where.append(table.c.id.in_(select(who.c.id).where(who.c.other == wanted.actor, who.c.type == kind)))
        if wanted.outlet:
            where.append(table.c.id.in_(self._of_outlet(kind, wanted.outlet)))
        return where

    def _of_outlet(self, kind: str, outlet: str) -> Select[Any]:
        who = shown.named
        articles = select(who.c.id).where(who.c.other == outlet, who.c.type == "document", who.c.role == "outlet")
        if kind == "document":
            return articles
        return select(shown.place.c.id).where(shown.place.c.type == kind, shown.place.c.document.in_(articles))

    def _standing(self, kind: str, status: str) -> list[ColumnElement[bool]]:
        table = shown.shown
        if status == "none":
            return [table.c.status == ""]
        if kind != "commitment" or status not in ("open", "overdue"):
            return [table.c.status == status]
        day = self.as_of()
        edge = day.bounds() if day else None
        today = edge[0].isoformat() if edge else ""
        past = and_(table.c.last != "", table.c.last < today)
        return [
            table.c.status == "open",
            past if status == "overdue" else or_(table.c.last == "", table.c.last >= today),
        ]

    def search(
        self, expression: str, kind: str, wanted: Wanted | None = None, *, below: int | None = None, most: int = 20
    ) -> list[Hit]:
        """Sentences that the expression finds (`engine.all_of`), what was read last first; `kind` says of what:
        "document" for any, "actor" for names, else those that a row of this type rests on."""
        return find_hits(self._connection, expression, kind, self._narrowed(kind, wanted or Wanted()), below, most)

    def hits(self, expression: str, kind: str, wanted: Wanted | None = None, *, most: int = 1000) -> int:
        """How many there are, counted up to `most`."""
        return count_hits(self._connection, expression, kind, self._narrowed(kind, wanted or Wanted()), most)

    def weight(self, kind: str, id_: str) -> int:
        """What lists sort a row by; of an actor, how many articles name it."""
        table = shown.shown
        return self._connection.scalar(select(table.c.weight).where(table.c.type == kind, table.c.id == id_)) or 0

    def count_alone(self, outlet: str) -> int:
        """How many statements of an outlet nobody else has."""
        table = shown.shown
        query = select(func.count()).select_from(table).where(*self._narrowed("statement", Wanted(outlet=outlet)))
        return self._connection.scalar(query.where(table.c.weight < 200)) or 0

    def ids_beginning(self, kind: str, first: str, last: str, actor: str = "", most: int = 500) -> list[str]:
        """Rows whose first day lies between two days."""
        return self.ids(kind, Wanted(since=first, until=last, actor=actor), order="day", most=most)

    def ids_ending(self, kind: str, first: str, last: str, actor: str = "", most: int = 500) -> list[str]:
        """Rows whose last day lies between two days."""
        table = shown.shown
        query = select(table.c.id).where(*self._narrowed(kind, Wanted(actor=actor)), table.c.last.between(first, last))
        return list(self._connection.scalars(query.order_by(table.c.last, table.c.id).limit(most)))


def _columns(order: str) -> list[tuple[ColumnElement[Any], bool]]:
    """What an order sorts by, and whether the greatest come first; the id decides last."""
    columns: list[tuple[ColumnElement[Any], bool]] = []
    for name in order.split():
        column = shown.shown.c[name.lstrip("-?")]
        if "?" in name:
            columns.append((case((column == "", 1), else_=0), False))
        columns.append((column, "-" in name))
    return [*columns, (shown.shown.c.id, False)]


def _behind(columns: Sequence[tuple[ColumnElement[Any], bool]], after: Standing) -> ColumnElement[bool]:
    """Whether a row stands behind another one: as it up to some column, and further on in that one."""
    either = []
    for at, ((column, down), value) in enumerate(zip(columns, after, strict=True)):
        same = [other == known for (other, _), known in zip(columns[:at], after, strict=False)]
        either.append(and_(*same, column < value if down else column > value))
    return or_(*either)


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(values), _CHUNK):
        yield values[at : at + _CHUNK]
