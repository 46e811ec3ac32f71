"""The part of the form for pages: how news pages in a language tell what is article and what is page.

All offsets count in the text that a method was given. Any text is safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

# `furniture` is page wherever it stands; `end` too, and what follows it is rarely article; `widget` is page
# only above and below the article; `links` opens a list of links; `menu` is a piece of a menu (it takes
# several); `stamp` says when.
LineKind = Literal["furniture", "end", "widget", "links", "menu", "stamp"]


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a page names it; `year` is None where it is left out.

    `current` says that the words place it in the year of writing ("этого года"), `today` that it is
    the day of writing; `weekday` counts from Monday, 0.
    """

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    current: bool = False
    today: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """`[start, end)`: place, day and agency ahead of an article's first words."""

    start: int
    end: int
    day: Day | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class FoundCredit:
    """A medium (or press office) credited for the news: `[start, end)`, its name there and in the nominative.

    `strong` credits the news itself; the others (an interview elsewhere) count where no strong one is.
    `own` is how an article speaks of the medium that publishes it ("ранее X писал"), `likely` how it
    often does (the credit that closes the lead of a news site); `addressee` is told something
    ("сообщили X в министерстве"). `famous` media are credited by everybody.
    """

    name: str
    start: int
    end: int
    name_start: int
    name_end: int
    strong: bool = True
    own: bool = False
    likely: bool = False
    addressee: bool = False
    famous: bool = False


class Page(Protocol):
    """What a language knows of pages."""

    @property
    def words(self) -> frozenset[str]:
        """Frequent small words that this language has and its neighbours lack, in lower case."""
        ...

    @property
    def letters(self) -> frozenset[str]:
        """The small letters of its alphabet."""
        ...

    def line_kind(self, line: str) -> LineKind | None:
        """What a line is, as far as it says by itself; None for text."""
        ...

    def names_source(self, line: str) -> bool:
        """Whether a line says where the news is from and nothing else: no headline, wherever it stands."""
        ...

    def tail(self, line: str) -> int | None:
        """Where furniture begins at the end of a line of text; None where there is none."""
        ...

    def stamp(self, line: str) -> tuple[Day, int] | None:
        """The day that a line opens with, and where the stamp ends (the line's end for a stamp alone)."""
        ...

    def dateline(self, raw: str, start: int, end: int) -> FoundDateline | None:
        """The dateline at the beginning of `raw[start:end]`."""
        ...

    def credits(self, raw: str, start: int, end: int) -> list[FoundCredit]:
        """Credits of `raw[start:end]`, in order."""
        ...

    def signature(self, line: str) -> str | None:
        """The name by which a piece of furniture calls the medium it belongs to, in the nominative."""
        ...

    def days(self, raw: str, start: int, end: int) -> list[Day]:
        """Days of `raw[start:end]` that are named by number and month, in order."""
        ...

    def years(self, raw: str, start: int, end: int) -> set[int]:
        """Years of writing that the words give away by themselves ("в прошлом, 2014 году")."""
        ...

    def publisher(self, heading: str) -> str | None:
        """Who issued the text, where its heading says so ("Press service of …: statement")."""
        ...

    def primary(self, heading: str) -> bool:
        """Whether a heading is that of a transcript, readout, statement or communiqué."""
        ...
