"""The orders of lists: what they sort by, and what stands behind a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, or_

from onrecord.store import shown

Standing = tuple[str | int, ...]
"""Where a row stands in an order: the values of its columns, its id last."""


def columns_of(order: str, table: FromClause = shown.shown) -> list[tuple[ColumnElement[Any], bool]]:
    """What an order sorts by, and whether the greatest come first; the id decides last."""
    columns: list[tuple[ColumnElement[Any], bool]] = []
    for name in order.split():
        column = table.c[name.lstrip("-?")]
        if "?" in name:
            columns.append((case((column == "", 1), else_=0), False))
        columns.append((column, "-" in name))
    return [*columns, (table.c.id, False)]


def in_order(columns: Sequence[tuple[ColumnElement[Any], bool]]) -> list[ColumnElement[Any]]:
    """What rows are sorted by."""
    return [column.desc() if down else column.asc() for column, down in columns]


def behind(columns: Sequence[tuple[ColumnElement[Any], bool]], after: Standing) -> ColumnElement[bool]:
    """Whether a row stands behind another one: as it up to some column, and further on in that one."""
    either = []
    for at, ((column, down), value) in enumerate(zip(columns, after, strict=True)):
        same = [other == known for (other, _), known in zip(columns[:at], after, strict=False)]
        either.append(and_(*same, column < value if down else column > value))
    first, down = columns[0]
    # said once more of the first column by itself, so that an index can begin there
    return and_(first <= after[0] if down else first >= after[0], or_(*either))
