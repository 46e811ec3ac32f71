"""Renderings of one utterance held against one another, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from onrecord.compare.desk import Desk
from onrecord.languages.asserting import Comparing
from onrecord.languages.overlap import NAME, content, covered, is_name, left_over, weigh
from onrecord.model.linked import QuoteRow
from onrecord.model.record import Passage
from onrecord.model.span import Span


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
    ours = [(passage, part) for passage, part in desk.sentences_of(one)]
    theirs = [(passage, part, _said(passage, part)) for passage, part in desk.sentences_of(other)]
    all_ours = tuple(dict.fromkeys(word for passage, part in ours for word in _said(passage, part)))
    all_theirs = tuple(dict.fromkeys(word for _, _, words in theirs for word in words))
    for passage, part in ours:
        mine = _weigh(passage, _said(passage, part), comparing)
        best: Match | None = None
        for other_passage, other_part, words in theirs:
            if not mine.keys() & words.keys():
                continue
            back = _weigh(other_passage, words, comparing)
            match = Match(
                part,
                other_part,
                (passage, other_passage),
                covered(mine, tuple(words), comparing),
                covered(back, tuple(mine), comparing),
                left_over(mine, all_theirs, comparing),
                left_over(back, all_ours, comparing),
            )
            if best is None or match.likeness > best.likeness:
                best = match
        if best is not None:
            found.append(best)
    return found


def _weigh(passage: Passage, words: Mapping[str, int], comparing: Comparing) -> dict[str, float]:
    """What the words weigh; names less, for they run through all that is said of a matter."""
    return {
        word: weight * (NAME if is_name(passage, words[word]) else 1.0)
        for word, weight in weigh(words, comparing).items()
    }


def _said(passage: Passage, part: Span) -> dict[str, int]:
    """The content lemmas of a sentence's part, without what somebody put in brackets into it."""
    words = content(passage, part.start, part.end)
    text, depth, bracketed = part.text, 0, set()
    for at, mark in enumerate(text):
        depth += (mark in "([") - (mark in ")]" and depth > 0)
        if depth:
            bracketed.add(part.start + at)
    return {word: index for word, index in words.items() if passage.starts[index] not in bracketed}


def best_match(desk: Desk, one: QuoteRow, other: QuoteRow, comparing: Comparing) -> Match | None:
    """The most alike of all sentences of two renderings."""
    return max(matches(desk, one, other, comparing), key=lambda m: (m.likeness, -m.one.start), default=None)
