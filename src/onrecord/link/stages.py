"""The stages of linking as growing needs them: items, keys, the decision on two, and rows of a component."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, TypeVar

from onrecord.link import commitments, events
from onrecord.link.commitment_pairs import REACH, CommitmentItem, commitment_keys
from onrecord.link.days import day_of
from onrecord.link.event_pairs import EventItem, event_keys
from onrecord.link.event_rows import row_of as event_row
from onrecord.link.figures import FigureItem, figure_items, figure_row
from onrecord.link.followed import propose, told_keys
from onrecord.link.growing import Stage
from onrecord.link.neighbourhood import Neighbourhood
from onrecord.link.shelf import ALWAYS, Days, ItemKey
from onrecord.link.statements import decided_on, statement_rows
from onrecord.link.stories import SAME, find_stories
from onrecord.link.ties import Own, Tie, units_by
from onrecord.model.linked import CommitmentRow, EventRow, FigureRow, Proposed, QuoteRow, Statement

I = TypeVar("I")  # noqa: E741
Pairs = Sequence[tuple[ItemKey, ItemKey]]


def stories(hood: Neighbourhood) -> Stage[str]:
    """Documents by what they tell: the row of a document is the id of its story."""

    def same(document: str) -> Pairs:
        return [((t.one,), (t.other,)) for t in hood.ties_of(document).values() if t.likely >= SAME]

    def rows(component: Mapping[ItemKey, str]) -> Iterable[tuple[str, str]]:
        ids = sorted(component.values())
        kin = {tie.pair: tie.likely for tie in hood.ties_among(ids)}
        return find_stories(ids, kin, hood.measure).items()

    return _paired("story", lambda document: {(document,): document}, rows, same, hood.load_ties)


def utterances(hood: Neighbourhood) -> Stage[QuoteRow]:
    """Quotes by what they render: two are joined where a sentence of the one is with one of the other."""
    merged = _merged(hood)

    def alike(document: str) -> Pairs:
        pairs = [(a[:2], b[:2]) for item in _held(hood, document) for a, b in item.weights()]
        return [*pairs, *merged.get(document, ())]

    def rows(component: Mapping[ItemKey, QuoteRow]) -> Iterable[tuple[str, Statement]]:
        ids = sorted({key[0] for key in component})
        inside: list[Tie | Own] = [*map(hood.own, ids), *hood.ties_among(ids)]
        weights = {
            pair: sure
            for item in inside
            for pair, sure in item.weights().items()
            if pair[0][:2] in component and pair[1][:2] in component
        }
        quotes = {key[:2]: row for key, row in component.items()}
        units = units_by({id_: side for id_ in ids if id_ in merged and (side := hood.side(id_))})
        for row in statement_rows(weights, quotes, units, hood.lineage(ids), hood.primary(ids), hood.decisions):
            yield row.id, row

    def load(documents: Collection[str]) -> None:
        hood.load_quotes(documents)
        hood.load_owns(documents)
        hood.load_ties(documents)

    return _paired(
        "statement",
        lambda document: {(document, row.index): row for row in hood.quotes(document)},
        rows,
        alike,
        load,
    )


def _held(hood: Neighbourhood, document: str) -> list[Tie | Own]:
    """What a document has to do with itself and with each other one."""
    return [hood.own(document), *hood.ties_of(document).values()]


def _merged(hood: Neighbourhood) -> dict[str, list[tuple[ItemKey, ItemKey]]]:
    """Quotes that people joined, by the documents."""
    found: dict[str, list[tuple[ItemKey, ItemKey]]] = {}
    for decision in hood.decisions:
        if decision.verb == "merge":
            there = hood.there(member.document for member in decision.members)
            hood.load_quotes(there)
            rows = {(row.document, row.index): row for id_ in there for row in hood.quotes(id_)}
            for pair in combinations(decided_on(decision, rows), 2):
                for key in pair:
                    found.setdefault(key[0], []).append(pair)
    return found


def encounters(hood: Neighbourhood) -> Stage[EventItem]:
    """Events by the encounter that they tell of; parts and wholes are found afterwards."""

    def items(document: str) -> Mapping[ItemKey, EventItem]:
        ids = [document]
        found = events.event_items(hood.documents(ids), hood.extractions(ids), hood.actors(ids))
        return {item.key: item for item in found}

    def rows(component: Mapping[ItemKey, EventItem]) -> Iterable[tuple[str, EventRow]]:
        lineage = hood.lineage({key[0] for key in component})
        for group in events.clusters({key[:2]: item for key, item in component.items()}):
            row = event_row(group, lineage)
            yield row.id, row

    def load(documents: Collection[str]) -> None:
        hood.load(documents)
        hood.load_ties(documents)
        hood.actors(documents)

    return Stage("event", items, event_keys, lambda a, b: events.likeness(a, b) is not None, rows, load=load)


def pledges(hood: Neighbourhood, changed: Collection[str], tellers: Mapping[str, set[str]]) -> Stage[CommitmentItem]:
    """Commitments by what is bound to be done, with what later articles tell of it.

    Of a commitment that is made of the same tellings as before only what the `changed` documents tell is looked for:
    `tellers` are these by what they may tell.
    """
    anew = frozenset(changed)
    known: dict[tuple[ItemKey, ItemKey], float | None] = {}
    before: dict[str, CommitmentRow] = {}

    def likeness(one: CommitmentItem, other: CommitmentItem) -> float | None:
        if (one.key, other.key) not in known:
            between = hood.ties_of(one.document).get(other.document)
            known[one.key, other.key] = commitments.likeness(one, other, near=between is not None and between.close)
        return known[one.key, other.key]

    def rows(component: Mapping[ItemKey, CommitmentItem]) -> Iterable[tuple[str, CommitmentRow]]:
        ids = {key[0] for key in component}
        items = {key[:2]: item for key, item in component.items()}
        lineage, actors = hood.lineage(ids), hood.actors(ids, rows=False)
        for group in commitments.clustered(items, lambda a, b: likeness(items[a], items[b])):
            members = [items[key] for key in group]
            told_before = _proposed_before(before.get(commitments.id_of(members)), members, anew)
            if told_before is None:
                later = _later(hood, members)
            else:
                told = {key for item in members for key in told_keys(item)}
                later = {id_ for key in told for id_ in tellers.get(key, ())}
            near = hood.documents(later)
            new = propose(members, near, hood.extractions(later), hood.telling, hood.tables(later))
            proposed = tuple(sorted((*(told_before or ()), *new), key=lambda p: (p.document, p.span)))
            row = commitments.commitment_row(members, proposed, actors, lineage, hood.decisions, None)
            yield row.id, row

    def load(documents: Collection[str]) -> None:
        hood.load_pledges(documents)
        hood.load_ties(documents)
        hood.casts(documents)

    return Stage(
        "commitment",
        lambda document: {item.key: item for item in hood.pledges(document)},
        commitment_keys,
        lambda a, b: likeness(a, b) is not None,
        rows,
        lambda document: days_of(hood, document),
        REACH,
        load=load,
        load_rows=lambda names: before.update(hood.shelf.rows_owned("commitment", CommitmentRow, names)),
    )


def tellers_of(hood: Neighbourhood, documents: Collection[str]) -> dict[str, set[str]]:
    """The documents by what they may tell of commitments."""
    found: dict[str, set[str]] = {}
    for id_ in documents:
        for key in hood.telling(id_):
            found.setdefault(key, set()).add(id_)
    return found


def _proposed_before(
    row: CommitmentRow | None, members: Sequence[CommitmentItem], changed: Collection[str]
) -> list[Proposed] | None:
    """What documents that have not changed tell of a commitment that has not either; None where it has."""
    if row is None or row.items != tuple(item.key for item in members) or any(i.document in changed for i in members):
        return None
    return [replace(p, decided=None) for p in row.proposed if p.document not in changed]


def _later(hood: Neighbourhood, members: Iterable[CommitmentItem]) -> set[str]:
    """Documents that may tell what became of a commitment: none that stand before it."""
    found: set[str] = set()
    for item in members:
        if item.published:
            day = item.published.toordinal()
            found |= hood.shelf.sharing("telling", told_keys(item), (day, day + REACH), 0)
    return found


def quantities(hood: Neighbourhood) -> Stage[FigureItem]:
    """Figures by what they count, in documents that are near one another."""

    def items(document: str) -> Mapping[ItemKey, FigureItem]:
        return {item.key: item for item in figure_items(document, hood.extraction(document))}

    def same(document: str) -> Pairs:
        return [pair for item in _held(hood, document) for pair in item.same_figures()]

    def rows(component: Mapping[ItemKey, FigureItem]) -> Iterable[tuple[str, FigureRow]]:
        members = [component[key] for key in sorted(component)]
        row = figure_row(members, hood.lineage({item.document for item in members}))
        return [(row.id, row)]

    def load(documents: Collection[str]) -> None:
        hood.load(documents)
        hood.load_owns(documents)
        hood.load_ties(documents)

    return _paired("figure", items, rows, same, load)


def _paired(
    name: str,
    items: Callable[[str], Mapping[ItemKey, I]],
    rows: Callable[[Mapping[ItemKey, I]], Iterable[tuple[str, Any]]],
    pairs: Callable[[str], Pairs],
    load: Callable[[Collection[str]], None],
) -> Stage[I]:
    """A stage whose pairs lie with the ties of its documents."""
    return Stage(name, items, lambda _: (), lambda *_: False, rows, pairs=pairs, load=load)


def days_of(hood: Neighbourhood, document: str) -> Days:
    """The day of publication where it is known to the day: what has none is near to all."""
    day = day_of(hood.document(document))
    return (day, day) if day is not None else ALWAYS
