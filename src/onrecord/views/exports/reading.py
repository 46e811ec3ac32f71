"""Rows as exports read them: one after another, from a record on disk or from one in memory."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, TypeVar

from onrecord.errors import OnrecordError
from onrecord.model import linked
from onrecord.model.clock import by_clock
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.finding import Finding
from onrecord.store.everything import Everything
from onrecord.store.lookup import Wanted
from onrecord.store.somebody import somebody
from onrecord.views.exports.choice import TYPES, Choice
from onrecord.views.exports.memory import Memory
from onrecord.views.names import one_line

T = TypeVar("T")
# So many rows are at hand at a time.
_BATCH = 200


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
            found = self.rows(kind, some)
            if kind == "document":
                texts = self.texts(some)
                found = (replace(row, document=texts[row.id]) for row in found)
            yield from found

    # ---- what rows name

    @cached_property
    def _actors(self) -> Callable[[str], linked.ActorRow | None]:
        return lru_cache(50_000)(lambda id_: next(iter(self.rows("actor", [id_])), None))

    @cached_property
    def _sources(self) -> Callable[[str], Source]:
        return lru_cache(100_000)(self._source)

    def actor(self, id_: str) -> linked.ActorRow | None:
        return self._actors(id_)

    def source(self, document: str) -> Source:
        return self._sources(document)

    def name(self, id_: str | None) -> str:
        """The name of an actor on one line; "" for nobody."""
        row = self._actors(id_) if id_ else None
        return one_line(row.name) if row else id_ or ""

    def names(self, ids: Iterable[str]) -> list[str]:
        return [self.name(id_) for id_ in ids]

    def outlet(self, document: str) -> str:
        """The outlet of an article, or its source where none is known."""
        source = self._sources(document)
        return self.name(source.outlet) or one_line(source.name)

    def _source(self, id_: str) -> Source:
        (row,) = self.rows("document", [id_])
        found = row.document
        title = one_line(found.title.text) if found.title else None
        return Source(id_, found.source, found.url, row.outlet, title, found.published)


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

    @cached_property
    def _there(self) -> frozenset[str]:
        return frozenset(self._store.every_id("actor"))

    def _in_record(self, row: linked.ActorRow) -> linked.ActorRow:
        """An actor without members, and without whose its offices are, where the record has no row for these."""
        members = tuple(m for m in row.members if m in self._there)
        offices = tuple(replace(o, of=o.of if o.of in self._there else None) for o in row.offices)
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

    def __init__(
        self, record: linked.Record, findings: Iterable[Finding], choice: Choice, everything: Everything | None = None
    ) -> None:
        self._memory, self._store = Memory(record, findings), everything
        super().__init__(choice, record.as_of)

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
    memory = Memory(record, ())
    return Held(record, findings, _settled(choice, memory.somebody), everything)


def _settled(choice: Choice, find: Callable[[str], linked.ActorRow | None]) -> Choice:
    """The choice with ids of actors in place of names."""
    wanted: Wanted = choice.wanted
    for name in ("actor", "outlet"):
        text = getattr(wanted, name)
        if text:
            row = find(text)
            if row is None:
                raise OnrecordError(f"nobody in the record is called {text!r}", hint="see: onrecord actors")
            wanted = replace(wanted, actor=row.id) if name == "actor" else replace(wanted, outlet=row.id)
    return replace(choice, wanted=wanted)


def batches(values: Sequence[T], size: int = _BATCH) -> Iterator[Sequence[T]]:
    for at in range(0, len(values), size):
        yield values[at : at + size]


def chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """The same of what comes one by one."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


__all__ = ["TYPES", "Held", "Rows", "Source", "Stored", "batches", "chunks", "held", "stored"]
