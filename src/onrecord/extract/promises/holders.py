"""Whose a commitment is: the subject of what binds, whoever speaks of himself, those who meet."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.mentions import Mentions
from onrecord.extract.promises.candidates import Candidate
from onrecord.extract.promises.sides import Sides
from onrecord.extract.promises.tree import Tree
from onrecord.extract.promises.voices import Voices
from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation, Token
from onrecord.model.record import Mention, Quote

Way = tuple[str, tuple[int, ...]]  # a rule with the parties that it finds
_FEW = 4  # members of a group that are bound one by one
_KINDS = frozenset(("person", "organization", "country", "group", "outlet"))


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is bound, and how that was found.

    `how` names the rule. `subject` is the token of the subject, -1 for none, and `sort` what it is:
    named, first (person), pronoun, gathering, thing or none.
    """

    parties: tuple[int, ...]
    how: str
    subject: int = -1
    sort: str = "none"


class Search:
    """A candidate's subject and holder, and all rules that find somebody: asked only where that is wanted, and once.

    `number` counts the candidates of the document.
    """

    __slots__ = ("_first", "_rest", "candidate", "holder", "number", "subject")

    def __init__(
        self,
        number: int,
        candidate: Candidate,
        subject: Token | None,
        holder: Holder,
        first: Way | None,
        rest: Iterator[Way],
    ) -> None:
        self.number, self.candidate, self.subject, self.holder = number, candidate, subject, holder
        self._first, self._rest = [first] if first is not None else [], rest

    def ways(self) -> list[Way]:
        """Each rule that finds somebody, the plainest first."""
        self._first += self._rest
        return self._first


