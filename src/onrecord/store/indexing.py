"""Brings the tables of `store/shown.py` in step with the rows: what has changed since, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, func, insert, inspect, select, update

from onrecord.model import linked
from onrecord.model.record import Extraction
from onrecord.store import codec, schema, shown
from onrecord.store.engine import drop_words, insert_new, insert_or_replace, make_words, put_words, watch, watched
from onrecord.store.listing import NO_DAY, TYPES, Place, as_word, listed, sentences

# So many rows are listed in one transaction: readers and writers get their turn in between.
BATCH = 400


def prepare(connection: Connection) -> None:
    """Makes the tables where they are missing or of another version; every row is to be listed then."""
    version = _version(connection)
    if version != shown.VERSION:
        shown.metadata.drop_all(connection)
        if inspect(connection).has_table(shown.WORDS):
            connection.exec_driver_sql(f'DROP TABLE "{shown.WORDS}"')
    shown.metadata.create_all(connection)
    make_words(connection, shown.WORDS)
    missed = watch(connection, schema.row, shown.changed)
    if missed or version != shown.VERSION:
        # Rows that went while nobody watched are among those that are listed.
        for table in (schema.row, shown.shown):
            every = select(table.c.type, table.c.id).where(table.c.type.in_(TYPES))
            connection.execute(insert_new(shown.changed).from_select(["type", "id"], every))
    connection.execute(insert_or_replace(schema.meta).values(key="shown", value=shown.VERSION))


def ready(connection: Connection) -> bool:
    """Whether the tables are there and of this version, and rows are watched."""
    return _version(connection) == shown.VERSION and watched(connection, schema.row)


def _version(connection: Connection) -> str | None:
    """The version that the tables were made by; None where none were made."""
    return connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "shown"))


def behind(connection: Connection) -> int:
    """How many rows are still to be listed."""
    return connection.scalar(select(func.count()).select_from(shown.changed)) or 0


def list_some(connection: Connection) -> bool:
    """Lists the next rows that have changed; False where there are none."""
    table = shown.changed
    for kind in TYPES:
        ids = list(connection.scalars(select(table.c.id).where(table.c.type == kind).limit(BATCH)))
        if ids:
            _list(connection, kind, ids)
            connection.execute(delete(table).where(table.c.type == kind, table.c.id.in_(ids)))
            return True
    connection.execute(delete(table))  # of types that are shown nowhere
    return False


def _list(connection: Connection, kind: str, ids: Sequence[str]) -> None:
    here, parties = shown.shown, shown.named
    counted: set[str] = set()
    if kind == "cast":  # stands for its document
        counted |= set(
            connection.scalars(select(parties.c.other).where(parties.c.id.in_(ids), parties.c.role == "party"))
        )
        connection.execute(delete(parties).where(parties.c.id.in_(ids), parties.c.role == "party"))
    else:
        connection.execute(
            delete(parties).where(parties.c.id.in_(ids), parties.c.type == kind, parties.c.role != "party")
        )
        connection.execute(delete(here).where(here.c.type == kind, here.c.id.in_(ids)))
        connection.execute(delete(shown.place).where(shown.place.c.id.in_(ids), shown.place.c.type == kind))
    rows = connection.execute(
        select(schema.row.c.id, schema.row.c.data).where(schema.row.c.type == kind, schema.row.c.id.in_(ids))
    )
    known = _Known(connection)
    items = {row.id: listed(kind, row.data, known) for row in rows.all()}
    named = [
        {"id": id_, "role": role, "other": other, "type": "document" if kind == "cast" else kind}
        for id_, item in items.items()
        for role, other in sorted(item.named)
    ]
    if named:
        connection.execute(insert_or_replace(parties), named)
    if kind == "cast":
        counted |= {row["other"] for row in named}
        _count(connection, counted)
        return
    if items:
        columns = ("kind", "status", "weight", "day", "last", "name")
        connection.execute(
            insert(here),
            [{"type": kind, "id": id_, **{c: getattr(item, c) for c in columns}} for id_, item in items.items()],
        )
    places = [
        {"id": id_, "document": document, "start": start, "end": end, "type": kind}
        for id_, item in items.items()
        for document, start, end in sorted(item.places)
    ]
    if places:
        connection.execute(insert_or_replace(shown.place), places)
    if kind == "document":
        _index_articles(connection, ids, set(items))
    elif kind == "actor":
        _index(connection, "actor", ids, {id_: _names(connection, id_) for id_ in items})
        _count(connection, items)


def _count(connection: Connection, actors: Iterable[str]) -> None:
    """An actor weighs as much as there are articles that name it."""
    for id_ in sorted(actors):
        count = (
            select(func.count())
            .select_from(shown.named)
            .where(shown.named.c.other == id_, shown.named.c.type == "document", shown.named.c.role == "party")
        )
        connection.execute(
            update(shown.shown)
            .where(shown.shown.c.type == "actor", shown.shown.c.id == id_)
            .values(weight=count.scalar_subquery())
        )


# ---- words

_Sentence = tuple[int, int, str, bytes]


def _index_articles(connection: Connection, ids: Sequence[str], there: set[str]) -> None:
    """The sentences of articles; of those that are indexed already nothing can have changed but their results."""
    table = schema.document
    found: dict[str, list[_Sentence]] = {}
    for row in connection.execute(select(table.c.id, table.c.extraction).where(table.c.id.in_(sorted(there)))).all():
        found[row.id] = sentences(codec.load(Extraction, row.extraction))
    _index(connection, "document", ids, found)


def _names(connection: Connection, id_: str) -> list[_Sentence]:
    data = connection.scalar(select(schema.row.c.data).where(schema.row.c.type == "actor", schema.row.c.id == id_))
    row = codec.load(linked.ActorRow, data or b"{}")
    return [(0, 0, " ".join(as_word(word) for name in row.names for word in name.split()) or "_", b"")]


def _index(connection: Connection, kind: str, ids: Sequence[str], found: Mapping[str, list[_Sentence]]) -> None:
    table = shown.sentence
    wanted = select(table.c.number, table.c.id, table.c.start, table.c.end, table.c.places)
    old: dict[str, list[tuple[int, int, int, bytes]]] = {}
    for row in connection.execute(wanted.where(table.c.id.in_(ids), table.c.type == kind).order_by(table.c.number)):
        old.setdefault(row.id, []).append((row.number, row.start, row.end, row.places))
    same = {
        id_ for id_, rows in old.items()
        if kind == "document" and [row[1:] for row in rows] == [(s[0], s[1], s[3]) for s in found.get(id_, ())]
    }  # fmt: skip
    gone = [row[0] for id_, rows in old.items() if id_ not in same for row in rows]
    drop_words(connection, shown.WORDS, gone)
    connection.execute(delete(table).where(table.c.id.in_(set(old) - same), table.c.type == kind))
    number = (connection.scalar(select(func.max(table.c.number))) or 0) + 1
    rows, words = [], []
    for id_, parts in found.items():
        for start, end, text, places in parts if id_ not in same else ():
            rows.append({"number": number, "type": kind, "id": id_, "start": start, "end": end, "places": places})
            words.append((number, text))
            number += 1
    if rows:
        connection.execute(insert(table), rows)
        put_words(connection, shown.WORDS, words)


class _Known:
    """Days and places, each asked for once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._days: dict[str, str] = {}

    def day(self, document: str) -> str:
        if document not in self._days:
            table = shown.shown
            day = self._connection.scalar(select(table.c.day).where(table.c.type == "document", table.c.id == document))
            self._days[document] = day or NO_DAY
        return self._days[document]

    def quote_places(self, quotes: Iterable[str]) -> Mapping[str, Place]:
        table = shown.place
        found = self._connection.execute(select(table).where(table.c.id.in_(sorted(quotes)), table.c.type == "quote"))
        return {row.id: (row.document, row.start, row.end) for row in found}
