"""What became of a commitment: later words that may tell it, proposed for somebody to confirm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from onrecord.languages.asserting import Comparing
from onrecord.link.actors import Actors
from onrecord.link.commitment_pairs import REACH, CommitmentItem
from onrecord.model.document import Document
from onrecord.model.linked import CommitmentStatus, Proposed
from onrecord.model.record import Extraction, Passage

_ALIKE = 0.45
_SHARED = 6.0
_NEAR_ACTION = 0.6
_KEY_WEIGHT = 3.0


def told_keys(item: CommitmentItem) -> list[str]:
    """Keys of which later words share one if they may tell what became of it: who, with a telling word.

    Only the weightiest words are telling: without all of them what is left weighs too little for `_tells`
    (prefix filtering, as in joins of similar sets: Chaudhuri, Ganti and Kaushik 2006).
    """
    left, least = sum(item.weights.values()), _least(item)
    telling = []
    for lemma, weight in sorted(item.weights.items(), key=lambda pair: (-pair[1], pair[0])):
        if left < least or weight < _KEY_WEIGHT:
            break
        telling.append(lemma)
        left -= weight
    return [f"{actor} {lemma}" for actor in sorted({item.who, *item.states}) for lemma in telling]


def _least(item: CommitmentItem) -> float:
    """How much words have to weigh together that tell of it."""
    return max(_SHARED, _ALIKE * sum(item.weights.values()))


def telling_keys(document: str, extraction: Extraction, actors: Actors, comparing: Comparing) -> list[str]:
    """The same of a document: who stands in a sentence or the one ahead of it, with its telling words."""
    found: set[str] = set()
    before: set[str] = set()
    for passage in extraction.passages:
        here = {
            actor
            for mention in extraction.mentions
            if passage.span.start <= mention.span.start < passage.span.end
            if (actor := actors.of(document, mention.party)) is not None
        }
        if _may_tell(passage, comparing):
            lemmas = {word for word in passage.words if comparing.weight(word) >= _KEY_WEIGHT}
            found |= {f"{actor} {lemma}" for actor in here | before for lemma in lemmas}
        before = here
    return sorted(found)


def _may_tell(passage: Passage, comparing: Comparing) -> bool:
    """Whether a sentence says that something was done, or taken back."""
    done = any(c.predicate is not None and c.force == "fact" and not c.negated and not c.hedge for c in passage.claims)
    return done or any(word in comparing.withdrawing for word in passage.words)


def may_tell(item: CommitmentItem, document: Document, extraction: Extraction, comparing: Comparing | None) -> bool:
    """Whether a document with a key of a commitment's telling tells what became of it, whenever that was first told."""
    if comparing is None or not _near(item, document):
        return False
    return any(_tells([item], passage, document, comparing) for passage in extraction.passages)


def _near(item: CommitmentItem, document: Document) -> bool:
    """Whether a document's day is known and near enough to a commitment's to tell of it."""
    published = document.published.bounds() if document.published else None
    return published is not None and item.published is not None and abs((published[0] - item.published).days) <= REACH


def propose(
    members: Sequence[CommitmentItem],
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    telling: Callable[[str], frozenset[str]],
    comparing: Mapping[str, Comparing],
) -> tuple[Proposed, ...]:
    """Evidence in documents published after the commitment was first told, sorted by document and place.

    `telling` gives the `telling_keys` of a document. Documents that share no key with the commitment may be left out:
    they hold none.
    """
    asked = [(item, told_keys(item)) for item in members if item.published]
    first = min((item.published for item, _ in asked if item.published), default=None)
    if first is None:
        return ()
    mine = {item.document for item in members}
    found = []
    for document in documents:
        published = document.published.bounds() if document.published else None
        if published is None or published[0] <= first or document.id not in comparing or document.id in mine:
            continue
        keys = telling(document.id)
        near = [item for item, told in asked if _near(item, document) and not keys.isdisjoint(told)]
        if not near:
            continue
        for passage in extractions[document.id].passages:
            proposal = _tells(near, passage, document, comparing[document.id])
            if proposal:
                found.append(proposal)
    return tuple(sorted(found, key=lambda p: (p.document, p.span)))


def _tells(
    members: Sequence[CommitmentItem], passage: Passage, document: Document, comparing: Comparing
) -> Proposed | None:
    there = frozenset(passage.words)
    for item in members:
        shared = sum(weight for lemma, weight in item.weights.items() if lemma in there)
        if shared < _least(item):
            continue
        status = _status(item, passage, comparing)
        if status:
            return Proposed(status, document.id, passage.span, "told later, of the same act")
    return None


def _status(item: CommitmentItem, passage: Passage, comparing: Comparing) -> CommitmentStatus | None:
    """What a sentence says of the act: done (`kept`, or `broken` where it was not to be done), taken back
    (`withdrawn`), moved (`superseded`), or nothing."""
    lemma = item.commitment.action_lemma
    withdrawn = comparing.withdrawing
    for claim in passage.claims:
        words = passage.words[claim.first : claim.last]
        if any(word in withdrawn for word in words):
            return "withdrawn"
        if item.due is not None and any(word in comparing.moving for word in words):
            return "superseded"
        if claim.predicate is None or claim.force != "fact" or claim.negated or claim.hedge:
            continue
        verb = passage.words[claim.predicate]
        if lemma and (verb == lemma or comparing.nearness(verb, lemma) >= _NEAR_ACTION):
            return "broken" if item.commitment.refuses else "kept"
    return None
