"""A record in the formats of other programs: one module a format, one registry for the command line, desk and API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import IO

from onrecord.errors import OnrecordError
from onrecord.views.exports.choice import FIELDS, TYPES, Choice, choose
from onrecord.views.exports.reading import Rows, held, stored


@dataclass(frozen=True, slots=True)
class Format:
    """A way to take rows along.

    `writer` of `module` writes it (`write(rows, out)`, and `with_texts` where `texts` says so). `rows` are the types
    that it can tell of. `packed` is no text, and nothing for a terminal; `newest` begins with the latest rows.
    """

    name: str
    title: str
    module: str
    suffix: str
    media: str
    rows: tuple[str, ...] = TYPES
    texts: bool = False
    packed: bool = False
    newest: bool = False
    writer: str = "write"


FORMATS: Mapping[str, Format] = {
    form.name: form
    for form in (
        Format("jsonl", "the record format, version 1", "lines", "jsonl", "application/x-ndjson", texts=True),
        Format("csv", "one table", "delimited", "csv", "text/csv; charset=utf-8", texts=True),
        Format(
            "parquet", "one table with types", "parquet", "parquet", "application/vnd.apache.parquet", TYPES, True, True
        ),
        Format(
            "xlsx", "a workbook, a sheet for each kind of row", "sheets", "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", TYPES, True, True,
        ),
        Format("ics", "a calendar of encounters and of what falls due", "ical", "ics", "text/calendar; charset=utf-8",
               ("event", "commitment")),
        Format("atom", "a feed, the latest first", "atom", "xml", "application/atom+xml; charset=utf-8",
               ("finding", "commitment", "statement"), newest=True),
        Format("jsonld", "schema.org’s Quotation, Claim and Event", "linked_data", "jsonld", "application/ld+json",
               ("document", "actor", "quote", "statement", "event")),
        Format("annotations", "W3C Web Annotations", "annotations", "jsonld", "application/ld+json",
               ("quote", "event", "commitment", "figure", "finding")),
        Format("ftm", "FollowTheMoney entities", "entities", "ftm.json", "application/x-ndjson",
               ("document", "actor", "quote", "event", "commitment")),
        Format("bibtex", "sources for a bibliography", "references", "bib", "application/x-bibtex; charset=utf-8",
               ("document",), writer="write_bibtex"),
        Format("csl", "sources for Zotero and pandoc (CSL-JSON)", "references", "json",
               "application/vnd.citationstyles.csl+json", ("document",), writer="write_csl"),
    )
}  # fmt: skip


def format_of(name: str) -> Format:
    """The format of a name. Raises `OnrecordError` where there is none."""
    if name not in FORMATS:
        raise OnrecordError(f"there is no format {name!r}", hint=f"one of {', '.join(FORMATS)}")
    return FORMATS[name]


def narrow(form: Format, choice: Choice) -> Choice:
    """The choice as far as a format goes. Raises `OnrecordError` where it can tell of none of these rows."""
    taken = choice.of(*form.rows)
    if not taken.rows:
        raise OnrecordError(f"{form.name} has no room for {', '.join(choice.rows)}", hint=f"for {', '.join(form.rows)}")
    return replace(taken, newest_first=form.newest)


def write_export(form: Format, rows: Rows, out: IO[bytes], *, with_texts: bool = False) -> None:
    """Writes the rows to a file that takes bytes. Raises `OSError` where it takes no more."""
    write = getattr(import_module(f"{__name__}.{form.module}"), form.writer)
    if form.texts:
        write(rows, out, with_texts=with_texts)
    else:
        write(rows, out)


__all__ = ["FIELDS", "FORMATS", "TYPES", "Choice", "Format", "Rows", "choose", "format_of", "held", "narrow", "stored",
           "write_export"]  # fmt: skip
