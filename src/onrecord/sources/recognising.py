"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.languages import SUPPORTED, get_language
from onrecord.languages.page import Page

# Those of the region and its neighbours; a text in none of them gets the nearest, if any is near enough.
CANDIDATES = ("ru", "kk", "ky", "uz", "tg", "tk", "en", "tr", "uk", "be", "az", "fa", "mn", "zh")
_SAMPLE = 600
_SURE = 0.6
# Below this many letters a guess from letter statistics is worth little.
_FEW_LETTERS = 60
_PLAINLY = 0.03

_ASCII = re.compile("[a-z]")
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, start: int = 0) -> str | None:
    """ISO 639-1 code of the language of `text` from `start` on; None for a text without words.

    What a supported language's own small words and letters plainly show is not asked of the model.
    """
    sample = text[start : start + _SAMPLE].lower()
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if not letters:
        return None
    for code in SUPPORTED:
        language = get_language(code)
        if language is not None and _plainly(words, letters, language.page):
            return code
    found, confidence = _identifier().classify(text[start : start + _SAMPLE])
    return str(found) if confidence >= _SURE else None


def _plainly(words: list[str], letters: int, page: Page) -> bool:
    """Whether the words are a language's own: enough of its small words, or few words in its alphabet."""
    joined = "".join(words)
    strange = {letter for letter in set(joined) - page.letters if not letter.isascii()}
    foreign = sum(map(joined.count, strange))
    native = letters - foreign - len(_ASCII.findall(joined))
    if native < 0.6 * letters or foreign > 0.005 * letters:
        return False
    known = page.words
    small = len([word for word in words if word in known])
    return small >= max(2, _PLAINLY * len(words)) or letters < _FEW_LETTERS


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(CANDIDATES))
    return identifier
