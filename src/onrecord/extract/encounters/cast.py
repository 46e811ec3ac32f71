"""Who is who for encounters: mentions by where they begin, whose people persons are, what makes up a region."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.extract.mentions import Mentions
from onrecord.languages.encounters import Encounters
from onrecord.model.annotation import Annotation
from onrecord.model.record import Mention

_CHAIN = 4  # steps from a person's office to the state


class Cast:
    """A document's mentions, asked in the ways that finding encounters needs."""

    def __init__(
        self, mentions: Mentions, annotation: Annotation, encounters: Encounters, capitals: Mapping[str, str]
    ) -> None:
        self.mentions, self.parties = mentions, mentions.parties
        self._capitals = capitals
        self._tokens, self._vague = annotation.tokens, encounters.vague
        self._representatives, self._delegations = encounters.representatives, encounters.delegations
        self._acting: dict[int, tuple[int, ...]] | None = None
        self._starting: dict[int, Mention] = {}
        for mention in mentions.mentions:
            known = self._starting.get(mention.first)
            if known is None or mention.last > known.last:
                self._starting[mention.first] = mention
        self._named: frozenset[int] | None = None
        self._states: dict[int, tuple[int, ...]] | None = None
        self._regions: dict[frozenset[int], int] | None = None

    def at(self, token: int) -> Mention | None:
        """The innermost mention that covers a token."""
        return self.mentions.at(token)

    def starting(self, token: int) -> Mention | None:
        """The longest mention that begins with a token."""
        return self._starting.get(token)

    def kind(self, party: int) -> str:
        return self.parties[party].kind

    def opened(self, party: int) -> tuple[int, ...]:
        """A group's members, or the states for which its people act; anybody else is themself."""
        if self.parties[party].members or self.kind(party) not in ("group", "organization"):
            return self.parties[party].members or (party,)
        if self._acting is None:
            self._acting = self._find_acting()
        return self._acting.get(party, (party,))

    def _find_acting(self) -> dict[int, tuple[int, ...]]:
        """The states named in a group of representatives ("представители Чада и Мали") or a delegation."""
        found: dict[int, tuple[int, ...]] = {}
        for mention in self.mentions.mentions:
            party = mention.party
            if party is None or party in found or self.kind(party) not in ("group", "organization"):
                continue
            people = self._representatives if self.kind(party) == "group" else self._delegations
            if self._tokens[mention.head].lemma in people:
                inner = [self.at(index) for index in range(mention.first, mention.last)]
                states = [m.party for m in inner if m is not None and m.party is not None]
                kinds = ("country",) if people is self._representatives else ("country", "organization", "group")
                states = [state for state in states if state != party and self.kind(state) in kinds]
                if states:
                    found[party] = tuple(dict.fromkeys(states))
        return found

    def by_name(self, party: int) -> bool:
        """Whether it is a person who goes by a name."""
        if self._named is None:
            self._named = frozenset(m.party for m in self.mentions.mentions if m.kind == "name" and m.party is not None)
        return party in self._named and self.kind(party) == "person"

    def vague(self, mention: Mention) -> bool:
        """Whether a mention only says "those who were there" ("участники", "стороны")."""
        party = mention.party
        return party is not None and not self.parties[party].members and self._tokens[mention.head].lemma in self._vague

    def land_of(self, place: int | None) -> int | None:
        """The state whose capital a place is, where the article names it too."""
        code = self._capitals.get(self.parties[place].name) if place is not None else None
        if code is None:
            return None
        return next((p.index for p in self.parties if p.entry == f"country:{code}"), None)

    def states_of(self, person: int) -> tuple[int, ...]:
        """The states in whose name a person acts, as the article's titles for them tell."""
        if self._states is None:
            self._states = self._find_states()
        return self._states.get(person, ())

    def _find_states(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, dict[int, None]] = {}
        for mention in self.mentions.mentions:
            party = mention.party
            if party is None or mention.kind not in ("name", "office") or self.kind(party) != "person":
                continue
            for index in range(mention.first, mention.last):
                inner = self.at(index)
                if inner is not None and inner.party is not None and self.kind(inner.party) == "country":
                    found.setdefault(party, {})[inner.party] = None
        by_word = {name: p.index for p in self.parties if p.kind == "country" for name in p.names}
        for person in self.parties:
            if person.kind == "person":
                words = [word for title in person.titles for word in title.split()]
                found.setdefault(person.index, {}).update({by_word[w]: None for w in words if w in by_word})
        for party_ in self.parties:
            here, steps = party_.of, 0
            while party_.kind == "person" and here is not None and steps < _CHAIN:
                if self.kind(here) == "country":
                    found.setdefault(party_.index, {})[here] = None
                here, steps = self.parties[here].of, steps + 1
        return {person: tuple(states) for person, states in found.items()}

    def is_region(self, party: int) -> bool:
        """Whether a place is one of several states."""
        self.region(frozenset())
        return self._regions is not None and party in self._regions.values()

    def region(self, members: frozenset[int]) -> int | None:
        """The region whose states are these, where the article names them together ("пять стран …")."""
        if self._regions is None:
            self._regions = {}
            for mention in self.mentions.mentions:
                if mention.party is None or not self.parties[mention.party].members:
                    continue
                for index in range(mention.first, mention.last):
                    inner = self.at(index)
                    if inner is not None and inner.party is not None and self.kind(inner.party) == "place":
                        self._regions.setdefault(frozenset(self.parties[mention.party].members), inner.party)
        return self._regions.get(members)
