"""The same quantity, given differently."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from onrecord.compare.desk import Desk, shown
from onrecord.compare.draft import Draft
from onrecord.languages.asserting import Comparing
from onrecord.languages.overlap import content, covered, is_name, weigh
from onrecord.model.finding import HEADLINE_ONLY, Place, Version
from onrecord.model.linked import MEASURES
from onrecord.model.record import Approximate, Figure, Passage

# The sentences around two figures say the same to so much, of the shorter and of the longer one.
MOST, LEAST = 0.6, 0.3
SHARED = 5.0
# Values further apart than this are not of one thing; "about" and "almost" allow for so much.
RATIO = Decimal(2)
ROUND = Decimal("0.04")
SAME_STORY = 0.4
NEAR_NOUNS = 0.3
# A headline's figure that comes so near to the text's is meant to be it.
SLIP = Decimal("1.1")
_MOST_ALIKE = 2
_RARE = 3  # digits
_SHOWN = 3
_WORDS: dict[Approximate | None, str] = {"more_than": "more than ", "less_than": "up to ", "about": "about ", None: ""}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of one document with its value as a number and the sentence around it."""

    document: str
    figure: Figure
    value: Decimal
    passage: Passage
    index: int
    lead: bool = False

    @property
    def text(self) -> str:
        return f"{_WORDS[self.figure.approximate]}{self.value:,f} {self.figure.unit}"

    @property
    def opening(self) -> bool:
        """Whether it stands in the headline or the first sentence, which sum up what is told below."""
        return self.lead or self.passage.in_title


def find_figures(desk: Desk, one: str, other: str) -> Iterator[Draft]:
    """Figures that differ between documents of one story, or between a headline and its own text: `one` is `other`."""
    if not (_figures_of(desk, one) and _figures_of(desk, other)):
        return
    pairs = {(item.passage, item.other_passage) for item in desk.aligned.get((one, other), ())}
    if not pairs:
        return
    for a, b, rule in _differing(desk, one, other, pairs):
        yield _draft(desk, a, b, rule)
    if one != other:
        yield from _borne_out(desk, one, other, pairs)
        yield from _borne_out(desk, other, one, {(b, a) for a, b in pairs})


def _differing(desk: Desk, one: str, other: str, pairs: Collection[tuple[int, int]]) -> list[tuple[Told, Told, str]]:
    """Figures that differ between two sentences that say about the same."""
    told = {id_: _figures_of(desk, id_) for id_ in (one, other)}
    found: list[tuple[Told, Told, str]] = []
    for a in told[one]:
        for b in told[other]:
            if (a.index, b.index) in pairs:
                rule = _differ(desk, a, b, told)
                if rule:
                    found.append((a, b, rule))
    return _once(found)


def _borne_out(desk: Desk, one: str, other: str, pairs: Collection[tuple[int, int]]) -> Iterator[Draft]:
    """Where a headline and its text differ: another document that has the figure of the one or of the other."""
    comparing = desk.comparing(one)
    for a, b, _ in desk.worked_out("own figures", one, lambda: _differing_within(desk, one)) if comparing else ():
        for t in (a, b):
            for u in _figures_of(desk, other):
                same = u.value == t.value and u.figure.approximate == t.figure.approximate
                if same and (t.index, u.index) in pairs and comparing and _of_one_thing(t, u, comparing):
                    yield Draft(
                        "",
                        (_place(desk, u),),
                        (Version(t.text, (u.document,), (), (_place(desk, u),)),),
                        0,
                        "",
                        0.0,
                        matters=(_matter(t, a, b),),
                        bears_out=True,
                    )


def _differing_within(desk: Desk, id_: str) -> list[tuple[Told, Told, str]]:
    """Figures that differ between a headline and its own text."""
    if not any(told.passage.in_title for told in _figures_of(desk, id_)):
        return []
    return _differing(desk, id_, id_, {(item.passage, item.other_passage) for item in desk.aligned.get((id_, id_), ())})


def _of_one_thing(one: Told, other: Told, comparing: Comparing) -> bool:
    """Whether two sentences that give one value and say about the same give it for one thing; a rare number is one."""
    if _comparable(one, other, comparing) and _one_thing(one, other, comparing):
        return True
    units = {one.figure.unit, other.figure.unit}
    return len(one.value.normalize().as_tuple().digits) >= _RARE and (len(units) == 1 or not any(map(_measure, units)))


