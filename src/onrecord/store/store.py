"""The record on disk: articles with their results, people's decisions, and the rows made of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, inspect, select
from sqlalchemy.exc import DatabaseError, OperationalError

from onrecord.errors import StoreError
from onrecord.model.finding import Finding
from onrecord.model.linked import Record
from onrecord.store import indexing, schema
from onrecord.store.engine import day_published, insert_all, insert_new, limited, sqlite_engine
from onrecord.store.everything import Everything
from onrecord.store.fetches import Fetches
from onrecord.store.laying_out import lay_out
from onrecord.store.lookup import Lookup
from onrecord.store.migrations import FIRST, migrate
from onrecord.store.queries import Queries
from onrecord.store.remembered import Remembered
from onrecord.store.settings import count_up, put_setting, setting
from onrecord.store.shelf import Shelf


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One article as it lies in the store: `raw` is its text, `given` what the source said of it (JSON), `data` the
    `Document` without the text, `extraction` its `Extraction`, both as `store.codec` writes them."""

    id: str
    source: str
    sha256: str
    raw: str
    given: bytes
    data: bytes
    result_key: str
    extraction: bytes


class Store:
    """One record. Every method is a transaction of its own; readers see whole ones only.

    A record of an older version is brought up to this one when it is opened. Raises `StoreError` where the
    file is no record, is of a newer version, or stays locked.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.exists():
            raise StoreError("no such record", where=str(path), hint="make one with: onrecord add PATH…")
        self.path = path
        self._engine = sqlite_engine(path)
        self._remembered = Remembered()
        self._check_or_create()

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self, *, writes: bool = False) -> Iterator[Connection]:
        try:
            with self._engine.execution_options(writes=writes).begin() as connection:
                yield connection
        except OperationalError as error:
            hint = "another onrecord is writing to it; try again" if "locked" in str(error) else "is the disk full?"
            raise StoreError(str(error.orig), where=str(self.path), hint=hint) from error
        except DatabaseError as error:
            raise StoreError(
                f"damaged: {error.orig}", where=str(self.path), hint="restore it or build it anew"
            ) from error

    def _check_or_create(self) -> None:
        with self._transaction() as connection:
            known = inspect(connection).has_table(schema.meta.name)
            if known and self._version(connection) == schema.VERSION:
                return
        with self._transaction(writes=True) as connection:
            if inspect(connection).has_table(schema.meta.name):
                # asked again: another process may have been first
                try:
                    migrate(connection, self._version(connection))
                except (KeyError, ValueError) as error:
                    message = f"this older record is damaged and stays as it is ({error!r})"
                    raise StoreError(message, where=str(self.path), hint="build it anew: onrecord add PATH…") from error
            else:
                schema.metadata.create_all(connection)
            put_setting(connection, "schema_version", str(schema.VERSION))

    def _version(self, connection: Connection) -> int:
        """The version of the tables. Raises `StoreError` for one that this code can't read."""
        found = setting(connection, "schema_version") or "0"
        if not found.isdecimal() or not FIRST <= int(found) <= schema.VERSION:
            message = f"a record of version {found}; this onrecord keeps version {schema.VERSION}"
            raise StoreError(message, where=str(self.path), hint="upgrade onrecord")
        return int(found)

    # ---- what the record was made with

    def get(self, key: str) -> str | None:
        """A setting of the record (`dossier`: the file's text), or None."""
        with self._transaction() as connection:
            return setting(connection, key)

    def set(self, key: str, value: str) -> None:
        with self._transaction(writes=True) as connection:
            put_setting(connection, key, value)
            put_setting(connection, "linked", "")

    # ---- articles

    def result_keys(self) -> dict[str, str]:
        """Under which key the results of each article were worked out, by document id."""
        with self._transaction() as connection:
            table = schema.document
            found = connection.execute(select(table.c.id, table.c.result_key))
            return {row.id: row.result_key for row in found}

    def put(self, item: StoredDocument) -> None:
        """Keeps an article with its results; one of the same id is replaced.

        The rows of a new one are to be made after it; where one is replaced, those of all.
        """
        with self._transaction(writes=True) as connection:
            was = connection.execute(delete(schema.document).where(schema.document.c.id == item.id)).rowcount
            if was:
                put_setting(connection, "linked", "")
                count_up(connection, "changed")
            connection.execute(
                insert(schema.document).values(**{f: getattr(item, f) for f in StoredDocument.__slots__})
            )
            connection.execute(insert_new(schema.pending).values(document=item.id))

    def remove(self, documents: Iterable[str]) -> None:
        """Takes articles out of the record; all rows are stale then."""
        with self._transaction(writes=True) as connection:
            for id_ in sorted(set(documents)):
                for column in (schema.document.c.id, schema.pending.c.document, schema.made.c.document):
                    connection.execute(delete(column.table).where(column == id_))
            put_setting(connection, "linked", "")
            count_up(connection, "changed")

    def documents(self) -> Iterator[StoredDocument]:
        """All articles in the order of their ids."""
        table = schema.document
        with self._transaction() as connection:
            found = connection.execution_options(yield_per=200).execute(select(table).order_by(table.c.id))
            for row in found:
                yield StoredDocument(*row)

    def document(self, document_id: str) -> StoredDocument | None:
        table = schema.document
        with self._transaction() as connection:
            row = connection.execute(select(table).where(table.c.id == document_id)).first()
        return StoredDocument(*row) if row else None

    def count(self) -> int:
        with self._transaction() as connection:
            return connection.scalar(select(func.count()).select_from(schema.document)) or 0

    # ---- rows

    @property
    def linked(self) -> str:
        """What the rows were made with; empty where some are stale."""
        with self._transaction() as connection:
            if connection.execute(select(schema.pending.c.number).limit(1)).first():
                return ""
            return setting(connection, "linked") or ""

    def pending(self, most: int) -> list[str]:
        """Articles whose rows are stale, those that came first ahead."""
        table = schema.pending
        with self._transaction() as connection:
            return list(connection.scalars(select(table.c.document).order_by(table.c.number).limit(most)))

    def forget_rows(self, linked: str) -> None:
        """Takes all rows away, to be made anew with what `linked` names: every article is stale then.

        They wait in the order of their days, so that those linked together have their neighbours in common.
        """
        with self._transaction(writes=True) as connection:
            for table in (schema.row, schema.block, schema.member, schema.tie, schema.pending):
                connection.execute(delete(table))
            every = select(schema.document.c.id).order_by(day_published(), schema.document.c.id)
            connection.execute(insert(schema.pending).from_select(["document"], every))
            put_setting(connection, "linked", linked)
            count_up(connection, "changed")

    def lay_out(
        self, record: Record, findings: Iterable[Finding], articles: Iterable[StoredDocument], linked: str
    ) -> None:
        """Fills an empty store with a record as of a day that was linked elsewhere, of which `linked` is a mark."""
        with self._transaction(writes=True) as connection:
            columns = StoredDocument.__slots__
            rows = [tuple(getattr(item, column) for column in columns) for item in articles]
            insert_all(connection, insert(schema.document), columns, rows)
            lay_out(connection, record, findings)
            put_setting(connection, "linked", linked)
            if record.as_of is not None:
                put_setting(connection, "as_of", record.as_of.edtf)
        while self.list_rows():
            pass

    @contextmanager
    def shelf(self, *, writes: bool = True) -> Iterator[Shelf]:
        """Where linking reads and writes, in one transaction: all of it is kept, or nothing."""
        with self._transaction(writes=writes) as connection:
            yield Shelf(connection)

    # ---- showing

    @contextmanager
    def lookup(self, seconds: float = 30.0) -> Iterator[Lookup]:
        """Where pages read, in one transaction. Raises `StoreError` where what is asked takes longer than that."""
        with self._transaction() as connection, limited(connection, seconds):
            yield Lookup(connection, self._remembered)

    @contextmanager
    def everything(self, seconds: float = 1e9) -> Iterator[Everything]:
        """The same for exports, which read whole tables."""
        with self._transaction() as connection, limited(connection, seconds):
            yield Everything(connection)

    def list_rows(self) -> bool:
        """Makes some of the rows that have changed known to `lookup`; False where all are."""
        with self._transaction() as connection:
            prepared = indexing.ready(connection)
            if prepared and not indexing.behind(connection):
                return False
        with self._transaction(writes=True) as connection:
            if not indexing.ready(connection):
                indexing.prepare(connection)
            return indexing.list_some(connection)

    def keep_listed(self) -> None:
        """The same for all of them, where somebody shows the record: else nobody asks for lists."""
        if self.is_shown:
            while self.list_rows():
                pass

    @property
    def is_shown(self) -> bool:
        """Whether somebody shows the record, or did: then it has lists."""
        with self._transaction() as connection:
            return indexing.ready(connection)

    @property
    def in_step(self) -> bool:
        """Whether all rows, findings among them, are as the articles and decisions make them."""
        return bool(self.linked)

    # ---- the live web

    @contextmanager
    def fetches(self, *, writes: bool = True) -> Iterator[Fetches]:
        """What was fetched and what is still to be, in one transaction: all of it is kept, or nothing."""
        with self._transaction(writes=writes) as connection:
            yield Fetches(connection)

    # ---- queries

    @contextmanager
    def queries(self, *, writes: bool = False) -> Iterator[Queries]:
        """Searches that people keep under a name, in one transaction."""
        with self._transaction(writes=writes) as connection:
            yield Queries(connection)
            if writes:
                count_up(connection, "changed")

    # ---- decisions

    def decisions(self) -> tuple[bytes, ...]:
        """What people decided, in the order in which they did."""
        table = schema.decision
        with self._transaction() as connection:
            return tuple(d for (d,) in connection.execute(select(table.c.data).order_by(table.c.position, table.c.id)))

    def add_decision(self, id_: str, data: bytes, documents: Iterable[str] | None = None) -> None:
        """Keeps a decision. The rows of the documents that it speaks of are stale then; of all, without them."""
        table = schema.decision
        with self._transaction(writes=True) as connection:
            last = connection.scalar(select(func.max(table.c.position))) or 0
            connection.execute(delete(table).where(table.c.id == id_))
            connection.execute(insert(table).values(id=id_, position=last + 1, data=data))
            count_up(connection, "changed")
            self._make_stale(connection, documents)

    def remove_decision(self, id_: str, documents: Iterable[str] | None = None) -> bool:
        """Takes a decision back; False where there is none of this id. Rows are stale as with a new one."""
        with self._transaction(writes=True) as connection:
            gone = connection.execute(delete(schema.decision).where(schema.decision.c.id == id_)).rowcount
            if gone:
                count_up(connection, "changed")
                self._make_stale(connection, documents)
            return bool(gone)

    def _make_stale(self, connection: Connection, documents: Iterable[str] | None) -> None:
        if documents is None:
            put_setting(connection, "linked", "")
            return
        rows = [{"document": id_} for id_ in sorted(set(documents))]
        if rows:
            connection.execute(insert_new(schema.pending), rows)
