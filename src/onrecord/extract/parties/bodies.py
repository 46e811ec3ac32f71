"""Countries, places, outlets and bodies: under which party a name or a phrase for one belongs."""

from __future__ import annotations

from collections import Counter

from onrecord.dossier.countries import country_code
from onrecord.extract.parties.keys import key_of, stem_of
from onrecord.extract.parties.lexicon import Known, Lexicon
from onrecord.extract.parties.names import NameSpan
from onrecord.extract.parties.phrases import Phrase
from onrecord.extract.parties.shorts import Shorts, core_of
from onrecord.extract.parties.table import Draft, PartyDraft, Table
from onrecord.extract.parties.text import Text, said_in
from onrecord.extract.parties.trail import Trail
from onrecord.extract.parties.variants import variants, with_body
from onrecord.languages.people import People
from onrecord.model.annotation import Token
from onrecord.model.record import MentionKind

_OPENING, _CLOSING = frozenset('«"„“'), frozenset('»"“”')
_REPEAT = 12  # sentences in which "ведомство" means the body named before


def _unmarked(name: str) -> str:
    """A name without the marks around it; those that have their other half inside stay ("ОАО «Север»")."""
    name = name.strip()
    while len(name) > 1:
        inner = frozenset(name[1:-1])
        opens = name[0] in _OPENING and (name[-1] in _CLOSING or inner.isdisjoint(_CLOSING))
        closes = name[-1] in _CLOSING and (name[0] in _OPENING or inner.isdisjoint(_OPENING))
        if not (opens or closes) or (opens and closes and not inner.isdisjoint(_OPENING | _CLOSING)):
            break
        name = name[opens : len(name) - closes].strip()
    return name


def place_mention(text: Text, span: NameSpan, table: Table, lexicon: Lexicon) -> Draft:
    """The mention of a country, a place or a state meant by its capital."""
    people, tokens = lexicon.people, text.tokens
    head = next(
        (i for i in range(span.first, span.last) if tokens[i].pos in ("PROPN", "NOUN", "X")),
        span.first,
    )
    plural = tokens[head].feats.get("Number") == "Plur"
    draft = Draft(
        span.first,
        span.last,
        head,
        "country",
        plural=plural,
        gender=tokens[head].feats.get("Gender"),
    )
    known = span.known
    if known is not None and known.kind == "country" and known.entry:
        draft.party = country(table, lexicon, known.entry, known.name if len(known.name) > 2 else None)
        draft.plural = False
        return draft
    if known is not None and known.capital_of and acts(text, span, people):
        if lexicon.is_state(known.capital_of):
            draft.party = country(table, lexicon, known.capital_of, None)
        else:
            kind = lexicon.kind(known.capital_of)
            draft.party = known_party(table, lexicon, Known(lexicon.shown(known.capital_of), known.capital_of, kind))
        table.parties[draft.party].names.setdefault(known.name)
        return draft
    draft.kind = "name"
    if known is not None and known.entry:
        draft.party = table.entered(known.entry, known.kind, known.name)
        return draft
    if known is None and span.last == span.first + 1:
        draft.party = _unknown_place(table, tokens[span.first], span.base, people)
        return draft
    name = known.name if known else people.phrases.nominative(tokens, span.first, span.last, head)
    draft.party = table.keyed("place " + key_of(name), "place", name)
    table.parties[draft.party].names.setdefault(name)
    return draft


def _unknown_place(table: Table, token: Token, base: str | None, people: People) -> int:
    """The party of a place that nothing is known of, by any form of its name."""
    naming = people.naming
    name = base or people.phrases.nominative([token], 0, 1, 0)
    for each in (name, *naming.loose_bases(token.text)):
        if (index := table.by_key.get("place " + key_of(each))) is not None:
            return index
    index = table.keyed("place " + key_of(name), "place", name)
    table.parties[index].names.setdefault(name)
    return index


