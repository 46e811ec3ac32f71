"""The brief as a flow of blocks, for formats that have paragraphs and no templates (DOCX, PDF)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.views.brief import Brief, CommitmentView, EventView, FindingView, StatementView
from onrecord.views.receipts import Receipt

Kind = Literal["title", "heading", "subheading", "text", "bullet", "quote", "note"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. A `note` is what stands beside something, in smaller letters."""

    kind: Kind
    runs: tuple[Run, ...]


def blocks(brief: Brief) -> Iterator[Block]:
    """All of it, in the order of the page; sources are listed, their texts are not."""
    yield _plain("title", brief.title)
    if brief.since:
        yield _plain("text", "Only what this period added, changed or contradicted.")
    yield _plain("note", f"{brief.counts}.")
    yield _plain("heading", "Disagreements")
    for finding in brief.findings:
        yield from _finding(finding)
    if not brief.findings:
        yield _plain("text", "No new contradiction came up in this period." if brief.since else
                     "The sources do not contradict one another in anything that onrecord can see.")  # fmt: skip
    for summary in brief.gone:
        yield _plain("note", f"No longer a contradiction: {summary}")
    yield _plain("heading", "Statements told more than once")
    for statement in brief.statements:
        yield from _statement(statement)
    if not brief.statements:
        yield _plain("text", f"Nothing {'new ' if brief.since else ''}was told by more than one source.")
    yield _plain("heading", "Commitments")
    for commitment in brief.commitments:
        yield from _commitment(commitment)
    yield _plain("heading", "Timeline")
    for event in brief.events:
        yield from _event(event)
    yield _plain("heading", "Told by one source only")
    for single in brief.singles:
        where = single.renderings[0].receipt
        yield Block("bullet", (Run(single.speaker, True), Run(f": {where.words} ({where.outlet}, {where.date})")))
    yield _plain("heading", "Sources")
    for source in brief.sources:
        more = [source.published, "primary source" if source.primary else "", source.note]
        more += [f"credits {source.credits}" if source.credits else "", source.taken_from]
        told = "; ".join(part for part in more if part)
        yield Block("bullet", (Run(source.outlet, True), Run(f": {source.title or source.source} ({told})")))
    if brief.open_day:
        yield _plain("note", "Left out of this view, as nothing tells by what day they were known: "
                     f"{', '.join(brief.open_day)}.")  # fmt: skip


def _finding(row: FindingView) -> Iterator[Block]:
    note = f", {row.note}" if row.note else ""
    yield _plain("subheading", f"{row.heading} ({row.severity_words}{note})")
    yield _plain("text", row.summary)
    for version in row.versions:
        yield Block("bullet", (Run(version.value, True), Run(f" ({version.outlets})")))
        for reason in version.reasons:
            yield _plain("note", f"for it: {reason}")
        yield from map(_quoted, version.receipts)
    yield from map(_quoted, row.others)


def _statement(row: StatementView) -> Iterator[Block]:
    yield _plain("subheading", f"{row.speaker} ({row.origins}{f', {row.note}' if row.note else ''})")
    for rendering in row.renderings:
        where = rendering.receipt
        yield Block(
            "bullet", (Run(f"{where.outlet}, {where.date}", True), Run(f" ({rendering.speaker}): {where.words}"))
        )


def _commitment(row: CommitmentView) -> Iterator[Block]:
    towards = f", towards {row.targets}" if row.targets else ""
    yield Block("bullet", (Run(f"{row.due}: {row.who}: {row.action}", True), Run(towards)))
    yield _plain("note", f"{row.status}, {row.standing}; {row.origins}{f'; {row.note}' if row.note else ''}")
    for telling in (*row.follow_up, *row.tellings):
        yield Block("quote", (Run(f"{telling.words}: “{telling.receipt.words}” ({telling.receipt.outlet})"),))
    for condition in row.conditions:
        yield Block("quote", (Run(f"on the condition: “{condition.words}” ({condition.outlet})"),))
    for line in row.history:
        yield _plain("note", line)


def _event(row: EventView) -> Iterator[Block]:
    where = f", {row.place}" if row.place else ""
    who = f": {row.participants}" if row.participants else ""
    yield Block("bullet", (Run(f"{row.date}: {row.kind}, {row.status}", True), Run(f"{where}{who}")))
    yield _plain("note", f"{row.origins}{f'; {row.note}' if row.note else ''}")
    for receipt in row.receipts:
        yield Block("quote", (Run(f"“{receipt.words}” ({receipt.outlet})"),))
    for line in row.history:
        yield _plain("note", line)


def _quoted(receipt: Receipt) -> Block:
    after = Run(f"{receipt.after} ({receipt.outlet}, {receipt.date})")
    return Block("quote", (Run(receipt.before), Run(receipt.words, True), after))


def _plain(kind: Kind, text: str) -> Block:
    return Block(kind, (Run(text),))
