"""When two spans, two names or two values are the same, and who is matched with whom."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

Place = tuple[int, int]
Left = TypeVar("Left", bound=Hashable)
Right = TypeVar("Right", bound=Hashable)

_MEASURES = frozenset("% years months weeks days hours minutes km m m3 t kg ha times points degrees".split())


def inner(text: str, place: Place) -> Place:
    """The place without punctuation at its ends."""
    start, end = place
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def shared(a: Place, b: Place) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def overlap(a: Place, b: Place) -> float:
    """Intersection over union."""
    both = shared(a, b)
    return both / (max(a[1], b[1]) - min(a[0], b[0])) if both else 0.0


def to_the_point(gold: Place, found: Place) -> bool:
    """Evidence that covers half of the shorter span and is no longer than it may be."""
    both = shared(gold, found)
    shorter = min(gold[1] - gold[0], found[1] - found[0])
    return both > 0 and 2 * both >= shorter and found[1] - found[0] <= max(3 * (gold[1] - gold[0]), 300)


def best_first(pairs: Iterable[tuple[float, Left, Right]]) -> dict[Left, tuple[Right, float]]:
    """One-to-one matching that takes the heaviest pair first."""
    taken: set[Right] = set()
    matched: dict[Left, tuple[Right, float]] = {}
    for weight, left, right in sorted(pairs, key=lambda pair: (-pair[0], str(pair[1]), str(pair[2]))):
        if left not in matched and right not in taken:
            taken.add(right)
            matched[left] = (right, weight)
    return matched


def plain(name: str) -> str:
    """A name without case, punctuation and the dots of ё."""
    return re.sub(r"[^\w]+", " ", name.casefold().replace("ё", "е")).strip()


def is_actor(wanted_name: str, actor: dict[str, Any]) -> bool:
    """Whether a row stands for a name: a known name of it, or a person's surname with no other first name."""
    wanted = plain(wanted_name)
    known = [actor["name"], *(actor.get("names") or [])]
    forms = {plain(str(name)) for name in known if name} - {""}
    if wanted in forms:
        return True
    if actor.get("kind") != "person" or not wanted:
        return False
    words = wanted.split()
    others = [form.split() for form in forms if form.split()[-1] == words[-1]]
    if any(_another_first_name(words, form) for form in others):
        return False
    return any(len(form) == 1 or len(words) == 1 or _same_first_name(words[0], form[0]) for form in others)


def _another_first_name(words: list[str], form: list[str]) -> bool:
    if len(words) < 2 or len(form) < 2:
        return False
    return len(words[0]) > 1 and len(form[0]) > 1 and words[0] != form[0]


def _same_first_name(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def date_or_none(value: str | None) -> str | None:
    """A date without a year counts as none."""
    return None if value is None or value.startswith("XXXX") else value


def same_value(found: Any, gold: Any) -> bool:
    try:
        a, b = float(found), float(gold)
    except (TypeError, ValueError):
        return False
    return abs(a - b) < 1e-9 * max(1.0, abs(b))


def same_unit(found: str, gold: str) -> bool:
    """Money and measures must agree; what is counted may be named in any language."""
    return found == gold if _closed(gold) or _closed(found) else True


def _closed(unit: str) -> bool:
    return unit in _MEASURES or (len(unit) == 3 and unit.isupper())
