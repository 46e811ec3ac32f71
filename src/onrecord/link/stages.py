"""The stages of linking as growing needs them: items, keys, the decision on two, and rows of a component."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations_with_replacement

from onrecord.link import commitments, events, statements
from onrecord.link.commitment_pairs import CommitmentItem, commitment_keys
from onrecord.link.days import day_of, within
from onrecord.link.event_pairs import EventItem, event_keys
from onrecord.link.event_rows import row_of as event_row
from onrecord.link.figures import FigureItem, figure_key, figure_row, same_figure
from onrecord.link.followed import REACH, propose, told_keys
from onrecord.link.growing import Stage
from onrecord.link.neighbourhood import Neighbourhood
from onrecord.link.shelf import ALWAYS, Days, ItemKey
from onrecord.link.statements import Weights
from onrecord.link.stories import SAME, find_stories
from onrecord.link.units import Unit, UnitKey
from onrecord.model.linked import CommitmentRow, Decision, EventRow, FigureRow, Member, QuoteRow, Statement


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
    """Quotes by what they render: two are joined where a sentence of the one is with one of the other."""

    said = Said(hood)

    def joined(a: QuoteRow, b: QuoteRow) -> bool:
        x, y = sorted(((a.document, a.index), (b.document, b.index)))
        return (x, y) in said.joined(x[0], y[0])

    def close(document: str) -> list[str]:
        return [other for other, tie in hood.ties_of(document).items() if tie.close]

    def merges(row: QuoteRow) -> list[Decision]:
        span = row.quote.span
        member = Member(row.document, span.start, span.end)
        return [decision for decision in hood.decisions if decision.verb == "merge" and member in decision.members]

    def tied(row: QuoteRow) -> Iterable[str]:
        pairs = (_pair(row.document, other) for other in (row.document, *close(row.document)))
        return (*pairs, *(decision.id for decision in merges(row)))

    def merged_with(row: QuoteRow) -> set[str]:
        return hood.there(member.document for decision in merges(row) for member in decision.members)

    def keys(row: QuoteRow) -> Iterable[str]:
        return (key for unit in said.units(row.document) if unit.quote == row.index for key in unit.keys)

    def rows(component: Mapping[ItemKey, QuoteRow]) -> Iterable[tuple[str, Statement]]:
        return ((row.id, row) for row in said.rows({key[:2]: row for key, row in component.items()}))

    return Stage(
        "statement",
        lambda document: {(document, row.index): row for row in hood.quotes(document)},
        keys,
        joined,
        rows,
        tied=tied,
        partners=lambda document: {*close(document), *(o for row in hood.quotes(document) for o in merged_with(row))},
        days=lambda document: days_of(hood, document),
        reach=statements.FAR_DAYS,
    )


class Said:
    """How much the sentences of quotes are alike, worked out once for each pair of documents."""

    def __init__(self, hood: Neighbourhood) -> None:
        self._hood = hood
        self._units: dict[str, list[Unit]] = {}
        self._keyed: dict[str, frozenset[str]] = {}
        self._weights: dict[tuple[str, str], Weights] = {}
        self._joined: dict[tuple[str, str], frozenset[tuple[tuple[str, int], tuple[str, int]]]] = {}

    def units(self, document: str) -> list[Unit]:
        if document not in self._units:
            hood, ids = self._hood, [document]
            found = statements.units_in(hood.quotes(document), hood.extractions(ids), hood.tables(ids))
            self._units[document] = list(found.values())
        return self._units[document]

    def _keys(self, document: str) -> frozenset[str]:
        if document not in self._keyed:
            self._keyed[document] = frozenset(key for unit in self.units(document) for key in unit.keys)
        return self._keyed[document]

    def weights(self, one: str, other: str) -> Weights:
        """Of two documents (the lesser id first) or of one, before anybody decides."""
        if (one, other) not in self._weights:
            self._weights[one, other] = self._weigh(one, other)
        return self._weights[one, other]

    def _weigh(self, one: str, other: str) -> Weights:
        hood = self._hood
        tables = hood.comparing(one)
        if tables is None or hood.comparing(other) is not tables:
            return {}
        if one == other:
            return statements.alike_within(self.units(one), tables)
        tie = hood.ties_of(one).get(other)
        if tie is None or not tie.close:
            if self._keys(one).isdisjoint(self._keys(other)):
                return {}
            far = not within(day_of(hood.document(one)), day_of(hood.document(other)), statements.FAR_DAYS)
            return {} if far else statements.alike_far(self.units(one), self.units(other), tables)
        found = statements.alike_near(self.units(one), self.units(other), tie.likely, tables)
        items = [item for id_ in (one, other) for item in commitments_of(hood, id_).values()]
        acts = commitments.same_acts(items, [(one, other)], {one: tables, other: tables})
        statements.join_acts(found, self._by_key([one, other]), acts)
        return found

    def joined(self, one: str, other: str) -> frozenset[tuple[tuple[str, int], tuple[str, int]]]:
        """Pairs of quotes that have a sentence in common, or that people joined."""
        if (one, other) not in self._joined:
            quotes = {(row.document, row.index): row for id_ in {one, other} for row in self._hood.quotes(id_)}
            weights = dict(self.weights(one, other))
            statements.decide(weights, self._by_key({one, other}), quotes, self._hood.decisions)
            self._joined[one, other] = frozenset((a[:2], b[:2]) for a, b in weights)
        return self._joined[one, other]

    def rows(self, quotes: Mapping[tuple[str, int], QuoteRow]) -> tuple[Statement, ...]:
        """The statements that these quotes make."""
        hood, ids = self._hood, sorted({key[0] for key in quotes})
        units = {key: unit for key, unit in self._by_key(ids).items() if key[:2] in quotes}
        weights: Weights = {}
        for one, other in combinations_with_replacement(ids, 2):
            found = self.weights(one, other)
            weights |= {pair: weight for pair, weight in found.items() if pair[0] in units and pair[1] in units}
        statements.decide(weights, units, quotes, hood.decisions)
        primary = {document.id for document in hood.documents(ids) if document.primary}
        return statements.statement_rows(
            units, weights, quotes, hood.tables(ids), hood.lineage(ids), primary, hood.decisions
        )

    def _by_key(self, ids: Iterable[str]) -> dict[UnitKey, Unit]:
        return {unit.key: unit for id_ in sorted(ids) for unit in self.units(id_)}


def commitments_of(hood: Neighbourhood, document: str) -> dict[tuple[str, int], CommitmentItem]:
    ids = [document]
    found = commitments.commitment_items(hood.documents(ids), hood.extractions(ids), hood.actors(ids), hood.tables(ids))
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

    return Stage("event", items, event_keys, lambda a, b: events.likeness(a, b) is not None, rows)


def pledges(hood: Neighbourhood) -> Stage[CommitmentItem]:
    """Commitments by what is bound to be done, with what later articles tell of it."""

    def rows(component: Mapping[ItemKey, CommitmentItem]) -> Iterable[tuple[str, CommitmentRow]]:
        ids = {key[0] for key in component}
        items = {key[:2]: item for key, item in component.items()}
        lineage = hood.lineage(ids)
        for group in commitments.clusters(items, hood.tables(ids)):
            members = [items[key] for key in group]
            later = _later(hood, members)
            every = {*later, *(item.document for item in members)}
            actors, tables = hood.actors(every), hood.tables(every)
            proposed = propose(members, hood.documents(later), hood.extractions(later), (), actors, tables)
            row = commitments.commitment_row(members, proposed, actors, lineage, hood.decisions, None)
            yield row.id, row

    return Stage(
        "commitment",
        lambda document: commitments_of(hood, document),
        commitment_keys,
        lambda a, b: commitments.likeness(a, b, hood.tables([a.document, b.document])) is not None,
        rows,
    )


def _later(hood: Neighbourhood, members: Iterable[CommitmentItem]) -> set[str]:
    """Documents that may tell what became of a commitment."""
    found: set[str] = set()
    for item in members:
        found |= hood.shelf.sharing("telling", told_keys(item), days_of(hood, item.document), REACH)
    return found


def quantities(hood: Neighbourhood) -> Stage[FigureItem]:
    """Figures by what they count, in documents that are near one another."""

    def close(document: str) -> list[str]:
        return [other for other, tie in hood.ties_of(document).items() if tie.close]

    def items(document: str) -> Mapping[ItemKey, FigureItem]:
        found = enumerate(hood.extraction(document).figures)
        return {(document, index): FigureItem(document, index, figure) for index, figure in found}

    def tied(item: FigureItem) -> Iterable[str]:
        pairs = (item.document, *(_pair(item.document, other) for other in close(item.document)))
        return (f"{pair} {figure_key(item)}" for pair in pairs)

    def joined(a: FigureItem, b: FigureItem) -> bool:
        tables = hood.comparing(a.document)
        return tables is not None and tables is hood.comparing(b.document) and same_figure(a, b, tables)

    def rows(component: Mapping[ItemKey, FigureItem]) -> Iterable[tuple[str, FigureRow]]:
        members = [component[key] for key in sorted(component)]
        row = figure_row(members, hood.lineage({item.document for item in members}))
        return [(row.id, row)]

    return Stage("figure", items, lambda _: (), joined, rows, tied=tied, partners=close)


def days_of(hood: Neighbourhood, document: str) -> Days:
    """The day of publication where it is known to the day: what has none is near to all."""
    day = day_of(hood.document(document))
    return (day, day) if day is not None else ALWAYS


def _pair(a: str, b: str) -> str:
    return " ".join(sorted((a, b)))
