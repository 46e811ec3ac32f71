"""Clusters that grow: what new or changed articles touch is made again, and nothing else.

A stage of linking brings items of documents together: pairs that share a key are decided by a pure
function of the two, components of the pairs decided for are made into rows by a pure function of
the component. So a change reaches no further than the components that it takes from, adds to or joins,
and these are found by keys. What comes out is what making everything anew would give.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from onrecord.link.components import candidate_pairs, components
from onrecord.link.shelf import ALWAYS, Changed, Days, ItemKey, Shelf, sharing_any

I = TypeVar("I")  # noqa: E741


@dataclass(frozen=True)
class Stage(Generic[I]):
    """One stage of linking.

    `items` gives the items of a document by their keys, `keys` what each may share with others,
    `joined` the pure decision on two items with a key in common, `rows` the rows of one component by their ids.
    With `reach`, items further apart than so many days are never joined; `days` says when a document stands.
    Where the pairs are worked out beforehand, `pairs` gives those of a document's items, with others of its own and
    with those of others, and neither `keys` nor `joined` is asked. `load` is told which documents will be asked for,
    `load_rows` of which components, as they were, the rows will be made anew.
    """

    name: str
    items: Callable[[str], Mapping[ItemKey, I]]
    keys: Callable[[I], Iterable[str]]
    joined: Callable[[I, I], bool]
    rows: Callable[[Mapping[ItemKey, I]], Iterable[tuple[str, Any]]]
    days: Callable[[str], Days] = lambda _: ALWAYS
    reach: int = 0
    pairs: Callable[[str], Iterable[tuple[ItemKey, ItemKey]]] | None = None
    load: Callable[[Collection[str]], None] = lambda _: None
    load_rows: Callable[[Collection[str]], None] = lambda _: None


def grow(
    stage: Stage[I], shelf: Shelf, changed: Collection[str], gone: Collection[str] = (), again: Collection[str] = ()
) -> Changed:
    """Brings a stage up to date with documents.

    `changed` are new, or their items are others than before; `gone` are there no more; the rows of
    `again` rest on something that has changed beside the items, so that they are made anew.
    """
    work = _Work(stage, shelf)
    stage.load(changed)
    fresh = {key: item for document in sorted(changed) for key, item in work.items_of(document).items()}
    left = {*changed, *gone}
    broken = set(shelf.members(stage.name, left).values())
    touched = broken | set(shelf.members(stage.name, again).values()) | work.joined_components(fresh, left)
    pool = dict(fresh)
    old = {key: name for key, name in sorted(shelf.items_in(stage.name, touched).items()) if key[0] not in left}
    stage.load({key[0] for key in old})
    pool |= {key: work.item(key) for key in old}
    whole = {key: name for key, name in old.items() if name not in broken}
    groups = components(pool, work.edges(pool, whole))
    names = {key: name_of(group[0]) for group in groups for key in group}
    stage.load_rows(touched)
    rows = [
        (id_, name_of(group[0]), row) for group in groups for id_, row in stage.rows({key: pool[key] for key in group})
    ]
    shelf.place(stage.name, left, names)
    if stage.pairs is None:
        shelf.post(stage.name, ((document, work.keys_of(document), stage.days(document)) for document in changed))
    return shelf.replace_rows(stage.name, touched | set(names.values()), rows)


def name_of(key: ItemKey) -> str:
    """A component's name: its least item."""
    return ":".join(str(part) for part in key)


class _Work(Generic[I]):
    """One growing of one stage: items, keys and decisions are worked out once."""

    def __init__(self, stage: Stage[I], shelf: Shelf) -> None:
        self._stage, self._shelf = stage, shelf
        self._items: dict[str, Mapping[ItemKey, I]] = {}
        self._keys: dict[ItemKey, frozenset[str]] = {}
        self._decided: dict[tuple[ItemKey, ItemKey], bool] = {}

    def items_of(self, document: str) -> Mapping[ItemKey, I]:
        if document not in self._items:
            self._items[document] = self._stage.items(document)
        return self._items[document]

    def item(self, key: ItemKey) -> I:
        return self.items_of(key[0])[key]

    def keys(self, key: ItemKey) -> frozenset[str]:
        if key not in self._keys:
            self._keys[key] = frozenset(self._stage.keys(self.item(key)))
        return self._keys[key]

    def keys_of(self, document: str) -> list[str]:
        """What is looked for under the document's name."""
        found = {name for item in self.items_of(document).values() for name in self._stage.keys(item)}
        return sorted(found)

    def joined(self, a: ItemKey, b: ItemKey) -> bool:
        if (a, b) not in self._decided:
            self._decided[a, b] = self._stage.joined(self.item(a), self.item(b))
        return self._decided[a, b]

    def joined_components(self, fresh: Mapping[ItemKey, I], left: Collection[str]) -> set[str]:
        """The components that fresh items join, among those of documents that have not changed."""
        if self._stage.pairs is not None:
            both = (pair for document in sorted({key[0] for key in fresh}) for pair in self._stage.pairs(document))
            names = {key for pair in both for key in pair if key[0] not in left}
        else:
            names = self._joined_by_keys(fresh, left)
        found = self._shelf.members(self._stage.name, {key[0] for key in names})
        return {component for key, component in found.items() if key in names}

    def _joined_by_keys(self, fresh: Mapping[ItemKey, I], left: Collection[str]) -> set[ItemKey]:
        by_key: dict[str, list[ItemKey]] = {}
        for key in fresh:
            for name in self.keys(key):
                by_key.setdefault(name, []).append(key)
        names: set[ItemKey] = set()
        near = sorted(self._near(fresh) - set(left))
        self._stage.load(near)
        for document in near:
            for key in self.items_of(document):
                partners = sorted({other for name in self.keys(key) for other in by_key.get(name, ())})
                if any(self.joined(*sorted((key, other))) for other in partners):
                    names.add(key)
        return names

    def _near(self, fresh: Mapping[ItemKey, I]) -> set[str]:
        """Documents that share a key with a fresh item, near enough in time."""
        stage = self._stage
        given = ((self.keys_of(document), stage.days(document)) for document in {key[0] for key in fresh})
        return sharing_any(self._shelf, stage.name, given, stage.reach)

    def edges(self, pool: Mapping[ItemKey, I], whole: Mapping[ItemKey, str]) -> list[tuple[ItemKey, ItemKey]]:
        """Pairs that belong together, enough of them to tell the components.

        `whole` are items that have not changed, with their components, which lost none: what was decided on two of
        them stands, so they are not asked again.
        """
        if self._stage.pairs is not None:
            both = {(min(p), max(p)) for document in {key[0] for key in pool} for p in self._stage.pairs(document)}
            return sorted((a, b) for a, b in both if a in pool and b in pool)
        first: dict[str, ItemKey] = {}
        known = [(first.setdefault(name, key), key) for key, name in whole.items()]
        pairs = candidate_pairs({key: self.keys(key) for key in pool}, whole)
        return [*known, *(pair for pair in pairs if self.joined(*pair))]
