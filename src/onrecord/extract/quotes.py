"""Quotes and their speakers: proposals of words, a choice among them, and a voice for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.mentions import Mentions
from onrecord.extract.speech import columns, speakers
from onrecord.extract.speech.choose import choose, without_shells
from onrecord.extract.speech.newcomers import with_newcomers
from onrecord.extract.speech.proposals import Proposal
from onrecord.extract.speech.reading import Reading, kind_of, read
from onrecord.extract.speech.reasons import passed_over
from onrecord.extract.speech.together import summed, together
from onrecord.extract.speech.weighing import (
    RULE_WEIGHTS,
    Weights,
    certainty_row,
    headline_label,
    rule_speaker_odds,
    span_odds,
    speaker_odds,
    weights_of,
)
from onrecord.languages.language import Language
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document
from onrecord.model.record import Candidate, Quote
from onrecord.model.span import Span

_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "X"))
# Of the speakers left open on `news_train` and `news_pairs`, a subject without a name was right in 10 of 10 cases where
# it is the likeliest and a spokesperson, and in most where it is a body or group; persons are mostly named elsewhere.
_LEAST_PLAIN, _LEAST_UNNAMED = 0.2, 0.53
_ISSUED = 0.5  # the model has seen too few of them, but most are right
# Left open beside it were words in marks that nobody reports, where the likeliest was right in 6 of 6 cases; "она" for
# the woman who spoke last is too rare to be counted.
_LEAST_CONTINUED = 0.5
_SUBJECT, _SUBJECT_PRONOUN, _PREVIOUS, _SAME_GENDER = (
    columns.PLACES[name] for name in ("subject", "cue_subject_pronoun", "previous", "same_gender")
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The quotes of a document, and its mentions with those whom only a cue's subject made known."""

    quotes: tuple[Quote, ...]
    mentions: Mentions


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words they are: party indexes and the mention, or why it stays open."""

    parties: tuple[int, ...]
    mention: int
    odds: float
    why: str | None
    candidates: tuple[Candidate, ...]
    second: float = 0.0


def find_quotes(document: Document, annotation: Annotation, mentions: Mentions, language: Language) -> Spoken:
    """All that a document puts into somebody's mouth, in the order of the text."""
    weights = weights_of(language.reporting)
    mention_at = {token: mentions.mentions[number] for token, number in mentions.by_token.items()}
    reading = read(document, annotation, mentions.marks, mention_at, mentions.parties, language.reporting)
    if not reading.proposals:
        return Spoken((), mentions)
    odds = span_odds(reading, weights, language.reporting)
    taken, voices, mentions = choose_and_cast(reading, odds, mentions, weights, language)
    quotes = tuple(
        _quote(reading, taken, number, voices, mentions, float(odds[index]), weights)
        for number, index in enumerate(taken)
    )
    return Spoken(quotes, mentions)


def choose_and_cast(
    reading: Reading, odds: NDArray[np.float64], mentions: Mentions, weights: Weights | None, language: Language
) -> tuple[tuple[int, ...], list[Voice], Mentions]:
    """The proposals that hold, by index, a voice for each, and the mentions with those whom they made known."""
    least = weights.least_span if weights else RULE_WEIGHTS[0]
    taken = choose(reading.proposals, reading.cues, odds, least)
    mentions = with_newcomers(reading, taken, mentions, language)
    voices = cast(reading, taken, mentions, weights, language)
    said = [voice.parties for voice in voices]
    kept = without_shells(reading.proposals, reading.cues, taken, said, reading.sheet.pos)
    if kept != taken:  # who spoke before is another now
        voices = cast(reading, kept, mentions, weights, language)
    return kept, voices, mentions


