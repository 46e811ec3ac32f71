"""All rules that propose words, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.speech.cues import Found
from onrecord.extract.speech.framed import backward, by, colons, inverted
from onrecord.extract.speech.governed import clauses, fronted, objects
from onrecord.extract.speech.interview import Answer
from onrecord.extract.speech.proposals import Board, Proposal
from onrecord.extract.speech.sheet import Sheet
from onrecord.extract.speech.turns import continued, marked, paragraphs
from onrecord.languages.reporting import Reporting


def propose(
    sheet: Sheet, cues: tuple[Found, ...], reporting: Reporting, answers: Sequence[Answer] = ()
) -> tuple[tuple[Proposal, ...], tuple[Found, ...]]:
    """All proposals, and the cues with those that clauses added."""
    board = Board(sheet, cues, reporting, answers)
    if not sheet.words:
        return (), cues
    clauses(board)
    for number, cue in enumerate(list(board.cues)):
        board.group += 1
        if cue.kind == "by":
            by(board, number, cue)
        else:
            objects(board, number, cue)
            fronted(board, number, cue)
            board.group += 1
            inverted(board, number, cue)
    for rule in (colons, backward, marked, paragraphs, continued):
        rule(board)
    return tuple(board.proposals), tuple(board.cues)
