"""A later or louder wording that binds somebody to more than the words quoted, or makes a guess a fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.compare.desk import Desk, shown
from onrecord.compare.draft import Draft
from onrecord.languages.asserting import Asserting, Comparing
from onrecord.languages.overlap import covered, is_name
from onrecord.model.finding import HEADLINE_ONLY, Place, Version
from onrecord.model.linked import CommitmentRow, CommitmentTelling
from onrecord.model.record import Claim, Passage

_STRENGTH = {"considers": 0, "intends": 1, "promises": 2, "scheduled": 3}
_NAMES = {"may": "possible", "intends": "intended", "must": "demanded", "will": "going to happen", "fact": "a fact"}
# How near two documents have to be for the one's wording to be held against the other's.
RELATED = 0.2
# So much of what the flat clause says the hedged one says too, and so much it weighs.
COVERED, BACK, WEIGHT = 0.7, 0.4, 8.0
NEAR_VERB = 0.4
_ALL = 0.9
# Within so many days nothing was settled that had been open.
DAYS = 2
_SHOWN = 4


# ---- commitments


def find_certainty(desk: Desk, row: CommitmentRow) -> Iterator[Draft]:
    """A commitment told more firmly than it was made."""
    firm = [
        t for t in row.evidence if _STRENGTH[t.strength] >= 2 and not _own_words(desk, t) and not _only_meant(desk, t)
    ]
    loose = [t for t in row.evidence if _STRENGTH[t.strength] <= 1]
    firm = [t for t in firm if any(_rivals(desk, t, other) for other in loose)]
    loose = [t for t in loose if any(_rivals(desk, other, t) for other in firm)]
    # Somebody's own words, or the text below a headline, show that the firm wording says too much.
    quoted = any(_own_words(desk, t) for t in loose)
    own = {f.document for f in firm if f.voice == "headline"} & {t.document for t in loose}
    if not firm or not (quoted or own):
        return
    who = desk.name(row.who)
    one, other = (
        max(firm, key=lambda t: _STRENGTH[t.strength]),
        min(loose, key=lambda t: (not _own_words(desk, t), t.document)),
    )
    matters = [_matter(desk, side, t) for side, tellings in (("flat", [one]), ("loose", loose)) for t in tellings]
    yield Draft(
        f"{who} {_verb(other)} ({shown(other.span.text)} in {desk.label(other.document)}); "
        f"{desk.label(one.document)} has it settled: {shown(one.span.text)}.",
        (*_places(firm), *_places(loose)),
        (
            Version("as settled", _documents(firm), tuple(_reasons(desk, firm)), _places(firm)),
            Version("as intended or considered", _documents(loose), tuple(_reasons(desk, loose)), _places(loose)),
        ),
        3,
        "a commitment told more firmly than made",
        0.7,
        row.id,
        tuple(matters),
    )


def _rivals(desk: Desk, firm: CommitmentTelling, loose: CommitmentTelling) -> bool:
    """Whether two tellings are of one time, so that nothing can have been settled in between."""
    if firm.document == loose.document:
        return firm.span != loose.span and firm.voice == "headline"  # else it is the document's own way of telling it
    days = [desk.day(t.document) for t in (firm, loose)]
    if None in days:
        return desk.likely(firm.document, loose.document) > 0
    return abs((days[0] or 0) - (days[1] or 0)) <= DAYS


def _matter(desk: Desk, side: str, telling: CommitmentTelling) -> str:
    found = desk.sentence(telling.document, telling.span.start, telling.span.end)
    return f"{side} {telling.document} {found[0] if found else -1}"


def _verb(telling: CommitmentTelling) -> str:
    return "only considers it" if telling.strength == "considers" else "intends it"


def _places(tellings: Sequence[CommitmentTelling]) -> tuple[Place, ...]:
    return tuple(Place(t.document, t.span) for t in tellings[:_SHOWN])


def _documents(tellings: Sequence[CommitmentTelling]) -> tuple[str, ...]:
    return tuple(sorted({t.document for t in tellings}))


def _own_words(desk: Desk, telling: CommitmentTelling) -> bool:
    return desk.spoken_directly(telling.document, telling.span.start, telling.span.end)


def _only_meant(desk: Desk, telling: CommitmentTelling) -> bool:
    """Whether the words say that there is an intention or a possibility ("подтвердил намерение"), whatever is dated."""
    found = desk.sentence(telling.document, telling.span.start, telling.span.end)
    asserting = desk.asserting(telling.document)
    if found is None or asserting is None:
        return False
    _, passage = found
    told = zip(passage.words, passage.starts, strict=True)
    inside = (word for word, start in told if telling.span.start <= start < telling.span.end)
    return any(asserting.bearers.get(word) in ("may", "intends") for word in inside)


def _reasons(desk: Desk, tellings: Sequence[CommitmentTelling]) -> Iterator[str]:
    if any(_own_words(desk, t) for t in tellings):
        yield "quoted words"
    if {t.voice for t in tellings} == {"headline"}:
        yield HEADLINE_ONLY


# ---- clauses


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a document with what it says beside how firmly it says it."""

    document: str
    index: int
    passage: Passage
    claim: Claim
    weights: Mapping[str, float]

    @property
    def loose(self) -> bool:
        return self.claim.hedge is not None or self.claim.force in ("may", "intends", "must")

    @property
    def predicate(self) -> str | None:
        return None if self.claim.predicate is None else self.passage.words[self.claim.predicate]


