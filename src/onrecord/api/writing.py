"""A record that is open for writing: articles are added, people decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.api.answers import Added
from onrecord.api.record import Record
from onrecord.errors import DateError, OnrecordError, SourceError
from onrecord.model.dates import Date
from onrecord.model.finding import Finding
from onrecord.model.linked import Decision
from onrecord.model.linked import Record as Linked

if TYPE_CHECKING:
    from onrecord.sources.items import Item


class WritableRecord(Record):
    """What `open_record(…, write=True)` gives: a record that articles are added to, and that people decide in.

    Each method is kept at once and brings the rows in step. Decisions are signed with the name of the account and
    the time, are kept apart from what the program found, and can be taken back.
    """

    def add(self, *paths: str | Path, dossier: str | Path | None = None) -> Added:
        """Reads files, folders and patterns into the record, as `onrecord add` does; addresses are not asked.

        `dossier` is a file of what is known beforehand; it is kept with the record. Raises `DossierError`.
        """
        from onrecord.sources.files import read_paths

        text = Path(dossier).read_text("utf-8-sig") if dossier is not None else None
        return self._add(read_paths(paths), text)

    def add_article(
        self,
        text: str,
        *,
        url: str | None = None,
        outlet: str | None = None,
        published: str | None = None,
        title: str | None = None,
    ) -> Added:
        """Reads one article from its text.

        `url` is where it came from, `outlet` the name of who published it, `published` an EDTF date, `title` its
        headline where it is the first line of the text. The same text from the same address changes nothing.

        Raises `OnrecordError` for an empty or endless text or an address that is none, `DateError` for the date.
        """
        from onrecord.model.document import sha256_of
        from onrecord.sources.items import MOST_BYTES, Item
        from onrecord.sources.reading import Given

        if not text.strip() or len(text) > MOST_BYTES:
            raise OnrecordError("there is no text" if not text.strip() else f"more than {MOST_BYTES} characters")
        if url is not None and (not url.startswith(("https://", "http://")) or not url.isprintable() or " " in url):
            raise OnrecordError("not an address of the web", where=url[:200], hint="https://…, or none")
        whole = text.encode("utf-8", "replace").decode()
        day = Date(published) if published else None
        if day is not None and day.bounds() is None:
            raise DateError(f"a day needs a year: {published!r}")
        given = Given(url=url, title=title or None, published=day, publisher=outlet or None)
        source = url or f"text-{sha256_of(whole)[:16]}.txt"
        return self._add([Item(source, whole, given, source)], None)

    def _add(self, items: Iterable[Item | SourceError], dossier: str | None) -> Added:
        from onrecord import pipeline

        before = set(self._store.result_keys())
        done = pipeline.add(self._store, items, dossier_text=dossier)
        self.refresh()
        new = sorted(set(self._store.result_keys()) - before)
        return Added(tuple(new), done.unchanged, tuple(done.skipped))

    # ---- decisions

    def dismiss(self, finding: str, why: str) -> Decision:
        """A finding is none; remembered as long as its words are the same."""
        from onrecord.deciding import dismiss, reason

        return self._decide(lambda _, found: dismiss(found, finding, **_signed(reason(why))))

    def uphold(self, finding: str, why: str) -> Decision:
        """A finding is one: somebody has looked at its words."""
        from onrecord.deciding import reason, uphold

        return self._decide(lambda _, found: uphold(found, finding, **_signed(reason(why))))

    def confirm(self, commitment: str, value: str, why: str | None = None) -> Decision:
        """A promise was `kept`, `broken`, `in_progress`, `withdrawn` or `superseded`; -1, 0, 1 is its G20 score."""
        from onrecord.deciding import judge

        return self._decide(lambda opened, _: judge(opened, commitment, "confirm", value, **_signed(why)))

    def reject(self, commitment: str, value: str, why: str | None = None) -> Decision:
        """The evidence that was proposed does not show that the promise was kept, broken …"""
        from onrecord.deciding import judge

        return self._decide(lambda opened, _: judge(opened, commitment, "reject", value, **_signed(why)))

    def merge(self, *actors: str, why: str | None = None) -> Decision:
        """Two actors or more are one."""
        from onrecord.deciding import merge

        return self._decide(lambda opened, _: merge(opened, actors, **_signed(why)))

    def split(self, actor: str, sources: Iterable[str], why: str | None = None) -> Decision:
        """In some sources (names or ids of documents) the name means somebody else."""
        from onrecord.deciding import split

        named = tuple(sources)
        return self._decide(lambda opened, _: split(opened, actor, named, **_signed(why)))

    def rename(self, actor: str, name: str, why: str | None = None) -> Decision:
        """An actor is called so."""
        from onrecord.deciding import rename

        return self._decide(lambda opened, _: rename(opened, actor, name, **_signed(why)))

    def undo(self, decision: str) -> Decision:
        """Takes a decision back and gives it. Raises `OnrecordError` where there is none of this id."""
        from onrecord.store.rows import take_back

        known = take_back(self._store, decision)
        if known is None:
            raise OnrecordError("no such decision", where=decision)
        self.refresh()
        return known

    def _decide(self, make: Callable[[Linked, tuple[Finding, ...]], Decision]) -> Decision:
        from onrecord import pipeline
        from onrecord.store.rows import keep_decision

        decision = make(*pipeline.open_record(self._store))
        keep_decision(self._store, decision)
        self.refresh()
        return decision


def _signed(why: str | None) -> dict[str, str | None]:
    """Who decides, when and why."""
    from onrecord.deciding import signature

    return {**signature(dt.datetime.now(dt.UTC)), "why": " ".join((why or "").split()) or None}
