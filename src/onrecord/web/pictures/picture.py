"""What a picture is before it is drawn: its data as a table, and the marks that are made of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.views.exports.delimited import cell
from onrecord.views.names import one_line
from onrecord.web.addresses import at_day
from onrecord.web.tongue import Tongue
from onrecord.web.wording import words

# Colours of the light theme; `static/picture.css` has another one for each where it is dark.
INK, SOFT, LINE, PAPER = "#1c1d21", "#565b66", "#d5d8df", "#ffffff"
BLUE, GREEN, BROWN, RED = "#17478f", "#1f6b3a", "#7d5006", "#a3201a"

LONGEST = 120
"""How much of a name is shown in a table."""

Parts = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. `link` is the page of the desk that shows what it counts."""

    cells: tuple[str | int, ...]
    link: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The data of a picture in the language of whoever asks.

    `parts` are the marks by layer: each a mapping of numbers and texts; `link` of one is a page of the desk, `says`
    what it stands for, in words. `note` says what was left out, "" where nothing was. Width and height are in pixels.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    width: int
    height: int
    parts: Parts
    note: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    """What it is narrowed to, as in its address."""


def on_day(picture: Picture, day: str) -> Picture:
    """The picture with all its links leading to pages of a day."""
    parts = {
        name: [{**mark, "link": at_day(mark["link"], day)} if mark.get("link") else mark for mark in marks]
        for name, marks in picture.parts.items()
    }
    rows = tuple(replace(row, link=at_day(row.link, day)) for row in picture.rows)
    return replace(picture, rows=rows, parts=parts)


def as_csv(picture: Picture) -> str:
    """The table for a spreadsheet, with the addresses of its rows."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*picture.columns, "link"])
    writer.writerows([[*map(cell, row.cells), row.link] for row in picture.rows])
    return out.getvalue()


def word(speech: Tongue, table: str, code: str) -> str:
    """A code of the record in words."""
    return speech.say(words(table, code))


def name_of(actors: Mapping[str, Any], id_: str, width: int = LONGEST) -> str:
    """An actor's name on one line, cut; the id where nobody has it."""
    return one_line(actors[id_].name if id_ in actors else id_, width) or id_


def among_statements(given: Mapping[str, str]) -> dict[str, str]:
    """Of what a list is narrowed to, that by which all statements can be told apart, of whatever kind."""
    return {name: value for name, value in given.items() if name in ("actor", "outlet", "since", "until")}


def key_of(entries: Sequence[Mapping[str, Any]], step: int, x: int = 8, y: int = 12) -> list[dict[str, Any]]:
    """What colours and shapes mean, side by side: (`colour`, `shape`, `text`) each."""
    return [{**entry, "x": x + number * step, "y": y} for number, entry in enumerate(entries)]
