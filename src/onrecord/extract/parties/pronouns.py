"""Antecedents of pronouns: by agreement, role and nearness; open where two stand too close."""

from __future__ import annotations

from onrecord.extract.parties.groups import pair
from onrecord.extract.parties.table import Draft, PartyDraft, Table
from onrecord.extract.parties.text import Text
from onrecord.extract.parties.trail import Trail
from onrecord.languages.people import Pronoun

_REACH = 4  # sentences that a pronoun looks back
_MARGIN = 1.0


def pronoun_mention(text: Text, table: Table, trail: Trail, index: int, pronoun: Pronoun) -> Draft:
    draft = Draft(index, index + 1, index, "pronoun", plural=pronoun.plural, gender=pronoun.gender)
    ranked = trail.ranked(
        index,
        _REACH,
        lambda party: _agrees(pronoun, party),
        argument=not pronoun.possessive,
    )
    if ranked and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _MARGIN):
        draft.party = ranked[0][1]
    elif ranked:
        draft.why = "two before it agree with it alike"
    elif pronoun.plural and (members := _together(text, table, trail, index)):
        draft.party = pair(table, members)
    else:
        draft.why = "nobody before it agrees with it"
    return draft


def _agrees(pronoun: Pronoun, party: PartyDraft) -> bool:
    if pronoun.plural:
        return party.plural and party.kind in ("group", "person")
    if party.plural:
        return False
    if party.kind == "person":
        return party.gender in (None, pronoun.gender)
    return party.kind == "organization" and pronoun.gender == "Fem" and party.gender == "Fem"


def _together(text: Text, table: Table, trail: Trail, index: int) -> list[int]:
    """Persons named side by side in the nearest sentence before that has such."""
    sentence = -1
    found: list[int] = []
    for trace in trail.before(index, 2):
        if trace.quoted >= 0:
            continue
        if found and trace.sentence != sentence:
            break
        party = table.parties[trace.party]
        if party.kind == "person" and party.named:
            sentence = trace.sentence
            found.append(trace.party)
    members = list(dict.fromkeys(reversed(found)))
    return members if 2 <= len(members) <= 3 else []
