"""A quotation cut or changed: what several documents print as verbatim, and not alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from onrecord.compare.desk import Desk, shown
from onrecord.compare.draft import Draft
from onrecord.compare.speech import Match, apart, matches, renderings
from onrecord.compare.spelling import spelt_alike
from onrecord.languages.asserting import Asserting, Comparing
from onrecord.model.finding import Place, Version
from onrecord.model.linked import QuoteRow, Statement
from onrecord.model.record import Passage
from onrecord.model.span import Span
from onrecord.model.versions import same_address

# Sentences count as one where each has so much of the other, and as changed where so much weight is left.
MOST, LEAST = 0.5, 0.25
CHANGED = 3.0
# A sentence that is all in a longer one was cut out of it, if the rest is a condition.
WHOLE = 0.85
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence in two renderings, and how much was changed; whether a condition got lost."""

    one: QuoteRow
    other: QuoteRow
    match: Match
    weight: float
    condition: bool
    documents: tuple[tuple[str, ...], tuple[str, ...]]
    statement: str


def find_wording(desk: Desk, statement: Statement) -> Iterator[Draft]:
    """One finding two renderings between quotation marks of one utterance, in different words.

    Documents that have the same words stand on one side. Versions of one article are left to `find_edits`.
    """
    found: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in _changes(desk, statement):
        pair = change.one.document, change.other.document
        if not same_address(*map(desk.document, pair)):
            found[pair].append(change)
    for pair in sorted(found):
        yield _draft(desk, found[pair])


def _changes(desk: Desk, statement: Statement) -> Iterator[Change]:
    direct = renderings(row for id_ in statement.quotes if (row := desk.quotes[id_]).quote.kind == "direct")
    for mine, theirs in combinations(direct, 2):
        pair = apart(mine, theirs)
        if pair is None:
            continue
        comparing, asserting = desk.comparing(pair[0].document), desk.asserting(pair[0].document)
        if comparing is None or asserting is None:
            continue
        documents = tuple(sorted({row.document for row in mine})), tuple(sorted({row.document for row in theirs}))
        for match in matches(desk, *pair, comparing):
            weight, condition = changed(match, comparing, asserting)
            if weight and match.mutual:
                yield Change(*pair, match, weight, condition, documents, statement.id)


def changed(match: Match, comparing: Comparing, asserting: Asserting) -> tuple[float, bool]:
    """How much weight was changed between two renderings of one sentence (0: nothing), and whether a condition was."""
    high, low = max(match.of_one, match.of_other), min(match.of_one, match.of_other)
    conditions = [_conditional(p, s, asserting) for p, s in zip(match.passages, (match.one, match.other), strict=True)]
    condition = conditions[0] != conditions[1] and high >= WHOLE
    if condition:
        return max(CHANGED, sum(match.only_one.values()), sum(match.only_other.values())), True
    if high < MOST or low < LEAST:
        return 0.0, False
    lost = max(_lost(match.only_one, match.only_other), _lost(match.only_other, match.only_one))
    return (lost, False) if lost >= CHANGED else (0.0, False)


def _lost(only: Mapping[str, float], others: Mapping[str, float]) -> float:
    """What is left over, without what is only spelt differently."""
    return sum(weight for lemma, weight in only.items() if not any(_one_word(lemma, other) for other in others))


def _one_word(one: str, other: str) -> bool:
    """Whether two lemmas are one word, spelt in two ways or compounded, or one year in two ways."""
    if one[:1].isdigit() and other[:1].isdigit():
        numbers = [word.split("-")[0] for word in (one, other)]
        return numbers[0][-2:] == numbers[1][-2:] and 2 in map(len, numbers)
    return spelt_alike(one, other) or (min(len(one), len(other)) > 5 and (one.endswith(other) or other.endswith(one)))


def _conditional(passage: Passage, part: Span, asserting: Asserting) -> bool:
    return any(
        word in asserting.conditions and part.start <= start < part.end
        for word, start in zip(passage.words, passage.starts, strict=True)
    )


def _draft(desk: Desk, changes: list[Change]) -> Draft:
    changes.sort(key=lambda change: (not change.condition, -change.weight, change.match.one))
    first = changes[0]
    one, other, match = first.one, first.other, first.match
    pairs = [_places(desk, change) for change in changes[:_SHOWN]]
    known = [row.speakers for row in (one, other) if row.speakers]
    speaker = desk.names(known[0]) if known and set.intersection(*map(set, known)) else "the speaker"
    said = [desk.label(one.document), desk.label(other.document)]
    texts = [shown(match.one.text, 120), shown(match.other.text, 120)]
    return Draft(
        f"Printed as {speaker}'s own words, but not alike{' (a condition is lost)' if first.condition else ''}: "
        f"{texts[0]} in {said[0]}, {texts[1]} in {said[1]}.",
        tuple(place for pair in pairs for place in pair),
        tuple(
            Version(shown(text, 200), first.documents[n], tuple(_reasons(desk, row)), tuple(pair[n] for pair in pairs))
            for n, (row, text) in enumerate(((one, match.one.text), (other, match.other.text)))
        ),
        3 if first.condition else 2,
        "a condition is lost" if first.condition else "verbatim, and different",
        0.65,
        first.statement,
        (f"{one.document} {other.document}",),
    )


def _places(desk: Desk, change: Change) -> list[Place]:
    """The two sentences; of long ones what lies around the first word that the other lacks, or the cut end."""
    match, found = change.match, []
    for row, span, passage, only in (
        (change.one, match.one, match.passages[0], match.only_one),
        (change.other, match.other, match.passages[1], match.only_other),
    ):
        at = [s for w, s in zip(passage.words, passage.starts, strict=True) if w in only and span.start <= s < span.end]
        found.append(desk.near_place(row.document, passage, span.start, span.end, min(at, default=span.end - 150)))
    return found


def _reasons(desk: Desk, row: QuoteRow) -> Iterator[str]:
    if desk.document(row.document).primary:
        yield "a primary source"
    if desk.rows[row.document].derived_from:
        yield "against it: taken from another article"
