"""A visitor of the desk, and what their pages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.languages import lemmas_of
from onrecord.store.store import Store
from onrecord.web.app import make_app
from onrecord.web.settings import Desk

HERE = "http://localhost"
FIRST = (
    "/", "/findings", "/statements", "/statements?kind=single", "/commitments", "/commitments?status=open",
    "/commitments?month=2031-05", "/events", "/events?month=2031-03", "/actors", "/sources", "/decisions", "/queries", "/search",
    "/search?q=встреча", "/search?q=страна&in=quote", "/search?q=script", "/search?q=откроем&in=commitment",
    "/search?q=мост&in=event", "/search?q=страна&in=finding", "/search?q=Корвальда&in=actor",
)  # fmt: skip


def desk_of(record: Path, **other: object) -> Desk:
    sign = {"by": "tester", "at": "2031-05-21T10:00:00+00:00"}
    # A busy machine may take its time: whoever decides waits until what follows can be seen.
    settings = {"catch_up": pipeline.catch_up, "known": pipeline.known_on, "wait": 120.0, **other}
    return Desk(record, lemmas=lemmas_of, sign=lambda: dict(sign), **settings)  # type: ignore[arg-type]


@dataclass
class Visitor:
    """A browser without script: it keeps cookies and sends the forms of the pages it has."""

    client: TestClient
    record: Path

    def page(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:300])
        return answer.text

    def token(self) -> str:
        found = re.search(r'name="token" value="(\w+)"', self.page("/decisions"))
        assert found
        return found[1]

    def store(self) -> Store:
        return Store(self.record)


def visit(record: Path, base: str = HERE, **other: object) -> Iterator[Visitor]:
    with TestClient(make_app(desk_of(record, **other)), base_url=base) as client:
        yield Visitor(client, record)


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.nested: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action", "formaction"):
                self.links.append(value or "")
        if tag == "a" and "a" in self.open:
            self.nested.append(str(attrs))
        if tag not in ("meta", "br", "link", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def walk(visitor: Visitor, most: int, first: Iterable[str] = FIRST) -> Iterator[tuple[str, str, Page]]:
    """Pages by the links on them, each kind of address often enough: (address, text, what it is made of)."""
    seen: set[str] = set()
    kinds: dict[str, int] = {}
    waiting = list(first)
    while waiting:
        path = waiting.pop(0).partition("#")[0]
        kind = path.partition("?")[0].split("/")[1] + ("?" if "row=" in path else "")
        if path in seen or kinds.get(kind, 0) >= most:
            continue
        seen.add(path)
        kinds[kind] = kinds.get(kind, 0) + 1
        text = visitor.page(path)
        page = Page(text)
        yield path, text, page
        waiting += [
            link
            for link in page.links
            if link.startswith("/") and not link.startswith(("/static", "/language", "/export", "/pictures"))
        ]
