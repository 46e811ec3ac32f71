"""What findings are looked for in when a record grows: articles and rows, fetched when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from onrecord.compare.desk import Desk
from onrecord.compare.draft import Where
from onrecord.link.alignment import Sentences, align_own
from onrecord.link.casting import documents_calling
from onrecord.link.neighbourhood import Neighbourhood
from onrecord.model.document import Document
from onrecord.model.linked import (
    ActorRow,
    Aligned,
    CommitmentRow,
    DocumentRow,
    EventRow,
    EventTelling,
    FigureRow,
    Kinship,
    QuoteRow,
    Statement,
)
from onrecord.model.record import Extraction, Figure

K = TypeVar("K")
V = TypeVar("V")

CLUSTERS: Mapping[Where, type[Any]] = {"statement": Statement, "event": EventRow, "commitment": CommitmentRow}
ROWS: Mapping[Where, type[Any]] = {"actor": ActorRow, **CLUSTERS}
"""What the rows are that findings are looked for in; those of clusters come and go as documents do."""


class _Fetched(dict[K, V]):
    """Values that are fetched when they are first asked for; what is not there is None, and no key."""

    def __init__(self, fetch: Callable[[K], V | None]) -> None:
        super().__init__()
        self._fetch = fetch

    def __missing__(self, key: K) -> V:
        value = self._fetch(key)
        if value is None:
            raise KeyError(key)
        self[key] = value
        return value

    def get(self, key: K, default: Any = None) -> Any:
        try:
            return self[key]
        except KeyError:
            return default


class NearDesk(Desk):
    """A neighbourhood of a record, as linking left it."""

    def __init__(self, hood: Neighbourhood) -> None:
        super().__init__()
        self._hood = hood
        self.rows: _Fetched[str, DocumentRow] = _Fetched(self._document_row)
        self.quotes: dict[str, QuoteRow] = {}
        self.kin: _Fetched[tuple[str, str], Kinship] = _Fetched(self._kinship)
        self.aligned: _Fetched[tuple[str, str], Sequence[Aligned]] = _Fetched(self._aligned)
        self._by_id: Mapping[Where, _Fetched[str, Any]] = {where: _Fetched(partial(self._row, where)) for where in ROWS}
        self.actors = self._by_id["actor"]
        self._actors_in: _Fetched[str, Mapping[int, str]] = _Fetched(self._cast)
        self._events_of: _Fetched[str, Sequence[tuple[EventRow, EventTelling]]] = _Fetched(self._events)

    def let_go(self) -> None:
        """Forgets all that was fetched. What fetches asks the desk that holds it, so that only the garbage collector
        would free the two, and it comes by rarely (`pipeline.set_tables_aside`)."""
        fetched: tuple[dict[Any, Any], ...] = (
            self.rows, self.quotes, self.kin, self.aligned, self._actors_in, self._events_of, *self._by_id.values(),
            self._worked_out,
        )  # fmt: skip
        for held in fetched:
            held.clear()

    # ---- many at once

    def load(self, ids: Collection[str]) -> None:
        """Fetches documents with what they hold."""
        self._hood.load(ids)
        self._hood.load_quotes(ids)
        self.load_documents(ids)
        for id_ in ids:
            self.quotes.update((row.id, row) for row in self._hood.quotes(id_))
        self.load_rows("actor", {actor for cast in self._hood.casts(ids).values() for actor in cast.actors})

    def load_documents(self, ids: Collection[str]) -> None:
        """Fetches the rows of documents, without their texts."""
        new = [id_ for id_ in ids if id_ not in self.rows]
        self.rows.update(self._hood.shelf.rows("document", DocumentRow, new))

    def rows_at_hand(self, where: Where) -> Mapping[str, Any]:
        """The rows of one kind that were fetched."""
        return self._by_id[where]

    def documents_of(self, where: Where, ids: Iterable[str]) -> set[str]:
        """The documents that tell of rows at hand."""
        there = self._by_id[where]
        rows = [there[id_] for id_ in ids if id_ in there]
        if where != "statement":
            return {telling.document for row in rows for telling in row.evidence}
        quotes = self._hood.shelf.rows("quote", QuoteRow, {id_ for row in rows for id_ in row.quotes})
        return {quote.document for quote in quotes.values()}

    def load_rows(self, where: Where, ids: Iterable[str]) -> None:
        """Fetches rows of one kind."""
        there = self._by_id[where]
        there.update(self._hood.shelf.rows(where, ROWS[where], [id_ for id_ in ids if id_ not in there]))

    def load_events(self, ids: Collection[str]) -> None:
        """Fetches the encounters that documents tell of."""
        found: dict[str, list[tuple[EventRow, EventTelling]]] = {id_: [] for id_ in ids if id_ not in self._events_of}
        components = set(self._hood.shelf.members("event", found).values())
        rows = self._hood.shelf.rows_owned("event", EventRow, components)
        for _, row in sorted(rows.items()):
            for telling in row.evidence:
                if telling.document in found:
                    found[telling.document].append((row, telling))
        self._events_of.update(found)

    # ---- what a desk is asked

    def document(self, id_: str) -> Document:
        return self._hood.document(id_)

    def row(self, where: Where, id_: str) -> Any:
        return self._by_id[where][id_]

    def extraction(self, id_: str) -> Extraction:
        return self._hood.extraction(id_)

    def actors_in(self, id_: str) -> Mapping[int, str]:
        return self._actors_in[id_]

    def quotes_of(self, id_: str) -> Sequence[QuoteRow]:
        return self._hood.quotes(id_)

    def events_of(self, id_: str) -> Sequence[tuple[EventRow, EventTelling]]:
        return self._events_of[id_]

    def figure_row(self, id_: str, figure: Figure) -> FigureRow | None:
        components = set(self._hood.shelf.members("figure", [id_]).values())
        for row in self._hood.shelf.rows_owned("figure", FigureRow, components).values():
            if any(t.document == id_ and t.span.start == figure.evidence.start for t in row.evidence):
                return row
        return None

    def documents_calling(self, actor: str, name: str) -> Iterable[str]:
        return documents_calling(self._hood, actor, name)

    # ---- one at a time

    def _row(self, where: Where, id_: str) -> Any | None:
        return self._hood.shelf.rows(where, ROWS[where], [id_]).get(id_)

    def _document_row(self, id_: str) -> DocumentRow | None:
        return self._hood.shelf.rows("document", DocumentRow, [id_]).get(id_)

    def _kinship(self, pair: tuple[str, str]) -> Kinship | None:
        tie = self._hood.ties_of(pair[0]).get(pair[1])
        return tie.kinship() if tie is not None and tie.close else None

    def _aligned(self, pair: tuple[str, str]) -> Sequence[Aligned]:
        one, other = pair
        if one != other:
            tie = self._hood.ties_of(one).get(other)
            return tie.aligned if tie is not None else ()
        tables = self.comparing(one)
        return align_own(Sentences(self.extraction(one), tables), tables) if tables else ()

    def _cast(self, id_: str) -> Mapping[int, str]:
        return dict(enumerate(self._hood.casts([id_])[id_].actors))

    def _events(self, id_: str) -> Sequence[tuple[EventRow, EventTelling]]:
        self.load_events([id_])
        return self._events_of[id_]
