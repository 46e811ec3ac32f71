"""Proposals: every stretch of a document that could be somebody's words, and the rule that says so.

A proposal is cheap and often wrong; which of them hold is weighed afterwards. Those of one group
exclude one another: they are readings of one report that differ in where the words begin or end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.extract.speech.cues import Found, other_cue
from onrecord.extract.speech.interview import Answer
from onrecord.extract.speech.sheet import COMMAS, DASHES, STOPS, Sheet
from onrecord.languages.reporting import Reporting

_MAX_STOPS = 5
_CLOSERS = frozenset((")", "]", "%", "$", "€"))
RULES = (
    "clause", "infinitive", "adposition", "object", "name", "colon", "label", "left", "right", "by-left",
    "by-right", "back", "marks", "piece", "line", "answer", "continued",
)  # fmt: skip


class Proposal(NamedTuple):
    """Tokens `[first, last)` as the words of somebody. `cue` is an index of the cues or -1.

    `head` is the word that heads the content where syntax tells it, `rank` counts alternatives of a group,
    `region` is the index of the marks it stands in, `lead` what leads it (a complementizer, an adposition …).
    One that is `barred` is never taken; it tells the models what else its report could be.
    """

    first: int
    last: int
    rule: str
    cue: int
    group: int
    head: int = -1
    rank: int = 0
    region: int = -1
    lead: str = ""
    barred: bool = False


class Board:
    """Where the rules put their proposals, and what they all need to look up."""

    def __init__(
        self, sheet: Sheet, cues: tuple[Found, ...], reporting: Reporting, answers: Sequence[Answer] = ()
    ) -> None:
        self.sheet, self.reporting, self.answers = sheet, reporting, answers
        self.cues: list[Found] = list(cues)
        self.at = {cue.token: number for number, cue in enumerate(self.cues)}
        self.proposals: list[Proposal] = []
        self.group = 0
        self.opened: set[tuple[int, int]] = set()  # cues by number, with the complementizers of their clauses
        self.dateline = sheet.annotation.covered(sheet.document.dateline)
        self.by_sentence: dict[int, list[int]] = {}
        for number, cue in enumerate(self.cues):
            self.by_sentence.setdefault(sheet.sentence[cue.token], []).append(number)

    def add(
        self,
        first: int,
        last: int,
        rule: str,
        cue: int,
        *,
        head: int = -1,
        rank: int = 0,
        region: int = -1,
        lead: str = "",
        barred: bool = False,
    ) -> None:
        """One proposal of the group at hand, unless nothing is left of it without the dateline and its punctuation."""
        if first in self.dateline:
            first = self.dateline.stop
        first, last = self.trim(first, last)
        if last > first:
            self.proposals.append(Proposal(first, last, rule, cue, self.group, head, rank, region, lead, barred))

    def trim(self, first: int, last: int) -> tuple[int, int]:
        """Without punctuation at either end; marks stay where they have their other half inside."""
        words = self.sheet.words
        before = (-1, -1)
        while before != (first, last):  # marks that embrace it all show only once what follows them is gone
            before = (first, last)
            while last > first and self._drops(last - 1, first, last) and words[last - 1] not in _CLOSERS:
                last -= 1
            while first < last and self._drops(first, first, last) and (words[first] not in "([" or last - first == 1):
                first += 1
        return first, last

    def _drops(self, token: int, first: int, last: int) -> bool:
        """Whether a token at the edge of `[first, last)` is punctuation that does not belong to it."""
        if self.sheet.is_word(token):
            return False
        found = self.sheet.marks.of_mark.get(token)
        if found is None:
            return True
        region = self.sheet.marks.regions[found]
        if region.opener == token:
            return region.closer < 0 or region.closer >= last or (token == first and region.closer == last - 1)
        return region.opener < first or (token == last - 1 and region.opener == first)

    def stops(self, start: int, end: int, *, fixed: tuple[int, ...] = ()) -> list[int]:
        """Where words that begin at `start` may end: before commas, dashes, joiners; at the end."""
        words, joiners = self.sheet.words, self.reporting.joiners
        found = []
        for index in range(start + 1, end):
            word = words[index]
            if (
                word in COMMAS
                or word in DASHES
                or word in (":", "(")
                or (word in joiners and words[index - 1] not in COMMAS)
            ):
                found.append(index)
        if len(found) > _MAX_STOPS:
            found = found[:2] + found[len(found) - _MAX_STOPS + 2 :]
        return sorted({*found, end, *(stop for stop in fixed if start < stop <= end)})

    def sentence_end(self, start: int) -> int:
        """The end of the sentence, or of the quotation marks that open in it and close later."""
        _, end = self.sheet.bounds(start)
        end = self.before_credit(start, end)
        marks = self.sheet.marks
        found = marks.inner[end - 1]
        if found >= 0:
            region = marks.regions[found]
            if region.opener >= start and region.last > end and region.closed:
                return region.last
        return end

    def before_credit(self, start: int, end: int) -> int:
        """Where a medium's credit closes the sentence: its beginning."""
        stop = end
        while stop > start and not self.sheet.is_word(stop - 1):
            stop -= 1
        if stop - 1 not in self.sheet.credited:
            return end
        while stop > start and (stop - 1 in self.sheet.credited or not self.sheet.is_word(stop - 1)):
            stop -= 1
        return stop if stop > start else end

    def right_side(
        self,
        start: int,
        rule: str,
        cue: int,
        *,
        head: int = -1,
        lead: str = "",
        fixed: tuple[int, ...] = (),
        barred: bool = False,
    ) -> None:
        """Every ending of words that begin at `start`."""
        if start >= len(self.sheet.words):
            return
        end = self.sentence_end(start)
        for rank, stop in enumerate(reversed(self.stops(start, end, fixed=fixed))):
            self.add(start, stop, rule, cue, head=head, rank=rank, lead=lead, barred=barred)

    def starts(self, first: int, stop: int) -> list[int]:
        """Where words that end at `stop` may begin: at the sentence, or after its first few commas."""
        found = [first]
        for index in range(first, stop - 1):
            if self.sheet.words[index] in COMMAS or self.sheet.words[index] in (":", *DASHES):
                found.append(index + 1)
            if len(found) > 2:
                break
        return found

    def last_cue(self, first: int, stop: int) -> int:
        """The last cue in `[first, stop)`, a verb before anything else; -1 for none."""
        best = -1
        for number in self.by_sentence.get(self.sheet.sentence[first], ()):
            cue = self.cues[number]
            if first <= cue.token < stop and (best < 0 or cue.kind in ("verb", "by") or self.cues[best].kind == "noun"):
                best = number
        return best

    def cue_between(self, first: int, stop: int) -> int:
        """The first verb cue in `[first, stop)` before any comma; -1 for none."""
        for index in range(first, stop):
            found = self.at.get(index, -1)
            if found >= 0 and self.cues[found].kind in ("verb", "predicate", "by"):
                return found
            if self.sheet.words[index] in COMMAS or self.sheet.words[index] in STOPS:
                return -1
        return -1

    def new_cue(self, token: int) -> int:
        """The number of a cue at a word that is in no list."""
        if token not in self.at:
            self.at[token] = len(self.cues)
            self.cues.append(other_cue(self.sheet, token, self.reporting))
        return self.at[token]
