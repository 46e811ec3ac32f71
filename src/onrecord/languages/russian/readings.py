"""Readings of a word in pymorphy3's dictionary, and which of them the net's tag means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from onrecord.languages.russian.dictionary import inflected, normals, parses

_WORD = re.compile("[а-яёa-z0-9'’-]+")

_POS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    pos: (frozenset(first.split()), frozenset(second.split()))
    for pos, first, second in (
        ("NOUN", "NOUN", "NUMR ADJF"),
        ("PROPN", "NOUN", "ADJF"),
        ("ADJ", "ADJF ADJS", "COMP PRTF PRTS ADVB"),
        ("VERB", "VERB INFN PRTF PRTS GRND", "PRED"),
        ("AUX", "VERB INFN GRND", "PRED"),
        ("PRON", "NPRO", "ADJF ADVB NOUN CONJ"),
        ("DET", "ADJF", "NPRO"),
        ("ADV", "ADVB", "PRED COMP ADJS GRND NUMR CONJ"),
        ("NUM", "NUMR", "ADJF NOUN"),
        ("ADP", "PREP", "ADVB"),
        ("CCONJ", "CONJ", "PRCL"),
        ("SCONJ", "CONJ", "PRCL ADVB"),
        ("PART", "PRCL", "CONJ ADVB"),
        ("INTJ", "INTJ", "PRCL"),
    )
}
_VERB_FORMS = {
    "Fin": frozenset({"VERB"}),
    "Inf": frozenset({"INFN"}),
    "Part": frozenset({"PRTF", "PRTS"}),
    "Conv": frozenset({"GRND"}),
}
_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
_CASE_GRAMMEMES = {
    **{grammeme: case for case, grammeme in _CASES.items()},
    "gen1": "Gen", "gen2": "Gen", "acc2": "Acc", "loc1": "Loc", "loc2": "Loc", "voct": "Nom",
}  # fmt: skip
# feature of the net's tag: what it is called in the dictionary, and how much agreeing in it counts
_FEATURES: dict[str, tuple[dict[str, str], float]] = {
    "Case": (_CASES, 3),
    "Number": ({"Sing": "sing", "Plur": "plur"}, 2),
    "Gender": ({"Masc": "masc", "Fem": "femn", "Neut": "neut"}, 1.5),
    "Animacy": ({"Anim": "anim", "Inan": "inan"}, 1),
    "Tense": ({"Past": "past", "Pres": "pres", "Fut": "futr"}, 1),
    "Person": ({"1": "1per", "2": "2per", "3": "3per"}, 1),
    "Aspect": ({"Imp": "impf", "Perf": "perf"}, 1),
    "Mood": ({"Imp": "impr", "Ind": "indc"}, 1),
    "Voice": ({"Act": "actv", "Pass": "pssv"}, 1),
}
_GENDERS = frozenset({"masc", "femn", "neut"})
_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr"})
_ODD = frozenset({"Arch", "Dist", "Erro", "Infr", "Slng", "V-be", "V-ey", "V-oy", "Supr", "Litr"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: its normal form, the dictionary's grammemes, and how likely it is."""

    normal: str
    pos: str
    grammemes: frozenset[str]
    cases: frozenset[str]  # "Nom", "Gen" …; all of them for words without inflection
    score: float

    @property
    def is_name(self) -> bool:
        return not _NAMES.isdisjoint(self.grammemes)


def readings(word: str) -> tuple[Reading, ...]:
    """All readings of a word in small letters, the likeliest first; none for what is no word."""
    return tuple(_reading(parse) for parse in parses(word)) if _WORD.fullmatch(word) else ()


def _reading(parse: Any) -> Reading:
    return Reading(parse.normal_form, *_said_by(parse.tag), float(parse.score))


@lru_cache(10_000)
def _said_by(tag: Any) -> tuple[str, frozenset[str], frozenset[str]]:
    """Part of speech, grammemes and cases of a tag; the dictionary has some thousands."""
    grammemes = frozenset(tag.grammemes)
    cases = frozenset(_CASE_GRAMMEMES[g] for g in grammemes if g in _CASE_GRAMMEMES)
    return str(tag.POS or ""), grammemes, cases


@cache
def _wanted(pos: str, feats: tuple[tuple[str, str], ...]) -> tuple[tuple[str, frozenset[str], float], ...]:
    """What the tag asks of a reading: a grammeme, its rivals, and the weight."""
    out = []
    for name, value in feats:
        names, weight = _FEATURES.get(name, ({}, 0))
        if value in names:
            wanted = names[value]
            out.append((wanted, frozenset(names.values()) - {wanted}, weight))
    return tuple(out)


def fit(reading: Reading, pos: str, feats: Mapping[str, str], *, capital: bool) -> float:
    """How well a reading agrees with the net's tag; `capital` whether the word begins with one."""
    return _fit(reading, pos, feats.get("VerbForm"), _wanted(pos, tuple(feats.items())), capital)


def _fit(
    reading: Reading, pos: str, form: str | None, asked: tuple[tuple[str, frozenset[str], float], ...], capital: bool
) -> float:
    first, second = _POS.get(pos, (frozenset[str](), frozenset[str]()))
    total = 8.0 if reading.pos in first else 4.0 if reading.pos in second else 0.0
    if form in _VERB_FORMS and reading.pos in _VERB_FORMS[form]:
        total += 4
    for wanted, rivals, weight in asked:
        if wanted in reading.grammemes or _CASE_GRAMMEMES.get(wanted) in reading.cases:
            total += weight
        elif "Pltm" in reading.grammemes and wanted in _GENDERS:
            total += weight  # no gender in the dictionary, some gender from the net
        elif not rivals.isdisjoint(reading.grammemes):
            total -= weight / 3
    if reading.is_name:
        total += 2 if pos == "PROPN" else 0 if capital else -2
    if not _ODD.isdisjoint(reading.grammemes):
        total -= 1
    return total + 2 * reading.score


def best(readings: Sequence[Reading], pos: str, feats: Mapping[str, str], *, capital: bool) -> Reading | None:
    """The reading that the net's tag means; of equals the likelier one."""
    if not readings:
        return None
    form, asked = feats.get("VerbForm"), _wanted(pos, tuple(feats.items()))
    # max keeps the first of equals
    return max(readings, key=lambda reading: _fit(reading, pos, form, asked, capital))


def normal_forms(word: str) -> list[str]:
    """The normal forms of a word in small letters that the dictionary itself has; none if it has not.

    What `readings` gives for such a word, without the tags and the probabilities: in half the time.
    """
    return normals(word) if _WORD.fullmatch(word) else []


def full_participle(word: str) -> str | None:
    """ "уверены" → "уверенный": the full form of a short participle that is an adjective in the text.

    None where the dictionary has the word as a short adjective as well.
    """
    found = parses(word)
    if not any(parse.tag.POS == "PRTS" for parse in found) or any(parse.tag.POS == "ADJS" for parse in found):
        return None
    short = next(parse for parse in found if parse.tag.POS == "PRTS")
    return inflected(short, ("PRTF", "masc", "sing", "nomn"))
