"""Shared wording: which sentences of two documents are the same, checked word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from onrecord.model.record import Extraction, Passage

# Runs of so many words are compared; every sixteenth run, chosen by its checksum, is a key.
RUN = 5
_KEPT = 16
# A sentence is the same where so much of it stands in the other text in runs of three words.
SAME = 0.6
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Twin:
    """A sentence of one document and the one of the other that has its words: indexes of passages."""

    one: int
    other: int
    share: float


@dataclass(frozen=True, slots=True)
class Wording:
    """What two documents word alike: shares of either one's words, and the sentences.

    `outside` are the shares without what stands in direct quotations in both.
    """

    of_one: float
    of_other: float
    outside: tuple[float, float]
    twins: tuple[Twin, ...]


def run_keys(extraction: Extraction) -> tuple[str, ...]:
    """Keys of which two documents share one if they share wording: a fixed sample of their runs of words."""
    kept = set()
    for passage in extraction.passages:
        for start in range(len(passage.words) - RUN + 1):
            value = crc32(" ".join(passage.words[start : start + RUN]).encode())
            if value % _KEPT == 0:
                kept.add(f"{value:08x}")
    return tuple(sorted(kept))


def wording(one: Extraction, other: Extraction) -> Wording:
    """Compares all sentences of two documents."""
    twins = _twins(one.passages, other.passages)
    back = {twin.other for twin in twins}
    forth = {twin.one for twin in twins}
    # A long sentence may hold a short one: each side counts by its own words.
    for twin in _twins(other.passages, one.passages):
        if twin.one not in back and twin.share >= SAME:
            twins.append(Twin(twin.other, twin.one, twin.share))
            back.add(twin.one)
    mine, theirs = _quoted(one), _quoted(other)
    bare = [t for t in twins if not (mine[t.one] and theirs[t.other])]
    return Wording(
        _words(one.passages, forth) / _words(one.passages, range(len(one.passages))),
        _words(other.passages, back) / _words(other.passages, range(len(other.passages))),
        (
            _words(one.passages, {t.one for t in bare} & forth) / _words(one.passages, range(len(one.passages))),
            _words(other.passages, {t.other for t in bare}) / _words(other.passages, range(len(other.passages))),
        ),
        tuple(twins),
    )


def _words(passages: Sequence[Passage], indexes: Iterable[int]) -> int:
    return sum(len(passages[i].words) for i in indexes) or 1


def _quoted(extraction: Extraction) -> list[bool]:
    """For each passage whether most of it is direct speech."""
    spans = [quote.span for quote in extraction.quotes if quote.kind == "direct"]
    found = []
    for passage in extraction.passages:
        inside = sum(any(s.start <= start < s.end for s in spans) for start in passage.starts)
        found.append(inside * 2 > len(passage.starts))
    return found


def _twins(ones: Sequence[Passage], others: Sequence[Passage]) -> list[Twin]:
    """For each sentence the one that has most of its runs of three words, if that is enough."""
    places: dict[tuple[str, ...], list[int]] = {}
    for index, passage in enumerate(others):
        for run in set(_runs(passage.words)):
            places.setdefault(run, []).append(index)
    found = []
    for index, passage in enumerate(ones):
        runs = _runs(passage.words)
        if len(passage.words) < _SHORTEST:
            continue
        hits: dict[int, int] = {}
        for run in runs:
            for place in places.get(run, ()):
                hits[place] = hits.get(place, 0) + 1
        if hits:
            best = min(hits, key=lambda place: (-hits[place], place))
            share = hits[best] / len(runs)
            if share >= SAME:
                found.append(Twin(index, best, share))
    return found


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + 3]) for i in range(len(words) - 2)]
