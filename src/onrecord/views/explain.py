"""`onrecord explain ID`: an editor's note on one row: the words, the rule, who was passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.model.finding import Finding
from onrecord.model.linked import CommitmentRow, EventRow, FigureRow, QuoteRow, Record, Statement
from onrecord.model.span import Span
from onrecord.views.names import Names, one_line
from onrecord.views.rules import in_words


def explain(record: Record, findings: Iterable[Finding], wanted: str) -> list[str]:
    """Lines of the note on the row whose id is, or begins with, `wanted`.

    Raises `LookupError` where no row, or more than one, is meant.
    """
    rows = _rows(record, findings)
    return list(_note(rows[_whole(rows, wanted)], Names(record), record))


def whole_id(record: Record, findings: Iterable[Finding], wanted: str) -> str:
    """The id that begins so; errors as with `explain`."""
    return _whole(_rows(record, findings), wanted)


def _rows(record: Record, findings: Iterable[Finding]) -> dict[str, object]:
    rows: dict[str, object] = {}
    for part in (record.documents, record.actors, record.quotes, record.statements, record.events,
                 record.commitments, record.figures, tuple(findings)):  # fmt: skip
        rows.update((row.id, row) for row in part)
    return rows


def _whole(rows: dict[str, object], wanted: str) -> str:
    found = [wanted] if wanted in rows else sorted(id_ for id_ in rows if id_.startswith(wanted))
    if len(found) != 1:
        raise LookupError(f"{len(found)} rows have an id that begins with {wanted!r}")
    return found[0]


def _note(row: object, names: Names, record: Record) -> Iterator[str]:
    match row:
        case QuoteRow():
            yield from _quote(row, names, record)
        case Statement():
            yield f"Statement {row.id}: one utterance in {len(row.quotes)} renderings, {_origins(row.origins)}."
            yield f"Said by: {names.all(row.speakers) or 'the renderings disagree, or none says'}"
            for quote_id in row.quotes:
                quote = names.quotes[quote_id]
                yield ""
                yield f"{quote.id}  {names.all(quote.speakers) or 'unknown speaker'}"
                yield from _words(names, quote.document, quote.quote.span)
        case EventRow():
            when = f"{row.when.date} ({row.when.basis})" if row.when else "no date known"
            yield f"{row.kind.capitalize()} {row.id}: {row.status}, {when}, {_origins(row.origins)}."
            yield f"Place: {names.actor(row.place)}. Taking part: {names.all(row.participants) or 'not said'}."
            yield from _rule(row.rule, row.confidence)
            for telling in row.evidence:
                date = f"{telling.when.date} ({telling.when.basis})" if telling.when else "no date"
                yield ""
                yield f"{telling.status}, {date}, {names.actor(telling.place)}: {names.all(telling.participants)}"
                yield from _words(names, telling.document, telling.span)
        case CommitmentRow():
            due = f"due {row.due.date} ({row.due.basis})" if row.due else "no date set"
            yield f"Commitment {row.id}: {names.actor(row.who)}: {row.action}; {row.strength}, {due}, {row.status}."
            yield f"Towards: {names.all(row.targets) or 'nobody named'}; {_origins(row.origins)}."
            yield from _rule(row.rule, row.confidence)
            for piece in row.evidence:
                yield ""
                voice = "words quoted" if piece.voice == "quoted" else f"{piece.voice}’s words"
                yield f"{piece.strength}, in the {voice}"
                yield from _words(names, piece.document, piece.span)
            for document, span in row.conditions:
                yield ""
                yield "on the condition"
                yield from _words(names, document, span)
        case FigureRow():
            yield f"Figure {row.id}: {row.approximate or 'exactly'} {row.value} {row.unit}, {_origins(row.origins)}."
            yield from _rule(row.rule, row.confidence)
            for place in row.evidence:
                yield ""
                yield from _words(names, place.document, place.span)
        case Finding():
            yield f"{row.kind.capitalize()} {row.id}, severity {row.severity} of 3."
            yield row.summary
            yield from _rule(row.rule, row.confidence)
            for version in row.versions:
                told = ", ".join(names.documents[d].source for d in version.documents)
                yield ""
                yield f"“{one_line(version.value)}”: {told}"
                for reason in version.reasons:
                    yield f"  for it: {reason}"
            for where in row.evidence:
                yield ""
                yield from _words(names, where.document, where.span)
        case _:
            yield from _plain(row, names, record)


def _quote(row: QuoteRow, names: Names, record: Record) -> Iterator[str]:
    quote = row.quote
    yield f"{quote.kind.capitalize()} quote {row.id}."
    if row.speakers:
        yield f"Said by: {names.all(row.speakers)}"
    else:
        yield f"Speaker unknown: {quote.why_unknown or 'the article leaves it open'}"
    yield from _words(names, row.document, quote.span)
    if quote.cue:
        yield f"Words that report: “{one_line(quote.cue.text)}”"
    if quote.speaker_mention:
        yield f"Named as: “{one_line(quote.speaker_mention.text)}”"
    yield from _rule(quote.rule, quote.confidence)
    parties = record.extractions[row.document].parties if row.document in record.extractions else ()
    for candidate in quote.candidates:
        who = parties[candidate.party].name if candidate.party is not None and parties else "open"
        verdict = f"passed over: {candidate.why}" if candidate.why else "chosen"
        yield f"  “{one_line(candidate.mention.text)}” ({who}): {verdict}"
    yield from _known_before(row.speakers, names)


def _known_before(actors: Iterable[str], names: Names) -> Iterator[str]:
    """What the dossier says of those to whom words are given."""
    for id_ in actors:
        actor = names.actors[id_]
        if actor.entry is None:
            yield f"{actor.name} is not in the dossier."
        for office in actor.offices if actor.entry else ():
            of = f", {names.actor(office.of)}" if office.of else ""
            yield f"Dossier entry {actor.entry}: {office.title}{of}, {office.start or '?'} to {office.end or 'now'}"


def _plain(row: object, names: Names, record: Record) -> Iterator[str]:
    for document in record.documents:
        if document is row:
            yield f"Document {document.id}: {document.document.source}"
            yield f"Outlet: {names.actor(document.outlet)}. Published: {document.document.published or 'unknown'}"
            yield f"The date rests on: {document.document.published_basis or 'nothing; the text does not say'}"
            yield f"Credits: {names.all(document.cites) or 'nobody'}"
            for source in document.derived_from:
                yield f"Taken from {names.documents[source.document].source} ({source.kind}): {source.why}"
            for span in document.document.furniture:
                yield f"Left out as page furniture: “{one_line(span.text, 100)}”"
    for actor in record.actors:
        if actor is row:
            yield f"{actor.kind.capitalize()} {actor.id}: {actor.name}"
            yield f"Also written: {', '.join(name for name in actor.names if name != actor.name) or '–'}"
            yield f"In the dossier: {actor.entry or 'no'}"
            for office in actor.offices:
                term = f"{office.start or '?'} to {office.end or 'now'}"
                yield f"Office: {office.title} ({names.actor(office.of)}), {term}"
            if actor.members:
                yield f"Members: {names.all(actor.members)}"
            for document_id, index in actor.parties:
                party = record.extractions[document_id].parties[index]
                seen = ", ".join(dict.fromkeys(one_line(span.text) for span in party.mentions))
                yield f"{names.documents[document_id].source}: {seen or party.name}"


def _words(names: Names, document: str, span: Span) -> Iterator[str]:
    before, words, after = (one_line(part) for part in names.sentence(document, span))
    yield f"  {names.documents[document].source} [{span.start}, {span.end}):"
    apart = "" if after[:1] in ".,:;!?…)]»”" else " "
    yield f"  {before} ⟦{words}⟧{apart}{after}".rstrip()


def _rule(rule: str, confidence: float) -> Iterator[str]:
    yield f"Found as: {in_words(rule)}. Such rows are right in about {confidence:.0%} of cases (rule “{rule}”)."


def _origins(count: int) -> str:
    return "one origin" if count == 1 else f"{count} independent origins"
