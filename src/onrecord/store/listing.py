"""What the tables of `store/shown.py` hold of each type of row."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from onrecord.model import linked
from onrecord.model.dates import Date
from onrecord.model.finding import Finding
from onrecord.model.record import Extraction
from onrecord.model.span import Span
from onrecord.store import codec

Place = tuple[str, int, int]

NO_DAY = ""
OPEN_END = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Cast:
    """Who a document's parties are, as linking keeps it."""

    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A row as lists know it. `named`: (role, id of the other row)."""

    kind: str = ""
    status: str = ""
    weight: int = 0
    day: str = NO_DAY
    last: str = NO_DAY
    name: str = ""
    named: frozenset[tuple[str, str]] = frozenset()
    places: frozenset[Place] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Article:
    """What other rows need to know of an article: how it is listed itself, and its outlet's id. Its days are the first
    and the last one that its publication may mean ("" for none)."""

    day: str = NO_DAY
    last: str = NO_DAY
    outlet: str | None = None
    kind: str = ""
    status: str = ""
    weight: int = 0


class Known(Protocol):
    """What is known of other rows when one is listed."""

    def article(self, document: str) -> Article:
        """When an article came out, and where."""
        ...

    def quote_places(self, quotes: Iterable[str]) -> Mapping[str, Place]: ...


# In this order rows are listed, so that what one needs of another is there.
TYPES = ("document", "cast", "actor", "quote", "statement", "event", "commitment", "figure", "finding")


def read_row(kind: str, data: bytes) -> Any:
    """A row of the table `row`. Raises `StoreError` where another version wrote it."""
    return codec.load(_LISTING[kind][0], data)


def listed_row(kind: str, row: Any, known: Known) -> Listed:
    """A row as lists know it."""
    return _LISTING[kind][1](row, known)


def documents_of(row: Any) -> set[str]:
    """The articles that listing a row asks for; a statement's are those of its quotes."""
    match row:
        case linked.QuoteRow():
            return {row.document}
        case linked.EventRow() | linked.FigureRow():
            return _documents(row.evidence)
        case linked.CommitmentRow():
            return _documents(row.evidence) | _documents(row.proposed)
        case Finding():
            return {*row.documents} | _documents(row.evidence)
    return set()


def _documents(tellings: Iterable[_Told]) -> set[str]:
    return {told.document for told in tellings}


def article_of(row: linked.DocumentRow) -> Article:
    """The same of an article's row."""
    (day, last), (kind, status, weight) = edges(row.document.published), _standing(row)
    return Article(day, last, row.outlet, kind, status, weight)


def edges(date: Date | None) -> tuple[str, str]:
    """The first and the last day that a date may mean; "" where no year is known."""
    bounds = date.bounds() if date else None
    if bounds is None:
        return NO_DAY, NO_DAY
    first, last = bounds
    return (NO_DAY if first == dt.date.min else first.isoformat()), last.isoformat() if last else OPEN_END


def _document(row: linked.DocumentRow, known: Known) -> Listed:
    document = row.document
    first, last = edges(document.published)
    named = {("story", row.story), *(("cites", id_) for id_ in row.cites)}
    named |= {("from", taken.document) for taken in row.derived_from}
    if row.outlet:
        named.add(("outlet", row.outlet))
    name = document.title.text if document.title else document.source
    return Listed(*_standing(row), first, last, name, frozenset(named))


def _standing(row: linked.DocumentRow) -> tuple[str, str, int]:
    """Kind, status and weight of an article."""
    status = "primary" if row.document.primary else "taken" if row.derived_from else ""
    return row.document.language or "", status, len(row.derived_from)


def _cast(row: Cast, known: Known) -> Listed:
    return Listed(named=frozenset(("party", actor) for actor in row.actors))


def _actor(row: linked.ActorRow, known: Known) -> Listed:
    named = {("member", id_) for id_ in row.members} | {("of", office.of) for office in row.offices if office.of}
    return Listed(row.kind, "known" if row.entry else "", 0, name=row.name, named=frozenset(named))


def _quote(row: linked.QuoteRow, known: Known) -> Listed:
    quote = row.quote
    named = frozenset(("speaker", id_) for id_ in row.speakers)
    place = (row.document, quote.span.start, quote.span.end)
    status = "" if row.speakers else "unknown"
    day = known.article(row.document).day
    return Listed(quote.kind, status, round(100 * quote.confidence), day, day, "", named, frozenset({place}))


