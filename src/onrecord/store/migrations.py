"""From one version of the tables to the next: each step runs once, all of them in the transaction that opens a record.

What people decided and the texts are carried over; rows are made anew, since they can be.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Table, delete, inspect, text

from onrecord.store import schema

FIRST = 1
"""The oldest version that can still be read."""


def migrate(connection: Connection, found: int) -> None:
    """Brings tables of version `found` up to `schema.VERSION`; nothing is kept of it if a step fails."""
    if found == schema.VERSION:
        return
    for version in range(found, schema.VERSION):
        _STEPS[version](connection)
    if found < _ROWS_ARE_AS_NOW:
        _forget_rows(connection)


def _text_by_itself(connection: Connection) -> None:
    """1 to 2: the text of an article gets a column of its own."""
    connection.execute(text("ALTER TABLE document ADD COLUMN raw TEXT NOT NULL DEFAULT ''"))
    ids = list(connection.scalars(text("SELECT id FROM document ORDER BY id")))
    for id_ in ids:  # one at a time: texts may be long, and there may be many
        found = connection.execute(text("SELECT data FROM document WHERE id = :id"), {"id": id_})
        data = json.loads(found.scalar_one())
        raw = data["raw"]
        data["raw"] = ""
        kept = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        connection.execute(
            text("UPDATE document SET raw = :raw, data = :data WHERE id = :id"), {"raw": raw, "data": kept, "id": id_}
        )


def _what_was_fetched(connection: Connection) -> None:
    """2 to 3: tables for what servers answered, addresses, feeds and alerts; they begin empty."""
    tables = (schema.response, schema.page, schema.feed, schema.made, schema.alert)
    schema.metadata.create_all(connection, tables=tables)


def _what_is_kept_by_name(connection: Connection) -> None:
    """3 to 4: a table for searches that people keep; it begins empty."""
    schema.metadata.create_all(connection, tables=(schema.query,))


def _where_keys_lie(connection: Connection) -> None:
    """4 to 5: an index of the keys of results; keys of linking lie by time, in a table that is made anew."""
    schema.DOCUMENT_KEY.create(connection, checkfirst=True)


# The version that a step begins with, and the step to the next one.
_STEPS: Mapping[int, Callable[[Connection], None]] = {
    1: _text_by_itself,
    2: _what_was_fetched,
    3: _what_is_kept_by_name,
    4: _where_keys_lie,
}

_ROWS_ARE_AS_NOW = 5
"""Since this version tables of rows, and what they hold, are as they are now."""

_MADE: tuple[Table, ...] = (schema.row, schema.block, schema.member, schema.tie, schema.pending)


def _forget_rows(connection: Connection) -> None:
    """Rows are made anew by whoever reads the record next; tables of them may have other columns by now."""
    there = set(inspect(connection).get_table_names())
    for table in _MADE:
        if table.name in there:
            table.drop(connection)
    schema.metadata.create_all(connection)
    connection.execute(delete(schema.meta).where(schema.meta.c.key.in_(("linked", "compared"))))
