"""Clusters that grow are the clusters that making everything anew would give."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.link.components import candidate_pairs, components
from onrecord.link.growing import Stage, grow, name_of
from onrecord.link.shelf import ItemKey
from onrecord.model.linked import Member
from onrecord.store.store import Store

# A document is a few numbers; two of different documents are joined when they are next to one another.
Numbers = Mapping[str, tuple[int, ...]]


def stage(world: Numbers, *, timed: bool) -> Stage[int]:
    return Stage(
        "toy",
        lambda document: {(document, n): number for n, number in enumerate(world.get(document, ()))},
        lambda number: (str(number), str(number + 1)),
        lambda a, b: a // 100 == b // 100 or abs(a - b) == 1,
        rows_of,
        (lambda document: (world[document][0], world[document][-1])) if timed else (lambda _: (0, 0)),
        200,
    )


def rows_of(component: Mapping[ItemKey, int]) -> list[tuple[str, Member]]:
    """One row for the component, which holds what it was made of."""
    return [("r" + name_of(min(component)), Member("+".join(sorted(map(str, component.values()))), 0, 1))]


def from_scratch(world: Numbers) -> dict[str, Member]:
    toy = stage(world, timed=False)
    pool = {key: item for document in world for key, item in toy.items(document).items()}
    pairs = candidate_pairs({key: toy.keys(item) for key, item in pool.items()})
    groups = components(pool, [(a, b) for a, b in pairs if toy.joined(pool[a], pool[b])])
    return dict(row for group in groups for row in rows_of({key: pool[key] for key in group}))


documents = st.dictionaries(
    st.integers(0, 15).map("d{:02}".format),
    st.lists(st.integers(1000, 1040), min_size=1, max_size=3).map(lambda numbers: tuple(sorted(numbers))),
    min_size=1,
    max_size=10,
)


@settings(max_examples=200, deadline=None)
@given(documents, documents, st.booleans(), st.data())
def test_any_way_of_growing_gives_what_making_all_anew_gives(
    world: dict[str, tuple[int, ...]], later: dict[str, tuple[int, ...]], timed: bool, data: st.DataObject
) -> None:
    """Documents come in any order and in any parts; some are changed later, some taken out."""
    room = TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    with room as folder, Store(Path(folder) / "r.sqlite", create=True) as store:
        here: dict[str, tuple[int, ...]] = {}
        order = data.draw(st.permutations(sorted(world)))
        while order:
            size = data.draw(st.integers(1, len(order)))
            part, order = order[:size], order[size:]
            here |= {document: world[document] for document in part}
            with store.shelf() as shelf:
                grow(stage(here, timed=timed), shelf, part)
            assert kept(store) == from_scratch(here)
        gone = {document for document in here if document not in later}
        here = {document: later[document] for document in here if document in later}
        with store.shelf() as shelf:
            grow(stage(here, timed=timed), shelf, set(here), gone)
        assert kept(store) == from_scratch(here)


def kept(store: Store) -> dict[str, Member]:
    with store.shelf() as shelf:
        return dict(shelf.every("toy", Member))
