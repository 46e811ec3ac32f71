"""Speakers whom no mention covers: the subject of a cue makes a party known by its own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.extract.mentions import Mentions
from onrecord.extract.speech.reading import Reading
from onrecord.extract.speech.sheet import COMMAS
from onrecord.languages.language import Language
from onrecord.model.record import ActorKind, Mention, Party
from onrecord.model.span import Span

_NOMINAL = frozenset(("NOUN", "PROPN", "X", "ADJ", "NUM"))
_LONGEST = 12  # words of a description


def with_newcomers(reading: Reading, taken: Sequence[int], mentions: Mentions, language: Language) -> Mentions:
    """The mentions and, where the subject of a chosen quote's cue has none, one of its own."""
    parties, known = list(mentions.parties), list(mentions.mentions)
    by_token = dict(mentions.by_token)
    names = {name.casefold(): party.index for party in parties for name in (party.name, *party.names)}
    sheet, phrases = reading.sheet, language.people.phrases
    unsigned = language.reporting.texts - language.reporting.own_texts
    for index in taken:
        cue = reading.proposals[index].cue
        head = reading.cues[cue].subject if cue >= 0 else -1
        if head < 0 or head in by_token or sheet.pos[head] not in _NOMINAL:
            continue
        alone = sheet.right[head] == head + 1
        if alone and (sheet.lemmas[head] in unsigned or sheet.lemmas[head] in language.reporting.third_person):
            continue  # "в документе говорится", "в нём": whose document it is has been said before
        named = _named(reading, head, by_token)
        if named >= 0:
            by_token[head] = named
            continue
        first, last = _phrase(reading, head)
        first = max(first, phrases.left(sheet.annotation.tokens, head, sheet.bounds(head)[0]))
        if any(token in by_token for token in range(first, head)):
            first = head
        tokens = sheet.annotation.tokens
        span = Span.cut(sheet.document.raw, tokens[first].start, tokens[last - 1].end)
        name = phrases.nominative(tokens, first, last, head)
        party = names.get(name.casefold())
        if party is None:
            party = len(parties)
            kind: ActorKind = "group" if _plural(reading, head) else "organization"
            parties.append(Party(party, kind, name, (name,), mentions=(span,)))
            names[name.casefold()] = party
        by_token[head] = len(known)
        known.append(Mention(span, first, last, head, "description", party, plural=_plural(reading, head)))
    if len(by_token) == len(mentions.by_token):
        return mentions
    return replace(
        mentions,
        parties=tuple(parties),
        mentions=tuple(known),
        by_token=by_token,
        found=min(mentions.found, len(mentions.mentions)),
    )


def _named(reading: Reading, head: int, by_token: Mapping[int, int]) -> int:
    """The mention of a name in apposition to the head ("газета «Вестник»", "академик Орлов"); -1 for none."""
    sheet = reading.sheet
    for child in sheet.children(head):
        named = child > head and sheet.rel[child] in ("appos", "flat:name", "flat:foreign") and child in by_token
        if named and not any(sheet.words[between] in COMMAS for between in range(head + 1, child)):
            return by_token[child]
    return -1


def _plural(reading: Reading, head: int) -> bool:
    return reading.sheet.annotation.tokens[head].feats.get("Number") == "Plur"


def _phrase(reading: Reading, head: int) -> tuple[int, int]:
    """The noun phrase of a head: its subtree up to the first comma, dash or mark."""
    sheet = reading.sheet
    first, last = max(sheet.left[head], head - 4), min(sheet.right[head], head + _LONGEST)
    for index in range(head - 1, first - 1, -1):
        if not sheet.is_word(index) or sheet.pos[index] in ("ADP", "VERB", "CCONJ", "SCONJ", "PRON", "ADV", "PART"):
            first = index + 1
            break
    for index in range(head + 1, last):
        if sheet.words[index] in (",", ";", ":", "(", "-", "–", "—", ".") or sheet.pos[index] == "VERB":
            last = index
            break
    return first, last
