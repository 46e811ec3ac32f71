"""Words that a cue governs: content clauses, infinitives, noun phrases, "к …", "о …", what something is called."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.speech.cues import Found
from onrecord.extract.speech.proposals import Board
from onrecord.extract.speech.sheet import COMMAS, STOPS

_CLAUSE = 14  # how far a complementizer may stand from a cue that syntax does not show
_WEAK = frozenset(("how", "whether", "question"))  # complementizers that only some cues govern
_WEAK_CLASSES = frozenset(("say", "tell", "ask", "explain", "write"))


def clauses(board: Board) -> None:
    """Content clauses: "заявил, что …", "призвал к тому, чтобы …", "спросил, придет ли …"."""
    sheet = board.sheet
    for index, word in enumerate(sheet.words):
        kind = board.reporting.complementizers.get(word)
        if kind is None or index == 0 or sheet.sentence[index - 1] != sheet.sentence[index]:
            continue
        cue = governor(board, index, kind)
        if cue < 0:
            continue
        board.group += 1
        start = index if kind == "question" else index + 1
        if kind == "whether":
            start = index
            while (
                start > 0
                and sheet.words[start - 1] not in COMMAS
                and sheet.sentence[start - 1] == sheet.sentence[index]
            ):
                start -= 1
        while start < len(sheet.words) - 1 and sheet.words[start] in (",", ":"):
            start += 1
        if start >= len(sheet.words) or sheet.sentence[start] != sheet.sentence[index]:
            continue
        head = sheet.head[index]
        if start > index:
            board.opened.add((cue, index))
        board.right_side(start, "clause", cue, head=head, lead=kind, fixed=(sheet.right[head],) if head > index else ())


def governor(board: Board, index: int, kind: str) -> int:
    """The cue that a complementizer's clause hangs on, by syntax or else the nearest before it."""
    sheet, reporting = board.sheet, board.reporting
    first, _ = sheet.bounds(index)
    strict = kind in _WEAK
    before = index - 1
    while before > first and sheet.words[before] in reporting.particles:
        before -= 1
    if (
        not strict
        and sheet.words[before] not in (",", "—", "–", ":")
        and sheet.words[before] not in reporting.correlatives
    ):
        return -1
    if strict and sheet.words[before] != "," and kind != "whether":
        return -1
    if sheet.annotation.has_syntax:
        here = sheet.head[index]
        for _ in range(5):
            up = sheet.head[here] if here >= 0 else -1
            if up < 0 or up < first:
                break
            if (
                up < index
                and (up in board.at or sheet.pos[up] in ("VERB", "NOUN", "ADJ"))
                and sheet.lemmas[up] not in reporting.correlatives
            ):
                found = board.at.get(up, -1)
                if found >= 0:
                    if not strict or board.cues[found].entry.cue_class in _WEAK_CLASSES:
                        return found
                elif sheet.pos[up] == "VERB" and not strict and up >= index - _CLAUSE:
                    return board.new_cue(up)
            here = up
    for before in range(index - 1, max(first, index - _CLAUSE) - 1, -1):
        found = board.at.get(before, -1)
        if found >= 0 and (not strict or board.cues[found].entry.cue_class in _WEAK_CLASSES):
            return found
        if sheet.pos[before] == "VERB":
            return -1 if strict else board.new_cue(before)
    return -1


def objects(board: Board, number: int, cue: Found) -> None:
    """What a cue governs without a clause: an infinitive, a noun phrase, "к …", "о …", a name."""
    frames = cue.entry.frames
    words = list(governed(board, cue))
    told = max((child for child, lead in words if lead == "infinitive"), default=-1)
    for child, lead in words:
        if cue.entry.cue_class == "demand" and lead not in ("infinitive", "object", "name") and child < told:
            continue  # "потребовал от правительства обнародовать": whom it is asked of
        if lead == "infinitive" and "infinitive" in frames:
            start = board.sheet.left[child] if cue.token < board.sheet.left[child] <= child else child
            board.right_side(start, "infinitive", number, head=child, lead=lead, fixed=(board.sheet.right[child],))
            if start != child and child - start < 12:
                board.right_side(
                    child, "infinitive", number, head=child, lead="late", fixed=(board.sheet.right[child],)
                )
        elif lead == "object" and "object" in frames:
            start = max(cue.last, board.sheet.left[child])
            board.right_side(start, "object", number, head=child, lead=lead, fixed=(board.sheet.right[child],))
        elif lead == "name" and "name" in frames:
            start = max(cue.last, board.sheet.left[child])
            board.right_side(start, "name", number, head=child, lead="called", fixed=(board.sheet.right[child],))
            if start > cue.last + 1:
                board.right_side(cue.last, "name", number, head=child, lead="both", fixed=(board.sheet.right[child],))
        elif lead in frames:
            start = max(cue.last, board.sheet.left[child])
            while start < child and board.sheet.pos[start] in ("ADP", "PUNCT"):
                start += 1
            board.right_side(start, "adposition", number, head=child, lead=lead, fixed=(board.sheet.right[child],))