def _matter(told: Told, a: Told, b: Told) -> str:
    return f"{told.document} {told.figure.evidence.start:07} {' / '.join(sorted((a.text, b.text)))}"


def _figures_of(desk: Desk, id_: str) -> list[Told]:
    return desk.worked_out("figures", id_, lambda: _told(desk, id_))


def _told(desk: Desk, id_: str) -> list[Told]:
    found = []
    lead = next((i for i, passage in enumerate(desk.passages(id_)) if not passage.in_title), -1)
    for figure in desk.extraction(id_).figures:
        sentence = desk.sentence(id_, figure.evidence.start, figure.evidence.end)
        try:
            value = Decimal(figure.value)
        except InvalidOperation:
            continue
        if sentence and not _goes_on(sentence[1], figure):
            found.append(Told(id_, figure, value, sentence[1], sentence[0], sentence[0] == lead))
    return [told for told in found if _rivals(told, found) <= _MOST_ALIKE]


def _rivals(told: Told, others: Sequence[Told]) -> int:
    """How many like figures a sentence has: of several it is open which one another text differs from."""
    return sum(
        other.index == told.index
        and other.figure.unit == told.figure.unit
        and max(other.value, told.value) <= RATIO * min(other.value, told.value)
        for other in others
    )


def _goes_on(passage: Passage, figure: Figure) -> bool:
    """Whether a number follows right behind: then this is half of one ("1 million 700 thousand")."""
    after = next((i for i, start in enumerate(passage.starts) if start >= figure.evidence.end), None)
    return after is not None and passage.tags[after] == "M" and passage.starts[after] - figure.evidence.end <= 1


def _differ(desk: Desk, a: Told, b: Told, told: dict[str, list[Told]]) -> str | None:
    """How two figures of one thing differ; None where they do not, or are of two things."""
    comparing = desk.comparing(a.document)
    if a.document != b.document and desk.likely(a.document, b.document) < SAME_STORY:
        return None
    if comparing is None or not _comparable(a, b, comparing) or not _one_thing(a, b, comparing):
        return None
    if a.value == b.value:
        strict = {a.figure.approximate, b.figure.approximate} in ({None, "more_than"}, {None, "less_than"})
        apart = a.document != b.document or a.passage.in_title != b.passage.in_title
        alike = a.document == b.document or _like_sentences(a, b, comparing)
        return "a limit is dropped" if strict and apart and alike and not _told_too(a, b, told) else None
    if not a.value or not b.value or max(a.value, b.value) / min(a.value, b.value) > RATIO:
        return None
    if _agree(a, b) or _told_too(a, b, told):
        return None
    return "values differ"


def _like_sentences(a: Told, b: Told, comparing: Comparing) -> bool:
    words = [[w for w in content(t.passage) if not w[0].isdigit()] for t in (a, b)]
    shares = (covered(weigh(words[i], comparing), words[1 - i], comparing) for i in (0, 1))
    return min(shares) >= MOST


def _comparable(a: Told, b: Told, comparing: Comparing) -> bool:
    """The same unit, or two counted nouns that are near: outlets call the same people medics and doctors."""
    mine, theirs = a.figure.unit, b.figure.unit
    if mine == theirs:
        return True
    return not (_measure(mine) or _measure(theirs)) and comparing.nearness(mine, theirs) >= NEAR_NOUNS


def _measure(unit: str) -> bool:
    return unit in MEASURES or (len(unit) == 3 and unit.isupper())


def _one_thing(a: Told, b: Told, comparing: Comparing) -> bool:
    """Whether the sentences, without their numbers, say about the same."""
    words = [[w for w in content(t.passage) if not w[0].isdigit()] for t in (a, b)]
    weights = [weigh(w, comparing) for w in words]
    shared = sum(weights[0][w] for w in weights[0].keys() & weights[1].keys())
    shares = sorted((covered(weights[0], words[1], comparing), covered(weights[1], words[0], comparing)))
    # Each about a place or a body of its own: two things.
    apart = all(
        any(is_name(t.passage, i) and w not in theirs for w, i in content(t.passage).items())
        for t, theirs in ((a, words[1]), (b, words[0]))
    )
    if a.document == b.document and a.value != b.value and max(a.value, b.value) <= SLIP * min(a.value, b.value):
        return shared >= SHARED and shares[1] >= LEAST
    return shared >= SHARED and shares[1] >= MOST and shares[0] >= LEAST and not (apart and a.document != b.document)


