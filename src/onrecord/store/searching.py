"""Sentences by their words, and the rows that rest on them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, func, or_, select

from onrecord.store.engine import all_of, marked_words, words_table
from onrecord.store.shown import NAME, WORDS, place, sentence


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

Asked = ColumnElement[Any]
Fits = Callable[[Sequence[str], Asked, Asked], Sequence[ColumnElement[bool]]]
"""The conditions on a row of one of these types, by the columns of its type and id: each is asked for by these, since
there are few, however many rows would fit."""

# So many sentences are looked through for one answer, and so many for a count.
LOOKED_AT, COUNTED = 1_000, 200
# The last of them mostly hold as many rows as one page shows.
FIRST_LOOK = 150
# What is found by its own words; other rows rest on those of articles.
OWN_WORDS = ("document", "actor")


def find_hits(
    connection: Connection, expression: str, kind: str, fits: Fits, at: At | None, most: int
) -> tuple[list[Hit], At | None]:
    """Hits, and where there may be more."""
    given = {"expression": _of_kind(expression, kind)}
    rows: list[At] = []
    for looked_at in (FIRST_LOOK, LOOKED_AT):
        query = _hits(kind, fits, _matching(looked_at, at).subquery(), at).limit(most + 1)
        rows = [(number, row) for number, row in connection.execute(query, given)]
        if len(rows) > most:
            break
    more: At | None = None
    if len(rows) > most:
        rows = rows[:most]
        more = rows[-1]
    else:
        part = _matching(LOOKED_AT, at).subquery()
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
    connection: Connection, expression: str, kinds: Sequence[str], fits: Fits, most: int
) -> dict[str, tuple[int, bool]]:
    """How many there are of each type of row among the last sentences, and whether there may be more."""
    resting = [kind for kind in kinds if kind not in OWN_WORDS]
    found: dict[str, tuple[int, bool]] = {}
    for some in [[kind] for kind in kinds if kind in OWN_WORDS] + ([resting] if resting else []):
        given = {"expression": _of_kind(expression, some[0])}
        candidates = _matching(COUNTED, None).subquery()
        beyond = (connection.scalar(select(func.count()).select_from(candidates), given) or 0) >= COUNTED
        rows = _rows(some, candidates)
        query = select(rows.c.type, func.count()).where(*fits(some, rows.c.type, rows.c.row)).group_by(rows.c.type)
        counts = {row[0]: row[1] for row in connection.execute(query, given)}
        found |= {kind: (min(counts.get(kind, 0), most), beyond or counts.get(kind, 0) >= most) for kind in some}
    return {kind: found[kind] for kind in kinds}


def _of_kind(expression: str, kind: str) -> str:
    return f"({expression}) AND {all_of([[[NAME]]])}" if kind == "actor" else expression


def _matching(most: int, at: At | None) -> Select[Any]:
    """Numbers of the last sentences that the expression finds: what is asked about them has an end."""
    words, match = words_table(WORDS)
    query = select(words.c.rowid.label("number")).where(match).order_by(words.c.rowid.desc()).limit(most)
    return query if at is None else query.where(words.c.rowid <= at[0])


def _hits(kind: str, fits: Fits, candidates: Subquery, at: At | None) -> Select[Any]:
    """Numbers of sentences with the rows of a type that rest on them, from the last sentence on."""
    rows = _rows([kind], candidates)
    number, row = rows.c.number, rows.c.row
    query = select(number, row).where(*fits([kind], rows.c.type, row)).order_by(number.desc(), row)
    return query if at is None else query.where(or_(number < at[0], row > at[1]))


def _rows(kinds: Sequence[str], candidates: Subquery) -> Subquery:
    """Numbers of sentences, each with type and id of the rows that rest on it, once: only then is asked which fit."""
    number = candidates.c.number
    joined = candidates.join(sentence, sentence.c.number == number)
    if kinds[0] in OWN_WORDS:
        query = select(number, sentence.c.type, sentence.c.id.label("row")).select_from(joined)
        return query.where(sentence.c.type == kinds[0]).subquery()
    overlaps = and_(place.c.document == sentence.c.id, place.c.start < sentence.c.end, place.c.end > sentence.c.start)
    query = select(number, place.c.type, place.c.id.label("row")).distinct().select_from(joined.join(place, overlaps))
    return query.where(sentence.c.type == "document", place.c.type.in_(kinds)).subquery()