def find_overstated(desk: Desk, one: str, other: str) -> Iterator[Draft]:
    """Clauses that lost their "may" or "likely" from one document to the other, or in its headline: `one` is `other`.

    What is overstated by the same words, or which words are, is one matter.
    """
    found: dict[tuple[str, int, int], list[tuple[float, Clause, Clause]]] = defaultdict(list)
    comparing = desk.comparing(one)
    if comparing is None or desk.likely(one, other) < RELATED:
        return
    for item in desk.aligned.get((one, other), ()):
        for a in _clauses_of(desk, one, item.passage):
            for b in _clauses_of(desk, other, item.other_passage):
                flat, loose = (b, a) if _looser(a, b) else (a, b)
                score = _overstated(desk, flat, loose, comparing)
                if score:
                    found[flat.document, flat.index, flat.claim.first].append((score, flat, loose))
    for key in sorted(found):
        pairs = sorted(found[key], key=lambda item: (-item[0], item[2].document, item[2].index))
        yield _clause_draft(desk, pairs)


def _looser(a: Clause, b: Clause) -> bool:
    """Whether the first is put less firmly; what is only considered is less than what is intended."""
    return a.loose and not (b.loose and b.claim.force == "may" and a.claim.force != "may")


def _clauses_of(desk: Desk, id_: str, index: int) -> list[Clause]:
    return desk.worked_out("clauses", f"{id_} {index}", lambda: _clauses(desk, id_, index))


def _clauses(desk: Desk, id_: str, index: int) -> list[Clause]:
    passage = desk.passages(id_)[index]
    comparing, asserting = desk.comparing(id_), desk.asserting(id_)
    if comparing is None or asserting is None:
        return []
    return [Clause(id_, index, passage, claim, _says(passage, claim, comparing, asserting)) for claim in passage.claims]


def _says(passage: Passage, claim: Claim, comparing: Comparing, asserting: Asserting) -> dict[str, float]:
    """What a clause says beside how firmly: no modal verbs, no hedges; names count less."""
    hedge = range(*claim.hedge) if claim.hedge else range(0)
    light = asserting.modals.keys() | asserting.bearers.keys() | asserting.openers
    return {
        passage.words[i]: comparing.weight(passage.words[i]) * (0.5 if is_name(passage, i) else 1.0)
        for i in range(claim.first, claim.last)
        if passage.tags[i] != "." and i not in hedge and passage.words[i] not in light
    }


def _overstated(desk: Desk, flat: Clause, loose: Clause, comparing: Comparing) -> float:
    """How surely a flat clause says what another one only calls possible, wanted or likely; 0 where it does not."""
    if not loose.loose or flat.claim.negated != loose.claim.negated:
        return 0.0
    if flat.loose and not (flat.claim.hedge is None and (flat.claim.force, loose.claim.force) == ("intends", "may")):
        return 0.0
    if loose.claim.hedge is None and loose.claim.force == "must" and flat.claim.force != "will":
        return 0.0
    if sum(flat.weights.values()) < WEIGHT or not _own_voice(desk, flat, loose) or _conditional(desk, flat):
        return 0.0
    mine, theirs = dict(flat.weights), dict(loose.weights)
    same = any(_same_act(flat.predicate, act, comparing) for act in _acts(desk, loose))
    if not same and not _all_else(flat, loose, comparing):
        return 0.0
    forth, back = covered(mine, tuple(theirs), comparing), covered(theirs, tuple(mine), comparing)
    return forth + back if forth >= COVERED and back >= BACK else 0.0