def country(table: Table, lexicon: Lexicon, entry: str, name: str | None) -> int:
    """A country's party. It goes by the first of its names here that is fit to be shown."""
    new = entry not in table.by_entry
    shown = lexicon.people.shown_countries.get(country_code(entry) or "", ())
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
        return tokens[before].lemma in people.acts_with or said_in(text, token)
    if token.feats.get("Case") == "Gen" and before >= begin:
        return tokens[before].lemma in people.voices
    if token.feats.get("Case") != "Nom":
        return False
    if text.annotation.has_syntax:
        while token.rel == "conj" and tokens[token.head].pos in ("NOUN", "PROPN"):
            token = tokens[token.head]  # "Moscow and Washington agreed": both act
        return token.rel in ("nsubj", "nsubj:pass") and token.head >= 0 and tokens[token.head].pos in ("VERB", "ADJ")
    return any(t.pos == "VERB" for t in tokens[span.last : min(span.last + 3, text.ends_sentence(span.first))])


def outlet_mention(span: NameSpan, table: Table, lexicon: Lexicon) -> Draft:
    """The mention of a medium or group that the dossier has."""
    assert span.known is not None
    draft = Draft(span.first, span.last, span.first, "name")
    draft.party = known_party(table, lexicon, span.known)
    return draft


def known_party(table: Table, lexicon: Lexicon, known: Known) -> int:
    """The party of a body, group or medium of the dossier, by all its names."""
    assert known.entry is not None
    new = known.entry not in table.by_entry
    index = table.entered(known.entry, known.kind, known.name)
    if new:
        table.parties[index].names.update(dict.fromkeys(lexicon.every_name(known.entry)))
    return index


