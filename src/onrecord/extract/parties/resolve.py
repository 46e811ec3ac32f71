"""Whom offices, descriptions and pronouns mean: read in the order of the text, with what was named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.parties.groups import group_party, member_states, pair_party
from onrecord.extract.parties.known import office_holder
from onrecord.extract.parties.lexicon import Lexicon
from onrecord.extract.parties.offices import Office, fits, office_of
from onrecord.extract.parties.phrases import Phrase
from onrecord.extract.parties.table import Draft, PartyDraft, Table, key_of
from onrecord.extract.parties.text import Text
from onrecord.languages.people import People, Pronoun

_REACH = 4  # sentences that a pronoun or a bare description looks back
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


@dataclass(frozen=True, slots=True)
class Trace:
    """A party as it was just mentioned: where, whether as a subject, in which quotation (-1: none)."""

    token: int
    sentence: int
    party: int
    subject: bool
    quoted: int
    clause: int


class Resolver:
    """Keeps what was mentioned so far."""

    def __init__(self, text: Text, table: Table, lexicon: Lexicon) -> None:
        self.text, self.table, self.lexicon = text, table, lexicon
        self.people: People = lexicon.people
        self.trail: list[Trace] = []

    # ---- what was mentioned

    def note(self, draft: Draft) -> None:
        """Remember a mention for those that come after it."""
        if draft.party is None:
            return
        tokens = self.text.tokens
        token = tokens[draft.head]
        subject = token.rel in _SUBJECTS or (not self.text.annotation.has_syntax and token.feats.get("Case") == "Nom")
        clause = token.head
        self.trail.append(Trace(draft.head, token.sentence, draft.party, subject, self.text.quoted(draft.head), clause))

    def recent(self, head: int, reach: int = _REACH) -> list[Trace]:
        """What was mentioned in the sentence of a token and those before it, the latest first."""
        least = self.text.tokens[head].sentence - reach
        out = []
        for trace in reversed(self.trail):
            if trace.sentence < least:
                break
            if trace.token < head:
                out.append(trace)
        return out

    # ---- offices and descriptions of one person

    def person(self, phrase: Phrase) -> Draft:
        """An office or a description without a name."""
        draft = _draft(phrase, "office" if phrase.sort == "post" else "description")
        asked = office_of(self.text, phrase, self.people)
        party, why = self._holder(asked, phrase)
        if party is None and why is None:
            party = self._own(phrase, asked)
        draft.party, draft.why = party, why
        return draft

    def _holder(self, asked: Office, phrase: Phrase) -> tuple[int | None, str | None]:
        scored: dict[int, int] = {}
        for index, party in enumerate(self.table.parties):
            if party.kind != "person" or not party.named or _wrong_gender(phrase, party, self.people):
                continue
            fit = max(
                (fits(asked, held, self.people) for held in party.offices if held.former == asked.former), default=0
            )
            if fit:
                scored[index] = fit
        best = max(scored.values(), default=0)
        top = [index for index, fit in scored.items() if fit == best]
        if len(top) > 1:
            top = self._latest(top, phrase.head)
        if len(top) == 1 and (best >= 4 or self._plain(asked, phrase, top[0])):
            return top[0], None
        if len(top) > 1:
            return None, "several hold such an office here"
        entry = office_holder(asked, self.lexicon, self.text.document.published)
        if entry is not None:
            return self._entered(entry, phrase, asked), None
        if not scored and phrase.sort == "person":
            return self._only_one(asked, phrase), None
        return None, None

    def _plain(self, asked: Office, phrase: Phrase, party: int) -> bool:
        """A description that fits loosely means whom it fits only if it says nothing more of its own."""
        if asked.words:
            return False
        mentioned = {trace.party for trace in self.recent(phrase.head, 8)}
        return party in mentioned

    def _latest(self, parties: list[int], head: int) -> list[int]:
        """Of several the one mentioned last, unless another stands as near."""
        order: dict[int, int] = {}
        for trace in self.recent(head, 10_000):
            if trace.party in parties:
                order.setdefault(trace.party, trace.token)
        if not order:
            return parties
        return [max(order, key=lambda p: order[p])]

    def _only_one(self, asked: Office, phrase: Phrase) -> int | None:
        """A bare description of somebody never called so means the only person spoken of just before."""
        if asked.words or asked.fields or phrase.last > phrase.head + 1 or not self._refers_back(phrase):
            return None
        near = {
            trace.party
            for trace in self.recent(phrase.head, 2)
            if self.table.parties[trace.party].kind == "person" and not self.table.parties[trace.party].plural
        }
        if len(near) != 1:
            return None
        party = next(iter(near))
        mine = self.table.parties[party]
        if not mine.named or _wrong_gender(phrase, mine, self.people):
            return None
        return None if asked.countries and mine.countries and asked.countries.isdisjoint(mine.countries) else party

    def _refers_back(self, phrase: Phrase) -> bool:
        token = self.text.tokens[phrase.head]
        return phrase.pointing or token.feats.get("Case") == "Nom" or phrase.bare

    def _entered(self, entry: str, phrase: Phrase, asked: Office) -> int:
        name = self.lexicon.shown(entry)
        index = self.table.entered(entry, "person", name)
        party = self.table.parties[index]
        party.names.setdefault(phrase.name)
        party.offices.append(asked)
        party.countries |= asked.countries
        return index

    def _own(self, phrase: Phrase, asked: Office) -> int:
        """A party of its own: known by its description. A bare repeat means the fuller one before."""
        if phrase.bare or asked.back:
            for trace in self.recent(phrase.head, 6):
                party = self.table.parties[trace.party]
                if party.kind == "person" and not party.named and party.lemma == phrase.lemma:
                    return trace.party
        index = self.table.keyed("person " + key_of(phrase.name), "person", phrase.name)
        party = self.table.parties[index]
        if not party.lemma:
            party.lemma, party.named = phrase.lemma, False
            party.offices.append(asked)
            party.countries |= asked.countries
        if phrase.gender:
            party.genders[phrase.gender] += 1
        return index

    # ---- several people, bodies, states

    def several(self, phrase: Phrase) -> Draft:
        """A plural: people of a kind, states, leaders of states."""
        draft = _draft(phrase, "group")
        draft.plural = True
        members: list[int] = []
        if phrase.sort in ("lands", "people"):
            stately = phrase.sort == "lands" or self._of_states(phrase)
            members = member_states(self.text, phrase, self.table, self.lexicon) if stately else []
        if not members and not phrase.inside:
            fuller = self._fuller(phrase)
            if fuller is not None:
                draft.party = fuller
                return draft
        draft.party = group_party(phrase, members, self.table)
        return draft

    def _of_states(self, phrase: Phrase) -> bool:
        """Ministers and leaders of states stand for the states; citizens and experts do not."""
        post = self.people.posts.get(phrase.lemma)
        if post is None or post.rank != "chief":
            return False
        office = office_of(self.text, phrase, self.people)
        return bool(office.fields & {"state", "government", "foreign"})

    def _fuller(self, phrase: Phrase) -> int | None:
        """The group that was named in full before, for a repeat of its noun alone."""
        if not phrase.bare and not phrase.pointing:
            return None
        for trace in self.recent(phrase.head, 12):
            party = self.table.parties[trace.party]
            if party.plural and party.lemma == phrase.lemma:
                return trace.party
        return None

    def sides(self, phrase: Phrase) -> Draft:
        """ "стороны", "собеседники": the two who just talked."""
        draft = _draft(phrase, "group")
        draft.plural = True
        if phrase.inside or not phrase.bare:
            return self.several(phrase)
        members = self._talkers(phrase.head)
        if members:
            draft.party = pair_party(self.table, members)
        else:
            draft.why = "who talks here is not plain"
        return draft

    def _talkers(self, head: int) -> list[int]:
        """The nearest sentence before with two persons, else with two states, who act together."""
        traces = self.recent(head, 5)
        for kind in ("person", "country"):
            for sentence in sorted({t.sentence for t in traces}, reverse=True):
                here = [
                    t for t in reversed(traces) if t.sentence == sentence and self.table.parties[t.party].kind == kind
                ]
                found = list(dict.fromkeys(t.party for t in here))
                if len(found) == 2:
                    return found
        return []

    # ---- bodies that are referred back to

    def body_back(self, phrase: Phrase) -> int | None:
        """The body that "ведомство", "министерство", "компания" refers to."""
        fallback: int | None = None
        for trace in self.recent(phrase.head, 12):
            party = self.table.parties[trace.party]
            if party.kind != "organization":
                continue
            if party.lemma == phrase.lemma or any(key_of(n).startswith(phrase.lemma) for n in party.names):
                return trace.party
            if fallback is None and party.named:
                fallback = trace.party
        return fallback if phrase.lemma in self.people.generic_bodies else None

    # ---- pronouns

    def pronoun(self, index: int, pronoun: Pronoun) -> Draft:
        """The antecedent by agreement, role and nearness; open where two stand too close."""
        token = self.text.tokens[index]
        draft = Draft(index, index + 1, index, "pronoun", plural=pronoun.plural, gender=pronoun.gender)
        scored: dict[int, float] = {}
        quoted = self.text.quoted(index)
        for nth, trace in enumerate(self.recent(index)):
            party = self.table.parties[trace.party]
            if not self._agrees(pronoun, party):
                continue
            if (
                trace.clause == token.head
                and trace.sentence == token.sentence
                and not pronoun.possessive
                and token.head >= 0
            ):
                continue  # an argument of the same verb is somebody else
            if trace.quoted != quoted and trace.quoted >= 0:
                continue  # what is said inside a quotation is seldom taken up outside
            distance = token.sentence - trace.sentence
            score = 10.0 - 3 * distance - 0.3 * nth + 4 * trace.subject
            scored[trace.party] = max(scored.get(trace.party, -99.0), score)
        ranked = sorted(scored.items(), key=lambda item: (-item[1], item[0]))
        if not ranked:
            draft.why = "nobody before it agrees with it"
        elif len(ranked) > 1 and ranked[0][1] - ranked[1][1] < 1.0:
            draft.why = "two before it agree with it alike"
        else:
            draft.party = ranked[0][0]
        return draft

    def _agrees(self, pronoun: Pronoun, party: PartyDraft) -> bool:
        if pronoun.plural:
            return party.plural and party.kind in ("group", "person")
        if party.plural:
            return False
        if party.kind == "person":
            return party.gender in (None, pronoun.gender)
        return party.kind == "organization" and pronoun.gender == "Fem" and party.gender == "Fem"


def _draft(phrase: Phrase, kind: str) -> Draft:
    return Draft(phrase.first, phrase.last, phrase.head, kind, plural=phrase.plural, gender=phrase.gender)  # type: ignore[arg-type]


def _wrong_gender(phrase: Phrase, party: PartyDraft, people: People) -> bool:
    """A woman's noun means no man; men's nouns serve for both."""
    return phrase.gender == "Fem" and party.gender == "Masc" and phrase.lemma not in people.posts


def resolved(phrases: Sequence[Phrase]) -> list[Phrase]:
    return [phrase for phrase in phrases if phrase.person is None]
