"""Stories: which documents tell the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from onrecord.link.components import guarded, split

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
    for group in split(
        documents, edges, lambda group, inside: guarded(group, inside, lambda a, b: measure(a, b) < APART)
    ):
        for document in group:
            stories[document] = "t" + group[0].removeprefix("d")
    return stories
