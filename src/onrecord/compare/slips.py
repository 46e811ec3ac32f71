"""Slips of the pen: a word that no text uses beside one that it was meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.compare.desk import Desk
from onrecord.compare.draft import Draft
from onrecord.compare.spelling import slipped
from onrecord.languages.asserting import Comparing
from onrecord.model.finding import Place, Version
from onrecord.model.linked import Kinship
from onrecord.model.record import Passage
from onrecord.model.span import Span

SLIP = "a slip of the pen"


def find_own_slips(desk: Desk, document: str) -> Iterator[Draft]:
    """Names that a document spells in two ways."""
    yield from desk.worked_out("slips", document, lambda: list(_within(desk, document)))


def find_slips(desk: Desk, pair: Kinship) -> Iterator[Draft]:
    """Names that differ between sentences worded alike; and slips that two documents share, as copies do."""
    for a, b in pair.worded_alike:
        yield from _between(desk, pair.one, desk.passages(pair.one)[a], pair.other, desk.passages(pair.other)[b])
    if pair.worded_alike:
        theirs = {frozenset(v.value for v in draft.versions): draft for draft in find_own_slips(desk, pair.other)}
        for draft in find_own_slips(desk, pair.one):
            twin = theirs.get(frozenset(v.value for v in draft.versions))
            if twin:
                yield replace(draft, matters=(*draft.matters, *twin.matters))


def _within(desk: Desk, id_: str) -> Iterator[Draft]:
    comparing = desk.comparing(id_)
    if comparing is None:
        return
    forms = _capitalised(desk, id_)
    seen: set[tuple[str, str]] = set()
    for word, place in forms.items():
        if comparing.known(word):
            continue
        for other, there in forms.items():
            pair = (min(word, other), max(word, other))
            if other != word and pair not in seen and slipped(word.lower(), other.lower()):
                seen.add(pair)
                yield _draft(desk, word, place, other, there, comparing)


def _capitalised(desk: Desk, id_: str) -> dict[str, Place]:
    """Capitalised forms of six letters or more, the first place of each."""
    found: dict[str, Place] = {}
    for passage in desk.passages(id_):
        for start, end in zip(passage.starts, passage.ends, strict=True):
            word = passage.span.text[start - passage.span.start : end - passage.span.start]
            if end - start >= 6 and word[0].isupper() and word[1:].islower() and word.isalpha() and word not in found:
                found[word] = Place(id_, Span(start, end, word))
    return found


def _between(desk: Desk, one: str, mine: Passage, other: str, theirs: Passage) -> Iterator[Draft]:
    """Where sentences worded alike have two names that differ by a slip, with the same words around them."""
    comparing = desk.comparing(one)
    if comparing is None:
        return
    near: dict[tuple[int, str], list[int]] = {}
    for j in range(len(theirs.words)):
        for word in _around(theirs, j):
            near.setdefault(word, []).append(j)
    for i, lemma in enumerate(mine.words):
        for j in sorted({j for word in _around(mine, i) for j in near.get(word, ())}):
            if slipped(lemma, theirs.words[j]):
                a, b = (_place(desk, d, p, k) for d, p, k in ((one, mine, i), (other, theirs, j)))
                known = comparing.known(a.span.text) and comparing.known(b.span.text)
                if a.span.text[0].isupper() and b.span.text[0].isupper() and not known:
                    yield _draft(desk, a.span.text, a, b.span.text, b, comparing)


def _around(passage: Passage, index: int) -> set[tuple[int, str]]:
    return {(step, passage.words[index + step]) for step in (-1, 1) if 0 <= index + step < len(passage.words)}


def _place(desk: Desk, id_: str, passage: Passage, index: int) -> Place:
    return desk.place(id_, passage.starts[index], passage.ends[index])


def _draft(desk: Desk, word: str, place: Place, other: str, there: Place, comparing: Comparing) -> Draft:
    labels = list(dict.fromkeys(desk.label(d) for d in (place.document, there.document)))
    where = f"in {labels[0]}" if len(labels) == 1 else f"in {labels[0]} and {labels[1]}"
    return Draft(
        f"“{word}” and “{other}” {where}: likely one name, and one of them a slip.",
        (place, there),
        tuple(
            Version(w, (p.document,), ("a form that other texts use",) if comparing.known(w) else (), (p,))
            for w, p in ((word, place), (other, there))
        ),
        1,
        SLIP,
        0.65,
        matters=tuple(f"{min(word, other)} / {max(word, other)} {p.document}" for p in (place, there)),
    )
