"""A whole record as those who look for findings ask for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from onrecord.compare.desk import Desk
from onrecord.compare.draft import Spot, Where
from onrecord.compare.names import names_in_question
from onrecord.model.linked import Aligned, EventRow, EventTelling, FigureRow, QuoteRow, Record
from onrecord.model.record import Extraction, Figure


class WholeDesk(Desk):
    """A record that is all in memory."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record
        self.rows = {row.id: row for row in record.documents}
        self.actors = {row.id: row for row in record.actors}
        self.quotes = {row.id: row for row in record.quotes}
        self.kin = {(pair.one, pair.other): pair for pair in record.kin}
        aligned: dict[tuple[str, str], list[Aligned]] = defaultdict(list)
        for item in record.aligned:
            aligned[item.one, item.other].append(item)
        self.aligned = aligned
        self._by_id: Mapping[Where, Mapping[str, Any]] = {
            "actor": self.actors,
            "statement": {row.id: row for row in record.statements},
            "event": {row.id: row for row in record.events},
            "commitment": {row.id: row for row in record.commitments},
        }
        self._quotes_of: dict[str, list[QuoteRow]] = defaultdict(list)
        for quote in record.quotes:
            self._quotes_of[quote.document].append(quote)
        self._events_of: dict[str, list[tuple[EventRow, EventTelling]]] = defaultdict(list)
        for event in record.events:
            for telling in event.evidence:
                self._events_of[telling.document].append((event, telling))
        self._figure_rows = {(t.document, t.span.start): row for row in record.figures for t in row.evidence}
        self._actors_in: dict[str, dict[int, str]] = defaultdict(dict)
        for actor in record.actors:
            for document, index in actor.parties:
                self._actors_in[document][index] = actor.id

    def spots(self) -> Iterator[Spot]:
        """All that findings of the record are looked for in."""
        record = self._record
        yield from (Spot("document", (row.id,)) for row in record.documents)
        for pair in record.kin:
            yield from (Spot(where, (pair.one, pair.other)) for where in ("pair", "gathering"))
        yield from (Spot("actor", (row.id,)) for row in record.actors if names_in_question(row))
        yield from (Spot("statement", (row.id,)) for row in record.statements)
        yield from (Spot("event", (row.id,)) for row in record.events)
        yield from (Spot("commitment", (row.id,)) for row in record.commitments)

    def row(self, where: Where, id_: str) -> Any:
        return self._by_id[where][id_]

    def extraction(self, id_: str) -> Extraction:
        return self._record.extractions[id_]

    def actors_in(self, id_: str) -> Mapping[int, str]:
        return dict(sorted(self._actors_in.get(id_, {}).items()))

    def quotes_of(self, id_: str) -> Sequence[QuoteRow]:
        return self._quotes_of.get(id_, ())

    def events_of(self, id_: str) -> Sequence[tuple[EventRow, EventTelling]]:
        return self._events_of.get(id_, ())

    def figure_row(self, id_: str, figure: Figure) -> FigureRow | None:
        return self._figure_rows.get((id_, figure.evidence.start))

    def documents_calling(self, actor: str, name: str) -> Iterable[str]:
        return dict.fromkeys(document for document, _ in self.actors[actor].parties)
