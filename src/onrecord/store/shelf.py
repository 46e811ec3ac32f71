"""Where linking keeps its keys, components and rows: one transaction of the store, for `link.growing`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, select

from onrecord.model.document import Document
from onrecord.model.record import Extraction
from onrecord.store import codec, schema
from onrecord.store.engine import insert_all, insert_new, insert_or_replace, sharing_keys
from onrecord.store.settings import count_up

T = TypeVar("T")
ItemKey = tuple[Any, ...]
Days = tuple[int, int]
ALWAYS: Days = (0, 0)
"""When something stands that has no time."""

# A number that grows whenever rows are made.
_STATE = "rows"
# So many values go into one question to the database.
_CHUNK = 400
# What lasts longer than this many days stands among what has no time, so that a search by day can end.
_LONGEST = 40
# Keys of so many days lie together: more make a search of a year longer, fewer an addition.
_PERIOD = 64


class Shelf:
    """What linking keeps between one addition and the next, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # ---- articles

    def read(self, documents: Iterable[str]) -> Iterator[tuple[Document, Extraction]]:
        """The articles of these ids that are there, with their results."""
        table = schema.document
        for some in _chunks(sorted(documents)):
            wanted = select(table.c.data, table.c.raw, table.c.extraction).where(table.c.id.in_(some))
            for row in self._connection.execute(wanted):
                yield codec.load_document(row.data, row.raw), codec.load(Extraction, row.extraction)

    def settle(self, documents: Collection[str]) -> None:
        """Notes that the rows of these articles are as they should be."""
        for some in _chunks(sorted(documents)):
            self._connection.execute(delete(schema.pending).where(schema.pending.c.document.in_(some)))
        count_up(self._connection, _STATE)

    # ---- pairs of articles

    def ties(self, kind: type[T], documents: Collection[str]) -> list[T]:
        """What is known of pairs of which one is among the documents."""
        table, found = schema.tie, {}
        for some in _chunks(sorted(documents)):
            for column in (table.c.one, table.c.other):
                for row in self._connection.execute(select(table).where(column.in_(some))):
                    found[row.one, row.other] = row.data
        return [codec.load(kind, found[pair]) for pair in sorted(found)]

    def replace_ties(self, documents: Collection[str], ties: Mapping[tuple[str, str], Any]) -> None:
        """Puts these pairs in the place of all that the documents are in."""
        table = schema.tie
        for some in _chunks(sorted(documents)):
            for column in (table.c.one, table.c.other):
                self._connection.execute(delete(table).where(column.in_(some)))
        rows = [(a, b, codec.dump(ties[a, b])) for a, b in sorted(ties)]
        insert_all(self._connection, insert(table), ("one", "other", "data"), rows)

    # ---- keys

    def post(self, stage: str, given: Iterable[tuple[str, Iterable[str], Days]]) -> None:
        """Notes the keys of the items of documents, and when each stands; those noted before may stay."""
        rows = []
        for document, keys, days in given:
            first, last = days if days[1] - days[0] <= _LONGEST else (0, 0)
            period = first // _PERIOD
            rows += [(stage, period, number, first, document, last) for number in {_number(key) for key in keys}]
        columns = ("stage", "period", "key", "first", "document", "last")
        insert_all(self._connection, insert_new(schema.block), columns, sorted(rows))

    def sharing(self, stage: str, keys: Iterable[str], days: Days, reach: int) -> set[str]:
        """Documents with one of the keys, no more than `reach` days away; what has no day is always near."""
        numbers = sorted({_number(key) for key in keys})
        if days == ALWAYS:
            return {row[0] for row in sharing_keys(self._connection, schema.block, stage, numbers)}
        start, end = days[0] - reach, days[1] + reach
        periods = [0, *range((start - _LONGEST) // _PERIOD, end // _PERIOD + 1)]
        found = sharing_keys(self._connection, schema.block, stage, numbers, periods)
        return {document for document, first, last in found if not first or (first <= end and last >= start)}

    # ---- components

    def members(self, stage: str, documents: Collection[str]) -> dict[ItemKey, str]:
        """The component of every item of the documents."""
        table, found = schema.member, {}
        for some in _chunks(sorted(documents)):
            wanted = select(table.c.document, table.c.item, table.c.component)
            for row in self._connection.execute(wanted.where(table.c.stage == stage, table.c.document.in_(some))):
                found[_key(row.document, row.item)] = row.component
        return found

    def items_in(self, stage: str, names: Collection[str]) -> dict[ItemKey, str]:
        """All items of the components, and which component each is in."""
        table, found = schema.member, {}
        for some in _chunks(sorted(names)):
            wanted = select(table.c.document, table.c.item, table.c.component)
            rows = self._connection.execute(wanted.where(table.c.stage == stage, table.c.component.in_(some)))
            found.update({_key(row.document, row.item): row.component for row in rows})
        return found

    def components(self, stage: str) -> dict[ItemKey, str]:
        """The component of every item there is."""
        table = schema.member
        wanted = select(table.c.document, table.c.item, table.c.component).where(table.c.stage == stage)
        return {_key(row.document, row.item): row.component for row in self._connection.execute(wanted)}

    def place(self, stage: str, gone: Collection[str], names: Mapping[ItemKey, str]) -> None:
        """Takes the items of the documents `gone` out, then puts every given item in its component."""
        table = schema.member
        for some in _chunks(sorted(gone)):
            self._connection.execute(delete(table).where(table.c.stage == stage, table.c.document.in_(some)))
        rows = [(stage, key[0], _item(key), names[key]) for key in sorted(names)]
        columns = ("stage", "document", "item", "component")
        insert_all(self._connection, insert_or_replace(table), columns, rows)

    # ---- rows

    def rows(self, kind: str, shape: type[T], ids: Iterable[str]) -> dict[str, T]:
        """The rows of these ids that are there."""
        table, found = schema.row, {}
        for some in _chunks(sorted(ids)):
            wanted = select(table.c.id, table.c.data).where(table.c.type == kind, table.c.id.in_(some))
            for row in self._connection.execute(wanted):
                found[row.id] = codec.load(shape, row.data)
        return found

    def rows_owned(self, kind: str, shape: type[T], owners: Iterable[str]) -> dict[str, T]:
        """The rows of these owners."""
        table, found = schema.row, {}
        for some in _chunks(sorted(owners)):
            wanted = select(table.c.id, table.c.data).where(table.c.type == kind, table.c.owner.in_(some))
            for row in self._connection.execute(wanted):
                found[row.id] = codec.load(shape, row.data)
        return found

    def every(self, kind: str, shape: type[T]) -> Iterator[tuple[str, T]]:
        """Every row of a kind with its id, in the order of the ids."""
        table = schema.row
        wanted = select(table.c.id, table.c.data).where(table.c.type == kind).order_by(table.c.id)
        for row in self._connection.execute(wanted.execution_options(yield_per=500)):
            yield row.id, codec.load(shape, row.data)

    def replace_rows(
        self, kind: str, owners: Collection[str], rows: Iterable[tuple[str, str, Any]]
    ) -> tuple[dict[str, bytes], dict[str, Any]]:
        """Puts (id, owner, row) in the place of all rows of these owners, and says what changed by that:
        the rows that went or became others as they lay there, and those that came or became others."""
        table = schema.row
        old: dict[str, tuple[str, bytes]] = {}
        for some in _chunks(sorted(owners)):
            wanted = select(table.c.id, table.c.owner, table.c.data)
            for row in self._connection.execute(wanted.where(table.c.type == kind, table.c.owner.in_(some))):
                old[row.id] = row.owner, row.data
        new = {id_: (owner, codec.dump(value), value) for id_, owner, value in rows}
        gone = [id_ for id_, was in old.items() if id_ not in new or new[id_][:2] != was]
        come = [id_ for id_, now in new.items() if now[:2] != old.get(id_)]
        for ids in _chunks(sorted(gone)):
            self._connection.execute(delete(table).where(table.c.type == kind, table.c.id.in_(ids)))
        given = [(kind, id_, *new[id_][:2]) for id_ in sorted(come)]
        insert_all(self._connection, insert(table), ("type", "id", "owner", "data"), given)
        before = {id_: old[id_][1] for id_ in gone if id_ not in new or new[id_][1] != old[id_][1]}
        after = {id_: new[id_][2] for id_ in come if id_ not in old or new[id_][1] != old[id_][1]}
        return before, after


def _number(key: str) -> int:
    """A key as a signed number of 64 bits: two keys that fall together cost a look and no more."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True)


def _key(document: str, item: str) -> ItemKey:
    return (document, *(int(part) for part in item.split(".") if part))


def _item(key: ItemKey) -> str:
    return ".".join(str(part) for part in key[1:])


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(values), _CHUNK):
        yield values[at : at + _CHUNK]
