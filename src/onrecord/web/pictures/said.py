"""How much was said when: statements by the day on which they were first told."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onrecord.store.lookup import Lookup
from onrecord.web.addresses import address
from onrecord.web.pictures.drawing import data_of, layered, legend, own
from onrecord.web.pictures.picture import BLUE, BROWN, LINE, PAPER, SOFT, Parts, Picture, Row, among_statements, key_of
from onrecord.web.pictures.timescale import Stretch, stretches
from onrecord.web.tongue import Tongue

if TYPE_CHECKING:
    from onrecord.web.pages.lists import Filters

_WIDTH, _HEIGHT, _LEFT, _TOP, _FOOT = 1000, 220, 46, 28, 26
_LABELS = 10
_MARKS = {"several": BLUE, "single": BROWN}


def read(lookup: Lookup, chosen: Filters, speech: Tongue) -> Picture:
    """Counted in days, weeks, months or years, whichever are as many as there is room for."""
    days = lookup.by_day("statement", replace(chosen.wanted, kind=""))
    total = sum(count for _, _, _, count in days)
    known = [dt.date.fromisoformat(first) for _, first, last, _ in days if first and first == last]
    times = stretches(min(known), max(known), speech) if known else []
    counts: dict[tuple[int, str], int] = {}
    begins = [stretch.first.isoformat() for stretch in times]
    for kind, first, last, count in days:
        at = bisect_right(begins, first) - 1
        # A day that may be any of a month counts where the whole month does.
        if first and at >= 0 and last <= times[at].last.isoformat():
            counts[at, kind] = counts.get((at, kind), 0) + count
    left = total - sum(counts.values())
    note = ""
    if left:
        note = speech.say(
            "%(left)s of %(all)s are left out, as the day on which they were told is not known well enough."
        ) % {"left": speech.number(left), "all": speech.number(total)}
    kinds = {"several": speech.say("Told more than once"), "single": speech.say("Told by one source only")}
    given = among_statements(chosen.given)
    cells = [(times[at], kind, count) for (at, kind), count in sorted(counts.items())]
    rows = [
        Row((speech.day(stretch.edtf), kinds[kind], count), _link(stretch, kind, given))
        for stretch, kind, count in cells
    ]
    bars = [
        {
            "time": stretch.label, "kind": kind, "count": count, "order": list(_MARKS).index(kind),
            "colour": _MARKS[kind], "link": row.link,
            "says": f"{row.cells[0]}. {row.cells[1]}: {speech.number(count)}",
        }
        for (stretch, kind, count), row in zip(cells, rows, strict=True)
    ]  # fmt: skip
    entries = [{"colour": colour, "shape": "square", "text": kinds[kind]} for kind, colour in _MARKS.items()]
    return Picture(
        "said",
        speech.say("Statements over time"),
        (speech.say("Date"), speech.say("Told"), speech.say("Statements")),
        tuple(rows),
        _WIDTH,
        _HEIGHT,
        {"bars": bars, "times": [{"time": stretch.label} for stretch in times], "key": key_of(entries, 260)}
        if rows
        else {},
        note,
        given,
    )


def _link(stretch: Stretch, kind: str, given: dict[str, str]) -> str:
    days = {"since": stretch.first.isoformat(), "until": stretch.last.isoformat()}
    return address("/statements", {"kind": kind, **given, **days})


def chart(parts: Parts, width: int, height: int) -> Any:
    import altair as alt

    times = [mark["time"] for mark in parts["times"]]
    totals: dict[str, int] = {}
    for bar in parts["bars"]:
        totals[bar["time"]] = totals.get(bar["time"], 0) + bar["count"]
    most = max(totals.values())
    step = -(-len(times) // _LABELS)
    axis: dict[str, Any] = {
        "domainColor": LINE,
        "tickColor": LINE,
        "labelColor": SOFT,
        "labelFontSize": 12,
        "title": None,
    }
    x = alt.X(
        "time:O",
        scale=alt.Scale(domain=times, range=[_LEFT, width - 10], paddingInner=0.15, paddingOuter=0.1),
        axis=alt.Axis(
            values=times[::step], labelAngle=0, labelOverlap=False, labelLimit=0, offset=-_FOOT, grid=False, **axis
        ),
    )
    y = alt.Y(
        "count:Q",
        stack="zero",
        scale=alt.Scale(domain=[0, most], range=[height - _FOOT, _TOP + 8], nice=False),
        axis=alt.Axis(
            values=_ticks(most), offset=-_LEFT + 4, format="d", labelLimit=0, domain=False, gridColor=LINE, **axis
        ),
    )
    bars = alt.Chart(data_of(parts["bars"])).mark_bar(opacity=1, stroke=PAPER, strokeWidth=1).encode(
        x=x, y=y, color=alt.Color(**own("colour")), order="order:Q", href="href:N"
    )  # fmt: skip
    return layered([bars, *legend(parts["key"], width, height)], width, height).resolve_scale(
        x="independent", y="independent"
    )


def _ticks(most: int) -> list[int]:
    """Some four round numbers up to one."""
    step = next(n * 10**power for power in range(12) for n in (1, 2, 5) if n * 10**power * 4 >= most)
    return list(range(0, most + 1, step))