class BodyFinder:
    """Resolves names and phrases for bodies."""

    def __init__(self, text: Text, table: Table, lexicon: Lexicon, trail: Trail) -> None:
        self.text, self.table, self.lexicon, self.trail = text, table, lexicon, trail
        self.people = lexicon.people
        self.shorts = Shorts(text.tokens, table, lexicon.people)

    def mention(self, phrase: Phrase) -> Draft:
        """A body named, described, or referred back to."""
        kind: MentionKind = "name" if phrase.proper is not None else "description"
        draft = Draft(phrase.first, phrase.last, phrase.head, kind, gender=phrase.gender)
        if phrase.proper is None and (kinds := self._kinds(phrase)):
            draft.party = self._of_kind(phrase, kinds)
        if draft.party is None and (phrase.bare or (phrase.pointing and not phrase.inside)):
            draft.party = self._back(phrase)
        if draft.party is None:
            draft.party = self._party(phrase)
            if phrase.proper is None and phrase.bare and not self._is_name(phrase):
                self.table.parties[draft.party].named = False
            if phrase.proper is None and not phrase.inside:
                self._owned(phrase, draft.party)
        return draft

    def _is_name(self, phrase: Phrase) -> bool:
        """Whether a noun that the language knows for a body is one body's name: "Роскосмос", not "Правительство"."""
        token, people = self.text.tokens[phrase.head], self.people
        if not token.text[0].isupper() or phrase.lemma in people.generic_bodies or phrase.lemma in people.state_bodies:
            return False
        return token.pos == "PROPN" or phrase.head != self.text.begins_sentence(phrase.head)

    def _owned(self, phrase: Phrase, party: int) -> None:
        """ "руководство завода", "Верховный суд страны", "пресс-служба" are known by their owners' names, too."""
        owner = self.text.tokens[phrase.last - 1].lemma
        if phrase.last == phrase.head + 1:
            kind = "organization" if phrase.lemma in self.people.organs and phrase.bare else ""
        else:
            kind = "country" if owner in self.people.lands else "organization" if owner in self.people.bodies else ""
        if not kind or self.text.tokens[phrase.last - 1].feats.get("Number") == "Plur":
            return
        fallback: int | None = None
        for trace in self.trail.before(phrase.head, _REPEAT):
            other = self.table.parties[trace.party]
            if other.kind != kind or not other.named or trace.party == party or other.lemma in self.people.organs:
                continue
            if phrase.bare or kind == "country" or self._is_a(owner, other):
                fallback = trace.party
                break
            fallback = trace.party if fallback is None else fallback
        if fallback is not None:
            name = self.table.parties[fallback].name
            self.table.parties[party].names.update(dict.fromkeys(with_body(self.text, phrase, name, self.lexicon)))

    def _kinds(self, phrase: Phrase) -> frozenset[str]:
        """The short names of bodies that are called so: "внешнеполитическое ведомство" is said of a "МИД"."""
        kinds, lemma = self.people.body_kinds, phrase.lemma
        if lemma in self.people.state_bodies and not phrase.bare:
            return frozenset()  # "региональное правительство" is another than the "Кабмин"
        field = self.text.tokens[phrase.head - 1].lemma if phrase.head > phrase.first else ""
        return kinds.get(f"{field}+{lemma}") or kinds.get(lemma) or frozenset()

    def _of_kind(self, phrase: Phrase, kinds: frozenset[str]) -> int | None:
        """The body named last that goes by one of the short names and is of no other state."""
        fold, full = self.people.naming.fold, self.people.abbreviations
        shorts = [fold(kind) for kind in sorted(kinds)]
        starts = tuple(fold(full[kind]) for kind in sorted(kinds) if kind in full)
        _, _, asked = self._key(phrase)
        for trace in self.trail.spoken(phrase.head, _REPEAT):
            party = self.table.parties[trace.party]
            if party.kind != "organization" or party.lemma in self.people.organs:
                continue
            owner = self.lexicon.owner(party.entry) if party.entry else None
            states = party.countries | ({owner} if owner else set())
            if asked and states and asked.isdisjoint(states):
                continue
            names = [key_of(name) for name in (*party.names, party.lemma)]
            if any(name.startswith(starts) or any(_calls(short, name) for short in shorts) for name in names):
                return trace.party
        return None

    def _back(self, phrase: Phrase) -> int | None:
        """The body that "ведомство", "министерство", "компания" refers to."""
        fallback: int | None = None
        of_state = phrase.lemma in self.people.subjects
        media = self.people.media_bodies
        credit = self.trail.credited(phrase.head) if phrase.lemma in media else None
        for trace in self.trail.spoken(phrase.head, _REPEAT):
            party = self.table.parties[trace.party]
            if credit is not None and credit[0] > trace.token:
                return credit[1]
            if party.kind != "organization":
                continue
            if phrase.lemma not in media and self.text.tokens[trace.token].lemma in media:
                continue  # "компания" after "в редакции"
            if self._is_a(phrase.lemma, party):
                return trace.party
            if party.lemma in self.people.channels:
                continue
            if fallback is None and party.named and not (of_state and _is_brand(party.name)):
                fallback = trace.party
        return fallback if phrase.lemma in self.people.generic_bodies - self.people.plain_bodies else None

    def _is_a(self, lemma: str, party: PartyDraft) -> bool:
        """Whether a noun is what a body is by its names: "министерство" is said of the "Минздрав"."""
        if party.lemma == lemma or any(_calls(lemma, name) for name in party.names):
            return True
        naming = self.people.naming
        for name in party.names:
            first = name.split(" ", 1)[0]
            full = self.people.abbreviations.get(first)
            if (full and naming.fold(full).startswith(lemma)) or naming.is_blend(first, lemma):
                return True
        return False

    def _party(self, phrase: Phrase) -> int:
        """The party of a body that is named or described in full."""
        text, table = self.text, self.table
        known = self.lexicon.match(text.tokens, text.folded, phrase.first)
        if known and known[0] >= phrase.last and known[1].entry and known[1].kind in ("organization", "outlet"):
            index = known_party(table, self.lexicon, known[1])
        elif phrase.proper is not None:
            index = self._proper(phrase)
        else:
            words, head, countries = self._key(phrase)
            base, tail, shorts = " ".join(words), self.shorts.tail(phrase), self.shorts
            keys = [f"body {base} {country}" for country in sorted(countries)] or [f"body {base}"]
            in_state = bool(phrase.inside and phrase.inside[-1].last == phrase.last)
            other = shorts.spelled(phrase.name, in_state=in_state)
            if other is None and keys[0] not in table.by_key:
                other = table.by_key.get(f"body {tail}") if tail else shorts.begun(words)
            if other is not None and self._of_one(other, countries):
                return self._called(other, phrase)
            index = table.keyed(keys[0], "organization", phrase.name)
            table.by_key.setdefault(f"body {base}", index)
            table.parties[index].countries |= countries
            shorts.note(index, phrase.name, in_state=in_state)
            shorts.begin(words, head, index)
            if tail:
                table.by_key.setdefault(f"body {tail}", index)
        return self._called(index, phrase)

    def _of_one(self, index: int, countries: frozenset[str]) -> bool:
        """Whether no other state is told of a party."""
        known = self.table.parties[index].countries
        return not known or not countries or not known.isdisjoint(countries)

    def _called(self, index: int, phrase: Phrase) -> int:
        """A party with the name that a phrase calls it by."""
        party = self.table.parties[index]
        party.names.setdefault(phrase.name)
        party.names.update(dict.fromkeys(variants(self.text, phrase, self.lexicon)))
        party.lemma = party.lemma or phrase.lemma
        if phrase.gender:
            party.show(phrase.gender)
        return index

    def _proper(self, phrase: Phrase) -> int:
        span = phrase.proper
        assert span is not None
        if span.known is not None and span.known.entry is not None:
            return known_party(self.table, self.lexicon, span.known)
        tokens, people = self.text.tokens, self.people
        head = next(
            (i for i in range(span.first, span.last) if tokens[i].pos in ("PROPN", "NOUN", "X")),
            span.first,
        )
        bare = _unmarked(self.text.document.raw[tokens[span.first].start : tokens[span.last - 1].end])
        name = _unmarked(people.phrases.nominative(tokens, span.first, span.last, head))
        quoted = span.first > 0 and tokens[span.first - 1].text in '«"„“'
        if quoted and phrase.head < span.first:
            name = bare  # after "газета" a quoted name is not bent
        key = "body " + core_of(name, people)
        full = self.table.by_key.get(f"initials {bare}") if bare.isupper() else self.shorts.spelled(name)
        stands_for = people.abbreviations.get(bare)
        written = "body " + " ".join(map(stem_of, people.naming.fold(stands_for).split())) if stands_for else key
        full = self.table.by_key.get(written) if full is None else full
        if full is not None:
            self.table.by_key.setdefault(key, full)
        index = self.table.keyed(key, "organization", name)
        self.table.by_key.setdefault(written, index)
        self.table.parties[index].names.setdefault(name)
        self.shorts.note(index, name)
        return index

    def _key(self, phrase: Phrase) -> tuple[list[str], int, frozenset[str]]:
        """What a body is called apart from its state, abbreviations written out; which word is its noun; its state."""
        tokens = self.text.tokens
        countries: set[str] = set()
        named: set[int] = set()
        for span in phrase.inside:
            if span.known and span.known.kind == "country" and span.known.entry:
                countries.add(span.known.entry)
                named.update(range(span.first, span.last))
        words: list[str] = []
        head = 0
        for index in range(phrase.first, phrase.last):
            head = len(words) if index == phrase.head else head
            if index in named or not tokens[index].text[0].isalnum():
                continue
            lemma = tokens[index].lemma
            if lemma in self.lexicon.adjectives:
                countries.add(self.lexicon.adjectives[lemma])
            else:
                words += self._expanded(tokens[index]).split() if index == phrase.head else [lemma]
        return [stem_of(word) for word in words], head, frozenset(countries)

    def _expanded(self, token: Token) -> str:
        full = self.people.abbreviations.get(token.text) or self.people.abbreviations.get(token.lemma.capitalize())
        return self.people.naming.fold(full) if full else token.lemma


