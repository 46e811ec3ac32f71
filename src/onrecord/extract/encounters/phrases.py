"""Noun phrases of a clause with the preposition and case they stand in, and whom they name.

Phrases are read from left to right, so that one wrong edge of a tree cannot take a participant
away. A list ("с главами МИД Казахстана и Узбекистана") is one phrase of several members.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.extract.encounters.cast import Cast
from onrecord.languages.encounters import Encounters, Slot
from onrecord.model.annotation import Annotation, Token
from onrecord.model.record import Mention

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
_MODIFIER = frozenset({"ADJ", "DET", "NUM"})
_BODIES = frozenset({"country", "group", "organization", "place"})


@dataclass(slots=True)
class Phrase:
    """A noun phrase: its first noun, its slot, and its words (indexes, in order).

    `lead` of a trigger is what brings it in: its preposition, or the noun it hangs on ("в ходе визита"); `of_bare`
    whether that is a noun without a preposition ("обсудили итоги визита").
    """

    head: int
    slot: Slot
    tokens: list[int] = field(default_factory=list)
    lead: str = ""
    of_bare: bool = False

    @property
    def first(self) -> int:
        return self.tokens[0]


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a phrase names: those who take part, and the states or bodies whose people they are.

    Groups stand expanded to their members; `group` is the first of them.
    """

    parties: tuple[int, ...] = ()
    behind: tuple[int, ...] = ()
    group: int | None = None


def phrases_of(
    annotation: Annotation, words: Sequence[int], triggers: frozenset[int], cast: Cast, encounters: Encounters
) -> list[Phrase]:
    """The phrases of a clause's words; a trigger stands alone, what depends on it comes after.

    A mention is read as one word, in the case of its head.
    """
    tokens = annotation.tokens
    phrases: list[Phrase] = []
    reader = _Reader(tokens, encounters)
    inside = frozenset(words)
    until = -1
    for index in words:
        if index < until:
            continue
        if index in triggers:
            phrases.append(reader.trigger(tokens[index]))
            continue
        mention = cast.starting(index)
        whole = range(index, mention.last) if mention is not None else range(index, index + 1)
        if (
            mention is not None
            and reader.compound(tokens[mention.head]) is None
            and all(i in inside and i not in triggers for i in whole)
        ):
            until = mention.last
            person = mention.party is not None and cast.kind(mention.party) == "person"
            done = reader.nominal(tokens[mention.head], list(whole), person=person)
        else:
            done = reader.read(tokens[index])
        if done is not None:
            phrases.append(done)
    return phrases


