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


@lru_cache(30_000)
def entries(word: str) -> tuple[tuple[str, tuple[tuple[int, int], ...]], ...]:
    """What the dictionary itself has under a word in small letters: each spelling (with ё or without) and the
    paradigms that have it, each with the number of the form."""
    if len(word) > _LONGEST:
        return ()
    analyzer = _analyzer()
    found = analyzer.dictionary.words.similar_items(word, analyzer.char_substitutes)
    return tuple((spelt, tuple(items)) for spelt, items in found)


def knows(word: str) -> bool:
    """Whether the dictionary itself has the word; else its readings are guesses by the ending."""
    return bool(entries(word.lower()))


def may_be(word: str, grammemes: frozenset[str]) -> bool:
    """Whether the dictionary itself reads the word as one with any of the grammemes: without guesses, so soon told."""
    tag = _analyzer().dictionary.build_tag_info
    return any(not grammemes.isdisjoint(tag(*item).grammemes) for _, items in entries(word.lower()) for item in items)


def normals(word: str) -> list[str]:
    """The normal forms that the dictionary itself has for a word in small letters, each once."""
    found: dict[str, None] = {}
    for spelt, items in entries(word):
        for paradigm, index in items:
            if not index:
                found[spelt] = None  # the normal form stands first
                continue
            before, after, prefix, suffix = _normal_ends(paradigm, index)
            found[f"{prefix}{spelt[before : len(spelt) - after]}{suffix}"] = None
    return list(found)


@lru_cache(30_000)
def _normal_ends(paradigm: int, index: int) -> tuple[int, int, str, str]:
    """How many letters a form loses at its beginning and end on the way to its normal form, and what it gets there."""
    dictionary = _analyzer().dictionary
    numbers = dictionary.paradigms[paradigm]  # of the forms' endings, then of their tags, then of their beginnings
    begins = 2 * len(numbers) // 3
    prefixes, suffixes = dictionary.paradigm_prefixes, dictionary.suffixes
    lost = len(prefixes[numbers[begins + index]]), len(suffixes[numbers[index]])
    return *lost, prefixes[numbers[begins]], suffixes[numbers[0]]


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
