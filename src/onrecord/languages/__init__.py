"""One folder a language, each filling the form in `language.py`."""

from __future__ import annotations

from functools import cache

from onrecord.languages.asserting import Comparing
from onrecord.languages.language import Language

SUPPORTED = ("ru",)


@cache
def get_language(code: str | None) -> Language | None:
    """The language of an ISO 639-1 code, loaded once a process; None where none serves it yet."""
    if code == "ru":
        from onrecord.languages.russian import RUSSIAN

        return RUSSIAN
    return None


def comparing_of(code: str | None) -> Comparing | None:
    """The tables for comparing texts of a language; None where none serves it yet."""
    language = get_language(code)
    return language.comparing if language is not None else None


def lemmas_of(word: str) -> tuple[str, ...]:
    """The lemmas that a word by itself may have, in every language served; the word itself is always among them."""
    found = [word]
    for code in SUPPORTED:
        language = get_language(code)
        if language is not None:
            found += language.annotator.lemmas(word)
    return tuple(dict.fromkeys(found))
