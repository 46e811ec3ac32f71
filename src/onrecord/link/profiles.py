"""What a document or a quote is compared by: its lemmas with their weights, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from onrecord.languages.asserting import Comparing
from onrecord.link.days import day_of
from onrecord.model.document import Document
from onrecord.model.record import Extraction, Passage

# The headline and so many sentences tell what an article is about.
LEAD = 4
# A word of fewer letters names nobody; so many letters of a stem tell one name from another.
_NAME, _BEGINNING = 3, 5


Weights = Mapping[str, float]
NamedDay = tuple[str, str]
"""A day as a text names it: the number, and the month's lemma."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A document as comparing sees it.

    `whole`, `lead`, `opening`, `title` map content lemmas to what they weigh: those of all sentences, of
    the headline and the first sentences, of headline and first sentence, of the headline;
    `names` are the proper names of headline and first sentence, `all_names` those of all sentences,
    `numbers` all numbers, `counts` what is
    counted with its numbers. `lead_days` are days of months named in the lead, `days` all that are named.
    `speaker` are the stems of the name of who is quoted first, `stems` those of all words.
    `day` is the day of publication as a number, None where it is not known to the day.
    """

    document: str
    language: str | None
    day: int | None
    whole: Weights
    lead: Weights
    opening: Weights
    title: Weights
    names: Weights
    all_names: Weights
    numbers: frozenset[str]
    counts: Mapping[str, frozenset[str]]
    lead_days: frozenset[NamedDay]
    days: frozenset[NamedDay]
    speaker: frozenset[str]
    stems: frozenset[str]
    length: float


def profile(document: Document, extraction: Extraction, comparing: Comparing) -> Profile:
    """The profile of a document, from it alone and the language's fixed tables."""
    title = [passage for passage in extraction.passages if passage.in_title]
    text = [passage for passage in extraction.passages if not passage.in_title] or title
    first = _first(text)
    whole = _weigh(extraction.passages, comparing)
    lead = _weigh([*title, *text[:LEAD]], comparing)
    names, all_names = _tagged([*title, *first], "P"), _tagged(extraction.passages, "P")
    return Profile(
        document.id,
        document.language,
        day_of(document),
        whole,
        lead,
        _weigh([*title, *first], comparing),
        _weigh(title, comparing),
        {lemma: weight for lemma, weight in whole.items() if lemma in names},
        {lemma: comparing.weight(lemma) for lemma in sorted(all_names)},
        frozenset(w for w in _tagged(extraction.passages, "MANP.") if any(map(str.isdigit, w))),
        _counts(extraction.passages),
        _days(extraction.passages[:LEAD], comparing),
        _days(extraction.passages, comparing),
        _speaker(extraction, comparing),
        frozenset(
            comparing.stem(word)[:_BEGINNING] for word in sorted({w for p in extraction.passages for w in p.words})
        ),
        _length(whole),
    )


def _first(text: Sequence[Passage]) -> Sequence[Passage]:
    """The first sentence; with the second one where it is hardly more than a dateline."""
    return text[:1] if text and len(text[0].words) >= 6 else text[:2]


def _counts(passages: Iterable[Passage]) -> dict[str, frozenset[str]]:
    """Nouns that follow a number closely, with the digits of their numbers; years are left out."""
    found: dict[str, set[str]] = {}
    for passage in passages:
        for index, word in enumerate(passage.words):
            if word[0].isdigit() and not (len(word) == 4 and word[:2] in ("19", "20")):
                noun = next((j for j in range(index + 1, index + 4) if passage.tags[j : j + 1] == "N"), None)
                if noun is not None:
                    found.setdefault(passage.words[noun], set()).add("".join(filter(str.isdigit, word)))
    return {noun: frozenset(numbers) for noun, numbers in found.items()}


def _speaker(extraction: Extraction, comparing: Comparing) -> frozenset[str]:
    """The stems of the words that name whoever is quoted first."""
    for quote in sorted(extraction.quotes, key=lambda quote: (quote.span.start, quote.span.end)):
        if quote.speakers:
            names = " ".join(extraction.parties[party].name for party in quote.speakers)
            return frozenset(comparing.stem(word)[:_BEGINNING] for word in names.split() if len(word) >= _NAME)
    return frozenset()


def _days(passages: Iterable[Passage], comparing: Comparing) -> frozenset[NamedDay]:
    """Days of months that are named, without their years."""
    return frozenset(
        (number, month)
        for passage in passages
        for number, month in pairwise(passage.words)
        if month in comparing.months and number.isdigit() and len(number) <= 2
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


def cosine(one: Mapping[str, float], other: Mapping[str, float], lengths: float) -> float:
    """The cosine of two weighted sets of lemmas; `lengths` is the product of their lengths."""
    if not lengths:
        return 0.0
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * weight for lemma, weight in one.items() if lemma in other) / lengths
