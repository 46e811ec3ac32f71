"""A record that is open for reading: what is in it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from onrecord.api.answers import Citation, Explanation, Found
from onrecord.api.rows import Rows
from onrecord.errors import DateError, OnrecordError
from onrecord.model import linked
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.finding import Finding
from onrecord.model.span import Span
from onrecord.store.lookup import SHAPES, Lookup, Wanted
from onrecord.store.searching import Hit
from onrecord.store.store import Store
from onrecord.views.asof import AsOf
from onrecord.views.citing import cite
from onrecord.views.days import Days
from onrecord.views.wanting import ORDERS, Asked, as_of_day, wanted
from onrecord.web.answering import rows_of
from onrecord.web.asking import understand
from onrecord.web.explaining import explained, find

if TYPE_CHECKING:
    from onrecord.views import exports

# How long a question to the store may take, in seconds: nobody waits behind it, as on the desk.
_SECONDS = 600.0
_ALL = 100_000_000


def _read(lookup: Lookup, kind: str, ids: Sequence[str]) -> list[Any]:
    """Rows in the order of their ids; articles with their texts."""
    rows = rows_of(lookup, kind, ids)
    if kind != "document":
        return rows
    texts = lookup.texts(row.id for row in rows)
    return [replace(row, document=texts[row.id]) for row in rows if row.id in texts]


def _wanted(lookup: Lookup, kind: str, asked: Asked) -> Wanted:
    try:
        return wanted(lookup, kind, asked)
    except LookupError as error:
        raise OnrecordError(str(error.args[0]), hint="see: onrecord actors") from error


def _found(hit: Hit, row: Any, article: Document | None) -> Found:
    if article is None:
        return Found(hit.type, row, "", None, ())
    words = tuple(Span.cut(article.raw, start, end) for start, end in sorted(hit.found))
    return Found(hit.type, row, hit.document, Span.cut(article.raw, hit.start, hit.end), words)


class Record:
    """An open record. `open_record` makes one.

    Each kind of row has a method that gives a list of the model's own frozen types (`onrecord.model`), narrowed by
    words that the command line knows, too: `by` (who said or promised it, took part or is named; `actor` on the desk)
    and `outlet` are ids or names, `since` and `until` days (`2031`, `2031-05`, `2031-05-06`), `kind` and `status`
    those of the record format. What is asked for and does not exist (an unknown status, a name that nobody bears) is
    an `OnrecordError`, not an empty list.
    """

    def __init__(self, path: Path, as_of: str | None = None, *, create: bool = False) -> None:
        from onrecord import pipeline

        day = Date(as_of) if as_of is not None else None
        if day is not None and day.bounds() is None:
            raise DateError(f"a day needs a year: {as_of!r}")
        self.path = path
        self._store = Store(path, create=create)
        self._day: AsOf | None = None
        self._days = Days(self._store, pipeline.known_on)
        try:
            self.refresh()
            if day is not None:
                self._day = AsOf(*pipeline.open_record(self._store, day), self._store)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Closes the file. Lists that were not gone through yet can't be read after that."""
        self._days.close()
        self._store.close()

    def known(self, as_of: str, *, seconds: float = _SECONDS) -> Record:
        """The same record as it could be known on a day: what `open_record(…, as_of=…)` gives, but kept for who asks
        again, over the same file and open as long as this one.

        Raises `OnrecordError` for what is no day, for a record of more than 500 articles (`open_record` takes
        the time that it needs), and where linking takes longer than `seconds`; it goes on then, for who asks again.
        """
        day = as_of_day(as_of)
        if day is None:
            raise DateError(f"a day needs a year: {as_of!r}")
        with self._store.lookup() as lookup:
            edition = lookup.edition()
        shown = Record.__new__(Record)
        shown.path, shown._store, shown._days = self.path, self._store, self._days
        shown._day = self._days.view(day, edition, seconds)
        return shown

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def refresh(self) -> None:
        """Brings rows and lists in step with what others have added or decided since; cheap where nobody has."""
        from onrecord import pipeline

        if self._store.get("linked") != pipeline.linking_key() or not self._store.in_step:
            pipeline.refresh(self._store)
        while self._store.list_rows():
            pass

    @contextmanager
    def reading(self) -> Iterator[Lookup]:
        """The rows within one transaction, for whoever needs more than lists (`onrecord.store.lookup`)."""
        if self._day is not None:
            yield cast(Lookup, self._day)  # it answers the same questions
            return
        with self._store.lookup(_SECONDS) as lookup:
            yield lookup

    def _exported(self, kind: str, ids: Sequence[str]) -> AbstractContextManager[exports.Rows]:
        from onrecord.api.tables import held_rows, stored_rows

        if self._day is not None:
            return held_rows(self._day.memory, kind, ids)
        return stored_rows(self._store, kind, ids)

    # ---- lists

    def documents(
        self,
        *,
        by: str = "",
        outlet: str = "",
        since: str = "",
        until: str = "",
        language: str = "",
        status: str = "",
    ) -> Rows[linked.DocumentRow]:
        """Articles with their texts, the latest first.

        `language` is an ISO 639-1 code; `status` is `primary` (transcripts, communiqués) or `taken` (from others).
        """
        return self._rows("document", Asked("", status, by, outlet, since, until, language))

    def statements(
        self, *, by: str = "", outlet: str = "", since: str = "", until: str = "", kind: str = "", status: str = ""
    ) -> Rows[linked.Statement]:
        """One utterance however often it is rendered; what most sources have first.

        `kind`: `several` or `single` renderings; `status`: `primary` where a primary source has it.
        """
        return self._rows("statement", Asked(kind, status, by, outlet, since, until))

    def quotes(
        self, *, by: str = "", outlet: str = "", since: str = "", until: str = "", kind: str = "", status: str = ""
    ) -> Rows[linked.QuoteRow]:
        """Who said what in which article, the latest first. `kind`: direct, indirect, mixed; `status`: `unknown`
        for those whose speaker is."""
        return self._rows("quote", Asked(kind, status, by, outlet, since, until))

    def events(
        self, *, by: str = "", outlet: str = "", since: str = "", until: str = "", kind: str = "", status: str = ""
    ) -> Rows[linked.EventRow]:
        """Who met whom, the latest first; what is planned stands at its day. `since`, `until`: the day of the event."""
        return self._rows("event", Asked(kind, status, by, outlet, since, until))

    def commitments(
        self, *, by: str = "", outlet: str = "", since: str = "", until: str = "", kind: str = "", status: str = ""
    ) -> Rows[linked.CommitmentRow]:
        """Who promised what, what falls due first ahead.

        `kind` is how firm it is (`promises` …), `status` as of the record's latest day; `since`, `until`: when it was
        first told.
        """
        return self._rows("commitment", Asked(kind, status, by, outlet, since, until))

    def figures(self, *, outlet: str = "") -> Rows[linked.FigureRow]:
        """Quantities that somebody could check, those that most sources have first."""
        return self._rows("figure", Asked(outlet=outlet))

    def findings(
        self,
        *,
        outlet: str = "",
        since: str = "",
        until: str = "",
        kind: str = "",
        status: str = "none",
        severity: int | None = None,
    ) -> Rows[Finding]:
        """Where the sources disagree, the gravest first. `status`: `none` for those that nobody has
        set aside, `dismissed`, or "" for both."""
        return self._rows("finding", Asked(kind, status, "", outlet, since, until, "", severity))

    def actors(self, *, kind: str = "", status: str = "") -> Rows[linked.ActorRow]:
        """Who is who, those whom most articles name first; `status`: `known` for those of the dossier.

        `parties` (where they stand in each article) is filled by `row`, not in this list.
        """
        return self._rows("actor", Asked(kind, status))

    def decisions(self) -> tuple[linked.Decision, ...]:
        """What people decided, in the order in which they did."""
        with self.reading() as lookup:
            return lookup.decisions()

    def _rows(self, kind: str, asked: Asked) -> Rows[Any]:
        with self.reading() as lookup:
            ids = lookup.ids(kind, _wanted(lookup, kind, asked), order=ORDERS[kind], most=_ALL)
        return Rows(kind, ids, self.reading, _read, self._exported)

    # ---- a row by itself

    def row(self, id: str) -> Any:
        """The row of an id, or of as much of its beginning as only one has. Raises `OnrecordError` for none."""
        with self.reading() as lookup:
            kind, whole = self._find(lookup, id)
            if kind != "actor":
                return _read(lookup, kind, [whole])[0]
            return replace(_read(lookup, kind, [whole])[0], parties=lookup.parties(whole))

    def name(self, id: str) -> str:
        """What an actor is called; the id itself where there is no such actor."""
        with self.reading() as lookup:
            row = lookup.row("actor", id)
        return row.name if row else id

    def cite(self, id: str) -> tuple[Citation, ...]:
        """The words that a row rests on, each with its place, outlet and date. Errors as with `row`."""
        with self.reading() as lookup:
            kind, whole = self._find(lookup, id)
            pieces = cite(lookup, kind, _read(lookup, kind, [whole])).rows[0].get("cited", ())
        return tuple(Citation(**{key: piece.get(key) for key in Citation.__slots__}) for piece in pieces)

    def explain(self, id: str) -> Explanation:
        """Why the row is there: its words, the rule, who was passed over. Errors as with `row`."""
        with self.reading() as lookup:
            kind, whole = self._find(lookup, id)
            return Explanation(kind, whole, tuple(explained(lookup, kind, whole)))

    def _find(self, lookup: Lookup, start: str) -> tuple[str, str]:
        try:
            return find(lookup, start)
        except LookupError as error:
            raise OnrecordError(str(error.args[0]), hint="ids stand in every table") from error

    # ---- search, and the whole

    def search(
        self,
        text: str,
        kind: str = "document",
        *,
        by: str = "",
        outlet: str = "",
        since: str = "",
        until: str = "",
        related: bool = False,
        most: int = 20,
    ) -> tuple[Found, ...]:
        """Sentences that hold all words in any of their forms, those read last first.

        `"…"` is a phrase, `-` leaves a word out, `*` takes every ending, as on the desk. `kind` says what is to be
        found: `document` for any sentence, `actor` for names, else what rows of this type rest on. `related` takes
        words of the same root, too.
        """
        from onrecord.languages import lemmas_of

        if kind not in SHAPES:
            raise OnrecordError(f"no such kind of row: {kind!r}", hint=f"one of {', '.join(SHAPES)}")
        question = understand(text, lemmas_of, related=related)
        if not question.expression:
            return ()
        with self.reading() as lookup:
            narrowed = _wanted(lookup, kind, Asked("", "", by, outlet, since, until))
            hits = lookup.search(question.expression, kind, narrowed, most=most)
            rows = {row.id: row for row in _read(lookup, kind, list(dict.fromkeys(hit.id for hit in hits)))}
            texts = lookup.texts(hit.document for hit in hits if kind != "actor")
        return tuple(_found(hit, rows[hit.id], texts.get(hit.document)) for hit in hits if hit.id in rows)

    @property
    def as_of(self) -> Date | None:
        """The day as of which it is shown: the latest publication unless another was asked for."""
        with self.reading() as lookup:
            return lookup.as_of()

    def counts(self) -> Mapping[str, int]:
        """How many rows of each type there are."""
        with self.reading() as lookup:
            return {kind: lookup.count(kind) for kind in SHAPES}

    def articles_by_month(self) -> Mapping[str, int]:
        """How many articles came out in each month that had any (`"2031-05"`), the first ahead."""
        with self.reading() as lookup:
            days = lookup.counts("document", "day")
        months: dict[str, int] = {}
        for day, count in days.items():
            if day:
                months[day[:7]] = months.get(day[:7], 0) + count
        return dict(sorted(months.items()))

    def __repr__(self) -> str:
        return f"<record {self.path} as of {self.as_of or 'no known day'}>"

    def _repr_html_(self) -> str:
        from onrecord.api.showing import record_html

        return record_html(self)
