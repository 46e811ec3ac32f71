"""Several at once: people of a kind, states of a region, leaders of states, the sides of a talk."""

from __future__ import annotations

from collections import Counter

from onrecord.extract.parties.bodies import country
from onrecord.extract.parties.keys import key_of
from onrecord.extract.parties.lexicon import Lexicon
from onrecord.extract.parties.offices import fits, office_of
from onrecord.extract.parties.phrases import Phrase
from onrecord.extract.parties.table import Draft, PartyDraft, Table
from onrecord.extract.parties.text import Text
from onrecord.extract.parties.trail import Trace, Trail
from onrecord.extract.parties.variants import variants, with_body

_REPEAT = 12  # sentences in which a repeat of the noun means the fuller phrase before
_MANY = 3  # two are those who talk
_STEPS = 5  # from a name up to its verb
_TALK = 5  # sentences in which those who talk were named
_LEAD = 3  # sentences, the headline among them
_HEADS = frozenset({"state", "government"})
_STATELY = frozenset({"state", "government", "foreign"})


class Grouper:
    """Resolves plurals."""

    def __init__(self, text: Text, table: Table, lexicon: Lexicon, trail: Trail) -> None:
        self.text, self.table, self.lexicon, self.trail = text, table, lexicon, trail
        self.people = lexicon.people

    def mention(self, phrase: Phrase) -> Draft:
        """The mention of people of a kind, of states, of leaders of states, of the sides of a talk."""
        draft = Draft(
            phrase.first,
            phrase.last,
            phrase.head,
            "group",
            plural=True,
            gender=phrase.gender,
        )
        if not phrase.bare and phrase.lemma in self.people.sides and self._by_field(phrase):
            members = self.talkers(phrase.head, ("person",))
            if members and self._can_be(phrase, members):
                draft.party = pair(self.table, members)
                return draft
        if phrase.lemma in self.people.sides and phrase.bare and phrase.sort in ("side", "people"):
            members = self.talkers(phrase.head)
            if members and self._can_be(phrase, members):
                draft.party = pair(self.table, members)
                return draft
            draft.party = self._format(phrase)
            if draft.party is None:
                draft.party = self._of_lead(phrase)
            if draft.party is not None:
                return draft
            if phrase.lemma not in self.people.posts:
                draft.why = "who talks here is not plain"
                return draft
        members = self._states(phrase) if phrase.sort == "lands" or self._of_states(phrase) else []
        if not members and (phrase.sort == "lands" or self._of_states(phrase)):
            members = self._so_many(phrase)
        if not members and self._both(phrase):
            members = self.talkers(phrase.head, ("country",) if phrase.sort == "lands" else ("person",))
            if members and self._can_be(phrase, members):
                draft.party = pair(self.table, members)
                return draft
        if not members:
            draft.party = self._fuller(phrase)
        if draft.party is None:
            draft.party = self._group(phrase, members)
        return draft

    def _by_field(self, phrase: Phrase) -> bool:
        """ "главы внешнеполитических ведомств": an office by its field, and of no state that is named."""
        if phrase.lemma not in self.people.posts or phrase.inside:
            return False
        asked = office_of(self.text, phrase, self.lexicon)
        return bool(asked.fields) and not asked.countries

    def _can_be(self, phrase: Phrase, members: list[int]) -> bool:
        """Whether all who talk can be called so: of a president and a minister nobody says "президенты"."""
        if phrase.lemma not in self.people.posts:
            return True
        asked = office_of(self.text, phrase, self.lexicon)
        told = [[held for held in self.table.parties[m].offices if held.rank != "other"] for m in members]
        if asked.fields & _HEADS:  # "лидеры двух стран" are no ministers of foreign affairs
            return all(not offices or any(held.fields & _HEADS for held in offices) for offices in told)
        return all(not offices or any(fits(asked, held, self.people) for held in offices) for offices in told)

    def _of_states(self, phrase: Phrase) -> bool:
        """Ministers and leaders of states stand for the states; citizens and experts do not."""
        post = self.people.posts.get(phrase.lemma)
        if post is None or post.rank != "chief" or phrase.sort != "people":
            return False
        office = office_of(self.text, phrase, self.lexicon)
        return bool(
            office.fields & _STATELY or post.of_state or (office.countries and not office.words | office.fields)
        )

    def _both(self, phrase: Phrase) -> bool:
        """ "лидеры двух стран", "обе страны": two who were named."""
        if phrase.inside or phrase.sort not in ("people", "lands", "side"):
            return False
        if phrase.sort == "people" and phrase.lemma not in self.people.posts:
            return any(self.text.tokens[i].lemma in self.people.both for i in range(phrase.first, phrase.head))
        pairs = self.people.both | self.people.two
        return any(self.text.tokens[i].lemma in pairs for i in range(phrase.first, phrase.last))

    def _states(self, phrase: Phrase) -> list[int]:
        """The states that a phrase speaks of: those it lists, or those of the region or group it names."""
        listed: list[int] = []
        for span in phrase.inside:
            known = span.known
            if known is None:
                continue
            if known.kind == "country" and known.entry:
                listed.append(
                    country(
                        self.table,
                        self.lexicon,
                        known.entry,
                        known.name if len(known.name) > 2 else None,
                    )
                )
            elif known.entry:
                for member in self.lexicon.dossier.members(known.entry, self.text.day):
                    if self.lexicon.is_state(member):
                        listed.append(country(self.table, self.lexicon, member, None))
        return list(dict.fromkeys(listed))

    def _so_many(self, phrase: Phrase) -> list[int]:
        """ "лидеры пяти стран", "все пять стран": the states of the one group of so many that the article tells of."""
        tokens = self.text.tokens[phrase.first : phrase.last]
        number = next((self.people.cardinals[t.lemma] for t in tokens if t.lemma in self.people.cardinals), 0)
        if number < _MANY or phrase.inside:
            return []
        dossier, date = self.lexicon.dossier, self.text.day
        told = {party.entry for party in self.table.parties if party.kind == "group" and party.entry is not None}
        fitting = set()
        for entry in sorted(told | {inner for each in told for inner in dossier.groups_of(each)}):
            states = tuple(m for m in dossier.members(entry, date) if self.lexicon.is_state(m))
            if len(states) == number:
                fitting.add(states)
        return [country(self.table, self.lexicon, state, None) for state in fitting.pop()] if len(fitting) == 1 else []

    def _fuller(self, phrase: Phrase) -> int | None:
        """The group named in full before, for a repeat of its noun alone."""
        if phrase.inside or not (phrase.bare or phrase.pointing):
            return None
        for trace in self.trail.before(phrase.head, _REPEAT):
            party = self.table.parties[trace.party]
            if party.plural and party.lemma == phrase.lemma:
                party.names.setdefault(phrase.name)
                return trace.party
        return None

    def _group(self, phrase: Phrase, members: list[int]) -> int:
        key = "group " + key_of(phrase.name)
        new = key not in self.table.by_key
        index = self.table.keyed(key, "group", phrase.name)
        party = self.table.parties[index]
        if new:
            party.plural, party.named, party.lemma, party.members = (
                True,
                False,
                phrase.lemma,
                members,
            )
            party.names.update(dict.fromkeys(variants(self.text, phrase, self.lexicon)))
            if phrase.last > phrase.head + 1 and self.text.tokens[phrase.last - 1].lemma in self.people.bodies:
                self._add_body(phrase, party)
        return index

    def _format(self, phrase: Phrase) -> int | None:
        """The format of talks named shortly before; of those who act also a group that came together."""
        groups = [t.party for t in self.trail.before(phrase.head, _TALK) if self.table.parties[t.party].kind == "group"]
        formats = [party for party in groups if self.table.parties[party].entry is not None]
        acting = self.text.tokens[phrase.head].rel.startswith("nsubj")
        gathered = [party for party in groups if acting and len(self.table.parties[party].members) > 1]
        return next(iter([*formats, *gathered]), None)

    def _of_lead(self, phrase: Phrase) -> int | None:
        """The two states of which an article tells from its first words on."""
        if phrase.sort != "side" or phrase.lemma in self.people.posts:
            return None
        first = [t for t in self.trail.before(phrase.head, phrase.head) if t.sentence < _LEAD]
        states = [t.party for t in reversed(first) if self.table.parties[t.party].kind == "country"]
        return pair(self.table, list(dict.fromkeys(states))) if len(set(states)) == 2 else None

    def _add_body(self, phrase: Phrase, party: PartyDraft) -> None:
        """ "эксперты компании" are known by the name of the company that was spoken of most, too."""
        spoken = Counter(
            trace.party
            for trace in self.trail.before(phrase.head, _TALK)
            if self.table.parties[trace.party].kind == "organization" and self.table.parties[trace.party].named
        )
        if spoken:
            body = self.table.parties[spoken.most_common(1)[0][0]]
            party.names.update(dict.fromkeys(with_body(self.text, phrase, body.name, self.lexicon)))

    def talkers(self, head: int, kinds: tuple[str, ...] = ("person", "country")) -> list[int]:
        """The two persons, else the two states, of the nearest sentence before that names just two."""
        traces = list(self.trail.before(head, _TALK))
        for kind in kinds:
            found: dict[int, list[Trace]] = {}
            for trace in reversed(traces):
                if self.table.parties[trace.party].kind == kind and self.table.parties[trace.party].named:
                    found.setdefault(trace.sentence, []).append(trace)
            for sentence in sorted(found, reverse=True):
                members = list(dict.fromkeys(trace.party for trace in found[sentence]))
                if len(members) == 2 and (kind != "person" or self._meet(found[sentence])):
                    return members
        return []

    def _meet(self, traces: list[Trace]) -> bool:
        """Whether two persons of a sentence take part in one thing: "A said that B's visit is near" joins nobody."""
        if not self.text.annotation.has_syntax:
            return True
        bearers: dict[int, int] = {}
        for trace in traces:
            for word in self._above(trace.token):
                if bearers.setdefault(word, trace.party) != trace.party:
                    return True
        return False

    def _above(self, index: int) -> list[int]:
        """The words that a name hangs on up to its verb; up to what it owns, if that is nearer ("визит Астрид Вик")."""
        tokens = self.text.tokens
        found = [index]
        for _ in range(_STEPS):
            token = tokens[index]
            if token.head < 0 or token.pos in ("VERB", "AUX"):
                break
            above = tokens[token.head]
            found.append(token.head)
            owned = above.pos == "NOUN" and token.rel == "nmod" and token.feats.get("Case") == "Gen"
            if owned and not any(tokens[child].pos == "ADP" for child in self.text.annotation.children_of(index)):
                break
            index = token.head
        return found


def pair(table: Table, members: list[int]) -> int:
    """The party of two or more who are spoken of together."""
    key = "together " + " ".join(str(m) for m in sorted(members))
    if key in table.by_key:
        return table.by_key[key]
    name = ", ".join(table.parties[m].name for m in members)
    return table.add(PartyDraft("group", name, members=members, plural=True, named=False), key)
