"""What office a phrase speaks of: its rank, field and country, and whether one office can be another."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from onrecord.dossier.countries import country_id
from onrecord.dossier.schema import Office as KnownOffice
from onrecord.dossier.schema import Role
from onrecord.extract.parties.lexicon import Known, Lexicon
from onrecord.extract.parties.phrases import Phrase
from onrecord.extract.parties.text import Text
from onrecord.languages.people import People, Post, Rank
from onrecord.model.dates import Date

_ROLES: dict[Role, tuple[Rank, str]] = {
    "head_of_state": ("chief", "state"),
    "deputy_head_of_state": ("deputy", "state"),
    "head_of_government": ("chief", "government"),
    "foreign_minister": ("chief", "foreign"),
    "deputy_foreign_minister": ("deputy", "foreign"),
}
_NOUNS = frozenset({"NOUN", "PROPN", "X"})
_OF_ALL = frozenset({"state", "government", "region", "city"})  # nobody calls these a "ведомство"
_OF_A_STATE = frozenset({"state", "government", "foreign"})
_NONE: frozenset[str] = frozenset()
_REGION = frozenset({"region"})
_TELLING = 4  # letters of a field's word that a blended name has


@dataclass(frozen=True, slots=True)
class Office:
    """`fields` are what it is over ("foreign"), `words` the rest of its complement, `countries` ids of actors.

    `back`: it refers to a body by its kind alone ("глава ведомства"); `alone`: nothing but the noun.
    """

    lemma: str
    rank: Rank
    fields: frozenset[str] = _NONE
    words: frozenset[str] = _NONE
    countries: frozenset[str] = _NONE
    back: bool = False
    alone: bool = False
    former: bool = False


def office_of(text: Text, phrase: Phrase, lexicon: Lexicon) -> Office:
    """The office (or occupation) that a phrase for a person speaks of."""
    tokens, people = text.tokens, lexicon.people
    post = people.posts.get(phrase.lemma, Post("other"))
    fields = {post.subject} - {""}
    words: set[str] = set()
    countries = {f"country:{post.country}"} if post.country else set[str]()
    stately = post.subject in _OF_A_STATE or (phrase.lemma in people.land_posts and not post.of_state)
    named: set[int] = set()
    known_body: set[int] = set()  # of which only the field counts, since its state is known
    for span in phrase.inside:
        if span.known and span.known.kind == "country" and span.known.entry:
            countries.add(span.known.entry)
            named.update(range(span.first, span.last))
        elif span.known and (owner := _owner(span.known, lexicon)):
            countries.add(owner)
            known_body.update(range(span.first, span.last))
            if span.known.name in people.seats:
                fields.add("state")
        elif span.kind == "LOC" and span.known is None and stately and span.last == span.first + 1:
            # of no state that is known, and of one nonetheless
            countries.add(f"place:{people.naming.fold(span.base or tokens[span.first].text)}")
            named.add(span.first)
    back = False
    for index in range(phrase.first, phrase.last):
        token = tokens[index]
        if index == phrase.head or index in named:
            continue
        lemma = token.lemma
        if lemma in lexicon.adjectives:
            countries.add(lexicon.adjectives[lemma])
        elif lemma in people.subjects:
            field, country = people.subjects[lemma]
            fields |= {field} - {""}
            countries |= {f"country:{country}"} if country else set()
            back = back or (index > phrase.head and lemma in people.generic_bodies and index + 1 == phrase.last)
        elif index > phrase.head and lemma in people.posts:
            inner = people.posts[lemma]
            fields |= {inner.subject or inner.of_state} - {""}
            countries |= {f"country:{inner.country}"} if inner.country else set()
        elif index > phrase.head and lemma in people.generic_bodies and index + 1 == phrase.last:
            back = True
        elif index > phrase.head and token.pos in _NOUNS and len(token.text) > 1 and index not in known_body:
            words.add(text.folded[index] if token.pos == "X" else lemma)
    if post.of_state and countries and not fields and not words:
        fields.add(post.of_state)
    if post.of_state and not countries and not fields and _over_a_place(phrase, words, people):
        fields.add("region")
    former = phrase.lemma.startswith(people.former_prefixes)
    former = former or any(tokens[i].lemma in people.former for i in range(phrase.first, phrase.head))
    alone = phrase.last == phrase.head + 1 and not countries and not (fields - {post.subject})
    what = frozenset(fields), frozenset(words), frozenset(countries)
    lemma = next((phrase.lemma[len(p) :] for p in people.former_prefixes if phrase.lemma.startswith(p)), phrase.lemma)
    lemma = people.same_posts.get(lemma, lemma)
    return Office(lemma, post.rank, *what, back and not words, alone, former)


def _over_a_place(phrase: Phrase, words: Set[str], people: People) -> bool:
    """Whether an office is over a part of a country: "глава Карелии", "глава региона"."""
    if words and all(word in people.regions for word in words):
        return True
    return len(phrase.inside) == 1 and phrase.inside[0].kind == "LOC" and phrase.inside[0].first == phrase.head + 1


def _owner(known: Known, lexicon: Lexicon) -> str | None:
    """The state that a body of the dossier, or a seat of power, belongs to."""
    country = lexicon.people.residences.get(known.name)
    return lexicon.owner(known.entry) if known.entry else country_id(country) if country else None


def fits(asked: Office, held: Office, people: People) -> int:
    """How well an office spoken of is one that somebody holds: 0 not at all."""
    if asked.countries and held.countries and asked.countries.isdisjoint(held.countries):
        return 0
    if asked.former and not held.former and held.lemma:
        return 0
    bonus = int(bool(asked.countries & held.countries))
    if asked.lemma == held.lemma and not asked.back and asked.fields <= held.fields and asked.words <= held.words:
        return 4 + bonus
    if asked.rank == held.rank and asked.rank != "other":
        if asked.alone and not held.words and people.posts[asked.lemma].of_state in held.fields:
            return 4
        if asked.words and asked.words <= held.words and asked.fields == held.fields:
            return 2 + bonus
        if asked.fields == held.fields == _REGION and asked.words <= people.regions:
            return 4 + bonus  # "глава региона" is the governor of wherever
        if asked.fields and asked.fields == held.fields and (asked.alone or asked.words == held.words):
            return 4 + bonus  # "градоначальник" is the mayor of wherever
        if _of_same_body(asked, held, people):
            return 2 + bonus
        if asked.back and (held.words or held.fields - _OF_ALL):
            return 2 + bonus
    if asked.rank == "spokesperson" and asked.words and asked.words <= held.words:
        return 2 + bonus
    covered = people.hypernyms.get(asked.lemma)
    if covered and not asked.words and not (asked.fields - {"state"}):
        if held.lemma in covered or held.rank in covered:
            return 2 + bonus
        if any(f"{held.rank}:{field}" in covered for field in held.fields):
            return 2 + bonus
    return 0


def _of_same_body(asked: Office, held: Office, people: People) -> bool:
    """Whether one office is told by a body's name and the other by what such bodies are called: "глава регулятора"."""
    if len(asked.words) != 1 or len(held.words) != 1:
        return False
    (one,), (other,) = asked.words, held.words
    kinds, field = people.body_kinds, people.naming.field_of_blend
    if other[:_TELLING] in field(one) or one[:_TELLING] in field(other):
        return True  # "глава Минпросвещения" is the minister of that
    return any(short.lower() == other for short in kinds.get(one, ())) or any(
        short.lower() == one for short in kinds.get(other, ())
    )


