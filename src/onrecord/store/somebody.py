"""Whom a name means that somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from onrecord.model.linked import ActorRow
from onrecord.store.engine import all_of
from onrecord.store.listing import as_word
from onrecord.store.lookup import Wanted
from onrecord.store.searching import Hit


class Finder(Protocol):
    """What is asked of whoever has the rows, to know an actor by name."""

    def row(self, kind: str, id_: str) -> Any | None: ...
    def rows(self, kind: str, ids: Iterable[str]) -> dict[str, Any]: ...
    def weights(self, kind: str, ids: Iterable[str]) -> dict[str, int]: ...
    def search(self, expression: str, kind: str, wanted: Wanted | None = None, *, most: int = 20) -> list[Hit]: ...


def somebody(lookup: Finder, text: str) -> ActorRow | None:
    """The actor of an id or, of those who are called so, the one whom most articles name."""
    row: ActorRow | None = lookup.row("actor", text)
    if row is not None:
        return row
    words = [as_word(word) for word in text.split()][:8]
    hits = lookup.search(all_of([[[word]] for word in words]), "actor", most=100) if words else []
    rows = lookup.rows("actor", (hit.id for hit in hits))
    exact = [row for row in rows.values() if text.casefold() in (name.casefold() for name in row.names)]
    weights = lookup.weights("actor", rows)
    return max(exact or rows.values(), key=lambda row: (weights[row.id], row.id), default=None)
