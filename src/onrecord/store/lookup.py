"""Rows as pages need them: a few at a time, found by what `store/shown.py` keeps of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from onrecord.model import linked
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.finding import Finding
from onrecord.model.record import Extraction
from onrecord.store import codec, schema, shown
from onrecord.store.ordering import Standing, behind, columns_of, in_order
from onrecord.store.queries import Queries, SavedQuery
from onrecord.store.relations import Relations
from onrecord.store.remembered import Remembered
from onrecord.store.searching import Asked, At, Fits, Hit, count_hits, find_hits
from onrecord.store.settings import setting

T = TypeVar("T")

SHAPES: Mapping[str, Any] = {
    "document": linked.DocumentRow, "actor": linked.ActorRow, "quote": linked.QuoteRow,
    "statement": linked.Statement, "event": linked.EventRow, "commitment": linked.CommitmentRow,
    "figure": linked.FigureRow, "finding": Finding,
}  # fmt: skip

_CHUNK = 400
# What every page asks for many times over: made once, since making a statement takes longer than answering it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ROWS = select(schema.row.c.id, schema.row.c.data).where(
    schema.row.c.type == bindparam("kind"), schema.row.c.id.in_(_IDS)
)
_TEXTS = select(schema.document.c.id, schema.document.c.data, schema.document.c.raw).where(
    schema.document.c.id.in_(_IDS)
)
_WEIGHTS = select(shown.shown.c.id, shown.shown.c.weight).where(
    shown.shown.c.type == bindparam("kind"), shown.shown.c.id.in_(_IDS)
)
_EDITION = select(schema.meta.c.key, schema.meta.c.value).where(schema.meta.c.key.in_(schema.EDITION)).order_by("key")
_WHOLES = select(schema.member.c.document, schema.member.c.component).where(
    schema.member.c.stage == "whole", schema.member.c.document.in_(_IDS)
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; "" and None leave it open. Days are ISO dates, `actor` and `outlet` ids.

    `beside` is somebody who is named with `actor`, `taken_from` an outlet from which articles were taken.
    """

    kind: str = ""
    status: str = ""
    actor: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    language: str = ""
    weight: int | None = None
    beside: str = ""
    taken_from: str = ""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that a list is narrowed to: a table that has them, and the conditions; `once` says whether it has each
    of them once."""

    table: Table
    where: Sequence[ColumnElement[bool]]
    once: bool = True

    @property
    def number(self) -> ColumnElement[int]:
        return func.count() if self.once else func.count(self.table.c.id.distinct())

    def ids(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Their ids; `columns` are those that they are to be sorted by."""
        query = select(self.table.c.id, *columns).where(*self.where)
        return query if self.once else query.distinct()


# Names of actors and articles stand on page after page; rows are frozen, so that pages can share them.
_load = lru_cache(6_000)(codec.load)


