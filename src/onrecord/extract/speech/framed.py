"""Words that a report frames: "…, сказал он", "Как сообщил X, …", "по словам X", a colon, "Об этом сообщил X"."""

from __future__ import annotations

from onrecord.extract.speech.cues import Found, parenthesis
from onrecord.extract.speech.proposals import Board
from onrecord.extract.speech.sheet import COMMAS, DASHES

# classes that govern what they bring and hardly ever stand between somebody's words
_GOVERNING = frozenset(("hope", "propose", "decide", "know", "show"))


def inverted(board: Board, number: int, cue: Found) -> None:
    """A report set between or after the words: "…, сказал он, …", "Как сообщил X, …".

    What begins at the complementizer of the cue's own clause is barred: it stands outside, and the clause is proposed.
    So is what stands before it and only points back or joins: "Об этом в среду, 5 мая, заявил X", "Тем не менее, сказал
    он".
    """
    if cue.kind == "noun" or cue.entry.cue_class in _GOVERNING:
        return
    if "speech" not in cue.entry.frames and cue.kind != "predicate":
        return
    sheet = board.sheet
    first, end = sheet.bounds(cue.token)
    before, after = parenthesis(sheet, cue)
    linked = any(sheet.words[k] in board.reporting.links for k in range(max(first, cue.first - 6), cue.first))
    if before >= 0:
        board.group += 1
        pointing = _points_back(board, first, cue)
        for rank, start in enumerate(board.starts(first, before)):
            barred = pointing or (number, start) in board.opened or _only_joins(board, start, before)
            board.add(start, before, "left", number, rank=rank, lead="link" if linked else "", barred=barred)
    elif not linked:
        return
    board.group += 1
    edges = [
        index
        for index in range(after, min(end, after + 24))
        if sheet.words[index] in COMMAS or sheet.words[index] in DASHES
    ][:3]
    for rank, edge in enumerate(edges):
        start = edge + 1
        while start < end and (sheet.words[start] in DASHES or sheet.words[start] in COMMAS):
            start += 1
        if start < end and (not rank or linked or before >= 0):
            barred = (number, start) in board.opened
            board.right_side(start, "right", number, lead="link" if linked else f"{rank}", barred=barred)


def by(board: Board, number: int, cue: Found) -> None:
    """ "по словам X" ahead of the words, inside them, or after them; what only joins ("Причем, …") is barred."""
    sheet = board.sheet
    first, end = sheet.bounds(cue.token)
    words = sheet.words
    if cue.first > first:
        before = cue.first - 1 if words[cue.first - 1] in COMMAS or words[cue.first - 1] in DASHES else cue.first
        for rank, start in enumerate(board.starts(first, before)):
            board.add(start, before, "by-left", number, rank=rank, barred=_only_joins(board, start, before))
    board.group += 1
    edges = [cue.last]
    for index in range(cue.last, min(end, cue.last + 25)):
        if words[index] in COMMAS or words[index] in DASHES or words[index] == ":":
            edges.append(index + 1)
        if len(edges) > 3:
            break
    for rank, edge in enumerate(dict.fromkeys(edges)):
        start = edge
        while start < end and not sheet.is_word(start) and start not in sheet.marks.marks:
            start += 1
        if start < end:
            board.right_side(start, "by-right", number, lead=f"{rank}")


def colons(board: Board) -> None:
    """After a colon: to the end of the sentence, and of the paragraph where a label leads it."""
    sheet = board.sheet
    closes = {sentence.paragraph: sentence.last for sentence in sheet.annotation.sentences}
    begin = 0
    for index, word in enumerate(sheet.words):
        if index and sheet.paragraph[index] != sheet.paragraph[index - 1]:
            begin = index
        if word != ":" or index + 1 >= len(sheet.words) or sheet.paragraph[index + 1] != sheet.paragraph[index]:
            continue
        first, end = sheet.bounds(index)
        cue = board.last_cue(first, index)
        board.group += 1
        start = index + 1
        if _only_credits(board, start, end):
            continue  # "Источник: «Вестник»"
        if index - begin <= 12 and sheet.sentence[begin] == sheet.sentence[index]:
            board.add(start, closes[sheet.paragraph[index]], "label", cue, lead="end")
            if sheet.sentence[start] == sheet.sentence[index]:
                board.add(start, end, "label", cue, lead="sentence")
        if start < end:
            board.right_side(start, "colon", cue)
        else:
            board.right_side(start, "colon", cue, lead="next")


def _only_joins(board: Board, start: int, end: int) -> bool:
    """ "Причем", "Тем не менее": words that only join what follows to what was said before."""
    words = [board.sheet.words[index] for index in range(start, end) if board.sheet.is_word(index)]
    return all(word in board.reporting.connectors for word in words) or " ".join(words) in board.reporting.asides


def _only_credits(board: Board, start: int, end: int) -> bool:
    words = [index for index in range(start, end) if board.sheet.is_word(index)]
    return bool(words) and all(index in board.sheet.credited for index in words)


def backward(board: Board) -> None:
    """ "Об этом сообщил X": the sentence before."""
    sheet = board.sheet
    for sentence in sheet.annotation.sentences:
        if sentence.index == 0:
            continue
        cue = -1
        for number in board.by_sentence.get(sentence.index, ()):
            if board.cues[number].kind == "verb" and board.cues[number].token < sentence.first + 14:
                cue = number
                break
        if cue < 0:
            continue
        lead = ""
        for index in range(sentence.first, min(sentence.last, sentence.first + 6)):
            if sheet.lemmas[index] in board.reporting.back_references and index < board.cues[cue].token + 3:
                lead = _back_lead(board, index)
                break
        if lead:
            before = sheet.annotation.sentences[sentence.index - 1]
            if _opens_pointing(board, before.index):
                continue  # "Об этом сообщил X. Об этом же говорил Y": those are not X's words
            board.group += 1
            end = board.before_credit(before.first, before.last)
            for rank, start in enumerate(board.starts(before.first, before.last)[:2]):
                board.add(start, end, "back", cue, lead=lead, rank=rank)


def _opens_pointing(board: Board, sentence: int) -> bool:
    first = board.sheet.annotation.sentences[sentence].first
    return any(_points_back(board, first, board.cues[number]) for number in board.by_sentence.get(sentence, ()))


def _points_back(board: Board, first: int, cue: Found) -> bool:
    """Whether the sentence opens with "об этом", which hangs on the report itself."""
    sheet = board.sheet
    for index in range(first, min(first + 3, cue.token)):
        if sheet.lemmas[index] in board.reporting.back_references and _back_lead(board, index) == "about":
            return sheet.head[index] in (cue.token, -1)
    return False


def _back_lead(board: Board, index: int) -> str:
    """How a word that points back stands: "about" where it is all that is told ("об этом"), not "в этом году"."""
    sheet = board.sheet
    if not index or sheet.pos[index - 1] != "ADP":
        return sheet.lemmas[index]
    whole = sheet.head[index] <= index or sheet.pos[sheet.head[index]] != "NOUN"
    about = board.reporting.adpositions.get(sheet.words[index - 1]) == "about"
    return "about" if whole and about else "adposition"
