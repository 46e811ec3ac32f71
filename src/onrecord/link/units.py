"""Quotes cut into sentences, the pieces that renderings of one utterance are matched by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import log

from onrecord.languages.asserting import Comparing
from onrecord.languages.overlap import NAME, NEAR, is_name
from onrecord.link.learnt import Learnt, learnt
from onrecord.model.linked import QuoteRow
from onrecord.model.record import Extraction

# Pairs that share less than this are not tried.
_LEAST_SHARED = 1.0
# A rendering that stands in a longer one word for word, if it is so long and weighs so much.
CUT_OUT, _CUT_WORDS, _CUT_WEIGHT = 0.6, 3, 3.0
_KEY_LEMMAS = 5
_KEY_WEIGHT = 4.5
_LONG_RUN = 10
_OTHERS_WORDS = 2

# Shares of their weight that two units have in common (of either, and of what is their own in their documents), and
# how much that is; speakers that agree or do not; one document; their longest run of the same words, as a share and
# as it is; a headline; numbers that differ.
FEATURES = (
    "most", "least", "own_least", "own_shared", "speaker", "other_speaker", "one_text", "run_share", "run", "title",
    "other_numbers",
)  # fmt: skip
# How likely by these, and how far ahead of the next likeliest on either side.
AMONG = ("alone", "ahead_most", "ahead_least")


@cache
def _models() -> tuple[Learnt, Learnt]:
    return learnt("utterances", FEATURES), learnt("among", AMONG)


UnitKey = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of a quote: content lemmas, what they weigh, and what they weigh in this document.

    A lemma that runs through the whole document says what the document is about, and little of what
    this sentence says: in `own` it weighs less. Of `keys` two share one if they can be the same without their
    documents being near.
    """

    document: str
    quote: int
    number: int
    lemmas: tuple[str, ...]
    weights: tuple[float, ...]
    own: Mapping[str, float]
    words: tuple[str, ...]
    speakers: frozenset[str]
    title: bool
    start: int
    end: int
    keys: tuple[str, ...] = ()

    @property
    def key(self) -> UnitKey:
        return self.document, self.quote, self.number


def own_share(extraction: Extraction) -> dict[str, float]:
    """How much of its weight each lemma keeps in this document: less the more of its sentences have it."""
    counts: Counter[str] = Counter()
    for passage in extraction.passages:
        counts.update({word for word, tag in zip(passage.words, passage.tags, strict=True) if tag != "."})
    many = log(len(extraction.passages) + 1)
    return {lemma: log((len(extraction.passages) + 1) / count) / many for lemma, count in counts.items()}


def units_of(row: QuoteRow, extraction: Extraction, share: Mapping[str, float], comparing: Comparing) -> list[Unit]:
    """The units of one quote, a unit a sentence that has words of weight."""
    span = row.quote.span
    mine = set(row.quote.speakers)
    # Words that somebody else is quoted with in it are that one's words.
    others = [q.span for q in extraction.quotes if q.inside == row.index and mine.isdisjoint(q.speakers)]
    units: list[Unit] = []
    for passage in extraction.passages:
        if passage.span.end <= span.start or passage.span.start >= span.end:
            continue
        inside = [
            i
            for i, start in enumerate(passage.starts)
            if span.start <= start < span.end and not any(o.start <= start < o.end for o in others)
        ]
        lemmas = tuple(dict.fromkeys(passage.words[i] for i in inside if passage.tags[i] != "."))
        if not lemmas:
            continue
        named = {passage.words[i] for i in inside if is_name(passage, i)}
        weights = tuple(comparing.weight(lemma) * (NAME if lemma in named else 1.0) for lemma in lemmas)
        own = {lemma: w * share.get(lemma, 1.0) for w, lemma in zip(weights, lemmas, strict=True)}
        units.append(
            Unit(
                row.document, row.index, len(units), lemmas, weights, own, tuple(passage.words[i] for i in inside),
                frozenset(row.speakers), row.quote.in_title, passage.starts[inside[0]], passage.ends[inside[-1]],
                _keys(weights, lemmas),
            )
        )  # fmt: skip
    return units


def _keys(weights: Sequence[float], lemmas: Sequence[str]) -> tuple[str, ...]:
    """Keys of which two units share one if they can be the same without their documents being near.

    Three heavy words together: two are often a phrase that stands in hundreds of articles.
    """
    heavy = sorted(zip(weights, lemmas, strict=True), key=lambda pair: (-pair[0], pair[1]))
    kept = sorted(lemma for weight, lemma in heavy[:_KEY_LEMMAS] if weight >= _KEY_WEIGHT)
    return tuple(" ".join(three) for three in combinations(kept, 3))


