"""The dictionary of Russian word forms, loaded once a process."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

_LONGEST = 64  # no word is longer; what is, is no word


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(30_000)  # some 2 KB a word
def parses(word: str) -> tuple[Any, ...]:
    """All readings of a word, the likeliest first (pymorphy3's `Parse`)."""
    return tuple(_analyzer().parse(word)) if len(word) <= _LONGEST else ()


def knows(word: str) -> bool:
    """Whether the dictionary itself has the word; else its readings are guesses by the ending."""
    return len(word) <= _LONGEST and bool(_analyzer().word_is_known(word.lower()))


def may_be(word: str, grammemes: frozenset[str]) -> bool:
    """Whether the dictionary itself reads the word as one with any of the grammemes: without guesses, so soon told."""
    if len(word) > _LONGEST:
        return False
    analyzer = _analyzer()
    found = analyzer.dictionary.words.similar_items(word.lower(), analyzer.char_substitutes)
    tag = analyzer.dictionary.build_tag_info
    return any(not grammemes.isdisjoint(tag(*item).grammemes) for _, items in found for item in items)


def inflected(parse: Any, grammemes: Iterable[str]) -> str | None:
    """The word of a reading in another form (`{"gent", "plur"}`), None where its paradigm has no such form.

    The same as pymorphy3's `inflect`, which builds all forms of the word to find one; here a paradigm is
    searched once for all its words.
    """
    wanted = frozenset(grammemes)
    if len(parse.methods_stack) > 1 or type(parse.methods_stack[0][0]) is not _dictionary_unit():
        form = parse.inflect(wanted)
        return None if form is None else str(form.word)
    _, _, paradigm, index = parse.methods_stack[0]
    found = _form(paradigm, index, wanted)
    if found is None:
        return None
    dictionary = _analyzer().dictionary
    stem: str = dictionary.build_stem(dictionary.paradigms[paradigm], index, parse.word)
    prefix, suffix = found
    return f"{prefix}{stem}{suffix}"


@cache
def _dictionary_unit() -> type:
    from pymorphy3.units import DictionaryAnalyzer

    unit: type = DictionaryAnalyzer
    return unit


@lru_cache(50_000)
def _form(paradigm: int, index: int, wanted: frozenset[str]) -> tuple[str, str] | None:
    """Beginning and ending of the form of a paradigm that has the grammemes and is else most like form `index`."""
    analyzer = _analyzer()
    forms = analyzer.dictionary.build_paradigm_info(paradigm)
    having = [form for form in forms if wanted <= form[1].grammemes]
    if not having:
        wanted = frozenset(analyzer.TagClass.fix_rare_cases(wanted))
        having = [form for form in forms if wanted <= form[1].grammemes]
    if not having:
        return None
    like = forms[index][1].updated_grammemes(set(wanted))
    prefix, _, suffix = max(
        having, key=lambda form: len(like & form[1].grammemes) - 0.1 * len(like ^ form[1].grammemes)
    )
    return prefix, suffix
