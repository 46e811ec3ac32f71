"""Questions to the syntax of a document that several steps ask: subjects, joined words, what governs what."""

from __future__ import annotations

from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation, Token

_DEEP = 4  # clauses up to which a subject is looked for
_NOMINAL = ("NOUN", "PROPN", "PRON")
_HANGS = frozenset(("conj", "xcomp", "obj", "obl", "nmod", "iobj", "amod", "advmod", "aux", "cop"))


class Tree:
    """The dependency tree, asked without fear of cycles; all is empty where syntax is not at hand."""

    def __init__(self, annotation: Annotation, pledges: Pledges, actors: frozenset[int]) -> None:
        self.actors = actors  # tokens that name persons, bodies and states
        self.tokens, self._children, self._pledges = annotation.tokens, annotation.children, pledges

    def children(self, index: int) -> tuple[int, ...]:
        return self._children[index] if self._children else ()

    def subject(self, index: int, depth: int = _DEEP) -> Token | None:
        """The subject of a verb or predicate: its own, or that of the clause it hangs on."""
        token = self.tokens[index]
        if token.pos in _NOMINAL and any(self.tokens[child].rel == "orphan" for child in self.children(index)):
            return token  # its verb is not said again
        own = self.own_subject(index)
        if own is not None:
            return self._antecedent(token, own) if own.lemma in self._pledges.relatives else own
        if depth == 0 or token.head < 0 or token.feats.get("Person") == "1":
            return None
        if token.rel == "acl" and token.feats.get("VerbForm") == "Part":
            return self.tokens[token.head]
        loose = token.rel in ("acl", "advcl", "csubj", "ccomp") and token.feats.get("VerbForm") in ("Inf", "Conv")
        return self.subject(token.head, depth - 1) if token.rel in _HANGS or loose else None

    def own_subject(self, index: int) -> Token | None:
        """The subject that hangs on a word; of several the one that can act."""
        children = [self.tokens[c] for c in self.children(index)]
        subjects = [c for c in children if c.rel.startswith(("nsubj", "csubj"))]
        return next((c for c in subjects if c.index in self.actors), subjects[0] if subjects else None)

    def _antecedent(self, verb: Token, relative: Token) -> Token | None:
        """The noun that a relative clause describes."""
        up, steps = verb, 0
        while not up.rel.startswith("acl") and up.head >= 0 and steps < _DEEP:
            up, steps = self.tokens[up.head], steps + 1
        if up.rel.startswith("acl") and up.head >= 0:
            return self.tokens[up.head]
        nouns = (self.tokens[i] for i in range(relative.index - 1, max(-1, relative.index - 6), -1))
        return next((t for t in nouns if t.pos in ("NOUN", "PROPN")), None)

    def agrees(self, subject: Token, index: int) -> bool:
        """Whether a subject can go with the verb: one cannot "visit" in the plural."""
        verb = self.finite(index)
        single = subject.feats.get("Number") == "Sing" and subject.pos in ("NOUN", "PROPN")
        return not (
            single and verb.feats.get("Number") == "Plur" and verb.pos == "VERB" and not self.joined(subject.index)
        )

    def needing(self, cue: int) -> Token | None:
        """Whoever needs to: "нам нужно" names them in the dative, without a preposition."""
        token = self.tokens[cue]
        if token.feats.get("VerbForm") == "Fin" and token.feats.get("Voice") == "Act":
            return None
        for child in self.children(cue):
            other = self.tokens[child]
            if other.feats.get("Case") == "Dat" and other.rel in ("iobj", "obl") and not self.preposition(child):
                return other
        return None

    def finite(self, index: int) -> Token:
        """The finite verb of a predicate: itself, its auxiliary, or the verb that it hangs on."""
        token = self.tokens[index]
        for near in (token, *(self.tokens[c] for c in self.children(index) if self.tokens[c].pos == "AUX")):
            if near.feats.get("VerbForm") == "Fin":
                return near
        here = token
        for _ in range(3):
            if here.head < 0 or here.rel not in (*_HANGS, "csubj", "acl"):
                break
            here = self.tokens[here.head]
            if here.feats.get("VerbForm") == "Fin":
                return here
        return token

    def person(self, index: int) -> str:
        return self.finite(index).feats.get("Person", "")

    def joined(self, index: int) -> list[int]:
        """Nouns in one list with a noun."""
        return [c for c in self.children(index) if self.tokens[c].rel == "conj" and self.tokens[c].pos in _NOMINAL]

    def preposition(self, index: int) -> str:
        """The preposition of a noun, "" for none."""
        return next((self.tokens[c].lemma for c in self.children(index) if self.tokens[c].rel == "case"), "")

    def descendants(self, index: int, most: int) -> list[int]:
        """What depends on a word, without clauses, the nearest first."""
        out: list[int] = []
        queue = [index]
        while queue and len(out) < most:
            here = queue.pop(0)
            out.append(here)
            queue.extend(c for c in self.children(here) if self.tokens[c].pos not in ("VERB", "PUNCT"))
        return out
