"""The command that serves assistants."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from onrecord.cli.program import RecordOption, app, say
from onrecord.errors import OnrecordError
from onrecord.settings import Settings


@app.command()
def mcp(
    record: RecordOption = None,
    http: Annotated[
        bool, typer.Option("--http", help="Serve over HTTP on this machine, not over standard input and output.")
    ] = False,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port of --http.")] = 8765,
    read_only: Annotated[bool, typer.Option("--read-only", help="Leave out the tool that adds articles.")] = False,
) -> None:
    """Answer assistants with citations: tools of the Model Context Protocol over a record.

    An assistant that is told to start this command searches, reads statements, commitments, encounters
    and findings with the exact words of every source, and adds articles when it is asked to:

      onrecord mcp --record desk.sqlite

    With --http it stands at http://127.0.0.1:8765/mcp, for this machine only.
    """
    if http:
        _check_port(port)
    try:
        from onrecord.assistant.server import make_server
    except ImportError as error:
        hint = "pip install 'onrecord[assistant]'"
        raise OnrecordError(f"assistants need packages that are not installed ({error.name})", hint=hint) from error

    server = make_server(Settings.read(record=record).record, adding=not read_only)
    if not http:
        server.run("stdio")
        return
    say(f"assistants are answered at http://127.0.0.1:{port}/mcp (Ctrl-C ends it)")
    server.run("streamable-http", host="127.0.0.1", port=port, stateless_http=True, json_response=True)


def _check_port(port: int) -> None:
    """Says in a line what the server would say in many. Raises `OnrecordError` where the port is taken."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            raise OnrecordError(error.strerror or "cannot be used", where=f"127.0.0.1:{port}") from error
