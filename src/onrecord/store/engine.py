"""What only one engine knows: how a SQLite file is opened. Another engine gets its own function here."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, Insert, Table, create_engine, event, insert
from sqlalchemy.pool import ConnectionPoolEntry

from onrecord.errors import StoreError

BUSY_SECONDS = 30


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


def insert_new(table: Table) -> Insert:
    """An insert that leaves alone what is there already."""
    return insert(table).prefix_with("OR IGNORE")


def insert_or_replace(table: Table) -> Insert:
    """An insert that takes the place of what is there."""
    return insert(table).prefix_with("OR REPLACE")


def _on_connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling is switched off: it begins too late to keep
    # a check and the write that follows from it together.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    # A writer takes its place at once, so that what it checks still holds when it writes.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
