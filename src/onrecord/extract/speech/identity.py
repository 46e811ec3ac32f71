"""A key for what cannot be hashed."""

from __future__ import annotations

from onrecord.languages.reporting import Reporting


class Identity:
    """Makes a value that cannot be hashed a key, by what it is and not by what it holds."""

    def __init__(self, held: Reporting) -> None:
        self.held = held

    def __hash__(self) -> int:
        return id(self.held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and other.held is self.held
