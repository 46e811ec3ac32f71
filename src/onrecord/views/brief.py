"""The brief: one page that says what happened, who said what, who promised what, and what is disputed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import IO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.model.dates import When
from onrecord.model.finding import Finding, Place
from onrecord.model.linked import CommitmentRow, EventRow, QuoteRow, Record, Statement
from onrecord.model.span import Span
from onrecord.views.marked import Paragraph, paragraphs
from onrecord.views.names import Names, one_line
from onrecord.views.receipts import Receipt, receipt_of
from onrecord.views.sides import by_version
from onrecord.views.since import News

KINDS = {
    "attribution": "Who said it",
    "date": "When it was",
    "figure": "How much",
    "place": "Where it was",
    "participants": "Who took part",
    "certainty": "How certain it is",
    "scope": "What it is about",
    "name": "What the name is",
    "wording": "What the words were",
    "credit": "Whose news it is",
}
SEVERITIES = {3: "changes what one believes", 2: "worth knowing", 1: "a slip"}
STRENGTHS = {
    "considers": "may do it",
    "intends": "intends to",
    "promises": "will do it",
    "scheduled": "will, on a fixed day",
}
REFUSALS = {
    "considers": "may not do it",
    "intends": "intends not to",
    "promises": "will not do it",
    "scheduled": "will not, on a fixed day",
}
"""The same of what is not to be done (`CommitmentRow.refuses`)."""
_LEADS = {"moved": "to", "held": "on"}
_DECIDED = {None: "not judged yet", "confirm": "confirmed", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class VersionView:
    value: str
    outlets: str
    reasons: tuple[str, ...]
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    id: str
    kind: str
    heading: str
    severity: int
    severity_words: str
    summary: str
    note: str
    versions: tuple[VersionView, ...]
    others: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class Rendering:
    speaker: str
    kind: str
    confidence: float
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class StatementView:
    id: str
    speaker: str
    origins: str
    note: str
    renderings: tuple[Rendering, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    words: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class CommitmentView:
    id: str
    who: str
    action: str
    targets: str
    due: str
    status: str
    origins: str
    note: str
    tellings: tuple[Telling, ...]
    history: tuple[str, ...]
    conditions: tuple[Receipt, ...]
    follow_up: tuple[Telling, ...]
    standing: str


@dataclass(frozen=True, slots=True)
class EventView:
    id: str
    date: str
    kind: str
    status: str
    place: str
    participants: str
    origins: str
    note: str
    receipts: tuple[Receipt, ...]
    history: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    id: str
    outlet: str
    source: str
    title: str
    published: str
    basis: str
    credits: str
    taken_from: str
    primary: bool
    note: str
    paragraphs: list[Paragraph]


@dataclass(frozen=True, slots=True)
class Brief:
    """All that the templates show."""

    as_of: str
    since: str
    gone: tuple[str, ...]
    counts: str
    findings: tuple[FindingView, ...]
    dismissed: int
    statements: tuple[StatementView, ...]
    singles: tuple[StatementView, ...]
    commitments: tuple[CommitmentView, ...]
    events: tuple[EventView, ...]
    sources: tuple[SourceView, ...]
    open_day: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"What {self.since} to {self.as_of} brought" if self.since else f"The record as of {self.as_of}"


def brief_html(record: Record, findings: Iterable[Finding], period: News | None = None) -> str:
    """One self-contained page: no script, no request to anywhere, article text only escaped."""
    return _environment().get_template("brief.html.j2").render(brief=make_brief(record, findings, period))


def brief_markdown(record: Record, findings: Iterable[Finding], period: News | None = None) -> str:
    """The same for mail, wikis and version control; receipts are quoted in place."""
    return _environment().get_template("brief.md.j2").render(brief=make_brief(record, findings, period))


def write_brief(form: str, record: Record, findings: Iterable[Finding], period: News | None, out: IO[bytes]) -> None:
    """The brief as "html", "md", "docx" or "pdf", to a file that takes bytes."""
    if form in ("html", "md"):
        text = (brief_html if form == "html" else brief_markdown)(record, findings, period)
        out.write(text.rstrip("\n").encode("utf-8", "replace") + b"\n")
        return
    from onrecord.views import flow

    brief = make_brief(record, findings, period)
    if form == "docx":
        from onrecord.views import docx

        docx.write(flow.blocks(brief), brief.title, out)
    else:
        from onrecord.views import pdf

        days = record.as_of.bounds() if record.as_of else None
        pdf.write(flow.blocks(brief), brief.title, out, (days[1] or days[0]) if days else None)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.views"),
        autoescape=lambda name: name is not None and ".html" in name,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["md"] = _markdown
    environment.filters["count"] = _count
    return environment


def make_brief(record: Record, findings: Iterable[Finding], period: News | None = None) -> Brief:
    """What the page says, in the order in which it says it; of a period only what it brought."""
    return _Maker(record, period).make(tuple(findings))


class _Maker:
    def __init__(self, record: Record, period: News | None) -> None:
        self.record, self.names, self.period = record, Names(record), period
        self.spans: dict[str, set[Span]] = {row.id: set() for row in record.documents}

    def make(self, findings: Sequence[Finding]) -> Brief:
        shown = sorted((x for x in findings if not x.dismissed), key=lambda x: (-x.severity, x.kind, x.id))
        statements = sorted(self.record.statements, key=lambda x: (-x.origins, -len(x.quotes), self._first(x), x.id))
        views = tuple(self.statement(row) for row in statements if self.told(row.id))
        found = tuple(self.finding(row) for row in shown if self.told(row.id))
        commitments = tuple(
            self.commitment(row)
            for row in sorted(self.record.commitments, key=lambda x: (_day(x.due) or "9999", -x.origins, x.id))
            if self.told(row.id)
        )
        events = tuple(
            self.event(row)
            for row in sorted(self.record.events, key=lambda x: (_day(x.when) or "9999", -x.origins, x.id))
            if self.told(row.id)
        )
        return Brief(
            as_of=self.record.as_of.edtf if self.record.as_of else "no known day",
            since=self.period.since if self.period else "",
            gone=self.period.gone if self.period else (),
            counts=self.counts(),
            findings=found,
            dismissed=len(findings) - len(shown),
            statements=tuple(view for view in views if len(view.renderings) > 1),
            singles=tuple(view for view in views if len(view.renderings) == 1),
            commitments=commitments,
            events=events,
            sources=self.sources(),
            open_day=tuple(sorted(self.record.open_day)),
        )

    def told(self, id_: str) -> bool:
        """Whether a row is to be told of: all are, but of a period only what it brought."""
        return self.period is None or id_ in self.period.notes

    def note(self, id_: str) -> str:
        return self.period.notes.get(id_, "") if self.period else ""

    def counts(self) -> str:
        record = self.record
        if self.period:
            return _count(len(self.period.documents), "new article")
        outlets = len({row.outlet for row in record.documents if row.outlet})
        parts = (
            _count(len(record.documents), "article"),
            _count(outlets, "outlet"),
            _count(len(record.events), "encounter"),
            _count(len(record.quotes), "quote"),
            _count(len(record.commitments), "commitment"),
        )
        return ", ".join(parts)

    def receipt(self, document: str, span: Span) -> Receipt:
        self.spans[document].add(span)
        return receipt_of(self.names, document, span)

    def receipts(self, places: Iterable[Place]) -> tuple[Receipt, ...]:
        return tuple(self.receipt(place.document, place.span) for place in places)

    def finding(self, row: Finding) -> FindingView:
        versions = []
        told, rest = by_version(self.names, row)
        for version, mine in zip(row.versions, told, strict=True):
            outlets = ", ".join(dict.fromkeys(self.names.outlet(document) for document in version.documents))
            versions.append(VersionView(one_line(version.value), outlets, version.reasons, self.receipts(mine)))
        others = self.receipts(rest)
        heading, words = KINDS[row.kind], SEVERITIES[row.severity]
        note = self.note(row.id)
        return FindingView(row.id, row.kind, heading, row.severity, words, row.summary, note, tuple(versions), others)

    def statement(self, row: Statement) -> StatementView:
        renderings, outer = [], []
        for quote_id in row.quotes:
            quote = self.names.quotes[quote_id]
            who = self.names.all(quote.speakers) or "not said"
            receipt = self.receipt(quote.document, quote.quote.span)
            renderings.append(Rendering(who, quote.quote.kind, quote.quote.confidence, receipt))
            if not self.within(quote, row.quotes):
                outer.append(who)
        speaker = self.names.all(row.speakers)
        if not speaker:
            told = sorted({who for who in outer if who != "not said"})
            speaker = f"disputed: {' or '.join(told)}" if len(told) > 1 else told[0] if told else "unknown speaker"
        return StatementView(row.id, speaker, _origins(row.origins), self.note(row.id), tuple(renderings))

    def within(self, row: QuoteRow, others: Iterable[str]) -> bool:
        """Whether a quote stands inside another one of those: who is quoted by whom is no dispute."""
        return any(
            other.document == row.document and other.id != row.id and other.quote.span.contains(row.quote.span)
            for other in map(self.names.quotes.__getitem__, others)
        )

    def _first(self, row: Statement) -> tuple[str, int]:
        quote = self.names.quotes[row.quotes[0]]
        return self.names.documents[quote.document].source, quote.quote.span.start

    def commitment(self, row: CommitmentRow) -> CommitmentView:
        tellings = tuple(
            Telling(_telling_words(row, piece.strength, piece.voice), self.receipt(piece.document, piece.span))
            for piece in row.evidence
        )
        conditions = tuple(self.receipt(document, span) for document, span in row.conditions)
        due = _when(row.due, "no date set")
        targets = self.names.all(row.targets)
        who, status = self.names.actor(row.who), row.status.replace("_", " ")
        history = self.history(row.history)
        follow_up = tuple(
            Telling(
                f"proposed as {p.status.replace('_', ' ')}, {_DECIDED[p.decided]}", self.receipt(p.document, p.span)
            )
            for p in row.proposed
        )
        return CommitmentView(
            row.id, who, row.action, targets, due, status, _origins(row.origins), self.note(row.id), tellings, history,
            conditions, follow_up, self.standing(row),
        )  # fmt: skip

    def standing(self, row: CommitmentRow) -> str:
        """What the status rests on, in words."""
        as_of = self.record.as_of.edtf if self.record.as_of else "no known day"
        score = f"; score {row.score:+d}" if row.score else "; score 0" if row.score is not None else ""
        if row.status_basis == "person":
            return f"confirmed by a person{score}"
        evidence = "evidence to be judged" if any(p.decided is None for p in row.proposed) else "no evidence"
        return f"{evidence} as of {as_of}{score}"

    def event(self, row: EventRow) -> EventView:
        return EventView(
            row.id,
            _when(row.when, "no date"),
            row.kind,
            row.status,
            self.names.actor(row.place) if row.place else "",
            self.names.all(row.participants),
            _origins(row.origins),
            self.note(row.id),
            tuple(self.receipt(telling.document, telling.span) for telling in row.evidence),
            self.history(row.history),
        )

    def history(self, steps: Iterable[object]) -> tuple[str, ...]:
        lines = []
        for step in steps:
            leads = _LEADS.get(step.step, "for")  # type: ignore[attr-defined]
            date = f" {leads} {step.date}" if step.date else ""  # type: ignore[attr-defined]
            known = f" ({step.as_of})" if step.as_of else ""  # type: ignore[attr-defined]
            lines.append(f"{step.step}{date}: {self.names.outlet(step.document)}{known}")  # type: ignore[attr-defined]
        return tuple(lines) if len(lines) > 1 else ()

    def sources(self) -> tuple[SourceView, ...]:
        """Last of all, when every receipt has left its span."""
        views = []
        for row in sorted(
            self.record.documents, key=lambda x: (str(x.document.published or "9999"), x.document.source)
        ):
            document = row.document
            fresh = self.period is not None and row.id in self.period.documents
            if self.period is not None and not fresh and not self.spans[row.id]:
                continue
            taken = ", ".join(
                f"{x.kind.replace('_', ' ')} of {self.names.outlet(x.document)}" for x in row.derived_from
            )
            views.append(
                SourceView(
                    document.id,
                    self.names.outlet(row.id),
                    document.source,
                    one_line(document.title.text, 120) if document.title else "",
                    document.published.edtf if document.published else "undated",
                    document.published_basis or "",
                    self.names.all(row.cites),
                    taken,
                    document.primary,
                    "new" if fresh else "",
                    paragraphs(document, self.spans[document.id]),
                )
            )
        return tuple(views)


def _telling_words(row: CommitmentRow, strength: str, voice: str) -> str:
    where = {"quoted": "in the words quoted", "headline": "in the headline", "outlet": "in the outlet’s own words"}
    return f"{(REFUSALS if row.refuses else STRENGTHS)[strength]}, {where[voice]}"


def _when(when: When | None, otherwise: str) -> str:
    if when is None:
        return otherwise
    return when.date.edtf if when.basis == "stated" else f"{when.date.edtf} (worked out)"


def _day(when: When | None) -> str:
    return when.date.edtf if when else ""


def _origins(count: int) -> str:
    return "one origin only" if count == 1 else f"{count} independent origins"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _markdown(text: object) -> Markup:
    """Text that Markdown shows as it is."""
    escaped = "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|>~" else c for c in str(text))
    return Markup(escaped.replace("&", "&amp;").replace("<", "&lt;"))
