"""Who and what a document names: mentions, and the parties they are mentions of."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.dossier import Dossier
from onrecord.extract.parties.bodies import body_party, outlet_mention, place_mention
from onrecord.extract.parties.known import entry_of
from onrecord.extract.parties.lexicon import Lexicon, make_lexicon
from onrecord.extract.parties.names import NameSpan, find_names
from onrecord.extract.parties.offices import office_of
from onrecord.extract.parties.persons import cluster, full_name, parse_name
from onrecord.extract.parties.phrases import Phrase, find_phrases
from onrecord.extract.parties.resolve import Resolver
from onrecord.extract.parties.table import Draft, PartyDraft, Table, finished, key_of
from onrecord.extract.parties.text import Text, lay_out
from onrecord.languages.language import Language
from onrecord.languages.people import People
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document
from onrecord.model.record import Mention, Party


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of a document in order, the parties, and which mention covers a token.

    `outlet` and `cites` are the parties of the document's outlet and of the media it credits.
    """

    parties: tuple[Party, ...]
    mentions: tuple[Mention, ...]
    by_token: dict[int, int] = field(default_factory=dict)
    outlet: int | None = None
    cites: tuple[int, ...] = ()

    def at(self, token: int) -> Mention | None:
        """The (innermost) mention that covers the token."""
        found = self.by_token.get(token)
        return None if found is None else self.mentions[found]

    def members(self, party: int) -> tuple[int, ...]:
        """Who a party is, groups opened; a party without members is itself."""
        found = self.parties[party].members
        return found or (party,)


def find_mentions(document: Document, annotation: Annotation, language: Language, dossier: Dossier) -> Mentions:
    """Everybody the document speaks of, and where. Linear in its length; any text is safe."""
    lexicon = make_lexicon(language, dossier)
    people = language.people
    text = lay_out(document, annotation, people)
    spans = find_names(text, lexicon)
    phrases = find_phrases(text, spans, people)
    table = Table()
    persons = _person_mentions(text, spans, phrases, table, lexicon)
    drafts = _in_order(text, spans, phrases, persons, table, lexicon)
    outlet, cites = _media(document, table)
    return Mentions(*finished(text, table, drafts), outlet, cites)


def _person_mentions(
    text: Text, spans: list[NameSpan], phrases: list[Phrase], table: Table, lexicon: Lexicon
) -> dict[int, Draft]:
    """Drafts of the persons' names by their first token; their parties stand in the table."""
    naming = lexicon.people.naming
    named = [name for span in spans if span.kind == "PER" and (name := parse_name(text, span, naming))]
    titles: dict[int, list[Phrase]] = {}
    for phrase in phrases:
        if phrase.person is not None:
            titles.setdefault(phrase.person.first, []).append(phrase)
    states = {s.known.entry for s in spans if s.known and s.known.kind == "country" and s.known.entry}
    clusters, left_open = cluster(named)
    drafts: dict[int, Draft] = {}
    for person in sorted(clusters, key=lambda p: min(n.span.first for n in p.names)):
        name, forms = full_name(person, naming)
        party = PartyDraft("person", name, dict.fromkeys(forms))
        for one in person.names:
            if one.surname.gender:
                party.genders[one.surname.gender] += 1
            for phrase in titles.get(one.span.first, ()):
                office = office_of(text, phrase, lexicon.people)
                party.titles.setdefault(phrase.name)
                party.offices.append(office)
                party.countries |= office.countries
        known_gender = naming.given_gender(name.split()[0], name.split()[-1]) if " " in name else None
        if known_gender:
            party.genders[known_gender] += 2
        party.entry = entry_of(person, party, lexicon, text.document.published, states)
        if party.entry is not None:
            for other in lexicon.every_name(party.entry):
                party.names.setdefault(other)
        index = table.add(party)
        for one in person.names:
            drafts[one.span.first] = _name_draft(text, one.span, index)
    for one, why in left_open:
        drafts[one.span.first] = _name_draft(text, one.span, None, why)
    return drafts


