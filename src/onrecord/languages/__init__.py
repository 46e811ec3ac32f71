"""One folder a language, each filling the form in `language.py`."""

from __future__ import annotations

from functools import cache

from onrecord.languages.language import Language

SUPPORTED = ("ru",)


@cache
def get_language(code: str | None) -> Language | None:
    """The language of an ISO 639-1 code, loaded once a process; None where none serves it yet."""
    if code == "ru":
        from onrecord.languages.russian import RUSSIAN

        return RUSSIAN
    return None
