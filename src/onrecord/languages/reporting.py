"""The part of the form for speech: how a language puts words into somebody's mouth.

A `Cue` is a word that reports; its class says what it does with the words (`say`, `demand`,
`name` …), its frames what it governs. Frames are the same in every language:

`clause` a content clause with a complementizer, `infinitive`, `object` a bare noun phrase,
`name` an object and what it is called, `speech` takes direct words; `about`, `in`, `to`, `for`, `against`, `on`,
`with`, `from` are led by an adposition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

CUE_CLASSES = (
    "say", "tell", "write", "manner", "think", "hope", "demand", "propose", "promise", "threaten", "accuse",
    "name", "deny", "confirm", "ask", "explain", "predict", "cite", "decide", "know", "show", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word: its class and what it governs."""

    cue_class: str
    frames: frozenset[str] = frozenset({"clause"})


@dataclass(frozen=True, slots=True)
class Reporting:
    """What a language knows of reporting. Keys are lemmas (lower case) unless said otherwise.

    `sources` are nouns of speech led by `source_adpositions` ("по словам"), `by_adpositions` lead a source of
    any kind ("согласно"), `place_adpositions` a body that spoke ("в министерстве"). Word forms are
    `complementizers` (mapped to `that`, `purpose`, `as-if`, `how`, `whether` or `question`), `adpositions`
    (mapped to frames), `particles` that may stand before a complementizer, `joiners` that coordinate, `links`
    that open a parenthetical report ("как") and the pronouns. `connectors` join a sentence to the one before, as do
    `asides`, which are phrases ("тем не менее", in small letters). `media` and `texts` are nouns of media and of
    texts (`own_texts` those that speak for themselves), `speakers` of people and bodies who speak, `impersonal` verbs that report for nobody,
    `references` nouns that lead to whom a medium has it from ("ссылка"), with the adposition between, `talks` nouns for an interview.
    `weights` reads the trained models of quotes and speakers; without them plain rules decide.
    """

    verbs: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    predicates: Mapping[str, Cue]
    sources: frozenset[str]
    source_adpositions: frozenset[str]
    by_adpositions: frozenset[str]
    place_adpositions: frozenset[str]
    complementizers: Mapping[str, str]
    correlatives: frozenset[str]
    adpositions: Mapping[str, str]
    particles: frozenset[str]
    joiners: frozenset[str]
    contrasts: frozenset[str]
    links: frozenset[str]
    relatives: frozenset[str]
    questions: frozenset[str]
    connectors: frozenset[str]
    asides: frozenset[str]
    back_references: frozenset[str]
    media: frozenset[str]
    texts: frozenset[str]
    own_texts: frozenset[str]
    speakers: frozenset[str]
    first_person: frozenset[str]
    third_person: frozenset[str]
    possessives: frozenset[str]
    negations: frozenset[str]
    impersonal: frozenset[str]
    references: Mapping[str, str]
    talks: frozenset[str]
    weights: Callable[[], str] | None = None
