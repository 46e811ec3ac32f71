"""An article as it was found, before anything is made of it, and what is asked of those who find it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.errors import SourceError
from onrecord.sources.reading import Given

# The longest text of one article. A file of many articles may be longer, its articles may not.
MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Item:
    """`source` is its URL, or its file name without folders; `raw` its text, every character kept.

    `where` says for people where it was found (a path, with a line in a file of many).
    """

    source: str
    raw: str
    given: Given = field(default_factory=Given)
    where: str = ""


Found = Iterator[Item | SourceError]
"""What a reader yields: articles, and in place of what cannot be read one line about it."""


def shown(name: str) -> str:
    """A hostile name on one line: what does not print (line ends, controls, marks of direction) is written out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode("ascii") for c in name)
