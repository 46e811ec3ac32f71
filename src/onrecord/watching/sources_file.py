"""The file that says what is watched, how often, and who is told of what (`sources.toml`)."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from onrecord.errors import OnrecordError, SourceError
from onrecord.gathering.listed import Source
from onrecord.model.finding import FindingKind
from onrecord.sources.urls import ANY, Network, normalise
from onrecord.sources.web import Manners

_SPAN = re.compile(r"(\d{1,6})\s*(s|m|h|d|w)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def seconds(value: object) -> object:
    """ "15m" is 900: a number with s, m, h, d or w. Raises `ValueError`."""
    if isinstance(value, str):
        found = _SPAN.fullmatch(value.strip())
        if not found:
            raise ValueError("write a time as 30s, 15m, 6h, 3d or 2w")
        return int(found.group(1)) * _SECONDS[found.group(2)]
    return value


def address(value: object) -> object:
    """An address of the web in its kept form. Raises `ValueError`."""
    try:
        return normalise(value) if isinstance(value, str) else value
    except SourceError as error:
        raise ValueError(error.message) from None


Seconds = Annotated[int, BeforeValidator(seconds), Field(ge=0, le=366 * 86_400)]
Address = Annotated[str, BeforeValidator(address)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FeedOptions(_Strict):
    """A feed, a sitemap of news, or a list of feeds."""

    url: Address
    every: Seconds | None = None
    outlet: str | None = None
    full_text: bool = True


class WebOptions(_Strict):
    """How servers are asked."""

    contact: str = ""
    pause: Annotated[float, Field(ge=0, le=3600)] = 1.0
    jobs: Annotated[int, Field(ge=1, le=64)] = 4
    timeout: Seconds = 60
    most_megabytes: Annotated[float, Field(gt=0, le=1000)] = 10.0
    allow_private: bool | tuple[str, ...] = False

    def manners(self) -> Manners:
        """Raises `ValueError` for what is no network."""
        networks: tuple[Network, ...] = ()
        if self.allow_private is True:
            networks = ANY
        elif self.allow_private:
            networks = tuple(ipaddress.ip_network(text) for text in self.allow_private)
        return Manners(
            contact=self.contact,
            pause=self.pause,
            jobs=self.jobs,
            total=float(self.timeout),
            idle=min(15.0, float(self.timeout)),
            most_bytes=int(self.most_megabytes * 1_000_000),
            allowed=networks,
        )


class Alert(_Strict):
    """A query: new findings, commitments that fall due, or new statements, told on some ways (`to`).

    What is asked stands here, or it is what the record keeps under a name (`saved`).
    """

    name: Annotated[str, Field(min_length=1, max_length=80)]
    on: Literal["finding", "commitment", "statement"] | None = None
    saved: str | None = None
    to: tuple[str, ...] = Field(min_length=1)
    kind: FindingKind | None = None
    severity: Annotated[int, Field(ge=1, le=3)] = 1
    within: Annotated[int, Field(ge=0, le=3660)] = 14
    by: str | None = None
    words: str | None = None

    @model_validator(mode="after")
    def _asked(self) -> Alert:
        if (self.on is None) == (self.saved is None):
            raise ValueError(
                'write either what is asked for (on = "finding", "commitment" or "statement") or saved = NAME'
            )
        if self.saved is not None and (self.kind or self.by or self.words):
            raise ValueError("what a saved query is narrowed to is kept with it: leave kind, by and words out")
        return self

    @model_validator(mode="after")
    def _ways(self) -> Alert:
        for way in self.to:
            kind, colon, rest = way.partition(":")
            if not colon or not rest or kind not in ("file", "atom", "mailto", "http", "https"):
                raise ValueError(
                    f"no way to tell anybody: {way!r}; write file:PATH, atom:PATH, mailto:WHO or https://…"
                )
        return self


class MailOptions(_Strict):
    """The server that takes mails. The password is read from the environment variable that `password_env` names."""

    host: str = "localhost"
    port: Annotated[int, Field(ge=1, le=65_535)] = 25
    sender: str = "onrecord@localhost"
    user: str | None = None
    password_env: str | None = None
    security: Literal["none", "starttls", "tls"] = "none"


class Watched(_Strict):
    """All of the file."""

    feeds: tuple[FeedOptions, ...] = Field(min_length=1)
    every: Seconds = 900
    recheck_every: Seconds = 6 * 3600
    recheck_for: Seconds = 3 * 86_400
    web: WebOptions = WebOptions()
    mail: MailOptions = MailOptions()
    alerts: tuple[Alert, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> Watched:
        for what, names in (("feed", [f.url for f in self.feeds]), ("alert", [a.name for a in self.alerts])):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"the {what} {twice[0]} stands there twice")
        self.web.manners()
        return self

    def sources(self) -> dict[str, Source]:
        """The feeds by their addresses."""
        return {feed.url: Source(feed.url, feed.outlet, feed.full_text) for feed in self.feeds}

    def period(self, url: str) -> int:
        """Seconds between two looks at a feed."""
        return next((feed.every for feed in self.feeds if feed.url == url and feed.every is not None), self.every)


class WatchError(OnrecordError):
    """A mistake in the file that says what is watched."""


def read_sources(path: Path) -> Watched:
    """The file, checked. Raises `WatchError`, which names the file and the place in it."""
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise WatchError(error.strerror or "cannot be read", where=str(path), hint="check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WatchError(f"no TOML: {error}", where=str(path), hint="see docs/watching.md") from error
    try:
        return Watched.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise WatchError(
            message, where=f"{path}: {place}" if place else str(path), hint="see docs/watching.md"
        ) from error
