"""Who met whom: actors around an ellipse, a line for each two of them who took part in encounters together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.store.lookup import Lookup
from onrecord.web.addresses import address
from onrecord.web.pictures import pairs
from onrecord.web.pictures.drawing import layered, legend
from onrecord.web.pictures.pairs import Tie
from onrecord.web.pictures.picture import BLUE, BROWN, GREEN, Parts, Picture, key_of, name_of, word
from onrecord.web.tongue import Tongue

if TYPE_CHECKING:
    from onrecord.web.pages.lists import Filters

MOST, _ACTORS = 40, 24
WITHIN = 2_000
"""Of so many encounters, the latest ones."""
_WIDTH, _TOP, _FOOT, _SIDE = 660, 34, 10, 190
_ROOM = (26, 40)
"""From one name to the next, in pixels: where there are many, and where there are few."""
_MARKS = {"person": (BLUE, "circle"), "country": (GREEN, "square")}
_OTHER = (BROWN, "diamond")


def read(lookup: Lookup, chosen: Filters, speech: Tongue) -> Picture:
    """The most frequent pairs, of as many actors as there is room for."""
    found = lookup.met(chosen.wanted, within=WITHIN, most=MOST + 1)
    ties = _with_room(found[:MOST])
    actors = pairs.actors_of(lookup, ties)
    note = ""
    if len(ties) < len(found):
        note = speech.say(
            "Drawn are the %(shown)s pairs who met most often in the latest %(all)s encounters; there are more."
        ) % {"shown": speech.number(len(ties)), "all": speech.number(WITHIN)}
    return Picture(
        "network",
        speech.say("Who met whom"),
        (speech.say("Actor"), speech.say("with"), speech.say("Encounters")),
        pairs.table(ties, actors, _both),
        _WIDTH,
        _TOP + round(2 * _half(len(_around(ties)))) + _FOOT,
        _parts(ties, actors, speech) if ties else {},
        note,
        chosen.given,
    )


def _half(actors: int) -> float:
    """Half the height of the ellipse."""
    rows = -(-actors // 2)
    return rows * max(_ROOM[0], min(_ROOM[1], 280 / max(rows, 1))) / 2


def _both(one: str, other: str) -> str:
    return address("/events", {"actor": one, "with": other})


def _with_room(found: Sequence[Tie]) -> list[Tie]:
    seen: set[str] = set()
    ties = []
    for one, other, count in found:
        if len(seen | {one, other}) <= _ACTORS:
            seen |= {one, other}
            ties.append((one, other, count))
    return ties


def _around(ties: Sequence[Tie]) -> list[str]:
    """Actors in an order in which those who met often stand near one another."""
    weights: dict[str, dict[str, int]] = {}
    for one, other, count in ties:
        weights.setdefault(one, {})[other] = count
        weights.setdefault(other, {})[one] = count
    order: list[str] = []
    while len(order) < len(weights):
        left = [id_ for id_ in weights if id_ not in order]
        last = weights[order[-1]] if order else {}
        order.append(min(left, key=lambda id_: (-last.get(id_, 0), -sum(weights[id_].values()), id_)))
    return order


def _parts(ties: Sequence[Tie], actors: Mapping[str, Any], speech: Tongue) -> Parts:
    order = _around(ties)
    right = order[: -(-len(order) // 2)]
    left = order[len(right) :][::-1]
    half = _half(len(order))
    middle, step = _TOP + half, 2 * half / len(right)
    places: dict[str, tuple[float, float]] = {}
    for side, ids in ((1, right), (-1, left)):
        for number, id_ in enumerate(ids):
            y = middle + step * (number - (len(ids) - 1) / 2)
            bend = math.sqrt(max(0.0, 1 - ((y - middle) / (half * 1.02)) ** 2))
            places[id_] = (round(_WIDTH / 2 + side * (40 + (_WIDTH / 2 - _SIDE - 40) * bend), 1), round(y, 1))
    points: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    for id_, (x, y) in places.items():
        kind = actors[id_].kind if id_ in actors else ""
        colour, shape = _MARKS.get(kind, _OTHER)
        side = 1 if id_ in right else -1
        met = [(other, n) for a, b, n in ties for this, other in ((a, b), (b, a)) if this == id_]
        says = "{}. {}: {}".format(
            name_of(actors, id_), speech.say("Met with"), ", ".join(name_of(actors, other, 40) for other, _ in met)
        )
        linked = {"link": f"/actors/{id_}", "says": says, "y": y}
        points.append({"x": x, "colour": colour, "shape": shape, **linked})
        names.append({"x": x + 11 * side, "text": name_of(actors, id_, 23), "side": side, **linked})
    lines = []
    most = max(count for _, _, count in ties)
    # The strongest are drawn last, so that they lie on top.
    for one, other, count in reversed(ties):
        often = speech.many("%(num)s encounter", "%(num)s encounters", count)
        lines.append({
            "x": places[one][0], "y": places[one][1], "x2": places[other][0], "y2": places[other][1],
            "wide": pairs.wide(count, most, 1.5), "link": _both(one, other),
            "says": f"{name_of(actors, one)} – {name_of(actors, other)}: {often}",
        })  # fmt: skip
    kinds = {actors[id_].kind if id_ in actors else "" for id_ in order}
    entries = [
        {"colour": colour, "shape": shape, "text": word(speech, "actor", kind)}
        for kind, (colour, shape) in _MARKS.items()
        if kind in kinds
    ]
    if kinds - set(_MARKS):
        entries.append({"colour": _OTHER[0], "shape": _OTHER[1], "text": speech.say("others")})
    return {
        "lines": lines, "points": points, "right": [mark for mark in names if mark["side"] > 0],
        "left": [mark for mark in names if mark["side"] < 0], "key": key_of(entries, 140),
    }  # fmt: skip


def chart(parts: Parts, width: int, height: int) -> Any:
    layers = [
        *pairs.layers(parts, ("right", "left"), 0.55, width, height),
        *legend(parts["key"], width, height),
    ]
    return layered(layers, width, height)
