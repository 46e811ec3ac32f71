"""Renderings of one utterance held against one another, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.compare.desk import Desk
from onrecord.languages.asserting import Comparing
from onrecord.languages.overlap import NAME, content, covered, is_name, left_over, weigh
from onrecord.model.linked import QuoteRow
from onrecord.model.record import Passage
from onrecord.model.span import Span
from onrecord.model.versions import words

# So many renderings of one utterance are held against one another.
_MOST = 12


@dataclass(frozen=True, slots=True)
class Match:
    """Two sentences of two renderings that are most alike: how much of each the other has.

    `mutual` says that it is so seen from either side; `only_one`, `only_other` are what is left
    that the whole of the other rendering has nowhere.
    """

    one: Span
    other: Span
    passages: tuple[Passage, Passage]
    of_one: float
    of_other: float
    only_one: Mapping[str, float]
    only_other: Mapping[str, float]
    mutual: bool = True

    @property
    def likeness(self) -> float:
        return 0.5 * (max(self.of_one, self.of_other) + min(self.of_one, self.of_other))


def renderings(rows: Iterable[QuoteRow]) -> list[list[QuoteRow]]:
    """Quotes of one utterance that are worded alike and given to the same speakers, as copies do, as one rendering.

    Each rendering is in the order of documents. Of very many those that most documents have are given, so that what
    everybody quotes is not held against itself hundreds of times.
    """
    groups: dict[tuple[tuple[str, ...], str], list[QuoteRow]] = {}
    for row in sorted(rows, key=lambda row: (row.document, row.index)):
        groups.setdefault((row.speakers, " ".join(words(row.quote.span.text))), []).append(row)
    most = sorted(groups.values(), key=lambda group: (-len(group), group[0].document, group[0].index))
    return sorted(most[:_MOST], key=lambda group: (group[0].document, group[0].index))


def apart(one: Sequence[QuoteRow], other: Sequence[QuoteRow]) -> tuple[QuoteRow, QuoteRow] | None:
    """The first quotes of two renderings that stand in two documents."""
    return next(((a, b) for a in one for b in other if a.document != b.document), None)


def matches(desk: Desk, one: QuoteRow, other: QuoteRow, comparing: Comparing) -> list[Match]:
    """For every sentence of either rendering the sentence of the other that is most alike, if any is."""
    forth = _best(desk, one, other, comparing)
    back = [_turned(match) for match in _best(desk, other, one, comparing)]
    both = {(m.one, m.other) for m in forth} & {(m.one, m.other) for m in back}
    kept = {(m.one, m.other): replace(m, mutual=(m.one, m.other) in both) for m in (*forth, *back)}
    return [kept[key] for key in sorted(kept)]


def _turned(m: Match) -> Match:
    passages = m.passages[1], m.passages[0]
    return Match(m.other, m.one, passages, m.of_other, m.of_one, m.only_other, m.only_one)


def _best(desk: Desk, one: QuoteRow, other: QuoteRow, comparing: Comparing) -> list[Match]:
    found = []
    ours, theirs = (_sentences(desk, row, comparing) for row in (one, other))
    for mine in ours:
        best: tuple[float, Match, _Sentence] | None = None
        for said in theirs:
            if mine.weights.keys().isdisjoint(said.weights):
                continue
            forth = covered(mine.weights, tuple(said.weights), comparing)
            back = covered(said.weights, tuple(mine.weights), comparing)
            match = Match(mine.part, said.part, (mine.passage, said.passage), forth, back, {}, {})
            if best is None or match.likeness > best[0]:
                best = match.likeness, match, said
        if best is not None:
            _, match, said = best
            only_one = left_over(mine.weights, _words(theirs), comparing)
            only_other = left_over(said.weights, _words(ours), comparing)
            found.append(replace(match, only_one=only_one, only_other=only_other))
    return found


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What a quote has of a sentence, and what its words weigh."""

    passage: Passage
    part: Span
    weights: Mapping[str, float]


def _sentences(desk: Desk, row: QuoteRow, comparing: Comparing) -> list[_Sentence]:
    def read() -> list[_Sentence]:
        return [_Sentence(p, part, _weigh(p, _said(p, part), comparing)) for p, part in desk.sentences_of(row)]

    return desk.worked_out("sentences", row.id, read)


def _words(sentences: list[_Sentence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for said in sentences for word in said.weights))


def _weigh(passage: Passage, words: Mapping[str, int], comparing: Comparing) -> dict[str, float]:
    """What the words weigh; names less, for they run through all that is said of a matter."""
    return {
        word: weight * (NAME if is_name(passage, words[word]) else 1.0)
        for word, weight in weigh(words, comparing).items()
    }


def _said(passage: Passage, part: Span) -> dict[str, int]:
    """The content lemmas of a sentence's part, without what somebody put in brackets into it."""
    words = content(passage, part.start, part.end)
    if "(" not in part.text and "[" not in part.text:
        return words
    depth, bracketed = 0, set()
    for at, mark in enumerate(part.text):
        depth += (mark in "([") - (mark in ")]" and depth > 0)
        if depth:
            bracketed.add(part.start + at)
    return {word: index for word, index in words.items() if passage.starts[index] not in bracketed}


def best_match(desk: Desk, one: QuoteRow, other: QuoteRow, comparing: Comparing) -> Match | None:
    """The most alike of all sentences of two renderings."""
    return max(matches(desk, one, other, comparing), key=lambda m: (m.likeness, -m.one.start), default=None)
