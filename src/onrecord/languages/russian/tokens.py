"""Where words and marks begin and end: razdel's tokens, found by one pattern, with a few differences.

Alike: words joined by a dash without spaces ("Нур-Султан", "2011–2020"), decimals and fractions
("2,5", "1/3"), runs of final marks ("?!", "..."), letters of other alphabets within a word.
Different: a dash that touches only one word stands by itself ("сказал -он"); a name of letters and
digits is one token ("С5+1", "G20"), since the nets know such outlines as abbreviations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

DASHES = "‑–—−-"
ENDINGS = ".?!…"
OPENING_QUOTES = "«“‘"
CLOSING_QUOTES = "»”’"
EITHER_QUOTES = "\"„'"
CLOSING_BRACKETS = ")]}"
_MARKS = "\\/!#$%&*+,.:;<=>?@^_`|~№…([{" + DASHES + OPENING_QUOTES + CLOSING_QUOTES + EITHER_QUOTES + CLOSING_BRACKETS
_CYRILLIC, _LATIN = "[А-Яа-яЁё]+", "[A-Za-z]+"
_FOREIGN = rf"[^\sA-Za-zА-Яа-яЁё\d{re.escape(_MARKS)}]+"  # letters and signs of any other kind

_CODE = r"(?:[A-Z]{1,3}|[А-ЯЁ]{1,3})\d{1,3}(?:\+\d+)?(?![\w+])"
_LETTERS = rf"(?:{_CYRILLIC}|{_LATIN})"
_WORD = rf"{_LETTERS}?(?:{_FOREIGN}{_LETTERS}?)+|{_LETTERS}"
_NUMBER = r"\d+(?:[.,/\\]\d+)*"
_PART = rf"(?:{_WORD}|{_NUMBER})"
# most tokens are plain words with a space or a mark behind them: told first, without a look at what else might follow
_PLAIN = r"[А-ЯЁ]?[а-яё]+(?=[\s.,])"
TOKEN = re.compile(
    rf"{_PLAIN}|{_CODE}|{_PART}(?:[{re.escape(DASHES)}_]{_PART})*|[{re.escape(ENDINGS)}]+|--+|\*\*+|[=:;][)(]{{1,3}}|\S"
)

LONGEST = 400  # characters; what is longer is no word, and is cut so that nothing downstream meets it
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe0f\x00-\x08\x0e-\x1f\x7f]+")
_ODD = re.compile(f"{_HIDDEN.pattern}|[̀-ͯ]")
_STRESS = re.compile("[\u0300\u0301]")


def find_tokens(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`[start, end)` of every word and mark of `raw[start:end]`, in order; linear in its length."""
    for found in TOKEN.finditer(raw, start, end):
        first, last = found.span()
        while last - first > LONGEST:
            yield first, first + LONGEST
            first += LONGEST
        yield first, last


def is_odd(text: str) -> bool:
    """Whether some word of the text may be other than it looks; see `plain`."""
    return bool(_ODD.search(text))


def plain(word: str) -> str:
    """The word without invisible marks and stress marks, letters composed: what dictionaries know.

    The word itself if nothing else is in it.
    """
    if word.isascii() and word.isprintable():
        return word
    bare = _STRESS.sub("", unicodedata.normalize("NFC", _HIDDEN.sub("", word)))
    return bare or word