def features(one: Unit, other: Unit, comparing: Comparing) -> tuple[float, ...] | None:
    """What speaks for one utterance, in the order of `FEATURES`; None where hardly anything is shared."""
    shared = [i for i, lemma in enumerate(one.lemmas) if lemma in other.own]
    if sum(one.weights[i] for i in shared) < _LEAST_SHARED:
        return None
    both = [
        (near_a, a)
        for near_a, a in (
            (comparing.nearest(one.lemmas, other.lemmas), one),
            (comparing.nearest(other.lemmas, one.lemmas), other),
        )
    ]
    soft = [_share(near, unit.weights) for near, unit in both]
    own = [_share(near, tuple(unit.own.values())) for near, unit in both]
    same_speaker = not one.speakers.isdisjoint(other.speakers)
    run = _longest_run(one.words, other.words)
    numbers = [{lemma for lemma in unit.lemmas if lemma[0].isdigit()} for unit in (one, other)]
    return (
        max(soft),
        min(soft),
        min(own),
        min(sum(min(one.own[one.lemmas[i]], other.own[one.lemmas[i]]) for i in shared), 30.0) / 10,
        float(same_speaker),
        float(bool(one.speakers and other.speakers) and not same_speaker),
        float(one.document == other.document),
        run / min(len(one.words), len(other.words)),
        min(run, _LONG_RUN) / _LONG_RUN,
        float(one.title or other.title),
        float(all(numbers) and numbers[0].isdisjoint(numbers[1])),
    )


def likeness(one: Unit, other: Unit, comparing: Comparing) -> float:
    """How likely two units render one utterance, 0 to 1, by the two of them alone."""
    found = features(one, other, comparing)
    if found is None or _one_word_of_anothers(one, other):
        return 0.0
    return _models()[0].chance(found)


def _one_word_of_anothers(one: Unit, other: Unit) -> bool:
    """Whether two speakers have one word in common: not enough to say that somebody has another's words."""
    if not (one.speakers and other.speakers) or one.speakers & other.speakers:
        return False
    return len(frozenset(one.lemmas) & frozenset(other.lemmas)) < _OTHERS_WORDS


def likenesses(pairs: Iterable[tuple[Unit, Unit]], comparing: Comparing) -> dict[tuple[UnitKey, UnitKey], float]:
    """How likely each pair renders one utterance among all that two documents (or one) hold.

    What is likelier than whatever else the other document has is rather meant than what is one of many.
    """
    found = [
        (one, other, sure)
        for one, other in pairs
        if not one.own.keys().isdisjoint(other.own) and (sure := likeness(one, other, comparing))
    ]
    best: dict[tuple[UnitKey, str], list[float]] = {}
    for one, other, sure in found:
        for unit, document in ((one, other.document), (other, one.document)):
            kept = best.setdefault((unit.key, document), [])
            kept.append(sure)
            kept.sort(reverse=True)
            del kept[2:]
    result = {}
    for one, other, sure in found:
        leads = [ahead(sure, best[unit.key, there.document]) for unit, there in ((one, other), (other, one))]
        sure = _models()[1].chance((log_odds(sure), max(leads), min(leads)))
        if sure < CUT_OUT and _cut_out(one, other):
            sure = CUT_OUT
        result[one.key, other.key] = sure
    return result


def log_odds(sure: float) -> float:
    """What a chance is as a weighted sum."""
    kept = max(min(sure, 1 - 1e-6), 1e-6)
    return log(kept / (1 - kept))


def ahead(sure: float, best: Sequence[float]) -> float:
    """How far one is ahead of the best of the others, or behind it."""
    return sure - (best[0] if sure != best[0] else best[1] if len(best) > 1 else 0.0)


def _longest_run(ones: Sequence[str], others: Sequence[str]) -> int:
    """How many words in a row both have, at most."""
    places: dict[str, list[int]] = {}
    for j, word in enumerate(others):
        places.setdefault(word, []).append(j)
    best = 0
    for i, word in enumerate(ones):
        for j in places.get(word, ()):
            if i and j and ones[i - 1] == others[j - 1]:
                continue
            run = 1
            while i + run < len(ones) and j + run < len(others) and ones[i + run] == others[j + run]:
                run += 1
            best = max(best, run)
    return best


def _cut_out(one: Unit, other: Unit) -> bool:
    """Whether one speaker's words stand in a longer rendering as they are: a quotation cut short."""
    short, long = sorted((one, other), key=lambda unit: (len(unit.words), unit.key))
    if len(short.words) < _CUT_WORDS or sum(short.weights) < _CUT_WEIGHT or not one.speakers & other.speakers:
        return False
    return any(
        long.words[at : at + len(short.words)] == short.words for at in range(len(long.words) - len(short.words) + 1)
    )


def _share(near: Iterable[float], weights: tuple[float, ...]) -> float:
    total = sum(weights)
    return sum(w * n for w, n in zip(weights, near, strict=True) if n >= NEAR) / total if total else 0.0
