"""Names known beforehand, from CLDR, the language and the dossier, made ready to be found in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.dossier import Dossier, Entry
from onrecord.dossier.countries import country_code, country_id, country_name, country_names, region_names
from onrecord.dossier.schema import Actor, Office, Outlet
from onrecord.extract.parties.keys import key_of
from onrecord.languages.language import Language
from onrecord.languages.people import People
from onrecord.model.annotation import Token
from onrecord.model.record import ActorKind

Sort = Literal["post", "person", "people", "body", "crowd", "lands", "side"]

_SHORT = 3  # capitals so short must be written just so


@dataclass(frozen=True, slots=True)
class Known:
    """A name that stands for an actor. `capital_of` is the state of a capital; `exact`: letters as written."""

    name: str
    entry: str | None
    kind: ActorKind
    capital_of: str | None = None
    exact: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the dossier: the words of one of their names, folded."""

    entry: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Look-ups for one language and dossier. `names` by the first word: the words after it and what they mean."""

    language: str
    people: People
    dossier: Dossier
    names: Mapping[str, tuple[tuple[tuple[str, ...], Known], ...]]
    persons: Mapping[str, tuple[KnownPerson, ...]]
    offices: tuple[Office, ...]
    home: Mapping[str, str]
    nouns: Mapping[str, Sort]
    adjectives: Mapping[str, str]

    def is_state(self, entry: str) -> bool:
        """Whether an id is a country's: CLDR's or the dossier's own."""
        return self.kind(entry) == "country"

    def two_states(self, adjective: str) -> tuple[str, ...]:
        """The two states of an adjective that is made of theirs ("узбекско-американский"); none where it is not."""
        found = [self.adjectives[half] for half in self.people.naming.halves(adjective) if half in self.adjectives]
        return tuple(found) if len(set(found)) == 2 else ()

    def owner(self, entry: str) -> str | None:
        """The state whose body an actor of the dossier is."""
        found = self.dossier.entries.get(entry)
        return found.of if isinstance(found, Actor) and found.of and self.is_state(found.of) else None

    def kind(self, entry: str) -> ActorKind:
        """What an id of the dossier or of a country stands for."""
        if country_code(entry):
            return "country"
        return _kind(self.dossier.entries.get(entry))

    def match(self, tokens: Sequence[Token], folded: Sequence[str], index: int) -> tuple[int, Known] | None:
        """The longest known name that begins at a token: the token after it, and what it means."""
        for rest, known in self.names.get(folded[index], ()):
            end = index + 1 + len(rest)
            if tuple(folded[index + 1 : end]) == rest and _as_written(tokens, index, end, known):
                return end, known
        return None

    def shown(self, entry: str) -> str:
        """What an actor of the dossier or a country is called in the language."""
        code = country_code(entry)
        if code is not None:
            shown = self.people.shown_countries.get(code)
            if shown:
                return shown[0]
            return country_name(code, self.language) or code
        return self.dossier.name(entry, self.language) or entry

    def every_name(self, entry: str) -> tuple[str, ...]:
        """All names of an actor in the language, without abbreviations."""
        code = country_code(entry)
        if code is not None:
            cldr = country_names(self.language).get(code)
            names = [*self.people.countries.get(code, ()), *([cldr] if cldr else ())]
            return tuple(dict.fromkeys(n for n in (self.shown(entry), *names)))
        return self.dossier.names(entry, self.language)


def _as_written(tokens: Sequence[Token], first: int, last: int, known: Known) -> bool:
    if known.exact:
        return tokens[first].text == known.name or last > first + 1
    return tokens[first].text[0].isupper() or not known.name[0].isupper()


_MADE: dict[tuple[str, str], Lexicon] = {}  # a language's parts cannot be hashed, its code and a fingerprint can


def make_lexicon(language: Language, dossier: Dossier) -> Lexicon:
    """Built once a process for a language and a dossier."""
    key = language.code, dossier.fingerprint
    if key not in _MADE:
        if len(_MADE) > 8:
            _MADE.clear()
        _MADE[key] = _make(language, dossier)
    return _MADE[key]


