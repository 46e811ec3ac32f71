"""When encounters took place, and since when they had been announced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from onrecord.model.linked import EventRow
from onrecord.store.listing import OPEN_END, edges
from onrecord.store.lookup import Lookup
from onrecord.views.names import one_line
from onrecord.web.pictures.drawing import data_of, layered, legend, own, pixels
from onrecord.web.pictures.picture import (
    BLUE,
    BROWN,
    GREEN,
    LINE,
    RED,
    SOFT,
    Parts,
    Picture,
    Row,
    key_of,
    name_of,
    word,
)
from onrecord.web.pictures.timescale import stretches
from onrecord.web.tongue import Tongue

if TYPE_CHECKING:
    from onrecord.web.pages.lists import Filters

MOST = 24
_READ = 60
_WIDTH, _GUTTER, _TOP, _STEP, _FOOT = 960, 250, 30, 22, 26
_TICKS = 9
_LETTERS = 30
_BAR = "M-0.2,-1h0.4v2h-0.4Z"
_MARKS = {
    "held": (GREEN, "circle"),
    "ongoing": (BLUE, "diamond"),
    "planned": (BROWN, "triangle-up"),
    "cancelled": (RED, "cross"),
}


def read(lookup: Lookup, chosen: Filters, speech: Tongue) -> Picture:
    """Those that most independent origins tell, of which at least the month is known; in the order of their days."""
    ids = lookup.ids("event", chosen.wanted, order="-weight -day", most=_READ)
    rows = [row for row in lookup.rows("event", ids).values() if _span(row)][:MOST]
    rows.sort(key=lambda row: (_days(row), row.id))
    total = lookup.count("event", chosen.wanted)
    actors = lookup.rows("actor", {id_ for row in rows for id_ in (*row.participants, row.place) if id_})
    note = ""
    if len(rows) < total:
        note = speech.say(
            "Drawn are %(shown)s of %(all)s: those with most independent origins of which at least the month is known."
        ) % {"shown": speech.number(len(rows)), "all": speech.number(total)}
    return Picture(
        "timeline",
        speech.say("When they met"),
        (
            speech.say("Date"),
            speech.say("Encounter"),
            speech.say("Status"),
            speech.say("Taking part"),
            speech.say("Where"),
            speech.say("Independent origins"),
            speech.say("First told"),
        ),
        tuple(_line(row, actors, speech) for row in rows),
        _WIDTH,
        _TOP + _STEP * len(rows) + _FOOT,
        _parts(rows, actors, speech) if rows else {},
        note,
        chosen.given,
    )


def _span(row: EventRow) -> tuple[dt.date, dt.date] | None:
    """The days that it may have lasted; None where no more than a season or a year is known."""
    if row.when is None or row.when.date.is_vague:
        return None
    first, last = edges(row.when.date)
    if not first:
        return None
    return dt.date.fromisoformat(first), dt.date.fromisoformat(first if last == OPEN_END else last)


def _days(row: EventRow) -> tuple[dt.date, dt.date]:
    found = _span(row)
    assert found
    return found


def _told(row: EventRow) -> dt.date | None:
    """The day on which it was first heard of, where that was before it began."""
    days = [
        dt.date.fromisoformat(step.as_of.edtf)
        for step in row.history
        if step.as_of and step.as_of.precision == "day" and step.as_of.known_year
    ]
    first = min(days, default=None)
    return first if first and first < _days(row)[0] else None


def _name(row: EventRow, actors: Mapping[str, Any], speech: Tongue) -> str:
    kind = word(speech, "event", row.kind)
    who = ", ".join(name_of(actors, id_, 40) for id_ in row.participants[:6])
    return one_line(f"{kind}: {who}" if who else kind)


def _line(row: EventRow, actors: Mapping[str, Any], speech: Tongue) -> Row:
    told = _told(row)
    cells = (
        speech.day(row.when.date if row.when else None),
        word(speech, "event", row.kind),
        word(speech, "event_status", row.status),
        ", ".join(name_of(actors, id_) for id_ in row.participants),
        name_of(actors, row.place) if row.place else "",
        row.origins,
        speech.day(told.isoformat()) if told else "",
    )
    return Row(cells, f"/events/{row.id}")


def _parts(rows: list[EventRow], actors: Mapping[str, Any], speech: Tongue) -> Parts:
    first = min(_told(row) or _days(row)[0] for row in rows)
    last = max(_days(row)[1] for row in rows)
    begin, width = first.toordinal(), max((last - first).days, 1)

    def x(day: dt.date) -> float:
        return round(_GUTTER + 14 + (day.toordinal() - begin) / width * (_WIDTH - _GUTTER - 34), 1)

    bars, heard, points, names = [], [], [], []
    for number, row in enumerate(rows):
        y = _TOP + _STEP * number + _STEP // 2
        start, end = _days(row)
        colour, shape = _MARKS[row.status]
        name = _name(row, actors, speech)
        day = speech.day(row.when.date if row.when else None)
        says = f"{name}. {day}, {word(speech, 'event_status', row.status)}"
        linked = {"y": y, "link": f"/events/{row.id}", "says": says}
        if told := _told(row):
            heard.append({"x": x(told), "x2": x(start), "y": y})
        if start != end:
            bars.append({"x": x(start), "x2": x(end), "colour": colour, **linked})
        # A day that may be any of a month stands in its middle.
        vague = row.when is not None and row.when.date.precision == "month"
        points.append({"x": (x(start) + x(end)) / 2 if vague else x(start), "colour": colour, "shape": shape, **linked})
        names.append({"x": _GUTTER, "text": one_line(name, _LETTERS), **linked})
    height = _TOP + _STEP * len(rows)
    ticks = [
        {"x": x(stretch.first), "y": _TOP, "y2": height, "text": stretch.label}
        for stretch in stretches(first, last, speech, _TICKS)
        if first <= stretch.first <= last
    ]
    labels = [{"x": tick["x"], "y": height + 15, "text": tick["text"]} for tick in ticks]
    entries = [
        {"colour": colour, "shape": shape, "text": word(speech, "event_status", status)}
        for status, (colour, shape) in _MARKS.items()
        if any(row.status == status for row in rows)
    ]
    if heard:
        entries.append({"colour": SOFT, "shape": _BAR, "text": speech.say("first told")})
    return {
        "ticks": ticks, "labels": labels, "heard": heard, "bars": bars, "points": points, "names": names,
        "key": key_of(entries, 140),
    }  # fmt: skip


def chart(parts: Parts, width: int, height: int) -> Any:
    import altair as alt

    x, y = pixels(width, height)
    ticks, heard = alt.Chart(data_of(parts["ticks"])), alt.Chart(data_of(parts["heard"]))
    points = alt.Chart(data_of(parts["points"]))
    colour = alt.Color(**own("colour"))
    layers = [
        ticks.mark_rule(color=LINE).encode(x=x, y=y, y2="y2:Q"),
        alt.Chart(data_of(parts["labels"])).mark_text(color=SOFT, fontSize=12).encode(x=x, y=y, text="text:N"),
        heard.mark_rule(color=SOFT, strokeDash=[2, 3]).encode(x=x, y=y, x2="x2:Q"),
        heard.mark_tick(color=SOFT, thickness=2, size=12, orient="vertical").encode(x=x, y=y),
        alt.Chart(data_of(parts["bars"]))
        .mark_rule(strokeWidth=6, opacity=0.45)
        .encode(x=x, y=y, x2="x2:Q", color=colour, href="href:N"),
        points.mark_point(filled=True, size=110, opacity=1).encode(
            x=x, y=y, color=colour, shape=alt.Shape(**own("shape")), href="href:N"
        ),
        alt.Chart(data_of(parts["names"]))
        .mark_text(align="right", baseline="middle")
        .encode(x=x, y=y, text="text:N", href="href:N"),
        *legend(parts["key"], width, height),
    ]
    return layered(layers, width, height)
