"""An article as it was found, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.sources.reading import Given


@dataclass(frozen=True, slots=True)
class Item:
    """`source` is its URL, or its file name without folders; `raw` its text, every character kept.

    `where` says for people where it was found (a path, with a line in a file of many).
    """

    source: str
    raw: str
    given: Given = field(default_factory=Given)
    where: str = ""
