"""Sentences by their words, and the rows that rest on them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, func, or_, select

from onrecord.store.engine import all_of, marked_words, words_table
from onrecord.store.shown import NAME, WORDS, place, sentence, shown


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found: of article `document`, or the name of an actor.

    `id` is the row that rests on it, the article or the actor itself. `found` are the places of the words in the
    article; `number` grows with each sentence.
    """

    number: int
    type: str
    id: str
    document: str
    start: int
    end: int
    found: tuple[tuple[int, int], ...]


At = tuple[int, str]
"""Where a search goes on: in the sentence of this number, behind the row of this id ("": with all of its rows)."""

# So many sentences are looked through for one answer, and so many for a count.
LOOKED_AT, COUNTED = 2_000, 400


def find_hits(
    connection: Connection,
    expression: str,
    kind: str,
    narrowed: Sequence[ColumnElement[bool]],
    at: At | None,
    most: int,
) -> tuple[list[Hit], At | None]:
    """Hits, and where there may be more."""
    given = {"expression": _of_kind(expression, kind)}
    some = _matching(LOOKED_AT, at)
    query = _hits(kind, narrowed, some.subquery(), at).limit(most + 1)
    rows = [(number, row) for number, row in connection.execute(query, given)]
    more: At | None = None
    if len(rows) > most:
        rows = rows[:most]
        more = rows[-1]
    else:
        part = some.subquery()
        looked = connection.execute(select(func.count(), func.min(part.c.number)), given).one()
        more = (looked[1] - 1, "") if looked[0] == LOOKED_AT else None
    numbers = sorted({number for number, _ in rows})
    found = connection.execute(select(sentence).where(sentence.c.number.in_(numbers))).all()
    told = {row.number: row for row in found}
    marked = marked_words(connection, WORDS, given["expression"], numbers)
    hits = []
    for number, row in rows:
        here = told[number]
        edges = array("I")
        edges.frombytes(here.places)
        pairs = list(zip(edges[::2], edges[1::2], strict=True))
        places = tuple(pairs[at] for at in marked.get(number, ()) if at < len(pairs))
        hits.append(Hit(number, kind, row, here.id, here.start, here.end, places))
    return hits, more


def count_hits(
    connection: Connection, expression: str, kind: str, narrowed: Sequence[ColumnElement[bool]], most: int
) -> tuple[int, bool]:
    """How many there are among the last sentences, and whether there may be more."""
    given = {"expression": _of_kind(expression, kind)}
    candidates = _matching(COUNTED, None).subquery()
    some = _hits(kind, narrowed, candidates).limit(most).subquery()
    count = connection.scalar(select(func.count()).select_from(some), given) or 0
    if count >= most:
        return count, True
    return count, (connection.scalar(select(func.count()).select_from(candidates), given) or 0) >= COUNTED


def _of_kind(expression: str, kind: str) -> str:
    return f"({expression}) AND {all_of([[[NAME]]])}" if kind == "actor" else expression


def _matching(most: int, at: At | None) -> Select[Any]:
    """Numbers of the last sentences that the expression finds: what is asked about them has an end."""
    words, match = words_table(WORDS)
    query = select(words.c.rowid.label("number")).where(match).order_by(words.c.rowid.desc()).limit(most)
    return query if at is None else query.where(words.c.rowid <= at[0])


def _hits(
    kind: str, narrowed: Sequence[ColumnElement[bool]], candidates: Subquery, at: At | None = None
) -> Select[Any]:
    """Numbers of sentences with the rows that rest on them, from the last sentence on."""
    number = candidates.c.number
    joined = candidates.join(sentence, sentence.c.number == number)
    rows = select(shown.c.id).where(*narrowed)
    if kind in ("document", "actor"):
        query = select(number, sentence.c.id.label("row")).select_from(joined).where(sentence.c.type == kind)
        row = sentence.c.id
        # without a filter every sentence of the type is wanted
        query = query.where(row.in_(rows)) if len(narrowed) > 1 else query
        return _going_on(query, number, row, at)
    overlaps = and_(place.c.document == sentence.c.id, place.c.start < sentence.c.end, place.c.end > sentence.c.start)
    query = select(number, place.c.id.label("row")).distinct().select_from(joined.join(place, overlaps))
    query = query.where(sentence.c.type == "document", place.c.type == kind)
    query = query.where(place.c.id.in_(rows)) if len(narrowed) > 1 else query
    return _going_on(query, number, place.c.id, at)


def _going_on(query: Select[Any], number: ColumnElement[Any], row: ColumnElement[Any], at: At | None) -> Select[Any]:
    query = query.order_by(number.desc(), row)
    return query if at is None else query.where(or_(number < at[0], row > at[1]))
