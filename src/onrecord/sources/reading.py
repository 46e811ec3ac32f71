"""Text as read → a document: what is header, headline, dateline, article and page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from onrecord.dossier import Dossier
from onrecord.errors import DateError
from onrecord.languages import get_language
from onrecord.languages.page import Page
from onrecord.model.dates import Date
from onrecord.model.document import Document, document_id, sha256_of
from onrecord.model.span import Span
from onrecord.sources.dating import date_of, settle
from onrecord.sources.furniture import Line, read_lines
from onrecord.sources.outlet import credits_of, outlet_of
from onrecord.sources.recognising import language_of

_HEADER = re.compile(r"\s*date\s+(\d{4}-\d\d-\d\d)(?![\d-])[ \t]*")
_LONGEST_TITLE = 250
_LONGEST_SENTENCE_TITLE = 65
_HEAD_LINES = 12


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of an article beside its text."""

    url: str | None = None
    title: str | None = None
    published: Date | None = None
    outlet: str | None = None
    language: str | None = None


_NOTHING = Given()


def make_document(source: str, raw: str, dossier: Dossier | None = None, given: Given | None = None) -> Document:
    """The document of a text. `source` is its URL, or its file name without folders.

    Any text is safe. A text in a language that is not served has its language, its text and what was
    given, and nothing else.
    """
    given = given or _NOTHING
    header = _HEADER.match(raw)
    start = header.end() if header else 0
    written = _header_date(header)
    language = given.language or language_of(raw, start)
    known = get_language(language)
    page = known.page if known is not None else None
    lines = read_lines(raw, start, page)
    if page is None:
        published = (written, "header") if written else (given.published, "metadata") if given.published else (None, None)
        return _document(source, raw, header, language, lines, given, *published)  # type: ignore[arg-type]
    return _read(source, raw, header, written, language, lines, given, page, dossier)
