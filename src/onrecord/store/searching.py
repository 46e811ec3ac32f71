"""Sentences by their words, and the rows that rest on them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from onrecord.store.engine import marked_words, words_table
from onrecord.store.shown import WORDS, place, sentence, shown


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


def find_hits(
    connection: Connection,
    expression: str,
    kind: str,
    narrowed: Sequence[ColumnElement[bool]],
    below: int | None,
    most: int,
) -> list[Hit]:
    query = _hits(kind, narrowed)
    if below is not None:
        query = query.where(sentence.c.number < below)
    words, _ = words_table(WORDS)
    query = query.order_by(words.c.rowid.desc()).limit(most)
    rows = connection.execute(query, {"expression": expression}).all()
    marked = marked_words(connection, WORDS, expression, sorted({row.number for row in rows}))
    hits = []
    for row in rows:
        edges = array("I")
        edges.frombytes(row.places)
        pairs = list(zip(edges[::2], edges[1::2], strict=True))
        found = tuple(pairs[at] for at in marked.get(row.number, ()) if at < len(pairs))
        hits.append(Hit(row.number, kind, row.row, row.id, row.start, row.end, found))
    return hits


def count_hits(
    connection: Connection, expression: str, kind: str, narrowed: Sequence[ColumnElement[bool]], most: int
) -> int:
    some = _hits(kind, narrowed).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(some), {"expression": expression}) or 0


def _hits(kind: str, narrowed: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """Numbers go down through the index of words: the first page of a frequent word costs no more than others."""
    words, match = words_table(WORDS)
    columns = sentence.c.number, sentence.c.id, sentence.c.start, sentence.c.end, sentence.c.places
    joined = words.join(sentence, sentence.c.number == words.c.rowid)
    rows = select(shown.c.id).where(*narrowed)
    if kind in ("document", "actor"):
        query = select(*columns, sentence.c.id.label("row")).select_from(joined).where(sentence.c.type == kind)
        # without a filter every sentence of the type is wanted
        return query.where(match, sentence.c.id.in_(rows)) if len(narrowed) > 1 else query.where(match)
    overlaps = and_(place.c.document == sentence.c.id, place.c.start < sentence.c.end, place.c.end > sentence.c.start)
    joined = joined.join(place, overlaps)
    query = select(*columns, place.c.id.label("row")).distinct().select_from(joined)
    query = query.where(match, sentence.c.type == "document", place.c.type == kind)
    return query.where(place.c.id.in_(rows)) if len(narrowed) > 1 else query
