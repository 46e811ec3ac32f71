"""What only one engine knows: how a SQLite file is opened. Another engine gets its own function here."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path

from sqlalchemy import (
    Connection,
    Engine,
    Insert,
    Table,
    TableClause,
    TextClause,
    column,
    create_engine,
    event,
    insert,
    table,
    text,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from onrecord.errors import StoreError

BUSY_SECONDS = 30
CACHE_KILOBYTES = 64_000
LOG_PAGES = 16_000


def sqlite_engine(path: Path) -> Engine:
    """An engine on a SQLite file: write-ahead log, one writer that others wait for.

    Raises `StoreError` where the file is there and is no SQLite database.
    """
    if path.exists():
        if path.is_dir():
            raise StoreError("this is a folder, not a record", where=str(path), hint="name a file with --record")
        with path.open("rb") as file:
            start = file.read(16)
        if start and start != b"SQLite format 3\0":
            raise StoreError("this file is not a record", where=str(path), hint="name another with --record")
    elif not path.parent.is_dir():
        raise StoreError("no such folder", where=str(path.parent), hint="make it, or name another file with --record")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def insert_new(into: Table) -> Insert:
    """An insert that leaves alone what is there already."""
    return insert(into).prefix_with("OR IGNORE")


def insert_or_replace(into: Table) -> Insert:
    """An insert that takes the place of what is there."""
    return insert(into).prefix_with("OR REPLACE")


def insert_all(
    connection: Connection, statement: Insert, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Puts many rows in at once: `rows` are the values of `columns`, at least two. The driver gets them as they are."""
    if not rows:
        return
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(columns))
    places = [columns.index(name) for name in compiled.positiontup or ()]
    connection.exec_driver_sql(str(compiled), list(map(itemgetter(*places), rows)))


def sharing_keys(
    connection: Connection, keys: Table, stage: str, numbers: Sequence[int], periods: Iterable[int] | None = None
) -> Iterator[tuple[str, int, int]]:
    """Documents that have one of these keys, with the first and the last day of it; in some periods, or in all."""
    where = f'CROSS JOIN json_each(:numbers) AS n CROSS JOIN "{keys.name}" AS k'
    if periods is None:
        # From each period straight to the next: their keys are many, they are few.
        least = f'SELECT min(period) FROM "{keys.name}" WHERE stage = :stage'
        rest = f"SELECT ({least} AND period > p.value) FROM p WHERE p.value IS NOT NULL"
        query = f"WITH RECURSIVE p(value) AS ({least} UNION ALL {rest}) SELECT document, first, last FROM p {where}"
    else:
        query = f"SELECT document, first, last FROM json_each(:periods) AS p {where}"
    query = f"{query} WHERE k.stage = :stage AND k.period = p.value AND k.key = n.value"
    given = {"stage": stage, "numbers": json.dumps(list(numbers)), "periods": json.dumps(list(periods or ()))}
    for row in connection.exec_driver_sql(query, given):
        yield row[0], row[1], row[2]


def _on_connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling is switched off: it begins too late to keep
    # a check and the write that follows from it together.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    # An addition writes some ten megabytes, over and over in the same places: once at its end is enough.
    cursor.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    cursor.execute("PRAGMA foreign_keys = ON")
    # A record outgrows the two megabytes that are kept otherwise: keys lie all over it.
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    # A writer takes its place at once, so that what it checks still holds when it writes.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


# ---- changes of rows, words, and limits: for whoever shows the record


def watch(connection: Connection, rows: Table, changed: Table) -> bool:
    """From now on the keys of `rows` that come, change or go are noted in `changed`.

    False where they were noted before; True means that nobody knows what happened until now. Both have `type` and `id`.
    """
    if watched(connection, rows):
        return False
    for event_, which in _WATCHED.items():
        connection.exec_driver_sql(
            f'CREATE TRIGGER IF NOT EXISTS "{changed.name}_{event_}" AFTER {event_} ON "{rows.name}" BEGIN '
            f'INSERT OR IGNORE INTO "{changed.name}" (type, id) VALUES ({which}.type, {which}.id); END'
        )
    return True


def watched(connection: Connection, rows: Table) -> bool:
    """Whether changes of the table's rows are noted; a table that was made anew has nobody who watches it."""
    wanted = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    return bool(connection.exec_driver_sql(wanted, (rows.name,)).scalar_one() == len(_WATCHED))


_WATCHED = {"insert": "new", "update": "new", "delete": "old"}


def make_words(connection: Connection, name: str) -> None:
    """An index of words in their order; a row is words with a blank between them. Words are letters, digits and `_`."""
    connection.exec_driver_sql(
        f'CREATE VIRTUAL TABLE IF NOT EXISTS "{name}" USING fts5(words, tokenize = "unicode61 tokenchars \'_\'")'
    )


