"""Stories: which documents tell the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from onrecord.link.components import components, guarded

# From here on two documents tell the same story, and below they may not even be joined through a third.
SAME, APART = 0.45, 0.35


def find_stories(
    documents: Iterable[str],
    kin: Mapping[tuple[str, str], float],
    measure: Callable[[str, str], float],
) -> dict[str, str]:
    """The story of every document: an id made of its least document's. One alone is a story of its own.

    `kin` says of pairs of documents that may tell one story how likely they do, `measure` says it of any.
    """
    edges = {pair: sure for pair, sure in kin.items() if sure >= SAME}
    stories = {}
    for group in components(documents, edges):
        inside = frozenset(group)
        mine = {pair: sure for pair, sure in edges.items() if pair[0] in inside} if len(group) > 2 else {}
        parts = guarded(group, mine, lambda a, b: measure(a, b) < APART) if mine else [group]
        for part in parts:
            for document in part:
                stories[document] = "t" + part[0].removeprefix("d")
    return stories
