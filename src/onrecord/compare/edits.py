"""A quotation changed after it was published: one address, two texts, and other words between quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.compare.desk import Desk, shown
from onrecord.compare.draft import Draft
from onrecord.compare.spelling import spelt_alike
from onrecord.model.document import Document
from onrecord.model.finding import Place, Version
from onrecord.model.linked import QuoteRow
from onrecord.model.span import Span
from onrecord.model.versions import Told, changes, earlier, first_had, same_address

RULE = "altered after it was published"
_LONGEST = 300


def find_edits(desk: Desk, document: str) -> Iterator[Draft]:
    """One finding a quotation that a document has in other words than the text that its address had before."""
    new = desk.document(document)
    givers = (desk.document(step.document) for step in desk.rows[document].derived_from)
    old = max((d for d in givers if same_address(d, new) and earlier(d, new)), key=first_had, default=None)
    if old is None:
        return
    for change in changes((old, desk.extraction(old.id)), (new, desk.extraction(new.id))):
        before, after = change.old, change.new
        if change.kind == "quote" and before is not None and after is not None and before.label == "direct":
            yield _draft(desk, (old, before), (new, after))


def _draft(desk: Desk, old: tuple[Document, Told], new: tuple[Document, Told]) -> Draft:
    row = _row(desk, *new)
    who = desk.names(row.speakers) if row is not None and row.speakers else "the speaker"
    slip, weighty = _weighed(old[1].value, new[1].value)
    texts = [shown(told.span.text, 120) for _, told in (old, new)]
    places = tuple(Place(document.id, _cut(document, told.span)) for document, told in (old, new))
    return Draft(
        f"{desk.label(new[0].id)} altered {who}'s words after they were published: first {texts[0]}, then {texts[1]}.",
        places,
        tuple(
            Version(shown(told.span.text, 200), (document.id,), (f"as of {document.fetched}",), (place,))
            for (document, told), place in zip((old, new), places, strict=True)
        ),
        1 if slip else 3 if weighty else 2,
        RULE,
        0.8,
    )


def _weighed(old: str, new: str) -> tuple[bool, bool]:
    """Whether only the spelling was mended; and whether a number was changed, or half of the words."""
    before, after = old.split(), new.split()
    gone, come = _only(before, after), _only(after, before)
    slip = len(before) == len(after) and all(a == b or spelt_alike(a, b) for a, b in zip(before, after, strict=True))
    numbers = [[word for word in side if word[0].isdigit()] for side in (gone, come)]
    most = 2 * max(len(gone), len(come)) >= max(len(before), len(after))
    return slip, numbers[0] != numbers[1] or most


def _only(one: list[str], other: list[str]) -> list[str]:
    left = list(other)
    found = []
    for word in one:
        if word in left:
            left.remove(word)
        else:
            found.append(word)
    return found


def _cut(document: Document, span: Span) -> Span:
    """The words as evidence: of long ones the beginning, to the end of a word."""
    if len(span) <= _LONGEST:
        return span
    end = document.raw.rfind(" ", span.start + 1, span.start + _LONGEST)
    return Span.cut(document.raw, span.start, end if end > span.start else span.start + _LONGEST)


def _row(desk: Desk, document: Document, told: Told) -> QuoteRow | None:
    return next((row for row in desk.quotes_of(document.id) if row.index == told.index), None)