def _make(language: Language, dossier: Dossier) -> Lexicon:
    people = language.people
    table: dict[str, dict[tuple[str, ...], Known]] = {}
    for known, name in _known(language.code, people, dossier):
        for form in people.naming.forms(name):
            # a code keeps its capitals ("C5+1"), by which the annotator knows it for one word
            bare = form == people.naming.fold(name)
            words = [people.naming.fold(w) for w in people.naming.pieces(name if bare else form)]
            if words:
                table.setdefault(words[0], {}).setdefault(tuple(words[1:]), known)
    names = {first: tuple(sorted(found.items(), key=lambda item: -len(item[0]))) for first, found in table.items()}
    return Lexicon(
        language.code,
        people,
        dossier,
        names,
        _persons(people, dossier),
        dossier.offices,
        _homes(dossier),
        _nouns(people),
        _adjectives(language.code, people, dossier),
    )


def _known(code: str, people: People, dossier: Dossier) -> Iterator[tuple[Known, str]]:
    """Every name with its meaning; of two meanings the first counts, so the dossier's come first."""
    for actor in dossier.actors:
        if actor.kind != "person":
            for name in dossier.names(actor.id, code):
                yield _entry(name, actor.id, actor.kind), name
    for form in dossier.formats:
        for name in dossier.names(form.id):
            yield _entry(name, form.id, "group"), name
    for group in dossier.groups:
        for name in dossier.names(group.id, code):
            if " " in name and name[0].islower():
                continue  # "страны Тарвии" is read as a phrase
            kind: ActorKind = "group" if any(c.isdigit() for c in name) else "place"
            yield _entry(name, group.id, kind), name
    for outlet in dossier.outlets:
        for name in dossier.names(outlet.id):
            yield _entry(name, outlet.id, "outlet"), name
    for metonym in dossier.metonyms:
        for name in metonym.names.get(code, ()):
            yield Known(name, None, "place", metonym.means), name
    for country, names in people.countries.items():
        for name in names:
            yield _entry(name, country_id(country), "country"), name
    for country, name in country_names(code).items():
        yield _entry(name, country_id(country), "country"), name
    for name, country in people.capitals.items():
        yield Known(name, None, "place", country_id(country)), name
    for name in people.residences:
        yield Known(name, None, "organization", None), name
    for name in region_names(code).values():
        yield Known(name, None, "place"), name


def _entry(name: str, entry: str, kind: ActorKind) -> Known:
    short = len(name) <= _SHORT and name.isupper()
    return Known(name, entry, kind, exact=short, weak=short and len(name) < _SHORT)


def _persons(people: People, dossier: Dossier) -> Mapping[str, tuple[KnownPerson, ...]]:
    found: dict[str, list[KnownPerson]] = {}
    for actor in dossier.actors:
        if actor.kind != "person":
            continue
        for name in dict.fromkeys(people.naming.fold(n) for n in dossier.names(actor.id)):
            words = tuple(name.replace(".", " ").split())
            found.setdefault(words[-1], []).append(KnownPerson(actor.id, words))
    return {surname: tuple(persons) for surname, persons in found.items()}


def _homes(dossier: Dossier) -> Mapping[str, str]:
    """The states of media and bodies, by the keys of their names."""
    found: dict[str, str] = {}
    for outlet in dossier.outlets:
        for name in dossier.names(outlet.id):
            if outlet.country:
                found.setdefault(key_of(name), outlet.country)
    for actor in dossier.actors:
        for name in dossier.names(actor.id):
            if actor.of and actor.kind == "organization":
                found.setdefault(key_of(name), actor.of)
    return found


def _nouns(people: People) -> Mapping[str, Sort]:
    """What the language's nouns denote in the singular; of two meanings the later one here counts."""
    found: dict[str, Sort] = {}
    tables: tuple[tuple[Iterable[str], Sort], ...] = (
        (people.inhabitants, "person"),
        (people.sources, "person"),
        (people.crowds, "crowd"),
        (people.sides, "side"),
        (people.lands, "lands"),
        (people.bodies, "body"),
        (people.posts, "post"),
    )
    for words, sort in tables:
        found.update(dict.fromkeys(words, sort))
    return found


def _adjectives(code: str, people: People, dossier: Dossier) -> Mapping[str, str]:
    """Adjectives of states: the language's own, and what the dossier's states may form."""
    found = {word: country_id(country) for word, country in people.adjectives.items()}
    for actor in dossier.actors:
        if actor.kind == "country" and country_code(actor.id) is None:
            for name in dossier.names(actor.id, code):
                for word in people.naming.adjectives(name):
                    found.setdefault(word, actor.id)
    return found


def _kind(entry: Entry | None) -> ActorKind:
    if isinstance(entry, Actor):
        return entry.kind
    return "outlet" if isinstance(entry, Outlet) else "group"
