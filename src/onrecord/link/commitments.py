"""Commitments, followed: one row for each with all its tellings, its history and its status by rule.

Only the clock and people change a status: what later articles tell is proposed as evidence, for
somebody to confirm. Until then a commitment is open, or overdue once its day has passed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from onrecord.languages import comparing_of
from onrecord.languages.asserting import Comparing
from onrecord.link.actors import Actors
from onrecord.link.commitment_pairs import (
    ENOUGH,
    REACH,
    CommitmentItem,
    act,
    agreement,
    commitment_keys,
    renewed,
    told_again,
)
from onrecord.link.components import candidate_pairs, guarded, split
from onrecord.link.followed import propose, telling_keys, told_keys
from onrecord.link.lineage import Lineage
from onrecord.model.clock import overdue
from onrecord.model.dates import Date, When
from onrecord.model.document import Document
from onrecord.model.linked import (
    CommitmentRow,
    CommitmentStatus,
    CommitmentTelling,
    Decision,
    HistoryStep,
    Proposed,
    StatusBasis,
    row_id,
)
from onrecord.model.record import Commitment, Extraction
from onrecord.model.span import Span

_DECIDED: frozenset[str] = frozenset({"kept", "broken", "withdrawn", "superseded", "in_progress", "open"})


def link_commitments(
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    promised: Iterable[CommitmentItem],
    actors: Actors,
    comparing: Mapping[str, Comparing],
    near: Collection[tuple[str, str]],
    lineage: Lineage,
    decisions: Iterable[Decision],
    as_of: Date | None,
) -> tuple[CommitmentRow, ...]:
    """One row a commitment, sorted by id. `near` are pairs of documents that may tell one story, the lesser id first;
    `as_of` is the day by which a due date has passed or not."""
    given = sorted(documents, key=lambda document: document.id)
    items = {item.key: item for item in sorted(promised, key=lambda item: item.key)}
    decided = tuple(decisions)
    keys = {
        d.id: frozenset(telling_keys(d.id, extractions[d.id], actors, comparing[d.id]))
        for d in given
        if d.id in comparing
    }
    telling = _by_key(given, keys)
    rows: list[CommitmentRow] = []
    for group in clustered(items, lambda a, b: likeness(items[a], items[b], near=(a[0], b[0]) in near)):
        members = [items[key] for key in group]
        told = {id_: document for item in members for key in told_keys(item) for id_, document in telling(key)}
        later = [told[id_] for id_ in sorted(told)]
        proposed = propose(members, later, extractions, keys.__getitem__, comparing)
        rows.append(commitment_row(members, proposed, actors, lineage, decided, as_of))
    return tuple(sorted(rows, key=lambda row: row.id))


def _by_key(
    documents: Iterable[Document], keys: Mapping[str, frozenset[str]]
) -> Callable[[str], list[tuple[str, Document]]]:
    """Documents by what they may tell of."""
    found: dict[str, list[tuple[str, Document]]] = defaultdict(list)
    for document in documents:
        for key in keys.get(document.id, ()):
            found[key].append((document.id, document))
    return lambda key: found.get(key, [])


def commitment_items(
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    actors: Actors,
    comparing: Mapping[str, Comparing],
) -> list[CommitmentItem]:
    """Every commitment of every document, its parties as actors; one by nobody known makes none."""
    members = {row.id: row.members for row in actors.rows if row.members}
    definite = {row.id for row in actors.rows if row.kind in ("country", "person", "place")}
    found = []
    for document in documents:
        tables = comparing.get(document.id)
        for index, commitment in enumerate(extractions[document.id].commitments):
            who = actors.of(document.id, commitment.who)
            if who is None:
                continue
            targets = set(actors.all_of(document.id, commitment.targets))
            targets |= {member for target in targets for member in members.get(target, ())}
            targets &= definite
            weights = {lemma: tables.weight(lemma) if tables else 1.0 for lemma in dict.fromkeys(commitment.lemmas)}
            day = document.published if document.published and document.published.precision == "day" else None
            published = day.bounds() if day else None
            states = _states(document.id, extractions[document.id], commitment, actors)
            since = published[0] if published else None
            amounts = _amounts(extractions[document.id], commitment)
            found.append(
                CommitmentItem(
                    document.id, index, commitment, who, frozenset(targets), weights, since, states, document.language,
                    amounts,
                )
            )  # fmt: skip
    return found


def _amounts(extraction: Extraction, commitment: Commitment) -> dict[str, tuple[Decimal, ...]]:
    """The quantities in its words, by their units."""
    found: dict[str, tuple[Decimal, ...]] = {}
    for figure in extraction.figures:
        if commitment.evidence.contains(figure.evidence):
            found[figure.unit] = (*found.get(figure.unit, ()), Decimal(figure.value))
    return found


def _states(document: str, extraction: Extraction, commitment: Commitment, actors: Actors) -> frozenset[str]:
    """The states named in its words: a successor may take back what a minister promised for one."""
    span = commitment.evidence
    named = (m.party for m in extraction.mentions if m.kind == "country" and span.contains(m.span))
    return frozenset(state for party in named if (state := actors.of(document, party)) is not None)


def clustered(
    items: Mapping[tuple[str, int], CommitmentItem],
    likeness_of: Callable[[tuple[str, int], tuple[str, int]], float | None],
) -> list[list[tuple[str, int]]]:
    """Tellings of one commitment brought together, those of one document too; `likeness_of` gives the `likeness` of
    two, the lesser key first."""
    edges = {}
    for a, b in candidate_pairs({key: commitment_keys(item) for key, item in items.items()}):
        weight = likeness_of(a, b)
        if weight is not None:
            edges[a, b] = weight
    return split(items, edges, lambda group, inside: guarded(group, inside, lambda a, b: _apart(items[a], items[b])))


def likeness(one: CommitmentItem, other: CommitmentItem, near: bool) -> float | None:
    """How surely two tellings are of one commitment; None where they are not. `near` says whether their documents may
    tell one story; of one document it is not asked."""
    tables = comparing_of(one.language)
    if one.who != other.who or tables is None or tables is not comparing_of(other.language):
        return None
    if one.published and other.published and abs((one.published - other.published).days) > REACH:
        return None
    if _apart(one, other) or not (near or one.document == other.document or told_again(one, other)):
        return None
    weight = agreement(one, other, tables)
    return weight if weight >= ENOUGH else None


def same_acts(
    items: Iterable[CommitmentItem], near: Iterable[tuple[str, str]], comparing: Mapping[str, Comparing]
) -> list[tuple[str, Span, str, Span]]:
    """Where two documents that are near tell of one act intended for one time, whoever is said to intend it."""
    by_document: dict[str, list[CommitmentItem]] = defaultdict(list)
    for item in items:
        if item.due is not None:
            by_document[item.document].append(item)
    found = []
    for a, b in near:
        for one in by_document.get(a, ()):
            for other in by_document.get(b, ()):
                tables = comparing[a]
                if (
                    one.due
                    and other.due
                    and one.due.agrees(other.due)
                    and act(one, other, tables) > 0
                    and agreement(one, other, tables) >= ENOUGH + 0.5
                ):
                    found.append((a, one.commitment.evidence, b, other.commitment.evidence))
    return found


def _apart(one: CommitmentItem, other: CommitmentItem) -> bool:
    """Two commitments of one document are two, unless they are the same in another strength or voice."""
    mine, theirs = one.commitment, other.commitment
    if one.document == other.document:
        return (mine.strength, mine.voice) == (theirs.strength, theirs.voice)
    return renewed(one, other)


def commitment_row(
    members: list[CommitmentItem],
    proposed: tuple[Proposed, ...],
    actors: Actors,
    lineage: Lineage,
    decisions: tuple[Decision, ...],
    as_of: Date | None,
) -> CommitmentRow:
    ordered = sorted(members, key=lambda item: (item.published or date.max, item.key))
    nearest = min(ordered, key=lambda item: (item.commitment.voice != "quoted", item.published or date.max, item.key))
    chosen = nearest.commitment
    due = _current_due(ordered)
    places: dict[tuple[str, int, int], tuple[CommitmentItem, Span]] = {}  # one piece a place
    for again in (False, True):
        for item in ordered:
            for span in item.commitment.again if again else (item.commitment.evidence,):
                places.setdefault((item.document, span.start, span.end), (item, span))
    tellings = tuple(
        CommitmentTelling(
            item.document, span, c.strength, c.due, c.voice, c.action, item.index
        )
        for item, span in places.values()
        for c in [item.commitment]
    )  # fmt: skip
    status, basis, score, judged = _status(tellings, proposed, due, decisions, as_of)
    return CommitmentRow(
        id_of(members),
        nearest.who,
        chosen.action,
        tuple(sorted({t for item in members for t in actors.all_of(item.document, item.commitment.targets)})),
        due,
        chosen.strength,
        status,
        basis,
        tellings,
        lineage.origins(item.document for item in members),
        tuple((item.document, span) for item in ordered for span in item.commitment.conditions),
        score,
        _history(ordered),
        judged,
        rule=chosen.rule,
        confidence=max(item.commitment.confidence for item in members),
        items=tuple(item.key for item in members),
    )


def id_of(members: Iterable[CommitmentItem]) -> str:
    """The id of the row that these tellings make."""
    least = min(members, key=lambda item: item.key)
    span = least.commitment.evidence
    return row_id("c", least.document, span.start, span.end, least.index)


def _current_due(ordered: list[CommitmentItem]) -> When | None:
    """The date that most tellings give; where they moved it, the latest one told."""
    given = [(item.commitment.due, item.published) for item in ordered if item.commitment.due]
    if not given:
        return None
    counts = Counter(due for due, _ in given)
    days = [published for _, published in given if published]
    if days and days[0] != days[-1]:
        return given[-1][0] if given[-1][1] else counts.most_common(1)[0][0]
    best = max(counts.values())
    return next(due for due, _ in given if counts[due] == best)


def _history(ordered: list[CommitmentItem]) -> tuple[HistoryStep, ...]:
    """Announced, told again on a later day, moved to another date: each step with who told it and when."""
    steps: list[HistoryStep] = []
    last: Date | None = None
    for item in ordered:
        known = Date(item.published.isoformat()) if item.published else None
        if not steps:
            steps.append(HistoryStep("announced", item.due, item.document, known))
        elif item.due and last and not item.due.agrees(last):
            steps.append(HistoryStep("moved", item.due, item.document, known))
        elif known and steps[-1].as_of and known.edtf > steps[-1].as_of.edtf:
            steps.append(HistoryStep("confirmed", item.due, item.document, known))
        last = item.due or last
    return tuple(steps)


def _status(
    tellings: tuple[CommitmentTelling, ...],
    proposed: tuple[Proposed, ...],
    due: When | None,
    decisions: tuple[Decision, ...],
    as_of: Date | None,
) -> tuple[CommitmentStatus, StatusBasis | None, int | None, tuple[Proposed, ...]]:
    """Status and what it rests on, the score somebody gave, and the proposals with what was decided on them."""
    status: CommitmentStatus = "open"
    basis: StatusBasis | None = None
    score = None
    if overdue(due, as_of):
        status, basis = "overdue", "clock"
    verdicts: dict[Proposed, Literal["confirm", "reject"]] = {}
    for decision in decisions:
        verdict = decision.verb
        if (verdict != "confirm" and verdict != "reject") or not _concerns(decision, tellings):
            continue
        value = decision.value or "kept"
        if value.lstrip("+-").isdigit():
            score = int(value) if verdict == "confirm" else score
            continue
        for item in proposed:
            if item.status == value:
                verdicts[item] = verdict
        if decision.verb == "confirm" and value in _DECIDED:
            status, basis = value, "person"  # type: ignore[assignment]
    judged = tuple(Proposed(p.status, p.document, p.span, p.why, verdicts.get(p)) for p in proposed)
    return status, basis, score, judged


def _concerns(decision: Decision, tellings: tuple[CommitmentTelling, ...]) -> bool:
    """Whether a decision's words are those of one of the tellings."""
    return any(
        m.document == t.document and m.start == t.span.start and m.end == t.span.end
        for m in decision.members
        for t in tellings
    )
