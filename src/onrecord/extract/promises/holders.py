"""Whose a commitment may be: everybody whom the words around it point at, each with what points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from onrecord.extract.mentions import Mentions
from onrecord.extract.promises.candidates import Candidate
from onrecord.extract.promises.tree import Tree
from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation, Token
from onrecord.model.record import Mention, Quote

_FEW = 4  # members of a group that are bound one by one
_MARKS = dict.fromkeys(map(ord, "«»\"“”„'"))
_KINDS = frozenset(("person", "organization", "country", "group", "outlet"))
_MOST = 10  # proposals for a candidate
_Propose = Callable[[str, Iterable[int]], None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A party that may be bound, and what points at it, the plainest first."""

    party: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """The proposals for one candidate, and what its subject is.

    `subject` is the token, -1 for none, `lemma` its lemma; `sort` tells named, first (person), pronoun, gathering, thing or none.
    """

    proposals: tuple[Proposal, ...]
    subject: int
    sort: str
    lemma: str = ""


class Holders:
    """Finds whose a candidate may be, in one document."""

    def __init__(self, annotation: Annotation, mentions: Mentions, quotes: Sequence[Quote], pledges: Pledges) -> None:
        self.tree = Tree(annotation, pledges)
        self.tokens, self.sentences = annotation.tokens, annotation.sentences
        self.mentions, self.pledges = mentions, pledges
        self._names = {p.name.translate(_MARKS): p.index for p in reversed(mentions.parties) if p.kind == "organization"}
        self._quotes = sorted(quotes, key=lambda q: (q.span.start, -q.span.end))
        counted = Counter(m.party for m in mentions.mentions if m.party is not None)
        self._common = [p for p, _ in counted.most_common() if mentions.parties[p].kind in _KINDS][:2]

    def of(self, candidate: Candidate) -> Holding:
        """All who may be bound."""
        found: dict[int, dict[str, None]] = {}

        def propose(source: str, parties: Iterable[int]) -> None:
            for party in parties:
                if self.mentions.parties[party].kind in _KINDS:
                    found.setdefault(party, {})[source] = None

        subject, sort = self._subject(candidate)
        if subject is not None and sort != "first":
            self._from_subject(subject, sort, propose)
        self._from_speaker(candidate, subject, sort, propose)
        self._from_objects(candidate, propose)
        self._from_before(candidate, propose)
        propose("common", self._common)
        proposals = [Proposal(party, tuple(sources)) for party, sources in found.items()]
        if subject is None:
            return Holding(tuple(proposals[:_MOST]), -1, sort)
        return Holding(tuple(proposals[:_MOST]), subject.index, sort, subject.lemma)

    # ---- what points at a party

    def _subject(self, candidate: Candidate) -> tuple[Token | None, str]:
        """The subject of what binds, or of the action where that has one of its own."""
        tree = self.tree
        subject = tree.subject(candidate.predicate)
        if subject is not None and not tree.agrees(subject, candidate.predicate):
            subject = None
        if subject is None or subject.pos == "VERB":  # "it is planned to hold": an infinitive is nobody
            subject = tree.own_subject(candidate.action) if candidate.action != candidate.predicate else None
        if subject is None:
            subject = tree.needing(candidate.cue)
        if subject is None:
            return None, "first" if tree.person(candidate.predicate) == "1" else "none"
        if subject.lemma in self.pledges.first_person:
            return subject, "first"
        if self.named(subject):
            return subject, "named"
        if subject.lemma in self.pledges.gatherings:
            return subject, "gathering"
        return subject, "pronoun" if subject.pos in ("PRON", "DET") else "thing"

    def _from_subject(self, subject: Token, sort: str, propose: _Propose) -> None:
        named = self.named(subject)
        acts_for = subject.lemma in self.pledges.by_authority
        propose("deputed" if acts_for else "subject", named)
        for party in named:
            known = self.mentions.parties[party]
            if 0 < len(known.members) <= _FEW:
                propose("member", known.members)
                propose("member's state", [self.state(m) for m in known.members])
            plain = self._plain(party)
            if plain is not None:
                propose("plain", (plain,))
            if known.of is not None:
                propose("principal" if acts_for else "side", (known.of,))
                propose("state", (self.state(known.of),))
        inner = [p for p in self._within(subject) if p not in named]
        propose(f"within.{'deputed' if acts_for else sort}", inner)

    def _from_speaker(self, candidate: Candidate, subject: Token | None, sort: str, propose: _Propose) -> None:
        """Who speaks the words: bound himself in the first person, his side by "we"."""
        position = self.tokens[candidate.cue].start
        direct = self.quote_at(position)
        quote = direct or self.quote_at(position, indirect=True)
        if quote is None:
            return
        voice = "direct" if direct is not None else "indirect"
        if sort == "first":
            plural = self._plural(candidate, subject)
            voice += ".we" if plural else ".i"
        else:
            voice += f".{sort}"
        propose(f"speaker.{voice}", quote.speakers)
        for speaker in quote.speakers:
            of = self.mentions.parties[speaker].of
            if of is not None:
                propose(f"speaker's.{voice}", (of,))
                propose(f"speaker's state.{voice}", (self.state(of),))

    def _from_objects(self, candidate: Candidate, propose: _Propose) -> None:
        """Agents, addressees, owners, places: "by X", "urged X", "X's plan", "in X they promised"."""
        tree = self.tree
        for index in dict.fromkeys((candidate.cue, candidate.predicate, candidate.action)):
            for child in tree.children(index):
                token = self.tokens[child]
                case = token.feats.get("Case")
                if token.pos == "DET":
                    propose("owner", self.named(token))
                if token.pos not in ("NOUN", "PROPN", "PRON") or child in (candidate.cue, candidate.action):
                    continue
                preposed = tree.preposition(child)
                if preposed:
                    if case == "Loc":
                        propose("place", self.named(token))
                    elif index != candidate.action or candidate.rule == "copula":
                        propose(f"with.{case}", self.named(token))
                elif case in ("Ins", "Gen", "Dat", "Acc"):
                    which = "action" if index == candidate.action else "cue"
                    propose(f"{which}.{case}", self.named(token))
        if self.tokens[candidate.action].lemma in self.pledges.gatherings:
            propose("gathered", self._within(self.tokens[candidate.action]))

    def _from_before(self, candidate: Candidate, propose: _Propose) -> None:
        """The subjects that come before: of this sentence, of the two before it."""
        cue = self.tokens[candidate.cue]
        for distance in range(3):
            number = cue.sentence - distance
            if number < 0:
                break
            sentence = self.sentences[number]
            inside = [i for i in range(sentence.first, min(sentence.last, candidate.cue))]
            subjects = [i for i in inside if self.tokens[i].rel.startswith("nsubj") and self.named(self.tokens[i])]
            if subjects:
                propose(f"before.{distance}", self.named(self.tokens[subjects[-1]]))
                if len(subjects) > 1:
                    propose(f"first before.{distance}", self.named(self.tokens[subjects[0]]))
            elif distance == 0:
                loose = [i for i in inside if self.tokens[i].feats.get("Case") == "Nom" and self.mentions.at(i)]
                if loose:
                    propose("nominative", self.named(self.tokens[loose[-1]]))

    # ---- quotes

    def quote_at(self, position: int, *, indirect: bool = False) -> Quote | None:
        """The innermost quote around a position; without `indirect` only those whose first person is the speaker's."""
        found = None
        for quote in self._quotes:
            if quote.span.start > position:
                break
            if position < quote.span.end and (indirect or quote.kind != "indirect"):
                found = quote
        return found

    def _plural(self, candidate: Candidate, subject: Token | None) -> bool:
        token = subject if subject is not None else self.tree.finite(candidate.predicate)
        return token.feats.get("Number") == "Plur"

    # ---- names

    def named(self, token: Token) -> tuple[int, ...]:
        """Parties that a noun phrase names by its head, all members of a list."""
        found: dict[int, None] = {}
        for index in (token.index, *self.tree.joined(token.index)):
            mention = self._mention(index)
            if mention is not None and mention.party is not None:
                found[mention.party] = None
        return tuple(found)

    def _mention(self, index: int) -> Mention | None:
        """The mention that a word heads or stands in, or the name in apposition to it."""
        mention = self.mentions.at(index)
        if mention is not None:
            return mention
        for child in self.tree.children(index):
            if self.tokens[child].rel in ("appos", "flat:name", "flat"):
                mention = self.mentions.at(child)
                if mention is not None:
                    return mention
        return None

    def _within(self, token: Token) -> list[int]:
        """Parties named in what depends on a noun."""
        found: dict[int, None] = {}
        for index in self.tree.descendants(token.index, 12):
            mention = self.mentions.at(index)
            if mention is not None and mention.party is not None and mention.head != token.index:
                known = self.mentions.parties[mention.party]
                found.update(dict.fromkeys(known.members if 0 < len(known.members) <= _FEW else (mention.party,)))
        return list(found)

    def state(self, party: int) -> int:
        """The country that a body belongs to, or itself."""
        for _ in range(3):
            of = self.mentions.parties[party].of
            if of is None or self.mentions.parties[party].kind == "country":
                break
            party = of
        return party

    def _plain(self, party: int) -> int | None:
        """ "the Kern company" is "Kern" where the article calls it so: the party named by the last words."""
        known = self.mentions.parties[party]
        words = known.name.translate(_MARKS).split() if known.kind in ("organization", "group") else []
        for begin in range(1, len(words)):
            other = self._names.get(" ".join(words[begin:]))
            if other is not None:
                return other
        return None
