"""Who of a document's parties may bear a commitment: each with what speaks for it, for the model that chooses."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from onrecord.extract.mentions import Mentions
from onrecord.extract.promises.candidates import Candidate
from onrecord.extract.promises.holders import Holders, Search, Way
from onrecord.extract.promises.standing import Place, Standing, place_names, place_of
from onrecord.model.annotation import Annotation, Token
from onrecord.model.record import Mention, Quote
from onrecord.model.span import Span

_WINDOW = 2  # sentences back in which whoever is named may be meant
_MAIN = 3  # parties that the article names most, always thought of
_FEW = 4  # members of a group that are thought of one by one
_BACK = 40  # mentions before the binding word that are looked through for who was named last
_ALIKE = 5  # letters by which a description goes with a name ("the theatre": "the Chamber Theatre")
Part = tuple[Any, ...]  # sort, rule, what it tells of, and that
_KINDS = ("person", "organization", "country", "group", "outlet", "place")


class Bearer(NamedTuple):
    """A party with what holds of it, in parts that recur from document to document: a judge keeps their worth.

    `sort` is the subject's and `rule` the candidate's; `ways` by which the party was thought of, `traits` what it is to
    subject and quote, `place` where it stands, `often` how it is told in the article as a whole.
    """

    party: int
    sort: str
    rule: str
    ways: tuple[str, ...]
    traits: tuple[str, ...]
    place: Place | None
    often: tuple[str, ...]

    @property
    def parts(self) -> tuple[Part, Part, Part]:
        """What the weights are summed up for: each part by itself tells its features.

        The rule goes with the ways only; without it the other parts recur more often.
        """
        traits = (self.sort, self.rule, "traits", self.ways, self.traits)
        return traits, (self.sort, "", "place", self.place), (self.sort, "", "often", self.often)

    @property
    def features(self) -> list[str]:
        """Names of all that holds."""
        names = []
        for part in self.parts:
            crossed, alone = part_names(part)
            names += [*crossed, *(crossed_name(self.sort, name) for name in crossed), *alone]
        return names


def part_names(part: Part) -> tuple[Sequence[str], Sequence[str]]:
    """The features of a part of a bearer: such as are crossed with the sort of subject too, and the others."""
    _, rule, what, *rest = part
    if what == "place":
        return place_names(rest[0])
    if what == "often":
        return rest[0], ()
    ways, traits = rest
    alone = [f"rule={rule}+{way}" for way in ways]
    alone += [f"{one}&{other}" for i, one in enumerate(traits, 1) for other in traits[i:]]
    return [*ways, *traits], alone


def crossed_name(sort: str, name: str) -> str:
    """The feature of a name together with the sort of subject."""
    return f"sort={sort}+{name}"


class _Case:
    """By which ways a party was thought of; `first` is the number of the first of them."""

    __slots__ = ("derived", "first", "ways")

    def __init__(self, first: int) -> None:
        self.ways: set[str] = set()
        self.first, self.derived = first, True


class Bearers:
    """The parties of one document as possible bearers of its commitments."""

    def __init__(
        self,
        annotation: Annotation,
        mentions: Mentions,
        holders: Holders,
        searches: Sequence[Search],
        quotes: Sequence[Quote],
        title: Span | None,
    ) -> None:
        self._tokens, self._holders, self._parties = annotation.tokens, holders, mentions.parties
        self._held = [search.holder.parties for search in searches]
        self._holds = Counter(party for parties in self._held for party in parties)
        self._speaks = Counter(party for quote in quotes for party in quote.speakers)
        self._credited = {*mentions.cites, mentions.outlet}
        self._described = [party.name[:1].islower() for party in mentions.parties]
        known = [m for m in mentions.mentions if m.party is not None]
        self._order = sorted(known, key=lambda m: m.head)
        self._places = [m.head for m in self._order]
        parties = [m.party for m in self._order if m.party is not None]
        self._plainly = [None if self._described[p] else (self._parties[p].kind, p) for p in parties]
        self._told: dict[int, list[Mention]] = defaultdict(list)
        self._in: dict[int, list[Mention]] = defaultdict(list)
        for mention in self._order:
            if mention.party is not None:
                self._told[mention.party].append(mention)
                self._in[self._tokens[mention.head].sentence].append(mention)
        ranked = [p for p, _ in Counter(m.party for m in known if m.party is not None).most_common()]
        self._rank = {party: rank for rank, party in enumerate(ranked)}
        self._most = [p for p in ranked if self._parties[p].kind in _KINDS[:3]][:_MAIN]
        self._main: dict[str, int] = {}  # of each kind whoever is named most
        for party in ranked:
            if not self._generic(party):
                self._main.setdefault(self._parties[party].kind, party)
        leads = self._leading(0)
        self._opens = leads[0] if leads else None
        end = title.end if title is not None else -1
        self._titled = {p for p, told in self._told.items() if told[0].span.start < end}
        self._counts: dict[int, list[str]] = {}
        self._those_behind: dict[int, list[int]] = {}
        self._stems: dict[int, tuple[set[str], set[str]]] = {}

    def of(self, search: Search) -> list[Bearer]:
        """Whoever may be bound, each once, in the order in which the rules think of them."""
        candidate, subject, sort = search.candidate, search.subject, search.holder.sort
        ways = [(how.removesuffix(f".{sort}"), who) for how, who in search.ways()]
        latest = self._latest(candidate)
        found: dict[int, _Case] = {}
        for number, (way, party, derived) in enumerate(self._thought_of(candidate, subject, ways, latest)):
            case = found.get(party)
            if case is None:
                if self._parties[party].kind not in _KINDS:
                    continue
                case = found[party] = _Case(number)
            case.ways.add(way)
            case.derived = case.derived and derived
        standing = Standing(candidate, self._holders.tree, self._tokens)
        common = self._common(search, latest)
        return [self._bearer(p, case, candidate.rule, common, standing) for p, case in found.items()]

    def _thought_of(
        self, candidate: Candidate, subject: Token | None, ways: list[Way], latest: dict[str, int]
    ) -> Iterator[tuple[str, int, bool]]:
        """Ways, parties, and whether the party only stands behind the one that is named."""
        for how, parties in ways:
            yield from ((how, party, False) for party in parties)
        named = self._holders.named(subject) if subject is not None else ()
        for party in dict.fromkeys((*(p for _, parties in ways for p in parties), *named)):
            yield from (("behind", other, True) for other in self._behind(party))
        sentence = self._tokens[candidate.cue].sentence
        for number in range(sentence, max(-1, sentence - _WINDOW - 1), -1):
            yield from (("near", m.party, False) for m in self._in.get(number, ()) if m.party is not None)
        yield from (("often", party, False) for party in self._most)
        if any(self._generic(party) for party in named):
            yield from (("latest", party, False) for party in latest.values())

    def _behind(self, party: int) -> list[int]:
        if party not in self._those_behind:
            self._those_behind[party] = self._find_behind(party)
        return self._those_behind[party]

    def _find_behind(self, party: int) -> list[int]:
        known, sides = self._parties[party], self._holders.sides
        found = [party, sides.of(party), sides.plain(party)]
        if known.of is not None:
            found.append(known.of)
        return [*found, *(known.members if len(known.members) <= _FEW else ())]

    def _generic(self, party: int) -> bool:
        """Whether a party is known by a description only ("the company")."""
        return self._described[party]

    def _latest(self, candidate: Candidate) -> dict[str, int]:
        """Of each kind whoever was named last before the binding word, descriptions apart."""
        found: dict[str, int] = {}
        last = bisect_left(self._places, candidate.cue)
        for known in reversed(self._plainly[max(0, last - _BACK) : last]):
            if known is not None and known[0] not in found:
                found[known[0]] = known[1]
        return found

    def _leading(self, sentence: int) -> list[int]:
        """The subjects of a sentence."""
        told = self._in.get(sentence, ())
        return [m.party for m in told if m.party is not None and self._tokens[m.head].rel.startswith("nsubj")]

    # ---- features

    def _common(self, search: Search, latest: dict[str, int]) -> _Common:
        candidate, subject = search.candidate, search.subject
        quote = self._holders.quote_at(self._tokens[candidate.cue].start, indirect=True)
        named = self._holders.named(subject) if subject is not None else ()
        speakers = quote.speakers if quote is not None else ()
        plain = self._holders.sides.plain
        generic = any(map(self._generic, named))
        near = self._held[max(0, search.number - 1) : search.number], self._held[search.number + 1 : search.number + 2]
        return _Common(
            self._sort(search, generic, quote is not None),
            named,
            speakers,
            subject.lemma.lower()[:_ALIKE] if subject is not None else "",
            generic,
            subject.feats.get("Number", "Sing") if subject is not None and generic else "",
            latest,
            frozenset(self._leading(self._tokens[candidate.cue].sentence - 1)),
            frozenset(plain(p) for p in named if plain(p) != p),
            self._owners(named),
            self._owners(speakers),
            self._parties[named[0]].kind if named else "",
            search.holder.parties,
            *(frozenset(party for parties in each for party in parties) for each in near),
        )

    def _sort(self, search: Search, generic: bool, quoted: bool) -> str:
        """The sort of subject, told apart further where others are meant by it."""
        sort = search.holder.sort
        if sort == "named" and generic:
            return "described"
        if sort == "first" and search.subject is not None:
            return "we" if search.subject.feats.get("Number") == "Plur" else "I"
        return "quoted none" if sort == "none" and quoted else sort

    def _owners(self, parties: Sequence[int]) -> frozenset[int | None]:
        """Whom these parties belong to or speak for, other than themselves."""
        of = self._holders.sides.of
        return frozenset(owner for p in parties for owner in (self._parties[p].of, of(p)) if owner != p)

    def _bearer(self, party: int, case: _Case, rule: str, common: _Common, standing: Standing) -> Bearer:
        ways = tuple([_WAY(way) for way in sorted(case.ways)])
        others = self._holds[party] - (party in common.held)
        often = (*self._often(party), _HELD[bisect_left(_TIMES, others)])
        place = place_of(standing, self._told.get(party, ()))
        return Bearer(party, common.sort, rule, ways, self._traits(party, case, common), place, often)

    def _traits(self, party: int, case: _Case, common: _Common) -> tuple[str, ...]:
        """What it is to the subject and the quote, in a fixed order."""
        known = self._parties[party]
        words, titles = self._words(party)
        latest, same = common.latest.get(known.kind) == party, known.kind == common.kind
        holds = {
            "latest of its kind": latest,
            "most named of its kind": self._main.get(known.kind) == party,
            "same kind as subject": same,
            "in place of subject": same and latest and common.generic,
            "subject generic": common.number == "Sing",
            "subject generic plural": common.number == "Plur",
            "subject in short": party in common.short,
            "generic": self._generic(party),
            "subject itself": party in common.named,
            "subject alike": bool(common.alike) and common.alike in words,
            "title alike": bool(common.alike) and common.alike in titles,
            "subject of it": party in common.owners,
            "has owner": known.of is not None,
            "derived": case.derived,
            "speaks": party in common.speakers,
            "speaks for it": party in common.spoken_for,
            "first way": case.first == 0,
            "cited": party in self._credited,
            "led before": party in common.led,
            "held before": party in common.before,
            "held after": party in common.after,
            "opens": party == self._opens,
        }
        return tuple([name for name, true in holds.items() if true])

    def _words(self, party: int) -> tuple[set[str], set[str]]:
        """The beginnings of the words of its names, and of its titles."""
        if party not in self._stems:
            known = self._parties[party]
            words = {word[:_ALIKE] for name in (*known.names, known.name) for word in name.lower().split()}
            self._stems[party] = words, {word[:_ALIKE] for name in known.titles for word in name.lower().split()}
        return self._stems[party]

    def _often(self, party: int) -> list[str]:
        if party not in self._counts:
            self._counts[party] = self._counted(party)
        return self._counts[party]

    def _counted(self, party: int) -> list[str]:
        told = self._told.get(party, [])
        first = self._tokens[told[0].head].sentence if told else 99
        acts = sum(self._tokens[m.head].rel.startswith("nsubj") for m in told)
        names = [
            f"kind={self._parties[party].kind}",
            f"acts<{_bin(acts, (0, 1, 2, 4))}",
            f"acts of all<{_bin(4 * acts, (0, len(told), 2 * len(told), 3 * len(told)))}",
            f"speaks<{_bin(self._speaks[party], (0, 1, 3))}",
            f"named<{_bin(len(told), (1, 2, 3, 5, 8))}",
            f"rank<{_bin(self._rank.get(party, 99), (0, 1, 2, 4, 8))}",
            f"first<{_bin(first, (0, 1, 3, 8))}",
        ]
        return [*names, "in title"] if party in self._titled else names


def _bin(value: int, edges: tuple[int, ...]) -> int:
    return bisect_left(edges, value)


# Names that recur, made once: a new string is hashed anew at each look into a table.
_WAY = cache("way={}".format)
_TIMES = (0, 1, 2, 4)
_HELD = [f"held<{number}" for number in range(len(_TIMES) + 1)]


@dataclass(frozen=True, slots=True)
class _Common:
    """What is the same for all parties.

    `generic` says whether the subject is a description only, of which `number`; `latest` who of each kind was named
    last; `led` the subjects of the sentence before; `short` what the subject is in short; `owners` and `spoken_for`
    to whom subject and speakers belong; `kind` is the subject's; `held`, `before`, `after` whom the rules find for
    this candidate and its neighbours.
    """

    sort: str
    named: tuple[int, ...]
    speakers: tuple[int, ...]
    alike: str
    generic: bool
    number: str
    latest: dict[str, int]
    led: frozenset[int]
    short: frozenset[int]
    owners: frozenset[int | None]
    spoken_for: frozenset[int | None]
    kind: str
    held: tuple[int, ...]
    before: frozenset[int]
    after: frozenset[int]
