"""What two documents have to do with one another: all that is decided on the two of them alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from onrecord.languages import get_language
from onrecord.languages.asserting import Comparing
from onrecord.link import statements
from onrecord.link.actors import Actors
from onrecord.link.alignment import Sentences, align_two
from onrecord.link.commitment_pairs import CommitmentItem
from onrecord.link.commitments import same_acts
from onrecord.link.components import candidate_pairs
from onrecord.link.days import within
from onrecord.link.figures import FigureItem, figure_items, same_figures
from onrecord.link.kinship import DAYS, kinship, story_keys
from onrecord.link.lineage import Lineage, Sources, derivation, is_version, one_origin
from onrecord.link.profiles import Profile, profile
from onrecord.link.statements import Weights
from onrecord.link.units import Unit, UnitKey
from onrecord.link.wording import Worded, run_keys, wording
from onrecord.model.document import Document
from onrecord.model.linked import Aligned, Derived, Kinship, QuoteRow
from onrecord.model.record import Extraction

# From here on the sentences and quotes of two documents are held against one another.
CLOSE = 0.2
# Shared wording says who took from whom within so many days; later, it is a phrase that has become common.
RUN_DAYS = 14


# How many days apart documents may stand that have to do with one another, by what they share.
REACH: Mapping[str, int] = {"story": DAYS, "run": RUN_DAYS, "said": statements.FAR_DAYS}
# By these documents are near; sharing others only makes words of two quotes alike.
_NEAR = frozenset({"story", "run"})

Alike = tuple[tuple[int, int, int, int, float], ...]
"""Quote and sentence of the one, quote and sentence of the other, and how likely they render one utterance."""

Same = tuple[tuple[int, int], ...]
"""Figures of the one and of the other that are of one thing, by index."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a document's quotes and commitments are in the record, worked out when it is first asked for."""

    quotes: Callable[[], Sequence[QuoteRow]]
    pledges: Callable[[], Sequence[CommitmentItem]]


class Side:
    """A document as a tie sees it; each view of it is worked out when it is first asked for."""

    def __init__(
        self, document: Document, extraction: Extraction, comparing: Comparing, sources: Sources, told: Told
    ) -> None:
        self.document, self.extraction, self.comparing, self.sources = document, extraction, comparing, sources
        self._told = told
        self._keys: dict[str, frozenset[str]] = {}

    @cached_property
    def profile(self) -> Profile:
        return profile(self.document, self.extraction, self.comparing)

    def keys(self, name: str) -> frozenset[str]:
        """Keys of one of the names of `REACH`: documents within so many days that share one may have to do with one
        another."""
        if name not in self._keys:
            self._keys[name] = frozenset(_KEYS[name](self))
        return self._keys[name]

    @cached_property
    def units(self) -> list[Unit]:
        """The sentences of its quotes."""
        return statements.units_in(self._told.quotes(), self.extraction, self.comparing)

    @cached_property
    def pledges(self) -> Sequence[CommitmentItem]:
        return self._told.pledges()

    @cached_property
    def figures(self) -> list[FigureItem]:
        return figure_items(self.document.id, self.extraction)

    @cached_property
    def worded(self) -> Worded:
        return Worded(self.extraction)

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.extraction, self.comparing)


_KEYS: Mapping[str, Callable[[Side], Iterable[str]]] = {
    "story": lambda side: story_keys(side.profile),
    "run": lambda side: run_keys(side.extraction),
    "said": lambda side: (key for unit in side.units for key in unit.keys),
}


@dataclass(frozen=True, slots=True)
class Tie:
    """Two documents, the lesser id first.

    `likely` says how likely they tell one story, `joined` whether they have one origin; `taker` took
    from the other as `derived` tells, and as its later state where `version`. `twins` are sentences
    that are worded alike, `aligned` those that say about the same; `alike` are sentences of quotes that may
    render one utterance, before anybody decides, `figures` those that are of one thing.
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
    alike: Alike = ()
    figures: Same = ()

    @property
    def pair(self) -> tuple[str, str]:
        return self.one, self.other

    @property
    def close(self) -> bool:
        return self.likely >= CLOSE or bool(self.twins)

    @property
    def says_nothing(self) -> bool:
        return not self.close and not self.joined and self.derived is None and not self.alike

    def weights(self) -> Weights:
        """How likely which sentences of quotes render one utterance."""
        return {((self.one, a, m), (self.other, b, n)): sure for a, m, b, n, sure in self.alike}

    def same_figures(self) -> list[tuple[tuple[str, int], tuple[str, int]]]:
        return [((self.one, a), (self.other, b)) for a, b in self.figures]

    def kinship(self) -> Kinship:
        return Kinship(self.one, self.other, round(self.likely, 3), self.joined, self.twins)


@dataclass(frozen=True, slots=True)
class Own:
    """What a document's quotes and figures have to do with others of its own, as `Tie` has it for two."""

    document: str
    alike: Alike = ()
    figures: Same = ()

    def weights(self) -> Weights:
        return {((self.document, a, m), (self.document, b, n)): sure for a, m, b, n, sure in self.alike}

    def same_figures(self) -> list[tuple[tuple[str, int], tuple[str, int]]]:
        return [((self.document, a), (self.document, b)) for a, b in self.figures]


