"""The settings of a record: texts by key, read and written within a transaction of the store."""

from __future__ import annotations

from sqlalchemy import Connection, select

from onrecord.store import schema
from onrecord.store.engine import insert_or_replace


def setting(connection: Connection, key: str) -> str | None:
    """What stands under a key; None where nothing does."""
    return connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == key))


def put_setting(connection: Connection, key: str, value: str) -> None:
    """Puts a value in the place of what stands there."""
    connection.execute(insert_or_replace(schema.meta).values(key=key, value=value))


def count_up(connection: Connection, key: str) -> None:
    """Makes a number among the settings one greater: whoever has read it knows that something has changed."""
    put_setting(connection, key, str(int(setting(connection, key) or "0") + 1))
