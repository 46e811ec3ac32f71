"""Which rows belong to which: by the ids that they name and the words that they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, and_, func, select, tuple_

from onrecord.store import codec, schema, shown
from onrecord.store.listing import Cast, Place


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of an article that a row rests on."""

    type: str
    id: str
    start: int
    end: int


class Relations:
    """Questions about rows and their neighbours within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def naming(self, other: str, kind: str, roles: Sequence[str] = (), most: int = 1000) -> list[str]:
        """Rows of a type that name another row, those of the latest day first."""
        who = shown.named
        query = select(who.c.id).where(who.c.other == other, who.c.type == kind)
        if len(roles) == 1:  # then no row is found twice, and the index has them in this order
            query = query.where(who.c.role == roles[0]).order_by(who.c.day.desc(), who.c.id).limit(most)
            return list(self._connection.scalars(query))
        if roles:
            query = query.where(who.c.role.in_(roles))
        query = query.group_by(who.c.day, who.c.id).order_by(who.c.day.desc(), who.c.id.desc()).limit(most)
        return list(self._connection.scalars(query))

    def parties(self, actor: str) -> tuple[tuple[str, int], ...]:
        """Where an actor stands in each article that names it: (document, index of the party), sorted."""
        table = schema.row
        casts = select(table.c.id, table.c.data).where(table.c.type == "cast", table.c.id.in_(_articles_naming(actor)))
        found = []
        for row in self._connection.execute(casts.order_by(table.c.id)):
            actors = codec.load(Cast, row.data).actors
            found += [(row.id, index) for index, other in enumerate(actors) if other == actor]
        return tuple(found)

    def marks(self, document: str) -> list[Marked]:
        """The words of an article that rows rest on, in their order."""
        table = shown.place
        query = select(table.c.type, table.c.id, table.c.start, table.c.end).where(table.c.document == document)
        return [
            Marked(*row)
            for row in self._connection.execute(query.order_by(table.c.start, table.c.end.desc(), table.c.id))
        ]

    def resting_on(self, kind: str, place: Place) -> list[str]:
        """Rows of a type that rest on any of these words."""
        document, start, end = place
        table = shown.place
        query = select(table.c.id).distinct().where(table.c.document == document, table.c.type == kind)
        return list(
            self._connection.scalars(query.where(table.c.start < end, table.c.end > start).order_by(table.c.id))
        )

    def beside(self, document: str) -> tuple[str | None, str | None]:
        """The article before and the one after it, by day."""
        table = shown.shown
        day = self._connection.scalar(select(table.c.day).where(table.c.type == "document", table.c.id == document))
        if day is None:
            return None, None
        here, key = (day, document), tuple_(table.c.day, table.c.id)
        of_type = select(table.c.id).where(table.c.type == "document")
        before = of_type.where(key < here).order_by(table.c.day.desc(), table.c.id.desc()).limit(1)
        after = of_type.where(key > here).order_by(table.c.day, table.c.id).limit(1)
        return self._connection.scalar(before), self._connection.scalar(after)

    def parts_of(self, event: str) -> list[str]:
        """The encounters that are part of one."""
        table = schema.member
        query = select(table.c.document).where(table.c.stage == "whole", table.c.component == event)
        return list(self._connection.scalars(query.order_by(table.c.document)))

    def of_series(self, series: str, most: int = 50) -> list[str]:
        """The encounters of a series."""
        table = shown.shown
        query = select(table.c.id).where(table.c.type == "event", table.c.name == series)
        return list(self._connection.scalars(query.order_by(table.c.day, table.c.id).limit(most)))

    def casts(self, documents: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Who the parties of articles are: actors by the index of the party."""
        table = schema.row
        query = select(table.c.id, table.c.data).where(table.c.type == "cast", table.c.id.in_(sorted(documents)))
        return {row.id: codec.load(Cast, row.data).actors for row in self._connection.execute(query).all()}

    def first_naming(self, actor: str, most: int) -> list[str]:
        """Articles that name an actor, the least ids first: always the same ones, however many there are."""
        query = _articles_naming(actor).order_by(shown.named.c.id).limit(most)
        return list(self._connection.scalars(query))

    # ---- outlets

    def outlets(self, most: int) -> dict[str, int]:
        """How many articles each outlet has; those with most first."""
        who = shown.named
        query = select(who.c.other, func.count()).where(who.c.type == "document", who.c.role == "outlet")
        query = query.group_by(who.c.other).order_by(func.count().desc(), who.c.other).limit(most)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def every_taking(self) -> list[tuple[str, str, int]]:
        """How many articles of one outlet were taken from another: (who took, from whom, how many), most first."""
        took, mine, theirs = shown.named.alias(), shown.named.alias(), shown.named.alias()
        query = (
            select(mine.c.other, theirs.c.other, func.count())
            .select_from(took)
            .join(mine, and_(mine.c.id == took.c.id, mine.c.role == "outlet"))
            .join(theirs, and_(theirs.c.id == took.c.other, theirs.c.role == "outlet"))
            .where(took.c.role == "from", took.c.type == "document")
        )
        query = query.group_by(mine.c.other, theirs.c.other).order_by(func.count().desc(), mine.c.other, theirs.c.other)
        return [(row[0], row[1], row[2]) for row in self._connection.execute(query)]


def _articles_naming(actor: str) -> Select[tuple[str]]:
    who = shown.named
    return select(who.c.id).where(who.c.other == actor, who.c.type == "document", who.c.role == "party")
