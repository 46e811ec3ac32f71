"""The same words, given to different speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, starmap

from onrecord.compare.desk import Desk, shown
from onrecord.compare.draft import Draft
from onrecord.compare.speech import Match, apart, best_match, matches, renderings
from onrecord.model.finding import Place, Version
from onrecord.model.linked import QuoteRow, Statement

# So much alike have two renderings to be for a difference of speakers to be told.
ALIKE = 0.5
# What is in the same statement needs less to be shown as evidence.
LINKED = 0.3
_SHOWN = 3
# Of so many documents their words are shown.
_MOST_SHOWN = 10
# A word of a name that weighs so much tells that two offices are one.
_TELLING = 2.0


def find_attribution(desk: Desk, statement: Statement) -> Iterator[Draft]:
    """One finding a statement whose renderings name speakers who have nothing in common."""
    if len(statement.quotes) > 1 and not statement.speakers:
        draft = _of(desk, statement)
        if draft:
            yield draft


def _of(desk: Desk, statement: Statement) -> Draft | None:
    rows = [desk.quotes[id_] for id_ in statement.quotes]
    known = [row for row in rows if row.speakers and not desk.nested(row)]
    pair = _strongest(desk, known)
    if pair is None:
        return None
    one, other, match = pair
    # The article that gives one's words to another speaks for that other, whatever else it tells of the one.
    sides = [
        (mine, words, [row for row in known if set(row.speakers) & set(mine.speakers) and row.document != its])
        for mine, words, its in ((one, match.one, other.document), (other, match.other, one.document))
    ]
    versions = []
    for mine, words, said in sides:
        documents = tuple(sorted({row.document for row in said}))
        evidence = [Place(mine.document, words)]
        evidence += [sign for row in said for sign in named_in_own_words(desk, row)]
        evidence += [place for row in said[:_MOST_SHOWN] for place in _evidence(desk, row, one, other)]
        evidence += [place] if (place := desk.told_by(mine)) else []
        reasons = tuple(_reasons(desk, mine.speakers, said))
        versions.append(Version(desk.names(mine.speakers), documents, reasons, tuple(evidence)))
    persons = all(desk.is_person(speaker) for row in (one, other) for speaker in row.speakers)
    summary = (
        f"{shown(match.one.text)} is said by {desk.names(one.speakers)} in {desk.label(one.document)}, "
        f"by {desk.names(other.speakers)} in {desk.label(other.document)} ({shown(match.other.text)})."
    )
    return Draft(
        summary,
        tuple(place for version in versions for place in version.places),
        tuple(versions),
        3 if persons else 2,
        "speakers differ",
        0.8 if persons else 0.6,
        statement.id,
    )


def _strongest(desk: Desk, rows: Sequence[QuoteRow]) -> tuple[QuoteRow, QuoteRow, Match] | None:
    """The two renderings with different speakers that are most alike."""
    best: tuple[QuoteRow, QuoteRow, Match] | None = None
    for pair in starmap(apart, combinations(renderings(rows), 2)):
        comparing = desk.comparing(pair[0].document) if pair else None
        if pair is None or comparing is None or not _strangers(desk, *pair):
            continue
        match = best_match(desk, *pair, comparing)
        if (
            match
            and match.likeness >= ALIKE
            and not _told_both_ways(*pair, rows, desk)
            and (best is None or match.likeness > best[2].likeness)
        ):
            best = *pair, match
    return best


def _told_both_ways(one: QuoteRow, other: QuoteRow, rows: Sequence[QuoteRow], desk: Desk) -> bool:
    """Whether a document gives the words to both, as it may to an office and its head; two persons are never one."""
    if all(desk.is_person(speaker) for row in (one, other) for speaker in row.speakers):
        return False
    return any(
        row.document == rival.document and set(row.speakers) & set(mine.speakers)
        for mine, rival in ((one, other), (other, one))
        for row in rows
    )


def _strangers(desk: Desk, one: QuoteRow, other: QuoteRow) -> bool:
    """Whether no speaker of the one is, or speaks for, a speaker of the other."""
    if set(one.speakers) & set(other.speakers):
        return False
    if all(desk.is_person(speaker) for row in (one, other) for speaker in row.speakers):
        return not any(_may_be_one(desk.name(a), desk.name(b)) for a in one.speakers for b in other.speakers)
    comparing = desk.comparing(one.document)
    words: dict[int, set[str]] = defaultdict(set)
    for side, row in enumerate((one, other)):
        for speaker in row.speakers:
            actor = desk.actors.get(speaker)
            if actor is None or actor.kind not in ("person", "organization") or speaker in desk.media(row.document):
                return False
            if _conduit(desk, row.document, actor.name):
                return False
            for name in (actor.name, *(office.title for office in actor.offices)):
                words[side] |= {w.strip("«»\"'().,").lower() for w in name.split()}
    common = {w for w in words[0] & words[1] if len(w) > 2 and (comparing is None or comparing.weight(w) >= _TELLING)}
    return not common


def _may_be_one(one: str, other: str) -> bool:
    """Whether two persons' names may be those of one: a surname alone, or a description without a name."""
    mine, theirs = (set(name.lower().replace("ё", "е").split()) for name in (one, other))
    named = all(any(word[:1].isupper() for word in name.split()) for name in (one, other))
    return not named or mine <= theirs or theirs <= mine


def _conduit(desk: Desk, document: str, name: str) -> bool:
    """Whether this is an office that speaks for others."""
    asserting = desk.asserting(document)
    return asserting is not None and any(word.lower() in asserting.conduits for word in name.split())


def named_in_own_words(desk: Desk, row: QuoteRow) -> list[Place]:
    """Places in somebody's own direct words where they are named as another person would be."""
    if row.quote.kind != "direct":
        return []
    found = []
    surnames = {word for speaker in row.speakers if desk.is_person(speaker) for word in desk.name(speaker).split()[-1:]}
    for passage, part in desk.sentences_of(row):
        for start, end in zip(passage.starts, passage.ends, strict=True):
            word = passage.span.text[start - passage.span.start : end - passage.span.start]
            if part.start <= start < part.end and any(_form_of(word, surname) for surname in surnames):
                found.append(Place(row.document, part))
                break
    return found


def _form_of(word: str, surname: str) -> bool:
    """Whether a word is a case form of a surname, by its beginning; names of two letters are let be."""
    stem = surname[: max(3, len(surname) - 2)]
    return word[:1].isupper() and len(surname) > 2 and word.startswith(stem) and abs(len(word) - len(surname)) <= 2


def _evidence(desk: Desk, row: QuoteRow, one: QuoteRow, other: QuoteRow) -> list[Place]:
    comparing = desk.comparing(row.document)
    if comparing is None:
        return []
    rivals = [r for r in (one, other) if r.document != row.document]
    found = sorted(
        (m for r in rivals for m in matches(desk, row, r, comparing) if m.likeness >= LINKED),
        key=lambda m: -m.likeness,
    )
    return [Place(row.document, m.one) for m in found[:_SHOWN]]


def _reasons(desk: Desk, speakers: Sequence[str], said: Sequence[QuoteRow]) -> Iterator[str]:
    documents = {row.document for row in said}
    if any(desk.document(id_).primary for id_ in documents):
        yield "a primary source has it so"
    if any(named_in_own_words(desk, row) for row in said):
        yield f"against it: these words name {desk.names(speakers)} as somebody else would"
