"""Shared wording: which sentences of two documents are the same, checked word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from onrecord.model.document import Document
from onrecord.model.record import Extraction, Passage
from onrecord.model.versions import address_of

# Runs of so many words are compared; every sixteenth run, chosen by its checksum, is a key.
RUN = 5
_KEPT = 16
# A sentence is the same where so much of it stands in the other text in runs of three words.
SAME = 0.6
_SHORTEST = 5
# A sentence that is the same as another has so many runs of three words in common with it, at least.
_FEWEST = 2


Run = tuple[str, str, str]


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


@dataclass(frozen=True, slots=True)
class Outline:
    """What tells without the text that a document has no sentence of another's: checksums of the runs of its sentences.

    Runs are of three words; `address` is where a server gave the text.
    """

    address: str | None
    sentences: tuple[tuple[int, ...], ...]


def outline(document: Document, extraction: Extraction) -> Outline:
    """The outline of a document, from it alone."""
    listed = (tuple(crc32(" ".join(run).encode()) for run in _runs(p.words)) for p in extraction.passages)
    return Outline(address_of(document), tuple(runs for runs in listed if runs))


class Outlined:
    """A document's outline as it is held against those of others."""

    def __init__(self, given: Outline) -> None:
        self.address = given.address
        self.runs = [len(runs) for runs in given.sentences]
        self.places: dict[int, list[int]] = {}
        for index, runs in enumerate(given.sentences):
            for run in runs:
                self.places.setdefault(run, []).append(index)

    def may_be_worded_as(self, other: Outlined) -> bool:
        """False where two documents that share no more than runs of words have nothing to do with one another."""
        if self.address is not None and self.address == other.address:
            return True
        shared = self.places.keys() & other.places.keys()
        return self._mostly(shared) or other._mostly(shared)

    def _mostly(self, shared: Iterable[int]) -> bool:
        """Whether so much of a sentence is among these runs that it can be the same as another."""
        there = Counter(index for run in shared for index in self.places[run])
        return any(count >= _FEWEST and count / self.runs[index] >= SAME for index, count in there.items())


class Worded:
    """A document's sentences as they are held against those of others: their runs of three words."""

    def __init__(self, extraction: Extraction) -> None:
        passages = extraction.passages
        self.lengths = [len(passage.words) for passage in passages]
        self.length = sum(self.lengths) or 1
        self.runs = [_runs(passage.words) for passage in passages]
        self.quoted = [_is_quoted(passage, extraction) for passage in passages]
        self.places: dict[Run, list[int]] = {}
        self._distinct: list[int] = []
        for index, runs in enumerate(self.runs):
            distinct = dict.fromkeys(runs)
            self._distinct.append(len(distinct))
            for run in distinct:
                self.places.setdefault(run, []).append(index)

    def mostly(self, shared: Iterable[Run]) -> list[int]:
        """The sentences of which these runs can be so much that they are the same as another that has them."""
        there = Counter(index for run in shared for index in self.places[run])
        return [
            index
            for index in sorted(there)
            if self.lengths[index] >= _SHORTEST
            and len(self.runs[index]) - self._distinct[index] + there[index] >= SAME * len(self.runs[index])
        ]

    def share(self, indexes: Iterable[int]) -> float:
        """How much of the document's words these sentences have."""
        return (sum(self.lengths[i] for i in indexes) or 1) / self.length


def wording(one: Worded, other: Worded) -> Wording:
    """Compares all sentences of two documents."""
    twins = _twins(one, other)
    back = {twin.other for twin in twins}
    forth = {twin.one for twin in twins}
    # A long sentence may hold a short one: each side counts by its own words.
    for twin in _twins(other, one):
        if twin.one not in back:
            twins.append(Twin(twin.other, twin.one, twin.share))
            back.add(twin.one)
    bare = [t for t in twins if not (one.quoted[t.one] and other.quoted[t.other])]
    return Wording(
        one.share(forth),
        other.share(back),
        (one.share({t.one for t in bare} & forth), other.share({t.other for t in bare})),
        tuple(twins),
    )


def _is_quoted(passage: Passage, extraction: Extraction) -> bool:
    """Whether most of a sentence is direct speech."""
    spans = [q.span for q in extraction.quotes if q.kind == "direct" and q.span.overlaps(passage.span)]
    inside = sum(any(s.start <= start < s.end for s in spans) for start in passage.starts)
    return inside * 2 > len(passage.starts)


def _twins(one: Worded, other: Worded) -> list[Twin]:
    """For each sentence the one that has most of its runs of three words, if that is enough."""
    found = []
    for index in one.mostly(one.places.keys() & other.places.keys()):
        runs = one.runs[index]
        hits: dict[int, int] = {}
        for run in runs:
            for place in other.places.get(run, ()):
                hits[place] = hits.get(place, 0) + 1
        best = min(hits, key=lambda place: (-hits[place], place))
        share = hits[best] / len(runs)
        if share >= SAME:
            found.append(Twin(index, best, share))
    return found


def _runs(words: Sequence[str]) -> list[Run]:
    return [(words[i], words[i + 1], words[i + 2]) for i in range(len(words) - 2)]
