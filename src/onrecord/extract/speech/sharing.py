"""Reports that share a speaker: "заявил, что …, но признал, что …". One's words end where the other begins."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.speech.cues import Found
from onrecord.extract.speech.proposals import Proposal
from onrecord.extract.speech.sheet import Sheet

_FORM = ("VerbForm", "Tense", "Number", "Gender", "Person")
_SUBJECTS = ("nsubj", "nsubj:pass")
COLUMNS = ("sharer_inside", "sharer_next", "twin_inside", "twin_next", "clause_soon", "clause_at")
_NEXT = 4  # tokens after the words in which the next report begins
_SOON = 7  # tokens in which a noun that is said turns out to have a clause of its own


class Sharing:
    """For each verb that reports, the later ones of its sentence that could have the same subject."""

    def __init__(self, sheet: Sheet, cues: Sequence[Found], proposals: Sequence[Proposal]) -> None:
        by_sentence: dict[int, list[Found]] = {}
        for cue in cues:
            if cue.kind in ("verb", "predicate"):
                by_sentence.setdefault(sheet.sentence[cue.token], []).append(cue)
        self.sharers: dict[int, list[int]] = {}  # by syntax: the subject is the first one's
        self.twins: dict[int, list[int]] = {}  # by form: the same tense, number and gender, and no subject of its own
        for together in by_sentence.values():
            for place, cue in enumerate(together):
                for later in together[place + 1 :]:
                    if later.inherited and later.subject == cue.subject and cue.subject >= 0:
                        self.sharers.setdefault(cue.token, []).append(later.token)
                    if _alike(sheet, cue.token, later.token):
                        self.twins.setdefault(cue.token, []).append(later.token)
        self.clauses = frozenset(p.first for p in proposals if p.rule == "clause")

    def columns(self, proposal: Proposal, cue: int) -> tuple[float, ...]:
        """The values of `COLUMNS` for a proposal of the cue at a token (-1: none)."""
        first, last = proposal.first, proposal.last
        soon = [start for start in range(first + 1, min(first + _SOON, last)) if start in self.clauses]
        found = [0.0, 0.0, 0.0, 0.0, float(len(soon)), float(soon[0] - first if soon else 0)]
        for column, tokens in ((0, self.sharers.get(cue, ())), (2, self.twins.get(cue, ()))):
            for token in tokens:
                found[column] += first <= token < last
                found[column + 1] += last <= token < last + _NEXT
        return tuple(found)


def _alike(sheet: Sheet, one: int, other: int) -> bool:
    mine, theirs = sheet.annotation.tokens[one].feats, sheet.annotation.tokens[other].feats
    if any(mine.get(name) != theirs.get(name) for name in _FORM):
        return False
    return not any(sheet.rel[child] in _SUBJECTS for child in sheet.children(other))
