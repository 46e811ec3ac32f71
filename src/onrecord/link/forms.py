"""What a party is, apart from where it stands: its form. Parties of the same form are the same actor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from onrecord.languages.people import People
from onrecord.model.record import ActorKind, Party

PLACES: tuple[ActorKind, ...] = ("place", "country")
Reason = Literal["dossier", "name", "surname", "initial", "spelling"]

_BETWEEN_WORDS = re.compile(r"[^\w+]+")
# Latin letters that stand in for Cyrillic ones in short codes ("C5+1"), for comparing only.
_LOOKALIKES = str.maketrans("abcehkmoptxy", "авсенкмортху")
_SOUNDS = (("дж", "ж"), ("дз", "ж"), ("х", "ж"), ("г", "ж"), ("э", "е"), ("й", "и"), ("ы", "и"), ("ью", "ю"), ("ь", ""))
_DOUBLED = re.compile(r"(\w)\1")
_LEAST_TITLE = 0.4
_STEM = 5


def folded(name: str) -> str:
    """A name without capitals, marks, the dots of ё and the alphabet of look-alike letters in codes."""
    plain = _BETWEEN_WORDS.sub(" ", name.casefold().replace("ё", "е")).strip()
    return plain.translate(_LOOKALIKES) if any(c.isdigit() for c in plain) else plain


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """Folded names and titles of a party. `name` is the canonical one, `entry` its dossier id or "".

    `local` is "" or what ties a party without a name of its own ("эксперты", a bare "МИД") to its
    document, where alone it can be told who is meant.
    """

    kind: ActorKind
    name: str
    entry: str
    names: tuple[str, ...]
    titles: tuple[str, ...]
    local: str = ""

    @property
    def surname(self) -> str:
        return self.name.rsplit(" ", 1)[-1]

    @property
    def given(self) -> str:
        """The first name, an initial, or "" where only a surname is known."""
        return self.name.split(" ", 1)[0] if " " in self.name else ""


def form_of(document: str, party: Party, people: People | None) -> Form:
    """The form of a document's party."""
    names = tuple(sorted({folded(name) for name in (party.name, *party.names)} - {""}))
    titles = tuple(sorted({folded(title) for title in party.titles}))
    local = "" if party.entry or _has_own_name(party, people) else f"{document} {party.index:06d}"
    return Form(party.kind, folded(party.name), party.entry or "", names, titles, local)


def _has_own_name(party: Party, people: People | None) -> bool:
    """Whether the name tells the party from others of its sort beyond this document."""
    if party.kind == "group" or not any(c.isupper() or c.isdigit() for c in party.name):
        return False
    if party.kind == "person":
        return len(party.name) > 1
    words = folded(party.name).split()
    generic = (people.bodies | people.state_bodies | people.generic_bodies) if people else frozenset()
    return len(words) > 1 or words[:1] == [] or words[0] not in generic


def form_keys(form: Form) -> tuple[str, ...]:
    """Blocking keys: forms that share none are never the same actor."""
    if form.local:
        return (f"local {form.local}",)
    keys = [f"entry {form.entry}"] if form.entry else []
    if form.kind == "person":
        for name in {form.name, *(n for n in form.names if " " in n)}:
            given, surname = name.split(" ", 1)[0], name.rsplit(" ", 1)[-1]
            keys += [f"surname {surname}", f"given {given} {surname[:2]}"]
        return tuple(dict.fromkeys(keys))
    return tuple(dict.fromkeys([*keys, *(f"name {name}" for name in form.names)]))


def same_actor(one: Form, other: Form) -> tuple[float, Reason] | None:
    """How surely two forms are one actor, and why; None where they are not, or it cannot be told.

    A pure function of the two.
    """
    if one.local or other.local:
        return (1.0, "name") if one.local and one.local == other.local else None
    if one.entry and other.entry:
        return (1.0, "dossier") if one.entry == other.entry else None
    if (one.kind == "person") != (other.kind == "person"):
        return None
    if one.kind != "person":
        return (0.9, "name") if _bodies_agree(one, other) else None
    return max(_persons(one, other), key=lambda found: found[0], default=None)


def conflict(one: Form, other: Form) -> bool:
    """Whether two forms cannot be one actor, whatever chain of others lies between them."""
    if one.entry and other.entry:
        return one.entry != other.entry
    if one.kind != "person" or other.kind != "person":
        return False
    return is_full(one.given) and is_full(other.given) and not _given_agree(one.given, other.given)


def _bodies_agree(one: Form, other: Form) -> bool:
    """One name in common is enough; but a place is no body, and a capital no state because it stands for it."""
    if (one.kind in PLACES) != (other.kind in PLACES):
        return False
    if one.kind != other.kind and one.kind in PLACES:
        return one.name == other.name
    return not set(one.names).isdisjoint(other.names)


def _persons(one: Form, other: Form) -> Iterable[tuple[float, Reason]]:
    if one.name == other.name and " " in one.name:
        yield 1.0, "name"
    if _known_as(one, other) or _known_as(other, one):
        yield 0.95, "name"
    if one.surname == other.surname:
        if is_full(one.given) and is_full(other.given):
            if _given_agree(one.given, other.given) and (titles_agree(one, other) or one.entry or other.entry):
                yield 0.6, "spelling"
        elif one.given and other.given:
            if one.given[0] == other.given[0]:
                yield 0.7, "initial"
        elif titles_agree(one, other):
            yield 0.65, "surname"
    elif one.given == other.given and is_full(one.given) and _spelt_alike(one.surname, other.surname):  # noqa: SIM102
        if titles_agree(one, other) or one.entry or other.entry:
            yield 0.6, "spelling"


def _known_as(one: Form, other: Form) -> bool:
    """Whether a full name of one is among the names of the other (a former name, another alphabet)."""
    return " " in one.name and is_full(one.given) and one.name in other.names


def titles_agree(one: Form, other: Form) -> bool:
    """Whether two offices are worded alike enough to be one: by the beginnings of their longer words."""
    for a in one.titles:
        for b in other.titles:
            x, y = _stems(a), _stems(b)
            if x and y and len(x & y) / len(x | y) >= _LEAST_TITLE:
                return True
    return False


def _stems(title: str) -> set[str]:
    return {word[:_STEM] for word in title.split() if len(word) > 2}


def is_full(given: str) -> bool:
    """Whether a first name is written out."""
    return len(given) > 2


def _given_agree(one: str, other: str) -> bool:
    return one == other or _spelt_alike(one, other) or sounded(one) == sounded(other)


def sounded(name: str) -> str:
    """A folded name with one letter for what foreign sounds are written by: "серджио" and "серхио" are one."""
    for written, sound in _SOUNDS:
        name = name.replace(written, sound)
    return _DOUBLED.sub(r"\1", name)


def _spelt_alike(one: str, other: str) -> bool:
    """One or two letters apart in words long enough for that to be a spelling and not another name."""
    shorter = min(len(one), len(other))
    if shorter < 5 or one[0] != other[0]:
        return False
    return OSA.distance(one, other, score_cutoff=2) <= (1 if shorter < 7 else 2)
