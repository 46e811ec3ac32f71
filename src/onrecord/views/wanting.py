"""What a list is asked for, in the same words everywhere: on the desk, over HTTP, in Python, by an assistant."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from onrecord.errors import OnrecordError
from onrecord.model.dates import Date
from onrecord.store.lookup import Wanted
from onrecord.store.ordering import Standing
from onrecord.store.somebody import Finder, somebody
from onrecord.views.exports.choice import KINDS, STATUSES, day

ORDERS: Mapping[str, str] = {
    "document": "-day",
    "actor": "-weight name",
    "quote": "-day",
    "statement": "-weight -day",
    "event": "-day",
    "commitment": "?last last",
    "figure": "-weight name",
    "finding": "-weight -day",
}
"""What comes first: the latest; of statements and figures what most sources have; the gravest findings; what falls
due next; whom most articles name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wrote; "" leaves it open. `actor`, `outlet`: an id or a name; days: 2031, 2031-05, 2031-05-06.

    `as_of` is the day as of which the record is asked, by whoever opens it: it narrows nothing, and a cursor belongs
    to one day's list.
    """

    kind: str = ""
    status: str = ""
    actor: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    language: str = ""
    severity: int | None = None
    as_of: str = ""


def wanted(finder: Finder, kind: str, asked: Asked) -> Wanted:
    """What the store understands of it.

    Raises `OnrecordError` for a value that there is none of, and `LookupError` for a name that nobody bears.
    """
    _one_of("kind", asked.kind, KINDS.get(kind, ()))
    _one_of("status", asked.status, STATUSES.get(kind, ()))
    if asked.language and kind != "document":
        raise OnrecordError("only documents are narrowed to a language")
    if asked.severity is not None and (kind != "finding" or asked.severity not in (1, 2, 3)):
        raise OnrecordError(f"no such severity: {asked.severity}", hint="1, 2 or 3, and of findings only")
    return Wanted(
        kind=asked.kind,
        status=asked.status,
        since=day("since", asked.since)[0],
        until=day("until", asked.until)[1],
        language=asked.language,
        weight=asked.severity,
        actor=_known(finder, asked.actor),
        outlet=_known(finder, asked.outlet),
    )


def as_of_day(text: str, name: str = "as_of") -> Date | None:
    """The day as of which somebody asks; None for "". Raises `OnrecordError` for what is no day."""
    return Date(text) if text and day(name, text) else None


def _known(finder: Finder, text: str) -> str:
    if not text:
        return ""
    row = somebody(finder, text)
    if row is None:
        raise LookupError(f"nobody in the record is called {text!r}")
    return row.id


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value and value not in known and known:
        raise OnrecordError(f"no such {name}: {value!r}", hint=f"one of {', '.join(known)}")
    if value and not known:
        raise OnrecordError(f"these rows are not narrowed by {name}")


# ---- where the next page begins


def cursor(kind: str, asked: object, standing: Standing) -> str:
    """Where a row stands, as one word; it holds for the list that it was made for, and for no other."""
    packed = json.dumps([_list_of(kind, asked), *standing], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def standing(kind: str, asked: object, text: str) -> Standing:
    """Where a list goes on; () at its beginning. Raises `OnrecordError` where the cursor is not of this list."""
    if not text:
        return ()
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        found = json.loads(raw.decode("utf-8", "surrogatepass"))
        mark, *values = found
    except (ValueError, TypeError, RecursionError):
        mark, values = None, []
    order = ORDERS.get(kind, "number").split()
    right = len(values) == len(order) + sum("?" in name for name in order) + 1
    right = right and (kind in ORDERS or [*map(type, values)] == [int, str])
    if mark != _list_of(kind, asked) or not right or not all(map(_plain, values)):
        raise OnrecordError("this cursor belongs to another list", hint="go on with the same filters, or begin anew")
    return tuple(values)


def _plain(value: object) -> bool:
    """Whether a database can compare it, and a search begin at it."""
    if isinstance(value, str):
        return not any("\ud800" <= c <= "\udfff" for c in value)
    return isinstance(value, int) and abs(value) < 2**63


def _list_of(kind: str, asked: object) -> str:
    return sha256(f"{kind} {asked!r}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
