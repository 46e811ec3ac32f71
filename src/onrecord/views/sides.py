"""Which words of a finding speak for which of its versions."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model.finding import Finding, Place, Version
from onrecord.model.span import Span
from onrecord.views.names import Names


def by_version(names: Names, row: Finding) -> tuple[list[list[Place]], list[Place]]:
    """The evidence of each version of a finding, and what belongs to none; words that follow one another are joined."""
    told = [[place for place in row.evidence if _says(version, place)] for version in row.versions]
    placed = {place for mine in told for place in mine}
    rest = [place for place in row.evidence if place not in placed]
    return [_passages(names, mine) for mine in told], _passages(names, rest)


def _says(version: Version, place: Place) -> bool:
    """Whether a piece of evidence has words of a version: pieces within one another were made one."""
    return any(mine.document == place.document and place.span.contains(mine.span) for mine in version.places)


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
