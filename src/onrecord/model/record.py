"""Rows: what one document holds (`Extraction`), and what many documents make (`Record`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.dates import Date, When
from onrecord.model.span import Span

ActorKind = Literal["person", "organization", "country", "group", "place", "outlet"]
MentionKind = Literal["name", "office", "country", "group", "description", "pronoun"]
QuoteKind = Literal["direct", "indirect", "mixed"]
EventKind = Literal[
    "meeting", "visit", "call", "summit", "reception", "conference", "signing", "invitation", "negotiation"
]
EventStatus = Literal["planned", "held", "cancelled", "ongoing"]
Strength = Literal["considers", "intends", "promises", "scheduled"]
Voice = Literal["quoted", "outlet", "headline"]
Approximate = Literal["more_than", "less_than", "about"]
Force = Literal["may", "intends", "must", "will", "fact"]


# ---- one document


@dataclass(frozen=True, slots=True)
class Party:
    """One actor as one document knows it: a cluster of mentions.

    `name` is canonical in the document's language (nominative, as full as this article has it),
    `names` every form seen, in the nominative where it could be worked out. `entry` is the id of
    the dossier's actor, `members` (of a group) and `of` (whose office, whose ministry) are indexes
    of parties of the same document. `titles` are offices in apposition, nominative.
    """

    index: int
    kind: ActorKind
    name: str
    names: tuple[str, ...]
    entry: str | None = None
    mentions: tuple[Span, ...] = ()
    titles: tuple[str, ...] = ()
    members: tuple[int, ...] = ()
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or stand for a party: tokens `[first, last)`, their head, and whom they mean.

    `party` is None where it stays open, and `why` then says why. `plural` is what agrees with it.
    """

    span: Span
    first: int
    last: int
    head: int
    kind: MentionKind
    party: int | None
    plural: bool = False
    gender: Literal["Masc", "Fem", "Neut"] | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could have been meant, and why not (None: chosen)."""

    mention: Span
    party: int | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words or a thought put into somebody's mouth. `part_of`, `inside` are indexes of quotes.

    `speakers` are indexes of parties, empty where unknown, and `why_unknown` then says why.
    `lemmas` are the content words in order, for comparing; `negated` whether the main clause is.
    """

    span: Span
    kind: QuoteKind
    speakers: tuple[int, ...]
    speaker_mention: Span | None
    cue: Span | None
    rule: str
    confidence: float
    part_of: int | None = None
    inside: int | None = None
    why_unknown: str | None = None
    candidates: tuple[Candidate, ...] = ()
    lemmas: tuple[str, ...] = ()
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """An encounter of people or states that the article tells of. `place`, `participants`: parties.

    `former` is the date from which the article says that it was moved.
    """

    kind: EventKind
    status: EventStatus
    when: When | None
    place: int | None
    participants: tuple[int, ...]
    evidence: tuple[Span, ...]
    rule: str
    confidence: float
    series: str | None = None
    number: int | None = None
    lemmas: tuple[str, ...] = ()
    former: Date | None = None


def is_refusal(action: str) -> bool:
    """Whether an `action` tells what is not to be done."""
    return action.startswith("not ")


@dataclass(frozen=True, slots=True)
class Commitment:
    """Somebody binds themself, or is said to, to do something later.

    `action` is a few English words, "not" ahead of them where it is not to be done, `action_lemma` the verb or noun in
    the article's language.
    `voice` says in whose words: quoted, the outlet's own, or the headline's; `quote` in which.
    `again` are other places where the document tells the same, as firmly and in the same voice.
    """

    who: int
    action: str
    action_lemma: str
    targets: tuple[int, ...]
    due: When | None
    strength: Strength
    evidence: Span
    rule: str
    confidence: float
    voice: Voice = "outlet"
    quote: int | None = None
    conditions: tuple[Span, ...] = ()
    lemmas: tuple[str, ...] = ()
    again: tuple[Span, ...] = ()

    @property
    def refuses(self) -> bool:
        """Whether what binds is not to do it."""
        return is_refusal(self.action)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that somebody could check. `value` is an exact decimal as a string.

    `lemmas` are the content words around it, for comparing; `about` a few words for people.
    """

    value: str
    unit: str
    approximate: Approximate | None
    about: str | None
    evidence: Span
    rule: str
    confidence: float
    lemmas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause and how firmly it is put. Indexes count in the passage's words.

    `predicate` is the word that says what is done, None in a clause without a verb; `hedge` the
    words that make it a guess, an estimate or an opinion.
    """

    first: int
    last: int
    predicate: int | None
    force: Force
    hedge: tuple[int, int] | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as comparing sees it: its words as lemmas, without marks, and its claims.

    `starts`, `ends` are the words' places in the document's raw text. `tags` has a letter a word:
    `N` noun, `P` proper name, `V` verb, `A` adjective, `D` adverb, `M` number, `.` any other.
    """

    span: Span
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tags: str
    claims: tuple[Claim, ...] = ()
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document holds, a pure function of the document, the code, models and dossier.

    `lemmas` are the content words of the body in order, for lineage and stories.
    """

    document: str
    parties: tuple[Party, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    figures: tuple[Figure, ...] = ()
    lemmas: tuple[str, ...] = ()
    outlet: int | None = None
    cites: tuple[int, ...] = ()
    passages: tuple[Passage, ...] = ()
