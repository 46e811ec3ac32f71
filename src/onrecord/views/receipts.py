"""Receipts: words of a source with what stands around them and where they lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model.finding import HEADLINE_ONLY, Finding, Place, Version
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


def by_version(names: Names, row: Finding) -> tuple[list[list[Place]], list[Place]]:
    """The evidence of each version of a finding, and what belongs to none; words that follow one another are joined."""
    told = [[where for where in row.evidence if _told_by(names, version, row, where)] for version in row.versions]
    placed = {where for mine in told for where in mine}
    rest = [where for where in row.evidence if where not in placed]
    return [_passages(names, mine) for mine in told], _passages(names, rest)


def _passages(names: Names, places: Iterable[Place]) -> list[Place]:
    """The places, those that follow one another in an article as one."""
    joined: list[Place] = []
    for place in places:
        before = joined[-1] if joined else None
        raw = names.documents[place.document].raw
        if (
            before is not None
            and before.document == place.document
            and before.span.end <= place.span.start
            and not any(map(str.isalnum, raw[before.span.end : place.span.start]))
        ):
            joined[-1] = Place(place.document, Span.cut(raw, before.span.start, place.span.end))
        else:
            joined.append(place)
    return joined


def _told_by(names: Names, version: Version, row: Finding, where: Place) -> bool:
    """Whether these words are a version's. Of a document with two the headline has one, the text the other."""
    if where.document not in version.documents:
        return False
    rivals = [other for other in row.versions if where.document in other.documents]
    if len(rivals) < 2 or not any(HEADLINE_ONLY in other.reasons for other in rivals):
        return True
    title = names.documents[where.document].title
    in_title = title is not None and title.contains(where.span)
    return in_title == (HEADLINE_ONLY in version.reasons)


def _cut_left(text: str) -> str:
    return f"…{text.split(' ', 1)[-1]}" if len(text) >= AROUND - 1 and " " in text else text


def _cut_right(text: str) -> str:
    return f"{text.rsplit(' ', 1)[0]}…" if len(text) >= AROUND - 1 and " " in text else text
