"""Who copies whom: on the left those who are taken over, on the right those who take, a line for each two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.store.lookup import Lookup
from onrecord.web.addresses import address
from onrecord.web.pictures import pairs
from onrecord.web.pictures.drawing import data_of, layered, pixels
from onrecord.web.pictures.pairs import Tie
from onrecord.web.pictures.picture import BLUE, BROWN, SOFT, Parts, Picture, name_of
from onrecord.web.tongue import Tongue

if TYPE_CHECKING:
    from onrecord.web.pages.lists import Filters

MOST, _OUTLETS = 40, 20
_WIDTH, _SIDE, _TOP, _STEP, _FOOT = 560, 190, 34, 28, 12


def read(lookup: Lookup, chosen: Filters, speech: Tongue) -> Picture:
    """The most frequent pairs of outlets: (who took, from whom, how many articles)."""
    outlet = chosen.wanted.outlet
    found = [tie for tie in lookup.taken(MOST * 2, outlet) if tie[0] != tie[1]]
    ties = _with_room(found)
    actors = pairs.actors_of(lookup, ties)
    note = ""
    if len(ties) < len(found):
        note = speech.say("Drawn are the %(shown)s pairs of outlets with most articles; there are more.") % {
            "shown": speech.number(len(ties))
        }
    given = {"outlet": outlet} if outlet else {}
    return Picture(
        "lineage",
        speech.say("Who takes from whom"),
        (speech.say("Outlet"), speech.say("From whom"), speech.say("Articles")),
        pairs.table(ties, actors, _both),
        _WIDTH,
        _TOP + _STEP * max(map(len, _columns(ties))) + _FOOT,
        _parts(ties, actors, speech) if ties else {},
        note,
        given,
    )


def _both(one: str, other: str) -> str:
    return address("/sources", {"outlet": one, "from": other})


def _with_room(found: Sequence[Tie]) -> list[Tie]:
    ties: list[Tie] = []
    for tie in found[:MOST]:
        if all(len({*column, outlet}) <= _OUTLETS for column, outlet in zip(_columns(ties), tie[1::-1], strict=True)):
            ties.append(tie)
    return ties


def _columns(ties: Sequence[Tie]) -> tuple[list[str], list[str]]:
    """Those who are taken over, with most articles first, and those who take, each near to the first of the former."""
    taken: dict[str, int] = {}
    for _, other, count in ties:
        taken[other] = taken.get(other, 0) + count
    left = sorted(taken, key=lambda id_: (-taken[id_], id_))
    nearest: dict[str, list[int]] = {}
    for one, other, _ in ties:
        nearest.setdefault(one, []).append(left.index(other))
    right = sorted(nearest, key=lambda id_: (sum(nearest[id_]) / len(nearest[id_]), id_))
    return left, right


def _parts(ties: Sequence[Tie], actors: Mapping[str, Any], speech: Tongue) -> Parts:
    columns = _columns(ties)
    high = _STEP * max(map(len, columns))
    edges = (_SIDE, _WIDTH - _SIDE)
    places: list[dict[str, float]] = []
    points: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    for side, ids in enumerate(columns):
        gap = high / len(ids)
        places.append({id_: round(_TOP + gap * (number + 0.5), 1) for number, id_ in enumerate(ids)})
        for id_ in ids:
            linked = {"y": places[side][id_], "link": f"/sources/{id_}", "says": name_of(actors, id_)}
            points.append(
                {"x": edges[side], "colour": (BLUE, BROWN)[side], "shape": ("circle", "square")[side], **linked}
            )
            names.append(
                {"x": edges[side] + (12, -12)[1 - side], "text": name_of(actors, id_, 23), "side": side, **linked}
            )
    most = max(count for _, _, count in ties)
    lines = []
    for one, other, count in reversed(ties):
        articles = speech.many("%(num)s article", "%(num)s articles", count)
        lines.append({
            "x": edges[0], "y": places[0][other], "x2": edges[1], "y2": places[1][one],
            "wide": pairs.wide(count, most, 2), "link": _both(one, other),
            "says": "{}: {}".format(
                speech.say("%(one)s from %(other)s")
                % {"one": name_of(actors, one), "other": name_of(actors, other)},
                articles,
            ),
        })  # fmt: skip
    heads = [
        {"x": edges[0], "y": 14, "text": speech.say("From whom"), "side": 0},
        {"x": edges[1], "y": 14, "text": speech.say("Who took it over"), "side": 1},
    ]
    return {
        "lines": lines, "points": points,
        "left": [mark for mark in names if not mark["side"]], "right": [mark for mark in names if mark["side"]],
        "heads": heads,
    }  # fmt: skip


def chart(parts: Parts, width: int, height: int) -> Any:
    import altair as alt

    x, y = pixels(width, height)
    layers = [
        *pairs.layers(parts, ("left", "right"), 0.7, width, height),
        alt.Chart(data_of(parts["heads"])).mark_text(color=SOFT, fontWeight="bold").encode(x=x, y=y, text="text:N"),
    ]
    return layered(layers, width, height)
