"""What office a phrase speaks of: its rank, field and country, whether it is one's title or stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.dossier.schema import Role
from onrecord.extract.parties.phrases import Phrase
from onrecord.extract.parties.text import Text
from onrecord.languages.people import People, Post, Rank
from onrecord.model.record import Span

ROLES: dict[Role, tuple[Rank, str]] = {
    "head_of_state": ("chief", "state"),
    "deputy_head_of_state": ("deputy", "state"),
    "head_of_government": ("chief", "government"),
    "foreign_minister": ("chief", "foreign"),
    "deputy_foreign_minister": ("deputy", "foreign"),
    "envoy": ("envoy", ""),
    "ambassador": ("ambassador", ""),
    "spokesperson": ("spokesperson", ""),
    "minister": ("chief", ""),
    "head": ("chief", ""),
}


@dataclass(frozen=True, slots=True)
class Office:
    """`subjects` are fields ("foreign") or names of bodies, `countries` ids; empty where not told.

    `lemma` is the noun, `loose` a word for several offices ("лидер" of a state or its government),
    `back` one that refers back by its body's kind ("глава ведомства").
    """

    lemma: str
    rank: Rank
    subjects: frozenset[str]
    countries: frozenset[str]
    loose: bool = False
    back: bool = False
    former: bool = False


def office_of(text: Text, phrase: Phrase, people: People) -> Office:
    """The office that a phrase with a noun of office, or any noun for a person, speaks of."""
    tokens = text.tokens
    post = people.posts.get(phrase.lemma, Post("other"))
    subjects = {post.subject} if post.subject else set()
    countries = {f"country:{post.country}"} if post.country else set()
    rank, inner, back = post.rank, False, False
    covered: set[int] = set()
    for span in phrase.inside:
        if span.known and span.known.kind == "country" and span.known.entry:
            countries.add(span.known.entry)
            covered.update(range(span.first, span.last))
        elif span.known and span.known.entry and span.kind == "ORG":
            subjects |= _body_subjects(span.known.entry, text, people)
        elif span.kind == "PER":
            covered.update(range(span.first, span.last))
    for index in range(phrase.first, phrase.last):
        token = tokens[index]
        if index == phrase.head or index in covered:
            continue
        lemma = token.lemma
        if lemma in people.adjectives:
            countries.add(f"country:{people.adjectives[lemma]}")
        elif lemma in people.subjects:
            subject, country = people.subjects[lemma]
            if not (subject == "state" and (subjects - {"state"} or lemma not in _STATE_ALONE and phrase.bare)):
                subjects.add(subject)
            if country and not (lemma == "государственный" and tokens[phrase.head].lemma != "секретарь"):
                countries.add(f"country:{country}")
        elif index > phrase.head and lemma in people.posts and not inner:
            inner = True
            within = people.posts[lemma]
            subjects |= {within.subject} if within.subject else set()
            subjects |= {"state"} if lemma in _STATE_CHIEFS and not within.subject else set()
            countries |= {f"country:{within.country}"} if within.country else set()
        elif index > phrase.head and lemma in people.generic_bodies and phrase.last == index + 1:
            back = True
        elif index > phrase.head and token.pos in ("NOUN", "PROPN", "X") and len(token.text) > 2 and not inner:
            subjects.add(lemma)
    if rank == "chief" and phrase.lemma in _STATE_CHIEFS and not (subjects - {"state"}):
        subjects.add("state")
    former = any(tokens[i].lemma in people.former for i in range(phrase.first, phrase.head)) or phrase.lemma.startswith("экс-")
    loose = phrase.lemma in people.hypernyms and not (subjects - {"state"})
    return Office(phrase.lemma, rank, frozenset(subjects), frozenset(countries), loose, back, former)
