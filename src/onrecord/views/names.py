"""How rows are named for people: actors by name, documents by outlet and source, words in context."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from onrecord.model.document import Document
from onrecord.model.linked import ActorRow, DocumentRow, QuoteRow, Record
from onrecord.model.span import Span


class Names:
    """Look-ups over one record, each made once."""

    def __init__(self, record: Record) -> None:
        self._record = record

    @cached_property
    def actors(self) -> Mapping[str, ActorRow]:
        return {row.id: row for row in self._record.actors}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        return {row.id: row.document for row in self._record.documents}

    def rows_of_documents(self) -> Iterable[DocumentRow]:
        return self._record.documents

    @cached_property
    def quotes(self) -> Mapping[str, QuoteRow]:
        return {row.id: row for row in self._record.quotes}

    @cached_property
    def _outlets(self) -> Mapping[str, str | None]:
        return {row.id: row.outlet for row in self._record.documents}

    def actor(self, reference: str | None) -> str:
        """The name of an actor's id; a dash for nobody."""
        if reference is None:
            return "–"
        row = self.actors.get(reference)
        return row.name if row else reference

    def all(self, references: Iterable[str]) -> str:
        return ", ".join(self.actor(reference) for reference in references)

    def outlet(self, document: str) -> str:
        """The outlet of a document, or its source where none is known."""
        reference = self._outlets.get(document)
        return self.actor(reference) if reference else self.documents[document].source

    def sentence(self, document: str, span: Span, width: int = 160) -> tuple[str, str, str]:
        """What stands before the span, in it, and after it: up to `width` characters of the article’s paragraph."""
        found = self.documents[document]
        raw, apart = found.raw, (*found.furniture, *([found.header] if found.header else []))
        start = max(raw.rfind("\n", 0, span.start) + 1, span.start - width)
        start = max([start, *(other.end for other in apart if other.end <= span.start)])
        end = raw.find("\n", span.end)
        end = min(len(raw) if end < 0 else end, span.end + width)
        end = min([end, *(other.start for other in apart if other.start >= span.end)])
        return raw[start : span.start], raw[span.start : span.end], raw[span.end : end]


def plain(text: str, kept: str = "") -> str:
    """The text with blanks for characters that cannot be shown, but for those that are `kept`."""
    if text.isprintable():
        return text
    return text.translate(dict.fromkeys((ord(c) for c in set(text) if not c.isprintable() and c not in kept), " "))


def one_line(text: str, width: int = 0) -> str:
    """The text on one line, without characters that steer a terminal, cut at `width` if that is set."""
    line = " ".join(plain(text).split())
    return line if not width or len(line) <= width else line[: width - 1].rstrip() + "…"