def _name_draft(text: Text, span: NameSpan, party: int | None, why: str | None = None) -> Draft:
    token = text.tokens[span.first]
    return Draft(span.first, span.last, span.first, "name", party, False, token.feats.get("Gender"), why)


def _in_order(
    text: Text,
    spans: list[NameSpan],
    phrases: list[Phrase],
    persons: dict[int, Draft],
    table: Table,
    lexicon: Lexicon,
) -> list[Draft]:
    """All drafts, resolved from the first word to the last."""
    people = lexicon.people
    resolver = Resolver(text, table, lexicon)
    by_head = {phrase.head: phrase for phrase in phrases}
    starts = {span.first: span for span in spans}
    titled = {p.person.first: p for p in phrases if p.person is not None and not p.after and p.last == p.person.first}
    proper = {p.proper.first for p in phrases if p.proper is not None}
    drafts: list[Draft] = []

    def keep(draft: Draft) -> None:
        drafts.append(draft)
        resolver.note(draft)

    for index, token in enumerate(text.tokens):
        span = starts.get(index)
        if span is not None:
            if span.kind == "PER" and index in persons:
                draft = persons[index]
                title = titled.get(index)
                if title is not None:
                    draft.first, draft.head = title.first, title.head
                keep(draft)
            elif span.known is not None and span.known.kind in ("outlet", "group") and index not in proper:
                keep(outlet_mention(text, span, table))
            elif span.kind == "LOC":
                keep(place_mention(text, span, table, lexicon))
        phrase = by_head.get(index)
        if phrase is not None:
            draft_ = _phrase_draft(text, phrase, persons, table, resolver, lexicon)
            if draft_ is not None:
                keep(draft_)
        elif token.pos in ("PRON", "DET") and span is None:
            pronoun = people.pronouns.get(token.lemma) or people.pronouns.get(text.folded[index])
            if pronoun is not None:
                keep(resolver.pronoun(index, pronoun))
    return drafts


def _phrase_draft(
    text: Text, phrase: Phrase, persons: dict[int, Draft], table: Table, resolver: Resolver, lexicon: Lexicon
) -> Draft | None:
    """The mention of a phrase; None for a title that is part of its person's mention."""
    if phrase.person is not None:
        if not phrase.after and phrase.last == phrase.person.first:
            return None
        party = persons[phrase.person.first].party if phrase.person.first in persons else None
        return Draft(phrase.first, phrase.last, phrase.head, "office", party, False, phrase.gender)
    if phrase.sort in ("post", "person"):
        return resolver.person(phrase)
    if phrase.sort in ("people", "lands"):
        if phrase.sort == "lands" and not phrase.plural:
            return None
        return resolver.several(phrase)
    if phrase.sort == "side":
        return resolver.sides(phrase)
    kind = "name" if phrase.proper is not None else "description"
    draft = Draft(phrase.first, phrase.last, phrase.head, kind, None, phrase.plural, phrase.gender)  # type: ignore[arg-type]
    if phrase.sort == "crowd" or (phrase.plural and phrase.proper is None):
        return resolver.several(phrase)
    back = resolver.body_back(phrase) if phrase.bare or (phrase.pointing and not phrase.inside) else None
    draft.party = back if back is not None else body_party(text, phrase, table, lexicon)
    if not phrase.plural and phrase.proper is None and back is None:
        table.parties[draft.party].named = not phrase.bare
    return draft


def _media(document: Document, table: Table) -> tuple[int | None, tuple[int, ...]]:
    """The parties of the outlet and of the credits."""

    def party(name: str) -> int:
        for index, known in enumerate(table.parties):
            if known.kind in ("outlet", "organization") and key_of(name) in {key_of(n) for n in known.names}:
                return index
        return table.add(PartyDraft("outlet", name), "body " + key_of(name))

    outlet = party(document.outlet) if document.outlet else None
    return outlet, tuple(dict.fromkeys(party(credit.name) for credit in document.cites))


__all__ = ["Mentions", "People", "find_mentions"]