def cast(
    reading: Reading, taken: Sequence[int], mentions: Mentions, weights: Weights | None, language: Language
) -> list[Voice]:
    """A voice for each quote, in order: whoever spoke before counts for the next."""
    casting = speakers.Casting(
        reading.sheet,
        reading.cues,
        mentions.parties,
        mentions.mentions,
        mentions.by_token,
        language.reporting,
        language.people,
        mentions.found,
    )
    out: list[Voice] = []
    said: list[tuple[int, ...]] = []
    previous_end = -1
    turns = _turns(reading, mentions)
    for number, index in enumerate(taken):
        proposal = reading.proposals[index]
        following = reading.proposals[taken[number + 1]].cue if number + 1 < len(taken) else -1
        outer = around(reading, taken, number)
        voice = turns.get(proposal.first) if proposal.rule == "answer" else None
        if voice is None:
            standings = casting.standings(
                proposal,
                direct_of(reading, proposal),
                said,
                previous_end,
                following,
                said[outer] if outer is not None else (),
            )
            plain = casting.unnamed(proposal) or _labelling(reading, proposal)
            issuer = casting.issuer(proposal, said, previous_end)
            if issuer is None and plain is not None and mentions.parties[plain[0]].kind == "organization":
                issuer = plain[0] if _labelling(reading, proposal) == plain else None
            voice = _voice(reading, proposal, standings, mentions, weights, plain, issuer)
            stranger = casting.stranger(proposal)
            if stranger is not None and voice.parties and stranger not in voice.parties:
                why = "the subject is somebody else than whoever is named"
                voice = Voice((), -1, 1.0 - voice.odds, why, voice.candidates)
        out.append(voice)
        said.append(voice.parties)
        previous_end = max(previous_end, proposal.last)
    return out


def _labelling(reading: Reading, proposal: Proposal) -> tuple[int, bool] | None:
    """The party of a person or body whose name or office labels a headline; lands and towns label what it is about."""
    mention = headline_label(reading, proposal.first) if proposal.rule in ("label", "colon") else None
    if mention is None or mention.party is None or mention.kind not in ("name", "office", "description"):
        return None
    return mention.party, True


def _turns(reading: Reading, mentions: Mentions) -> dict[int, Voice]:
    """The voice of each answer of an interview, by the token that the answer begins at."""
    sheet, out = reading.sheet, {}
    for answer in reading.answers:
        mention, start = answer.speaker, answer.paragraph.start
        if mention is None or mention.party is None:
            continue
        while start < answer.paragraph.last and not sheet.is_word(start):
            start += 1
        number = mentions.by_token.get(mention.head, -1)
        out[start] = Voice((mention.party,), number, 0.95, None, (Candidate(mention.span, mention.party, None),))
    return out


def direct_of(reading: Reading, proposal: Proposal) -> bool:
    return kind_of(reading.sheet, proposal, _cue_token(reading, proposal)) == "direct"


def _cue_token(reading: Reading, proposal: Proposal) -> int:
    return reading.cues[proposal.cue].token if proposal.cue >= 0 else -1


def _voice(
    reading: Reading,
    proposal: Proposal,
    standings: list[speakers.Standing],
    mentions: Mentions,
    weights: Weights | None,
    plain: tuple[int, bool] | None = None,
    issuer: int | None = None,
) -> Voice:
    """The likeliest speaker, or those who speak together, unless nobody is likely or two are about equally so.

    `plain` is the party of a subject as `Subjects.unnamed` has it, or that of a headline's label: where that is the
    likeliest, less is enough. `issuer` is the party whose news or text it is (`Casting.issuer`): it is
    taken unless another fits well.
    """
    if not standings:
        return Voice((), -1, 0.5, "nobody is named near the words", ())
    least = weights.least_speaker if weights else RULE_WEIGHTS[1]
    margin = weights.least_margin if weights else RULE_WEIGHTS[2]
    alone = _odds(standings, weights)
    cue = reading.cues[proposal.cue] if proposal.cue >= 0 else None
    groups = [together(reading.sheet, cue, standing, mentions) for standing in standings]
    odds = summed(standings, alone, groups)
    order = sorted(range(len(odds)), key=lambda index: (-odds[index], -alone[index]))
    best = order[0]
    published = next((index for index in order if standings[index].party == issuer), None)
    if weights and published is not None and odds[best] < least:
        best, least, margin = published, 0.0, -1.0
        odds[best] = max(odds[best], _ISSUED)
    elif weights and plain is not None and standings[best].party == plain[0]:
        least = min(least, _LEAST_PLAIN if plain[1] else _LEAST_UNNAMED)
    elif weights and _continued(proposal, standings[best]):
        least = min(least, _LEAST_CONTINUED)
    elif weights and _holds_office(standings[best], mentions):
        least = min(least, _LEAST_PLAIN)
    second = max((odds[index] for index in order if standings[index].party not in groups[best]), default=0.0)
    why = None
    if odds[best] < least:
        why = "nobody near fits well enough"
    elif odds[best] - second < margin:
        why = "two fit about equally well"
    candidates = tuple(
        Candidate(
            mentions.mentions[standings[index].mention].span,
            standings[index].party,
            (why if standings[index].party in groups[best] else passed_over(standings[index], odds[index])),
        )
        for index in order[:4]
        if standings[index].mention >= 0
    )
    if why is not None:
        return Voice((), -1, 1.0 - odds[best], why, candidates)
    chosen = standings[best]
    party = mentions.parties[chosen.party]
    if speakers.is_sum(party, mentions.parties):
        return Voice(party.members, chosen.mention, odds[best], None, candidates, second)
    return Voice(groups[best], chosen.mention, odds[best], None, candidates, second)


