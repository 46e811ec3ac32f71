"""Statements: renderings of one utterance across documents and within one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.link.lineage import Lineage
from onrecord.model.document import Document
from onrecord.model.linked import Decision, QuoteRow, Statement
from onrecord.model.record import Extraction


def link_statements(
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    quotes: Iterable[QuoteRow],
    stories: Mapping[str, str],
    lineage: Lineage,
    decisions: Iterable[Decision],
) -> tuple[Statement, ...]:
    return tuple(Statement("s" + row.id[1:], (row.id,), row.speakers, 1) for row in quotes)