def _own_voice(desk: Desk, flat: Clause, loose: Clause) -> bool:
    """Whether the flat wording is the document's own: a headline is, whatever it quotes.

    Words that are somebody's are not overstated where the other wording only says whose opinion they are.
    """
    if flat.passage.in_title:
        return True
    if desk.spoken_directly(flat.document, _start(flat), _end(flat)):
        return False
    asserting, hedge = desk.asserting(loose.document), loose.claim.hedge
    opinion = asserting is not None and hedge is not None and loose.passage.words[slice(*hedge)] in asserting.opinions
    return not (opinion and desk.spoken(flat.document, _start(flat), _end(flat)))


def _conditional(desk: Desk, clause: Clause) -> bool:
    """Whether a condition stands ahead of the clause: what follows from it is no more than possible."""
    asserting, ahead = desk.asserting(clause.document), clause.passage.words[: clause.claim.last]
    return asserting is not None and any(word in asserting.conditions for word in ahead)


def _all_else(flat: Clause, loose: Clause, comparing: Comparing) -> bool:
    """Whether two clauses say the same but for their verbs: a journey takes a week, or lasts one."""
    mine, theirs = ({w: v for w, v in c.weights.items() if w != c.predicate} for c in (flat, loose))
    least = min(covered(mine, tuple(theirs), comparing), covered(theirs, tuple(mine), comparing))
    return least >= _ALL and sum(mine.values()) >= WEIGHT


def _acts(desk: Desk, clause: Clause) -> list[str | None]:
    """What is done by a clause; of what is only considered also what that is: "рассматривают возможность введения"."""
    asserting = desk.asserting(clause.document)
    if asserting is None or clause.claim.predicate is None or clause.predicate not in asserting.considering:
        return [clause.predicate]
    after = range(clause.claim.predicate, clause.claim.last)
    bearer = next((i for i in after if clause.passage.words[i] in asserting.bearers), None)
    if bearer is None:
        return [clause.predicate]
    act = next((i for i in range(bearer + 1, clause.claim.last) if clause.passage.tags[i] in "VN"), None)
    return [clause.predicate, clause.passage.words[act] if act is not None else None]


def _same_act(one: str | None, other: str | None, comparing: Comparing) -> bool:
    return one is not None and other is not None and comparing.nearness(one, other) >= NEAR_VERB


def _start(clause: Clause) -> int:
    return clause.passage.starts[clause.claim.first]


def _end(clause: Clause) -> int:
    return clause.passage.ends[clause.claim.last - 1]


def _clause_draft(desk: Desk, pairs: Sequence[tuple[float, Clause, Clause]]) -> Draft:
    _, flat, loose = pairs[0]
    hedge = loose.claim.hedge
    how = f"only {shown(' '.join(_words(loose, hedge)), 40)}" if hedge else _NAMES[loose.claim.force]
    where = "headline" if flat.passage.in_title else "wording"
    overstated = (desk.claim_place(flat.document, flat.passage, flat.claim),)
    hedged = tuple(_loose_place(desk, item[2]) for item in pairs[:_SHOWN])
    return Draft(
        f"{desk.label(flat.document)}'s {where} has as {_NAMES[flat.claim.force]} ({shown(_text(flat))}) what is "
        f"{how} in {desk.label(loose.document)}: {shown(_text(loose))}.",
        (*overstated, *hedged),
        (
            Version(
                _NAMES[flat.claim.force],
                (flat.document,),
                (HEADLINE_ONLY,) if flat.passage.in_title else (),
                overstated,
            ),
            Version(
                _NAMES[loose.claim.force] if not hedge else "hedged",
                tuple(sorted({item[2].document for item in pairs})),
                ("quoted words",) if desk.quote_at(loose.document, _start(loose), _end(loose)) else (),
                hedged,
            ),
        ),
        3 if flat.passage.in_title else 2,
        "a clause told more firmly",
        min(0.9, 0.3 + 0.25 * pairs[0][0]),
        matters=(
            f"flat {flat.document} {flat.index}",
            *dict.fromkeys(f"loose {c.document} {c.index}" for _, _, c in pairs),
        ),
    )


def _loose_place(desk: Desk, clause: Clause) -> Place:
    """The clause with its hedge, which may stand ahead of it in the sentence."""
    start = _start(clause)
    if clause.claim.hedge:
        start = min(start, clause.passage.starts[clause.claim.hedge[0]])
    return desk.near_place(clause.document, clause.passage, start, _end(clause), start)


def _words(clause: Clause, at: tuple[int, int]) -> list[str]:
    passage = clause.passage
    return [
        passage.span.text[passage.starts[i] - passage.span.start : passage.ends[i] - passage.span.start]
        for i in range(*at)
    ]


def _text(clause: Clause) -> str:
    offset = clause.passage.span.start
    return clause.passage.span.text[_start(clause) - offset : _end(clause) - offset]
