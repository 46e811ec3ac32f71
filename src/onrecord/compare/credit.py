"""Words that one document credits to a source and another prints as its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.desk import Desk, in_words, shown
from onrecord.compare.draft import Draft
from onrecord.model.finding import Place, Version
from onrecord.model.linked import Kinship, QuoteRow
from onrecord.model.record import Passage

# So many of the words of the document without a credit, in so many sentences, are the other one's.
SHARE = 0.3
SENTENCES = 2
# A quoted sentence is known again in somebody's own text by so many words of so much weight.
_WORDS, _WEIGHT = 4, 9.0
_SHOWN = 5
_MARKS = '"“”„'

Twins = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A quoted sentence of one document, and the same words in the other's own voice."""

    row: QuoteRow
    quoted: Place
    own: Place


def find_credit(desk: Desk, pair: Kinship) -> Iterator[Draft]:
    """Documents that share wording, where only one says whose it is.

    Words that one prints as its own are one finding, whoever quotes them.
    """
    for credited, bare, twins in _both_ways(pair):
        draft = _uncredited(desk, credited, bare, twins)
        if draft:
            yield draft
            break
        taken = _taken(desk, credited, bare)
        if taken:
            yield _own_words(desk, bare, taken)


def _both_ways(pair: Kinship) -> Iterator[tuple[str, str, Twins]]:
    yield pair.one, pair.other, pair.worded_alike
    yield pair.other, pair.one, tuple((b, a) for a, b in pair.worded_alike)


def _uncredited(desk: Desk, credited: str, bare: str, twins: Twins) -> Draft | None:
    """Whether the second document names no medium at all for sentences that the first one credits to some."""
    if len(twins) < SENTENCES or not _silent(desk, bare) or desk.comes_from(credited, bare):
        return None
    mine = desk.passages(bare)
    shared = sum(len(mine[b].words) for b in {b for _, b in twins})
    credits = _credits(desk, credited, bare)
    if not credits or shared < SHARE * sum(len(p.words) for p in mine):
        return None
    name = in_words(dict.fromkeys(name for _, name in credits))
    chosen = sorted(twins, key=lambda pair: pair[1])[:_SHOWN]
    lead = next((i for i, passage in enumerate(mine) if not passage.in_title), 0)
    named = [*(place for place, _ in credits), *(desk.passage_place(credited, a) for a, _ in chosen)]
    printed = [desk.passage_place(bare, b) for b in sorted({lead, *(b for _, b in chosen)})]
    sample = max((mine[b].span.text for _, b in chosen), key=len)
    count = len({b for _, b in twins})
    return Draft(
        f"{desk.label(bare)} prints without a source what {desk.label(credited)} credits to {name}: {shown(sample)}.",
        (*named, *printed),
        (
            Version(f"credited to {name}", (credited,), ("names its source",), tuple(named)),
            Version("no source", (bare,), (f"{count} sentences word for word",), tuple(printed)),
        ),
        2,
        "the same sentences, one without credit",
        0.7,
    )


def _taken(desk: Desk, credited: str, bare: str) -> list[Borrowed]:
    """What the second document prints in its own voice, word for word, and the first one quotes."""
    if desk.comes_from(credited, bare):
        return []
    found = []
    known = {actor for actor in desk.actors_in(bare).values() if desk.is_person(actor)}
    for row in desk.quotes_of(credited):
        if row.quote.kind == "direct" and known.isdisjoint(row.speakers):
            for passage, part in desk.sentences_of(row):
                place = _own_voice(desk, bare, passage, part.start, part.end)
                if place:
                    found.append(Borrowed(row, Place(credited, part), place))
    return found


def _own_words(desk: Desk, bare: str, found: Sequence[Borrowed]) -> Draft:
    name = next((desk.names(b.row.speakers) for b in found if b.row.speakers), "somebody")
    credited = found[0].row.document
    return Draft(
        f"{desk.label(bare)} prints in its own voice, word for word, what {desk.label(credited)} "
        f"quotes from {name}: {shown(found[0].own.span.text)}.",
        tuple(place for b in found for place in (b.quoted, b.own)),
        (
            Version(f"words of {name}", (credited,), ("between quotation marks",), tuple(b.quoted for b in found)),
            Version("the outlet's own words", (bare,), (), tuple(b.own for b in found)),
        ),
        2,
        "quoted there, own words here",
        0.7,
        matters=(bare,),
    )


def _own_voice(desk: Desk, id_: str, passage: Passage, start: int, end: int) -> Place | None:
    """Where a document has the words of a part of a passage, one after the other, outside of any quote."""
    inside = [i for i, at in enumerate(passage.starts) if start <= at < end]
    words = tuple(passage.words[i] for i in inside)
    comparing = desk.comparing(id_)
    if comparing is None or len(words) < _WORDS:
        return None
    if sum(comparing.weight(passage.words[i]) for i in inside if passage.tags[i] != ".") < _WEIGHT:
        return None
    for other in desk.passages(id_):
        at = _find(other.words, words)
        if at is not None:
            place = desk.place(id_, other.starts[at], other.ends[at + len(words) - 1])
            if not desk.spoken(id_, place.span.start, place.span.end) and not (other.in_title or _marked(desk, place)):
                return place
    return None


def _marked(desk: Desk, place: Place) -> bool:
    """Whether the paragraph of a place has marks of quotation in it: then whose voice it is stays open."""
    raw = desk.document(place.document).raw
    start, end = raw.rfind("\n", 0, place.span.start) + 1, raw.find("\n", place.span.end)
    return any(mark in raw[start : len(raw) if end < 0 else end] for mark in _MARKS)


def _find(words: tuple[str, ...], run: tuple[str, ...]) -> int | None:
    for at in range(len(words) - len(run) + 1):
        if words[at] == run[0] and words[at : at + len(run)] == run:
            return at
    return None


def _credits(desk: Desk, id_: str, bare: str) -> list[tuple[Place, str]]:
    """The credits of a document to others than itself and the other document's outlet."""
    known = {desk.name(outlet) for d in (id_, bare) if (outlet := desk.rows[d].outlet)}
    return [(Place(id_, c.span), c.name) for c in desk.document(id_).cites if c.name not in known]


def _silent(desk: Desk, id_: str) -> bool:
    """Whether a document credits nobody but itself."""
    return set(desk.rows[id_].cites) <= {desk.rows[id_].outlet} and not desk.document(id_).primary