def holders(asked: Office, lexicon: Lexicon, date: Date | None) -> tuple[tuple[str, ...], KnownOffice | None]:
    """Who held the office at a date, by the dossier: one where it is plain, several or none where not."""
    if not asked.countries or asked.words or asked.former or asked.rank in ("other", "aide", "member"):
        return (), None
    found: dict[str, KnownOffice] = {}
    for office in lexicon.offices:
        known = known_office(office, lexicon)
        if (
            known.countries & asked.countries
            and known.rank == asked.rank
            and known.fields
            and known.fields == asked.fields
        ):
            for holder in lexicon.dossier.holders(office, date):
                found.setdefault(holder, office)
    return tuple(found), next(iter(found.values()), None)


def known_office(office: KnownOffice, lexicon: Lexicon) -> Office:
    """A dossier's office as one of the text's: rank and field by its role."""
    countries = frozenset({office.of})
    if office.role in _ROLES:
        rank, field = _ROLES[office.role]
        return Office("", rank, frozenset({field}), countries=countries)
    if office.role == "spokesperson":
        # a spokesperson's field is that of whoever heads the body
        heads = (o for o in lexicon.offices if o.body == office.body and o.role in _ROLES and o.body)
        fields = frozenset(_ROLES[o.role][1] for o in heads if _ROLES[o.role][0] == "chief")
        return Office("", "spokesperson", fields, countries=countries)
    return Office("", "other", countries=countries)
