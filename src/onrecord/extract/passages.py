"""Sentences as comparing sees them: lemmas with their places, and clauses with their force."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from onrecord.languages.asserting import Asserting
from onrecord.model.annotation import Annotation, Sentence, Token
from onrecord.model.document import Document
from onrecord.model.record import Claim, Force, Passage
from onrecord.model.span import Span

_MARKS = ("PUNCT", "SYM")
_TAGS = {"NOUN": "N", "PROPN": "P", "VERB": "V", "ADJ": "A", "ADV": "D", "NUM": "M"}
Hedge = tuple[int, int, bool]
"""First and last word (exclusive), and whether it is a verb of opinion that a clause follows."""

# Nobody's sentence: what is longer is a list or a broken page, and is cut.
_LONGEST = 400


def find_passages(document: Document, annotation: Annotation, asserting: Asserting) -> tuple[Passage, ...]:
    """One passage a sentence that has words, in order."""
    found = []
    for sentence in annotation.sentences:
        tokens = annotation.of(sentence)[:_LONGEST]
        words = [t for t in tokens if t.pos not in _MARKS and (t.text[0].isalnum() or any(map(str.isalnum, t.text)))]
        if words:
            found.append(_passage(document, sentence, tokens, _Line(words, asserting)))
    return tuple(found)


class _Line:
    """The words of a sentence in columns."""

    def __init__(self, words: Sequence[Token], asserting: Asserting) -> None:
        self.words, self.asserting = words, asserting
        self.lemmas = tuple([word.lemma for word in words])
        self.small = [word.text.lower() for word in words]
        self.verbal = [_verbal(word, asserting) for word in words]


def _passage(document: Document, sentence: Sentence, tokens: Sequence[Token], line: _Line) -> Passage:
    span = Span.cut(document.raw, sentence.start, sentence.end)
    tags = "".join([_TAGS.get(word.pos, ".") for word in line.words])
    claims = tuple(_claims(tokens, line))
    in_title = document.title is not None and document.title.contains(span)
    starts, ends = tuple([word.start for word in line.words]), tuple([word.end for word in line.words])
    return Passage(span, line.lemmas, starts, ends, tags, claims, in_title)


def _claims(tokens: Sequence[Token], line: _Line) -> list[Claim]:
    hedges = _hedges(line)
    claims: list[Claim] = []
    for first, last in _clauses(tokens, line):
        predicate, force = _force(line, first, last)
        hedge = _hedge_of(hedges, first, last, predicate, claims[-1] if claims else None)
        negated = not line.asserting.negations.isdisjoint(line.small[first:last])
        claims.append(Claim(first, last, predicate, force, hedge, negated))
    return claims


def _hedge_of(
    hedges: Sequence[Hedge], first: int, last: int, predicate: int | None, before: Claim | None
) -> tuple[int, int] | None:
    """The hedge of a clause: within it, near its verb or ahead of it; or a verb of opinion in the clause before."""
    for start, end, opens in reversed(hedges):
        if first <= start < last:
            if end - start > 1 or start <= first + 1 or (predicate is not None and abs(start - predicate) <= 2):
                # A verb of opinion makes what follows it an opinion, and is none itself.
                return None if opens and predicate == start else (start, end)
        elif opens and before is not None and before.first <= start < before.last:
            return start, end
    return None


def _clauses(tokens: Sequence[Token], line: _Line) -> list[tuple[int, int]]:
    """Ranges of words between marks that part clauses; one without a predicate joins its neighbour."""
    words, verbal = line.words, line.verbal
    cuts, index = [0], 0
    for token in tokens:
        if index < len(words) and token.index == words[index].index:
            index += 1
        elif index > cuts[-1] and token.text in line.asserting.closers:
            cuts.append(index)
    if cuts[-1] < len(words):
        cuts.append(len(words))
    ranges: list[tuple[int, int]] = []
    for first, last in pairwise(cuts):
        if ranges and not (any(verbal[first:last]) and any(verbal[slice(*ranges[-1])])):
            ranges[-1] = (ranges[-1][0], last)
        else:
            ranges.append((first, last))
    return ranges


def _verbal(word: Token, asserting: Asserting) -> bool:
    if word.pos in ("VERB", "AUX"):
        return word.feats.get("VerbForm") in (None, "Fin") or word.feats.get("Variant") == "Short"
    return word.pos in ("ADJ", "ADV") and word.lemma in asserting.modals


def _force(line: _Line, first: int, last: int) -> tuple[int | None, Force]:
    """The word that says what is done, and how firmly."""
    predicate, force = None, None
    lemmas, asserting = line.lemmas, line.asserting
    for index in range(first, last):
        word = line.words[index]
        modal = asserting.modals.get(lemmas[index])
        if modal is not None and word.pos in ("VERB", "AUX", "ADJ", "ADV") and force is None:
            force, predicate = modal, index
        elif (
            lemmas[index] in asserting.bearers and predicate is not None and lemmas[predicate] in asserting.considering
        ):
            force = asserting.bearers[lemmas[index]]
        elif word.pos in ("VERB", "AUX"):
            form = word.feats.get("VerbForm")
            if form == "Inf":
                if predicate is None or lemmas[predicate] in asserting.modals or lemmas[predicate] in asserting.light:
                    predicate = index
            elif line.verbal[index] and (predicate is None or lemmas[predicate] in asserting.future):
                predicate = index
                if force is None:
                    tense = word.feats.get("Tense")
                    auxiliary = lemmas[index] in asserting.future and tense != "Past"
                    force = "will" if tense == "Fut" or auxiliary else "fact"
    # What stands under a condition asserts nothing that another text could overstate.
    conditional = not asserting.conditions.isdisjoint(line.small[first:last])
    return (None if conditional else predicate), force or "fact"


def _hedges(line: _Line) -> list[Hedge]:
    found: list[Hedge] = []
    asserting, lemmas = line.asserting, line.lemmas
    starting = _by_first_word(asserting.hedging)
    for index, lemma in enumerate(lemmas):
        if lemma in asserting.hedges or line.small[index] in asserting.hedges:
            found.append((index, index + 1, False))
        elif lemma in asserting.openers and line.words[index].feats.get("VerbForm") == "Fin":
            found.append((index, index + 1, True))
        elif lemma in starting:
            for phrase in starting[lemma]:
                if lemmas[index : index + len(phrase)] == phrase:
                    found.append((index, index + len(phrase), False))
                    break
    return found


@cache
def _by_first_word(phrases: tuple[tuple[str, ...], ...]) -> dict[str, list[tuple[str, ...]]]:
    """The phrases by their first words, in their order."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return found


def content(passage: Passage) -> tuple[str, ...]:
    """The lemmas of a passage that carry meaning, in order."""
    return tuple(word for word, tag in zip(passage.words, passage.tags, strict=True) if tag != ".")
