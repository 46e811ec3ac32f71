"""For whom somebody speaks, and what a description stands for: the bodies and states behind people."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict

from onrecord.extract.mentions import Mentions
from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation
from onrecord.model.record import Mention

_MARKS = dict.fromkeys(map(ord, "«»\"“”„'"))
_TITLE = 14  # words of a title before a name
_TITLE_POS = frozenset(("NOUN", "PROPN", "ADJ", "ADP", "CCONJ"))
_TITLE_MARKS = frozenset('«»"“”„-–—')
_BODIES = frozenset(("organization", "country"))


class Sides:
    """The bodies and states of one document, by name and by whose people they are."""

    def __init__(self, annotation: Annotation, mentions: Mentions, pledges: Pledges) -> None:
        self._tokens, self._mentions, self._organs = annotation.tokens, mentions, pledges.organs
        self._parties = mentions.parties
        bodies = [p for p in reversed(mentions.parties) if p.kind in _BODIES]
        self._names = {p.name.translate(_MARKS): p.index for p in bodies if p.kind == "organization"}
        self._words = {name.lower(): p.index for p in bodies for name in p.names if " " not in name}
        self._of: dict[int, int] = {}
        self._plain: dict[int, int] = {}
        self._lands: list[tuple[int, int]] | None = None  # words that name states, with those; None until asked
        self._told: dict[int, list[Mention]] = defaultdict(list)
        for mention in mentions.mentions:
            if mention.party is not None:
                self._told[mention.party].append(mention)
        counted = Counter({p: len(told) for p, told in self._told.items() if self._parties[p].kind in _BODIES})
        self.main = [p for p, _ in counted.most_common(1)]
        """The body or state that the article names most."""

    def of(self, party: int) -> int:
        """The state or body that somebody speaks for, or himself."""
        if party not in self._of:
            known = self._parties[party]
            body = known.of
            if body is None and known.kind == "person":
                body = self._titled(party)
            elif body is not None and self._is_organ(body):
                body = self._state(body)
            self._of[party] = party if body is None else body
        return self._of[party]

    def plain(self, party: int) -> int:
        """ "the Kern company" is "Kern" where the article calls it so: the party named by the last words."""
        if party not in self._plain:
            self._plain[party] = self._find_plain(party)
        return self._plain[party]

    def _find_plain(self, party: int) -> int:
        known = self._parties[party]
        words = known.name.translate(_MARKS).split() if known.kind in ("organization", "group") else []
        ends = (self._names.get(" ".join(words[begin:])) for begin in range(1, min(len(words), _TITLE)))
        return next((other for other in ends if other is not None), party)

    def land_before(self, index: int) -> list[int]:
        """The state named last before a word, if there is one."""
        if self._lands is None:
            told = ((m.head, m.party) for m in self._mentions.mentions if m.party is not None)
            self._lands = sorted((head, party) for head, party in told if self._parties[party].kind == "country")
        place = bisect_left(self._lands, (index, 0))
        return [self._lands[place - 1][1]] if place else []

    def inside(self, mention: Mention) -> list[int]:
        """Bodies and states that single words of a description name ("deputies of the Assembly")."""
        found = (self._word(index) for index in range(mention.head + 1, mention.last))
        return list(dict.fromkeys(p for p in found if p is not None and p != mention.party))

    def _titled(self, party: int) -> int | None:
        """Whom a title names: a body ("the president of Kern Ivan Orlov"), or the state where it is the state's."""
        for mention in self._told[party]:
            first = mention.first
            while first > 0 and mention.first - first < _TITLE and self._in_title(first - 1):
                first -= 1
            body = country = None
            for index in range(first, mention.last):
                other = self._named_by(index, party)
                if other is None or (index and self._tokens[index - 1].pos == "ADP"):
                    continue
                if self._parties[other].kind == "country":
                    country = other
                else:
                    body = other
            if body is not None and not (self._is_organ(body) and country is not None):
                return body
            if country is not None:
                return country
        return None

    def _in_title(self, index: int) -> bool:
        token = self._tokens[index]
        return token.pos in _TITLE_POS or token.text in _TITLE_MARKS

    def _named_by(self, index: int, apart: int) -> int | None:
        """The body or state that a word of a title names."""
        mention = self._mentions.at(index)
        if mention is not None and mention.party is not None and mention.party != apart:
            return mention.party if self._parties[mention.party].kind in _BODIES else None
        return self._word(index)

    def _word(self, index: int) -> int | None:
        token = self._tokens[index]
        return self._words.get(token.lemma, self._words.get(token.text.lower()))

    def _is_organ(self, party: int) -> bool:
        name = self._parties[party].name.lower()
        return any(stem in name for stem in self._organs)

    def _state(self, party: int) -> int:
        """The country that a body belongs to, or itself."""
        for _ in range(3):
            of = self._parties[party].of
            if of is None or self._parties[party].kind == "country":
                break
            party = of
        return party