def put_words(connection: Connection, name: str, rows: Sequence[tuple[int, str]]) -> None:
    """Puts (number of the row, words) in."""
    if rows:
        connection.exec_driver_sql(f'INSERT INTO "{name}" (rowid, words) VALUES (?, ?)', list(rows))


def drop_words(connection: Connection, name: str, numbers: Sequence[int]) -> None:
    if numbers:
        connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE rowid = ?', [(number,) for number in numbers])


def words_table(name: str) -> tuple[TableClause, TextClause]:
    """The index as a table with the numbers of its rows (`rowid`), and the condition that `:expression` finds them."""
    return table(name, column("rowid")), text(f'"{name}" MATCH :expression')


def marked_words(connection: Connection, name: str, expression: str, numbers: Sequence[int]) -> dict[int, list[int]]:
    """Which words of these rows the expression found, counted from 0."""
    found = {}
    asked = ", ".join(str(int(number)) for number in numbers)
    wanted = (
        f"SELECT rowid, highlight(\"{name}\", 0, '\x01', '\x02') FROM \"{name}\" "
        f'WHERE "{name}" MATCH ? AND rowid IN ({asked})'
    )
    for rowid, words in connection.exec_driver_sql(wanted, (expression,)):
        inside, places = False, []
        for place, word in enumerate(words.split(" ")):
            inside = inside or "\x01" in word
            if inside:
                places.append(place)
            inside = inside and "\x02" not in word
        found[rowid] = places
    return found


def all_of(words: Iterable[Iterable[Sequence[str]]], *, none_of: Iterable[Iterable[Sequence[str]]] = ()) -> str:
    """An expression for `words_table`: of each group of phrases one or more, and none of the others.

    A phrase is words that follow one another; one that ends in `*` stands for all that begin so.
    """
    wanted, unwanted = ([_any_of(group) for group in groups] for groups in (words, none_of))
    expression = " AND ".join(wanted)
    return " NOT ".join([f"({expression})", *unwanted]) if unwanted and wanted else expression


def _any_of(phrases: Iterable[Sequence[str]]) -> str:
    # Words are quoted, so that none of them is taken for an operator.
    return "(" + " OR ".join(" + ".join(_word(word) for word in phrase) for phrase in phrases) + ")"


def _word(word: str) -> str:
    return f'"{word[:-1]}" *' if word.endswith("*") else f'"{word}"'


# ---- what stands inside of rows


def documents_told(connection: Connection, rows: Table, kind: str) -> Iterator[tuple[str, int]]:
    """How many rows of a type rest on words of each document; a quote names its own, the others have evidence."""
    if kind == "quote":
        inside = "json_extract(CAST(data AS TEXT), '$.document') AS told"
        query = f'SELECT told, count(*) FROM (SELECT {inside} FROM "{rows.name}" WHERE type = ?) GROUP BY told'
    else:
        query = (
            "SELECT json_extract(piece.value, '$.document') AS told, count(DISTINCT given.id) "
            f"FROM \"{rows.name}\" AS given, json_each(CAST(given.data AS TEXT), '$.evidence') AS piece "
            "WHERE given.type = ? GROUP BY told"
        )
    for row in connection.exec_driver_sql(query, (kind,)):
        yield row[0], row[1]


_PUBLISHED = "json_extract(CAST(data AS TEXT), '$.published.edtf')"


def day_published() -> TextClause:
    """The day of publication of a document (EDTF), to sort by; those without one come first."""
    return text(_PUBLISHED)


def days_published(connection: Connection, documents: Table) -> list[str]:
    """Every day of publication that documents bear (EDTF)."""
    query = f'SELECT DISTINCT {_PUBLISHED} FROM "{documents.name}"'
    return sorted(row[0] for row in connection.exec_driver_sql(query) if row[0])


@contextmanager
def limited(connection: Connection, seconds: float) -> Iterator[None]:
    """Whatever is asked within takes so long at most; then it is a `StoreError`.

    What counts is the time of a core: a busy machine makes no question larger. Ten times as long is enough in any case.
    """
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    core, end = time.thread_time() + seconds, time.monotonic() + 10 * seconds
    driver.set_progress_handler(lambda: time.thread_time() > core or time.monotonic() > end, 20_000)
    try:
        yield
    except OperationalError as error:
        if "interrupted" not in str(error.orig):
            raise
        raise StoreError("this takes too long", hint="ask for less: another word, a shorter time, a filter") from error
    finally:
        driver.set_progress_handler(None, 0)