def _continued(proposal: Proposal, standing: speakers.Standing) -> bool:
    """Whether words go on without a report, or are reported of "он" or "она", who may well have spoken last."""
    row = standing.row
    if proposal.cue < 0:
        return True
    return bool(row[_SUBJECT_PRONOUN] and row[_PREVIOUS] and row[_SAME_GENDER])


def _holds_office(standing: speakers.Standing, mentions: Mentions) -> bool:
    """Whether the report's subject is an office that the dossier says who held: what the articles that the models
    learned from have no dossier for."""
    mention = mentions.mentions[standing.mention] if standing.mention >= 0 else None
    return (
        mention is not None
        and mention.kind == "office"
        and bool(standing.row[_SUBJECT])
        and mentions.parties[standing.party].entry is not None
    )


def _odds(standings: Sequence[speakers.Standing], weights: Weights | None) -> list[float]:
    found: list[float] = (speaker_odds(weights, standings) if weights else rule_speaker_odds(standings)).tolist()
    return found


def _quote(
    reading: Reading,
    taken: Sequence[int],
    number: int,
    voices: Sequence[Voice],
    mentions: Mentions,
    odds: float,
    weights: Weights | None,
) -> Quote:
    sheet, proposal = reading.sheet, reading.proposals[taken[number]]
    raw = sheet.document.raw
    start, end = reading.span(proposal)
    cue = reading.cues[proposal.cue] if proposal.cue >= 0 else None
    tokens = sheet.annotation.tokens
    voice = voices[number]
    sure = sureness(odds, voice)
    return Quote(
        span=Span.cut(raw, start, end),
        kind=kind_of(sheet, proposal, _cue_token(reading, proposal)),
        speakers=voice.parties,
        speaker_mention=mentions.mentions[voice.mention].span if voice.mention >= 0 else None,
        cue=Span.cut(raw, tokens[cue.first].start, tokens[cue.last - 1].end) if cue else None,
        rule=f"{proposal.rule}:{cue.entry.cue_class}" if cue else proposal.rule,
        confidence=round(weights.certainty.confidence(sure) if weights else min(odds * voice.odds, 0.85), 3),
        part_of=_part_of(reading, taken, number, voices),
        inside=around(reading, taken, number),
        why_unknown=voice.why,
        candidates=voice.candidates,
        lemmas=tuple(
            sheet.lemmas[index]
            for index in range(proposal.first, proposal.last)
            if sheet.pos[index] in _CONTENT and len(sheet.words[index]) > 1
        ),
        in_title=proposal.first < sheet.title_end,
    )


def sureness(odds: float, voice: Voice) -> tuple[float, ...]:
    """What the confidence of a quote with these odds is read off."""
    return certainty_row(odds, voice.odds, voice.second, known=bool(voice.parties))


def _part_of(reading: Reading, taken: Sequence[int], number: int, voices: Sequence[Voice]) -> int | None:
    """The first part of a quotation that its own cue breaks in two."""
    proposal = reading.proposals[taken[number]]
    if proposal.cue < 0:
        return None
    cue = reading.cues[proposal.cue].token
    for other in range(number - 1, -1, -1):
        before = reading.proposals[taken[other]]
        if (
            before.cue == proposal.cue
            and before.last <= cue < proposal.first
            and voices[other].parties == voices[number].parties
        ):
            return other
        if number - other > 4:
            break
    return None


def around(reading: Reading, taken: Sequence[int], number: int) -> int | None:
    """The nearest quote around this one."""
    proposal = reading.proposals[taken[number]]
    for other in range(number - 1, -1, -1):
        outer = reading.proposals[taken[other]]
        if outer.first <= proposal.first and proposal.last <= outer.last:
            return other
    return None
