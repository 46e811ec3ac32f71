"""Searches that people keep under a name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from onrecord.errors import OnrecordError
from onrecord.store import codec, schema

MOST = 500
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Signed:
    """Who kept a query, and when."""

    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A list or a search: `address` is its path on the desk with all that narrows it (`/search?q=…`)."""

    name: str
    address: str
    signed: Signed = Signed()


class Queries:
    """Kept queries, within one transaction. They stand beside what is read and found, and nothing else changes them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def every(self) -> list[SavedQuery]:
        """By name."""
        table = schema.query
        rows = self._connection.execute(select(table).order_by(table.c.name)).all()
        return [SavedQuery(row.name, row.address, codec.load(Signed, row.data)) for row in rows]

    def get(self, name: str) -> SavedQuery | None:
        return next((query for query in self.every() if query.name == name), None)

    def keep(self, query: SavedQuery) -> None:
        """Raises `OnrecordError` where the name is none or is another's, or there are too many."""
        table = schema.query
        if not query.name or len(query.name) > LONGEST_NAME or not query.name.isprintable():
            raise OnrecordError("a name is needed, of no more than 80 characters")
        if self.get(query.name) is not None:
            raise OnrecordError("there is a saved query of this name", hint="choose another, or delete that one first")
        if (self._connection.scalar(select(func.count()).select_from(table)) or 0) >= MOST:
            raise OnrecordError("there are too many saved queries", hint="delete some of them first")
        values = {"name": query.name, "address": query.address, "data": codec.dump(query.signed)}
        self._connection.execute(insert(table).values(values))

    def delete(self, name: str) -> bool:
        """False where there is none of this name."""
        return bool(self._connection.execute(delete(schema.query).where(schema.query.c.name == name)).rowcount)
