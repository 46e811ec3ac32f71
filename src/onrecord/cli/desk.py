"""The command that opens the desk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.deciding import signed
from onrecord.cli.program import RecordOption, app
from onrecord.errors import OnrecordError
from onrecord.settings import Settings


@app.command()
def serve(
    record: RecordOption = None,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Any but this machine's own needs a password.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port.")] = 8080,
    password_file: Annotated[
        Path | None,
        typer.Option("--password-file", metavar="FILE", help="Asked of whoever opens it (or $ONRECORD_PASSWORD)."),
    ] = None,
    tokens: Annotated[
        Path | None,
        typer.Option("--tokens", metavar="FILE", help="Who may decide over HTTP: a name and a token a line."),
    ] = None,
) -> None:
    """Open the desk: pages to read, search, compare and decide in, on this machine.

    Nobody else can reach it unless --host says so. Stop it with Ctrl-C. Programs find the same as JSON
    under /api/v1 (described by /api/v1/openapi.json), and decide with a token of --tokens.
    """
    from onrecord import pipeline
    from onrecord.languages import lemmas_of

    try:
        from onrecord.web.serving import serve as serve_desk
        from onrecord.web.settings import Desk, password_of, tokens_of
    except ImportError as error:
        hint = "make desk, or: pip install 'onrecord[desk]'"
        raise OnrecordError(f"the desk needs packages that are not installed ({error.name})", hint=hint) from error

    password = password_of(password_file, os.environ)
    file = Settings.read(record=record).record
    desk = Desk(file, pipeline.catch_up, pipeline.known_on, lemmas_of, signed, host, port, password, tokens_of(tokens))
    shown = f"[{host}]" if ":" in host else host
    serve_desk(desk, f"the desk is open at http://{shown}:{port}/ (Ctrl-C ends it)")
