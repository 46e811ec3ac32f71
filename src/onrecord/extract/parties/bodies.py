"""Countries, places, outlets and bodies: under which party a name or a phrase for one belongs."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.parties.lexicon import Lexicon
from onrecord.extract.parties.names import NameSpan
from onrecord.extract.parties.phrases import Phrase
from onrecord.extract.parties.table import Draft, PartyDraft, Table, key_of
from onrecord.extract.parties.text import Text
from onrecord.languages.people import People


def place_mention(text: Text, span: NameSpan, table: Table, lexicon: Lexicon) -> Draft:
    """The mention of a country, a place or a state meant by its capital."""
    people, tokens = lexicon.people, text.tokens
    head = next((i for i in range(span.first, span.last) if tokens[i].pos in ("PROPN", "NOUN", "X")), span.first)
    plural = tokens[head].feats.get("Number") == "Plur"
    draft = Draft(span.first, span.last, head, "country", plural=plural, gender=tokens[head].feats.get("Gender"))
    known = span.known
    if known is not None and known.kind == "country" and known.entry:
        draft.party = country(table, lexicon, known.entry, known.name if len(known.name) > 2 else None)
        draft.plural = False
        return draft
    if known is not None and known.capital_of and acts(text, span, people):
        draft.party = country(table, lexicon, known.capital_of, None)
        table.parties[draft.party].names.setdefault(known.name)
        return draft
    draft.kind = "name"
    if known is not None and known.entry:
        draft.party = table.entered(known.entry, known.kind, known.name)
        return draft
    name = known.name if known else people.phrases.nominative(tokens, span.first, span.last, head)
    draft.party = table.keyed("place " + key_of(name), "place", name)
    table.parties[draft.party].names.setdefault(name)
    return draft


def country(table: Table, lexicon: Lexicon, entry: str, name: str | None) -> int:
    """A country's party. It goes by the first of its names here that is fit to be shown."""
    new = entry not in table.by_entry
    shown = lexicon.people.shown_countries.get(entry[8:], ())
    index = table.entered(entry, "country", lexicon.shown(entry))
    party = table.parties[index]
    if new:
        party.named = False
        for other in lexicon.every_name(entry):
            party.names.setdefault(other)
    if name:
        party.names.setdefault(name)
        if not party.named:
            party.named = True
            party.name = name if name in shown or not shown else party.name
    return index


def acts(text: Text, span: NameSpan, people: People) -> bool:
    """Whether a capital acts here, and so means its state."""
    tokens = text.tokens
    token = tokens[span.first]
    before = span.first - 1
    begin = text.begins_sentence(span.first)
    while before >= begin and tokens[before].pos in ("ADJ", "DET"):
        before -= 1
    if before >= begin and tokens[before].pos == "ADP":
        return tokens[before].lemma in people.acts_with
    if token.feats.get("Case") != "Nom":
        return False
    if text.annotation.has_syntax:
        return token.rel in ("nsubj", "nsubj:pass") and token.head >= 0 and tokens[token.head].pos in ("VERB", "ADJ")
    return any(t.pos == "VERB" for t in tokens[span.last : min(span.last + 3, text.ends_sentence(span.first))])


def outlet_mention(text: Text, span: NameSpan, table: Table) -> Draft:
    """The mention of a medium or group that the dossier has."""
    assert span.known is not None and span.known.entry is not None
    draft = Draft(span.first, span.last, span.first, "name")
    draft.party = table.entered(span.known.entry, span.known.kind, span.known.name)
    table.parties[draft.party].names.setdefault(span.known.name)
    return draft


def body_key(text: Text, phrase: Phrase, people: People) -> tuple[str, frozenset[str]]:
    """What a body is called apart from its state, abbreviations written out; and its state."""
    tokens = text.tokens
    countries: set[str] = set()
    named: set[int] = set()
    for span in phrase.inside:
        if span.known and span.known.kind == "country" and span.known.entry:
            countries.add(span.known.entry)
            named.update(range(span.first, span.last))
    words: list[str] = []
    for index in range(phrase.first, phrase.last):
        if index in named or not tokens[index].text[0].isalnum():
            continue
        lemma = tokens[index].lemma
        if lemma in people.adjectives:
            countries.add(f"country:{people.adjectives[lemma]}")
        else:
            words.append(lemma if index != phrase.head else expanded(tokens[index].text, lemma, people))
    return " ".join(words), frozenset(countries)


def expanded(printed: str, lemma: str, people: People) -> str:
    full = people.abbreviations.get(printed) or people.abbreviations.get(lemma.capitalize())
    return people.naming.fold(full) if full else lemma


def body_party(text: Text, phrase: Phrase, table: Table, lexicon: Lexicon) -> int:
    """The party of a body that is named or described in full."""
    people = lexicon.people
    known = lexicon.match(text.tokens, text.folded, phrase.first)
    if known and known[0] >= phrase.last and known[1].entry and known[1].kind == "organization":
        index = table.entered(known[1].entry, "organization", known[1].name)
    elif phrase.proper is not None:
        index = _proper_party(text, phrase, table, lexicon)
    else:
        base, countries = body_key(text, phrase, people)
        keys = [f"body {base} {country}" for country in sorted(countries)] or [f"body {base}"]
        index = table.keyed(keys[0], "organization", phrase.name)
        table.by_key.setdefault(f"body {base}", index)
        table.parties[index].countries |= countries
    party = table.parties[index]
    party.names.setdefault(phrase.name)
    party.lemma = party.lemma or phrase.lemma
    if phrase.gender:
        party.genders[phrase.gender] += 1
    return index


def _proper_party(text: Text, phrase: Phrase, table: Table, lexicon: Lexicon) -> int:
    span = phrase.proper
    assert span is not None
    if span.known is not None and span.known.entry is not None:
        return table.entered(span.known.entry, span.known.kind, span.known.name)
    people, tokens = lexicon.people, text.tokens
    head = next((i for i in range(span.first, span.last) if tokens[i].pos in ("PROPN", "NOUN", "X")), span.first)
    quoted = span.first > 0 and tokens[span.first - 1].text in '«"„“'
    if quoted:
        name = text.document.raw[tokens[span.first].start : tokens[span.last - 1].end]
        if tokens[head].feats.get("Case") not in (None, "Nom"):
            name = people.phrases.nominative(tokens, span.first, span.last, head)
    else:
        name = people.phrases.nominative(tokens, span.first, span.last, head)
    name = name.strip('«»"„“” ')
    index = table.keyed("body " + key_of(name), "organization", name)
    table.parties[index].names.setdefault(name)
    return index


def state_bodies(parties: Sequence[PartyDraft], lexicon: Lexicon) -> None:
    """Other ways in which a state's body may be called: with the adjective, with the state's name."""
    del parties, lexicon
