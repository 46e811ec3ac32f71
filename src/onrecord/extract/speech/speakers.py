"""Who speaks: every party that could, described in numbers, and the choice among them.

A party stands for all its mentions around a quote; what counts is how the best placed of them relate to
the cue: its subject, the source of "по словам", the nearest one before, who spoke last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.mentions import outermost
from onrecord.extract.speech.columns import NAMES, OF_MENTION, OF_PARTY, PLACES, Row, empty_row
from onrecord.extract.speech.cues import Found, other_cue, owner_of_text, subject_of, told_to
from onrecord.extract.speech.likeness import Likeness
from onrecord.extract.speech.proposals import Proposal
from onrecord.extract.speech.rivals import compare
from onrecord.extract.speech.sheet import COMMAS, Sheet
from onrecord.extract.speech.subjects import Subjects
from onrecord.languages.people import People
from onrecord.languages.reporting import Reporting
from onrecord.model.record import Mention, Party

_WINDOW = 6  # sentences before a quote in which its speaker is looked for
_SPEAKING = ("person", "organization", "group")
_LATELY = 4  # quotes
TELLING = frozenset(("say", "tell"))  # classes of cues by which news is passed on
_STILL = 8  # sentences in which a text is still the one that was told of


class Standing(NamedTuple):
    """A party that could be the speaker of a quote, its best placed mention, and its row of numbers."""

    party: int
    mention: int
    row: Row


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
        people: People,
        found: int,
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
        self.likeness = Likeness(sheet, parties, mentions, people)
        self.found = found
        self.ending = outermost(mentions)
        self.named = {m.party for m in mentions if m.kind in ("name", "country") and m.party is not None}
        self.told = Subjects(sheet, parties, mentions, self.named, self.count, self.first_at, reporting, people, found)
        self.subjects = {cue.subject for cue in cues if cue.subject >= 0 and cue.kind != "noun"}
        self.always = [self._always(mention) for mention in mentions]
        self.spoke: Counter[int] = Counter()  # in how many of the first `heard` quotes each party spoke
        self.heard = 0

    def _always(self, mention: Mention) -> tuple[int, ...]:
        """The columns that a mention outside of a quote sets, whatever the quote is."""
        sheet = self.sheet
        if mention.first >= len(sheet.sentence):
            return ()
        told = {
            "opens_sentence": mention.first == sheet.bounds(mention.first)[0],
            "in_credit": mention.first in sheet.credited,
            "plural": mention.plural,
        }
        return (OF_MENTION[mention.kind], *(PLACES[name] for name, holds in told.items() if holds))

    def mention_of(self, token: int) -> int:
        """The mention that a token heads or lies in; -1 for none. A description that no name belongs to, or that was
        taken for a name, is whoever is named right after it ("вдова погибшего Анна Лис")."""
        number = self.at.get(token, -1) if token >= 0 else -1
        if number < 0 or (self.mentions[number].kind != "name" and self.mentions[number].party in self.named):
            return number
        apposed = self._apposed(token)
        return number if apposed < 0 else apposed

    def _apposed(self, token: int) -> int:
        """The mention of a person's name in apposition to a noun."""
        sheet, tokens = self.sheet, self.sheet.annotation.tokens
        for child in sheet.children(token):
            number = self.at.get(child, -1) if child > token and sheet.rel[child] == "appos" else -1
            if number < 0 or self.mentions[number].kind != "name" or self.mentions[number].first != child:
                continue
            party = self.mentions[number].party
            same = tokens[child].feats.get("Case") == tokens[token].feats.get("Case")
            if party is not None and same and self.parties[party].kind == "person":
                plain = range(token + 1, child)
                return -1 if any(sheet.words[between] in COMMAS for between in plain) else number
        return -1

    def stranger(self, proposal: Proposal) -> int | None:
        """The party of the report's subject where that is plainly nobody who is named here."""
        subject = self.cues[proposal.cue].subject if proposal.cue >= 0 else -1
        return self.told.stranger(subject, self.mention_of(subject)) if subject >= 0 else None

    def unnamed(self, proposal: Proposal) -> tuple[int, bool] | None:
        """The party of the report's subject where it has no name; as `Subjects.unnamed`."""
        subject = self.cues[proposal.cue].subject if proposal.cue >= 0 else -1
        return self.told.unnamed(subject, self.mention_of(subject)) if subject >= 0 else None

    def issuer(self, proposal: Proposal, previous: Sequence[tuple[int, ...]], previous_end: int) -> int | None:
        """The body whose news or text the report's subject is: "со ссылкой на МИД"; where the text belongs to nobody
        ("в сообщении"), the body that spoke just before, else the one that was said to tell something, else the one
        whose text was told of. What a person said there is no text."""
        cue = self.cues[proposal.cue] if proposal.cue >= 0 else None
        if cue is None or cue.subject < 0:
            return None
        if not self.told.is_bare_text(cue.subject):
            return self.told.referred_to(cue.subject, self.mention_of(cue.subject))
        sentence = self.sheet.sentence
        if previous and len(previous[-1]) == 1 and sentence[proposal.first] - sentence[previous_end - 1] <= _STILL:
            (party,) = previous[-1]
            if self.parties[party].kind == "organization":
                return party
        teller = self._teller(proposal.first, previous_end)
        if teller is not None:
            return teller
        for text in range(proposal.first - 1, -1, -1):
            if sentence[proposal.first] - sentence[text] > _STILL:
                break
            if self.sheet.lemmas[text] in self.reporting.texts and text != cue.subject:
                party = self._party_at(self._publisher(text))
                if party >= 0 and self.parties[party].kind == "organization":
                    return party
        return None

    def _teller(self, first: int, previous_end: int) -> int | None:
        """The body that the last report before a token is of, where nobody's words stand between."""
        sentence = self.sheet.sentence
        near = [
            c for c in self.cues if previous_end <= c.token < first and sentence[first] - sentence[c.token] <= _STILL
        ]
        last = max(near, key=lambda cue: cue.token, default=None)
        if last is None or last.entry.cue_class not in TELLING:
            return None
        party = self._party_at(last.subject) if last.subject >= 0 else -1
        return party if party >= 0 and self.parties[party].kind == "organization" else None

    def _publisher(self, text: int) -> int:
        """Whose text it is: of the noun behind it, or of the subject that comes out with it; -1 for nobody's."""
        owner = owner_of_text(self.sheet, text, self.reporting)
        verb = self.sheet.head[text]
        if owner >= 0 or verb < 0 or self.sheet.pos[verb] != "VERB" or self.sheet.rel[text] not in ("obj", "obl"):
            return owner
        return subject_of(self.sheet, verb, self.reporting)[0]

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
        cue = self.cues[proposal.cue] if proposal.cue >= 0 else self._led_by(proposal, direct=direct)
        anchor = cue.token if cue else proposal.first
        low = min(sheet.sentence[proposal.first], sheet.sentence[anchor]) - _WINDOW
        high = max(sheet.sentence[proposal.last - 1], sheet.sentence[anchor]) + (cue is None)
        subject = self.mention_of(cue.subject) if cue else -1
        first, end = sheet.bounds(anchor)
        near = [number for sentence in range(max(low, 0), high + 1) for number in self.by_sentence.get(sentence, ())]
        if subject >= 0 and subject not in near:
            near.append(subject)
        context = self._context(proposal, cue, direct, previous, previous_end)
        context["has_around"] = bool(around)
        context["quotes_before"] = min(len(previous), 20)
        base = empty_row()
        for name, value in context.items():
            base[PLACES[name]] = value
        if cue and cue.subject >= 0:
            self.told.describe(base, cue.subject, subject)
        rows: dict[int, Row] = {}
        best: dict[int, tuple[float, int]] = {}
        agreement = _agreement(sheet, cue) if cue else None
        for number in near:
            mention = self.mentions[number]
            party = mention.party
            if party is None:
                continue
            row = rows.get(party)
            if row is None:
                row = rows[party] = base[:]
            weight = self._mention(row, number, mention, proposal, cue, subject, first, end, agreement)
            if party not in best or weight > best[party][0]:
                best[party] = (weight, number)
        for party in (*(previous[-1] if previous else ()), *around):
            if party not in rows:
                rows[party] = base[:]
                best[party] = (0.0, -1)
        told = self.likeness.told(subject)
        if subject >= 0 and self.mentions[subject].kind not in ("name", "pronoun", "country"):
            like = self.likeness
            for party in [p for p in rows if like.is_of_another_land(p, subject) or like.is_of_lower_rank(p, told)]:
                del rows[party]
        if cue and len(rows) > 1:
            for token in told_to(sheet, cue):
                rows.pop(self._party_at(token), None)
        self._parties(rows, near, proposal.first, previous, self._subject_party(following), around)
        meant = self.told.meant(told.party if told else None, previous)
        for party, row in rows.items():
            self.likeness.compare(row, party, told)
            if meant:
                row[PLACES["cue_subject_meant"]] = 1
                row[PLACES["was_meant"]] = party in meant
        compare(rows, {party: self.parties[party].kind for party in rows}, len(previous))
        return [Standing(party, best[party][1], row) for party, row in rows.items()]

    def _led_by(self, proposal: Proposal, *, direct: bool) -> Found | None:
        """The verb that opens words after a colon, though it is none that reports: "тренер похвалил вратаря: «…»"."""
        sheet = self.sheet
        colon = proposal.first - 1
        while colon > 0 and not sheet.is_word(colon) and sheet.words[colon] != ":":
            colon -= 1
        if not direct or colon < 0 or sheet.words[colon] != ":":
            return None
        for verb in range(colon - 1, sheet.bounds(colon)[0] - 1, -1):
            if sheet.pos[verb] == "VERB" and sheet.annotation.tokens[verb].feats.get("VerbForm") == "Fin":
                found = other_cue(sheet, verb, self.reporting)
                return found if found.subject >= 0 else None
        return None

    def _ranks(self, near: Sequence[int], before: int) -> dict[int, int]:
        """How many others were named since each party was."""
        ranks: dict[int, int] = {}
        seen = 0
        for number in reversed(near):
            mention = self.mentions[number]
            if mention.party is not None and mention.first < before and mention.party not in ranks:
                ranks[mention.party] = seen
                seen += self.parties[mention.party].kind in _SPEAKING
        return ranks

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
        return self._party_at(self.cues[cue].subject) if cue >= 0 else -1

    def _party_at(self, token: int) -> int:
        number = self.mention_of(token)
        party = self.mentions[number].party if number >= 0 else None
        return -1 if party is None else party

    def _mention(
        self,
        row: Row,
        number: int,
        mention: Mention,
        proposal: Proposal,
        cue: Found | None,
        subject: int,
        first: int,
        end: int,
        agreement: tuple[str, str | None] | None,
    ) -> float:
        """What one mention adds to its party's row; how well placed it is."""
        sheet, at = self.sheet, PLACES
        head = mention.head
        inside = proposal.first <= mention.first < proposal.last
        nominative = sheet.annotation.tokens[head].feats.get("Case") == "Nom"
        weight = 0.0
        if cue:
            if number == subject:
                row[at["subject"]] = 1
                row[at["subject_head"]] = head == cue.subject
                row[at["subject_inherited"]] = cue.inherited
                row[at["by_source"]] = cue.kind == "by"
                row[at["newcomer"]] = number >= self.found
                row[at["subject_found"]] = number < self.found
                weight = 100.0
            elif cue.subject >= 0 and sheet.left[cue.subject] <= head < sheet.right[cue.subject]:
                row[at["in_subject"]] = 1
                text = sheet.lemmas[cue.subject] in self.reporting.texts
                row[at["owns_text" if text else "owns_found" if 0 <= subject < self.found else "owns_newcomer"]] = 1
                weight = 20.0
            if sheet.head[head] == cue.token:
                if sheet.rel[head] in ("obj", "iobj", "obl"):
                    row[at["object"]] = 1
                if sheet.rel[head] == "nsubj":
                    row[at["owner"]] = 1
            if first <= head < end and not inside:
                row[at["same_sentence"]] = 1
                weight += 3.0
                if nominative and abs(head - cue.token) < 20:
                    row[at["nominative_in_clause"]] = 1
                    weight += 5.0
        if inside:
            row[at["inside"]] = 1
            row[at["inside_only"]] = not (row[at["before"]] or row[at["after"]])
            return weight - 50.0
        row[at["inside_only"]] = 0
        for place in self.always[number]:
            row[place] = 1
        before = proposal.first - mention.last
        if before >= 0:
            row[at["before"]] = 1
            row[at["distance_before"]] = before
            gap = sheet.sentence[proposal.first] - sheet.sentence[mention.first]
            row[at["sentences_before"]] = gap
            if nominative:
                row[at["nominative_before"]] = 1
            if head in self.subjects:
                row[at["previous_subject"]] = 1
            if sheet.rel[head] == "nsubj":
                if gap == 1:
                    row[at["subject_before"]] = 1
                if sheet.paragraph[mention.first] == sheet.paragraph[proposal.first]:
                    row[at["paragraph_subject"]] = 1
            if (
                mention.last < len(sheet.words)
                and mention.first == self.ending[mention.last].first  # "посол Чада: …" is no word of Chad's
                and proposal.rule in ("label", "colon", "marks")
                and ":" in sheet.words[mention.last : mention.last + 2]
            ):
                row[at["label"]] = 1
                weight += 30.0
            weight -= min(before, 60) / 20
        elif not row[at["after"]]:
            row[at["after"]] = 1
            row[at["distance_after"]] = mention.first - proposal.last
        if agreement is not None:
            row[at["agrees" if _agrees(mention, *agreement) else "disagrees"]] = 1
        return weight

    def _context(
        self,
        proposal: Proposal,
        cue: Found | None,
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
        return out

    def _parties(
        self,
        rows: Mapping[int, Row],
        near: Sequence[int],
        before: int,
        previous: Sequence[tuple[int, ...]],
        following: int,
        around: tuple[int, ...],
    ) -> None:
        """What is known of each party apart from its single mentions."""
        at = PLACES
        ranks, subjects = self._ranks(near, before), self._subject_ranks(near, before)
        last = previous[-1] if previous else ()
        older = previous[-2] if len(previous) > 1 else ()
        lately = Counter([party for spoken in previous[-_LATELY:] for party in dict.fromkeys(spoken)])
        for spoken in previous[self.heard :]:
            self.spoke.update(list(dict.fromkeys(spoken)))
        self.heard = len(previous)
        for party, row in rows.items():
            row[OF_PARTY[self.parties[party].kind]] = 1
            row[at["mentions"]] = self.count.get(party, 0)
            row[at["first_at"]] = min(self.first_at.get(party, 0), 400)
            row[at["rank_before"]] = ranks.get(party, 20)
            row[at["subject_rank"]] = subjects.get(party, 10)
            row[at["previous"]] = party in last
            row[at["previous2"]] = party in older
            row[at["next_subject"]] = party == following
            row[at["spoke_lately"]] = lately.get(party, 0)
            row[at["spoke"]] = min(self.spoke.get(party, 0), 10)
            row[at["rivals"]] = len(rows)
            row[at["around"]] = party in around
            row[at["named"]] = party in self.named


def _agreement(sheet: Sheet, cue: Found) -> tuple[str, str | None] | None:
    """Number and gender of a cue that its subject agrees with; None where it shows none."""
    if cue.kind not in ("verb", "predicate"):
        return None
    feats = sheet.annotation.tokens[cue.token].feats
    number = feats.get("Number")
    return None if number is None else (number, feats.get("Gender"))


def _agrees(mention: Mention, number: str, gender: str | None) -> bool:
    """Whether a mention agrees with a verb of this number and, in the past, gender."""
    if (number == "Plur") != mention.plural:
        return False
    return not (number == "Sing" and gender and mention.gender) or gender == mention.gender


def is_sum(party: Party, parties: Sequence[Party]) -> bool:
    """Whether a party is but its members together ("стороны" where two talk): then they speak, not it."""
    return len(party.members) > 1 and party.name == ", ".join(parties[member].name for member in party.members)


def matrix(standings: Sequence[Standing]) -> NDArray[np.float64]:
    """The rows of several standings."""
    rows = b"".join([memoryview(standing.row) for standing in standings])
    return np.frombuffer(rows, dtype=np.float64).reshape(len(standings), len(NAMES))
