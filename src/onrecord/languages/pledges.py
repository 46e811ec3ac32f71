"""The form's part on commitments: the words by which a language binds somebody to do something later.

Keys are lemmas unless said otherwise. Whose a commitment is follows from the word: the subject's
("plans to"), or that of the one addressed ("urged X to", "ordered X to").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.model.record import Strength

Holder = Literal["subject", "addressee"]
Vector = Sequence[float] | NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pledge:
    """What a binding word makes of the action that it governs.

    `family` groups words that behave alike, for the model that accepts or rejects.
    """

    strength: Strength
    family: str
    holder: Holder = "subject"


@dataclass(frozen=True, slots=True)
class Pledges:
    """What finding commitments needs to know of a language.

    verbs, nouns, predicates  words that bind ("plan", "promise", "ready")
    allowing        verbs that bind where they are denied ("does not rule out")
    fixing          words that fix when something takes place ("scheduled", "set for")
    moving          words that set another day for it; `new_day` the prepositions that the new day follows
    cancelling      words that call it off; `withdrawing` words that take back or break a promise
    settling        verbs of settling `details`, nouns of what is left to be settled ("the dates of the visit")
    refuting        words that say that something is not true; `discussing` verbs of talking something over
    taking_place    verbs by which it takes place
    future_forms    word forms of the auxiliary that makes a verb future ("will")
    gatherings      nouns for what is held by those who take part ("meeting", "match")
    outcomes        verbs in the future that tell what will come about, not what somebody will do
    empty           verbs whose object says what is done ("carry out reforms")
    leads           prepositions between a binding word and the noun of what is to be done, with the case it is in then
    vague_leads     of these the ones that also lead to what is nothing to be done ("to the people")
    deeds           endings of nouns of action
    hedges          words that weaken ("probably", "may be")
    conditions      words that open a condition: the first words of it, in lower case
    denials         particles that deny a verb; `unreal` particles that make it unreal, `asking` those that ask whether, `wishing`
                    those by which somebody else is to do it ("let them")
    wondering       of these the ones that ask only in the clause that a verb governs ("not said when")
    questioning     words that ask who, what, which or how, and open a clause that leaves it open
    demanding       conjunctions of what is demanded ("that he should")
    first_person    pronouns of who speaks: singular and plural forms are told apart by number
    second_person   pronouns of those spoken to, their possessives too
    namesakes       nouns of papers and prizes that bear somebody's name ("amendment")
    whole           forms of "all" ahead of a number; `cardinals` the values of number words (lower case)
    relatives       pronouns that open a relative clause
    sides           plurals for those who deal with each other ("the sides"), who are their states
    organs          stems of the names of a state's bodies (lower case), who speak for the state
    by_authority    nouns of those who speak for somebody else ("spokesman")
    currencies      nouns of money, which may be told with the state that has it
    actions         an action's lemma in English
    completes       whether a verb form is of the future, whatever tense the tagger saw
    lands           nouns that stand for the state told of ("the country")
    weights         gives the JSON of the weights that judge candidates; None takes the likely ones
    vectors         the vectors of lemmas, for the weights; None for a lemma that has none
    """

    verbs: Mapping[str, Pledge]
    nouns: Mapping[str, Pledge]
    predicates: Mapping[str, Pledge]
    allowing: Mapping[str, Pledge]
    fixing: frozenset[str]
    moving: frozenset[str]
    new_day: frozenset[str]
    cancelling: frozenset[str]
    withdrawing: frozenset[str]
    settling: frozenset[str]
    details: frozenset[str]
    refuting: frozenset[str]
    discussing: frozenset[str]
    taking_place: frozenset[str]
    future_forms: frozenset[str]
    gatherings: frozenset[str]
    outcomes: frozenset[str]
    empty: frozenset[str]
    leads: Mapping[str, frozenset[str]]
    vague_leads: frozenset[str]
    deeds: tuple[str, ...]
    hedges: frozenset[str]
    conditions: tuple[tuple[str, ...], ...]
    denials: frozenset[str]
    unreal: frozenset[str]
    asking: frozenset[str]
    wishing: frozenset[str]
    questioning: frozenset[str]
    wondering: frozenset[str]
    demanding: frozenset[str]
    first_person: frozenset[str]
    second_person: frozenset[str]
    namesakes: frozenset[str]
    whole: frozenset[str]
    cardinals: Mapping[str, int]
    relatives: frozenset[str]
    sides: frozenset[str]
    lands: frozenset[str]
    organs: tuple[str, ...]
    by_authority: frozenset[str]
    currencies: frozenset[str]
    actions: Mapping[str, str]
    completes: Callable[[str], bool] | None = None
    weights: Callable[[], str] | None = None
    vectors: Callable[[Sequence[str]], Sequence[Vector | None]] | None = None
