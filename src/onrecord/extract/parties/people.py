"""Persons of a document as parties: their names, titles, genders and who they are in the dossier."""

from __future__ import annotations

from onrecord.extract.parties.known import entry_of, held_offices
from onrecord.extract.parties.lexicon import Lexicon
from onrecord.extract.parties.names import Names, NameSpan
from onrecord.extract.parties.offices import office_of
from onrecord.extract.parties.persons import Person, cluster, full_name, parse_name
from onrecord.extract.parties.phrases import Phrase, verb_gender
from onrecord.extract.parties.table import Draft, PartyDraft, Table
from onrecord.extract.parties.text import Text

Titles = dict[int, list[Phrase]]


def find_persons(text: Text, names: Names, phrases: list[Phrase], table: Table, lexicon: Lexicon) -> dict[int, Draft]:
    """Drafts of the mentions of named persons by their first token; their parties stand in the table."""
    titles: Titles = {}
    for phrase in phrases:
        if phrase.person is not None:
            titles.setdefault(phrase.person.first, []).append(phrase)
    naming = lexicon.people.naming
    named = [
        name
        for span in names.spans
        if span.kind == "PER" and (name := parse_name(text, span, naming, _title_case(text, span, titles)))
    ]
    states = {s.known.entry for s in names.spans if s.known and s.known.kind == "country" and s.known.entry}
    states |= {lexicon.adjectives[text.tokens[i].lemma] for i in text.adjectives}
    clusters, left_open = cluster(named)
    drafts: dict[int, Draft] = {}
    for person in sorted(clusters, key=lambda p: min(n.span.first for n in p.names)):
        index = table.add(_party(text, person, titles, lexicon, states))
        for one in person.names:
            drafts[one.span.first] = _draft(text, one.span, index)
    for one, why in left_open:
        drafts[one.span.first] = _draft(text, one.span, None, why)
    return drafts


def _title_case(text: Text, span: NameSpan, titles: Titles) -> str:
    return next(
        (text.tokens[p.head].feats.get("Case", "") for p in titles.get(span.first, ()) if not p.after),
        "",
    )


def _draft(text: Text, span: NameSpan, party: int | None, why: str | None = None) -> Draft:
    token = text.tokens[span.first]
    return Draft(
        span.first,
        span.last,
        span.first,
        "name",
        party,
        False,
        token.feats.get("Gender"),
        why,
    )


def _party(text: Text, person: Person, titles: Titles, lexicon: Lexicon, states: set[str]) -> PartyDraft:
    people = lexicon.people
    name, forms = full_name(person, people.naming)
    party = PartyDraft("person", name, dict.fromkeys(forms), weight=len(person.names))
    for one in person.names:
        if one.surname.gender:
            party.show(one.surname.gender)
        gender = verb_gender(text.tokens, one.span.first)
        for phrase in titles.get(one.span.first, ()):
            gender = gender or phrase.shown
            office = office_of(text, phrase, lexicon)
            party.titles.setdefault(phrase.name)
            party.offices.append(office)
            party.countries |= office.countries
        if gender:
            party.show(gender, 2)
    words = name.split()
    known_gender = people.naming.given_gender(words[0], words[-1]) if len(words) > 1 else None
    if known_gender:
        party.show(known_gender, 2)
    date = text.day
    party.entry = entry_of(person, party, lexicon, date, states)
    if party.entry is not None:
        party.names.update(dict.fromkeys(lexicon.every_name(party.entry)))
        told = [office for office in party.offices if office.rank == "chief" and office.fields]
        for office in held_offices(party.entry, lexicon, date):
            if date is None and office.rank == "chief" and told and not any(t.fields & office.fields for t in told):
                continue  # held at another time, since the article tells of another
            party.offices.append(office)
            party.countries |= office.countries
    return party
