"""What somebody types into the search, as an expression for the index of words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from onrecord.store.engine import all_of
from onrecord.store.listing import as_word

LONGEST = 200
_TERMS = 12
_READINGS = 4
_PHRASINGS = 16

# A phrase in any marks, or a word; `-` before it leaves out what has it, `*` behind a word takes all that begin so.
_TERM = re.compile(r'(-?)(?:["«“„]([^"»”“„«]*)["»”“]|([^\s"«»“”„]+))')
_WORD = re.compile(r"[^\W_](?:[\w.,'’-]*\w)?", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Question:
    """`expression` finds it; "" where nothing was asked. `words` are those that were understood, `cut` says that
    there were more."""

    expression: str
    words: tuple[str, ...]
    cut: bool = False


def understand(text: str, lemmas: Callable[[str], Sequence[str]], *, related: bool = False) -> Question:
    """All forms of each word; phrases word by word; with `related` also words with the same beginning."""
    wanted: list[list[list[str]]] = []
    unwanted: list[list[list[str]]] = []
    words: list[str] = []
    terms = list(_TERM.finditer(text[:LONGEST]))
    for term in terms[:_TERMS]:
        minus, phrase, single = term[1], term[2], term[3]
        source = phrase if phrase is not None else single
        found = _WORD.findall(source)
        if not found:
            continue
        begins = phrase is None and source.endswith("*")
        group = _phrasings(found, lemmas, begins=begins, related=related and phrase is None and not minus)
        (unwanted if minus else wanted).append(group)
        words.append(f"{minus}{' '.join(found)}{'*' if begins else ''}")
    if not wanted:
        return Question("", ())
    return Question(all_of(wanted, none_of=unwanted), tuple(words), len(text) > LONGEST or len(terms) > _TERMS)


def _phrasings(
    found: Sequence[str], lemmas: Callable[[str], Sequence[str]], *, begins: bool, related: bool
) -> list[list[str]]:
    if begins:
        return [[*(as_word(word) for word in found[:-1]), f"{as_word(found[-1])}*"]]
    choices = [_readings(word, lemmas) for word in found]
    if related and len(found) == 1:
        return [[reading] for reading in dict.fromkeys((*choices[0], *(_beginning(r) for r in choices[0])))]
    return [list(words) for words, _ in zip(product(*choices), range(_PHRASINGS), strict=False)]


def _readings(word: str, lemmas: Callable[[str], Sequence[str]]) -> list[str]:
    """What the word may stand for in the index; as it was written last, since lemmas are what the index holds."""
    found = [as_word(lemma) for lemma in lemmas(word)]
    return list(dict.fromkeys([*found[1:], as_word(word)]))[-_READINGS:]


def _beginning(word: str) -> str:
    """What most words of the same root begin with."""
    return f"{word[: max(4, len(word) - 3)]}*" if len(word) > 4 else word