def _statement(row: linked.Statement, known: Known) -> Listed:
    places = known.quote_places(row.quotes)
    documents = sorted({place[0] for place in places.values()})
    articles = [known.article(id_) for id_ in documents]
    # Of its day both edges, so that one that is known can be told from one that may be any of a year.
    day, last = min(((article.day, article.last) for article in articles if article.day), default=(NO_DAY, NO_DAY))
    # An article whose outlet nobody knows stands for one.
    outlets = {article.outlet or id_ for id_, article in zip(documents, articles, strict=True)}
    named = {("quote", id_) for id_ in row.quotes} | {("speaker", id_) for id_ in row.speakers}
    if row.event:
        named.add(("event", row.event))
    kind = "several" if len(row.quotes) > 1 else "single"
    weight = told_by(row.origins, len(outlets))
    status = "primary" if row.primary else ""
    return Listed(kind, status, weight, day, last, "", frozenset(named), frozenset(places.values()))


def told_by(origins: int, outlets: int) -> int:
    """The weight of a statement: first how many independent origins it has, then how many outlets tell it."""
    return 100 * origins + min(outlets, 99)


def _event(row: linked.EventRow, known: Known) -> Listed:
    first, last = edges(row.when.date if row.when else None)
    named = {("participant", id_) for id_ in row.participants}
    if row.place:
        named.add(("place", row.place))
    if row.part_of:
        named.add(("part_of", row.part_of))
    return Listed(
        row.kind, row.status, row.origins, first, last, row.series or "", frozenset(named), _of_tellings(row.evidence)
    )


def _commitment(row: linked.CommitmentRow, known: Known) -> Listed:
    _, last = edges(row.due.date if row.due else None)
    days = _days((telling.document for telling in row.evidence), known)
    named = {("who", row.who), *(("target", id_) for id_ in row.targets)}
    if row.event:
        named.add(("event", row.event))
    # What only the clock says depends on the day on which one asks.
    status = row.status if row.status_basis not in (None, "clock") else "open"
    places = _of_tellings(row.evidence) | _of_tellings(row.proposed)
    return Listed(row.strength, status, row.origins, days[0], last, row.action, frozenset(named), places)


def _figure(row: linked.FigureRow, known: Known) -> Listed:
    name = f"{row.value} {row.unit}"
    return Listed(row.unit[:24], "", row.origins, name=name, places=_of_tellings(row.evidence))


def _finding(row: Finding, known: Known) -> Listed:
    days = _days(row.documents, known)
    named = frozenset({("about", row.about)} if row.about else set())
    status = "dismissed" if row.dismissed else ""
    places = _of_tellings(row.evidence)
    return Listed(row.kind, status, row.severity, days[1], days[1], row.summary, named, places)


class _Told(Protocol):
    @property
    def document(self) -> str: ...
    @property
    def span(self) -> Span: ...


def _of_tellings(tellings: Iterable[_Told]) -> frozenset[Place]:
    return frozenset((told.document, told.span.start, told.span.end) for told in tellings)


def _days(documents: Iterable[str], known: Known) -> tuple[str, str]:
    """The first and the last day on which any of the articles came out."""
    days = sorted(day for id_ in documents if (day := known.article(id_).day))
    return (days[0], days[-1]) if days else (NO_DAY, NO_DAY)


_LISTING: Mapping[str, tuple[type[Any], Callable[[Any, Known], Listed]]] = {
    "document": (linked.DocumentRow, _document),
    "cast": (Cast, _cast),
    "actor": (linked.ActorRow, _actor),
    "quote": (linked.QuoteRow, _quote),
    "statement": (linked.Statement, _statement),
    "event": (linked.EventRow, _event),
    "commitment": (linked.CommitmentRow, _commitment),
    "figure": (linked.FigureRow, _figure),
    "finding": (Finding, _finding),
}


# ---- words


def as_word(text: str) -> str:
    """A word as the index knows it: small letters, ё as е, and `_` for what is neither letter nor digit."""
    small = text.lower().replace("ё", "е")
    return small if small.isalnum() else "".join(c if c.isalnum() else "_" for c in small)


def as_words(name: str) -> list[str]:
    """The words of a name as the index knows them."""
    return [as_word(word) for word in name.split()]


def sentences(extraction: Extraction) -> list[tuple[int, int, str, bytes]]:
    """Of each sentence its place, its lemmas and where they stand."""
    found = []
    for passage in extraction.passages:
        pairs = array("I", (n for pair in zip(passage.starts, passage.ends, strict=True) for n in pair))
        words = " ".join(as_word(word) or "_" for word in passage.words)
        found.append((passage.span.start, passage.span.end, words, pairs.tobytes()))
    return found
