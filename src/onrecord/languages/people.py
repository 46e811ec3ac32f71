"""The form's part on who is who: words for people, bodies and offices, and how names are bent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from onrecord.model.annotation import Token

Rank = Literal["chief", "deputy", "envoy", "ambassador", "spokesperson", "aide", "member", "other"]
Gender = Literal["Masc", "Fem", "Neut"]


@dataclass(frozen=True, slots=True)
class Post:
    """What a noun of office says by itself: how high, over what (`subject`), and of which country.

    Subjects are `state`, `government`, `foreign`, `parliament`, `region`, `city` or a word of the
    language; "" where the complement tells it ("глава" of what?). `of_state` is the subject that it has
    if the complement is a country and nothing else.
    """

    rank: Rank
    subject: str = ""
    country: str | None = None
    of_state: str = ""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun of the third person that can stand for people or bodies."""

    plural: bool
    gender: Gender | None
    possessive: bool = False
    subject_only: bool = False  # stands for somebody only as the subject ("тот")


# Names by their first token: the token after, and whether it names a person.
Names = Mapping[int, tuple[int, bool]]


@dataclass(frozen=True, slots=True)
class Takes:
    """Adpositions that open a noun's complement: before `any` noun but those of `never`, or before `names` only."""

    any: frozenset[str]
    names: frozenset[str]
    never: frozenset[str]


class Naming(Protocol):
    """How names are bent in the language."""

    def fold(self, text: str) -> str:
        """Lower case, with spellings that mean the same made one."""
        ...

    def bases(self, word: str, case: str, gender: str) -> tuple[str, ...]:
        """What the nominative of a (part of a) person's name may be, the likeliest first; case and gender may be ""."""
        ...

    def plain_case(self, surname: str) -> str:
        """The case that only a surname of a man shows by its ending, whatever a tagger says; "" where it shows none."""
        ...

    def loose_bases(self, word: str) -> tuple[str, ...]:
        """The same with no trust in case and gender."""
        ...

    def forms(self, name: str) -> tuple[str, ...]:
        """All forms of a name of one or more words, folded, words apart by single spaces."""
        ...

    def pieces(self, text: str) -> list[str]:
        """The tokens of a name, as the annotator cuts them."""
        ...

    def adjectives(self, state: str) -> tuple[str, ...]:
        """The adjectives (lemmas, folded) that a state's name may form."""
        ...

    def halves(self, adjective: str) -> tuple[str, ...]:
        """The two adjectives (lemmas) that one is made of ("peruvian-chadian"); none where it is not made so."""
        ...

    def genitive(self, name: str) -> str | None:
        """A name of one or more words in the case of an owner; None where the language cannot bend it."""
        ...

    def given_gender(self, given: str, surname: str) -> Gender | None:
        """Man or woman, by the first name and the surname; None where neither tells."""
        ...

    def is_owner(self, word: str) -> bool:
        """Whether a word's ending alone says that it is in the case of an owner, and so begins no name."""
        ...

    def may_own(self, word: str) -> bool:
        """Whether a word's ending allows the case of an owner, and is not that of surnames alone."""
        ...

    def is_middle(self, word: str) -> bool:
        """Whether a word in the nominative is a father's name (a patronymic) or the like."""
        ...

    def is_blend(self, name: str, noun: str) -> bool:
        """Whether a name is blended from a noun of bodies and a field: "Минздрав" from "министерство"."""
        ...

    def field_of_blend(self, name: str) -> str:
        """What such a name tells of the field, in small letters ("здрав" of "Минздрав"); "" for any other name."""
        ...


class Phrases(Protocol):
    """How noun phrases are bounded and bent in the language."""

    def left(self, tokens: Sequence[Token], head: int, least: int) -> int:
        """The first token of the phrase of `head`: what agrees with it ahead of it, from `least` on."""
        ...

    def right(self, tokens: Sequence[Token], head: int, most: int, takes: Takes, names: Names) -> int:
        """The token after the phrase: its complements, up to `most`. `takes`: what adpositions may open one.

        A person's name in apposition is not a complement and ends the phrase.
        """
        ...

    def trailing(self, tokens: Sequence[Token], head: int, last: int, most: int) -> int:
        """The token after what is set off behind a phrase for a person but belongs to it; `last` if nothing is."""
        ...

    def nominative(self, tokens: Sequence[Token], first: int, last: int, head: int) -> str:
        """The phrase `[first, last)` with its head in the nominative; what follows the head stays as printed."""
        ...

    def apposed(self, tokens: Sequence[Token], head: int, name: int, last: int) -> bool:
        """Whether a name `[name, last)` can stand in apposition to the noun `head`."""
        ...

    def is_person(self, token: Token) -> bool:
        """Whether a noun denotes a person or people."""
        ...

    def is_befallen(self, token: Token) -> bool:
        """Whether such a noun tells no more than what befell somebody ("the injured"), and so nobody known."""
        ...