class Lookup(Relations):
    """The record within one transaction, for reading."""

    def __init__(self, connection: Connection, remembered: Remembered | None = None) -> None:
        super().__init__(connection)
        self._remembered = remembered or Remembered()
        self._edition = ""

    # ---- rows

    def rows(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        """Rows of a type by id, in the order of the ids, without those that are not there."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Any] = {}
        for some in _chunks(wanted):
            for id_, data in self._connection.execute(_ROWS, {"kind": kind, "ids": some}).all():
                found[id_] = _load(SHAPES[kind], data)
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

    def texts(self, ids: Iterable[str]) -> dict[str, Document]:
        """Articles with their texts, by id."""
        found = {}
        for some in _chunks(sorted(set(ids))):
            for id_, data, raw in self._connection.execute(_TEXTS, {"ids": some}).all():
                found[id_] = replace(_load(Document, data), raw=raw)
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
        if not self._edition:
            found = self._connection.execute(_EDITION).all()
            self._edition = " ".join(f"{row.key}={row.value}" for row in found) or "none"
        return self._edition

    def remember(self, question: Hashable, make: Callable[[], T]) -> T:
        """An answer to what the whole record is asked: worked out once an edition, or less often where it is costly."""
        return self._remembered.get(self.edition(), question, make)

    def queries(self) -> list[SavedQuery]:
        """What people keep under a name."""
        return Queries(self._connection).every()

    # ---- lists

    def as_of(self) -> Date | None:
        """The latest day of publication; of a record as of a day (`Store.lay_out`) that day."""
        return self.remember("as_of", self._latest)

    def _latest(self) -> Date | None:
        if day := setting(self._connection, "as_of"):
            return Date(day)
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
        narrowed = wanted or Wanted()

        def make() -> int:
            rows = self._rows(kind, narrowed)
            return self._connection.scalar(select(rows.number).select_from(rows.table).where(*rows.where)) or 0

        return self.remember(("count", kind, narrowed), make)

    def counts(self, kind: str, column: str, wanted: Wanted | None = None) -> dict[Any, int]:
        """How many rows have each value of a column (`kind`, `status`, `weight`, `day`)."""
        narrowed = wanted or Wanted()

        def make() -> dict[Any, int]:
            rows = self._rows(kind, narrowed, (column,))
            value = rows.table.c[column]
            query = select(value, rows.number).where(*rows.where).group_by(value)
            return {row[0]: row[1] for row in self._connection.execute(query.order_by(value)).all()}

        return dict(self.remember(("counts", kind, column, narrowed), make))

    def ids(
        self, kind: str, wanted: Wanted | None = None, *, order: str = "-weight -day", most: int = 20, skip: int = 0
    ) -> list[str]:
        """Ids of the rows of a type. `order`: columns, with `-` before those that begin with the greatest; a `?`
        before the first one puts rows without a value last."""
        names = [name.lstrip("?-") for name in order.split()]
        if wanted is not None and wanted.outlet and wanted == Wanted(outlet=wanted.outlet) and order.startswith("-day"):
            # The index of who is named holds days, too: no more rows are looked at than are wanted.
            table, who = shown.shown, shown.named
            query = _of_outlet(kind, wanted.outlet).join(
                table, and_(table.c.type == who.c.type, table.c.id == who.c.id)
            )
            query = query.order_by(*in_order([(who.c.day, True), *columns_of(order)[1:]]))
            return list(self._connection.scalars(query.limit(most).offset(skip)))
        rows = self._rows(kind, wanted or Wanted(), names)
        columns = columns_of(order.replace("?", ""), rows.table)
        query = rows.ids(*(column for column, _ in columns[:-1])).order_by(*in_order(columns))
        if not order.startswith("?"):
            return list(self._connection.scalars(query.limit(most).offset(skip)))
        # In two steps, each in the order of an index: sorting by whether there is a value would read all of them.
        value = rows.table.c[names[0]]
        found = list(self._connection.scalars(query.where(value > "").limit(most).offset(skip)))
        if len(found) < most:
            with_value = skip + len(found)
            if not found and skip:
                count = select(rows.number).select_from(rows.table).where(*rows.where, value > "")
                with_value = self._connection.scalar(count) or 0
            rest = rows.ids().where(value == "").order_by(rows.table.c.id)
            found += self._connection.scalars(rest.limit(most - len(found)).offset(max(0, skip - with_value)))
        return found

    def page(
        self, kind: str, wanted: Wanted | None = None, *, order: str, after: Standing = (), most: int = 20
    ) -> list[tuple[str, Standing]]:
        """Ids with where each stands in the order: those that stand behind `after`, however many came before it.

        Unlike with `ids` and a number of rows to skip, what comes or goes meanwhile makes no row come twice.
        """
        columns = columns_of(order)
        query = select(shown.shown.c.id, *(column for column, _ in columns))
        query = query.where(*self._narrowed(kind, wanted or Wanted()))
        if after:
            query = query.where(behind(columns, after))
        query = query.order_by(*in_order(columns)).limit(most)
        return [(row[0], tuple(row[1:])) for row in self._connection.execute(query)]

    def _rows(self, kind: str, wanted: Wanted, columns: Iterable[str] = ()) -> _Rows:
        """The rows of a type, from where most of it is told at once: what one actor or outlet has from the table of who
        is named, if `columns` are all there."""
        who = shown.named
        one = bool(wanted.actor) != bool(wanted.outlet) and not wanted.beside and not wanted.taken_from
        # How many articles name an actor is not noted with whom it names.
        if not one or kind == "actor" or not all(name in who.c for name in columns):
            return _Rows(shown.shown, self._narrowed(kind, wanted))
        (named,) = _naming(wanted)
        return _Rows(who, [who.c.type == kind, *self._plain(kind, wanted, who), *named], bool(wanted.outlet))

    def _narrowed(self, kind: str, wanted: Wanted) -> list[ColumnElement[bool]]:
        table, who = shown.shown, shown.named
        where = [table.c.type == kind, *self._plain(kind, wanted)]
        where += [table.c.id.in_(select(who.c.id).where(who.c.type == kind, *named)) for named in _naming(wanted)]
        if wanted.taken_from and kind == "document":
            origins = _of_outlet(kind, wanted.taken_from)
            where.append(table.c.id.in_(select(who.c.id).where(who.c.role == "from", who.c.other.in_(origins))))
        return where

    def _fits(self, wanted: Wanted) -> Fits:
        """The same of rows of which type and id are known."""
        who = shown.named

        def fits(kinds: Sequence[str], kind: Asked, id_: Asked) -> list[ColumnElement[bool]]:
            naming = _naming(wanted)
            # What the columns of a row tell, whom it names tells, too; but not how many articles name an actor.
            table = who if naming and "actor" not in kinds else shown.shown
            plain = {of_type: self._plain(of_type, wanted, table) for of_type in kinds}
            where: list[ColumnElement[bool]] = []
            if any(plain.values()):
                told = or_(*(and_(table.c.type == of_type, *conditions) for of_type, conditions in plain.items()))
                if table is who:
                    naming[0].append(told)
                else:
                    where.append(exists().where(table.c.type == kind, table.c.id == id_, told))
            return where + [exists().where(who.c.id == id_, *conditions) for conditions in naming]

        return fits

    def _plain(self, kind: str, wanted: Wanted, table: Table = shown.shown) -> list[ColumnElement[bool]]:
        """What the columns of a row tell."""
        where: list[ColumnElement[bool]] = []
        if wanted.kind:
            where.append(table.c.kind == wanted.kind)
        if wanted.language and kind == "document":
            where.append(table.c.kind == wanted.language)
        if wanted.status:
            where += self._standing(kind, wanted.status, table)
        if wanted.weight is not None:
            where.append(table.c.weight == wanted.weight)
        if wanted.since:
            where.append(table.c.day >= wanted.since)
        if wanted.until:
            where += [table.c.day <= wanted.until, table.c.day != ""]
        return where

    def taken(self, most: int, outlet: str = "") -> list[tuple[str, str, int]]:
        """How many articles of one outlet were taken from another, most first; with `outlet` of it or from it."""
        every = self.remember("taken", self.every_taking)  # one question for all outlets: each has a page that asks it
        return [tie for tie in every if not outlet or outlet in tie[:2]][:most]

    def ask_ahead(self) -> None:
        """Works out what many pages ask and what takes long in a large record: then readers need not wait for it."""
        self.taken(1)
        for kind in SHAPES:
            self.count(kind)
            for column in ("kind", "status", "weight"):
                self.counts(kind, column)

    def met(self, wanted: Wanted, *, within: int, most: int) -> list[tuple[str, str, int]]:
        """Who took part in encounters together, and in how many: of the latest ones, so many of them (`within`)."""
        return self.remember(("met", wanted, within, most), lambda: self._met(wanted, within, most))

    def _met(self, wanted: Wanted, within: int, most: int) -> list[tuple[str, str, int]]:
        rows = self._rows("event", wanted, ("day",))
        events = rows.ids(rows.table.c.day).order_by(rows.table.c.day.desc(), rows.table.c.id)
        latest = events.limit(within).subquery()
        one, two = shown.named.alias(), shown.named.alias()
        taking_part = [table.c[c] == v for table in (one, two) for c, v in (("type", "event"), ("role", "participant"))]
        query = (
            select(one.c.other, two.c.other, func.count())
            .select_from(latest)
            .join(one, one.c.id == latest.c.id)
            .join(two, and_(two.c.id == one.c.id, two.c.other > one.c.other))
            .where(*taking_part)
            .group_by(one.c.other, two.c.other)
            .order_by(func.count().desc(), one.c.other, two.c.other)
        )
        return [(row[0], row[1], row[2]) for row in self._connection.execute(query.limit(most))]

    def by_day(self, kind: str, wanted: Wanted) -> list[tuple[str, str, str, int]]:
        """How many rows of a type there are of each kind and day: (kind, first day, last day, how many)."""
        rows = self._rows(kind, wanted, ("kind", "day", "last"))
        columns = (rows.table.c.kind, rows.table.c.day, rows.table.c.last)  # in the order of their index
        query = select(*columns, rows.number).where(*rows.where).group_by(*columns).order_by(*columns)
        return [(row[0], row[1], row[2], row[3]) for row in self._connection.execute(query)]

    def _standing(self, kind: str, status: str, table: Table) -> list[ColumnElement[bool]]:
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

    def search(self, expression: str, kind: str, wanted: Wanted | None = None, *, most: int = 20) -> list[Hit]:
        """Sentences that the expression finds (`engine.all_of`), what was read last first; `kind` says of what:
        "document" for any, "actor" for names, else those that a row of this type rests on."""
        found, at = self.search_on(expression, kind, wanted, most=most)
        while at is not None and len(found) < most:
            hits, at = self.search_on(expression, kind, wanted, at=at, most=most - len(found))
            found += hits
        return found

    def search_on(
        self, expression: str, kind: str, wanted: Wanted | None = None, *, at: At | None = None, most: int = 20
    ) -> tuple[list[Hit], At | None]:
        """The same in steps, and where it goes on; None where nothing is left. So many sentences are looked through
        in a step that it may go on where few are found, or none."""
        return find_hits(self._connection, expression, kind, self._fits(wanted or Wanted()), at, most)

    def hits(
        self, expression: str, kinds: Iterable[str], wanted: Wanted | None = None, *, most: int = 200
    ) -> dict[str, tuple[int, bool]]:
        """How many there are of each type, counted up to `most`, and whether there may be more."""
        return count_hits(self._connection, expression, list(kinds), self._fits(wanted or Wanted()), most)

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
        rows = self._rows("statement", Wanted(outlet=outlet), ("weight",))
        return self._connection.scalar(select(rows.number).where(*rows.where, rows.table.c.weight < 200)) or 0

    def on_days(
        self, kind: str, first: str, last: str, *, end: bool, actor: str = "", most: int, mixed: int
    ) -> dict[str, tuple[int, list[str]]]:
        """Rows of a type by day between two days: how many begin (or `end`) there, and the ids of some of them.

        `most` of each day, but `mixed` of that day of a month on which those begin (or end) of which no more than the
        month is known.
        """
        table = shown.shown
        day = table.c.last if end else table.c.day
        query = select(
            table.c.id,
            day.label("day"),
            func.row_number().over(partition_by=day, order_by=table.c.id).label("place"),
            func.count().over(partition_by=day).label("total"),
        )
        query = query.where(*self._narrowed(kind, Wanted(actor=actor)), day.between(first, last))
        counted = query.subquery()
        enough = or_(counted.c.place <= most, and_(counted.c.day == (last if end else first), counted.c.place <= mixed))
        found: dict[str, tuple[int, list[str]]] = {}
        chosen = select(counted).where(enough).order_by(counted.c.day, counted.c.id)
        for row in self._connection.execute(chosen):
            found.setdefault(row.day, (row.total, []))[1].append(row.id)
        return found


def _naming(wanted: Wanted) -> list[list[ColumnElement[bool]]]:
    """For each whom a row is to name, the conditions that it does: an outlet or, as anything but the outlet that tells
    of it, an actor; articles of an outlet name it, too."""
    who = shown.named
    as_any = or_(who.c.type == "document", who.c.role != "outlet")
    actors = [[who.c.other == actor, as_any] for actor in (wanted.actor, wanted.beside) if actor]
    return [*actors, [who.c.other == wanted.outlet, who.c.role == "outlet"]] if wanted.outlet else actors


def _of_outlet(kind: str, outlet: str) -> Select[Any]:
    who = shown.named
    return select(who.c.id).where(who.c.other == outlet, who.c.type == kind, who.c.role == "outlet")


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(values), _CHUNK):
        yield values[at : at + _CHUNK]
