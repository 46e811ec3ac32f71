"""Statements: renderings of one utterance across documents and within one.

Quotes are matched sentence by sentence, so that a quotation spliced from several utterances
stands in each of them. The speaker counts, but does not decide: the same words in another mouth are
one utterance, told wrongly by somebody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, product

from onrecord.languages.asserting import Comparing
from onrecord.link.components import averaged, split
from onrecord.link.lineage import Lineage
from onrecord.link.stories import SAME
from onrecord.link.units import Unit, UnitKey, likenesses, own_share, units_of
from onrecord.model.document import Document
from onrecord.model.linked import Decision, QuoteRow, Statement, row_id
from onrecord.model.record import Extraction
from onrecord.model.span import Span

# How likely two sentences have to render one utterance: in one document, in two that tell one story, and in two
# that do not, where like words are mostly said of another matter.
WITHIN, NEAR, FAR = 0.3, 0.12, 0.7
# Documents that are not near one another have to stand within so many days.
FAR_DAYS = 45
# Groups are joined where their pairs are so much alike on average: a chain of neighbours is no utterance.
TOGETHER = 0.18

# How sure it is where both tell of one intended act.
ACT = 0.6

Weights = dict[tuple[UnitKey, UnitKey], float]
SameAct = tuple[str, Span, str, Span]


def link_statements(
    documents: Iterable[Document],
    quotes: Iterable[QuoteRow],
    weights: Weights,
    units_of_document: Callable[[str], Iterable[UnitKey]],
    lineage: Lineage,
    decisions: Iterable[Decision] = (),
) -> tuple[Statement, ...]:
    """One row an utterance, sorted by id; a quote that is like no other makes one of its own.

    `weights` has the sentences that are alike before anybody decides, `units_of_document` all sentences of a
    document's quotes.
    """
    rows = {(row.document, row.index): row for row in quotes}
    primary = {document.id for document in documents if document.primary}
    return statement_rows(dict(weights), rows, units_of_document, lineage, primary, tuple(decisions))


def statement_rows(
    weights: Weights,
    rows: Mapping[tuple[str, int], QuoteRow],
    units_of_document: Callable[[str], Iterable[UnitKey]],
    lineage: Lineage,
    primary: set[str],
    decisions: Sequence[Decision],
) -> tuple[Statement, ...]:
    """The rows of these quotes, whose sentences are as much alike as `weights` has it."""
    decide(weights, units_of_document, rows, decisions)
    groups = _clusters(weights, _kept_apart(rows, decisions))
    return _rows(groups, rows, primary, lineage)


def units_in(rows: Iterable[QuoteRow], extraction: Extraction, comparing: Comparing) -> list[Unit]:
    """The sentences of a document's quotes."""
    share = own_share(extraction)
    return [unit for row in rows for unit in units_of(row, extraction, share, comparing)]


def alike_within(units: Sequence[Unit], comparing: Comparing) -> Weights:
    """Units of one document that render one utterance."""
    return _at_least(WITHIN, combinations(units, 2), comparing)


def alike_near(ones: Sequence[Unit], others: Sequence[Unit], likely: float, comparing: Comparing) -> Weights:
    """The same of two documents that are near one another; `likely` they tell one story."""
    pairs = product(ones, others)
    return _at_least(NEAR, pairs, comparing) if likely >= SAME else _said_elsewhere(pairs, comparing)


def alike_far(ones: Sequence[Unit], others: Sequence[Unit], comparing: Comparing) -> Weights:
    """The same of two that are not: only units that share a key are looked at."""
    theirs: dict[str, list[Unit]] = defaultdict(list)
    for other in others:
        for key in other.keys:
            theirs[key].append(other)
    pairs = {(one.key, other.key): (one, other) for one in ones for key in one.keys for other in theirs.get(key, ())}
    return _said_elsewhere(pairs.values(), comparing)


def _said_elsewhere(pairs: Iterable[tuple[Unit, Unit]], comparing: Comparing) -> Weights:
    """Of documents that tell of other things: there like words of another speaker are another utterance, and none that
    is told wrongly. "We are ready for talks" is what everybody says."""
    may_be = ((one, other) for one, other in pairs if not _by_others(one, other))
    return _at_least(FAR, may_be, comparing)


def _by_others(one: Unit, other: Unit) -> bool:
    return bool(one.speakers) and bool(other.speakers) and one.speakers.isdisjoint(other.speakers)


def _at_least(least: float, pairs: Iterable[tuple[Unit, Unit]], comparing: Comparing) -> Weights:
    told = likenesses(((one, other) for one, other in pairs if one.key[:2] != other.key[:2]), comparing)
    return {(min(pair), max(pair)): sure for pair, sure in told.items() if sure >= least}


