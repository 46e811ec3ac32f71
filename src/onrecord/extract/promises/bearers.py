"""Who of a document's parties may bear a commitment: each with what speaks for it, for the model that chooses."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from onrecord.extract.mentions import Mentions
from onrecord.extract.promises.candidates import Candidate
from onrecord.extract.promises.holders import Holders, Search
from onrecord.extract.promises.standing import Place, Standing, place_names, place_of
from onrecord.model.annotation import Annotation
from onrecord.model.record import Mention, Quote
from onrecord.model.span import Span

_WINDOW = 2  # sentences back in which whoever is named may be meant
_MAIN = 3  # parties that the article names most, always thought of
_FEW = 4  # members of a group that are thought of one by one
_BACK = 40  # mentions before the binding word that are looked through for who was named last
_ALIKE = 5  # letters by which a description goes with a name ("the theatre": "the Chamber Theatre")
Part = tuple[Any, ...]  # sort, rule, what it tells of, and that
_KINDS = ("person", "organization", "country", "group", "outlet", "place")
# What may hold of a party, each a bit of a number: it is put together and looked up sooner than names are.
TRAITS = (
    "latest of its kind", "most named of its kind", "same kind as subject", "in place of subject", "subject generic",
    "subject generic plural", "subject in short", "generic", "subject itself", "subject alike", "title alike",
    "subject of it", "has owner", "derived", "speaks", "speaks for it", "first way", "cited", "led before",
    "held before", "held after", "opens",
)  # fmt: skip
(
    _LATEST, _MOST_NAMED, _SAME_KIND, _IN_PLACE, _SUBJECT_GENERIC, _SUBJECT_PLURAL, _SHORT, _GENERIC, _ITSELF,
    _ALIKE_NAME, _ALIKE_TITLE, _OWNER, _OWNED, _DERIVED, _SPEAKS, _SPOKEN_FOR, _FIRST, _CITED, _LED, _HELD_BEFORE,
    _HELD_AFTER, _OPENS,
) = (1 << number for number in range(len(TRAITS)))  # fmt: skip


class Bearer(NamedTuple):
    """A party with what holds of it, in parts that recur from document to document: a judge keeps their worth.

    `sort` is the subject's and `rule` the candidate's; `ways` by which the party was thought of, `traits` what it is to
    subject and quote (bits of `TRAITS`), `place` where it stands, `often` how it is told in the article as a whole.
    """

    party: int
    sort: str
    rule: str
    ways: tuple[str, ...]
    traits: int
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
    ways = list(map(way_name, rest[0]))
    traits = [name for number, name in enumerate(TRAITS) if rest[1] >> number & 1]
    alone = [f"rule={rule}+{way}" for way in ways]
    alone += [f"{one}&{other}" for i, one in enumerate(traits, 1) for other in traits[i:]]
    return [*ways, *traits], alone


def crossed_name(sort: str, name: str) -> str:
    """The feature of a name together with the sort of subject."""
    return f"sort={sort}+{name}"


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
        self._heads: dict[int, list[int]] = defaultdict(list)
        self._in: dict[int, list[Mention]] = defaultdict(list)
        for mention in self._order:
            if mention.party is not None:
                self._told[mention.party].append(mention)
                self._heads[mention.party].append(mention.head)
                self._in[self._tokens[mention.head].sentence].append(mention)
        ranked = [p for p, _ in Counter(m.party for m in known if m.party is not None).most_common()]
        self._rank = {party: rank for rank, party in enumerate(ranked)}
        self._most = [p for p in ranked if self._parties[p].kind in _KINDS[:3]][:_MAIN]
        self._main: dict[str, int] = {}  # of each kind whoever is named most
        for party in ranked:
            if not self._generic(party):
                self._main.setdefault(self._parties[party].kind, party)
        self._opens = next(iter(self._leading(0)), None)
        end = title.end if title is not None else -1
        self._titled = {p for p, told in self._told.items() if told[0].span.start < end}
        # Asked for many times, found once: by party, by sentence, by place among the mentions.
        self._counts: dict[tuple[int, int], tuple[str, ...]] = {}
        self._always: dict[int, int] = {}
        self._those_behind: dict[int, list[int]] = {}
        self._led: dict[int, frozenset[int]] = {}
        self._those_near: dict[int, list[int]] = {}
        self._lasts: dict[int, dict[str, int]] = {}
        self._stems: dict[int, tuple[set[str], set[str]]] = {}

    def of(self, search: Search) -> list[Bearer]:
        """Whoever may be bound, each once, in the order in which the rules think of them."""
        candidate, subject, sort = search.candidate, search.subject, search.holder.sort
        ways = [(how.removesuffix(f".{sort}"), who) for how, who in search.ways()]
        named = self._holders.named(subject) if subject is not None else ()
        latest = self._latest(candidate)
        found: dict[int, set[str]] = {}  # by which ways each was thought of

        def think(way: str, parties: Iterable[int]) -> None:
            for party in parties:
                if party in found:
                    found[party].add(way)
                else:
                    found[party] = {way}

        for way, parties in ways:
            think(way, parties)
        think("owner", self._owner(candidate))
        plain = set(found)
        for party in (*found, *named) if named else tuple(found):
            think("behind", self._behind(party))
        for others in (self._near(self._tokens[candidate.cue].sentence), self._most):
            think("near" if others is not self._most else "often", others)
            plain.update(others)
        if any(map(self._generic, named)):
            think("latest", latest.values())
            plain.update(latest.values())
        for party in (*self._asking(search), *self._apart(search), *self._not_we(search)):
            found.pop(party, None)
        if named and subject is not None and subject.index == candidate.predicate:  # its verb is not said again
            found = {party: how for party, how in found.items() if party in search.holder.parties}
        standing = Standing(candidate, self._holders.tree, self._tokens)
        common = self._common(search, latest)
        first = next(iter(found), None)
        made = []
        for party, how in found.items():
            if self._parties[party].kind in _KINDS:
                traits = self._traits(party, common) | (0 if party in plain else _DERIVED)
                traits |= _FIRST if party == first else 0
                made.append(self._bearer(party, how, traits, candidate.rule, common, standing))
        return made

    def _owner(self, candidate: Candidate) -> Sequence[int]:
        """Whose readiness or intention it is that somebody tells of: "confirmed the intention of Norland to sell"."""
        for index in range(candidate.cue, candidate.action):
            noun = self._tokens[index]
            if noun.pos != "NOUN" or self._holders.pledges.nouns.get(noun.lemma) != candidate.pledge:
                continue
            for child in self._holders.tree.children(index):
                owner = self._tokens[child]
                if index < child < candidate.action and owner.rel == "nmod" and owner.feats.get("Case") == "Gen":
                    return [p for p in self._holders.named(owner) if not self._generic(p)]
        return ()

    def _asking(self, search: Search) -> Sequence[int]:
        """Who asks or orders somebody else to do something, and so is not bound himself: "the mayor told X to"."""
        candidate, subject = search.candidate, search.subject
        if candidate.rule != "verb" or candidate.pledge is None or candidate.pledge.holder != "addressee":
            return ()
        if search.holder.sort == "first":
            return self._saying(candidate)
        if subject is None or subject.rel != "nsubj" or subject.feats.get("Case") == "Dat":
            return ()
        named = self._holders.named(subject)
        return named if named and not any(map(self._generic, named)) else [*named, *self._holders.within(subject)]

    def _apart(self, search: Search) -> Sequence[int]:
        """A nameless source who says that "they will sign it": a plural without a subject is somebody else's."""
        if search.holder.sort != "none":
            return ()
        finite = self._holders.tree.finite(search.candidate.predicate)
        if finite.feats.get("Number") != "Plur" or finite.feats.get("Person") == "1":
            return ()
        speakers = self._saying(search.candidate)
        alone = len(speakers) == 1 and self._generic(speakers[0]) and self._parties[speakers[0]].kind == "person"
        return speakers if alone else ()

    def _not_we(self, search: Search) -> Sequence[int]:
        """Whom a speaker names beside "we" is somebody else, unless he speaks for them."""
        quote = self._holders.quote_at(self._tokens[search.candidate.cue].start)
        if search.holder.sort != "first" or quote is None or not quote.speakers:
            return ()
        own = {owner for speaker in quote.speakers for owner in self._behind(speaker)}
        own |= {owner for body in tuple(own) for owner in self._behind(body)}
        inside = (m for m in self._order if quote.span.start <= m.span.start < quote.span.end)
        named = {m.party for m in inside if m.party is not None and m.kind in ("name", "country")}
        names = " ".join(self._parties[party].name for party in own)  # "Государственный департамент США"
        return sorted(party for party in named - own if self._parties[party].name not in names)

    def _saying(self, candidate: Candidate) -> Sequence[int]:
        """Who says what binds."""
        quote = self._holders.quote_at(self._tokens[candidate.cue].start, indirect=True)
        return quote.speakers if quote is not None else ()

    def _near(self, sentence: int) -> list[int]:
        """Who is named in a sentence and in those before it, the nearest sentence first."""
        if sentence not in self._those_near:
            window = range(sentence, max(-1, sentence - _WINDOW - 1), -1)
            told = (m.party for number in window for m in self._in.get(number, ()))
            self._those_near[sentence] = list(dict.fromkeys(party for party in told if party is not None))
        return self._those_near[sentence]

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
        last = bisect_left(self._places, candidate.cue)
        if last in self._lasts:
            return self._lasts[last]
        found = self._lasts[last] = {}
        for known in reversed(self._plainly[max(0, last - _BACK) : last]):
            if known is not None and known[0] not in found:
                found[known[0]] = known[1]
        return found

    def _leading(self, sentence: int) -> list[int]:
        """The subjects of a sentence."""
        told = self._in.get(sentence, ())
        return [m.party for m in told if m.party is not None and self._tokens[m.head].rel.startswith("nsubj")]

    def _leaders(self, sentence: int) -> frozenset[int]:
        if sentence not in self._led:
            self._led[sentence] = frozenset(self._leading(sentence))
        return self._led[sentence]

    # ---- features

    def _common(self, search: Search, latest: dict[str, int]) -> _Common:
        candidate, subject = search.candidate, search.subject
        quote = self._holders.quote_at(self._tokens[candidate.cue].start, indirect=True)
        named = self._holders.named(subject) if subject is not None else ()
        speakers = quote.speakers if quote is not None else ()
        plain = self._holders.sides.plain
        generic = any(map(self._generic, named))
        before = self._held[max(0, search.number - 1) : search.number]
        after = self._held[search.number + 1 : search.number + 2]
        sets: list[tuple[int, Sequence[int | None] | frozenset[int | None] | frozenset[int]]] = [
            (_SHORT, [plain(p) for p in named if plain(p) != p]),
            (_ITSELF, named),
            (_OWNER, self._owners(named)),
            (_SPEAKS, speakers),
            (_SPOKEN_FOR, self._owners(speakers)),
            (_LED, self._leaders(self._tokens[candidate.cue].sentence - 1)),
            *((_HELD_BEFORE, parties) for parties in before),
            *((_HELD_AFTER, parties) for parties in after),
        ]
        return _Common(
            self._sort(search, generic, quote is not None),
            subject.lemma.lower()[:_ALIKE] if subject is not None else "",
            generic,
            subject.feats.get("Number", "Sing") if subject is not None and generic else "",
            latest,
            self._parties[named[0]].kind if named else "",
            search.holder.parties,
            [(bit, those) for bit, those in sets if those],
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

    def _bearer(
        self, party: int, ways: set[str], traits: int, rule: str, common: _Common, standing: Standing
    ) -> Bearer:
        held = bisect_left(_TIMES, self._holds[party] - (party in common.held))
        place = place_of(standing, self._told.get(party, ()), self._heads.get(party, ()))
        return Bearer(party, common.sort, rule, tuple(sorted(ways)), traits, place, self._often(party, held))

    def _traits(self, party: int, common: _Common) -> int:
        """What it is to the subject and the quote, but for how it was thought of."""
        kind = self._parties[party].kind
        held = self._constant(party)
        if kind == common.kind:
            held |= _SAME_KIND
        if common.latest.get(kind) == party:
            held |= _LATEST | (_IN_PLACE if kind == common.kind and common.generic else 0)
        if common.number:
            held |= _SUBJECT_GENERIC if common.number == "Sing" else _SUBJECT_PLURAL if common.number == "Plur" else 0
        if common.alike:
            words, titles = self._words(party)
            held |= (_ALIKE_NAME if common.alike in words else 0) | (_ALIKE_TITLE if common.alike in titles else 0)
        for bit, those in common.sets:
            if party in those:
                held |= bit
        return held

    def _constant(self, party: int) -> int:
        """What holds of a party wherever it is thought of."""
        if party not in self._always:
            known = self._parties[party]
            self._always[party] = (
                (_MOST_NAMED if self._main.get(known.kind) == party else 0)
                | (_GENERIC if self._generic(party) else 0)
                | (_OWNED if known.of is not None else 0)
                | (_CITED if party in self._credited else 0)
                | (_OPENS if party == self._opens else 0)
            )
        return self._always[party]

    def _words(self, party: int) -> tuple[set[str], set[str]]:
        """The beginnings of the words of its names, and of its titles."""
        if party not in self._stems:
            known = self._parties[party]
            words = {word[:_ALIKE] for name in (*known.names, known.name) for word in name.lower().split()}
            self._stems[party] = words, {word[:_ALIKE] for name in known.titles for word in name.lower().split()}
        return self._stems[party]

    def _often(self, party: int, held: int) -> tuple[str, ...]:
        if (party, held) not in self._counts:
            self._counts[party, held] = (*self._counted(party), _HELD[held])
        return self._counts[party, held]

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
way_name = cache("way={}".format)
_TIMES = (0, 1, 2, 4)
_HELD = [f"held<{number}" for number in range(len(_TIMES) + 1)]


@dataclass(frozen=True, slots=True)
class _Common:
    """What is the same for all parties.

    `generic` says whether the subject is a description only, of which `number`; `latest` who of each kind was named
    last; `kind` is the subject's; `held` whom the rules find; `sets` are the traits of being one of several.
    """

    sort: str
    alike: str
    generic: bool
    number: str
    latest: dict[str, int]
    kind: str
    held: tuple[int, ...]
    sets: list[tuple[int, Sequence[int | None] | frozenset[int | None] | frozenset[int]]]
