"""What linking that grows asks of whoever keeps its keys, components and rows (`store.shelf` does)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

from onrecord.model.document import Document
from onrecord.model.record import Extraction

T = TypeVar("T")

ItemKey = tuple[Any, ...]
"""The document's id, then numbers."""

Days = tuple[int, int]
"""First and last day of something, as ordinals."""

ALWAYS: Days = (0, 0)
"""What has no time meets everything that shares a key."""

Changed = tuple[dict[str, bytes], dict[str, Any]]
"""Rows that went or became others, as they lay there, and those that came or became others, by id."""


def sharing_any(shelf: Shelf, stage: str, given: Iterable[tuple[Iterable[str], Days]], reach: int) -> set[str]:
    """Documents that share a key with any of those that have these keys and days, near enough in time."""
    by_days: dict[Days, set[str]] = {}
    for keys, days in given:
        by_days.setdefault(days, set()).update(keys)
    return {id_ for days, keys in sorted(by_days.items()) for id_ in shelf.sharing(stage, keys, days, reach)}


class Shelf(Protocol):
    """What growing keeps between one addition and the next."""

    def read(self, documents: Iterable[str]) -> Iterator[tuple[Document, Extraction]]:
        """The articles of these ids that are there, with their results."""
        ...

    def ties(self, kind: type[T], documents: Collection[str]) -> list[T]:
        """What is known of pairs of which one is among the documents."""
        ...

    def replace_ties(self, documents: Collection[str], ties: Mapping[tuple[str, str], Any]) -> None:
        """Puts these pairs in the place of all that the documents are in."""
        ...

    def post(self, stage: str, given: Iterable[tuple[str, Iterable[str], Days]]) -> None:
        """Notes the keys of the items of documents, and when each stands; those noted before may stay."""
        ...

    def sharing(self, stage: str, keys: Iterable[str], days: Days, reach: int) -> set[str]:
        """Documents with one of the keys, no more than `reach` days away."""
        ...

    def members(self, stage: str, documents: Collection[str]) -> dict[ItemKey, str]:
        """The component of every item of the documents."""
        ...

    def items_in(self, stage: str, names: Collection[str]) -> dict[ItemKey, str]:
        """All items of the components, and which component each is in."""
        ...

    def place(self, stage: str, gone: Collection[str], names: Mapping[ItemKey, str]) -> None:
        """Takes the items of the documents `gone` out, then puts every given item in its component."""
        ...

    def rows(self, kind: str, shape: type[T], ids: Iterable[str]) -> dict[str, T]:
        """The rows of these ids that are there."""
        ...

    def rows_owned(self, kind: str, shape: type[T], owners: Iterable[str]) -> dict[str, T]:
        """The rows of these owners."""
        ...

    def replace_rows(self, kind: str, owners: Collection[str], rows: Iterable[tuple[str, str, Any]]) -> Changed:
        """Puts (id, owner, row) in the place of all rows of these owners, and says what changed by that."""
        ...
