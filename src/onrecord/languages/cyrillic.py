"""How often letters come in Russian, and what Cyrillic text cannot look like: enough to tell encodings apart."""

from __future__ import annotations

import math
import re

# In a thousand letters.
_SHARES = {
    "о": 110, "е": 85, "а": 80, "и": 74, "н": 67, "т": 63, "с": 55, "р": 47, "в": 45, "л": 44, "к": 35, "м": 32,
    "д": 30, "п": 28, "у": 26, "я": 20, "ы": 19, "ь": 17, "г": 17, "з": 17, "б": 16, "ч": 14, "й": 12, "х": 10,
    "ж": 9, "ш": 7, "ю": 6.4, "ц": 4.8, "щ": 3.6, "э": 3.2, "ф": 2.6, "ъ": 0.4, "ё": 0.4,
}  # fmt: skip
_BITS: dict[str, float] = {letter: math.log2(share / 1000) for letter, share in _SHARES.items()}
_BITS |= {letter.upper(): bits for letter, bits in _BITS.items()}
_RARE = math.log2(0.0002)
_LETTER = re.compile(r"[А-Яа-яЁёЂ-ЏҐґђ-џ]")
# Words do not begin small and go on in capitals.
_TURNED = re.compile(r"[а-яё][А-ЯЁ]")
_MIXED = re.compile(r"[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
_COST_OF_TURN = 6.0
_COST_OF_MIXTURE = 4.0
_COST_OF_STRANGER = 8.0
_COST_OF_CAPITAL = 0.6
_MARKS = "«»“”„‘’–—…№\xa0°©€₽₸•"


def bits_a_letter(text: str) -> float | None:
    """How likely the letters of a text are in Russian (some -4.5 for any news); None without Cyrillic letters.

    Capitals and Latin letters within words, and signs that text does not use cost extra.
    """
    letters = _LETTER.findall(text)
    if not letters:
        return None
    strangers = sum(not char.isascii() for char in text) - len(letters) - sum(map(text.count, _MARKS))
    bits = sum(_BITS.get(letter, _RARE) for letter in letters)
    bits -= _COST_OF_TURN * len(_TURNED.findall(text)) + _COST_OF_STRANGER * max(strangers, 0)
    bits -= _COST_OF_MIXTURE * len(_MIXED.findall(text))
    bits -= _COST_OF_CAPITAL * sum(letter.isupper() for letter in letters)
    return float(bits / len(letters))
