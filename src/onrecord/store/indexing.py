"""Brings the tables of `store/shown.py` in step with the rows: what has changed since, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, inspect, or_, select, update

from onrecord.model import linked
from onrecord.model.record import Extraction
from onrecord.store import codec, schema, shown
from onrecord.store.engine import (
    drop_words,
    insert_all,
    insert_new,
    insert_or_replace,
    make_words,
    put_words,
    watch,
    watched,
)
from onrecord.store.listing import TYPES, Article, Cast, Place, as_words, documents_of, listed_row, read_row, sentences
from onrecord.store.settings import count_up, put_setting, setting

# So many rows are listed in one transaction: readers and writers get their turn in between.
BATCH = 400
# So many ids are asked for in one question.
_ASKED = 5000
# What is kept of a row, as `Listed` has it, and what of it stands with everybody whom it names.
_STANDING = ("day", "kind", "status", "weight", "last")
_LISTED = (*_STANDING, "name")
# The setting that says which version made the tables.
_VERSION = "shown"

# What is asked or done for every row: made once, since making a statement takes longer than answering it.
_ARTICLES = select(shown.shown).where(
    shown.shown.c.type == "document", shown.shown.c.id.in_(bindparam("ids", expanding=True))
)
_PLACES = select(shown.place).where(
    shown.place.c.id.in_(bindparam("ids", expanding=True)), shown.place.c.type == "quote"
)
_OUTLETS = select(shown.named.c.id, shown.named.c.other).where(
    shown.named.c.id.in_(bindparam("ids", expanding=True)),
    shown.named.c.role == "outlet",
    shown.named.c.type == "document",
)
_NAMING = select(func.count()).where(
    shown.named.c.other == bindparam("who"), shown.named.c.type == "document", shown.named.c.role == "party"
)
_RESTATE = (
    update(shown.named)
    .where(
        shown.named.c.id == bindparam("document"),
        shown.named.c.role == "party",
        or_(*(shown.named.c[name] != bindparam(f"now_{name}") for name in _STANDING)),
    )
    .values({name: bindparam(f"now_{name}") for name in _STANDING})
)
_WEIGH = (
    update(shown.shown)
    .where(shown.shown.c.type == "actor", shown.shown.c.id == bindparam("who"))
    .values(weight=_NAMING.scalar_subquery())
)


def prepare(connection: Connection) -> None:
    """Makes the tables where they are missing or of another version; every row is to be listed then."""
    version = setting(connection, _VERSION)
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
    put_setting(connection, _VERSION, shown.VERSION)


def ready(connection: Connection) -> bool:
    """Whether the tables are there and of this version, and rows are watched."""
    return setting(connection, _VERSION) == shown.VERSION and watched(connection, schema.row)


def behind(connection: Connection) -> int:
    """How many rows are still to be listed."""
    return connection.scalar(select(func.count()).select_from(shown.changed)) or 0


def list_some(connection: Connection) -> bool:
    """Lists the next rows that have changed; False where there are none."""
    count_up(connection, "listed")
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
    if kind == "document":
        before = _outlets(connection, ids)
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
    ).all()
    read = {row.id: read_row(kind, row.data) for row in rows}
    known = _Known(connection)
    known.gather(read)
    items = {id_: listed_row(kind, row, known) for id_, row in read.items()}
    told_by = {id_: known.outlets({place[0] for place in item.places}) for id_, item in items.items()}
    source = "document" if kind == "cast" else kind
    standing = attrgetter(*_STANDING)
    named = [
        (id_, role, other, source, *standing(known.article(id_) if kind == "cast" else item))
        for id_, item in items.items()
        for role, other in sorted(item.named | {("outlet", outlet) for outlet in told_by[id_]})
    ]
    insert_all(connection, insert_or_replace(parties), ("id", "role", "other", "type", *_STANDING), named)
    if kind == "cast":
        _count(connection, counted | {row[2] for row in named})
        return
    values = attrgetter(*_LISTED)
    insert_all(connection, insert(here), ("type", "id", *_LISTED), [(kind, i, *values(x)) for i, x in items.items()])
    places = [(id_, *place, kind) for id_, item in items.items() for place in sorted(item.places)]
    insert_all(connection, insert_or_replace(shown.place), ("id", "document", "start", "end", "type"), places)
    if kind == "document":
        now = [{f"now_{name}": getattr(item, name) for name in _STANDING} for item in items.values()]
        if now:  # who is named in them is listed apart
            connection.execute(_RESTATE, [{"document": id_, **told} for id_, told in zip(items, now, strict=True)])
        _index_articles(connection, ids, set(items))
        _list_again(connection, {id_ for id_, outlet in _outlets(connection, ids).items() if outlet != before.get(id_)})
    elif kind == "actor":
        _index(connection, "actor", ids, {id_: _names(row) for id_, row in read.items()})
        _count(connection, items)


def _outlets(connection: Connection, documents: Iterable[str]) -> dict[str, str]:
    found = connection.execute(_OUTLETS, {"ids": sorted(documents)}).all()
    return {row.id: row.other for row in found}


def _list_again(connection: Connection, documents: Iterable[str]) -> None:
    """Rows that rest on articles whose outlet is another now: they are listed under outlets, too."""
    table = shown.place
    for id_ in sorted(documents):
        resting = select(table.c.type, table.c.id).distinct().where(table.c.document == id_)
        connection.execute(insert_new(shown.changed).from_select(["type", "id"], resting))


def _count(connection: Connection, actors: Iterable[str]) -> None:
    """An actor weighs as much as there are articles that name it."""
    changed = [{"who": id_} for id_ in sorted(actors)]
    if changed:
        connection.execute(_WEIGH, changed)


# ---- words

_Sentence = tuple[int, int, str, bytes]


def _index_articles(connection: Connection, ids: Sequence[str], there: set[str]) -> None:
    """The sentences of articles; of those that are indexed already nothing can have changed but their results."""
    table = schema.document
    found: dict[str, list[_Sentence]] = {}
    for row in connection.execute(select(table.c.id, table.c.extraction).where(table.c.id.in_(sorted(there)))).all():
        found[row.id] = sentences(codec.load(Extraction, row.extraction))
    _index(connection, "document", ids, found)


def _names(row: linked.ActorRow) -> list[_Sentence]:
    return [(0, 0, " ".join(word for name in row.names for word in as_words(name)) + f" {shown.NAME}", b"")]


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
            rows.append((number, kind, id_, start, end, places))
            words.append((number, text))
            number += 1
    if rows:
        insert_all(connection, insert(table), ("number", "type", "id", "start", "end", "places"), rows)
        put_words(connection, shown.WORDS, words)


class _Known:
    """Articles and places: those that a batch of rows asks for are fetched at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._articles: dict[str, Article] = {}
        self._outlets: dict[str, str] = {}
        self._places: dict[str, Place] = {}

    def gather(self, rows: Mapping[str, Any]) -> None:
        """Fetches what listing these rows, by their ids, will ask for."""
        quotes = {id_ for row in rows.values() if isinstance(row, linked.Statement) for id_ in row.quotes}
        for part in _parts(quotes):
            found = self._connection.execute(_PLACES, {"ids": part})
            self._places |= {row.id: (row.document, row.start, row.end) for row in found}
        documents = {place[0] for place in self._places.values()}
        documents |= {id_ for row in rows.values() for id_ in documents_of(row)}
        documents |= {id_ for id_, row in rows.items() if isinstance(row, Cast)}
        for part in _parts(documents):
            self._outlets |= dict.fromkeys(part, "") | _outlets(self._connection, part)
            for row in self._connection.execute(_ARTICLES, {"ids": part}):
                outlet = self._outlets[row.id] or None
                self._articles[row.id] = Article(row.day, row.last, outlet, row.kind, row.status, row.weight)

    def article(self, document: str) -> Article:
        return self._articles.get(document, Article())

    def outlets(self, documents: Iterable[str]) -> set[str]:
        """The outlets of articles, as far as they are known."""
        return {self._outlets.get(id_, "") for id_ in documents} - {""}

    def quote_places(self, quotes: Iterable[str]) -> Mapping[str, Place]:
        return {id_: self._places[id_] for id_ in quotes if id_ in self._places}


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    """Few enough for one question."""
    ordered = sorted(ids)
    return (ordered[start : start + _ASKED] for start in range(0, len(ordered), _ASKED))
