"""The dictionary of Russian word forms, loaded once a process."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

_LONGEST = 64  # no word is longer; what is, is no word


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(30_000)  # some 2 KB a word
def parses(word: str) -> tuple[Any, ...]:
    """All readings of a word, the likeliest first (pymorphy3's `Parse`).

    Those of words that the dictionary has are made here of what `entries` found: pymorphy3's `parse` makes the same
    of them, but looks them up again and tries what it has for other words.
    """
    small = word.lower()
    found = entries(small) if len(word) > 1 else ()
    if not found:
        return tuple(_analyzer().parse(word)) if len(word) <= _LONGEST else ()
    analyzer = _analyzer()
    unit, make = _dictionary_unit()
    tag_of, likely = analyzer.dictionary.build_tag_info, analyzer.prob_estimator.p_t_given_w.prob
    readings = []
    for spelt, items in found:
        for paradigm, index in items:
            tag = tag_of(paradigm, index)
            method = (unit, spelt, paradigm, index)
            readings.append(make(spelt, tag, _normal(spelt, paradigm, index), likely(small, tag), (method,)))
    if any(reading.score for reading in readings):
        return tuple(sorted(readings, key=lambda reading: reading.score, reverse=True))
    return tuple(reading._replace(score=1.0 / len(readings)) for reading in readings)


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


@lru_cache(20_000)
def is_somebody(word: str) -> bool:
    """Whether the dictionary has a living common noun that is nobody's name: "Академик" at a sentence's beginning."""
    found = [p for p in parses(word) if p.tag.POS == "NOUN" and p.is_known]
    return bool(found) and all("anim" in p.tag and not {"Name", "Surn", "Patr"} & p.tag.grammemes for p in found)


def may_be(word: str, grammemes: frozenset[str]) -> bool:
    """Whether the dictionary itself reads the word as one with any of the grammemes: without guesses, so soon told."""
    tag = _analyzer().dictionary.build_tag_info
    return any(not grammemes.isdisjoint(tag(*item).grammemes) for _, items in entries(word.lower()) for item in items)


def normals(word: str) -> list[str]:
    """The normal forms that the dictionary itself has for a word in small letters, each once."""
    return list(dict.fromkeys([_normal(spelt, *item) for spelt, items in entries(word) for item in items]))


def _normal(word: str, paradigm: int, index: int) -> str:
    if not index:
        return word  # the normal form stands first
    before, after, prefix, suffix = _normal_ends(paradigm, index)
    return f"{prefix}{word[before : len(word) - after]}{suffix}"


@lru_cache(30_000)
def _normal_ends(paradigm: int, index: int) -> tuple[int, int, str, str]:
    """How many letters a form loses at its beginning and end on the way to its normal form, and what it gets there."""
    dictionary = _analyzer().dictionary
    numbers = dictionary.paradigms[paradigm]  # of the forms' endings, then of their tags, then of their beginnings
    begins = 2 * len(numbers) // 3
    prefixes, suffixes = dictionary.paradigm_prefixes, dictionary.suffixes
    lost = len(prefixes[numbers[begins + index]]), len(suffixes[numbers[index]])
    return *lost, prefixes[numbers[begins]], suffixes[numbers[0]]


class Grammar(NamedTuple):
    """What a tag says of a word's form, in the dictionary's terms ("NOUN", "gent", "sing", "femn")."""

    pos: str | None
    case: str | None
    number: str | None
    gender: str | None


@lru_cache(10_000)
def grammar(tag: Any) -> Grammar:
    """Worked out once a tag: pymorphy3's `Tag` searches its sets of grammemes at each question."""
    return Grammar(tag.POS, tag.case, tag.number, tag.gender)


def inflected(parse: Any, grammemes: Iterable[str]) -> str | None:
    """The word of a reading in another form (`{"gent", "plur"}`), None where its paradigm has no such form.

    The same as pymorphy3's `inflect`, which builds all forms of the word to find one; here a paradigm is
    searched once for all its words.
    """
    wanted = frozenset(grammemes)
    if len(parse.methods_stack) > 1 or parse.methods_stack[0][0] is not _dictionary_unit()[0]:
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
def _dictionary_unit() -> tuple[Any, Any]:
    """The part of the analyzer that reads words of the dictionary, and what makes its readings: as a known word shows."""
    (parse, *_) = _analyzer().parse("дом")
    return parse.methods_stack[0][0], type(parse)


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
