"""Keys of names."""

from __future__ import annotations

import re

_STEM = 5
_APART = re.compile(r"[^\w]+")


def key_of(name: str) -> str:
    """A name without capitals and marks: what tells one party's names from another's."""
    return _APART.sub(" ", name.lower().replace("ё", "е")).strip()


def stem_of(word: str) -> str:
    """What all forms of a word share, near enough to tell bodies' names apart."""
    return word[:_STEM].rstrip("аеиоуыэюяйь") or word
