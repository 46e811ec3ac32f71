"""One office under two long names, of which one lacks a word."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.compare.desk import Desk, in_words
from onrecord.compare.draft import Draft
from onrecord.languages.asserting import Comparing
from onrecord.model.finding import Place, Version
from onrecord.model.linked import Kinship

# Names that have so many words in common and differ by one are hardly those of two offices.
_COMMON = 4
_RELATED = 0.2
_LEAST_WEIGHT = 1.5


def find_offices(desk: Desk, pair: Kinship) -> Iterator[Draft]:
    """Long names of organisations in documents of one story, where one has a word that the other lacks."""
    if pair.likely < _RELATED:
        return
    mine, theirs = (_names_of(desk, id_) for id_ in (pair.one, pair.other))
    for name, words, place in mine:
        for other, others, there in theirs:
            if len(words & others) >= _COMMON and len(words ^ others) == 1:
                if any(w == others for _, w, _ in mine) or any(w == words for _, w, _ in theirs):
                    continue
                labels = (desk.label(pair.one), desk.label(pair.other))
                yield Draft(
                    f"One office, two names: {name} in {labels[0]}, {other} in {labels[1]}.",
                    (place, there),
                    (Version(name, (pair.one,), (), (place,)), Version(other, (pair.other,), (), (there,))),
                    1,
                    "a long name lacks a word",
                    0.6,
                    matters=tuple(f"{min(name, other)} / {max(name, other)} {p.document}" for p in (place, there)),
                )


def _names_of(desk: Desk, id_: str) -> list[tuple[str, frozenset[str], Place]]:
    return desk.worked_out("long names", id_, lambda: list(_long_names(desk, id_)))


def _long_names(desk: Desk, id_: str) -> Iterator[tuple[str, frozenset[str], Place]]:
    comparing = desk.comparing(id_)
    if comparing is None:
        return
    for party in desk.extraction(id_).parties:
        if party.kind == "organization":
            words = _content(party.name, comparing)
            place = desk.naming(id_, party) if len(words) >= _COMMON else None
            if place:
                yield in_words([party.name]), words, place


def _content(name: str, comparing: Comparing) -> frozenset[str]:
    words = [word.strip("«»\"'().,") for word in name.split()]
    # States come and go at the end of a name, in full and in short.
    return frozenset(
        comparing.stem(w)
        for at, w in enumerate(words)
        if len(w) > 3 and (at == 0 or w[0].islower()) and comparing.weight(w.lower()) >= _LEAST_WEIGHT
    )
