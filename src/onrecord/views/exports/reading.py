"""Rows as exports read them: one after another, from a record on disk or from one in memory."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from onrecord.errors import OnrecordError
from onrecord.model import linked
from onrecord.model.clock import by_clock
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.finding import Finding
from onrecord.store.everything import Everything
from onrecord.store.somebody import somebody
from onrecord.views.exports.choice import TYPES, Choice
from onrecord.views.exports.memory import Memory
from onrecord.views.names import one_line

T = TypeVar("T")
# So many rows are at hand at a time, and what is known of so many actors and sources.
_BATCH, _AT_HAND = 200, 20_000


@dataclass(frozen=True, slots=True)
class Source:
    """What is told of an article beside what stands in it."""

    id: str
    name: str
    url: str | None
    outlet: str | None
    title: str | None
    published: Date | None

    @property
    def address(self) -> str:
        """Where it lies on the web, "" for nowhere."""
        found = self.url or self.name
        return found if found.startswith(("http://", "https://")) else ""


class Rows(ABC):
    """The rows that are taken along, type by type in the order of their ids, and what they name.

    `choice` says which; whatever they name can be looked up, taken along or not.
    """

    def __init__(self, choice: Choice, as_of: Date | None) -> None:
        self.choice, self.as_of = choice, as_of
        self._known: dict[str, tuple[str, str] | None] = {}
        self._sources: dict[str, Source] = {}
        self._quotes: dict[str, linked.QuoteRow] = {}

    @abstractmethod
    def ids(self, kind: str, order: str = "") -> Sequence[str]:
        """The ids of the rows of a type that are taken; `order` "-day" begins with those of the latest day."""

    @abstractmethod
    def rows(self, kind: str, ids: Sequence[str]) -> Iterable[Any]:
        """Rows of the model by id, in the order of the ids; of documents without their texts."""

    @abstractmethod
    def texts(self, ids: Sequence[str]) -> Mapping[str, Document]:
        """Articles with their texts, by id."""

    @abstractmethod
    def decisions(self) -> Sequence[linked.Decision]:
        """What people decided, in the order in which they did."""

    @abstractmethod
    def given(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """What sources said of articles beside their texts, as the record keeps it (JSON)."""

    @property
    @abstractmethod
    def dossier(self) -> str:
        """The text of the dossier that the record was made with; "" for the one of the package."""

    @cached_property
    @abstractmethod
    def counts(self) -> Mapping[str, Counter[str]]:
        """How many quotes, encounters, commitments and figures each article holds, by document and type."""

    def each(self, kind: str) -> Iterator[Any]:
        """The rows of a type; documents come with their texts, commitments as of the record's day."""
        if kind not in self.choice.rows:
            return
        if kind == "decision":
            if not self.choice.narrowed:
                yield from sorted(self.decisions(), key=lambda row: row.id)
            return
        yield from self._read(kind, self.ids(kind))

    def latest(self, kind: str, most: int | None = None) -> Iterator[Any]:
        """The same, those of the latest day first."""
        if kind in self.choice.rows:
            yield from self._read(kind, self.ids(kind, "-day")[:most])

    def _read(self, kind: str, ids: Sequence[str]) -> Iterator[Any]:
        for some in batches(ids):
            found = list(self.rows(kind, some))
            if kind == "document":
                texts = self.texts(some)
                found = [replace(row, document=texts[row.id]) for row in found]
            elif kind == "statement":
                wanted = [id_ for row in found for id_ in row.quotes]
                self._quotes = {row.id: row for row in self.rows("quote", wanted)}
                self._have_ready(self._quotes.values())
            self._have_ready(found)
            yield from found

    # ---- what rows name

    def _have_ready(self, rows: Iterable[Any]) -> None:
        """What these rows name is asked for at once, and not one by one."""
        actors, documents = set[str](), set[str]()
        for row in rows:
            for field in ("speakers", "participants", "targets", "members", "cites"):
                actors.update(getattr(row, field, ()))
            actors.update(id_ for field in ("place", "who", "outlet") if (id_ := getattr(row, field, None)))
            documents.update(getattr(row, "documents", ()), (x.document for x in getattr(row, "evidence", ())))
            if isinstance(row, linked.QuoteRow):
                documents.add(row.document)
        self._add_sources(sorted(documents - self._sources.keys()))
        actors.update(self._sources[id_].outlet or "" for id_ in documents if id_ in self._sources)
        self._add_actors(sorted(actors - self._known.keys() - {""}))

    def _add_actors(self, ids: Sequence[str]) -> None:
        if len(self._known) + len(ids) > _AT_HAND:
            self._known.clear()
        for some in batches(ids):
            found = {row.id: (row.kind, one_line(row.name)) for row in self.rows("actor", some)}
            self._known.update((id_, found.get(id_)) for id_ in some)

    def _add_sources(self, ids: Sequence[str]) -> None:
        if len(self._sources) + len(ids) > _AT_HAND:
            self._sources.clear()
        for some in batches(ids):
            self._sources.update((row.id, _source(row)) for row in self.rows("document", some))

    def kind(self, actor: str) -> str:
        """The kind of an actor, "" where the record has no row for it."""
        known = self._actor(actor)
        return known[0] if known else ""

    def name(self, actor: str | None) -> str:
        """The name of an actor on one line; "" for nobody."""
        if not actor:
            return ""
        known = self._actor(actor)
        return known[1] if known else actor

    def _actor(self, id_: str) -> tuple[str, str] | None:
        """The kind and the name of an actor, None where the record has no row for it."""
        if id_ not in self._known:
            self._add_actors([id_])
        return self._known[id_]

    def names(self, actors: Iterable[str]) -> list[str]:
        return [self.name(actor) for actor in actors]

    def quotes(self, statement: linked.Statement) -> list[linked.QuoteRow]:
        """The quotes of a statement."""
        if statement.quotes[0] not in self._quotes:
            return list(self.rows("quote", statement.quotes))
        return [self._quotes[id_] for id_ in statement.quotes if id_ in self._quotes]

    def source(self, document: str) -> Source:
        if document not in self._sources:
            self._add_sources([document])
        return self._sources[document]

    def outlet(self, document: str) -> str:
        """The outlet of an article, or its source where none is known."""
        source = self.source(document)
        return self.name(source.outlet) or one_line(source.name)


