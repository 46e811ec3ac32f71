"""Text as read → a document: what is header, headline, dateline, article and page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.dossier import Dossier
from onrecord.errors import DateError
from onrecord.languages import get_language
from onrecord.languages.page import Page
from onrecord.model.dates import Date
from onrecord.model.document import Document, PublishedBasis, document_id, sha256_of
from onrecord.model.span import Span
from onrecord.sources.dating import date_of, settle
from onrecord.sources.furniture import Line, read_lines
from onrecord.sources.outlet import credits_of, outlet_of, told_outlet
from onrecord.sources.recognising import language_of

_HEADER = re.compile(r"\s*date\s+(\d{4}-\d\d-\d\d)(?![\d-])[ \t]*")
_LONGEST_TITLE = 250
# A headline that ends like a sentence is shorter than the lead, and no longer than this.
_LONGEST_SENTENCE = 65
_LONGEST_QUESTION = 120
_LEAD = 500
_HEAD_LINES = 5
_LONGEST_CODE = 12
_LONGEST_ARTICLE = 60_000
_ENDING = 5_000


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of an article beside its text.

    `outlet` is settled; `publisher` is what the page calls its outlet, which the dossier may know better.
    `rests_on` says of a value (by its field) where it was read: ("published", "json-ld"). `fetched` is when a
    server first gave this text (UTC, ISO 8601).
    """

    url: str | None = None
    title: str | None = None
    published: Date | None = None
    outlet: str | None = None
    language: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_basis: PublishedBasis = "metadata"
    rests_on: tuple[tuple[str, str], ...] = ()
    fetched: str | None = None


@dataclass(frozen=True, slots=True)
class _Header:
    """The day ahead of a text, or above its article: where it stands and what it says."""

    span: Span | None
    date: Date | None


def make_document(source: str, raw: str, dossier: Dossier | None = None, given: Given | None = None) -> Document:
    """The document of a text. `source` is its URL, or its file name without folders.

    Any text is safe. A text in a language that is not served has its language, its text and what was
    given, and nothing is told from it but the header.
    """
    given = given or Given()
    header, start = _header(raw)
    language = _code(given.language) or language_of(raw, start)
    known = get_language(language)
    page = known.page if known is not None else None
    lines = read_lines(raw, start, page)
    bare = Document(
        id=document_id(source, raw),
        source=source,
        raw=raw,
        sha256=sha256_of(raw),
        language=language,
        outlet=given.outlet,
        header=header.span,
        body=_body(raw, lines),
        furniture=_furniture(raw, lines),
        url=given.url,
        author=given.author,
        rests_on=given.rests_on,
        fetched=given.fetched,
    )
    if page is None:
        return _unserved(bare, header, lines, given, dossier)
    return _read(bare, header, lines, given, page, dossier)


def _unserved(
    document: Document, header: _Header, lines: Sequence[Line], given: Given, dossier: Dossier | None
) -> Document:
    """A document whose language has no annotator: what was given with it, and what the header says."""
    date = header.date or given.published
    title = _given_title(document.raw, [line for line in lines if line.kept], given.title)
    return replace(
        document,
        title=Span.cut(document.raw, *title) if title else None,
        published=date,
        published_basis="header" if header.date else given.published_basis if date else None,
        outlet=told_outlet(given.outlet, given.url, given.publisher, dossier),
    )


def _read(
    document: Document, header: _Header, lines: Sequence[Line], given: Given, page: Page, dossier: Dossier | None
) -> Document:
    """What a page's language can tell: headline, dateline, credits, outlet and date."""
    raw = document.raw
    kept = [line for line in lines if line.kept]
    below = _below_sources(kept, page)
    title = _given_title(raw, below, given.title) or _title(below, page)
    text = [line for line in below if title is None or line.start >= title[1]]
    start, end = (text[0].start, text[-1].cut or text[-1].end) if text else (len(raw), len(raw))
    opening = next((line for line in text if line.is_prose), None)
    lead = opening.start if opening is not None else start
    if header.date is None:
        header = _stamped(raw, lines, lead, page) or header
    dateline = None
    for line in (*text[:1], *([opening] if opening is not None and opening is not text[0] else [])):
        dateline = dateline or page.dateline(raw, line.start, line.cut or line.end)
    above = [(line.start, line.cut or line.end) for line in kept[: len(kept) - len(below)]]
    within = (place for span in document.body for place in _where_credits_stand(max(span.start, start), span.end))
    credits = [credit for first, last in (*above, *within) for credit in page.credits(raw, first, last)]
    heading = raw[slice(*title)] if title else text[0].text[:_LONGEST_TITLE] if text else ""
    told = (given.published, given.published_basis) if given.published is not None else None
    published = settle(header.date, told, dateline.day if dateline else None, page, raw, start, end)
    return replace(
        document,
        title=Span.cut(raw, *title) if title else None,
        published=published[0] if published else None,
        published_basis=published[1] if published else None,
        outlet=outlet_of(
            told_outlet(given.outlet, given.url, given.publisher, dossier),
            lines,
            dateline,
            credits,
            (start, lead + _LEAD),
            page,
            heading,
            dossier,
        ),
        cites=credits_of(raw, credits),
        header=header.span,
        dateline=Span.cut(raw, dateline.start, dateline.end) if dateline else None,
        primary=page.primary(heading),
    )


