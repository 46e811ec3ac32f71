"""Antecedents of pronouns: by agreement, role and nearness; open where two stand too close."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.parties.groups import pair
from onrecord.extract.parties.table import Draft, PartyDraft, Table
from onrecord.extract.parties.text import Text
from onrecord.extract.parties.trail import Trail
from onrecord.languages.people import Pronoun

_REACH = 4  # sentences that a pronoun looks back
_MARGIN = 1.0
_SET_OFF, _ENDS = frozenset(",—–-"), frozenset(".!?…,")
_STOPS = frozenset(".!?…")


def pronoun_mention(text: Text, table: Table, trail: Trail, index: int, pronoun: Pronoun) -> Draft:
    draft = Draft(index, index + 1, index, "pronoun", plural=pronoun.plural, gender=pronoun.gender)
    told = [table.parties[party] for party in _told(text, trail, index)] if _reports(text, index) else []
    ranked = trail.ranked(
        index,
        _REACH,
        lambda party: _agrees(pronoun, party) and all(party is not one for one in told),
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


def _reports(text: Text, index: int) -> bool:
    """Whether a pronoun ends a sentence as who says it ("…, уточнил он"): then it is nobody of whom it tells."""
    tokens, verb = text.tokens, index - 1
    if verb < 1 or tokens[index].head != verb or tokens[verb].pos != "VERB" or tokens[index].rel != "nsubj":
        return False
    return tokens[verb - 1].text in _SET_OFF and index + 1 < len(tokens) and tokens[index + 1].text in _ENDS


def _told(text: Text, trail: Trail, index: int) -> Iterator[int]:
    """Whom the words that a pronoun's verb reports name: those ahead of it up to a full stop."""
    end = index
    for trace in trail.before(index, 0):
        if any(token.text in _STOPS for token in text.tokens[trace.token + 1 : end]):
            return
        end = trace.token
        if text.tokens[trace.token].pos not in ("PRON", "DET"):
            yield trace.party


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