class Holders:
    """Finds whose a candidate is, in one document."""

    def __init__(self, annotation: Annotation, mentions: Mentions, quotes: Sequence[Quote], pledges: Pledges) -> None:
        acting = ("person", "organization", "country")
        heads = (m for m in mentions.mentions if m.party is not None and mentions.parties[m.party].kind in acting)
        self.tree = Tree(annotation, pledges, frozenset(m.head for m in heads))
        self.tokens, self.sentences = annotation.tokens, annotation.sentences
        self.mentions, self.pledges = mentions, pledges
        self.sides = Sides(annotation, mentions, pledges)
        self._named: dict[int, tuple[int, ...]] = {}
        self._subjects: dict[int, list[int]] = {}
        self._voices = Voices(quotes)
        self._direct = Voices(q for q in quotes if q.kind != "indirect")

    def search(self, number: int, candidate: Candidate) -> Search:
        """The holder, by the first rule that finds somebody, with the rules that are still to be asked."""
        subject, sort = self.subject_of(candidate)
        ways = self.ways(candidate, subject, sort)
        first = next(ways, None)
        how, parties = first if first is not None else ("nobody", ())
        holder = Holder(parties, how, subject.index if subject is not None else -1, sort)
        return Search(number, candidate, subject, holder, first, ways)

    def ways(self, candidate: Candidate, subject: Token | None, sort: str) -> Iterator[Way]:
        """Each rule that finds somebody, the plainest first."""
        for how, parties in self._rules(candidate, subject, sort):
            known = tuple(dict.fromkeys(p for p in parties if self.mentions.parties[p].kind in _KINDS))
            if known:
                yield how, known

    def _rules(self, candidate: Candidate, subject: Token | None, sort: str) -> Iterator[tuple[str, Sequence[int]]]:
        """Who may be bound, what tells it most plainly first."""
        cue = self.tokens[candidate.cue]
        if candidate.pledge is not None and candidate.pledge.holder == "addressee" and candidate.rule != "that":
            yield "addressee", self._objects(candidate.cue, ("Acc", "Dat", "Gen"), candidate.action)
            yield "to", self._objects(candidate.cue, ("Dat",), candidate.action, preposed=True)
            return
        if candidate.rule == "noun":
            yield "owner", self._objects(candidate.cue, ("Gen",), candidate.action)
        if sort == "first":
            yield from self._speaking(candidate, subject)
            return
        passive = candidate.rule in ("passive", "promised", "fixed") or (
            sort == "thing" and candidate.rule == "predicate"
        )
        if passive:
            yield "agent", self._objects(candidate.predicate, ("Ins",), candidate.action)
            yield "agent", self._objects(candidate.action, ("Ins",), -1)
        if subject is not None and sort == "named" and not (passive and candidate.rule == "promised"):
            acting = self._acting(subject)
            if candidate.pledge is not None and candidate.pledge.family == "agree":
                acting = [*acting, *self._company(candidate.cue)]
            yield "subject", acting
        if sort == "gathering" and subject is not None:
            yield "gathering", self.within(subject)
        if self.tokens[candidate.action].lemma in self.pledges.gatherings and (passive or sort != "named"):
            yield "gathered", self.within(self.tokens[candidate.action])
        if sort in ("none", "thing"):
            yield "place", self._places(candidate)
        if sort == "thing" and subject is not None:
            yield "owned", self._objects(subject.index, ("Gen",), -1)
        quote = self.quote_at(cue.start, indirect=True)
        if quote is not None and quote.speakers:
            if sort == "none" and not passive:
                yield "list", self._list_before(candidate)
                if not self._plural(candidate, None) or len(quote.speakers) > 1:
                    yield "speaker", quote.speakers
            elif passive or sort == "thing":
                sides = [self.sides.of(s) for s in quote.speakers]
                yield "authority", [p for p in sides if self.mentions.parties[p].kind != "person"]
        if sort == "thing" or passive:
            yield "main", self.sides.main
        yield from self._before(candidate, sort)

    def _speaking(self, candidate: Candidate, subject: Token | None) -> Iterator[tuple[str, Sequence[int]]]:
        """The first person: who speaks; by "we" the state or body he speaks for, where the article tells one."""
        position = self.tokens[candidate.cue].start
        quote = self.quote_at(position) or self.quote_at(position, indirect=True)
        if quote is not None:
            modal = candidate.pledge is not None and candidate.pledge.family in ("must", "need")
            if self._plural(candidate, subject) and not modal:
                yield "ours", [self.sides.of(s) for s in quote.speakers]
            yield "speaker", quote.speakers

    # ---- what points at a party

    def subject_of(self, candidate: Candidate) -> tuple[Token | None, str]:
        """The subject of what binds, or of the action where that has one of its own."""
        tree = self.tree
        subject = tree.subject(candidate.predicate)
        needy = candidate.pledge is not None and candidate.pledge.family == "need"
        if subject is not None and (
            needy or not tree.agrees(subject, candidate.predicate) or self._announced(subject, candidate)
        ):
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

    def _announced(self, subject: Token, candidate: Candidate) -> bool:
        """ "Orlov: the road will be built": a colon parts who speaks from what is said."""
        low, high = sorted((subject.index, candidate.cue))
        return any(self.tokens[i].text == ":" for i in range(low, high))

    def _acting(self, subject: Token) -> list[int]:
        """Whom a subject binds: "representatives of X" the body itself, "the sides" their states, few members each."""
        found: list[int] = []
        for party in self.named(subject):
            known = self.mentions.parties[party]
            if 0 < len(known.members) <= _FEW:
                sides = subject.lemma in self.pledges.sides
                found.extend(self.sides.of(m) if sides else m for m in known.members)
                continue
            if subject.lemma in self.pledges.by_authority and not (known.kind == "person" and known.name[:1].isupper()):
                mention = self._mention(subject.index)
                behind = [known.of] if known.of is not None else self.within(subject)
                behind = behind or (self.sides.inside(mention) if mention is not None else [])
                if behind:
                    found.extend(behind)
                    continue
            states = self._states_of(subject) if known.name[:1].islower() else []
            found.extend(states or [self.sides.plain(party)])
        return found

    def _states_of(self, subject: Token) -> list[int]:
        """ "The ministers of X, Y and Z", who have no names: their states."""
        if subject.feats.get("Number") != "Plur":
            return []
        found = [p for p in self.within(subject) if self.mentions.parties[p].kind == "country"]
        return found if len(found) > 1 else []

    def _list_before(self, candidate: Candidate) -> list[int]:
        """A list of names before a verb in the plural whose subject the tree has missed."""
        if self.tree.finite(candidate.predicate).feats.get("Number") != "Plur":
            return []
        sentence = self.sentences[self.tokens[candidate.cue].sentence]
        for index in range(sentence.first, candidate.cue):
            if self.tokens[index].feats.get("Case") == "Nom" and self.tree.joined(index):
                return list(self.named(self.tokens[index]))
        return []

    def _company(self, index: int) -> list[int]:
        """ "agreed with X": X too."""
        with_whom = self._objects(index, ("Ins",), -1, preposed=True)
        return [p for p in with_whom if self.mentions.parties[p].kind in ("person", "country", "organization")]

    def _objects(self, index: int, cases: tuple[str, ...], apart: int, *, preposed: bool = False) -> list[int]:
        """Parties that a word governs in one of the cases, with or without a preposition; not the word `apart`."""
        found: dict[int, None] = {}
        for child in self.tree.children(index):
            token = self.tokens[child]
            possessive = token.pos == "DET" and "Gen" in cases
            fits = token.feats.get("Case") in cases and token.pos in ("NOUN", "PROPN", "PRON")
            if (possessive or fits) and child != apart and bool(self.tree.preposition(child)) == preposed:
                found.update(dict.fromkeys(self.named(token)))
        return list(found)

    def _places(self, candidate: Candidate) -> list[int]:
        """ "в компании обещали", "в стране решено": what has no subject is of those where it is done."""
        finite = self.tree.finite(candidate.predicate)
        if finite.feats.get("Number") != "Plur" and finite.feats.get("Gender") != "Neut":
            return []
        found: dict[int, None] = {}
        for index in dict.fromkeys((candidate.predicate, candidate.cue, finite.index)):
            for child in self.tree.children(index):
                if self.tokens[child].feats.get("Case") == "Loc":
                    found.update(dict.fromkeys(self.named(self.tokens[child])))
        return [p for p in found if self.mentions.parties[p].kind in ("organization", "country")]

    def _before(self, candidate: Candidate, sort: str) -> Iterator[tuple[str, Sequence[int]]]:
        """The subjects that come before: of this sentence, of the two before it."""
        cue = self.tokens[candidate.cue]
        for distance in range(3):
            number = cue.sentence - distance
            if number < 0:
                break
            sentence = self.sentences[number]
            subjects = self._subjects_of(number)
            earlier = bisect_left(subjects, candidate.cue)
            if earlier:
                yield f"before.{distance}.{sort}", self._acting(self.tokens[subjects[earlier - 1]])
            elif distance == 0:
                inside = range(sentence.first, min(sentence.last, candidate.cue))
                loose = [i for i in inside if self.tokens[i].feats.get("Case") == "Nom" and self.mentions.at(i)]
                if loose:
                    yield f"nominative.{sort}", self._acting(self.tokens[loose[0]])

    def _subjects_of(self, number: int) -> list[int]:
        """The subjects of a sentence that name somebody."""
        if number not in self._subjects:
            sentence = self.sentences[number]
            inside = [t for t in self.tokens[sentence.first : sentence.last] if t.rel.startswith("nsubj")]
            self._subjects[number] = [token.index for token in inside if self.named(token)]
        return self._subjects[number]

    # ---- quotes

    def quote_at(self, position: int, *, indirect: bool = False) -> Quote | None:
        """The innermost quote around a position; without `indirect` only those whose first person is the speaker's."""
        return (self._voices if indirect else self._direct).at(position)

    def _plural(self, candidate: Candidate, subject: Token | None) -> bool:
        token = subject if subject is not None else self.tree.finite(candidate.predicate)
        return token.feats.get("Number") == "Plur"

    # ---- names

    def named(self, token: Token) -> tuple[int, ...]:
        """Parties that a noun phrase names by its head, all members of a list."""
        if token.index not in self._named:
            self._named[token.index] = self._find_named(token)
        return self._named[token.index]

    def _find_named(self, token: Token) -> tuple[int, ...]:
        found: dict[int, None] = {}
        for index in self._heads(token):
            mention = self._mention(index)
            if mention is not None and mention.party is not None:
                found[mention.party] = None
        if not found and token.lemma in self.pledges.lands and token.feats.get("Number") == "Sing":
            return tuple(self._land(token))
        return tuple(found)

    def _land(self, token: Token) -> list[int]:
        """ "The country": that of whoever speaks, else the one named last."""
        quote = self.quote_at(token.start, indirect=True)
        spoken = [self.sides.of(speaker) for speaker in quote.speakers] if quote is not None else []
        states = [p for p in spoken if self.mentions.parties[p].kind == "country"]
        return states or self.sides.land_before(token.index)

    def _heads(self, token: Token) -> list[int]:
        """The words that head what a noun phrase names: its own, those joined to it; "ministers X and Y" are both."""
        if token.feats.get("Number") == "Plur":
            children = self.tree.children(token.index)
            names = [c for c in children if self.tokens[c].rel == "appos" and self._mention(c) is not None]
            names = [head for name in names for head in (name, *self.tree.joined(name))]
            if len(names) > 1:
                return names
        return [token.index, *self.tree.joined(token.index)]

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

    def within(self, token: Token) -> list[int]:
        """Parties named in what depends on a noun."""
        found: dict[int, None] = {}
        for index in self.tree.descendants(token.index, 12):
            mention = self.mentions.at(index)
            if mention is not None and mention.party is not None and mention.head != token.index:
                known = self.mentions.parties[mention.party]
                found.update(dict.fromkeys(known.members if 0 < len(known.members) <= _FEW else (mention.party,)))
        return list(found)
