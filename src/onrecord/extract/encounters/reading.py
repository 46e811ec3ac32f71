"""A document read for encounters: clauses, phrases and subjects, worked out once for each sentence asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.extract.encounters.cast import Cast
from onrecord.extract.encounters.clauses import Clause, clauses_of
from onrecord.extract.encounters.phrases import Named, Phrase, named, phrases_of
from onrecord.languages.encounters import Encounters
from onrecord.model.annotation import Annotation, Sentence, Token
from onrecord.model.record import Quote

_NOBODY = Named()
_SUBJECT = ("", "Nom")
_BRACKETS = {"(": 1, ")": -1, "[": 1, "]": -1}
_CLOSING = frozenset(";:")
_STOPS = frozenset(",;:—–…")
_EDGES = frozenset(',;:()«»"„“”—–')
_BACK = 6  # sentences
_NESTED = 6
_LIST = 16  # words of a list that the tree may have lost
_CONTEST = 4  # words of sport from which an article is about a contest


class Reading:
    """What the finder asks of a document. Triggers are the tokens that may tell of an encounter."""

    def __init__(
        self,
        annotation: Annotation,
        cast: Cast,
        quotes: Sequence[Quote],
        encounters: Encounters,
        triggers: Sequence[int],
    ) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.cast = cast
        self.encounters = encounters
        self.triggers = frozenset(triggers)
        self.contest = bool(triggers) and contest(annotation, encounters.contests)
        spoken = [quote for quote in quotes if quote.kind != "indirect"]
        self._quotes = sorted(spoken, key=lambda quote: (quote.span.start, -quote.span.end))
        self._starts = [quote.span.start for quote in self._quotes]
        self._edges = frozenset(edge for quote in spoken for edge in (quote.span.start, quote.span.end))
        self.recent: tuple[int, tuple[int, ...]] = (-9, ())  # where people were last told to meet, and who
        self._clauses: dict[int, tuple[list[Clause], dict[int, Clause]]] = {}
        self._phrases: dict[tuple[int, ...], list[Phrase]] = {}

    def _split(self, sentence: int) -> tuple[list[Clause], dict[int, Clause]]:
        if sentence not in self._clauses:
            here = self.annotation.sentences[sentence]
            regions = self._regions(here)
            self._clauses[sentence] = clauses_of(self.annotation, here, regions)
        return self._clauses[sentence]

    def _regions(self, sentence: Sentence) -> list[int]:
        """Numbers the stretches of a sentence that a colon or the edge of a quotation sets apart."""
        region, found = 0, []
        for token in self.annotation.of(sentence):
            region += token.start in self._edges
            found.append(region)
            region += token.text == ":" or token.end in self._edges
        return found

    def clauses(self, sentence: int) -> list[Clause]:
        """The clauses of a sentence, in order."""
        return self._split(sentence)[0]

    def clause(self, index: int) -> Clause:
        """The clause of a token."""
        return self._split(self.tokens[index].sentence)[1][index]

    def clause_around(self, index: int) -> Clause:
        """The clause of a noun: that of the nearest finite verb between the same marks, where there is one.

        The tree's own clause holds where its predicate stands there too; in long sentences it
        often hangs a phrase on a far verb.
        """
        own = self.clause(index)
        own = self._with(own, self._lists(own))
        sentence = self.annotation.sentences[self.tokens[index].sentence]
        low, high = index, index
        while low > sentence.first and self.tokens[low - 1].text not in _EDGES:
            low -= 1
        while high + 1 < sentence.last and self.tokens[high + 1].text not in _EDGES:
            high += 1
        onward = self._onward(index)
        if own.predicate > index:
            onward += self._onward(own.predicate)
        verbs = [i for i in range(low, high + 1) if self.tokens[i].feats.get("VerbForm") == "Fin"]
        if not verbs and own.predicate >= 0 and self.tokens[own.predicate].pos not in ("VERB", "AUX"):
            earlier = [i for i in range(sentence.first, low) if self.tokens[i].feats.get("VerbForm") == "Fin"]
            if earlier and self.tokens[low - 1].text not in _CLOSING:  # "прошли переговоры и беседа с …"
                return self._with(self.clause(earlier[-1]), (*own.tokens, *onward))
        if low <= own.predicate <= high or not verbs:
            return self._with(own, onward)
        nearest = min(verbs, key=lambda i: (abs(i - index), i))
        return self._with(self.clause(nearest), (*range(low, high + 1), *onward))

    def clause_of_verb(self, index: int) -> Clause:
        """The clause of a verb with all that follows it up to a mark or the next finite verb."""
        return self._with(self.clause(index), self._onward(index))

    def _onward(self, index: int) -> list[int]:
        """Words after a token up to a mark or the next finite verb; what stands in brackets is passed over."""
        sentence = self.annotation.sentences[self.tokens[index].sentence]
        found, depth = [], 0
        for here in range(index + 1, sentence.last):
            token = self.tokens[here]
            if token.text in _BRACKETS:
                depth = max(0, depth + _BRACKETS[token.text])
            elif not depth:
                if token.text in _STOPS or token.feats.get("VerbForm") == "Fin":
                    break
                found.append(here)
        return found

    def stop(self, index: int) -> int:
        """The token after a word at which its stretch of the sentence ends: a mark, or the sentence's end."""
        last = self.annotation.sentences[self.tokens[index].sentence].last
        return next((i for i in range(index + 1, last) if self.tokens[i].text in _STOPS), last)

    @staticmethod
    def _with(clause: Clause, more: Iterable[int]) -> Clause:
        tokens = tuple(sorted({*clause.tokens, *more}))
        return replace(clause, tokens=tokens) if len(tokens) > len(clause.tokens) else clause

    def _lists(self, clause: Clause) -> list[int]:
        """Names between words of a clause that the tree hangs elsewhere: "министры [Чада, Мали и Нигера] провели"."""
        found: list[int] = []
        for before, after in zip(clause.tokens, clause.tokens[1:], strict=False):
            gap = range(before + 1, after)
            if 0 < len(gap) <= _LIST and all(self._listed(i) for i in gap):
                found += gap
        return found

    def _listed(self, index: int) -> bool:
        token = self.tokens[index]
        return token.text == "," or token.pos == "CCONJ" or (token.pos == "PROPN" and self.cast.at(index) is not None)

    def phrases(self, clause: Clause) -> list[Phrase]:
        if clause.tokens not in self._phrases:
            self._phrases[clause.tokens] = phrases_of(
                self.annotation, clause.tokens, self.triggers, self.cast, self.encounters
            )
        return self._phrases[clause.tokens]

    def named(self, phrase: Phrase, *, bodies: bool = False) -> Named:
        return named(phrase, self.annotation, self.cast, self.encounters, bodies=bodies)

    def quote_at(self, position: int) -> Quote | None:
        """The innermost direct quote around a position of the text; nesting is looked at a few deep."""
        last = bisect_right(self._starts, position)
        for quote in reversed(self._quotes[max(0, last - _NESTED) : last]):
            if position < quote.span.end:
                return quote
        return None

    # ---- subjects

    def subject(self, clause: Clause, *, depth: int = 3) -> tuple[Phrase | None, Named]:
        """Who does what the clause tells: its own subject, or that of the clause it hangs on."""
        phrase = self._own_subject(clause)
        if phrase is not None:
            if self.tokens[phrase.head].lemma in self.encounters.relatives and clause.parent >= 0:
                return self._phrase_of(clause.parent)
            return phrase, self.whom(phrase)
        predicate = self.tokens[clause.predicate] if clause.predicate >= 0 else None
        if predicate is None:
            return None, _NOBODY
        if any(
            self.tokens[i].feats.get("Person") == "1" for i in clause.tokens if self.tokens[i].pos in ("VERB", "AUX")
        ):
            return None, self._speaker(predicate)
        if clause.parent < 0 or not depth:
            return None, _NOBODY
        form = predicate.feats.get("VerbForm")
        if clause.relation in ("acl", "acl:relcl") and form == "Part":
            return self._phrase_of(clause.parent) if predicate.feats.get("Voice") != "Pass" else (None, _NOBODY)
        if clause.relation == "conj" or form in ("Conv", "Inf") or self._goes_on(clause, predicate):
            return self.subject(self.clause(clause.parent), depth=depth - 1)
        return None, _NOBODY

    def _goes_on(self, clause: Clause, predicate: Token) -> bool:
        """Whether a clause without a subject tells of the one who says it ("X заявил, что готов приехать")."""
        speaks = self.tokens[clause.parent]
        if self.place_before(clause) is not None:  # "прибудет в Лиму, где проведёт встречу"
            finite = predicate.feats.get("VerbForm") == "Fin"
            return finite and predicate.feats.get("Number") == self._number(self.clause(clause.parent))
        if clause.relation != "ccomp" or speaks.pos != "VERB":
            return False
        number = predicate.feats.get("Number")
        return number == speaks.feats.get("Number") and (number == "Sing" or predicate.pos == "ADJ")

    def _number(self, clause: Clause) -> str | None:
        return self.tokens[clause.predicate].feats.get("Number") if clause.predicate >= 0 else None

    def place_before(self, clause: Clause) -> int | None:
        """The last word of the place that a relative clause is about ("в Лиму, где …")."""
        first = clause.tokens[0]
        first += self.tokens[first].text == ","
        whither = self.tokens[first].lemma in self.encounters.whither
        return first - 2 if whither and first > 1 and self.tokens[first - 1].text == "," else None

    def whom(self, phrase: Phrase) -> Named:
        """Whom a phrase names, pronouns of the one who speaks and of those just told of among them."""
        head = self.tokens[phrase.head]
        if head.lemma in self.encounters.first_person:
            return self._speaker(head)
        mention = self.cast.at(head.index)
        if mention is not None and mention.kind == "pronoun" and mention.plural and mention.party is None:
            return self._pair(head)
        found = self.named(phrase)
        if not found.parties and head.lemma in self.encounters.representatives and head.feats.get("Number") == "Plur":
            return self._pair(head)  # "американские дипломаты"
        return found

    def _own_subject(self, clause: Clause) -> Phrase | None:
        candidates = [p for p in self.phrases(clause) if p.slot == _SUBJECT and p.head not in self.triggers]
        for phrase in candidates:
            if any(self.tokens[i].rel.startswith("nsubj") for i in phrase.tokens):
                return phrase
        beside = [p for p in candidates if p.first - 1 not in self.triggers]  # not "саммит [ОТГ]"
        known = [p for p in beside if any(self.cast.at(i) is not None for i in p.tokens)]
        return known[0] if known else None

    def _phrase_of(self, index: int) -> tuple[Phrase | None, Named]:
        for phrase in self.phrases(self.clause(index)):
            if index in phrase.tokens:
                return phrase, self.named(phrase)
        return None, _NOBODY

    def _pair(self, token: Token) -> Named:
        """Whom an unresolved "they" means: the people of the encounter told just before."""
        sentence, people = self.recent
        return Named(people) if 0 <= token.sentence - sentence <= _BACK else _NOBODY

    def _speaker(self, token: Token) -> Named:
        quote = self.quote_at(token.start)
        return Named(quote.speakers) if quote is not None else _NOBODY

    # ---- around one word

    def phrase_at(self, index: int) -> Phrase | None:
        """The phrase that a trigger heads."""
        return next((p for p in self.phrases(self.clause(index)) if p.head == index), None)

    def modifiers(self, index: int) -> list[Token]:
        """Adjectives, participles and ordinals of a noun: those right before it and its syntactic ones."""
        found = {
            i: self.tokens[i]
            for i in self.annotation.children_of(index)
            if self.tokens[i].rel in ("amod", "acl", "det")
        }
        if (phrase := self.phrase_at(index)) is not None:
            found.update((i, self.tokens[i]) for i in phrase.tokens if i != index)
        return [found[i] for i in sorted(found)]

    def ancestors(self, index: int, clause: Clause) -> list[Token]:
        """The words that govern a word, upwards to the predicate of its clause."""
        found: list[Token] = []
        here, inside = self.tokens[index].head, frozenset(clause.tokens)
        while here in inside and len(found) < 12:
            found.append(self.tokens[here])
            here = self.tokens[here].head
        if not self.annotation.has_syntax and clause.predicate >= 0 and clause.predicate != index:
            found.append(self.tokens[clause.predicate])
        return found

    def negated(self, index: int) -> bool:
        """Whether a particle of denial stands right before the word or hangs on it."""
        negations = self.encounters.negations
        before = self.tokens[index - 1] if index else None
        if before is not None and before.lemma in negations:
            return True
        return any(self.tokens[i].lemma in negations and i < index for i in self.annotation.children_of(index))


def contest(annotation: Annotation, words: frozenset[str]) -> bool:
    """Whether an article is about a contest, whose meetings are matches."""
    return sum(map(words.__contains__, annotation.columns.lemma)) >= _CONTEST
