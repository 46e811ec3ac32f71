"""How many outlets tell a statement, and of how many independent origins: where many tell it after one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onrecord.store.lookup import Lookup
from onrecord.web.addresses import address
from onrecord.web.pictures.drawing import data_of, layered, legend, own, pixels
from onrecord.web.pictures.picture import BROWN, GREEN, LINE, RED, SOFT, Parts, Picture, Row, among_statements, key_of
from onrecord.web.tongue import Tongue

if TYPE_CHECKING:
    from onrecord.web.pages.lists import Filters

_ACROSS, _UP = 14, 8
_WIDTH, _LEFT, _TOP, _ROW, _FOOT = 560, 50, 50, 46, 46
_LARGEST = 18.0


def read(lookup: Lookup, chosen: Filters, speech: Tongue) -> Picture:
    """How many statements there are of each number of outlets and origins."""
    counts = lookup.counts("statement", "weight", replace(chosen.wanted, kind=""))
    cells = {(weight % 100, weight // 100): count for weight, count in sorted(counts.items()) if weight >= 100}
    outlets, origins = _most([x for x, _ in cells], _ACROSS), _most([y for _, y in cells], _UP)
    shown = {cell: n for cell, n in sorted(cells.items()) if cell[0] in outlets and cell[1] in origins}
    left = sum(cells.values()) - sum(shown.values())
    note = ""
    if left:
        note = speech.say("%(left)s of %(all)s are left out: there is no room for every number of outlets.") % {
            "left": speech.number(left), "all": speech.number(sum(cells.values()))
        }  # fmt: skip
    given = among_statements(chosen.given)
    rows = tuple(Row((x, y, n), _link(x, y, given)) for (x, y), n in shown.items())
    return Picture(
        "origins",
        speech.say("Outlets against origins"),
        (speech.say("Outlets"), speech.say("Independent origins"), speech.say("Statements")),
        rows,
        _WIDTH,
        _TOP + _ROW * len(origins) + _FOOT,
        _parts(rows, outlets, origins, speech) if rows else {},
        note,
        given,
    )


def _most(values: list[int], room: int) -> list[int]:
    """The different values, of too many the lowest and the highest."""
    found = sorted(set(values))
    return found if len(found) <= room else [*found[: room // 2], *found[-(room - room // 2) :]]


def _link(outlets: int, origins: int, given: dict[str, str]) -> str:
    return address("/statements", {"outlets": outlets, "origins": origins, **given})


def _parts(rows: tuple[Row, ...], outlets: list[int], origins: list[int], speech: Tongue) -> Parts:
    gap = (_WIDTH - _LEFT - 20) / len(outlets)
    bottom = _TOP + _ROW * len(origins)
    across = {value: round(_LEFT + gap * (number + 0.5), 1) for number, value in enumerate(outlets)}
    up = {value: bottom - _ROW * (number + 0.5) for number, value in enumerate(origins)}
    most = max(int(row.cells[2]) for row in rows)
    meaning = {
        GREEN: ("circle", speech.say("each outlet by itself")),
        BROWN: ("circle", speech.say("some took it over")),
        RED: ("circle", speech.say("several outlets, one origin")),
    }
    circles, numbers = [], []
    for row in rows:
        x, y, count = (int(cell) for cell in row.cells)
        colour = GREEN if y >= x else RED if y == 1 else BROWN
        radius = 5 + (_LARGEST - 5) * (count / most) ** 0.5
        says = "{}, {}: {}".format(
            speech.many("%(num)s outlet", "%(num)s outlets", x),
            speech.many("%(num)s independent origin", "%(num)s independent origins", y),
            speech.many("%(num)s statement", "%(num)s statements", count),
        )
        linked = {"link": row.link, "says": says}
        circles.append({"x": across[x], "y": up[y], "area": round(3.1416 * radius**2, 1), "colour": colour, **linked})
        numbers.append(
            {
                "x": round(across[x] + radius * 0.7 + 3, 1),
                "y": up[y] - radius * 0.7 - 5,
                "text": speech.number(count),
                **linked,
            }
        )
    axes = [
        *({"x": x, "y": bottom + 14, "text": speech.number(value)} for value, x in across.items()),
        *({"x": _LEFT - 16, "y": y, "text": speech.number(value)} for value, y in up.items()),
    ]
    titles = [
        {"x": _LEFT - 40, "y": _TOP - 12, "text": speech.say("independent origins ↑")},
        {"x": _LEFT, "y": bottom + 34, "text": speech.say("outlets that tell it →")},
    ]
    grid = [{"x": _LEFT, "x2": _WIDTH - 10, "y": y} for y in (*up.values(), bottom)]
    used = {mark["colour"] for mark in circles}
    entries = [{"colour": c, "shape": s, "text": text} for c, (s, text) in meaning.items() if c in used]
    return {
        "grid": grid, "circles": circles, "numbers": numbers, "axes": axes, "titles": titles,
        "key": key_of(entries, 180),
    }  # fmt: skip


def chart(parts: Parts, width: int, height: int) -> Any:
    import altair as alt

    x, y = pixels(width, height)
    layers = [
        alt.Chart(data_of(parts["grid"])).mark_rule(color=LINE).encode(x=x, y=y, x2="x2:Q"),
        alt.Chart(data_of(parts["circles"]))
        .mark_point(filled=True, opacity=1, shape="circle")
        .encode(x=x, y=y, size=alt.Size(**own("area")), color=alt.Color(**own("colour")), href="href:N"),
        alt.Chart(data_of(parts["numbers"]))
        .mark_text(align="left", baseline="middle")
        .encode(x=x, y=y, text="text:N", href="href:N"),
        alt.Chart(data_of(parts["axes"])).mark_text(color=SOFT, baseline="middle").encode(x=x, y=y, text="text:N"),
        alt.Chart(data_of(parts["titles"]))
        .mark_text(color=SOFT, align="left", baseline="middle", fontSize=12)
        .encode(x=x, y=y, text="text:N"),
        *legend(parts["key"], width, height),
    ]
    return layered(layers, width, height)
