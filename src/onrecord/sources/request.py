"""What a run asks of every reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.sources.choosing import Choice
from onrecord.sources.items import MOST_BYTES

# Archives in archives: a folder of ZIPs in a TAR is read, a riddle of nested ones is not.
_DEEPEST = 3


@dataclass(slots=True)
class Tally:
    """How many articles were found and not wanted."""

    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """`choice`: which articles are wanted. `columns`: which column of a table holds what ("text" → "body").

    `most_bytes`: the longest text of an article, in bytes. `depth`: how many archives may still lie in one
    another. `tally` counts what the choice left out.
    """

    choice: Choice = field(default_factory=Choice)
    columns: Mapping[str, str] = field(default_factory=dict)
    most_bytes: int = MOST_BYTES
    depth: int = _DEEPEST
    tally: Tally = field(default_factory=Tally)
