"""One module a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from onrecord.web.pages import (
    actors,
    articles,
    briefs,
    commitments,
    decisions,
    events,
    exports,
    findings,
    identity,
    pictures,
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
    lists = (today, findings, statements, commitments, events, actors, sources)
    for module in (*lists, articles, search, decisions, briefs, exports, queries, identity, pictures):
        module.add(app, server)
