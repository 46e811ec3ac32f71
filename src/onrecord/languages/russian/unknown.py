"""The base form of names that no dictionary has: by ending, and the case and gender that the net gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_VOWEL = "аеёиоуыэюя"


@dataclass(frozen=True, slots=True)
class Ending:
    """In these cases (and this gender, if one is given) this ending is replaced; `None` keeps the word."""

    cases: frozenset[str]
    gender: str
    pattern: re.Pattern[str]
    instead: str | None


def _table(*rows: tuple[str, str, str, str | None]) -> tuple[Ending, ...]:
    return tuple(
        Ending(frozenset(cases.split()), gender, re.compile(f"(?:{pattern})$"), instead)
        for cases, gender, pattern, instead in rows
    )


# In order; the first that fits decides. "[оеё]в", "[иы]н" end surnames like Жапаров, Мишарин, "[сц]к" such as
# Скалацкий. Women's surnames go to the man's form, as the dictionary does it.
_ENDINGS = _table(
    ("Nom Gen Dat Acc Ins Loc", "", "(?<![ое]г)о|э|[иы]х", None),
    ("Nom", "Fem", "(?<=[оеё]в|[иы]н)а", ""),
    ("Nom", "Fem", "(?<=[сц]к)ая", "ий"),
    ("Nom", "", "", None),
    ("Gen Dat Ins Loc", "", "(?<=[оеё]в|[иы]н)ой", ""),
    ("Gen Dat Ins Loc", "", "(?<=[сц]к)ой", "ий"),
    ("Gen Acc", "", "(?<=[сц]к)ого", "ий"),
    ("Gen Acc", "", "(?<=..[^ал])ого", "ый"),
    ("Gen Acc", "", "его", "ий"),
    ("Acc", "", "(?<=[оеё]в|[иы]н)у", ""),
    ("Acc", "", "(?<=[сц]к)ую", "ий"),
    ("Gen Acc", "", "а", ""),
    ("Gen Acc", "", f"(?<=[{_VOWEL}])я", "й"),
    ("Gen Acc", "", "я", "ь"),
    ("Gen", "", "ы", "а"),
    ("Gen Dat Loc", "", "ии", "ия"),
    ("Gen", "", "(?<=[гкх])и", "а"),
    ("Gen Dat Loc", "Fem", "(?<=[^гкхжшчщцй])и", "ь"),
    ("Acc", "", "у", "а"),
    ("Acc", "", "ю", "я"),
    ("Dat", "", "(?<=[сц]к)ому", "ий"),
    ("Dat", "", "у", ""),
    ("Dat", "", f"(?<=[{_VOWEL}])ю", "й"),
    ("Dat", "", "ю", "ь"),
    ("Dat", "", f"(?<=[^{_VOWEL}ь])е", "а"),
    ("Ins", "", "(?<=[оеё]в|[иы]н)ым", ""),
    ("Ins", "", "(?<=[сц]к)им", "ий"),
    ("Ins", "", "ым", "ый"),
    ("Ins", "", "им", "ий"),
    ("Ins", "", "ом", ""),
    ("Ins", "", f"(?<=[{_VOWEL}])ем", "й"),
    ("Ins", "", "(?<=[жшчщц])ем", ""),
    ("Ins", "", "ем", "ь"),
    ("Ins", "", "(?<=[жшчщц])ей", "а"),
    ("Ins", "", "ой", "а"),
    ("Ins", "", "ей", "я"),
    ("Ins", "", "ью", "ь"),
    ("Loc", "", "(?<=[сц]к)ом", "ий"),
    ("Loc", "Fem", f"(?<=[^{_VOWEL}ь])е", "а"),
    ("Loc", "", f"(?<=[^{_VOWEL}ь])е", ""),
)
_SHORTEST = 3  # letters that must stay


def base_form(word: str, feats: Mapping[str, str]) -> str | None:
    """The base form of an unknown name in the singular, small letters; None where endings say nothing."""
    case, gender = feats.get("Case", ""), feats.get("Gender", "")
    if feats.get("Number") == "Plur":
        return None
    for ending in _ENDINGS:
        if case in ending.cases and ending.gender in ("", gender):
            found = ending.pattern.search(word)
            if found and (ending.instead is None or found.start() + len(ending.instead) >= _SHORTEST):
                return word if ending.instead is None else word[: found.start()] + ending.instead
    return word if case else None


# ---- what other mentions in the same text show

# (ending seen, what stands in its place in the base form)
_FORMS = tuple(
    (seen, base)
    for base, endings in (
        ("", "а у ом ем е ым ой"),
        ("й", "я ю ем е"),
        ("ь", "я ю ем е и ью"),
        ("а", "ы е у ой ей и"),
        ("я", "и е ю ей"),
        ("ий", "ого ому им ом ой ую ая"),
    )
    for seen in endings.split()
)


def settle(words: Mapping[str, str]) -> dict[str, str]:
    """Base forms of unknown names (word: guess, small letters) put right by each other.

    Where a text has both "Блинкен" and "Блинкена", the first is the base form of the second,
    whatever the net took it for.
    """
    out: dict[str, str] = {}
    for word, guess in words.items():
        for seen, base in _FORMS:
            stem = word.removesuffix(seen)
            if stem != word and len(stem) >= _SHORTEST and stem + base in words and _ends_well(stem, base):
                out[word] = words[stem + base] if base else stem
                break
        else:
            out[word] = guess
    return out


def _ends_well(stem: str, base: str) -> bool:
    return bool(base) or stem[-1] not in _VOWEL