def fronted(board: Board, number: int, cue: Found) -> None:
    """ "О повышении цен сообщили поставщики": the adposition's phrase ahead of its cue."""
    sheet = board.sheet
    first, _ = sheet.bounds(cue.token)
    for child in sheet.children(cue.token):
        if child >= cue.token or child == cue.subject or sheet.pos[child] not in ("NOUN", "PROPN"):
            continue
        lead = adposition_of(board, child, first - 1)
        if lead and lead in cue.entry.frames:
            start = max(sheet.left[child], first)
            while start < child and sheet.pos[start] in ("ADP", "PUNCT"):
                start += 1
            board.group += 1
            edges = {sheet.right[child], cue.first}
            if start < cue.subject < cue.first:
                edges.add(sheet.left[cue.subject])
            for rank, end in enumerate(sorted(edge for edge in edges if child < edge <= cue.first)):
                board.add(start, end, "adposition", number, head=child, rank=rank, lead="front")


def governed(board: Board, cue: Found) -> Iterator[tuple[int, str]]:
    """Words after a cue that hang on it, each with the frame it fills."""
    sheet, tokens = board.sheet, board.sheet.annotation.tokens
    _, end = sheet.bounds(cue.token)
    for child in dependents(board, cue, end):
        if child <= cue.token or child == cue.subject or sheet.rel[child] in ("nsubj", "conj", "punct", "advmod"):
            continue
        feats = tokens[child].feats
        if feats.get("VerbForm") == "Inf":
            yield child, "infinitive"
            continue
        if sheet.pos[child] not in ("NOUN", "PROPN", "ADJ", "X", "NUM", "DET", "VERB"):
            continue
        lead = adposition_of(board, child, cue.token)
        if lead:
            yield child, lead
        elif feats.get("Case") == "Ins" and sheet.rel[child] not in ("nsubj:pass",):
            yield child, "name"
        elif feats.get("Case") in ("Acc", "Gen", "Nom", "Dat") and sheet.pos[child] != "VERB":
            yield child, "object"


def dependents(board: Board, cue: Found, end: int) -> list[int]:
    """Words that hang on the cue, and those that stand after it in its clause as its frames ask."""
    sheet, frames = board.sheet, cue.entry.frames
    found = [child for child in sheet.children(cue.token) if child > cue.token]
    limit = min(end, cue.last + 14)
    for index in range(cue.last, limit):
        word = sheet.words[index]
        if word in COMMAS or word in STOPS or word == ":":
            break
        feats = sheet.annotation.tokens[index].feats
        form = feats.get("VerbForm")
        if form == "Inf" and "infinitive" in frames:
            found.append(index)
            break
        if form in ("Fin", "Conv"):
            break
        if sheet.pos[index] == "ADP" and board.reporting.adpositions.get(word) in frames:
            noun = sheet.head[index] if sheet.head[index] > index else index + 1
            if noun < limit:
                found.append(noun)
                break
        if not sheet.annotation.has_syntax and sheet.pos[index] in ("NOUN", "PROPN"):
            found.append(index)
            if cue.kind != "verb" or len(found) > 2:
                break
    return list(dict.fromkeys(found))


def adposition_of(board: Board, noun: int, floor: int) -> str:
    """The frame that a noun phrase's adposition opens; "" where it has none."""
    for child in board.sheet.children(noun):
        if board.sheet.rel[child] == "case" and floor < child < noun:
            return board.reporting.adpositions.get(board.sheet.words[child], "other")
    for before in range(noun - 1, max(noun - 4, floor), -1):
        if board.sheet.pos[before] == "ADP":
            return board.reporting.adpositions.get(board.sheet.words[before], "other")
        if board.sheet.pos[before] not in ("ADJ", "DET", "NUM"):
            break
    return ""
