"""Whom a name means that somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from onrecord.model.linked import ActorRow
from onrecord.store.engine import all_of
from onrecord.store.listing import as_words
from onrecord.store.lookup import Wanted
from onrecord.store.searching import Hit

# The index is asked for so many words; whom it finds has to have all of them.
_WORDS = 8


class Finder(Protocol):
    """What is asked of whoever has the rows, to know an actor by name."""

    def row(self, kind: str, id_: str) -> Any | None: ...
    def rows(self, kind: str, ids: Iterable[str]) -> dict[str, Any]: ...
    def weights(self, kind: str, ids: Iterable[str]) -> dict[str, int]: ...
    def search(self, expression: str, kind: str, wanted: Wanted | None = None, *, most: int = 20) -> list[Hit]: ...


def somebody(lookup: Finder, text: str) -> ActorRow | None:
    """The actor of an id or, of those one of whose names holds all the words, the one whom most articles name; who is
    called just so goes before others."""
    row: ActorRow | None = lookup.row("actor", text)
    if row is not None:
        return row
    words = as_words(text)[:_WORDS]
    hits = lookup.search(all_of([[[word]] for word in words]), "actor", most=100) if words else []
    rows = lookup.rows("actor", (hit.id for hit in hits))
    return _meant(rows.values(), text, lookup.weights("actor", rows))


def among(actors: Iterable[ActorRow], text: str) -> ActorRow | None:
    """The same of actors that are in memory, with all their places."""
    rows = {row.id: row for row in actors}
    if text in rows:
        return rows[text]
    weights = {row.id: len({document for document, _ in row.parties}) for row in rows.values()}
    return _meant(rows.values(), text, weights)


def _meant(rows: Iterable[ActorRow], text: str, weights: Mapping[str, int]) -> ActorRow | None:
    words = as_words(text)
    names = [(row, [as_words(name) for name in row.names]) for row in rows] if words else []
    called = [row for row, forms in names if any(set(words) <= set(form) for form in forms)]
    exact = [row for row, forms in names if words in forms]
    return max(exact or called, key=lambda row: (weights[row.id], row.id), default=None)
