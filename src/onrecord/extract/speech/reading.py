"""All that is read off a document before anything is decided: columns, cues, proposals, their features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.extract.marks import Marks
from onrecord.extract.mentions import outermost
from onrecord.extract.speech.cues import Found, find_cues
from onrecord.extract.speech.features import describe
from onrecord.extract.speech.flags import Floats, Lexicon
from onrecord.extract.speech.identity import Identity
from onrecord.extract.speech.interview import Answer, read_interview
from onrecord.extract.speech.proposals import Proposal
from onrecord.extract.speech.proposing import propose
from onrecord.extract.speech.sheet import Sheet, make_sheet
from onrecord.languages.reporting import Reporting
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document
from onrecord.model.record import Mention, Party, QuoteKind

_SPOKEN = frozenset(("line", "answer", "label"))
_RESUMED = frozenset(("piece", "right"))
_GOVERNED = frozenset(("clause", "infinitive", "adposition", "object", "name", "by-left", "by-right", "back"))


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One document, ready to be judged: `rows` holds one row of features a proposal."""

    sheet: Sheet
    cues: tuple[Found, ...]
    proposals: tuple[Proposal, ...]
    rows: Floats
    mention_at: Mapping[int, Mention]
    ending: Mapping[int, Mention]
    """The outermost mention that ends ahead of a token."""
    answers: tuple[Answer, ...]

    def span(self, proposal: Proposal) -> tuple[int, int]:
        """Its place in the raw text."""
        tokens = self.sheet.annotation.tokens
        return tokens[proposal.first].start, tokens[proposal.last - 1].end


def read(
    document: Document,
    annotation: Annotation,
    marks: Marks,
    mention_at: Mapping[int, Mention],
    parties: Sequence[Party],
    reporting: Reporting,
) -> Reading:
    """Everything up to the point where a model, or a rule, decides."""
    sheet = make_sheet(document, annotation, marks)
    ending, found = outermost(mention_at.values()), find_cues(sheet, reporting)
    answers = read_interview(sheet, found, mention_at, ending, reporting.talks)
    proposals, cues = propose(sheet, found, reporting, answers)
    rows = describe(sheet, cues, proposals, mention_at, parties, reporting, _lexicon(Identity(reporting)))
    return Reading(sheet, cues, proposals, rows, mention_at, ending, answers)


@cache
def _lexicon(reporting: Identity) -> Lexicon:
    """One lexicon a language, kept with the words it has seen."""
    return Lexicon(reporting.held)


def kind_of(sheet: Sheet, proposal: Proposal, cue: int) -> QuoteKind:
    """`direct` if all of it stands in marks or is a turn of a dialogue, `mixed` if a worded part does.

    `cue` is the token of its cue or -1: words reported within somebody's direct words are indirect.
    """
    first, last = proposal.first, proposal.last
    if proposal.rule in _SPOKEN or (proposal.rule == "piece" and proposal.region < 0):
        return "direct"
    for region in sheet.marks.around(first, last):
        whole = region.closed or region.first == first or proposal.rule in _RESUMED
        if whole and not (proposal.rule in _GOVERNED and region.first <= cue < region.last):
            return "direct"
    mixed = False
    for region in sheet.marks.within(first, last):
        if _worded(sheet, region.first, region.last):
            if region.first - first <= 1 and last - region.last <= 1:
                return "direct"
            mixed = True
    return "mixed" if mixed else "indirect"


def _worded(sheet: Sheet, first: int, last: int) -> bool:
    """Whether what stands in marks is words of somebody and not a name: lower case, or longer than names are."""
    words = [index for index in range(first, last) if sheet.is_word(index)]
    if not words:
        return False
    text = sheet.annotation.tokens[words[0]].text
    return text[0].islower() or len(words) > 5
