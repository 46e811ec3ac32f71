"""Lemmas: small letters, ё as е. The dictionary's reading that the net's tag means; names by their endings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from onrecord.languages.russian.dictionary import knows
from onrecord.languages.russian.readings import best, fit, full_participle, normal_forms, readings
from onrecord.languages.russian.unknown import base_form

_NOMINAL = frozenset({"NOUN", "PROPN"})
_INFLECTED_ABBREVIATION = re.compile("([А-ЯЁ]{2,6})-?(?:а|у|ом|ем|е|ы|и|ов|ам|ами|ах)")
_INNER_CAPITAL = re.compile("[а-яёa-z][А-ЯЁA-Z]")
# One word under two lemmas of the dictionary.
_SAME = {"намерен": "намеренный"}
_CYRILLIC = re.compile("[а-яё]")
_CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")


def folded(word: str) -> str:
    """Small letters, ё as е: how lemmas are written."""
    return word.lower().replace("ё", "е")


def lemma(word: str, pos: str, feats: Mapping[str, str]) -> str:
    return folded(guess(word, pos, feats)[0])


def possible(word: str) -> tuple[str, ...]:
    """All that may be the lemma of a word by itself: what the dictionary has, else a name in any case."""
    small = word.lower()
    normals = normal_forms(small)
    if normals:
        return tuple(dict.fromkeys(folded(form) for form in normals))
    tags = [{"Case": case, "Gender": gender, "Number": "Sing"} for case in _CASES for gender in ("Masc", "Fem")]
    return tuple(dict.fromkeys(folded(guess(word.capitalize(), "PROPN", tag)[0]) for tag in tags))


def guess(word: str, pos: str, feats: Mapping[str, str]) -> tuple[str, bool]:
    """The base form in small letters (ё kept), and whether the word is an unknown name."""
    small = word.lower()
    if not _CYRILLIC.search(small):
        return small, False
    if len(small) == 1:
        return _letter(small, pos, feats), False
    normals = normal_forms(small)
    if pos == "ADJ" and "Variant" in feats and normals and (full := full_participle(small)):
        return full, False
    if normals:
        return normals[0] if len(normals) == 1 else _known(word, small, pos, feats), False
    short = _INFLECTED_ABBREVIATION.fullmatch(word)
    if short:
        return short.group(1).lower(), False
    if word.isupper() and len(word) <= 6 and "-" not in word and pos != "VERB":
        return small, True
    if _INNER_CAPITAL.search(word) and not word.isupper():
        return small, True
    if word[0].isupper() and pos in ("NOUN", "PROPN", "X", "ADJ", "PRON"):
        return _name(small, pos, feats), True
    return _foreign(small, pos, feats), False


def _letter(small: str, pos: str, feats: Mapping[str, str]) -> str:
    """ "с", "о", "я": the dictionary only where the net does not see an initial or abbreviation."""
    if pos in ("NOUN", "PROPN", "X"):
        return small
    return _known(small, small, pos, feats)


def _known(word: str, small: str, pos: str, feats: Mapping[str, str]) -> str:
    reading = best(readings(small), pos, feats, capital=word[0].isupper())
    return _SAME.get(reading.normal, reading.normal) if reading else small


def _foreign(small: str, pos: str, feats: Mapping[str, str]) -> str:
    """A common word that no dictionary has: its readings are guesses, the nominative is beyond doubt."""
    if pos in _NOMINAL and feats.get("Case") == "Nom" and feats.get("Number") == "Sing":
        return small
    found = readings(small)
    if "-" in small:
        # "странам-кандидатам": rather a reading that leaves known words on both sides
        found = tuple(r for r in found if all(knows(part) for part in r.normal.split("-"))) or found
    reading = best(found, pos, feats, capital=False)
    return reading.normal if reading else small


def _name(small: str, pos: str, feats: Mapping[str, str]) -> str:
    """An unknown name. Of a double one the parts that are inflected like the last."""
    if "-" in small:
        return _double(small, pos, feats)
    if pos == "ADJ" or (feats.get("Number") == "Plur" and pos in _NOMINAL):
        reading = best(readings(small), pos, feats, capital=True)
        return reading.normal if reading else small
    if pos not in _NOMINAL or not feats.get("Case"):
        # the net took it for something else: only the dictionary's guesses are left
        nouns = [reading for reading in readings(small) if reading.pos == "NOUN"]
        reading = best(nouns, "PROPN", feats, capital=True)
        return reading.normal if reading and reading.is_name else small
    return base_form(small, feats) or small


def _double(small: str, pos: str, feats: Mapping[str, str]) -> str:
    *firsts, last = small.split("-")
    if not last or not _CYRILLIC.search(last):
        return small
    base = _part(last, pos, feats)
    if last == base or not all(firsts):
        return "-".join([*firsts, base])
    # "Джексона-Вэника" but "Касым-Жомарта": only what ends alike is inflected alike
    ending = last[len(base) :] if last.startswith(base) else last[-1]
    return "-".join([*(_part(p, pos, feats) if p.endswith(ending) else p for p in firsts), base])


def _part(part: str, pos: str, feats: Mapping[str, str]) -> str:
    if not knows(part):
        return base_form(part, feats) or part
    reading = best(readings(part), pos, feats, capital=True)
    if reading is None or fit(reading, pos, feats, capital=True) < 8:
        return part
    return reading.normal
