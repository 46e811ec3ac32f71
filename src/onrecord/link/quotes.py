"""The quotes of a document with their speakers as actors of the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from onrecord.model.linked import QuoteRow, quote_id
from onrecord.model.record import Extraction


class ActorsOf(Protocol):
    """Who a document's parties are among the actors of the record."""

    def all_of(self, document: str, parties: Iterable[int]) -> tuple[str, ...]: ...


def quote_rows(document: str, extraction: Extraction, actors: ActorsOf) -> tuple[QuoteRow, ...]:
    """A row for every quote, in their order."""
    ids = [quote_id(document, quote) for quote in extraction.quotes]
    return tuple(
        QuoteRow(
            ids[index],
            document,
            index,
            quote,
            actors.all_of(document, quote.speakers),
            None if quote.part_of is None else ids[quote.part_of],
            None if quote.inside is None else ids[quote.inside],
        )
        for index, quote in enumerate(extraction.quotes)
    )
