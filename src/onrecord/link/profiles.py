"""What a document or a quote is compared by: its lemmas with their weights, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from onrecord.languages.asserting import Comparing
from onrecord.model.document import Document
from onrecord.model.record import Extraction, Passage

# The headline and so many sentences tell what an article is about.
LEAD = 4


@dataclass(frozen=True, slots=True)
class Profile:
    """A document as comparing sees it.

    `weights`, `lead`, `title` map content lemmas to what they weigh; `names` and `numbers` are among
    them. `day` is the day of publication as a number, None where it is not known to the day.
    """

    document: str
    language: str | None
    day: int | None
    weights: Mapping[str, float]
    length: float
    lead: Mapping[str, float]
    lead_length: float
    title: Mapping[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    days: frozenset[str]


def profile(document: Document, extraction: Extraction, comparing: Comparing) -> Profile:
    """The profile of a document, from it alone and the language's fixed tables."""
    head = [p for p in extraction.passages if p.in_title] + [p for p in extraction.passages if not p.in_title][:LEAD]
    weights = _weigh(extraction.passages, comparing)
    lead = _weigh(head, comparing)
    return Profile(
        document.id,
        document.language,
        _day(document),
        weights,
        _length(weights),
        lead,
        _length(lead),
        _weigh((p for p in extraction.passages if p.in_title), comparing),
        frozenset(_tagged(extraction.passages, "P")),
        frozenset(w for w in _tagged(extraction.passages, "MAN") if any(map(str.isdigit, w))),
        frozenset(_dates(extraction)),
    )


def _weigh(passages: Iterable[Passage], comparing: Comparing) -> dict[str, float]:
    lemmas = dict.fromkeys(
        word for passage in passages for word, tag in zip(passage.words, passage.tags, strict=True) if tag != "."
    )
    return {lemma: comparing.weight(lemma) for lemma in lemmas}


def _length(weights: Mapping[str, float]) -> float:
    return sqrt(sum(w * w for w in weights.values()))


def _tagged(passages: Iterable[Passage], tags: str) -> set[str]:
    return {w for passage in passages for w, tag in zip(passage.words, passage.tags, strict=True) if tag in tags}


def _day(document: Document) -> int | None:
    published = document.published
    bounds = published.bounds() if published is not None and published.precision == "day" else None
    return bounds[0].toordinal() if bounds else None


def _dates(extraction: Extraction) -> set[str]:
    """The days that the events of the document are dated to."""
    return {
        event.when.date.edtf for event in extraction.events if event.when and event.when.date.precision == "day"
    }


def cosine(one: Mapping[str, float], other: Mapping[str, float], lengths: float) -> float:
    """The cosine of two weighted sets of lemmas; `lengths` is the product of their lengths."""
    if not lengths:
        return 0.0
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * weight for lemma, weight in one.items() if lemma in other) / lengths


def covered(part: Mapping[str, float], whole: Mapping[str, float]) -> float:
    """The share of a set's weight that another one has too; 0.5 for an empty set."""
    total = sum(part.values())
    return sum(weight for lemma, weight in part.items() if lemma in whole) / total if total else 0.5
