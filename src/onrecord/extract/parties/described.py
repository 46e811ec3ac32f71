"""Whom an office or a description without a name means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from onrecord.extract.parties.keys import key_of
from onrecord.extract.parties.known import office_holder
from onrecord.extract.parties.lexicon import Lexicon
from onrecord.extract.parties.offices import Office, fits, office_of
from onrecord.extract.parties.phrases import Phrase
from onrecord.extract.parties.table import Draft, PartyDraft, Table
from onrecord.extract.parties.text import Text
from onrecord.extract.parties.trail import Trail
from onrecord.extract.parties.variants import variants, with_body
from onrecord.model.record import MentionKind

_SURE = 4  # from here an office is the same office
_REACH = 3  # sentences that a bare description looks back
_REPEAT = 6  # sentences in which a repeat of the noun means the fuller description before
_MARGIN = 2.0  # by how much the nearest must lead
_NARROW = 0.2  # of those whose office fits a loose word, whoever leads by less does not lead
_MAIN = 3.0  # what being the article's main person is worth
_OTHER_GENDER = 6.0  # what a verb of the other gender costs
_BY_SALIENCE = frozenset({"chief", "member", "other"})
_RANKED = frozenset({"chief", "deputy", "envoy", "ambassador", "spokesperson"})


def home_states(text: Text, lexicon: Lexicon) -> set[str]:
    """Whose news it is: the states of the media and bodies that the article credits."""
    names = [credit.name for credit in text.document.cites]
    names += [text.document.outlet] if text.document.outlet else []
    return {state for name in names if (state := lexicon.home.get(key_of(name)))}


class Describer:
    """Resolves offices and descriptions of one person against what the article has told so far."""

    def __init__(
        self,
        text: Text,
        table: Table,
        lexicon: Lexicon,
        trail: Trail,
        phrases: Sequence[Phrase],
        persons: Mapping[int, Draft],
    ) -> None:
        self.text, self.table, self.lexicon, self.trail = text, table, lexicon, trail
        self.people = lexicon.people
        self.named_in: dict[int, list[int]] = {}
        for draft in persons.values():
            if draft.party is not None:
                self.named_in.setdefault(text.tokens[draft.head].sentence, []).append(draft.party)
        self.phrases_in: dict[int, list[Phrase]] = {}
        for phrase in phrases:
            if phrase.sort == "post" and phrase.person is None:
                self.phrases_in.setdefault(text.tokens[phrase.head].sentence, []).append(phrase)
        weighed = [(p.weight, i) for i, p in enumerate(table.parties) if p.kind == "person" and p.named]
        first, second = [*sorted(weighed, reverse=True), (0, -1), (0, -1)][:2]
        self.home = home_states(text, lexicon)
        self.main = first[1] if first[0] >= 2 and first[0] >= 2 * second[0] else None

    def mention(self, phrase: Phrase) -> Draft:
        """The mention of an office or a description: of somebody named, of a party of its own, or open."""
        kind: MentionKind = "office" if phrase.sort == "post" else "description"
        draft = Draft(phrase.first, phrase.last, phrase.head, kind, gender=phrase.gender)
        asked = office_of(self.text, phrase, self.lexicon)
        if phrase.sort == "post" and self._nobody(phrase):
            draft.why = "nobody in particular"
            return draft
        draft.party, draft.why = self._whom(asked, phrase)
        if draft.party is None and draft.why is None:
            draft.party = self._own(phrase, asked)
        return draft

    def _nobody(self, phrase: Phrase) -> bool:
        """ "ни один президент", "каждый министр": no one is meant."""
        first = max(phrase.first - 2, self.text.begins_sentence(phrase.head))
        ahead = [token.lemma for token in self.text.tokens[first : phrase.head]]
        return not self.people.indefinite.isdisjoint([*ahead, *map(" ".join, pairwise(ahead))])

    def _whom(self, asked: Office, phrase: Phrase) -> tuple[int | None, str | None]:
        body = self._body(asked, phrase)
        scored = self._fitting(asked, phrase)
        if body is not None:
            there = {p: fit for p, fit in scored.items() if self._of_body(self.table.parties[p], body)}
            # which body is meant is a guess: whoever heads one and leads is meant without it
            scored = there or {p: fit for p, fit in scored.items() if fit < _SURE}
        held = [office.lemma for party in scored for office in self.table.parties[party].offices]
        if scored and phrase.bare and asked.lemma not in held:
            repeated = self._repeated(phrase, asked)
            if repeated is not None and self.table.parties[repeated].lemma == phrase.lemma:
                return repeated, None  # "президент" after "с президентом Кемории" is no king who was named
        best = max(scored.values(), default=0)
        top = [party for party, fit in scored.items() if fit == best]
        if best >= _SURE and len(top) > 1 and not asked.countries:
            top = self._at_home(self._not_beside(phrase, top))
        if best >= _SURE and len(top) == 1:
            return top[0], None
        if best >= _SURE and len(top) > 1 and self.main in top:
            return self.main, None
        holder = office_holder(asked, self.lexicon, self.text.day)
        if holder is not None:
            return self._holder(holder, phrase, asked), None
        if top:
            chosen = self._nearest(phrase, top) if best >= _SURE else self._likelier(asked, phrase, scored)
            if chosen is not None and (best >= _SURE or self._spoken_of(chosen, phrase)):
                return chosen, None
            return (None, "several hold such an office here") if len(top) > 1 else (None, None)
        repeated = self._repeated(phrase, asked)
        return (self._by_salience(asked, phrase) if repeated is None else repeated), None

    def _body(self, asked: Office, phrase: Phrase) -> PartyDraft | None:
        """The body that "глава ведомства" speaks of: the one named last that can be called so."""
        if not asked.back:
            return None
        lemma = self.text.tokens[phrase.last - 1].lemma
        found = None
        for trace in self.trail.spoken(phrase.head, 12):
            party = self.table.parties[trace.party]
            if party.kind == "organization" and (party.named or party.lemma == lemma):
                if party.lemma == lemma or any(key_of(name).startswith(lemma) for name in party.names):
                    return party
                found = found or party
        return found

    def _of_body(self, person: PartyDraft, body: PartyDraft) -> bool:
        """Whether a person's office is at a body: by its words, or by its field."""
        words = {word for name in body.names for word in key_of(name).split()}
        fields = {self.people.subjects[word][0] for word in words if word in self.people.subjects} - {""}
        stems = {word[:5] for word in words if len(word) > 2}
        return any(
            held.fields & fields or any(word[:5] in stems for word in held.words)
            for held in person.offices
            if held.lemma
        )

    def _not_beside(self, phrase: Phrase, top: list[int]) -> list[int]:
        """Whoever is named or told by the state's name in the same sentence is somebody else."""
        sentence = self.text.tokens[phrase.head].sentence
        beside = set(self.named_in.get(sentence, ()))
        for other in self.phrases_in.get(sentence, ()):
            if other is not phrase and other.sort == "post":
                office = office_of(self.text, other, self.lexicon)
                fitting = [p for p, fit in self._fitting(office, other).items() if fit >= 2] if office.countries else []
                beside.update(fitting if len(fitting) == 1 else ())
        rest = [party for party in top if party not in beside]
        return rest or top

    def _at_home(self, top: list[int]) -> list[int]:
        """ "Глава государства" without a name of the state is that of the state where the news comes from."""
        home = [party for party in top if self.home & self.table.parties[party].countries]
        return home if len(home) == 1 else top

    def _fitting(self, asked: Office, phrase: Phrase) -> dict[int, int]:
        """Named persons who hold the office, and how well it fits."""
        scored: dict[int, int] = {}
        for index, party in enumerate(self.table.parties):
            if party.kind != "person" or not party.named or not party.offices or self._other_gender(phrase, party):
                continue
            fit = max(fits(asked, held, self.people) for held in party.offices)
            if fit:
                scored[index] = fit
        return scored

    def _other_gender(self, phrase: Phrase, party: PartyDraft) -> bool:
        """A woman's noun means no man, nor does one whose verb is a woman's; men's nouns and verbs serve for both."""
        if phrase.shown == "Fem" and party.gender == "Masc":
            return True
        return phrase.gender == "Fem" and party.gender == "Masc" and phrase.lemma not in self.people.posts

    def _misses_verb(self, phrase: Phrase, party: int) -> bool:
        """Whether a man's verb is said of a woman, as happens ("эксперт отметил"), but less than it does of a man."""
        return phrase.shown == "Masc" and self.table.parties[party].gender == "Fem"

    def _nearest(self, phrase: Phrase, among: list[int]) -> int | None:
        """Of several that fit the one last mentioned; the article's main person if none was yet."""
        for trace in self.trail.before(phrase.head, 10_000):
            if trace.party in among:
                return trace.party
        if len(among) == 1:
            return among[0]
        return self.main if self.main in among else None

    def _likelier(self, asked: Office, phrase: Phrase, scored: Mapping[int, int]) -> int | None:
        """Whom a loose word ("политик") means: of those it covers and those of whom no office is told, who leads."""
        named = self.table.parties
        ranked = self.trail.ranked(
            phrase.head,
            _REACH,
            lambda party: self._can_be(asked, phrase, party),
            argument=True,
        )
        likely = [
            (score, party)
            for score, party in ranked
            if party in scored or not (asked.back or asked.countries or named[party].offices)
        ]
        if likely:
            (score, party), *others = likely
            return None if others and score - others[0][0] < _NARROW else party
        best = max(scored.values())
        return self._nearest(phrase, [party for party, fit in scored.items() if fit == best])

    def _spoken_of(self, party: int, phrase: Phrase) -> bool:
        return party == self.main or any(t.party == party for t in self.trail.before(phrase.head, 8))

    def _by_salience(self, asked: Office, phrase: Phrase) -> int | None:
        """A description that fits nobody's known office means the person plainly spoken of, if it says little."""
        if asked.words or asked.former or asked.back or asked.rank not in _BY_SALIENCE:
            return None
        if phrase.lemma in self.people.others or self.people.phrases.is_befallen(self.text.tokens[phrase.head]):
            return None
        if not (phrase.bare or phrase.pointing or self._light(asked, phrase)):
            return None
        ranked = self.trail.ranked(
            phrase.head,
            _REACH,
            lambda party: self._can_be(asked, phrase, party),
            argument=True,
        )
        beside = self.named_in.get(self.text.tokens[phrase.head].sentence, [])
        before = {trace.party for trace in self.trail.before(phrase.head, 0)}
        ranked = [(s, p) for s, p in ranked if p not in beside or p in before]
        ranked = sorted(
            ((s + _MAIN * (p == self.main) - _OTHER_GENDER * self._misses_verb(phrase, p), p) for s, p in ranked),
            key=lambda item: (-item[0], item[1]),
        )
        if not ranked:
            if (
                self.main is None
                or (self.main in beside and self.main not in before)
                or not self._can_be(asked, phrase, self.table.parties[self.main])
            ):
                return None
            named_before = any(trace.party == self.main for trace in self.trail.before(phrase.head, 10_000))
            return self.main if named_before or (asked.rank == "chief" and self._states(asked)) else None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
            return None
        return ranked[0][1]

    def _light(self, asked: Office, phrase: Phrase) -> bool:
        """Nothing but a country or a body's kind beside the noun."""
        tokens = self.text.tokens
        plain = all(
            tokens[i].text[0].isdigit() or tokens[i].lemma in self.lexicon.adjectives
            for i in range(phrase.first, phrase.head)
        )
        if phrase.sort == "post":
            return bool(asked.countries or asked.fields) or plain
        return plain and phrase.last == phrase.head + 1

    def _states(self, asked: Office) -> bool:
        return bool(asked.fields & {"state", "government"}) or asked.alone

    def _can_be(self, asked: Office, phrase: Phrase, party: PartyDraft) -> bool:
        if party.kind != "person" or not party.named or party.plural or self._other_gender(phrase, party):
            return False
        if asked.countries and party.countries and asked.countries.isdisjoint(party.countries):
            return False
        if asked.rank in _RANKED:  # who holds another office is somebody else
            if any(held.rank in _RANKED and not self._same(asked, held) for held in party.offices):
                return False
            return not asked.fields or not party.offices or any(self._allows(held, asked) for held in party.offices)
        return True

    def _allows(self, held: Office, asked: Office) -> bool:
        """Whether a title that is told goes with an office of some field: an "expert" is no minister of transport."""
        covered = self.people.hypernyms.get(held.lemma, frozenset())
        return asked.rank in covered or any(f"{asked.rank}:{field}" in covered for field in asked.fields)

    def _same(self, asked: Office, held: Office) -> bool:
        """Whether a bare word for an office ("директор") can be short for one that is held."""
        of_state = self.people.posts[asked.lemma].of_state
        alike = asked.alone and asked.rank == held.rank and not held.former and not of_state and not asked.fields
        stem, _, tail = held.lemma.rpartition(asked.lemma)
        short = not tail and not stem.endswith("-")
        return alike and (short or held.rank in self.people.hypernyms.get(asked.lemma, frozenset()) or not held.fields)

    def _holder(self, entry: str, phrase: Phrase, asked: Office) -> int:
        """The party of an office-holder whom the dossier knows."""
        index = self.table.entered(entry, "person", self.lexicon.shown(entry))
        party = self.table.parties[index]
        party.names.setdefault(phrase.name)
        party.offices.append(asked)
        party.countries |= asked.countries
        return index

    def _repeated(self, phrase: Phrase, asked: Office) -> int | None:
        """The party without a name that was described in full before, for a repeat or a wider word."""
        if not (phrase.bare or asked.back):
            return None
        wide = phrase.bare or phrase.lemma in self.people.sources  # "собеседник агентства" after "источник в МИД"
        covered = self.people.hypernyms.get(phrase.lemma, frozenset()) if wide else frozenset[str]()
        for trace in self.trail.before(phrase.head, _REPEAT):
            party = self.table.parties[trace.party]
            if party.kind != "person" or party.named:
                continue
            if party.lemma == phrase.lemma or any(o.lemma in covered or o.rank in covered for o in party.offices):
                return trace.party
        return None

    def _own(self, phrase: Phrase, asked: Office) -> int:
        """A party known by its description. A bare repeat means the fuller one before."""
        repeated = self._repeated(phrase, asked)
        if repeated is not None:
            return repeated
        key = "person " + key_of(phrase.name)
        new = key not in self.table.by_key
        index = self.table.keyed(key, "person", phrase.name)
        party = self.table.parties[index]
        if new:
            party.lemma, party.named = phrase.lemma, False
            party.offices.append(asked)
            party.countries |= asked.countries
            party.names.update(dict.fromkeys(variants(self.text, phrase, self.lexicon)))
            body = self._body(asked, phrase)
            if body is not None:
                party.names.update(dict.fromkeys(with_body(self.text, phrase, body.name, self.lexicon)))
        if phrase.gender:
            party.show(phrase.gender)
        return index
