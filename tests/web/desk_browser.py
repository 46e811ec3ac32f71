"""A desk that is really served, and the browser that visits it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from answering import answering
from desk_visitor import desk_of

from onrecord.store.store import Store
from onrecord.web.app import make_app


@contextmanager
def served(record: Path, **other: object) -> Iterator[str]:
    """The address at which the desk on a record answers."""
    with answering(uvicorn.Config(make_app(desk_of(record, **other)), port=0, log_config=None)) as address:
        yield f"http://{address}"


@contextmanager
def chromium_browser() -> Iterator[Any]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = shutil.which("chromium") or "chromium"
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def with_pictures(page: Any) -> None:
    """Waits until the pictures of a page are there, also those that are further down."""
    frames = "document.querySelectorAll('iframe')"
    if page.evaluate(f"for (const frame of {frames}) frame.loading = 'eager'; {frames}.length"):
        page.wait_for_load_state("networkidle")


def a_page_of_each(record: Path) -> dict[str, str]:
    """Addresses of rows that have much to show, by kind."""
    with Store(record) as store, store.lookup() as lookup:
        event = max(lookup.rows("event", lookup.ids("event", most=99)).values(), key=lambda row: len(row.history))
        article = max(lookup.ids("document", most=99), key=lambda id_: len(lookup.marks(id_)))
        marked = next(mark.id for mark in lookup.marks(article) if mark.type == "quote")
        found = {kind: f"/{kind}s/{lookup.ids(kind)[0]}" for kind in ("finding", "statement", "commitment")}
    return {**found, "event": f"/events/{event.id}", "article": f"/articles/{article}?row={marked}"}
