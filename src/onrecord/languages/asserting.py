"""The part of the form for how firmly something is put, and for comparing what is put.

Forces, from weak to strong: `may` (is possible, is considered), `intends` (is wanted or planned),
`must` (is demanded or due), `will` (is going to be), `fact` (is or was so).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.model.record import Force


@dataclass(frozen=True, slots=True)
class Asserting:
    """What a language knows of firmness. Keys are lemmas unless said otherwise.

    `modals` govern an infinitive (or a noun) and take its force down; `bearers` are nouns that do so where
    one of the verbs `considering` governs them ("рассматривают возможность …"); `hedges` are single words, `hedging` sequences of
    lemmas that make what follows a guess, an estimate or (those that are among the `opinions`) an opinion; `openers` are verbs of
    opinion that do so when a clause follows. `firsts` claim a record ("first", "largest"), `since` are
    sequences of lemmas that count from the last time. `negations`, `conditions` are word forms.
    `conduits` are offices that speak for others, in the nominative. `weekdays` (Monday is 0) and `days` counted from
    today ("yesterday" is -1) are word forms, `zones` sequences of lemmas for the time of some place, `*` being any
    word. `closers` are commas, dashes and whatever else parts clauses.
    """

    modals: Mapping[str, Force]
    bearers: Mapping[str, Force]
    considering: frozenset[str]
    hedges: frozenset[str]
    hedging: tuple[tuple[str, ...], ...]
    opinions: tuple[tuple[str, ...], ...]
    openers: frozenset[str]
    firsts: frozenset[str]
    since: tuple[tuple[str, ...], ...]
    negations: frozenset[str]
    conditions: frozenset[str]
    closers: frozenset[str]
    light: frozenset[str]
    conduits: frozenset[str]
    future: frozenset[str]
    weekdays: Mapping[str, int]
    days: Mapping[str, int]
    zones: tuple[tuple[str, ...], ...]


class Comparing(Protocol):
    """How much two texts of the language have in common, by fixed tables.

    `withdrawing` are lemmas of taking back what was promised, `moving` of setting another date for it, `months` of
    the months.
    """

    @property
    def withdrawing(self) -> frozenset[str]: ...
    @property
    def moving(self) -> frozenset[str]: ...
    @property
    def months(self) -> frozenset[str]: ...

    def weight(self, lemma: str) -> float:
        """How much it says when two texts share this lemma: 0 for the commonest, about 8 for rare ones."""
        ...

    def stem(self, word: str) -> str:
        """A form of a name without what its case adds."""
        ...

    def known(self, word: str) -> bool:
        """Whether this form of a word is one that the language's texts use."""
        ...

    def nearness(self, one: str, other: str) -> float:
        """How near two lemmas are in meaning, -1 to 1; 0 where nothing is known of one of them."""
        ...

    def nearest(self, ones: Sequence[str], others: Sequence[str]) -> list[float]:
        """For each of `ones` how near the nearest of `others` is: 1 where it is among them."""
        ...
