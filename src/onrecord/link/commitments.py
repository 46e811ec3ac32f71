"""Commitments, followed: one row for each with all its tellings, and its status by rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from onrecord.link.lineage import Lineage
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.linked import CommitmentRow, CommitmentTelling, Decision, row_id
from onrecord.model.record import Extraction


class ActorsOf(Protocol):
    def of(self, document: str, party: int | None) -> str | None: ...
    def all_of(self, document: str, parties: Iterable[int]) -> tuple[str, ...]: ...


def link_commitments(
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    actors: ActorsOf,
    lineage: Lineage,
    decisions: Iterable[Decision],
    as_of: Date | None,
) -> tuple[CommitmentRow, ...]:
    """A row for every commitment."""
    rows = []
    for document in documents:
        for index, item in enumerate(extractions[document.id].commitments):
            who = actors.of(document.id, item.who)
            if who is None:
                continue
            telling = CommitmentTelling(
                document.id, item.evidence, item.strength, item.due, item.voice, item.action, index
            )
            rows.append(
                CommitmentRow(
                    row_id("c", document.id, item.evidence.start, item.evidence.end, item.strength),
                    who,
                    item.action,
                    actors.all_of(document.id, item.targets),
                    item.due,
                    item.strength,
                    "open",
                    None,
                    (telling,),
                    1,
                    tuple((document.id, s) for s in item.conditions),
                    rule=item.rule,
                    confidence=item.confidence,
                )
            )
    return tuple(sorted(rows, key=lambda row: row.id))
