"""Whether a description without a name can mean a party: by the words of its titles and names, and by gender."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.speech.columns import PLACES, Row
from onrecord.extract.speech.sheet import Sheet
from onrecord.languages.people import People
from onrecord.model.record import Mention, Party

_STEM = 5  # letters that forms of a word share
_LEAST = 4
_HEADS = frozenset(("chief", "ambassador"))
_WORDS = frozenset(("NOUN", "PROPN", "ADJ", "X"))


@dataclass(frozen=True, slots=True)
class Told:
    """What a cue's subject says of who is meant: the stems of its words, that of its head, its gender and party."""

    stems: tuple[str, ...]
    rest: tuple[str, ...]
    head: str
    rank: str | None
    kind: str | None
    gender: str | None
    party: int | None


class Likeness:
    """Compares what a document says of its parties; stems of a party are made when first asked for."""

    def __init__(self, sheet: Sheet, parties: Sequence[Party], mentions: Sequence[Mention], people: People) -> None:
        self.sheet, self.parties, self.mentions, self.people = sheet, parties, mentions, people
        self._ranks: dict[int, frozenset[str]] = {}
        self._stems: dict[int, frozenset[str]] = {}
        self._lands: dict[int, frozenset[int]] = {}
        named = ((m.first, m.last, m.party) for m in mentions if m.party is not None)
        self._countries = sorted(found for found in named if parties[found[2]].kind == "country")
        self._titled: dict[int, list[Mention]] = {}  # the mentions that may hold a title, by party
        genders: dict[int, Counter[str]] = {}
        for mention in mentions:
            if mention.party is not None and mention.last > mention.first + 1:
                self._titled.setdefault(mention.party, []).append(mention)
            if mention.party is not None and mention.gender and not mention.plural:
                genders.setdefault(mention.party, Counter())[mention.gender] += 1 + 2 * (mention.kind == "name")
        self.genders = {party: max(sorted(found), key=lambda g: found[g]) for party, found in genders.items()}

    def told(self, subject: int) -> Told | None:
        """What the mention of a cue's subject says; None where there is none."""
        if subject < 0:
            return None
        mention, sheet = self.mentions[subject], self.sheet
        words = [
            index
            for index in range(mention.first, mention.last)
            if sheet.pos[index] in _WORDS and len(sheet.words[index]) >= _LEAST
        ]
        stems = tuple(_stem(sheet.lemmas[index]) for index in words)
        rest = tuple(stem for index, stem in zip(words, stems, strict=True) if index != mention.head)
        post = self.people.posts.get(sheet.lemmas[mention.head])
        kind = None if mention.party is None else self.parties[mention.party].kind
        head = _stem(sheet.lemmas[mention.head])
        return Told(stems, rest, head, post.rank if post else None, kind, mention.gender, mention.party)

    def compare(self, row: Row, party: int, told: Told | None) -> None:
        """What speaks for a party as the one that is told of; nothing for the subject's own party."""
        row[PLACES["titled"]] = bool(self.parties[party].titles)
        if told is None or told.party == party:
            return
        stems = self._of(party)
        row[PLACES["shares_head"]] = told.head in stems
        row[PLACES["shared_words"]] = len([stem for stem in told.stems if stem in stems]) / max(len(told.stems), 1)
        if told.rest:
            row[PLACES["shared_rest"]] = len([stem for stem in told.rest if stem in stems]) / len(told.rest)
        row[PLACES["same_kind"]] = told.kind == self.parties[party].kind
        if told.rank is not None and (ranks := self._held(party)):
            row[PLACES["same_rank" if told.rank in ranks else "other_rank"]] = 1
        gender = self.genders.get(party)
        if gender and told.gender:
            row[PLACES["same_gender" if gender == told.gender else "other_gender"]] = 1

    def is_of_another_land(self, party: int, subject: int) -> bool:
        """Whether a subject's mention names a state, and a person's titles name others only: "министр Тарвии" is nobody
        whom the text calls the envoy of Kemoria."""
        mine = self._lands_in(self.mentions[subject])
        if not mine or self.parties[party].kind != "person" or self.mentions[subject].party == party:
            return False
        if party not in self._lands:
            own = map(self._lands_in, self._titled.get(party, ()))
            self._lands[party] = frozenset[int]().union(*own)
        return bool(self._lands[party]) and mine.isdisjoint(self._lands[party])

    def is_of_lower_rank(self, party: int, told: Told | None) -> bool:
        """Whether a bare subject tells who heads something, and a person's titles tell of a deputy only:
        "градоначальник" is not the vice-mayor."""
        if told is None or told.rest or told.rank not in _HEADS or told.party == party:
            return False
        return self.parties[party].kind == "person" and self._held(party) == {"deputy"}

    def _lands_in(self, mention: Mention) -> frozenset[int]:
        """The states that words of a mention name, those aside in which somebody is ("the envoy in Tarvia")."""
        found = []
        for at in range(bisect_left(self._countries, (mention.first, 0, 0)), len(self._countries)):
            first, last, party = self._countries[at]
            if first >= mention.last:
                break
            if last <= mention.last and party != mention.party and (not first or self.sheet.pos[first - 1] != "ADP"):
                found.append(party)
        return frozenset(found)

    def _held(self, party: int) -> frozenset[str]:
        """The ranks of the offices that a party's titles tell."""
        if party not in self._ranks:
            posts = self.people.posts
            words = " ".join(self.parties[party].titles).lower().split()
            self._ranks[party] = frozenset([posts[word].rank for word in words if word in posts])
        return self._ranks[party]

    def _of(self, party: int) -> frozenset[str]:
        if party not in self._stems:
            found = self.parties[party]
            words = " ".join((*found.titles, *found.names)).lower().replace("«", " ").replace("»", " ").split()
            self._stems[party] = frozenset([word[:_STEM] for word in words if len(word) >= _LEAST])
        return self._stems[party]


def _stem(word: str) -> str:
    return word[:_STEM]