def own(side: Side) -> Own:
    """What a document's quotes and figures have to do with one another."""
    alike = _listed(statements.alike_within(side.units, side.comparing))
    return Own(side.document.id, alike, same_figures(side.figures, side.figures, side.comparing))


def side_of(document: Document, extraction: Extraction, actors: Actors, told: Told) -> Side | None:
    """A document for holding it against others; None where its language has no tables for that."""
    language = get_language(document.language)
    if language is None:
        return None
    sources = sources_of(document.id, extraction, actors, language.asserting.conduits)
    return Side(document, extraction, language.comparing, sources, told)


def sources_of(document: str, extraction: Extraction, actors: Actors, conduits: frozenset[str]) -> Sources:
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


def tie(a: Side, b: Side, shared_keys: Collection[str]) -> Tie:
    """What two documents have to do with one another, whichever is given first.

    `shared_keys` are the names of `REACH` of which they share a key and stand near enough in time.
    """
    one, other = sorted((a, b), key=lambda side: side.document.id)
    if _NEAR.isdisjoint(shared_keys):
        return Tie(one.document.id, other.document.id, 0.0, alike=_alike_far(one, other, shared_keys))
    pair = one.document.id, other.document.id
    shared = wording(one.worded, other.worded)
    # What shares a phrase and no more than that is not looked at any further.
    same_story = likely(one, other) if shared.twins or "story" in shared_keys else 0.0
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
    if one.comparing is not other.comparing:
        return first
    if not first.close:
        return replace(first, alike=_alike_far(one, other, shared_keys))
    return replace(
        first,
        aligned=tuple(align_two(one.sentences, other.sentences, one.comparing)),
        alike=_alike_near(one, other, same_story),
        figures=same_figures(one.figures, other.figures, one.comparing),
    )


def _alike_near(one: Side, other: Side, likely: float) -> Alike:
    comparing = one.comparing
    found = statements.alike_near(one.units, other.units, likely, comparing)
    tables = {one.document.id: comparing, other.document.id: comparing}
    acts = same_acts([*one.pledges, *other.pledges], [(one.document.id, other.document.id)], tables)
    statements.join_acts(found, {unit.key: unit for unit in (*one.units, *other.units)}, acts)
    return _listed(found)


def _alike_far(one: Side, other: Side, shared_keys: Collection[str]) -> Alike:
    if one.comparing is not other.comparing or "said" not in shared_keys:
        return ()
    return _listed(statements.alike_far(one.units, other.units, one.comparing))


def _listed(weights: Weights) -> Alike:
    return tuple((*a[1:], *b[1:], round(weights[a, b], 6)) for a, b in sorted(weights))


def all_ties(sides: Mapping[str, Side]) -> list[Tie]:
    """The ties of all pairs that share a key and stand near enough in time, sorted; those that say nothing left out."""
    pairs: dict[tuple[str, str], set[str]] = {}
    for name, reach in REACH.items():
        for a, b in candidate_pairs({id_: side.keys(name) for id_, side in sides.items()}):
            if within(sides[a].profile.day, sides[b].profile.day, reach):
                pairs.setdefault((a, b), set()).add(name)
    found = [tie(sides[a], sides[b], pairs[a, b]) for a, b in sorted(pairs)]
    return [item for item in found if not item.says_nothing]


def likely(one: Side, other: Side) -> float:
    """How likely two documents tell one story."""
    return kinship(one.profile, other.profile, one.comparing)


def measure_of(sides: Mapping[str, Side]) -> Callable[[str, str], float]:
    """How likely any two documents tell one story."""

    def measure(a: str, b: str) -> float:
        return likely(sides[a], sides[b]) if a in sides and b in sides else 0.0

    return measure


def units_by(sides: Mapping[str, Side]) -> Callable[[str], list[UnitKey]]:
    """The keys of all sentences of a document's quotes."""

    def units(document: str) -> list[UnitKey]:
        return [unit.key for unit in sides[document].units] if document in sides else []

    return units


def lineage_of(ties: Iterable[Tie]) -> Lineage:
    """Who took it from whom, of all these pairs."""
    derived: dict[str, list[Derived]] = {}
    versions: dict[str, list[Derived]] = {}
    joined = set()
    for item in sorted(ties, key=lambda item: item.pair):
        if item.taker is not None and item.derived is not None:
            derived.setdefault(item.taker, []).append(item.derived)
            if item.version:
                versions.setdefault(item.taker, []).append(item.derived)
        if item.joined:
            joined.add(item.pair)
    # What is most like it comes first; of several earlier states that one is its own.
    return Lineage(
        {taker: tuple(sorted(steps, key=_by_share)) for taker, steps in derived.items()},
        {taker: min(steps, key=_by_share).document for taker, steps in versions.items()},
        frozenset(joined),
    )


def _by_share(step: Derived) -> tuple[float, str]:
    return -step.share, step.document
