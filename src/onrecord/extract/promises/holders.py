"""Whose a commitment is: the subject of what binds, whoever speaks of himself, those who meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.extract.mentions import Mentions
from onrecord.extract.promises.candidates import Candidate
from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation, Token
from onrecord.model.record import Mention, Quote

_DEEP = 4  # clauses up to which a subject is looked for
_FEW = 3  # members of a group that are bound one by one


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is bound: parties, and how they were found.

    `how`: subject, speaker, ours (the speaker's side), agent, addressee, gathering, owner, before
    (the subject of the sentence before), nobody. `token` is the word that names them, -1 if none does.
    """

    parties: tuple[int, ...]
    how: str
    token: int = -1


NOBODY = Holder((), "nobody")


class Holders:
    """Finds whose a candidate is, in one document."""

    def __init__(
        self, annotation: Annotation, mentions: Mentions, quotes: Sequence[Quote], pledges: Pledges
    ) -> None:
        self.annotation, self.tokens, self.mentions = annotation, annotation.tokens, mentions
        self.pledges = pledges
        self._quotes = sorted(quotes, key=lambda q: (q.span.start, -q.span.end))

    def of(self, candidate: Candidate) -> Holder:
        """The holder, in the order of what tells it most plainly."""
        if candidate.pledge is not None and candidate.pledge.holder == "addressee" and candidate.rule != "that":
            return self._addressee(candidate)
        if candidate.rule in ("passive", "promised", "fixed"):
            return self._of_passive(candidate)
        start = candidate.predicate
        subject = self.subject(start)
        if subject is None or subject.pos == "VERB":  # "planned to hold": an infinitive is no one
            subject = self._own(candidate.action) if candidate.action != start else None
        if subject is None:
            needy = self._needing(candidate.cue)
            if needy is not None:
                return self._of_subject(needy, candidate)
        if candidate.rule == "noun":
            owner = self._owner(self.tokens[candidate.cue])
            if owner.parties:
                return owner
        if subject is None:
            return self._unnamed(start)
        return self._of_subject(subject, candidate)

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

    def _speaker(self, token: Token, *, ours: bool) -> Holder:
        """Who speaks here; with `ours` the state or body that he speaks for, where the article tells one."""
        quote = self.quote_at(token.start) or self.quote_at(token.start, indirect=True)
        if quote is None or not quote.speakers:
            return Holder((), "speaker", token.index)
        if not ours:
            return Holder(quote.speakers, "speaker", token.index)
        sides = tuple(dict.fromkeys(self._side(s) for s in quote.speakers))
        return Holder(sides, "ours", token.index)

    def _side(self, party: int) -> int:
        of = self.mentions.parties[party].of
        return party if of is None else self.state(of)

    # ---- subjects

    def subject(self, index: int, depth: int = _DEEP) -> Token | None:
        """The word that is the subject of a verb or predicate, its own or that of the clause it hangs on."""
        tokens = self.tokens
        token = tokens[index]
        own = self._own(index)
        if own is not None:
            if own.lemma in self.pledges.relatives:
                return self._antecedent(token, own)
            return own
        if depth == 0 or token.head < 0 or token.feats.get("Person") == "1":
            return None
        if token.rel == "acl" and token.feats.get("VerbForm") == "Part":
            return tokens[token.head]
        if token.rel in ("conj", "xcomp", "obj", "obl", "nmod", "iobj", "amod", "advmod", "aux", "cop") or (
            token.rel in ("acl", "advcl", "csubj", "ccomp") and token.feats.get("VerbForm") in ("Inf", "Conv")
        ):
            return self.subject(token.head, depth - 1)
        return None

    def _own(self, index: int) -> Token | None:
        tokens = self.tokens
        return next((tokens[c] for c in self._children(index) if tokens[c].rel.startswith(("nsubj", "csubj"))), None)

    def _needing(self, cue: int) -> Token | None:
        """Whoever needs to: "нам нужно" names them in the dative."""
        if self.tokens[cue].feats.get("VerbForm") == "Fin" and self.tokens[cue].feats.get("Voice") == "Act":
            return None
        for child in self._children(cue):
            token = self.tokens[child]
            if token.feats.get("Case") == "Dat" and token.rel in ("iobj", "obl") and not self._preposed(child):
                return token
        return None

    def _antecedent(self, verb: Token, relative: Token) -> Token | None:
        """The noun that a relative clause describes."""
        up, steps = verb, 0
        while up.rel not in ("acl:relcl", "acl") and up.head >= 0 and steps < _DEEP:
            up, steps = self.tokens[up.head], steps + 1
        if up.rel in ("acl:relcl", "acl") and up.head >= 0:
            return self.tokens[up.head]
        for index in range(relative.index - 1, max(-1, relative.index - 6), -1):
            if self.tokens[index].pos in ("NOUN", "PROPN"):
                return self.tokens[index]
        return None

    def _of_subject(self, subject: Token, candidate: Candidate) -> Holder:
        """Parties that the subject names; first persons are whoever speaks."""
        if subject.lemma in self.pledges.first_person:
            return self._speaker(subject, ours=subject.feats.get("Number") == "Plur" or subject.text.lower() == "мы")
        parties = self._acting(subject)
        if parties:
            return Holder(parties, "subject", subject.index)
        if subject.lemma in self.pledges.gatherings:
            return self._gathered(subject)
        if subject.pos == "PRON" or subject.pos == "DET":
            return Holder((), "pronoun", subject.index)
        owner = self._owner(subject)
        return Holder(owner.parties, "owned" if owner.parties else "thing", subject.index)

    def _unnamed(self, index: int) -> Holder:
        """No subject is printed: the first person speaks; else whoever the sentence before was about."""
        token = self.tokens[index]
        finite = next((t for t in self._chain(token) if t.feats.get("Person") or t.feats.get("Tense")), token)
        if finite.feats.get("Person") == "1":
            return self._speaker(finite, ours=finite.feats.get("Number") == "Plur")
        somewhere = self._somewhere(token, finite)
        if somewhere.parties:
            return somewhere
        quote = self.quote_at(token.start, indirect=True)
        if quote is not None and quote.kind == "indirect" and quote.speakers:
            return Holder(quote.speakers, "reported", -1)
        return self._before(token)

    def _somewhere(self, token: Token, finite: Token) -> Holder:
        """ "в компании обещали", "в стране решено": verbs without a subject are of those where it is done."""
        if finite.feats.get("Number") != "Plur" and finite.feats.get("Gender") != "Neut" and finite.feats.get("Person") != "3":
            return NOBODY
        for verb in self._chain(token):
            for child in self._children(verb.index):
                place = self.tokens[child]
                if place.feats.get("Case") == "Loc" and place.rel in ("obl", "nmod"):
                    parties = tuple(p for p in self.named(place) if self.mentions.parties[p].kind in ("organization", "country"))
                    if parties:
                        return Holder(parties, "somewhere", child)
        return NOBODY

    def _before(self, token: Token) -> Holder:
        """The subject of the main clause of this sentence or the one before."""
        for number in (token.sentence, token.sentence - 1):
            if number < 0:
                continue
            sentence = self.annotation.sentences[number]
            for index in range(sentence.first, min(sentence.last, token.index)):
                if self.tokens[index].rel.startswith("nsubj"):
                    parties = self.named(self.tokens[index])
                    if parties:
                        return Holder(parties, "before", index)
        return NOBODY

    # ---- other holders

    def _of_passive(self, candidate: Candidate) -> Holder:
        """ "will be built by X": its agent; of a gathering those who meet; else whoever says so."""
        for index in (candidate.predicate, candidate.action):
            for child in self._children(index):
                token = self.tokens[child]
                if token.feats.get("Case") == "Ins" and token.rel in ("obl", "obl:agent", "nmod") and not self._preposed(child):
                    parties = self.named(token)
                    if parties:
                        return Holder(parties, "agent", child)
        subject = self.subject(candidate.predicate)
        if subject is not None and subject.lemma in self.pledges.gatherings:
            found = self._gathered(subject)
            if found.parties:
                return found
        if subject is not None:
            owner = self._owner(subject)
            if owner.parties:
                return Holder(owner.parties, "owned", subject.index)
        quote = self.quote_at(self.tokens[candidate.cue].start, indirect=True)
        if quote is not None and quote.speakers:
            return Holder(tuple(dict.fromkeys(self._side(s) for s in quote.speakers)), "authority", -1)
        return Holder((), "passive", subject.index if subject is not None else -1)

    def _addressee(self, candidate: Candidate) -> Holder:
        for child in self._children(candidate.cue):
            token = self.tokens[child]
            if token.rel in ("obj", "iobj", "obl") and child != candidate.action:
                parties = self.named(token)
                if parties:
                    return Holder(parties, "addressee", child)
        return Holder((), "nobody_addressed")

    def _gathered(self, noun: Token) -> Holder:
        """Those who meet: parties in the phrase of a gathering."""
        parties: dict[int, None] = {}
        for index in self._descendants(noun.index, 12):
            if index != noun.index and self.tokens[index].feats.get("Case") in ("Gen", "Ins", "Nom", None):
                mention = self.mentions.at(index)
                if mention is not None and mention.party is not None:
                    if self.mentions.parties[mention.party].kind in ("person", "country", "organization", "group"):
                        parties.update(dict.fromkeys(self._expanded(mention.party)))
        return Holder(tuple(parties), "gathering", noun.index)

    def _owner(self, noun: Token) -> Holder:
        """Whose plan, whose visit: a genitive or a possessive."""
        for child in self._children(noun.index):
            token = self.tokens[child]
            if (token.rel == "nmod" and token.feats.get("Case") == "Gen" and not self._preposed(child)) or token.pos == "DET":
                parties = self.named(token)
                if parties:
                    return Holder(parties, "owner", child)
        return NOBODY

    # ---- names

    def _acting(self, token: Token) -> tuple[int, ...]:
        """Whom a subject binds: those named; for "representatives of X" the body itself; a small group's members."""
        found: dict[int, None] = {}
        for party in self.named(token):
            found.update(dict.fromkeys(self._bound(party, token)))
        return tuple(found)

    def _bound(self, party: int, token: Token) -> Iterable[int]:
        known = self.mentions.parties[party]
        if token.lemma in self.pledges.by_authority:
            if known.of is not None:
                return (self.state(known.of),) if self._is_state(known.of) else (known.of,)
            behind = [p for p in self._within(token) if self.mentions.parties[p].kind in ("country", "organization")]
            if behind:
                return behind
        return known.members if 0 < len(known.members) <= _FEW else (party,)

    def _within(self, token: Token) -> list[int]:
        """Parties named in the genitives that depend on a noun."""
        found: dict[int, None] = {}
        for index in self._descendants(token.index, 8):
            if self.tokens[index].feats.get("Case") == "Gen":
                mention = self.mentions.at(index)
                if mention is not None and mention.party is not None and mention.head != token.index:
                    found[mention.party] = None
        return list(found)

    def state(self, party: int) -> int:
        """The country that a body belongs to, or itself."""
        seen = 0
        while self.mentions.parties[party].kind != "country" and seen < 3:
            of = self.mentions.parties[party].of
            if of is None:
                return party
            party, seen = of, seen + 1
        return party

    def _is_state(self, party: int) -> bool:
        return self.mentions.parties[self.state(party)].kind == "country"

    def named(self, token: Token) -> tuple[int, ...]:
        """Parties that a noun phrase names by its head, all members of a list; groups stand for themselves."""
        found: dict[int, None] = {}
        for index in (token.index, *self._joined(token.index)):
            mention = self._mention(index)
            if mention is not None and mention.party is not None:
                found[mention.party] = None
        return tuple(found)

    def _mention(self, index: int) -> Mention | None:
        """The mention that a word heads or stands in, or the name in apposition to it."""
        mention = self.mentions.at(index)
        if mention is not None:
            return mention
        for child in self._children(index):
            if self.tokens[child].rel in ("appos", "flat:name", "flat"):
                mention = self.mentions.at(child)
                if mention is not None:
                    return mention
        return None

    def _expanded(self, party: int) -> Iterable[int]:
        return self.mentions.parties[party].members or (party,)

    # ---- the tree

    def _children(self, index: int) -> tuple[int, ...]:
        return self.annotation.children[index] if self.annotation.children else ()

    def _joined(self, index: int) -> list[int]:
        return [c for c in self._children(index) if self.tokens[c].rel == "conj" and self.tokens[c].pos in ("NOUN", "PROPN", "PRON")]

    def _preposed(self, index: int) -> bool:
        return any(self.tokens[c].rel == "case" for c in self._children(index))

    def _descendants(self, index: int, most: int) -> list[int]:
        out, queue = [], [index]
        while queue and len(out) < most:
            here = queue.pop(0)
            out.append(here)
            queue.extend(c for c in self._children(here) if self.tokens[c].pos not in ("VERB", "PUNCT"))
        return out

    def _chain(self, token: Token) -> list[Token]:
        """The token and the verbs it hangs on."""
        out, here = [token], token
        out.extend(self.tokens[c] for c in self._children(token.index) if self.tokens[c].pos == "AUX")
        for _ in range(2):
            if here.head < 0 or here.rel not in ("xcomp", "conj", "csubj", "obj", "obl", "nmod", "iobj"):
                break
            here = self.tokens[here.head]
            out.append(here)
        return out
