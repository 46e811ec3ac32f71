"""What a server answered, kept so that it can be read again without asking."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


def iso(moment: dt.datetime) -> str:
    """A moment as answers and logs bear it: UTC, ISO 8601, to the second."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Response:
    """One answer: `url` is what was asked for, `final` where the redirects in `hops` led, `at` when (UTC, ISO 8601).

    `body` is what the answer holds once unpacked; `headers` are as they came, without cookies.
    """

    url: str
    final: str
    at: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    hops: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """The first header of this name, however it is capitalised."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def unchanged(self) -> bool:
        """Whether the server says that what it sent before still holds."""
        return self.status == 304

    @property
    def charset(self) -> str | None:
        """The character set that the server names, if it does."""
        for part in (self.header("content-type") or "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset" and value.strip(" \"'"):
                return value.strip(" \"'")[:40]
        return None
