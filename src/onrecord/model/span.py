"""Half-open spans that prove themselves against the raw text."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in Unicode code points of a document's frozen text, with the words there.

    Raises `SpanError` where the words are not as long as the span, or the span is empty.
    """

    start: int
    end: int
    text: str = field(compare=False)

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise SpanError(f"span [{self.start}, {self.end}) does not hold {self.text[:40]!r}")

    @classmethod
    def cut(cls, raw: str, start: int, end: int) -> Span:
        """The span of `raw` from `start` to `end`; outside of the text it is a `SpanError`."""
        return cls(start, end, raw[start:end])

    @classmethod
    def trimmed(cls, raw: str, start: int, end: int, drop: str = " \t\r\n\u00a0") -> Span | None:
        """The same without the characters of `drop` at either end, or None if nothing is left."""
        while start < end and raw[start] in drop:
            start += 1
        while end > start and raw[end - 1] in drop:
            end -= 1
        return cls(start, end, raw[start:end]) if start < end else None

    def prove(self, raw: str) -> Span:
        """Itself, if `raw` holds its words at its place; else `SpanError`."""
        if raw[self.start : self.end] != self.text:
            raise SpanError(f"[{self.start}, {self.end}) of the text is not {self.text[:40]!r}")
        return self

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start
