"""Receipts: words of a source with what stands around them and where they lie."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.span import Span
from onrecord.views.marked import anchor
from onrecord.views.names import Names, one_line

AROUND = 140


@dataclass(frozen=True, slots=True)
class Receipt:
    """Words of a source, with what stands around them (spaces included) and their address in the article."""

    document: str
    outlet: str
    date: str
    anchor: str
    before: str
    words: str
    after: str


def receipt_of(names: Names, document: str, span: Span) -> Receipt:
    """The words of a span with their neighbourhood on one line."""
    before, words, after = names.sentence(document, span, AROUND)
    raw = names.documents[document]
    return Receipt(
        document,
        names.outlet(document),
        raw.published.edtf if raw.published else "undated",
        anchor(document, span),
        _cut_left(one_line(before)) + (" " if before.strip() and before[-1:].isspace() else ""),
        one_line(words),
        (" " if after[:1].isspace() else "") + _cut_right(one_line(after)),
    )


def _cut_left(text: str) -> str:
    return f"…{text.split(' ', 1)[-1]}" if len(text) >= AROUND - 1 and " " in text else text


def _cut_right(text: str) -> str:
    return f"{text.rsplit(' ', 1)[0]}…" if len(text) >= AROUND - 1 and " " in text else text
