"""Several at once: states of a region, leaders of states, the sides of a talk."""

from __future__ import annotations

from onrecord.extract.parties.bodies import country
from onrecord.extract.parties.lexicon import Lexicon
from onrecord.extract.parties.phrases import Phrase
from onrecord.extract.parties.table import PartyDraft, Table, key_of
from onrecord.extract.parties.text import Text


def member_states(text: Text, phrase: Phrase, table: Table, lexicon: Lexicon) -> list[int]:
    """The states that a phrase speaks of: those it lists, or those of the region or group it names."""
    date = text.document.published
    listed: list[int] = []
    for span in phrase.inside:
        known = span.known
        if known is None:
            continue
        if known.kind == "country" and known.entry:
            listed.append(country(table, lexicon, known.entry, known.name if len(known.name) > 2 else None))
        elif known.entry:
            for member in lexicon.dossier.members(known.entry, date):
                if member.startswith("country:"):
                    listed.append(country(table, lexicon, member, None))
    return list(dict.fromkeys(listed))


def group_party(phrase: Phrase, members: list[int], table: Table) -> int:
    """The party of a group; the same words mean the same group."""
    key = "group " + key_of(phrase.name)
    index = table.keyed(key, "group", phrase.name)
    party = table.parties[index]
    party.plural, party.named = True, False
    party.lemma = party.lemma or phrase.lemma
    if members and not party.members:
        party.members = members
    return index


def pair_party(table: Table, members: list[int]) -> int:
    """The party of two or more who are spoken of together ("они", "стороны")."""
    key = "together " + " ".join(str(m) for m in sorted(members))
    if key in table.by_key:
        return table.by_key[key]
    name = ", ".join(table.parties[m].name for m in members)
    return table.add(PartyDraft("group", name, members=members, plural=True, named=False), key)
