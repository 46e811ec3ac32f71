"""Clauses: which words of a sentence go together around one predicate.

With syntax, a clause is what climbs to the same predicate; an infinitive that fills its governor
and a participle ahead of its noun stay with them. Without syntax, a clause ends at a mark of
punctuation that is followed by another verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.annotation import Annotation, Sentence, Token

_OWN = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "root"})
_VERBAL = frozenset({"VERB", "AUX"})
_MARKS = frozenset(',;:()«»"„“”—–…')


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens (indexes, in order) around `predicate`, -1 where the words have none.

    `parent` is the token that the clause hangs on, -1 for a main clause.
    """

    predicate: int
    parent: int
    relation: str
    tokens: tuple[int, ...]


def clauses_of(
    annotation: Annotation, sentence: Sentence, regions: Sequence[int] = ()
) -> tuple[list[Clause], dict[int, Clause]]:
    """The clauses of a sentence in the order in which they begin, and the clause of every token.

    `regions` numbers the sentence's tokens; words of different regions (inside and outside of a
    quotation) are never of one clause.
    """
    tokens = annotation.of(sentence)
    heads = _by_syntax(annotation, tokens) if annotation.has_syntax else _by_marks(tokens)
    members: dict[tuple[int, int], list[int]] = {}
    for place, token in enumerate(tokens):
        members.setdefault((heads[token.index], regions[place] if regions else 0), []).append(token.index)
    clauses, found = [], {}
    for (head, _), inside in members.items():
        token = annotation.tokens[head]
        predicate = head if head in inside else _finite(annotation, inside)
        if not annotation.has_syntax and annotation.tokens[head].pos not in _VERBAL:
            predicate = -1
        clause = Clause(predicate, token.head, token.rel, tuple(inside))
        clauses.append(clause)
        found.update(dict.fromkeys(inside, clause))
    return clauses, found


def _finite(annotation: Annotation, inside: Sequence[int]) -> int:
    """The first finite verb of the words, -1 where there is none."""
    return next((i for i in inside if annotation.tokens[i].feats.get("VerbForm") == "Fin"), -1)


def _by_syntax(annotation: Annotation, tokens: Sequence[Token]) -> dict[int, int]:
    heads: dict[int, int] = {}
    for token in tokens:
        path = []
        here = token
        while here.index not in heads:
            path.append(here.index)
            if here.head < 0 or _opens(annotation, here) or here.head in path:
                heads[here.index] = here.index
                break
            here = annotation.tokens[here.head]
        top = heads[here.index]
        for index in path:
            heads[index] = top
    return heads


def _opens(annotation: Annotation, token: Token) -> bool:
    """Whether a clause of its own begins with this token as its predicate."""
    if token.rel == "conj":
        return token.pos in _VERBAL and annotation.tokens[token.head].pos in (*_VERBAL, "ADJ")
    if token.rel not in _OWN:
        return False
    form = token.feats.get("VerbForm")
    if token.rel in ("acl", "csubj", "ccomp") and form == "Inf":
        return False
    return not (token.rel == "acl" and token.index < token.head)  # a participle ahead of its noun


def _by_marks(tokens: Sequence[Token]) -> dict[int, int]:
    """Pieces between marks; one without a verb goes with the piece before it."""
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.text in _MARKS and pieces[-1]:
            pieces.append([])
        pieces[-1].append(token)
    heads: dict[int, int] = {}
    last: int | None = None
    for piece in pieces:
        verb = next((t.index for t in piece if t.pos == "VERB" and t.feats.get("VerbForm") != "Part"), None)
        if verb is not None or last is None:
            last = verb if verb is not None else piece[0].index if piece else None
        for token in piece:
            assert last is not None
            heads[token.index] = last
    return heads
