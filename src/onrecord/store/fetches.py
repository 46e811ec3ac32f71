"""What was fetched, what is still to be, and what was told of it: one transaction of the store."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Literal

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from onrecord.errors import StoreError
from onrecord.model.response import Response
from onrecord.store import schema
from onrecord.store.engine import insert_new, insert_or_replace

ResponseKind = Literal["page", "feed", "robots"]
PageState = Literal["fetch", "read", "kept", "failed"]
# So many addresses are handed out at a time.
_SOME = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it lies in the store, with its number; the body is read when it is asked for."""

    number: int
    kind: ResponseKind
    last: str
    times: int
    response: Response


@dataclass(frozen=True, slots=True)
class Page:
    """An address of an article. `state`: to be fetched, to be read, kept, or given up.

    `given` is what its feed says of it (JSON), `mark` a digest of that; `due` (not before) and `first` (when it was
    first had; 0: never) are seconds since 1970; `response` is the number of the latest answer.
    """

    url: str
    feed: str
    given: bytes
    mark: str
    state: PageState = "fetch"
    due: int = 0
    first: int = 0
    tries: int = 0
    response: int | None = None


@dataclass(frozen=True, slots=True)
class AlertRow:
    """Something that a saved query found: `left` are the ways on which it is still to go out."""

    number: int
    query: str
    row: str
    at: str
    data: bytes
    left: tuple[str, ...]


