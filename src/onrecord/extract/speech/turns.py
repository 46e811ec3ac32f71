"""Words that stand as somebody's own: in quotation marks, as lines of a dialogue, as answers; and what goes on."""

from __future__ import annotations

from onrecord.extract.marks import Region
from onrecord.extract.speech.interview import paragraphs_of
from onrecord.extract.speech.proposals import Board
from onrecord.extract.speech.sheet import COMMAS, DASHES, STOPS


def marked(board: Board) -> None:
    """What stands in quotation marks: whole, and in pieces where a report breaks it."""
    sheet = board.sheet
    for number, region in enumerate(sheet.marks.regions):
        words = sum(1 for index in range(region.first, min(region.last, region.first + 4)) if sheet.is_word(index))
        if words < 2 and not (region.opener > 0 and sheet.words[region.opener - 1] == ":"):
            continue
        if not pieces(board, region.first, region.last, number):
            board.group += 1
            board.add(region.first, region.last, "marks", cue_around(board, region), region=number)


def pieces(board: Board, first: int, last: int, region: int = -1) -> bool:
    """The stretch cut at reports set off by dashes: "…, — сказал X. — …"; whether there are any."""
    sheet = board.sheet
    cuts = []
    skip = first
    for index in range(first + 1, last - 1):
        if index < skip or sheet.words[index] not in DASHES or sheet.is_word(index - 1):
            continue
        cue = board.cue_between(index + 1, min(last, index + 8))
        if cue < 0:
            continue
        stop = index + 1
        while stop < last and not (sheet.words[stop] in DASHES and not sheet.is_word(stop - 1)):
            stop += 1
        cuts.append((index, stop, cue))
        skip = stop + 1
    begin = first
    for index, stop, cue in cuts:
        board.group += 1
        board.add(begin, index, "piece", cue, region=region)
        begin = stop + 1
    if cuts and begin < last:
        board.group += 1
        board.add(begin, last, "piece", cuts[-1][2], region=region, lead="last")
    return bool(cuts)


def cue_around(board: Board, region: Region) -> int:
    """The cue that words in marks belong to: right after them, else in the clause before them."""
    sheet = board.sheet
    after = region.closer + 1 if region.closed else region.last
    while after < len(sheet.words) and (
        sheet.words[after] in COMMAS or sheet.words[after] in DASHES or sheet.words[after] in STOPS
    ):
        after += 1
    if region.closed and after > region.closer + 1 and sheet.words[after - 1] not in STOPS:
        found = board.cue_between(after, min(len(sheet.words), after + 10))
        if found >= 0 and sheet.paragraph[board.cues[found].token] == region.paragraph:
            return found
    first, _ = sheet.bounds(region.first)
    if region.opener >= 0:
        first, _ = sheet.bounds(region.opener)
    if region.first > first:
        return board.last_cue(first, region.first)
    return -1


def paragraphs(board: Board) -> None:
    """Answers of an interview, and lines of a dialogue."""
    for answer in board.answers:
        board.group += 1
        board.add(answer.paragraph.start, answer.paragraph.last, "answer", -1, lead="" if answer.opens else "next")
    answered = {answer.paragraph.first for answer in board.answers}
    for paragraph in paragraphs_of(board.sheet):
        if paragraph.dash and paragraph.first not in answered and not pieces(board, paragraph.start, paragraph.last):
            board.group += 1
            board.add(paragraph.start, paragraph.last, "line", -1)


def continued(board: Board) -> None:
    """A sentence without a cue of its own, next to one that has one."""
    sheet = board.sheet
    for sentence in sheet.annotation.sentences:
        if sentence.index == 0 or sentence.last - sentence.first < 4 or sentence.index in board.by_sentence:
            continue
        if sheet.marks.inner[sentence.first] >= 0:
            continue
        before = board.by_sentence.get(sentence.index - 1)
        if before:
            board.group += 1
            board.add(sentence.first, sentence.last, "continued", before[-1])
