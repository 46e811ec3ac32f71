"""The stages of linking as growing needs them: items, keys, the decision on two, and rows of a component."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product

from onrecord.link import commitments, events, statements
from onrecord.link.commitment_pairs import CommitmentItem, commitment_keys
from onrecord.link.event_pairs import EventItem, event_keys
from onrecord.link.event_rows import row_of as event_row
from onrecord.link.followed import REACH, told_keys
from onrecord.link.growing import Stage
from onrecord.link.neighbourhood import Neighbourhood
from onrecord.link.shelf import ALWAYS, Days, ItemKey
from onrecord.link.stories import SAME, find_stories
from onrecord.link.units import Unit, unit_keys
from onrecord.model.linked import CommitmentRow, EventRow, QuoteRow, Statement


def stories(hood: Neighbourhood) -> Stage[str]:
    """Documents by what they tell: the row of a document is the id of its story."""

    def same(document: str) -> list[str]:
        return [other for other, tie in hood.ties_of(document).items() if tie.likely >= SAME]

    def rows(component: Mapping[ItemKey, str]) -> Iterable[tuple[str, str]]:
        ids = sorted(component.values())
        kin = {tie.pair: tie.likely for tie in hood.ties_among(ids)}
        return find_stories(ids, kin, hood.measure).items()

    return Stage(
        "story",
        lambda document: {(document,): document},
        lambda _: (),
        lambda a, b: b in same(a),
        rows,
        tied=lambda document: (_pair(document, other) for other in same(document)),
        partners=same,
    )


def utterances(hood: Neighbourhood) -> Stage[QuoteRow]:
    """Quotes by what they render: joined where one of their sentences is, so that what a quote splices stays together."""

    @cache
    def units(document: str) -> Mapping[int, list[Unit]]:
        found: dict[int, list[Unit]] = {}
        every = statements.units_in(hood.quotes(document), hood.extractions([document]), hood.tables([document]))
        for unit in every.values():
            found.setdefault(unit.quote, []).append(unit)
        return found

    def close(document: str) -> list[str]:
        return [other for other, tie in hood.ties_of(document).items() if tie.close]

    @cache
    def joined_in(one: str, other: str) -> frozenset[tuple[tuple[str, int], tuple[str, int]]]:
        """Pairs of quotes of two documents, or of one, with a sentence in common."""
        ids = [one] if one == other else [one, other]
        every = {unit.key: unit for id_ in ids for some in units(id_).values() for unit in some}
        near = [(one, other)] if other in hood.ties_of(one) and hood.ties_of(one)[other].close else []
        weights = statements.unit_weights(
            every, near, hood.tables(ids), _acts(hood, ids, near), _quotes(hood, ids), hood.decisions
        )
        return frozenset((a[:2], b[:2]) for a, b in weights)

    def joined(a: QuoteRow, b: QuoteRow) -> bool:
        x, y = sorted(((a.document, a.index), (b.document, b.index)))
        return (x, y) in joined_in(x[0], y[0])

    def keys(row: QuoteRow) -> Iterable[str]:
        return (key for unit in units(row.document).get(row.index, ()) for key in unit_keys(unit))

    def rows(component: Mapping[ItemKey, QuoteRow]) -> Iterable[tuple[str, Statement]]:
        ids = sorted({key[0] for key in component})
        near = [tie.pair for tie in hood.ties_among(ids) if tie.close]
        found = statements.link_statements(
            hood.documents(ids), hood.extractions(ids), component.values(), near, hood.tables(ids),
            hood.lineage(ids), hood.decisions, _acts(hood, ids, near),
        )  # fmt: skip
        return ((row.id, row) for row in found)

    return Stage(
        "statement",
        lambda document: {(document, row.index): row for row in hood.quotes(document)},
        keys,
        joined,
        rows,
        tied=lambda row: (row.document, *(_pair(row.document, other) for other in close(row.document))),
        partners=close,
        days=lambda document: _days(hood, document),
        reach=statements.FAR_DAYS,
    )


def _quotes(hood: Neighbourhood, ids: Iterable[str]) -> dict[tuple[str, int], QuoteRow]:
    return {(row.document, row.index): row for id_ in ids for row in hood.quotes(id_)}


def _acts(hood: Neighbourhood, ids: Iterable[str], near: list[tuple[str, str]]) -> list[statements.SameAct]:
    if not near:
        return []
    items = [item for id_ in ids for item in _commitments_of(hood, id_).values()]
    return commitments.same_acts(items, near, hood.tables(ids))


def _commitments_of(hood: Neighbourhood, document: str) -> dict[tuple[str, int], CommitmentItem]:
    ids = [document]
    found = commitments.commitment_items(
        hood.documents(ids), hood.extractions(ids), hood.actors(ids), hood.tables(ids)
    )
    return {item.key: item for item in found}


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

    return Stage("event", items, event_keys, events.joined, rows)


def pledges(hood: Neighbourhood) -> Stage[CommitmentItem]:
    """Commitments by what is bound to be done, with what later articles tell of it."""

    def rows(component: Mapping[ItemKey, CommitmentItem]) -> Iterable[tuple[str, CommitmentRow]]:
        ids = {key[0] for key in component}
        later = {
            document
            for item in component.values()
            for document in hood.shelf.sharing("telling", told_keys(item), _days(hood, item.document), REACH)
        }
        every = ids | later
        rows = commitments.commitment_rows(
            {key[:2]: item for key, item in component.items()}, hood.documents(later), hood.extractions(every),
            hood.actors(every), hood.tables(every), hood.lineage(ids), hood.decisions, None,
        )  # fmt: skip
        return ((row.id, row) for row in rows)

    return Stage(
        "commitment",
        lambda document: _commitments_of(hood, document),
        commitment_keys,
        lambda a, b: commitments.joined(a, b, hood.tables([a.document, b.document])),
        rows,
    )


def _days(hood: Neighbourhood, document: str) -> Days:
    """The day of publication where it is known to the day: what has none is near to all."""
    published = hood.document(document).published
    bounds = published.bounds() if published is not None and published.precision == "day" else None
    return (bounds[0].toordinal(),) * 2 if bounds else ALWAYS


def _pair(a: str, b: str) -> str:
    return " ".join(sorted((a, b)))


__all__ = ["encounters", "pledges", "product", "stories", "utterances"]