class Fetches:
    """Reads and writes within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # ---- answers

    def keep(self, kind: ResponseKind, response: Response) -> int:
        """Keeps an answer and gives its number. What came again unchanged is noted on the old one.

        Of errors the body is left out: nothing is read from it, and it may be another one every time.
        """
        table = schema.response
        body = response.body if response.ok else b""
        digest = hashlib.sha256(body).hexdigest()
        alike = table.c.status < 300 if response.ok or response.unchanged else table.c.status == response.status
        newest = select(table.c.number, table.c.sha256).where(table.c.url == response.url, alike)
        old = self._connection.execute(newest.order_by(table.c.number.desc()).limit(1)).first()
        if old is not None and (response.unchanged or old.sha256 == digest):
            seen = {"last": response.at, "times": table.c.times + 1}
            if not response.unchanged:
                seen["head"] = _head(response)
            self._connection.execute(update(table).where(table.c.number == old.number).values(**seen))
            return int(old.number)
        values = {
            "url": response.url, "final": response.final, "kind": kind, "at": response.at, "last": response.at,
            "times": 1, "status": response.status, "sha256": digest, "head": _head(response),
            "body": zlib.compress(body, 6),
        }  # fmt: skip
        key = self._connection.execute(insert(table).values(**values)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def supersede(self, old: int, new: int) -> None:
        """An answer that gives what an older one gave takes its place: it is kept once, with when it was last had."""
        table = schema.response
        row = self._connection.execute(select(table).where(table.c.number == new)).first()
        if row is None or old == new:
            return
        seen = {"last": row.last, "times": table.c.times + row.times, "final": row.final}
        values = {**seen, "head": row.head, "body": row.body, "sha256": row.sha256}
        self._connection.execute(update(table).where(table.c.number == old).values(**values))
        self._connection.execute(delete(table).where(table.c.number == new))
        self._connection.execute(delete(schema.made).where(schema.made.c.response == new))

    def drop_feeds(self, url: str, before: int) -> None:
        """Takes away older answers for a feed that no article was read from, unless one is still to be."""
        table, page = schema.response, schema.page
        waiting = select(page.c.url).where(page.c.feed == url, page.c.state == "read", page.c.response.is_(None))
        if self._connection.execute(waiting.limit(1)).first() is None:
            stale = (table.c.url == url, table.c.kind == "feed", table.c.number < before)
            used = select(schema.made.c.response)
            self._connection.execute(delete(table).where(*stale, table.c.number.not_in(used)))

    def latest(self, url: str, *, errors: bool = False) -> Kept | None:
        """The latest answer for an address: one that was no error, unless these are wanted, too."""
        table = schema.response
        wanted = select(table).where(table.c.url == url)
        if not errors:
            wanted = wanted.where(table.c.status < 300)
        # What was there before may be there again: then it is the old row that was had last.
        newest = (table.c.last.desc(), table.c.number.desc()) if errors else (table.c.number.desc(),)
        row = self._connection.execute(wanted.order_by(*newest).limit(1)).first()
        return _kept(row) if row else None

    def response(self, number: int) -> Kept | None:
        """The answer of this number."""
        row = self._connection.execute(select(schema.response).where(schema.response.c.number == number)).first()
        return _kept(row) if row else None

    def numbers(self, kinds: Iterable[ResponseKind]) -> list[int]:
        """The numbers of all answers of some kinds, the first ahead."""
        table = schema.response
        wanted = select(table.c.number).where(table.c.kind.in_(sorted(kinds))).order_by(table.c.number)
        return list(self._connection.scalars(wanted))

    # ---- articles read from answers

    def note_made(self, document: str, response: int) -> None:
        self._connection.execute(insert_new(schema.made).values(document=document, response=response))

    def first_made(self, document: str, url: str) -> int | None:
        """The first answer for an address from which an article was read."""
        table, made = schema.response, schema.made
        joined = select(func.min(table.c.number)).join(made, made.c.response == table.c.number)
        number: int | None = self._connection.scalar(joined.where(made.c.document == document, table.c.url == url))
        return number

    def made(self) -> dict[str, set[int]]:
        """The answers from which each article was read."""
        found: dict[str, set[int]] = {}
        for document, response in self._connection.execute(select(schema.made.c.document, schema.made.c.response)):
            found.setdefault(document, set()).add(response)
        return found

    # ---- addresses

    def page(self, url: str) -> Page | None:
        row = self._connection.execute(select(schema.page).where(schema.page.c.url == url)).first()
        return _page(row) if row else None

    def put_page(self, page: Page) -> None:
        values = {field.name: getattr(page, field.name) for field in fields(Page)}
        self._connection.execute(insert_or_replace(schema.page).values(**values))

    def pages(
        self, state: PageState, before: int | None = None, *, since: int = 0, most: int | None = _SOME
    ) -> list[Page]:
        """Addresses in a state that are due by a time and were first had since another, those due first ahead."""
        table = schema.page
        wanted = select(table).where(table.c.state == state)
        if before is not None:
            wanted = wanted.where(table.c.due <= before)
        if since:
            wanted = wanted.where(table.c.first >= since)
        wanted = wanted.order_by(table.c.due, table.c.url)
        return [_page(row) for row in self._connection.execute(wanted if most is None else wanted.limit(most))]

    def pages_of(self, feed: str) -> list[Page]:
        """All addresses that a feed told of."""
        table = schema.page
        return [_page(row) for row in self._connection.execute(select(table).where(table.c.feed == feed))]

    def drop_page(self, url: str) -> None:
        self._connection.execute(delete(schema.page).where(schema.page.c.url == url))

    def next_due(self, state: PageState, *, since: int = 0) -> int | None:
        """When the next address in a state is due."""
        table = schema.page
        wanted = select(func.min(table.c.due)).where(table.c.state == state, table.c.first >= since)
        due: int | None = self._connection.scalar(wanted)
        return due

    def every_page(self) -> list[Page]:
        """All addresses of articles, sorted."""
        return [_page(row) for row in self._connection.execute(select(schema.page).order_by(schema.page.c.url))]

    # ---- feeds

    def feed(self, url: str) -> tuple[int, int]:
        """When a feed is due, and how often in a row it could not be had; (0, 0) for one never asked."""
        table = schema.feed
        row = self._connection.execute(select(table.c.due, table.c.failures).where(table.c.url == url)).first()
        return (row.due, row.failures) if row else (0, 0)

    def put_feed(self, url: str, due: int, failures: int) -> None:
        self._connection.execute(insert_or_replace(schema.feed).values(url=url, due=due, failures=failures))

    # ---- alerts

    def told(self, query: str) -> dict[str, bytes]:
        """What a query has found already, by row."""
        table = schema.alert
        found = self._connection.execute(select(table.c.row, table.c.data).where(table.c.query == query))
        return {row.row: row.data for row in found}

    def left(self, number: int) -> tuple[str, ...]:
        """The ways on which an alert has yet to go out."""
        left = self._connection.scalar(select(schema.alert.c.left).where(schema.alert.c.number == number))
        return tuple(json.loads(left or "[]"))

    def tell(self, query: str, row: str, at: str, data: bytes, left: Iterable[str]) -> None:
        """Notes that a query found a row, to go out on some ways; one that it found before is left as it is."""
        values = {"query": query, "row": row, "at": at, "data": data, "left": json.dumps(sorted(left))}
        self._connection.execute(insert_new(schema.alert).values(**values))

    def alerts(self, *, open_only: bool = False, most: int | None = None) -> list[AlertRow]:
        """What was told, the first ahead: of `most` the latest ones, or those that have yet to go out."""
        table = schema.alert
        wanted = select(table).order_by(table.c.number.desc())
        if open_only:
            wanted = wanted.where(table.c.left != "[]")
        if most is not None:
            wanted = wanted.limit(most)
        rows = list(self._connection.execute(wanted))
        return [AlertRow(r.number, r.query, r.row, r.at, r.data, tuple(json.loads(r.left))) for r in reversed(rows)]

    def sent(self, number: int, left: Iterable[str]) -> None:
        """Notes on which ways an alert has yet to go out."""
        table = schema.alert
        self._connection.execute(update(table).where(table.c.number == number).values(left=json.dumps(sorted(left))))


def _head(response: Response) -> bytes:
    return zlib.compress(json.dumps({"headers": response.headers, "hops": response.hops}).encode(), 6)


def _kept(row: Row[tuple[object, ...]]) -> Kept:
    try:
        head = json.loads(zlib.decompress(row.head))
        body = zlib.decompress(row.body)
        headers = tuple((str(key), str(value)) for key, value in head["headers"])
    except (zlib.error, ValueError, KeyError) as error:
        raise StoreError("an answer that was kept is damaged", where=row.url, hint="fetch it again") from error
    response = Response(row.url, row.final, row.at, row.status, headers, body, tuple(head["hops"]))
    return Kept(row.number, row.kind, row.last, row.times, response)


def _page(row: Row[tuple[object, ...]]) -> Page:
    return Page(*(getattr(row, field.name) for field in fields(Page)))