def _where_credits_stand(start: int, end: int) -> Iterator[tuple[int, int]]:
    """All of a text; of one as long as a book the beginning and the end."""
    if end - start <= _LONGEST_ARTICLE:
        yield start, end
    else:
        yield start, start + _LONGEST_ARTICLE - _ENDING
        yield end - _ENDING, end


# ---- header


def header_day(raw: str) -> Date | None:
    """The day that stands ahead of a text ("date 2025-11-06 …")."""
    return _header(raw)[0].date


def _header(raw: str) -> tuple[_Header, int]:
    """A leading "date 2025-11-06", and where the text begins after it."""
    found = _HEADER.match(raw)
    if found is None:
        return _Header(None, None), 0
    try:
        date = Date(found.group(1))
    except DateError:
        return _Header(None, None), 0
    return _Header(Span.trimmed(raw, found.start(), found.end()), date), found.end()


def _stamped(raw: str, lines: Sequence[Line], start: int, page: Page) -> _Header | None:
    """The day that stands above the article's text: the nearest to it that is no masthead's "Saturday, …"."""
    above = [line for line in lines if line.end <= start and line.kind == "stamp"]
    below = next((line for line in lines if line.start >= start), None)
    for line in [*([below] if below is not None else []), *reversed(above)]:
        found = page.stamp(line.text)
        if found is not None and (found[0].weekday is None or line is below or line is not lines[0]):
            date = date_of(found[0])
            span = Span.trimmed(raw, line.start, line.start + found[1])
            if date is not None and span is not None:
                return _Header(span, date)
    return None


def _code(language: str | None) -> str | None:
    """ "ru-RU" is ru."""
    code = language.replace("_", "-").split("-")[0].strip().lower() if language else ""
    return code if code and len(code) <= _LONGEST_CODE else None


# ---- headline


def _given_title(raw: str, kept: Sequence[Line], title: str | None) -> tuple[int, int] | None:
    """A headline known from metadata, if the text opens with it."""
    wanted = title.strip() if title else ""
    if wanted and kept and raw.startswith(wanted, kept[0].start):
        return kept[0].start, kept[0].start + len(wanted)
    return None


def _below_sources(kept: Sequence[Line], page: Page) -> Sequence[Line]:
    """The lines without those at the top that only say where the news is from."""
    first = 0
    while first < len(kept) and page.names_source(kept[first].text):
        first += 1
    return kept[first:]


def _title(kept: Sequence[Line], page: Page) -> tuple[int, int] | None:
    """The headline: the first line, if it does not read like the first paragraph."""
    for line in kept[:_HEAD_LINES]:
        if len(line.text) <= _LONGEST_TITLE and not line.ends_sentence and page.primary(line.text):
            return line.start, line.end
    if not kept or len(kept[0].text) > _LONGEST_TITLE or kept[0].cut is not None:
        return None
    if len(kept) > 1 and kept[0].is_label and kept[1].is_heading:
        kept = kept[1:]
    first, second = kept[0], kept[1] if len(kept) > 1 else None
    text = first.text
    if text[-1] in ":;," or page.dateline(text, 0, len(text)) is not None:
        return None
    if not first.ends_sentence or text.endswith(("…", "...")):
        wrapped = second is not None and not second.apart and second.text[0].islower()
        return None if wrapped else (first.start, first.end)
    longest = _LONGEST_QUESTION if text.rstrip('»"').endswith("?") else _LONGEST_SENTENCE
    if second is None or len(text) > longest or len(second.text) <= 1.5 * len(text):
        return None
    if page.credits(text, 0, len(text)):
        return None  # rather a short lead
    return first.start, first.end


# ---- what is article and what is page


def _body(raw: str, lines: Sequence[Line]) -> tuple[Span, ...]:
    """The lines kept, neighbours together."""
    return _joined(raw, [(line.start, line.cut or line.end, line.cut is None) if line.kept else None for line in lines])


def _furniture(raw: str, lines: Sequence[Line]) -> tuple[Span, ...]:
    pieces: list[tuple[int, int, bool] | None] = []
    for line in lines:
        if not line.kept:
            pieces.append((line.start, line.end, True))
        else:
            pieces.append(None)
            if line.cut is not None:
                pieces.append((line.cut, line.end, True))
    return _joined(raw, pieces)


def _joined(raw: str, pieces: Sequence[tuple[int, int, bool] | None]) -> tuple[Span, ...]:
    """Spans of pieces; those without a gap (None) or an open end (False) between them become one."""
    spans: list[Span] = []
    first = last = -1
    for piece in [*pieces, None]:
        if piece is not None:
            start, last, goes_on = piece
            first = start if first < 0 else first
            if goes_on:
                continue
        span = Span.trimmed(raw, first, last) if first >= 0 else None
        if span is not None:
            spans.append(span)
        first = -1
    return tuple(spans)
