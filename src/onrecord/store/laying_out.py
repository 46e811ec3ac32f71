"""A record that was linked in memory as rows of a store, so that whoever reads stores can read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert

from onrecord.model import linked
from onrecord.model.clock import by_clock
from onrecord.model.finding import Finding
from onrecord.store import codec, schema
from onrecord.store.engine import insert_all
from onrecord.store.listing import Cast


def lay_out(connection: Connection, record: linked.Record, findings: Iterable[Finding]) -> None:
    """Puts all rows of a record into tables that hold none, as growing would leave them there; of keys, by which it
    grows, there are none. The articles are for others to put there."""
    rows = [(kind, id_, codec.dump(row), "") for kind, id_, row in _rows(record, findings)]
    insert_all(connection, insert(schema.row), ("type", "id", "data", "owner"), rows)
    wholes = [("whole", row.id, "", row.part_of) for row in record.events if row.part_of]
    insert_all(connection, insert(schema.member), ("stage", "document", "item", "component"), wholes)
    decisions = [(row.id, position, codec.dump(row)) for position, row in enumerate(record.decisions)]
    insert_all(connection, insert(schema.decision), ("id", "position", "data"), decisions)


def _rows(record: linked.Record, findings: Iterable[Finding]) -> Iterator[tuple[str, str, Any]]:
    for row in record.documents:
        yield "document", row.id, replace(row, document=replace(row.document, raw="", body=(), furniture=()))
    parties: dict[str, dict[int, str]] = {}
    for actor in record.actors:
        yield "actor", actor.id, replace(actor, parties=())
        for document, index in actor.parties:
            parties.setdefault(document, {})[index] = actor.id
    for document, known in parties.items():
        yield "cast", document, Cast(tuple(known.get(index, "") for index in range(max(known) + 1)))
    for event in record.events:
        yield "event", event.id, replace(event, part_of=None)
    for commitment in record.commitments:
        yield "commitment", commitment.id, by_clock(commitment, None)  # what the clock says, whoever reads asks it
    others: tuple[tuple[str, Iterable[Any]], ...] = (
        ("quote", record.quotes), ("statement", record.statements), ("figure", record.figures), ("finding", findings),
    )  # fmt: skip
    for kind, found in others:
        for row in found:
            yield kind, row.id, row
