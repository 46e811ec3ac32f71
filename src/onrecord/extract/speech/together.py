"""Those who speak together: "X, Y и Z заявили". The words are all of theirs, so they are no rivals of one another."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.mentions import Mentions
from onrecord.extract.speech.cues import Found
from onrecord.extract.speech.sheet import Sheet
from onrecord.extract.speech.speakers import Standing

_LISTED = 8  # those who speak together


def together(sheet: Sheet, cue: Found | None, standing: Standing, mentions: Mentions) -> tuple[int, ...]:
    """A party and those coordinated with it in the subject of the cue, in the order of the text."""
    alone = (standing.party,)
    if cue is None or cue.subject < 0 or standing.mention < 0 or not sheet.annotation.has_syntax:
        return alone
    if cue.kind == "verb" and sheet.annotation.tokens[cue.token].feats.get("Number") == "Sing":
        return alone
    first = mentions.mentions[standing.mention].head
    if not _in_subject(sheet, cue, first):
        return alone
    for _ in range(_LISTED):  # to the first of the list
        if sheet.rel[first] != "conj" or first == cue.subject or not _in_subject(sheet, cue, sheet.head[first]):
            break
        first = sheet.head[first]
    listed = [first]
    for word in listed:  # the third may hang on the second
        listed += (child for child in sheet.children(word) if sheet.rel[child] == "conj" and len(listed) < _LISTED)
    parties = []
    for word in sorted(listed):
        mention = mentions.at(word)
        if mention and mention.party is not None:
            parties.append(mention.party)
    return tuple(dict.fromkeys(parties)) if standing.party in parties else alone


def _in_subject(sheet: Sheet, cue: Found, token: int) -> bool:
    return cue.subject == token or sheet.left[cue.subject] <= token < sheet.right[cue.subject]


def summed(standings: Sequence[Standing], odds: Sequence[float], groups: Sequence[tuple[int, ...]]) -> list[float]:
    """The odds of each standing with those of all who speak together with it; `groups` tells who they are.

    They come to 1 at most, as rules' odds do not exclude one another.
    """
    of_party = {standing.party: chance for standing, chance in zip(standings, odds, strict=True)}
    return [
        min(sum(of_party.get(party, 0.0) for party in group), 1.0) if len(group) > 1 else chance
        for chance, group in zip(odds, groups, strict=True)
    ]
