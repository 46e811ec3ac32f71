"""Serves a desk until it is stopped."""

from __future__ import annotations

import gc
import logging
import sys

import uvicorn
from fastapi import FastAPI

from onrecord.web.app import make_app
from onrecord.web.rendering import get_ready
from onrecord.web.settings import Desk


def serve(desk: Desk, announce: str) -> None:
    """Blocks until interrupted. Raises `StoreError` where there is no record; a port in use ends it with a line."""
    app = make_app(desk)
    be_even(desk)
    logging.basicConfig(level=logging.WARNING, format="onrecord: %(message)s")
    logging.getLogger("onrecord").warning(announce)
    uvicorn.Server(config(app, desk)).run()


def be_even(desk: Desk) -> None:
    """Sees to it that no answer takes much longer than others of its kind.

    What every page needs is read before the first is asked for, and taken out of the garbage collector's rounds: going
    through the dictionary's objects took a tenth of a second in the middle of an answer. Threads take turns sooner: a
    page asks the store many times, and would wait after each for whoever brings lists in step to have had 5 ms.
    """
    get_ready()
    desk.lemmas("слово")
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    sys.setswitchinterval(0.0005)


def config(app: FastAPI, desk: Desk) -> uvicorn.Config:
    """How the desk is served: bounded in connections, waiting and time."""
    return uvicorn.Config(
        app,
        host=desk.host,
        port=desk.port,
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=200,
        backlog=128,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=16_384,
        ws="none",
    )
