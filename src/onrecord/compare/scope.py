"""A claim that kept its shape and changed its subject: the first such meeting, the first such tour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.desk import Desk, shown
from onrecord.compare.draft import Draft
from onrecord.languages import get_language
from onrecord.model.finding import Version
from onrecord.model.linked import Kinship
from onrecord.model.record import Figure, Passage

_TIME = frozenset({"years", "months", "weeks"})
_RELATED = 0.2


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that happens for the first time in so long, or last happened so long ago."""

    document: str
    index: int
    passage: Passage
    figure: Figure
    subject: str
    kind: str
    first: bool


def find_scope(desk: Desk, pair: Kinship) -> Iterator[Draft]:
    """Records over the same length of time, of two kinds of encounter, in documents that have to do with each other."""
    if pair.likely >= _RELATED:
        for a in _claims_of(desk, pair.one):
            for b in _claims_of(desk, pair.other):
                if _shifted(a, b):
                    yield _draft(desk, sorted((a, b), key=lambda claim: claim.kind))


def _claims_of(desk: Desk, id_: str) -> list[Claim]:
    return desk.worked_out("records", id_, lambda: list(_claims(desk, id_)))


def _shifted(a: Claim, b: Claim) -> bool:
    same = (a.figure.value, a.figure.unit) == (b.figure.value, b.figure.unit)
    return same and a.kind != b.kind and (a.first or b.first)


def _claims(desk: Desk, id_: str) -> Iterator[Claim]:
    asserting = desk.asserting(id_)
    if asserting is None:
        return
    for figure in desk.extraction(id_).figures:
        found = desk.sentence(id_, figure.evidence.start, figure.evidence.end) if figure.unit in _TIME else None
        if found is None:
            continue
        index, passage = found
        first = any(word in asserting.firsts for word in passage.words)
        since = any(
            passage.words[i : i + len(run)] == run for run in asserting.since for i in range(len(passage.words))
        )
        subject = _subject(desk, id_, passage, figure) if first or since else None
        if subject:
            yield Claim(id_, index, passage, figure, subject[0], subject[1], first)


def _subject(desk: Desk, id_: str, passage: Passage, figure: Figure) -> tuple[str, str] | None:
    """What the claim is of: the noun for an encounter nearest to the length of time, else what is called the first."""
    language = get_language(desk.document(id_).language)
    if language is None:
        return None
    nouns, firsts = language.encounters.nouns, language.asserting.firsts
    at = next((i for i, start in enumerate(passage.starts) if start >= figure.evidence.start), 0)
    near = sorted((abs(i - at), i) for i, word in enumerate(passage.words) if word in nouns and passage.tags[i] == "N")
    if near:
        word = passage.words[near[0][1]]
        return word, nouns[word][0].kind
    for i, word in enumerate(passage.words):
        if word in firsts:
            named = next((j for j in range(i + 1, min(i + 4, len(passage.words))) if passage.tags[j] == "N"), None)
            if named is not None:
                return passage.words[named], passage.words[named]
    return None


def _draft(desk: Desk, claims: Sequence[Claim]) -> Draft:
    one, other = claims
    places = tuple(desk.passage_place(c.document, c.index) for c in claims)
    return Draft(
        f"{one.figure.value} {one.figure.unit} are told of a {one.kind} in {desk.label(one.document)} "
        f"({shown(one.passage.span.text)}), of a {other.kind} in {desk.label(other.document)} "
        f"({shown(other.passage.span.text)}).",
        places,
        tuple(
            Version(f"a {c.kind}", (c.document,), tuple(_reasons(desk, c)), (place,))
            for c, place in zip(claims, places, strict=True)
        ),
        2,
        "a record with another subject",
        0.65,
        matters=tuple(f"{c.figure.value} {c.figure.unit} {c.document}" for c in claims),
    )


def _reasons(desk: Desk, claim: Claim) -> Iterator[str]:
    if desk.document(claim.document).primary:
        yield "a primary source"
    if desk.quote_at(claim.document, claim.passage.span.start, claim.passage.span.end):
        yield "quoted words"
