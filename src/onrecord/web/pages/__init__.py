"""One module a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from onrecord.web.pages import (
    actors,
    articles,
    commitments,
    decisions,
    events,
    exports,
    findings,
    identity,
    queries,
    search,
    sources,
    statements,
    today,
)

if TYPE_CHECKING:
    from onrecord.web.app import Server


def add_pages(app: FastAPI, server: Server) -> None:
    """Gives every page its address."""
    for module in (
        today, findings, statements, commitments, events, actors, sources, articles, search, decisions, exports,
        queries, identity,
    ):  # fmt: skip
        module.add(app, server)
