"""Alerts on what somebody keeps under a name on the desk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

from pydantic import ValidationError

from onrecord.errors import OnrecordError
from onrecord.store.store import Store
from onrecord.watching.sources_file import Alert

On = Literal["finding", "commitment", "statement"]

# Lists that alerts can follow, and kinds of results of a search.
_LISTS: Mapping[str, On] = {"/findings": "finding", "/commitments": "commitment", "/statements": "statement"}
_RESULTS: Mapping[str, On] = {"finding": "finding", "commitment": "commitment", "quote": "statement"}
# What narrows a list, and what that is called in an alert.
_NARROWED = {"kind": "kind", "actor": "by", "severity": "severity", "q": "words"}
_OPERATOR = re.compile(r'["«»“”„*]|(?:^|\s)-')


def resolved(store: Store, alert: Alert) -> Alert:
    """The alert with what its saved query asks for; itself where it names none.

    Raises `OnrecordError` where there is no query of that name, or it asks for what an alert cannot.
    """
    if alert.saved is None:
        return alert
    with store.queries() as queries:
        query = queries.get(alert.saved)
    if query is None:
        raise OnrecordError(f"nothing is kept under the name {alert.saved!r}", where=f"alert {alert.name}")
    found = urlsplit(query.address)
    asked = {name: value for name, value in parse_qsl(found.query) if value}
    on = _LISTS.get(found.path) if found.path != "/search" else _RESULTS.get(asked.pop("in", ""))
    others = sorted(set(asked) - set(_NARROWED))
    if on is None:
        others = [found.path]
    elif _OPERATOR.search(asked.get("q", "")):
        others = ["q with quotation marks, minus or asterisk"]
    elif on == "statement" and asked.pop("kind", "several") != "several":
        others = ["kind"]
    if others or on is None:
        message = f"the query {query.name!r} asks for what no alert can follow: {', '.join(others)}"
        raise OnrecordError(message, where=f"alert {alert.name}", hint="see docs/watching.md")
    values: dict[str, Any] = {_NARROWED[name]: value for name, value in asked.items()}
    try:
        return Alert.model_validate({**alert.model_dump(), "saved": None, "on": on, **values}, strict=False)
    except ValidationError as error:
        raise OnrecordError(f"the query {query.name!r} cannot be followed", where=f"alert {alert.name}") from error
