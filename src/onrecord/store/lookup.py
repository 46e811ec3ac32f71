"""Rows as pages need them: a few at a time, found by what `store/shown.py` keeps of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, or_, select

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

# What every page asks for many times over: made once, since making a statement takes longer than answering it.
_IDS = bindparam("ids", expanding=True)
_ROWS = select(schema.row.c.id, schema.row.c.data).where(schema.row.c.type == bindparam("kind"), schema.row.c.id.in_(_IDS))
_TEXTS = select(schema.document.c.id, schema.document.c.data, schema.document.c.raw).where(schema.document.c.id.in_(_IDS))
_WEIGHTS = select(shown.shown.c.id, shown.shown.c.weight).where(
    shown.shown.c.type == bindparam("kind"), shown.shown.c.id.in_(_IDS)
)
_EDITION = select(schema.meta.c.key, schema.meta.c.value).where(schema.meta.c.key.in_(schema.EDITION)).order_by("key")
_WHOLES = select(schema.member.c.document, schema.member.c.component).where(
    schema.member.c.stage == "whole", schema.member.c.document.in_(_IDS)
)


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

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._as_of: tuple[Date | None] | None = None

    # ---- rows

    def rows(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        """Rows of a type by id, in the order of the ids, without those that are not there."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Any] = {}
        for some in _chunks(wanted):
            for row in self._connection.execute(_ROWS, {"kind": kind, "ids": some}):
                found[row.id] = codec.load(SHAPES[kind], row.data)
        if kind == "event":
            found = self._with_wholes(found)
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def row(self, kind: str, id_: str) -> Any | None:
        return self.rows(kind, [id_]).get(id_)

    def _with_wholes(self, rows: Mapping[str, linked.EventRow]) -> dict[str, linked.EventRow]:
        wholes: dict[str, str] = {}
        for some in _chunks(sorted(rows)):
            for row in self._connection.execute(_WHOLES, {"ids": some}):
                wholes[row.document] = row.component
        return {id_: replace(row, part_of=wholes.get(id_)) for id_, row in rows.items()}

    def type_of(self, id_: str) -> str | None:
        """The type of the row of an id."""
        return self._connection.scalar(
            select(schema.row.c.type).where(schema.row.c.id == id_, schema.row.c.type.in_(SHAPES))
        )

    def texts(self, ids: Iterable[str]) -> dict[str, Document]:
        """Articles with their texts, by id."""
        found = {}
        for some in _chunks(sorted(set(ids))):
            for row in self._connection.execute(_TEXTS, {"ids": some}):
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

    def edition(self) -> str:
        """Another one whenever what can be looked up has changed."""
        return " ".join(f"{row.key}={row.value}" for row in self._connection.execute(_EDITION))

    # ---- lists

    def as_of(self) -> Date | None:
        """The latest day of publication."""
        if self._as_of is None:
            self._as_of = (self._latest(),)
        return self._as_of[0]

    def _latest(self) -> Date | None:
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
        columns: list[Any] = []
        for name in order.split():
            column = shown.shown.c[name.lstrip("-?")]
            if "?" in name:
                columns.append(column == "")
            columns.append(column.desc() if "-" in name else column.asc())
        query = select(shown.shown.c.id).where(*self._narrowed(kind, wanted or Wanted()))
        return list(self._connection.scalars(query.order_by(*columns, shown.shown.c.id).limit(most).offset(skip)))

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
        return self.weights(kind, [id_]).get(id_, 0)

    def weights(self, kind: str, ids: Iterable[str]) -> dict[str, int]:
        """The same of several rows."""
        wanted = sorted(set(ids))
        found = dict.fromkeys(wanted, 0)
        for some in _chunks(wanted):
            for row in self._connection.execute(_WEIGHTS, {"kind": kind, "ids": some}):
                found[row.id] = row.weight
        return found

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


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(values), _CHUNK):
        yield values[at : at + _CHUNK]
