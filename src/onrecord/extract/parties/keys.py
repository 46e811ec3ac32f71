"""Keys of names."""

from __future__ import annotations

import re

_APART = re.compile(r"[^\w]+")


def key_of(name: str) -> str:
    """A name without capitals and marks: what tells one party's names from another's."""
    return _APART.sub(" ", name.lower().replace("ё", "е")).strip()
