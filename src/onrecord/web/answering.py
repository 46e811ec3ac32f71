"""Answers for programs: pages of rows with what they are cited by, and where the next page begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.model.document import Document
from onrecord.store.lookup import Lookup
from onrecord.store.searching import Hit
from onrecord.views.citing import cite
from onrecord.views.jsonl import Json
from onrecord.views.wanting import ORDERS, Asked, cursor, standing, wanted
from onrecord.web.asking import understand
from onrecord.web.slices import commitments

MOST = 100
"""So many rows a page has at most."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows for programs, the names of the actors in them, and the cursor of the next page (None: this is the last)."""

    rows: tuple[Json, ...]
    names: Mapping[str, str]
    next: str | None


def page(lookup: Lookup, kind: str, asked: Asked, after: str = "", most: int = 20) -> Page:
    """A page of a list. Raises `OnrecordError` for filters or a cursor that make no sense, `LookupError` for a name
    that nobody bears."""
    narrowed = wanted(lookup, kind, asked)
    begin = standing(kind, asked, after)
    found = lookup.page(kind, narrowed, order=ORDERS[kind], after=begin, most=most + 1)
    cited = cite(lookup, kind, rows_of(lookup, kind, [id_ for id_, _ in found[:most]]))
    more = cursor(kind, asked, found[most - 1][1]) if len(found) > most else None
    return Page(cited.rows, cited.names, more)


def one(lookup: Lookup, kind: str, id_: str) -> Page:
    """A row by itself. Raises `LookupError` where there is none."""
    cited = cite(lookup, kind, [row_of(lookup, kind, id_)])
    return Page(cited.rows, cited.names, None)


def row_of(lookup: Lookup, kind: str, id_: str) -> Any:
    """The row of an id, as with `rows_of`. Raises `LookupError` where there is none."""
    rows = rows_of(lookup, kind, [id_])
    if not rows:
        raise LookupError(f"no {kind} has the id {id_!r}")
    return rows[0]


def rows_of(lookup: Lookup, kind: str, ids: Sequence[str]) -> list[Any]:
    """Rows in the order of their ids as an export has them: promises as of the record's latest day, actors without
    members that the record does not know."""
    if kind == "commitment":
        return commitments(lookup, ids)
    rows = list(lookup.rows(kind, ids).values())
    if kind != "actor":
        return rows
    named = {id_ for row in rows for id_ in (*row.members, *(office.of for office in row.offices if office.of))}
    there = lookup.rows("actor", sorted(named))
    return [
        replace(
            row,
            members=tuple(id_ for id_ in row.members if id_ in there),
            offices=tuple(replace(office, of=office.of if office.of in there else None) for office in row.offices),
        )
        for row in rows
    ]


def search(
    lookup: Lookup,
    text: str,
    kind: str,
    asked: Asked,
    lemmas: Callable[[str], Sequence[str]],
    *,
    related: bool = False,
    after: str = "",
    most: int = 20,
) -> Page:
    """Sentences that hold the words, those read last first, each with the row that rests on it.

    `kind`: "document" finds in articles, "actor" in names, any other in the words of such rows. Errors as with `page`.
    """
    question = understand(text, lemmas, related=related)
    if not question.expression:
        return Page((), {}, None)
    question_key = (question.expression, kind, asked)
    begin = standing("search", question_key, after)
    narrowed = wanted(lookup, kind, asked)
    at = (int(begin[0]), str(begin[1])) if begin else None
    hits, rest = lookup.search_on(question.expression, kind, narrowed, at=at, most=most)
    more = cursor("search", question_key, rest) if rest is not None else None
    cited = cite(lookup, kind, rows_of(lookup, kind, list(dict.fromkeys(hit.id for hit in hits))))
    rows = {row["id"]: row for row in cited.rows}
    texts = lookup.texts(hit.document for hit in hits if kind != "actor")
    found = tuple(_hit(hit, rows[hit.id], texts.get(hit.document)) for hit in hits if hit.id in rows)
    return Page(found, cited.names, more)


def _hit(hit: Hit, row: Json, article: Document | None) -> Json:
    made: Json = {"row": row}
    if article is not None:
        made["sentence"] = {
            "document": hit.document,
            "start": hit.start,
            "end": hit.end,
            "words": article.raw[hit.start : hit.end],
            "found": [list(place) for place in sorted(hit.found)],
        }
    return made