@dataclass(frozen=True, slots=True)
class People:
    """What a language knows of people and bodies. Keys are lemmas unless said otherwise.

    Offices: `posts` nouns of office, `compounds` an adjective and a noun that make one ("state", "secretary"),
    `same_posts` what goes by another noun as well, and that one,
    `subjects` words that tell an office's field (value: the field, "" for none, and the country implied),
    `hypernyms` descriptions and the ranks, fields and nouns they cover, `former` words for who left office.
    Bodies: `bodies` nouns of institutions, `generic_bodies` those that refer back ("ведомство"),
    `vague_bodies` those that denote a body only by a name or where they act, `plain_bodies` those that only bodies of
    that very kind are called, `company_forms` words around a company's name that are left out of it (folded), `organs` those that belong to another body and bear no name ("пресс-служба"), `state_bodies` those that every
    state has one of, `channels` those through which their owner speaks ("сайт Кремля"), `abroad` those that
    a state has in other places ("посольство в"), `tongues` names of languages and what they are short for, ahead of a
    name in brackets ("англ."), `abbreviations` short
    names, `residences` seats of power and their states, `seats` those of heads of state, `regions` nouns of a country's parts, `body_kinds` nouns (or an
    adjective and a noun, "+" between) by which bodies are called after their field, and the short names that these have.
    People: `crowds` inanimate nouns for people who act, `sources` nouns that are people only with a
    complement, `sides` plurals for those who talk, `measures` words that count people ("ряд", "один из"),
    `others` nouns for somebody else than the one spoken of (a witness, a brother), `cardinals` values of number words, `quantities` words that a
    name may do without, `both` and `two` the words for two, `epicene` nouns
    whose gender tells nothing of whoever is called so ("звезда"), `dropped` determiners that are no part of a name,
    `demonstratives` those that point back, `honorifics` adjectives between a title and the name,
    `indefinite` words (or two, a space between) by which a noun means nobody in particular,
    `idioms` two words (folded) of which the noun denotes nobody ("at the head of"),
    `media_bodies` nouns of bodies that are media.
    States: `lands` nouns for them, `adjectives`, `inhabitants`, `capitals` and `countries` (names beside CLDR's;
    those of `shown_countries` are fit to be shown), `land_posts` offices and `land_bodies` other nouns whose owner,
    where it is one name, is a land, `stands_at` adpositions that make a capital a place,
    `acts_with` those that make it a state, `voices` nouns of speech or stance: whose they are acts.
    `takes` tells the complements of nouns of a class (`post`, `body`, `person`, `source`, and
    `name` for a body's own name).
    """

    naming: Naming
    phrases: Phrases
    posts: Mapping[str, Post]
    compounds: Mapping[tuple[str, str], str]
    same_posts: Mapping[str, str]
    subjects: Mapping[str, tuple[str, str | None]]
    hypernyms: Mapping[str, frozenset[str]]
    bodies: frozenset[str]
    generic_bodies: frozenset[str]
    crowds: frozenset[str]
    lands: frozenset[str]
    land_posts: frozenset[str]
    land_bodies: frozenset[str]
    sides: frozenset[str]
    measures: frozenset[str]
    dropped: frozenset[str]
    demonstratives: frozenset[str]
    honorifics: frozenset[str]
    indefinite: frozenset[str]
    idioms: frozenset[str]
    media_bodies: frozenset[str]
    pronouns: Mapping[str, Pronoun]
    adjectives: Mapping[str, str]
    inhabitants: Mapping[str, str]
    capitals: Mapping[str, str]
    countries: Mapping[str, tuple[str, ...]]
    shown_countries: Mapping[str, tuple[str, ...]]
    residences: Mapping[str, str]
    seats: frozenset[str]
    tongues: frozenset[str]
    abbreviations: Mapping[str, str]
    body_kinds: Mapping[str, frozenset[str]]
    takes: Mapping[str, Takes]
    voices: frozenset[str]
    vague_bodies: frozenset[str]
    plain_bodies: frozenset[str]
    company_forms: frozenset[str]
    organs: frozenset[str]
    sources: frozenset[str]
    state_bodies: frozenset[str]
    cardinals: Mapping[str, int]
    quantities: frozenset[str]
    channels: frozenset[str]
    abroad: frozenset[str]
    others: frozenset[str]
    regions: frozenset[str]
    epicene: frozenset[str]
    both: frozenset[str]
    two: frozenset[str]
    joiners: frozenset[str]
    former: frozenset[str]
    former_prefixes: tuple[str, ...]
    stands_at: frozenset[str]
    acts_with: frozenset[str]