def _calls(lemma: str, name: str) -> bool:
    """Whether a name is one of such a body: "холдинг" goes with "медиахолдинг", not with what is "при холдинге"."""
    return any(word.endswith(lemma) for word in key_of(name).split())


def _is_brand(name: str) -> bool:
    """Whether a name is in Latin letters and no abbreviation: "Telegram" is no "ведомство", "NASA" is."""
    return name.isascii() and not name.isupper()


def name_state_bodies(text: Text, table: Table, lexicon: Lexicon) -> None:
    """A bare "правительство" is known by the name of the state that the article speaks of most, too."""
    bare = [p for p in table.parties if p.kind in ("organization", "group") and not p.named and " " not in p.name]
    bare = [party for party in bare if party.lemma in lexicon.people.state_bodies]
    if not bare:
        return
    counts: Counter[str] = Counter()
    for token in text.tokens:
        if token.lemma in lexicon.adjectives:
            counts[lexicon.adjectives[token.lemma]] += 1
        elif token.text[0].isupper():
            hit = lexicon.match(text.tokens, text.folded, token.index)
            if hit and (state := hit[1].capital_of or hit[1].entry) and lexicon.is_state(state):
                counts[state] += 1
    top = counts.most_common(2)
    if not top or (len(top) > 1 and top[0][1] == top[1][1]):
        return
    owner = lexicon.people.naming.genitive(lexicon.shown(top[0][0]))
    for party in bare:
        if owner:
            party.names.setdefault(f"{party.name} {owner}")
