"""The quotes of a document with their speakers as actors of the record."""

from __future__ import annotations

from onrecord.link.actors import Actors
from onrecord.model.linked import QuoteRow, quote_id
from onrecord.model.record import Extraction


def quote_rows(document: str, extraction: Extraction, actors: Actors) -> tuple[QuoteRow, ...]:
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
