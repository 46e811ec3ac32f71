"""Articles and what is known of them, fetched when they are asked for and kept as long as one addition takes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from onrecord.dossier import Dossier
from onrecord.languages import comparing_of
from onrecord.languages.asserting import Comparing
from onrecord.link.actors import Actors
from onrecord.link.commitment_pairs import CommitmentItem
from onrecord.link.commitments import commitment_items
from onrecord.link.followed import telling_keys
from onrecord.link.forms import Form
from onrecord.link.lineage import Lineage
from onrecord.link.quotes import quote_rows
from onrecord.link.shelf import Shelf
from onrecord.link.ties import Own, Side, Tie, Told, likely, lineage_of, own, side_of
from onrecord.link.wording import Outline, Outlined, outline
from onrecord.model.document import Document
from onrecord.model.linked import ActorRow, Decision, DocumentRow, QuoteRow
from onrecord.model.record import Extraction

# So many articles are kept: what many look back at would else be half a year of them.
MOST_READ = 3000


@dataclass(frozen=True, slots=True)
class Cast:
    """Who a document's parties are among the actors of the record, by index."""

    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pledges:
    """The commitments of a document with their parties as actors."""

    items: tuple[CommitmentItem, ...]


class Neighbourhood:
    """What an addition needs to know of the record."""

    def __init__(self, shelf: Shelf, dossier: Dossier, decisions: Iterable[Decision]) -> None:
        self.shelf, self.dossier, self.decisions = shelf, dossier, tuple(decisions)
        self._read: dict[str, tuple[Document, Extraction]] = {}
        self._casts: dict[str, Cast] = {}
        self._rows: dict[str, ActorRow] = {}
        self._sides: dict[str, Side | None] = {}
        self._ties: dict[str, dict[str, Tie]] = {}
        self._quotes: dict[str, tuple[QuoteRow, ...]] = {}
        self._owns: dict[str, Own] = {}
        self._pledges: dict[str, Pledges] = {}
        self._telling: dict[str, frozenset[str]] = {}
        self._outlines: dict[str, Outlined] = {}
        self._forms: dict[str, list[Form]] = {}

    def let_go(self) -> None:
        """Forgets all that was fetched. Sides ask the neighbourhood that holds them, so that only the garbage
        collector would free the two, and it comes by rarely (`pipeline.set_tables_aside`)."""
        for held in (
            self._read, self._casts, self._rows, self._sides, self._ties, self._quotes, self._owns, self._pledges,
            self._telling, self._outlines, self._forms,
        ):  # fmt: skip
            held.clear()

    # ---- articles

    def load(self, ids: Iterable[str]) -> None:
        """Fetches many at once what will be asked for; what was asked for long ago is let go of."""
        asked = dict.fromkeys(ids)
        for document, extraction in self.shelf.read([id_ for id_ in asked if id_ not in self._read]):
            self._read[document.id] = document, extraction
        if len(self._read) > MOST_READ:
            for id_ in [id_ for id_ in self._read if id_ not in asked][: len(self._read) - MOST_READ // 2]:
                del self._read[id_]

    def _get(self, id_: str) -> tuple[Document, Extraction]:
        if id_ not in self._read:
            self.load([id_])
        return self._read[id_]

    def there(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that the record has an article for."""
        wanted = set(ids)
        self.load(wanted)
        return {id_ for id_ in wanted if id_ in self._read}

    def document(self, id_: str) -> Document:
        return self._get(id_)[0]

    def extraction(self, id_: str) -> Extraction:
        return self._get(id_)[1]

    def documents(self, ids: Iterable[str]) -> list[Document]:
        """These documents in the order of their ids."""
        wanted = sorted(set(ids))
        self.load(wanted)
        return [self.document(id_) for id_ in wanted]

    def extractions(self, ids: Iterable[str]) -> dict[str, Extraction]:
        return {document.id: self.extraction(document.id) for document in self.documents(ids)}

    def primary(self, ids: Collection[str]) -> set[str]:
        """Those of the documents that are primary sources; of linked ones their rows tell it, without their texts."""
        missing = [id_ for id_ in ids if id_ not in self._read]
        rows = self.shelf.rows("document", DocumentRow, missing)
        self.load(id_ for id_ in missing if id_ not in rows)
        found = {id_: row.document for id_, row in rows.items()}
        return {id_ for id_ in ids if (found.get(id_) or self.document(id_)).primary}

    def comparing(self, id_: str) -> Comparing | None:
        return comparing_of(self.document(id_).language)

    def tables(self, ids: Iterable[str]) -> dict[str, Comparing]:
        """The tables for comparing of those of the documents whose language has them."""
        return {id_: tables for id_ in ids if (tables := self.comparing(id_)) is not None}

    def forms(self, id_: str, work: Callable[[], list[Form]]) -> list[Form]:
        """The forms of a document's parties, worked out when they are first asked for."""
        if id_ not in self._forms:
            self._forms[id_] = work()
        return self._forms[id_]

    # ---- actors

    def set_casts(self, casts: Mapping[str, Cast]) -> None:
        """Takes note of who the parties of some documents are now: what was made of them before is forgotten."""
        self._casts.update(casts)
        for id_ in casts:
            self._sides.pop(id_, None)
            self._telling.pop(id_, None)

    def casts(self, ids: Iterable[str]) -> dict[str, Cast]:
        wanted = sorted(set(ids))
        self._casts.update(self.shelf.rows("cast", Cast, [id_ for id_ in wanted if id_ not in self._casts]))
        return {id_: self._casts[id_] for id_ in wanted if id_ in self._casts}

    def at_hand(self, actor: str) -> set[str]:
        """The documents of this addition in which an actor stands."""
        return {id_ for id_, cast in self._casts.items() if actor in cast.actors}

    def forget_actors(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            self._rows.pop(id_, None)

    def actors(self, ids: Iterable[str], *, rows: bool = True) -> Actors:
        """The actors that stand in these documents, and which party is which; without their rows where not needed."""
        casts = self.casts(ids)
        where = {(id_, index): actor for id_, cast in casts.items() for index, actor in enumerate(cast.actors)}
        if not rows:
            return Actors((), where)
        there = sorted(set(where.values()))
        missing = [id_ for id_ in there if id_ not in self._rows]
        self._rows.update(self.shelf.rows("actor", ActorRow, missing))
        return Actors(tuple(self._rows[id_] for id_ in there), where)

    # ---- what documents hold

    def renew(self, ids: Collection[str]) -> None:
        """Works out anew what these documents hold; of all others it lies on the shelf."""
        wanted = sorted(ids)
        actors = self.actors(wanted, rows=False)
        self._quotes.update({id_: quote_rows(id_, self.extraction(id_), actors) for id_ in wanted})
        self._pledges.update({id_: self._pledges_in(id_) for id_ in wanted})
        self.shelf.replace_rows("pledges", wanted, ((id_, id_, self._pledges[id_]) for id_ in wanted))
        self._owns.update({id_: own(side) if (side := self.side(id_)) else Own(id_) for id_ in wanted})
        self.shelf.replace_rows("own", wanted, ((id_, id_, self._owns[id_]) for id_ in wanted))
        outlines = {id_: outline(self.document(id_), self.extraction(id_)) for id_ in wanted}
        self._outlines.update({id_: Outlined(found) for id_, found in outlines.items()})
        self.shelf.replace_rows("outline", wanted, ((id_, id_, outlines[id_]) for id_ in wanted))

    def load_quotes(self, ids: Collection[str]) -> None:
        missing = {id_ for id_ in ids if id_ not in self._quotes}
        found: dict[str, list[QuoteRow]] = {id_: [] for id_ in missing}
        for row in self.shelf.rows_owned("quote", QuoteRow, sorted(missing)).values():
            found[row.document].append(row)
        self._quotes.update({id_: tuple(sorted(rows, key=lambda row: row.index)) for id_, rows in found.items()})

    def quotes(self, id_: str) -> tuple[QuoteRow, ...]:
        self.load_quotes([id_])
        return self._quotes[id_]

    def load_pledges(self, ids: Collection[str]) -> None:
        missing = sorted(id_ for id_ in ids if id_ not in self._pledges)
        found = self.shelf.rows("pledges", Pledges, missing)
        self._pledges.update({id_: found.get(id_, Pledges(())) for id_ in missing})

    def pledges(self, id_: str) -> tuple[CommitmentItem, ...]:
        self.load_pledges([id_])
        return self._pledges[id_].items

    def _pledges_in(self, id_: str) -> Pledges:
        ids = [id_]
        found = commitment_items(self.documents(ids), self.extractions(ids), self.actors(ids), self.tables(ids))
        return Pledges(tuple(found))

    def telling(self, id_: str) -> frozenset[str]:
        """Keys of what a document may tell of commitments that others hold."""
        if id_ not in self._telling:
            tables = self.comparing(id_)
            actors = self.actors([id_], rows=False)
            keys = telling_keys(id_, self.extraction(id_), actors, tables) if tables else ()
            self._telling[id_] = frozenset(keys)
        return self._telling[id_]

    def load_owns(self, ids: Collection[str]) -> None:
        missing = sorted(id_ for id_ in ids if id_ not in self._owns)
        found = self.shelf.rows("own", Own, missing)
        self._owns.update({id_: found.get(id_, Own(id_)) for id_ in missing})

    def own(self, id_: str) -> Own:
        self.load_owns([id_])
        return self._owns[id_]

    # ---- pairs of articles

    def load_sides(self, ids: Iterable[str]) -> None:
        """Fetches many at once what their sides will ask for."""
        wanted = [id_ for id_ in ids if id_ not in self._sides]
        self.load(wanted)
        self.load_quotes(wanted)
        self.load_pledges(wanted)
        self.casts(wanted)

    def forget_sides(self) -> None:
        """Once articles were held against one another their views are hardly asked for, and are large."""
        self._sides.clear()

    def side(self, id_: str) -> Side | None:
        if id_ not in self._sides:
            told = Told(partial(self.quotes, id_), partial(self.pledges, id_))
            self._sides[id_] = side_of(self.document(id_), self.extraction(id_), self.actors([id_], rows=False), told)
        return self._sides[id_]

    def may_be_worded_alike(self, side: Side, others: Collection[str]) -> set[str]:
        """Those of the documents that may have a sentence of this one, or it one of theirs, or lay at its address."""
        missing = sorted(id_ for id_ in {side.document.id, *others} if id_ not in self._outlines)
        found = self.shelf.rows("outline", Outline, missing)
        self._outlines.update({id_: Outlined(given) for id_, given in found.items()})
        mine = self._outlines[side.document.id]
        return {id_ for id_ in others if mine.may_be_worded_as(self._outlines[id_])}

    def forget_ties(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            self._ties.pop(id_, None)

    def load_ties(self, ids: Iterable[str]) -> None:
        wanted = {id_ for id_ in ids if id_ not in self._ties}
        found: dict[str, dict[str, Tie]] = {id_: {} for id_ in wanted}
        for item in self.shelf.ties(Tie, wanted):
            for mine, theirs in ((item.one, item.other), (item.other, item.one)):
                if mine in found:
                    found[mine][theirs] = item
        self._ties.update(found)

    def ties_of(self, id_: str) -> Mapping[str, Tie]:
        """What a document has to do with others, by their ids."""
        if id_ not in self._ties:
            self.load_ties([id_])
        return self._ties[id_]

    def ties_among(self, ids: Collection[str]) -> list[Tie]:
        """The ties of which both ends are among the documents, sorted."""
        self.load_ties(ids)
        inside = set(ids)
        found = {t.pair: t for id_ in inside for other, t in self.ties_of(id_).items() if other in inside}
        return [found[pair] for pair in sorted(found)]

    def lineage(self, ids: Collection[str]) -> Lineage:
        """Who took from whom, as far as it concerns these documents."""
        self.load_ties(ids)
        return lineage_of({t.pair: t for id_ in ids for t in self.ties_of(id_).values()}.values())

    def measure(self, a: str, b: str) -> float:
        """How likely two documents tell one story."""
        one, other = self.side(a), self.side(b)
        return likely(one, other) if one and other else 0.0
