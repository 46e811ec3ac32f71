"""What two documents have to do with one another: all that is decided on the two of them alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from onrecord.languages import get_language
from onrecord.languages.asserting import Comparing
from onrecord.link.alignment import Sentences, align_two
from onrecord.link.components import candidate_pairs
from onrecord.link.days import within
from onrecord.link.kinship import DAYS, kinship, story_keys
from onrecord.link.lineage import Lineage, Sources, derivation, is_version, one_origin
from onrecord.link.profiles import Profile, profile
from onrecord.link.wording import Worded, run_keys, wording
from onrecord.model.document import Document
from onrecord.model.linked import Aligned, Derived, Kinship
from onrecord.model.record import Extraction

# From here on the sentences and quotes of two documents are held against one another.
CLOSE = 0.2
# Shared wording says who took from whom within so many days; later, it is a phrase that has become common.
RUN_DAYS = 14


# How many days apart documents may stand that have to do with one another, by what they share.
REACH: Mapping[str, int] = {"story": DAYS, "run": RUN_DAYS}


class ActorsOf(Protocol):
    """Who a document's parties are among the actors of the record."""

    def of(self, document: str, party: int | None) -> str | None: ...


class Side:
    """A document as a tie sees it; each view of it is worked out when it is first asked for."""

    def __init__(self, document: Document, extraction: Extraction, comparing: Comparing, sources: Sources) -> None:
        self.document, self.extraction, self.comparing, self.sources = document, extraction, comparing, sources

    @cached_property
    def profile(self) -> Profile:
        return profile(self.document, self.extraction, self.comparing)

    @cached_property
    def keys(self) -> Mapping[str, frozenset[str]]:
        """Keys by how far they reach: documents within so many days that share one may be near."""
        return {"story": frozenset(story_keys(self.profile)), "run": frozenset(run_keys(self.extraction))}

    @cached_property
    def worded(self) -> Worded:
        return Worded(self.extraction)

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.extraction, self.comparing)


@dataclass(frozen=True, slots=True)
class Tie:
    """Two documents, the lesser id first.

    `likely` says how likely they tell one story, `joined` whether they have one origin; `taker` took
    from the other as `derived` tells, and as its later state where `version`. `twins` are sentences
    that are worded alike, `aligned` those that say about the same.
    """

    one: str
    other: str
    likely: float
    joined: bool = False
    taker: str | None = None
    derived: Derived | None = None
    version: bool = False
    twins: tuple[tuple[int, int], ...] = ()
    aligned: tuple[Aligned, ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        return self.one, self.other

    @property
    def close(self) -> bool:
        return self.likely >= CLOSE or bool(self.twins)

    @property
    def says_nothing(self) -> bool:
        return not self.close and not self.joined and self.derived is None

    def kinship(self) -> Kinship:
        return Kinship(self.one, self.other, round(self.likely, 3), self.joined, self.twins)


def side_of(document: Document, extraction: Extraction, actors: ActorsOf) -> Side | None:
    """A document for holding it against others; None where its language has no tables for that."""
    language = get_language(document.language)
    if language is None:
        return None
    sources = sources_of(document.id, extraction, actors, language.asserting.conduits)
    return Side(document, extraction, language.comparing, sources)


def sources_of(document: str, extraction: Extraction, actors: ActorsOf, conduits: frozenset[str]) -> Sources:
    """Outlet and credits of a document as actors; an office is known by the nouns for one in its name."""
    outlet = actors.of(document, extraction.outlet)
    cites = {actor for party in extraction.cites if (actor := actors.of(document, party))}
    offices = {
        actor
        for party in extraction.cites
        if is_office(extraction.parties[party].name, conduits) and (actor := actors.of(document, party))
    }
    return Sources(outlet, frozenset(cites - {outlet} - offices), frozenset(offices))


def is_office(name: str, conduits: frozenset[str]) -> bool:
    """Whether a source that is credited is an office with its release, and no medium: by the nouns of its name."""
    words = name.split()
    return any(word.lower() in conduits for word in words) or (len(words) > 1 and name[0].islower())


def tie(a: Side, b: Side) -> Tie:
    """What two documents have to do with one another, whichever is given first."""
    one, other = sorted((a, b), key=lambda side: side.document.id)
    pair = one.document.id, other.document.id
    shared = wording(one.worded, other.worded)
    # What shares a phrase and no more than that is not looked at any further.
    same_story = likely(one, other) if shared.twins or one.keys["story"] & other.keys["story"] else 0.0
    found = derivation(one.document, other.document, shared, same_story, one.sources, other.sources)
    taker, step = found or (None, None)
    given = {side.document.id: side for side in (one, other)}
    version = False
    if taker is not None and step is not None:
        mine, theirs = given[taker], given[step.document]
        version = is_version(mine.document, theirs.document, step, mine.sources, theirs.sources)
    joined = found is not None or one_origin(shared, same_story, one.sources, other.sources)
    twins = tuple((t.one, t.other) for t in shared.twins)
    first = Tie(*pair, same_story, joined, taker, step, version, twins)
    if not first.close or one.comparing is not other.comparing:
        return first
    return replace(first, aligned=tuple(align_two(one.sentences, other.sentences, one.comparing)))


def near_enough(one: Side, other: Side) -> bool:
    """Whether two documents share a key and stand near enough in time for it."""
    days = one.profile.day, other.profile.day
    return any(within(*days, reach) and one.keys[name] & other.keys[name] for name, reach in REACH.items())


def all_ties(sides: Mapping[str, Side]) -> list[Tie]:
    """The ties of all pairs that share a key and stand near enough in time, sorted; those that say nothing left out."""
    pairs = set()
    for name, reach in REACH.items():
        for a, b in candidate_pairs({id_: side.keys[name] for id_, side in sides.items()}):
            if within(sides[a].profile.day, sides[b].profile.day, reach):
                pairs.add((a, b))
    found = [tie(sides[a], sides[b]) for a, b in sorted(pairs)]
    return [item for item in found if not item.says_nothing]


def likely(one: Side, other: Side) -> float:
    """How likely two documents tell one story."""
    return kinship(one.profile, other.profile, one.comparing)


def measure_of(sides: Mapping[str, Side]) -> Callable[[str, str], float]:
    """How likely any two documents tell one story."""

    def measure(a: str, b: str) -> float:
        return likely(sides[a], sides[b]) if a in sides and b in sides else 0.0

    return measure


def lineage_of(ties: Iterable[Tie]) -> Lineage:
    """Who took it from whom, of all these pairs."""
    derived: dict[str, list[Derived]] = {}
    versions: dict[str, Derived] = {}
    joined = set()
    for item in sorted(ties, key=lambda item: item.pair):
        if item.taker is not None and item.derived is not None:
            derived.setdefault(item.taker, []).append(item.derived)
            known = versions.get(item.taker)
            # Of several earlier states the one that is most like it.
            if item.version and (
                known is None or (-item.derived.share, item.derived.document) < (-known.share, known.document)
            ):
                versions[item.taker] = item.derived
        if item.joined:
            joined.add(item.pair)
    return Lineage(
        {taker: tuple(sorted(steps, key=lambda s: (-s.share, s.document))) for taker, steps in derived.items()},
        {taker: step.document for taker, step in versions.items()},
        frozenset(joined),
    )