class _Reader:
    """Reads words one by one and returns a phrase when one begins."""

    def __init__(self, tokens: Sequence[Token], encounters: Encounters) -> None:
        self.tokens = tokens
        self.amounts = encounters.amounts
        self.compounds = encounters.compounds
        self.leading = frozenset(lead for lead, _ in encounters.compounds)
        self.preposition = ""
        self.pending: list[int] = []
        self.phrase: Phrase | None = None
        self.base: Phrase | None = None  # what a prepositional phrase may be set in: "посланник по Азии Гор"
        self.lemma = ""  # of the first noun of the open phrase
        self.joined = False  # a comma or conjunction was read after the phrase

    def close(self) -> None:
        self.preposition, self.pending, self.phrase, self.base, self.joined = "", [], None, None, False

    def compound(self, token: Token) -> str | None:
        """What a word makes of the preposition ahead of it ("под руководством")."""
        # "в октябре глава МИД": what is led by a noun of its own makes none
        return self.compounds.get((self.preposition, token.lemma)) if self.phrase is None else None

    def trigger(self, token: Token) -> Phrase:
        """The phrase of a trigger; what was open ends with it."""
        prep = self.preposition if self.phrase is None else ""
        depends = self.phrase is not None and not self.joined and token.feats.get("Case") == "Gen"
        lead = self.lemma if depends else prep
        slot = prep, token.feats.get("Case", "")
        if depends and self.phrase is not None and self.lemma in self.amounts:
            slot, lead = self.phrase.slot, self.phrase.slot[0]  # "провёл ряд встреч"
        of_bare = depends and self.phrase is not None and not self.phrase.slot[0]
        done = Phrase(token.index, slot, [*self.pending, token.index], lead, of_bare)
        self.close()
        return done

    def read(self, token: Token) -> Phrase | None:
        if token.pos == "ADP" and self.phrase is None and (compound := self.compound(token)) is not None:
            self.preposition = compound  # "во главе с", "вместе с"
            self.pending.append(token.index)
        elif token.pos == "ADP":
            base = self.phrase or self.base
            self.close()
            self.base, self.preposition, self.pending = base, token.lemma, [token.index]
        elif token.feats.get("VerbForm") == "Part" and self.phrase is None and self.preposition:
            self.pending.append(token.index)  # "на закрытом заседании"
        elif token.pos in _MODIFIER and not (token.pos == "NUM" and self.phrase and not self.joined):
            self._modifier(token)
        elif token.pos in _NOMINAL:
            return self.nominal(token, [token.index])
        elif token.pos == "CCONJ" or token.text == ",":
            self.joined = self.phrase is not None
            self.pending = [] if self.phrase else self.pending
        elif token.text not in '«»"„“”()–-—':
            self.close()
            if token.pos == "ADV":
                self.preposition = token.lemma if token.lemma in self.leading else ""
        return None

    def _modifier(self, token: Token) -> None:
        if self.phrase is not None and not self.joined and token.feats.get("Case") == self.phrase.slot[1] != "Gen":
            self.phrase = None  # "президент новую поездку": something else begins
            self.preposition, self.pending = "", []
        self.pending.append(token.index)

    def nominal(self, token: Token, words: list[int], *, person: bool = False) -> Phrase | None:
        """Read a noun or a whole mention headed by `token`."""
        case = self._case(token, words)
        if (compound := self.compound(token)) is not None:
            self.preposition, self.phrase, self.joined = compound, None, False
            self.pending += words
            return None
        resumes = self.base is not None and person and case == self.base.slot[1]
        if self.phrase is not None and resumes and case != self.phrase.slot[1]:
            self.phrase, self.base = self.base, None
        if self.phrase is not None and self._continues(case):
            self.phrase.tokens += [*self.pending, *words]
            self.pending, self.joined = [], False
            return None
        prep = self.preposition if self.phrase is None else ""
        self.phrase, self.lemma = Phrase(token.index, (prep, case), [*self.pending, *words]), token.lemma
        self.pending, self.joined = [], False
        return self.phrase

    def _continues(self, case: str) -> bool:
        """Whether a nominal goes on with the open phrase: of it, beside it, or next in its list."""
        assert self.phrase is not None
        mine = self.phrase.slot[1]
        # in a list the two cases that often look alike count as one: "посетить Чад, Мали и Нигер"
        return case in ("", "Gen", mine) or (self.joined and {case, mine} == {"Nom", "Acc"})

    def _case(self, token: Token, words: Sequence[int]) -> str:
        """The case a nominal stands in: after a numeral that governs it ("пять стран") the numeral's."""
        case = token.feats.get("Case", "")
        if case == "Gen":
            for index in (*self.pending, *words):
                counted = self.tokens[index]
                if index >= token.index:
                    break
                if counted.pos == "NUM" and counted.feats.get("Case") in ("Nom", "Acc"):
                    return counted.feats["Case"]
        return case