def join_acts(weights: Weights, units: Mapping[UnitKey, Unit], acts: Iterable[SameAct]) -> None:
    """Quotes in which two documents tell of one intended act render one utterance, whoever is said to have made it."""
    by_document: dict[str, list[Unit]] = defaultdict(list)
    for unit in units.values():
        by_document[unit.document].append(unit)
    for one, first, other, second in acts:
        for a in _telling(by_document[one], first):
            for b in _telling(by_document[other], second):
                if a.key[:2] != b.key[:2]:
                    pair = min(a.key, b.key), max(a.key, b.key)
                    weights[pair] = max(weights.get(pair, 0.0), ACT)


def _telling(units: Iterable[Unit], span: Span) -> list[Unit]:
    """The units that hold most of some words, or are held by them."""
    found = []
    for unit in units:
        shared = min(unit.end, span.end) - max(unit.start, span.start)
        if shared > 0 and 2 * shared >= min(unit.end - unit.start, len(span)):
            found.append(unit)
    return found


def _clusters(weights: Weights, apart: frozenset[tuple[tuple[str, int], tuple[str, int]]]) -> list[list[UnitKey]]:
    """Sentences that belong together, by two or more."""
    keys = {key for pair in weights for key in pair}
    return split(keys, weights, lambda group, inside: averaged(group, inside, TOGETHER, lambda key: key[:2], apart))


def decided_on(decision: Decision, rows: Mapping[tuple[str, int], QuoteRow]) -> list[tuple[str, int]]:
    """The quotes that a decision's words are of."""
    return sorted(
        key
        for key, row in rows.items()
        if any(
            m.document == row.document and m.start == row.quote.span.start and m.end == row.quote.span.end
            for m in decision.members
        )
    )


def decide(
    weights: Weights,
    units_of_document: Callable[[str], Iterable[UnitKey]],
    rows: Mapping[tuple[str, int], QuoteRow],
    decisions: Iterable[Decision],
) -> None:
    """What people joined or parted goes before what was worked out."""
    for decision in decisions:
        if decision.verb not in ("merge", "split"):
            continue
        members = decided_on(decision, rows)
        if decision.verb == "merge":
            first = [min((k for k in units_of_document(m[0]) if k[:2] == m), default=None) for m in members]
            for a, b in combinations([key for key in first if key is not None], 2):
                weights[min(a, b), max(a, b)] = 2.0
        else:
            parted = set(combinations(members, 2))
            for a, b in [pair for pair in weights if (pair[0][:2], pair[1][:2]) in parted]:
                del weights[a, b]


def _kept_apart(
    rows: Mapping[tuple[str, int], QuoteRow], decisions: Iterable[Decision]
) -> frozenset[tuple[tuple[str, int], tuple[str, int]]]:
    pairs = set()
    for decision in decisions:
        if decision.verb == "split":
            members = decided_on(decision, rows)
            pairs |= {(a, b) for a in members for b in members if a != b}
    return frozenset(pairs)


def _rows(
    groups: Iterable[list[UnitKey]],
    rows: Mapping[tuple[str, int], QuoteRow],
    primary: set[str],
    lineage: Lineage,
) -> tuple[Statement, ...]:
    # Several sentences of the same quotes are one statement, and what a larger one holds is told by it.
    least: dict[frozenset[tuple[str, int]], UnitKey] = {}
    for group in groups:
        members = frozenset(key[:2] for key in group)
        least[members] = min(least.get(members, min(group)), min(group))
    several = sorted((s for s in least if len(s) > 1), key=lambda s: (-len(s), sorted(s)))
    holding: dict[tuple[str, int], list[frozenset[tuple[str, int]]]] = defaultdict(list)
    for members in several:
        if not any(members <= other for other in holding[min(members)]):
            for member in members:
                holding[member].append(members)
    kept = {members: least[members] for held in holding.values() for members in held}
    kept |= {frozenset([key]): (*key, 0) for key in rows if not holding.get(key)}
    return tuple(
        sorted((_row(sorted(m), key, rows, primary, lineage) for m, key in kept.items()), key=lambda row: row.id)
    )


def _row(
    members: list[tuple[str, int]],
    least: UnitKey,
    rows: Mapping[tuple[str, int], QuoteRow],
    primary: set[str],
    lineage: Lineage,
) -> Statement:
    quotes = [rows[member] for member in members]
    ids = sorted(quote.id for quote in quotes)
    known = [frozenset(quote.speakers) for quote in quotes if quote.speakers]
    common = frozenset.intersection(*known) if known else frozenset()
    return Statement(
        row_id("s", rows[least[:2]].id, least[2]),
        tuple(ids),
        tuple(sorted(common)),
        lineage.origins(quote.document for quote in quotes),
        primary=next((quote.id for quote in quotes if quote.document in primary), None),
    )
