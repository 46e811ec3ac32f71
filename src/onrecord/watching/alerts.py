"""Saved queries: which rows of the record are news to those who asked to be told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord import pipeline
from onrecord.gathering.gatherer import Tell
from onrecord.model.dates import Date
from onrecord.model.finding import Finding
from onrecord.model.linked import Record
from onrecord.model.response import iso
from onrecord.store.fetches import AlertRow, Fetches
from onrecord.store.store import Store
from onrecord.views.names import Names, one_line
from onrecord.watching.sources_file import Alert

# The row that says that a query has been asked before; it goes out on no way.
_BEGUN = ""
# What is still to be done about a promise.
_OPEN = ("open", "in_progress", "overdue")
_LONGEST = 300

Words = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell: a row, a line for people, the words it rests on, and the addresses of their documents.

    `state` is what may change about a row so that it is news again (the day a promise falls due).
    """

    row: str
    title: str
    text: str
    words: tuple[Words, ...]
    sources: tuple[str, ...]
    state: str = ""


def look_out(store: Store, alerts: Sequence[Alert], moment: dt.datetime, tell: Tell) -> None:
    """Asks each query, and notes what it finds for the first time, to go out on its ways.

    Findings and statements that are there when a query is asked for the first time are no news; promises that fall
    due are. A row is known again by the words that it rests on, since ids change when rows come together.
    """
    record, findings = pipeline.open_record(store)
    for alert in alerts:
        found = list(_QUERIES[alert.on](alert, record, findings, moment.date()))
        with store.fetches() as fetches:
            begun, told = _told(fetches, alert.name)
            silent = not begun and alert.on != "commitment"
            new = 0
            for news in found:
                if any((words, news.state) in told for words in news.words):
                    continue
                told.update((words, news.state) for words in news.words)
                data = payload(alert, news, moment, silent=silent)
                row = f"{news.row} {news.state}".strip()
                fetches.tell(alert.name, row, iso(moment), data, () if silent else alert.to)
                new += not silent
            if not begun:
                fetches.tell(alert.name, _BEGUN, iso(moment), b"{}", ())
        if new:
            tell("alert", query=alert.name, new=new)


def payload(alert: Alert, news: News, moment: dt.datetime, *, silent: bool = False) -> bytes:
    """What goes out, as JSON; what is `silent` is kept to be known again, and goes out nowhere."""
    values: dict[str, object] = {
        "query": alert.name, "at": iso(moment), "row": news.row, "title": news.title, "text": news.text,
        "sources": news.sources, "state": news.state, "words": news.words,
    }  # fmt: skip
    if silent:
        values["silent"] = True
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")


def is_silent(row: AlertRow) -> bool:
    """Whether a row that is kept was there when its query was asked for the first time, and so was no news."""
    return bool(json.loads(row.data).get("silent"))


def read_payload(row: AlertRow) -> Mapping[str, str]:
    """What goes out of a row that is kept, for people and programs: without the words' places."""
    values = json.loads(row.data)
    return {key: value for key, value in values.items() if key not in ("words", "state", "silent")}


def _told(fetches: Fetches, query: str) -> tuple[bool, set[tuple[Words, str]]]:
    """Whether a query was asked before, and the words that it told of."""
    known = fetches.told(query)
    words: set[tuple[Words, str]] = set()
    for data in known.values():
        values = json.loads(data)
        state = values.get("state", "")
        words.update(((document, start, end), state) for document, start, end in values.get("words", ()))
    return _BEGUN in known, words


# ---- queries


def _findings(alert: Alert, record: Record, findings: Sequence[Finding], today: dt.date) -> Iterator[News]:
    names = Names(record)
    for finding in findings:
        if finding.dismissed or finding.severity < alert.severity:
            continue
        if alert.kind is not None and finding.kind != alert.kind:
            continue
        words = tuple((p.document, p.span.start, p.span.end) for p in finding.evidence)
        if _wanted(alert, (finding.summary, *(place.span.text for place in finding.evidence))):
            title = f"{finding.kind} (severity {finding.severity})"
            yield News(finding.id, title, one_line(finding.summary), words, _sources(names, finding.documents))


def _commitments(alert: Alert, record: Record, findings: Sequence[Finding], today: dt.date) -> Iterator[News]:
    names = Names(record)
    for row in record.commitments:
        last = _last_day(row.due.date) if row.due is not None else None
        if last is None or row.due is None or row.status not in _OPEN:
            continue
        if not 0 <= (last - today).days <= alert.within or not _by(alert, names, (row.who,)):
            continue
        text = one_line(row.evidence[0].span.text, _LONGEST)
        if _wanted(alert, tuple(telling.span.text for telling in row.evidence)):
            title = f"{names.actor(row.who)}: due {row.due.date.edtf}"
            words = tuple((t.document, t.span.start, t.span.end) for t in row.evidence)
            documents = [telling.document for telling in row.evidence]
            yield News(row.id, one_line(title), text, words, _sources(names, documents), row.due.date.edtf)


def _statements(alert: Alert, record: Record, findings: Sequence[Finding], today: dt.date) -> Iterator[News]:
    names = Names(record)
    for row in record.statements:
        quotes = [names.quotes[id_] for id_ in row.quotes]
        if not quotes or not _by(alert, names, row.speakers):
            continue
        if _wanted(alert, tuple(quote.quote.span.text for quote in quotes)):
            words = tuple((quote.document, quote.quote.span.start, quote.quote.span.end) for quote in quotes)
            text = one_line(quotes[0].quote.span.text, _LONGEST)
            title = one_line(names.all(row.speakers)) or "unknown speaker"
            yield News(row.id, title, text, words, _sources(names, [quote.document for quote in quotes]))


_QUERIES: Mapping[str, Callable[[Alert, Record, Sequence[Finding], dt.date], Iterator[News]]] = {
    "finding": _findings,
    "commitment": _commitments,
    "statement": _statements,
}


def _by(alert: Alert, names: Names, actors: Iterable[str]) -> bool:
    """Whether one of these is who the query asks for, by any form of the name."""
    if alert.by is None:
        return True
    wanted = alert.by.casefold()
    rows = [names.actors[actor] for actor in actors if actor in names.actors]
    return any(wanted in name.casefold() for row in rows for name in (row.name, *row.names))


def _wanted(alert: Alert, texts: Iterable[str]) -> bool:
    return alert.words is None or any(alert.words.casefold() in text.casefold() for text in texts)


def _last_day(date: Date) -> dt.date | None:
    bounds = date.bounds()
    return (bounds[1] or bounds[0]) if bounds else None


def _sources(names: Names, documents: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.documents[document].source for document in documents))
