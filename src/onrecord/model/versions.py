"""Versions: the texts that lay at one address, in their order, and what one says otherwise than the one before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model.document import Document
from onrecord.model.record import Extraction
from onrecord.model.span import Span

Kind = Literal["quote", "date", "figure"]

# Two things of one kind are one thing in two versions where so much of their words is shared, or of those around them.
_ALIKE, _AROUND = 0.4, 0.8
_WORD = re.compile(r"\w+")
# Longer texts are told apart by their words alone: holding all against all would take too long.
_MOST_PAIRS = 40_000


@dataclass(frozen=True, slots=True)
class Told:
    """Something that a version says: `value` is what counts, `span` its words, `around` the rest of its paragraph.

    `index` is its index among the document's quotes, figures, events or commitments; `label` keeps apart what is
    not to be held against one another.
    """

    kind: Kind
    label: str
    value: str
    span: Span
    around: str
    index: int


@dataclass(frozen=True, slots=True)
class Change:
    """What was said before and what is said now; None where it is new or gone."""

    old: Told | None
    new: Told | None

    @property
    def kind(self) -> Kind:
        told = self.new or self.old
        assert told is not None
        return told.kind


def histories(documents: Iterable[Document]) -> list[tuple[Document, ...]]:
    """The texts of every address of the web that had more than one, in the order in which they were first had."""
    found: dict[str, list[Document]] = {}
    for document in documents:
        if (address := address_of(document)) is not None:
            found.setdefault(address, []).append(document)
    return [tuple(sorted(texts, key=first_had)) for _, texts in sorted(found.items()) if texts[1:]]


def address_of(document: Document) -> str | None:
    """The address at which a server gave the text, which all its versions share; None for what came another way."""
    return (document.url or document.source) if document.fetched is not None else None


def same_address(one: Document, other: Document) -> bool:
    """Whether two texts are versions: a server gave both at one address."""
    address = address_of(one)
    return address is not None and address == address_of(other)


def earlier(one: Document, other: Document) -> bool:
    """Whether the first of two versions came before the other."""
    return first_had(one) < first_had(other)


def first_had(document: Document) -> tuple[str, str]:
    """When a text was first had, for ordering the versions of one article."""
    return document.fetched or "", document.id


def changes(old: tuple[Document, Extraction], new: tuple[Document, Extraction]) -> list[Change]:
    """What changed in quotes, dates and figures from one version to the next, in the order of the text."""
    found = []
    before, after = told(*old), told(*new)
    for kind in ("quote", "date", "figure"):
        found += compared([t for t in before if t.kind == kind], [t for t in after if t.kind == kind])
    return [change for change in found if not _stayed(change, old[0].raw, new[0].raw)]


def _stayed(change: Change, old: str, new: str) -> bool:
    """Whether the words are in both texts: then not the outlet, but our reading of the words around them changed."""
    if change.old is not None and change.new is not None:
        return change.old.span.text == change.new.span.text
    return (change.old is None or change.old.span.text in new) and (change.new is None or change.new.span.text in old)


def told(document: Document, extraction: Extraction) -> list[Told]:
    """The quotes, dates and figures of a document."""
    raw = document.raw

    def make(kind: Kind, label: str, value: str, span: Span, index: int) -> Told:
        return Told(kind, label, value, span, _around(raw, span), index)

    found = [
        make("quote", "direct" if q.kind == "direct" else "other", " ".join(words(q.span.text)), q.span, i)
        for i, q in enumerate(extraction.quotes)
        if q.inside is None and not q.in_title
    ]
    found += [
        make("figure", figure.unit, f"{figure.approximate or ''} {figure.value}".strip(), figure.evidence, i)
        for i, figure in enumerate(extraction.figures)
    ]
    found += [
        make("date", event.kind, event.when.date.edtf, event.evidence[0], i)
        for i, event in enumerate(extraction.events)
        if event.when is not None
    ]
    found += [
        make("date", "due", commitment.due.date.edtf, commitment.evidence, i)
        for i, commitment in enumerate(extraction.commitments)
        if commitment.due is not None
    ]
    return sorted(found, key=lambda t: (t.span.start, t.span.end, t.kind, t.label, t.value))


def compared(old: Sequence[Told], new: Sequence[Told]) -> list[Change]:
    """What differs, each thing paired with what became of it, in the order of the new text; what is gone last."""
    left = Counter((t.label, t.value) for t in new)
    gone = []
    for one in old:
        if left[one.label, one.value]:
            left[one.label, one.value] -= 1
        else:
            gone.append(one)
    come = []
    for one in reversed(new):
        if left[one.label, one.value]:
            left[one.label, one.value] -= 1
            come.append(one)
    come.reverse()
    pairs: dict[int, int] = {}
    for _, i, j in sorted(_scored(gone, come)):
        if i not in pairs.values() and j not in pairs:
            pairs[j] = i
    found = [Change(gone[pairs[j]] if j in pairs else None, one) for j, one in enumerate(come)]
    return [*found, *(Change(one, None) for i, one in enumerate(gone) if i not in pairs.values())]


def words(text: str) -> list[str]:
    """The words of a text without marks and capitals."""
    return _WORD.findall(text.casefold())


def _scored(gone: Sequence[Told], come: Sequence[Told]) -> Iterable[tuple[float, int, int]]:
    """Likely pairs, the likeliest with the least number."""
    if len(gone) * len(come) > _MOST_PAIRS:
        return
    bags = {told: (Counter(words(told.span.text)), Counter(words(told.around))) for told in (*gone, *come)}
    for i, one in enumerate(gone):
        for j, other in enumerate(come):
            if one.label != other.label:
                continue
            mine, theirs = bags[one], bags[other]
            text, around = _shared(mine[0], theirs[0]), _shared(mine[1], theirs[1])
            if text >= _ALIKE or around >= _AROUND:
                yield -(text + around), i, j


def _shared(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """The share of words that two texts have in common; nothing for texts without words."""
    total = sum(one.values()) + sum(other.values())
    common = sum(min(count, other.get(word, 0)) for word, count in one.items())
    return 2 * common / total if total else 0.0


def _around(raw: str, span: Span) -> str:
    start, end = raw.rfind("\n", 0, span.start) + 1, raw.find("\n", span.end)
    return f"{raw[start : span.start]} {raw[span.end : end if end >= 0 else len(raw)]}"
