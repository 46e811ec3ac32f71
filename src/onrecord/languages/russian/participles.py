"""Participles that stand in a noun's place: "Пострадавшая рассказала", "сестра погибшего"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.languages.russian.dictionary import inflected, parses
from onrecord.model.annotation import Token

NOMINAL = frozenset(("nsubj", "nsubj:pass", "nmod"))  # relations that belong to nouns
_SHAPE = re.compile(
    "(?:вш|[^аеиоуыэюя]ш|щ|нн|ем|им|ом|т)(?:ий|ый|[ая]я|ое|ее|ие|ые|его|ого|ей|ой|их|ых|ему|ому|им|ым|ими|ыми|ую)(?:ся)?$"
)
_PLACES = NOMINAL | {"obj", "iobj", "obl", ""}
_FAR = 8  # tokens between such a subject and its verb
_NO_DEEDS = frozenset(("быть", "следовать", "дать", "мочь", "надлежать"))  # "бывший", "следующий", "данный"
_BESIDE = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "DET", "X"))


def is_person(token: Token) -> bool:
    """Whether what the net takes for a noun is such a participle."""
    return token.rel in _PLACES and is_participle(token.text.lower())


@lru_cache(5_000)
def is_participle(word: str) -> bool:
    """Whether the dictionary has a word in small letters as a full participle, and it tells what befell somebody."""
    if not _SHAPE.search(word):
        return False  # spares looking the word up
    return any(parse.tag.POS == "PRTF" and parse.normal_form not in _NO_DEEDS for parse in parses(word))


def with_nouns(tokens: tuple[Token, ...], asked: Sequence[int]) -> tuple[Token, ...]:
    """The tokens, with participles that belong to no noun as living nouns.

    `asked` are those that the net takes for verbs or adjectives and hangs on others as it hangs nouns (`NOMINAL`).
    """
    found = [index for index in asked if is_participle(tokens[index].text.lower()) and _is_alone(tokens, index)]
    if not found:
        return tokens
    out = list(tokens)
    for index in found:
        token = tokens[index]
        feats = {name: value for name, value in token.feats.items() if name in ("Case", "Gender", "Number")}
        out[index] = token._replace(pos="NOUN", lemma=_lemma(token), feats={"Animacy": "Anim", **feats})
    return tuple(out)


def _is_alone(tokens: Sequence[Token], index: int) -> bool:
    """Whether an owner is followed by no noun, or a subject by its verb with no nominative that it may go with before."""
    token, above = tokens[index], tokens[index].head
    case = token.feats.get("Case")
    if token.rel == "nmod":
        after = tokens[index + 1] if index + 1 < len(tokens) else token
        return case == "Gen" and above < index and after.pos not in _BESIDE
    if case != "Nom" or not index < above <= index + _FAR:
        return False
    return not any(t.feats.get("Case") == "Nom" for t in tokens[index + 1 : above])


def _lemma(token: Token) -> str:
    parse = next(parse for parse in parses(token.text.lower()) if parse.tag.POS == "PRTF")
    return (inflected(parse, ("PRTF", "masc", "sing", "nomn")) or token.lemma).replace("ё", "е")
