"""Which words of a finding speak for which of its versions: a finding has its words by article, not by version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.model.finding import HEADLINE_ONLY, Finding, Place, Version
from onrecord.model.linked import CommitmentTelling, EventTelling
from onrecord.model.span import Span
from onrecord.views.names import Names

_NUMBER = re.compile(r"\d+(?:[\s.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]{4,}")
_DAY = re.compile(r"\d{4}-\d\d-(\d\d)")
# What the versions of a promise that is told more firmly than it was made are called, and how such tellings are put.
_FIRMNESS: Mapping[str, frozenset[str]] = {
    "as settled": frozenset({"promises", "scheduled"}),
    "as intended or considered": frozenset({"considers", "intends"}),
}


def by_version(names: Names, row: Finding, about: Any = None) -> tuple[list[list[Place]], list[Place]]:
    """The evidence of each version of a finding, and what belongs to none; words that follow one another are joined.

    `about` is the row that the finding is about, where there is one: its tellings say what their words mean.
    """
    told: list[list[Place]] = [[] for _ in row.versions]
    for document, places in _by_document(row.evidence).items():
        rivals = [number for number, version in enumerate(row.versions) if document in version.documents]
        for place, numbers in _shared_out(names, row.versions, rivals, places, about).items():
            for number in numbers:
                told[number].append(place)
    placed = {place for mine in told for place in mine}
    rest = [place for place in row.evidence if place not in placed]
    order = {place: number for number, place in reversed(list(enumerate(row.evidence)))}
    return [_passages(names, sorted(mine, key=order.__getitem__)) for mine in told], _passages(names, rest)


def _by_document(places: Iterable[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in dict.fromkeys(places):
        found.setdefault(place.document, []).append(place)
    return found


def _shared_out(
    names: Names, versions: Sequence[Version], rivals: Sequence[int], places: Sequence[Place], about: Any
) -> dict[Place, Sequence[int]]:
    """Of the words of one article: whose they are, of the versions that the article has."""
    if len(rivals) < 2:
        return dict.fromkeys(places, rivals)
    if any(HEADLINE_ONLY in versions[number].reasons for number in rivals):
        # The headline has one, the text the other.
        return {
            place: [n for n in rivals if (HEADLINE_ONLY in versions[n].reasons) == _in_title(names, place)]
            for place in places
        }
    found: dict[Place, Sequence[int]] = {}
    for place in places:
        scores = {number: _fit(names, versions[number], place, about) for number in rivals}
        best = max(scores.values())
        found[place] = [number for number, score in scores.items() if score == best] if best else ()
    won = {number for numbers in found.values() for number in numbers}
    # What says no version is the words of those that have none yet; where that leaves a version of the article without
    # any, nothing tells them apart.
    left = [number for number in rivals if number not in won]
    if left and all(found.values()):
        return dict.fromkeys(places, rivals)
    return {place: numbers or left for place, numbers in found.items()}


def _in_title(names: Names, place: Place) -> bool:
    title = names.documents[place.document].title
    return title is not None and title.contains(place.span)


def _fit(names: Names, version: Version, place: Place, about: Any) -> float:
    """How well the words say what the version does; 0 where nothing shows that they do."""
    for telling in about.evidence if about is not None else ():
        if telling.document == place.document and telling.span == place.span and _says(names, telling, version.value):
            return 4
    value, words = version.value.casefold(), " ".join(place.span.text.casefold().split())
    if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", words):
        return 3 + len(value) / 1000
    numbers = {re.sub(r"\s", "", found).replace(",", ".") for found in _NUMBER.findall(words)}
    if day := _DAY.fullmatch(value):
        return 2.0 * (day[1].lstrip("0") in {number.lstrip("0") for number in numbers})
    wanted = {found.replace(",", "") for found in _NUMBER.findall(value)}
    if wanted:
        return 2.0 * (wanted <= numbers)
    stems = [word[: max(4, len(word) - 2)] for word in _WORD.findall(value)]
    forms = _WORD.findall(words)
    if stems and all(any(form.startswith(stem) for form in forms) for stem in stems):
        return 1 + len(stems) / 1000
    return 0


def _says(names: Names, telling: object, value: str) -> bool:
    match telling:
        case CommitmentTelling():
            return telling.strength in _FIRMNESS.get(value, ())
        case EventTelling():
            day = telling.when.date.edtf if telling.when else None
            return value in (day, names.actor(telling.place))
    return False


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