def _source(row: linked.DocumentRow) -> Source:
    found = row.document
    title = one_line(found.title.text) if found.title else None
    return Source(row.id, found.source, found.url, row.outlet, title, found.published)


class Stored(Rows):
    """A record on disk, within one transaction. `listed` says that its lists are in step (`Store.list_rows`), which
    filters want anyhow; then nothing is looked through that lists know."""

    def __init__(self, everything: Everything, choice: Choice, *, listed: bool = False) -> None:
        self._store = everything
        super().__init__(choice, everything.as_of() if listed or choice.by_lists else everything.latest_day())

    def ids(self, kind: str, order: str = "") -> Sequence[str]:
        wanted = self.choice.wanted if self.choice.narrowed else None
        return self._store.every_id(kind, wanted, order=order)

    def rows(self, kind: str, ids: Sequence[str]) -> Iterable[Any]:
        found = self._store.rows(kind, ids).values()
        if kind == "commitment":
            return [by_clock(row, self.as_of) for row in found]
        if kind == "actor":
            return [self._in_record(row) for row in found]
        return found

    def _in_record(self, row: linked.ActorRow) -> linked.ActorRow:
        """An actor without members, and without whose its offices are, where the record has no row for these."""
        wanted = {*row.members, *(office.of for office in row.offices if office.of)}
        if not wanted:
            return row
        there = self._store.rows("actor", sorted(wanted)).keys()
        members = tuple(m for m in row.members if m in there)
        offices = tuple(replace(o, of=o.of if o.of in there else None) for o in row.offices)
        return replace(row, members=members, offices=offices)

    def texts(self, ids: Sequence[str]) -> Mapping[str, Document]:
        return self._store.texts(ids)

    def decisions(self) -> Sequence[linked.Decision]:
        return self._store.decisions()

    def given(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        return self._store.given(ids)

    @property
    def dossier(self) -> str:
        return self._store.setting("dossier") or ""

    @cached_property
    def counts(self) -> Mapping[str, Counter[str]]:
        return self._store.row_counts()


class Held(Rows):
    """A record in memory, as one has it that is shown as of another day."""

    def __init__(self, memory: Memory, choice: Choice, everything: Everything | None = None) -> None:
        self._memory, self._store = memory, everything
        super().__init__(choice, memory.record.as_of)

    def ids(self, kind: str, order: str = "") -> Sequence[str]:
        return self._memory.ids(kind, self.choice.wanted, order)

    def rows(self, kind: str, ids: Sequence[str]) -> Iterable[Any]:
        return self._memory.rows(kind, ids)

    def texts(self, ids: Sequence[str]) -> Mapping[str, Document]:
        return {row.id: row.document for row in self._memory.rows("document", ids)}

    def decisions(self) -> Sequence[linked.Decision]:
        return self._memory.record.decisions

    def given(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        return self._store.given(ids) if self._store else {}

    @property
    def dossier(self) -> str:
        return (self._store.setting("dossier") if self._store else None) or ""

    @cached_property
    def counts(self) -> Mapping[str, Counter[str]]:
        return self._memory.counts()


# ---- who is meant


def stored(everything: Everything, choice: Choice, *, listed: bool = False) -> Stored:
    """The rows of a record on disk. Raises `OnrecordError` where nobody is called as `choice` says."""
    return Stored(everything, _settled(choice, lambda text: somebody(everything, text)), listed=listed)


def held(
    record: linked.Record, findings: Iterable[Finding], choice: Choice, everything: Everything | None = None
) -> Held:
    """The rows of a record in memory; errors as with `stored`."""
    memory = Memory(record, findings)
    return Held(memory, _settled(choice, memory.somebody), everything)


def _settled(choice: Choice, find: Callable[[str], linked.ActorRow | None]) -> Choice:
    """The choice with ids of actors in place of names."""
    found: dict[str, Any] = {}
    for name in ("actor", "outlet"):
        if text := getattr(choice.wanted, name):
            row = find(text)
            if row is None:
                raise OnrecordError(f"nobody in the record is called {text!r}", hint="see: onrecord actors")
            found[name] = row.id
    return replace(choice, wanted=replace(choice.wanted, **found))


def batches(values: Sequence[T], size: int = _BATCH) -> Iterator[Sequence[T]]:
    for at in range(0, len(values), size):
        yield values[at : at + size]


def chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """The same of what comes one by one."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


__all__ = ["TYPES", "Held", "Rows", "Source", "Stored", "batches", "chunks", "held", "stored"]
