"""Groups and formats of the dossier by name ("С5+1"): they have the states of the article's day."""

from __future__ import annotations

from onrecord.extract.parties.bodies import country
from onrecord.extract.parties.lexicon import Lexicon
from onrecord.extract.parties.table import Table
from onrecord.model.dates import Date


def open_formats(table: Table, lexicon: Lexicon, published: Date | None) -> None:
    """Gives every group of the dossier that the article names its member states, named or not."""
    for party in list(table.parties):
        if party.kind == "group" and party.entry is not None and not party.members:
            members = lexicon.dossier.members(party.entry, published)
            party.members = [country(table, lexicon, m, None) for m in members if m.startswith("country:")]
