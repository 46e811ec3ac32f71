"""What pictures of pairs have in common: a line for each two, and a point and a name on the left and right for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from onrecord.store.lookup import Lookup
from onrecord.web.pictures.drawing import data_of, own, pixels
from onrecord.web.pictures.picture import SOFT, Parts, Row, name_of

Tie = tuple[str, str, int]
"""Two actors and how often they come together."""

_WIDEST = 8
# A name stands outside of the points, so it ends where those on the left begin.
_ALIGNED: Mapping[str, Any] = {"left": "right", "right": "left"}


def actors_of(lookup: Lookup, ties: Sequence[Tie]) -> dict[str, Any]:
    return lookup.rows("actor", {id_ for one, other, _ in ties for id_ in (one, other)})


def table(ties: Sequence[Tie], actors: Mapping[str, Any], link: Callable[[str, str], str]) -> tuple[Row, ...]:
    return tuple(
        Row((name_of(actors, one), name_of(actors, other), count), link(one, other)) for one, other, count in ties
    )


def wide(count: int, most: int, least: float) -> float:
    """How wide a line is, in pixels: `least` for one, and as wide as any where the count is the highest."""
    return round(least + (_WIDEST - least) * (count - 1) / max(most - 1, 1), 2)


def layers(parts: Parts, sides: Sequence[str], opacity: float, width: int, height: int) -> list[Any]:
    """Lines below points below names, those of the `sides` ("left", "right") one after the other."""
    import altair as alt

    x, y = pixels(width, height)
    return [
        alt.Chart(data_of(parts["lines"]))
        .mark_rule(color=SOFT, opacity=opacity)
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q", strokeWidth=alt.StrokeWidth(**own("wide")), href="href:N"),
        alt.Chart(data_of(parts["points"]))
        .mark_point(filled=True, size=120, opacity=1)
        .encode(x=x, y=y, color=alt.Color(**own("colour")), shape=alt.Shape(**own("shape")), href="href:N"),
        *(
            alt.Chart(data_of(parts[side]))
            .mark_text(align=_ALIGNED[side], baseline="middle")
            .encode(x=x, y=y, text="text:N", href="href:N")
            for side in sides
        ),
    ]
