"""Who speaks: every party that could, described in numbers, and the choice among them.

A party stands for all its mentions around a quote; what counts is how the best placed of them relate to
the cue: its subject, the source of "по словам", the nearest one before, who spoke last.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.speech.cues import Found
from onrecord.extract.speech.likeness import Likeness
from onrecord.extract.speech.proposals import RULES, Proposal
from onrecord.extract.speech.rivals import COLUMNS as RIVALS
from onrecord.extract.speech.rivals import compare
from onrecord.extract.speech.sheet import Sheet
from onrecord.languages.reporting import CUE_CLASSES, Reporting
from onrecord.model.record import Mention, Party

_WINDOW = 6  # sentences before a quote in which its speaker is looked for
_MENTIONS = ("name", "office", "country", "group", "description", "pronoun")
_PARTIES = ("person", "organization", "country", "group", "place", "outlet")
_SPEAKING = ("person", "organization", "group")
_KINDS = ("verb", "noun", "predicate", "by", "other")
_FLAGS = (
    "subject", "subject_inherited", "subject_head", "by_source", "in_subject", "owner", "object",
    "nominative_in_clause", "nominative_before", "subject_before", "same_sentence", "inside", "inside_only",
    "before", "after", "label", "previous", "previous2", "next_subject", "previous_subject", "agrees",
    "disagrees", "in_credit", "plural", "paragraph_subject", "opens_sentence", "around", "named",
    "titled", "shares_head", "same_gender", "other_gender",
)  # fmt: skip
_NUMBERS = (
    "distance_before", "distance_after", "sentences_before", "rank_before", "mentions", "first_at", "rivals",
    "shared_words", "spoke", "spoke_lately", "subject_rank",
)  # fmt: skip
_CONTEXT = (
    "has_cue", "cue_subject", "cue_subject_party", "cue_subject_pronoun", "cue_subject_open", "cue_plural", "direct",
    "has_previous", "previous_near", "paragraph_first", "cue_subject_first", "has_around", "cue_located", "cue_text",
    "cue_subject_singular", "cue_subject_animate", "cue_subject_named", "cue_subject_modified", "cue_subject_owned",
    "cue_subject_only", "cue_subject_new", "cue_subject_length", "cue_subject_speaker", "quotes_before",
    "cue_impersonal", "cue_passive", "cue_subject_proper", "cue_subject_capital", "cue_subject_determined",
    "previous_gap", "previous_paragraph", "in_title", "sentence", "long",
)  # fmt: skip
NAMES: tuple[str, ...] = (
    *_FLAGS,
    *_NUMBERS,
    *RIVALS,
    *(f"mention={kind}" for kind in _MENTIONS),
    *(f"party={kind}" for kind in _PARTIES),
    *_CONTEXT,
    *(f"cue={kind}" for kind in _KINDS),
    *(f"told={kind}" for kind in _MENTIONS),
    *(f"class={kind}" for kind in CUE_CLASSES),
    *(f"rule={rule}" for rule in RULES),
)
PLACES = {name: index for index, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Standing:
    """A party that could be the speaker of a quote, its best placed mention, and its row of numbers."""

    party: int
    mention: int
    row: array[float]


class Casting:
    """Knows the document's parties; asked for each quote in turn, in the order of the text."""

    def __init__(
        self,
        sheet: Sheet,
        cues: Sequence[Found],
        parties: Sequence[Party],
        mentions: Sequence[Mention],
        at: Mapping[int, int],
        reporting: Reporting,
    ) -> None:
        self.sheet, self.cues, self.parties, self.mentions, self.at = sheet, cues, parties, mentions, at
        self.reporting = reporting
        self.by_sentence: dict[int, list[int]] = {}
        self.count: dict[int, int] = {}
        self.first_at: dict[int, int] = {}
        for number, mention in enumerate(mentions):
            if mention.first < len(sheet.sentence):
                self.by_sentence.setdefault(sheet.sentence[mention.first], []).append(number)
            if mention.party is not None:
                self.count[mention.party] = self.count.get(mention.party, 0) + 1
                self.first_at.setdefault(mention.party, mention.first)
        self.likeness = Likeness(sheet, parties, mentions)
        self.named = {m.party for m in mentions if m.kind in ("name", "country") and m.party is not None}
        self.subjects = {cue.subject for cue in cues if cue.subject >= 0 and cue.kind != "noun"}

    def mention_of(self, token: int) -> int:
        """The mention that a token heads or lies in; -1 for none."""
        return self.at.get(token, -1) if token >= 0 else -1

    def standings(
        self,
        proposal: Proposal,
        direct: bool,
        previous: Sequence[tuple[int, ...]],
        previous_end: int,
        following: int,
        around: tuple[int, ...],
    ) -> list[Standing]:
        """All parties near enough. `previous` are the speakers of the quotes before, the last one last;
        `previous_end` is where the last one ended, `following` the cue of the next one (-1: none),
        `around` the speakers of the quote that holds this one."""
        sheet = self.sheet
        cue = self.cues[proposal.cue] if proposal.cue >= 0 else None
        anchor = cue.token if cue else proposal.first
        low = min(sheet.sentence[proposal.first], sheet.sentence[anchor]) - _WINDOW
        high = max(sheet.sentence[proposal.last - 1], sheet.sentence[anchor]) + (cue is None)
        rows: dict[int, dict[str, float]] = {}
        best: dict[int, tuple[float, int]] = {}
        subject = self.mention_of(cue.subject) if cue else -1
        seen_before = 0
        first, end = sheet.bounds(anchor)
        near = [number for sentence in range(max(low, 0), high + 1) for number in self.by_sentence.get(sentence, ())]
        if subject >= 0 and subject not in near:
            near.append(subject)
        ranks: dict[int, int] = {}  # how many others were named since
        for number in reversed(near):
            mention = self.mentions[number]
            if mention.party is not None and mention.first < proposal.first and mention.party not in ranks:
                ranks[mention.party] = seen_before
                seen_before += self.parties[mention.party].kind in _SPEAKING
        for number in near:
            mention = self.mentions[number]
            if mention.party is None:
                continue
            row = rows.setdefault(mention.party, {})
            weight = self._mention(row, number, mention, proposal, cue, subject, first, end)
            if mention.party not in best or weight > best[mention.party][0]:
                best[mention.party] = (weight, number)
        for party in (*(previous[-1] if previous else ()), *around):
            rows.setdefault(party, {})
            best.setdefault(party, (0.0, -1))
        context = self._context(proposal, cue, subject, direct, previous, previous_end)
        context["has_around"] = bool(around)
        following_subject = self._subject_party(following)
        told = self.likeness.told(subject)
        subjects = self._subject_ranks(near, proposal.first)
        context["quotes_before"] = min(len(previous), 20)
        spoke = Counter(party for spoken in previous for party in dict.fromkeys(spoken))
        base = array("d", bytes(8 * len(NAMES)))
        for name, value in context.items():
            base[PLACES[name]] = float(value)
        out = []
        for party, row in rows.items():
            self._party(row, party, ranks, previous, following_subject)
            row["spoke"] = min(spoke[party], 10)
            row["rivals"] = len(rows)
            row["around"] = party in around
            row["named"] = party in self.named
            row["subject_rank"] = subjects.get(party, 10)
            self.likeness.compare(row, party, told)
        compare(rows, {party: self.parties[party].kind for party in rows}, len(previous))
        for party, row in rows.items():
            vector = base[:]
            for name, value in row.items():
                vector[PLACES[name]] = float(value)
            out.append(Standing(party, best[party][1], vector))
        return out

    def _subject_ranks(self, near: Sequence[int], before: int) -> dict[int, int]:
        """How many other parties were subjects since each one was."""
        ranks: dict[int, int] = {}
        for number in reversed(near):
            mention = self.mentions[number]
            if mention.party is None or mention.first >= before or mention.party in ranks:
                continue
            if self.sheet.rel[mention.head] == "nsubj" and self.parties[mention.party].kind in _SPEAKING:
                ranks[mention.party] = len(ranks)
        return ranks

    def _subject_party(self, cue: int) -> int:
        number = self.mention_of(self.cues[cue].subject) if cue >= 0 else -1
        party = self.mentions[number].party if number >= 0 else None
        return -1 if party is None else party

    def _mention(
        self,
        row: dict[str, float],
        number: int,
        mention: Mention,
        proposal: Proposal,
        cue: Found | None,
        subject: int,
        first: int,
        end: int,
    ) -> float:
        """What one mention adds to its party's row; how well placed it is."""
        sheet = self.sheet
        head = mention.head
        inside = proposal.first <= mention.first < proposal.last
        nominative = sheet.annotation.tokens[head].feats.get("Case") == "Nom"
        weight = 0.0
        if cue:
            if number == subject:
                row["subject"] = 1
                row["subject_head"] = head == cue.subject
                row["subject_inherited"] = cue.inherited
                row["by_source"] = cue.kind == "by"
                weight = 100.0
            elif cue.subject >= 0 and sheet.left[cue.subject] <= head < sheet.right[cue.subject]:
                row["in_subject"] = 1
                weight = 20.0
            if sheet.head[head] == cue.token:
                if sheet.rel[head] in ("obj", "iobj", "obl"):
                    row["object"] = 1
                if sheet.rel[head] == "nsubj":
                    row["owner"] = 1
            if first <= head < end and not inside:
                row["same_sentence"] = 1
                weight += 3.0
                if nominative and abs(head - cue.token) < 20:
                    row["nominative_in_clause"] = 1
                    weight += 5.0
        if inside:
            row["inside"] = 1
            row.setdefault("inside_only", 1)
            return weight - 50.0
        row["inside_only"] = 0
        kind = f"mention={mention.kind}"
        row[kind] = 1
        before = proposal.first - mention.last
        if before >= 0:
            row["before"] = 1
            row["distance_before"] = before
            gap = sheet.sentence[proposal.first] - sheet.sentence[mention.first]
            row["sentences_before"] = gap
            if nominative:
                row["nominative_before"] = 1
            if sheet.rel[head] == "nsubj" and gap == 1:
                row["subject_before"] = 1
            if head in self.subjects:
                row["previous_subject"] = 1
            if sheet.paragraph[mention.first] == sheet.paragraph[proposal.first] and sheet.rel[head] == "nsubj":
                row["paragraph_subject"] = 1
            if (
                mention.last < len(sheet.words)
                and proposal.rule in ("label", "colon", "marks")
                and ":" in sheet.words[mention.last : mention.last + 2]
            ):
                row["label"] = 1
                weight += 30.0
            weight -= min(before, 60) / 20
        else:
            row["after"] = 1
            row.setdefault("distance_after", mention.first - proposal.last)
        if mention.first == sheet.bounds(mention.first)[0]:
            row["opens_sentence"] = 1
        if mention.first in sheet.credited:
            row["in_credit"] = 1
        if mention.plural:
            row["plural"] = 1
        if cue:
            _agreement(row, sheet, mention, cue)
        return weight

    def _context(
        self,
        proposal: Proposal,
        cue: Found | None,
        subject: int,
        direct: bool,
        previous: Sequence[tuple[int, ...]],
        previous_end: int,
    ) -> dict[str, float]:
        sheet = self.sheet
        out: dict[str, float] = {
            f"rule={proposal.rule}": 1,
            "direct": direct,
            "has_previous": bool(previous and previous[-1]),
        }
        out["previous_near"] = previous_end >= 0 and proposal.first - previous_end < 12
        paragraph = sheet.paragraph[proposal.first]
        opening = proposal.first
        while opening > 0 and sheet.paragraph[opening - 1] == paragraph and proposal.first - opening < 4:
            opening -= 1
        out["paragraph_first"] = opening == 0 or sheet.paragraph[opening - 1] != paragraph
        out["in_title"] = proposal.first < sheet.title_end
        out["sentence"] = min(sheet.sentence[proposal.first], 30)
        out["long"] = min(proposal.last - proposal.first, 60)
        if 0 <= previous_end <= proposal.first:
            out["previous_gap"] = min(sheet.sentence[proposal.first] - sheet.sentence[previous_end - 1], 10)
            out["previous_paragraph"] = sheet.paragraph[previous_end - 1] == paragraph
        if cue:
            out["cue_impersonal"] = sheet.lemmas[cue.token] in self.reporting.impersonal
            out["cue_passive"] = sheet.annotation.tokens[cue.token].feats.get("Voice") == "Pass"
            out["has_cue"] = 1
            out[f"cue={cue.kind}"] = 1
            out[f"class={cue.entry.cue_class}"] = 1
            out["cue_subject"] = cue.subject >= 0
            out["cue_plural"] = sheet.annotation.tokens[cue.token].feats.get("Number") == "Plur"
            if cue.subject >= 0:
                out["cue_subject_first"] = sheet.words[cue.subject] in self.reporting.first_person
                out["cue_located"] = sheet.annotation.tokens[cue.subject].feats.get("Case") == "Loc"
                out["cue_text"] = sheet.lemmas[cue.subject] in self.reporting.texts
                out["cue_subject_pronoun"] = sheet.pos[cue.subject] in ("PRON", "DET")
                feats = sheet.annotation.tokens[cue.subject].feats
                out["cue_subject_singular"] = feats.get("Number") == "Sing"
                out["cue_subject_animate"] = feats.get("Animacy") == "Anim"
                for child in sheet.children(cue.subject):
                    out["cue_subject_modified"] = out.get("cue_subject_modified", 0) or sheet.rel[child] == "amod"
                    out["cue_subject_owned"] = out.get("cue_subject_owned", 0) or sheet.rel[child] in ("nmod", "appos")
                party = self.mentions[subject].party if subject >= 0 else None
                if party is not None:
                    out["cue_subject_named"] = party in self.named
                    out["cue_subject_only"] = self.count[party] == 1
                    out["cue_subject_new"] = self.first_at[party] >= self.mentions[subject].first
                out["cue_subject_party"] = party is not None
                out["cue_subject_open"] = subject >= 0 and party is None
                out["cue_subject_speaker"] = sheet.lemmas[cue.subject] in self.reporting.speakers
                if subject >= 0:
                    told = self.mentions[subject]
                    out[f"told={told.kind}"] = 1
                    out["cue_subject_length"] = told.last - told.first
                    words = range(told.first, told.last)
                    out["cue_subject_proper"] = any(sheet.pos[k] in ("PROPN", "X") for k in words)
                    capital = (k for k in words[1:] if sheet.annotation.tokens[k].text[0].isupper())
                    out["cue_subject_capital"] = any(True for _ in capital)
                    out["cue_subject_determined"] = any(sheet.pos[k] == "DET" for k in words)
        return out

    def _party(
        self,
        row: dict[str, float],
        party: int,
        ranks: Mapping[int, int],
        previous: Sequence[tuple[int, ...]],
        following: int,
    ) -> None:
        row[f"party={self.parties[party].kind}"] = 1
        row["mentions"] = self.count.get(party, 0)
        row["first_at"] = min(self.first_at.get(party, 0), 400)
        row["rank_before"] = ranks.get(party, 20)
        row["previous"] = bool(previous) and party in previous[-1]
        row["previous2"] = len(previous) > 1 and party in previous[-2]
        row["next_subject"] = party == following
        row["spoke_lately"] = sum(1 for spoken in previous[-4:] if party in spoken)


def _agreement(row: dict[str, float], sheet: Sheet, mention: Mention, cue: Found) -> None:
    """Whether gender and number of a cue in the past and of a mention agree."""
    if cue.kind not in ("verb", "predicate"):
        return
    feats = sheet.annotation.tokens[cue.token].feats
    number, gender = feats.get("Number"), feats.get("Gender")
    if number is None:
        return
    if (number == "Plur") != mention.plural:
        row["disagrees"] = 1
    elif number == "Sing" and gender and mention.gender:
        row["agrees" if gender == mention.gender else "disagrees"] = 1
    else:
        row["agrees"] = 1


def is_sum(party: Party, parties: Sequence[Party]) -> bool:
    """Whether a party is but its members together ("стороны" where two talk): then they speak, not it."""
    return len(party.members) > 1 and party.name == ", ".join(parties[member].name for member in party.members)


def matrix(standings: Sequence[Standing]) -> NDArray[np.float64]:
    """The rows of several standings."""
    rows = b"".join([memoryview(standing.row) for standing in standings])
    return np.frombuffer(rows, dtype=np.float64).reshape(len(standings), len(NAMES))
