"""Which quote a place of the text stands in: looked up, not searched."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from heapq import heappop, heappush

from onrecord.model.record import Quote


class Voices:
    """The innermost quote at every place of a document."""

    def __init__(self, quotes: Iterable[Quote]) -> None:
        ordered = sorted(quotes, key=lambda quote: (quote.span.start, -quote.span.end))
        edges = sorted({edge for quote in ordered for edge in (quote.span.start, quote.span.end)})
        open_: list[tuple[int, int, int]] = []
        self._edges = edges
        self._inner: list[Quote | None] = [None] * len(edges)
        at = 0
        for place, edge in enumerate(edges):
            while at < len(ordered) and ordered[at].span.start <= edge:
                heappush(open_, (-ordered[at].span.start, ordered[at].span.end, at))
                at += 1
            while open_ and open_[0][1] <= edge:
                heappop(open_)
            self._inner[place] = ordered[open_[0][2]] if open_ else None

    def at(self, position: int) -> Quote | None:
        """The innermost quote around a position, None outside of any."""
        place = bisect_right(self._edges, position) - 1
        return self._inner[place] if place >= 0 else None