def named(phrase: Phrase, annotation: Annotation, cast: Cast, encounters: Encounters, *, bodies: bool = False) -> Named:
    """Whom the phrase names. With `bodies`, states and bodies are meant in whatever depth they stand."""
    found = _Members(phrase.slot[1], cast)
    for index in phrase.tokens:
        token = annotation.tokens[index]
        mention = cast.at(index)
        if mention is not None and mention.party is not None:
            if mention.head < phrase.head:
                continue  # of the words that bring the phrase in ("под руководством X")
            aligned = _aligned(annotation, phrase, mention)
            found.add(mention, mention.party, aligned)
        elif token.pos in ("NOUN", "PROPN") and index >= phrase.head:
            found.word(token.lemma in encounters.representatives)
        elif token.pos == "CCONJ" or token.text == ",":
            found.next()
    front = [party for member in found.front for party in member]
    people = [party for member in found.people for party in member]
    group = next((p for p in (*front, *found.deep) if cast.kind(p) == "group" and cast.parties[p].entry), None)
    if bodies and not people:
        return Named(_opened([*front, *found.deep], cast), (), group)
    return Named(_opened([*people, *front], cast), _opened(found.deep, cast), group)


def _aligned(annotation: Annotation, phrase: Phrase, mention: Mention) -> bool:
    """Whether a mention stands in the phrase's case; next in a list people in either of the two that look alike."""
    feats, case = annotation.tokens[mention.head].feats, phrase.slot[1]
    if feats.get("Case", case) == case:
        return True
    before = annotation.tokens[mention.first - 1] if mention.first else None
    listed = before is not None and (before.pos == "CCONJ" or before.text == ",")
    return listed and feats.get("Animacy") == "Anim" and {feats["Case"], case} == {"Acc", "Gen"}


class _Members:
    """Sorts the mentions of a phrase, member by member of its list.

    `people` and `front` take part; `deep` are those behind them: whose minister, of which company.
    """

    def __init__(self, case: str, cast: Cast) -> None:
        self.case, self.cast = case, cast
        self.people: list[list[int]] = [[]]
        self.front: list[list[int]] = [[]]
        self.deep: list[int] = []
        self.seen: set[int] = set()
        self.until = 0  # the end of the outermost mention read
        self.fresh, self.titled, self.acting = True, False, False
        self.described = False  # an office or a description was read last, which a name may explain

    def next(self) -> None:
        """The next member begins; who acts for whom goes on ("лидеров Казахстана и Узбекистана")."""
        self.people.append([])
        self.front.append([])
        self.fresh, self.titled = True, False

    def word(self, acts: bool) -> None:
        """A noun that names nobody: a title, or one who acts for what follows."""
        self.acting = acts or (self.acting and not self.fresh)
        self.titled, self.fresh = True, False

    def add(self, mention: Mention, index: int, aligned: bool) -> None:
        if mention.span.start in self.seen:
            return
        self.seen.add(mention.span.start)
        if self.cast.vague(mention):
            return
        inside = mention.first < self.until
        self.until = max(self.until, mention.last)
        kind = self.cast.kind(index)
        if inside:  # in a title or a description
            self.deep.append(index)
        elif kind == "person" and aligned:
            if mention.kind == "name" and (self.described or (self.titled and self.case == "Gen")):
                self.deep += [*self.people[-1], *self.front[-1]]  # "помощника Обамы Донилона", "заместителями Рябковым"
                self.people[-1], self.front[-1] = [], []
            self.people[-1].append(index)
        elif kind in _BODIES and (self._titled(index) or self.people[-1]):
            self.deep.append(index)
        elif kind in _BODIES and (
            self.fresh or self.acting or (mention.kind in ("country", "group") and aligned and not self.titled)
        ):
            self.front[-1].append(index)
        else:
            self.deep.append(index)
        self.fresh = False
        self.described = not inside and mention.kind in ("office", "description", "group")

    def _titled(self, index: int) -> bool:
        """Whether a title has begun that a person's name may end: whose minister, not who."""
        return self.titled and not self.acting


def _opened(parties: Sequence[int], cast: Cast) -> tuple[int, ...]:
    """Groups become their members; everybody once."""
    return tuple(dict.fromkeys(member for party in parties for member in cast.opened(party)))
