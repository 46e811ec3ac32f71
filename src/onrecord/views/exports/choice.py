"""What an export is narrowed to, in the words of the desk's lists: for the command line, the desk and the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from onrecord.errors import DateError, OnrecordError
from onrecord.model.dates import Date
from onrecord.model.finding import FindingKind
from onrecord.model.linked import CommitmentStatus
from onrecord.model.record import ActorKind, EventKind, EventStatus, QuoteKind, Strength
from onrecord.store.lookup import SHAPES, Wanted

TYPES = (*SHAPES, "decision")
"""The types of rows, in the order of the record format."""
NAMES: Mapping[str, str] = {kind: "sources" if kind == "document" else f"{kind}s" for kind in TYPES}
"""What the rows of a type are called, by type."""

# What else the commands call one of them.
_ALSO = {"source": "document", "article": "document", "encounter": "event", "disagreement": "finding"}

KINDS: Mapping[str, tuple[str, ...]] = {
    "actor": get_args(ActorKind),
    "quote": get_args(QuoteKind),
    "statement": ("several", "single"),
    "event": get_args(EventKind),
    "commitment": get_args(Strength),
    "finding": get_args(FindingKind),
}
"""What `kind` may be, by type; of figures it is the unit."""
STATUSES: Mapping[str, tuple[str, ...]] = {
    "document": ("primary", "taken", "none"),
    "actor": ("known", "none"),
    "quote": ("unknown", "none"),
    "statement": ("primary", "none"),
    "event": get_args(EventStatus),
    "commitment": get_args(CommitmentStatus),
    "finding": ("dismissed", "none"),
}
"""What `status` may be, by type; `none` stands for rows that have no such mark."""
FIELDS = ("kind", "status", "actor", "outlet", "since", "until", "language", "severity")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows are taken along: of some types only, and what these are narrowed to.

    `wanted` has ids for `actor` and `outlet` once they are settled (`reading.settled`), before that the words that
    were given. `newest_first` is how feeds have it: `most` of the latest rows.
    """

    rows: tuple[str, ...] = TYPES
    wanted: Wanted = field(default_factory=Wanted)
    newest_first: bool = False
    most: int | None = None

    @property
    def narrowed(self) -> bool:
        """Whether rows are left out of the types that are taken."""
        return self.wanted != Wanted()

    @property
    def by_lists(self) -> bool:
        """Whether the lists of `store/shown.py` are asked."""
        return self.narrowed or self.newest_first

    def of(self, *rows: str) -> Choice:
        """The same of some types only."""
        return replace(self, rows=tuple(kind for kind in rows if kind in self.rows))


def choose(rows: tuple[str, ...] = (), query: Mapping[str, str | None] | None = None) -> Choice:
    """What the names of types (`quotes`, `sources` …) and the values of `FIELDS` ask for.

    Raises `OnrecordError` for a type, kind, status or day that there is none of.
    """
    given = {name: " ".join((value or "").split()) for name, value in (query or {}).items()}
    unknown = sorted(set(given) - set(FIELDS))
    if unknown:
        raise OnrecordError(f"there is no filter {unknown[0]!r}", hint=f"one of {', '.join(FIELDS)}")
    taken = tuple(kind for kind in TYPES if kind in {_type_of(name) for name in rows}) if rows else TYPES
    wanted: dict[str, Any] = {name: given.get(name, "") for name in FIELDS if name != "severity"}
    for name in ("since", "until"):
        if wanted[name]:
            wanted[name] = day(name, wanted[name])[name == "until"]
    _known("kind", wanted["kind"], KINDS, taken)
    _known("status", wanted["status"], STATUSES, taken)
    severity = given.get("severity", "")
    if severity and severity not in ("1", "2", "3"):
        raise OnrecordError(f"there is no severity {severity!r}", hint="1, 2 or 3")
    if severity and not rows:
        taken = ("finding",)
    return Choice(taken, Wanted(**wanted, weight=int(severity) if severity else None))


def _type_of(name: str) -> str:
    one = name.strip().lower().removesuffix("s")
    one = _ALSO.get(one, one)
    if one not in TYPES:
        raise OnrecordError(f"there are no rows {name!r}", hint=f"one of {', '.join(NAMES.values())}")
    return one


def _known(name: str, value: str, table: Mapping[str, tuple[str, ...]], taken: tuple[str, ...]) -> None:
    if not value or (name == "kind" and "figure" in taken and taken != TYPES):
        return
    words = sorted({word for kind in taken for word in table.get(kind, ())})
    if value not in words:
        raise OnrecordError(f"there is no {name} {value!r} among these rows", hint=f"one of {', '.join(words)}")


def day(name: str, text: str) -> tuple[str, str]:
    """The first and the last day that was meant. Raises `OnrecordError` for what is no day."""
    if not text:
        return "", ""
    try:
        bounds = Date(text).bounds()
        if bounds is None or bounds[1] is None or bounds[0] == dt.date.min:
            raise DateError("no such day")
    except (DateError, ValueError) as error:
        raise OnrecordError(f"{name}: not a day: {text!r}", hint="write it like 2031-05-06, 2031-05 or 2031") from error
    return bounds[0].isoformat(), bounds[1].isoformat()