def _agree(a: Told, b: Told) -> bool:
    """Whether what each says leaves room for the other: "more than 5" and 6, "about 100" and 98."""
    for one, other in ((a, b), (b, a)):
        if one.figure.approximate == "more_than" and other.value >= one.value:
            return True
        if one.figure.approximate == "less_than" and one.value * (1 - ROUND) <= other.value <= one.value:
            return True
        if one.figure.approximate == "about" and abs(other.value - one.value) <= ROUND * one.value:
            return True
    # One is the other, rounded.
    return any(_rounded(x.value, y.value) for x, y in ((a, b), (b, a)) if x.document != y.document)


def _rounded(rough: Decimal, exact: Decimal) -> bool:
    digits = len(rough.normalize().as_tuple().digits)
    return (
        digits < len(exact.normalize().as_tuple().digits) and round(exact, -int(exact.adjusted()) + digits - 1) == rough
    )


def _told_too(a: Told, b: Told, told: dict[str, list[Told]]) -> bool:
    """Whether one of the documents gives the other's figure as well: then it knows both, of two things.

    A text that has the opening's figure too bears it out.
    """
    return any(
        t.value == theirs.value
        and t.figure.approximate == theirs.figure.approximate
        and (mine.document != theirs.document or (theirs.passage.in_title and not t.passage.in_title))
        and not (mine.lead and mine.document != theirs.document and not t.opening)
        for mine, theirs in ((a, b), (b, a))
        for t in told[mine.document]
    )


def _once(found: list[tuple[Told, Told, str]]) -> list[tuple[Told, Told, str]]:
    """Each figure in one finding only; two figures in one place leave it open which is meant."""
    counts: dict[tuple[str, int], int] = {}
    for a, b, _ in found:
        for t in (a, b):
            key = (t.document, t.figure.evidence.start)
            counts[key] = counts.get(key, 0) + 1
    return [
        (a, b, rule)
        for a, b, rule in found
        if counts[a.document, a.figure.evidence.start] == counts[b.document, b.figure.evidence.start] == 1
        or rule == "a limit is dropped"
    ]


def _draft(desk: Desk, a: Told, b: Told, rule: str) -> Draft:
    sides = [[t, *_backing(desk, t)] for t in (a, b)]
    labels = [desk.label(t.document) for t in (a, b)]
    where = "headline and text differ" if a.document == b.document else f"{labels[0]} and {labels[1]} differ"
    return Draft(
        f"{where[0].upper()}{where[1:]} on a figure: {a.text} ({shown(a.figure.evidence.text, 60)}), "
        f"{b.text} ({shown(b.figure.evidence.text, 60)}).",
        tuple(_place(desk, t) for side in sides for t in side),
        tuple(
            Version(
                side[0].text,
                tuple(sorted({t.document for t in side})),
                tuple(_reasons(desk, side)),
                tuple(_place(desk, t) for t in side),
            )
            for side in sides
        ),
        1 if rule == "a limit is dropped" else 2,
        rule,
        0.65,
        matters=tuple(_matter(t, a, b) for t in (a, b)),
    )


def _backing(desk: Desk, mine: Told) -> list[Told]:
    """Other tellings of the same figure, as exact; those of other documents first."""
    row = desk.figure_row(mine.document, mine.figure)
    spots = {(t.document, t.span.start) for t in row.evidence} if row else set()
    found = [
        t
        for document in sorted({document for document, _ in spots})
        for t in _figures_of(desk, document)
        if (document, t.figure.evidence.start) in spots
        and t.figure.approximate == mine.figure.approximate
        and t.figure.evidence != mine.figure.evidence
    ]
    elsewhere = [t for t in found if t.document != mine.document]
    return (elsewhere or found)[:_SHOWN]


def _place(desk: Desk, told: Told) -> Place:
    start, end = told.figure.evidence.start, told.figure.evidence.end
    claim = next(
        (c for c in told.passage.claims if told.passage.starts[c.first] <= start < told.passage.ends[c.last - 1]), None
    )
    if claim is not None and told.passage.ends[claim.last - 1] >= end:
        return desk.claim_place(told.document, told.passage, claim)
    return Place(told.document, told.figure.evidence)


def _reasons(desk: Desk, side: Sequence[Told]) -> Iterator[str]:
    if any(desk.document(t.document).primary for t in side):
        yield "a primary source"
    if all(t.passage.in_title for t in side):
        yield HEADLINE_ONLY
    if any(desk.quote_at(t.document, t.figure.evidence.start, t.figure.evidence.end) for t in side):
        yield "in quoted words"
