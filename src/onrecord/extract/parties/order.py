"""All mentions of a document from the first word to the last, each resolved with what came before."""

from __future__ import annotations

from onrecord.extract.parties.bodies import BodyFinder, country, name_state_bodies, outlet_mention, place_mention
from onrecord.extract.parties.described import Describer
from onrecord.extract.parties.formats import open_formats
from onrecord.extract.parties.groups import Grouper, pair
from onrecord.extract.parties.keys import key_of
from onrecord.extract.parties.lexicon import Lexicon
from onrecord.extract.parties.names import Names, NameSpan
from onrecord.extract.parties.phrases import Phrase
from onrecord.extract.parties.pronouns import pronoun_mention
from onrecord.extract.parties.table import Draft, Table
from onrecord.extract.parties.text import Text
from onrecord.extract.parties.trail import Trail


class Walk:
    """Goes through names, phrases and pronouns in order and keeps the drafts of mentions."""

    def __init__(
        self,
        text: Text,
        names: Names,
        phrases: list[Phrase],
        persons: dict[int, Draft],
        table: Table,
        lexicon: Lexicon,
    ) -> None:
        self.text, self.table, self.lexicon = text, table, lexicon
        self.persons = persons
        self.aliases = names.aliases
        self.trail = Trail(text, table)
        self.describer = Describer(text, table, lexicon, self.trail, phrases, persons)
        self.grouper = Grouper(text, table, lexicon, self.trail)
        self.bodies = BodyFinder(text, table, lexicon, self.trail)
        self.titled = {
            p.person.first: p for p in phrases if p.person is not None and not p.after and p.last == p.person.first
        }
        self.proper = {p.proper.first for p in phrases if p.proper is not None}
        self.drafts: list[Draft] = []
        spans = [credit.span for credit in text.document.cites]
        spans += [text.document.dateline] if text.document.dateline else []
        self.aside = [(span.start, span.end) for span in spans]

    def run(self, names: Names, phrases: list[Phrase]) -> list[Draft]:
        """Every mention, in the order of the words they begin with or hang on."""
        for index, states in self.text.paired:
            members = [country(self.table, self.lexicon, state, None) for state in states]
            self.drafts.append(Draft(index, index + 1, index, "group", pair(self.table, members), plural=True))
        steps: list[tuple[int, int, NameSpan | Phrase | int]] = [(span.first, 0, span) for span in names.spans]
        steps += [(phrase.head, 1, phrase) for phrase in phrases]
        steps += [(index, 2, index) for index in self.text.pronominal]
        for _, _, step in sorted(steps, key=lambda item: item[:2]):
            if isinstance(step, NameSpan):
                draft = self._name(step)
            elif isinstance(step, Phrase):
                draft = self._phrase(step)
            else:
                draft = self._pronoun(step)
            if draft is not None:
                self._keep(draft)
        open_formats(self.table, self.lexicon, self.text.day)
        name_state_bodies(self.text, self.table, self.lexicon)
        return self.drafts

    def _keep(self, draft: Draft) -> None:
        self.drafts.append(draft)
        if not self._beside_the_story(draft) or self._of_state(draft):
            self.trail.note(draft)
        elif draft.party is not None:
            self.trail.credits.append((draft.head, draft.party))
        alias = self.aliases.get(draft.last)
        if alias is not None and draft.party is not None and draft.kind != "pronoun":
            tokens = self.text.tokens
            name = self.text.document.raw[tokens[alias[0]].start : tokens[alias[1] - 1].end]
            party = self.table.parties[draft.party]
            party.names.setdefault(name)
            if party.kind == "organization":
                self.table.by_key.setdefault("body " + key_of(name), draft.party)
            self.drafts.append(Draft(alias[0], alias[1], alias[0], "name", draft.party))

    def _of_state(self, draft: Draft) -> bool:
        """A body of state that a credit cites is no medium: "в ведомстве" may well mean it."""
        people = self.lexicon.people
        lemma = self.table.parties[draft.party].lemma if draft.party is not None else ""
        return lemma in people.organs or lemma in people.land_bodies or lemma in people.state_bodies

    def _beside_the_story(self, draft: Draft) -> bool:
        """A dateline or a credit names nobody who is then spoken of."""
        if not self.aside:
            return False
        start = self.text.tokens[draft.first].start
        return any(first <= start < last for first, last in self.aside)

    def _name(self, span: NameSpan) -> Draft | None:
        if span.kind == "PER":
            draft = self.persons.get(span.first)
            title = self.titled.get(span.first)
            if draft is not None and title is not None:
                draft.first, draft.head = title.first, title.head
            return draft
        if span.first in self.proper:
            return None
        if span.known is not None and span.known.kind in ("outlet", "group"):
            return outlet_mention(span, self.table, self.lexicon)
        return place_mention(self.text, span, self.table, self.lexicon) if span.kind == "LOC" else None

    def _phrase(self, phrase: Phrase) -> Draft | None:
        if phrase.person is not None:
            if not phrase.after and phrase.last == phrase.person.first:
                return None  # a part of its person's mention
            mine = self.persons.get(phrase.person.first)
            party = mine.party if mine is not None else None
            why = None if party is not None else "whose title it is stays open"
            return Draft(phrase.first, phrase.last, phrase.head, "office", party, gender=phrase.gender, why=why)
        if phrase.sort in ("post", "person"):
            return self.describer.mention(phrase)
        if phrase.sort == "lands" and not phrase.plural:
            return None
        if phrase.sort == "side" and not phrase.plural:
            entry = self.lexicon.adjectives[self.text.tokens[phrase.head - 1].lemma]
            state = country(self.table, self.lexicon, entry, None)
            return Draft(phrase.first, phrase.last, phrase.head, "description", state)
        one_body = phrase.sort == "crowd" and not phrase.plural and phrase.lemma in self.lexicon.people.body_kinds
        if one_body:  # "спецслужба" is one of them
            return self.bodies.mention(phrase)
        if phrase.sort in ("people", "lands", "side", "crowd") or (phrase.plural and phrase.proper is None):
            return self.grouper.mention(phrase)
        return self.bodies.mention(phrase)

    def _pronoun(self, index: int) -> Draft | None:
        pronouns, token = self.lexicon.people.pronouns, self.text.tokens[index]
        pronoun = pronouns.get(self.text.folded[index]) or pronouns.get(token.lemma)
        if pronoun is None or (pronoun.subject_only and (token.feats.get("Case"), token.pos) != ("Nom", "PRON")):
            return None
        return pronoun_mention(self.text, self.table, self.trail, index, pronoun)
