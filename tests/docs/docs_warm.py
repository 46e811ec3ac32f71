"""A process that has loaded everything, and whose children are commands: `onrecord` for a page of many lines at little cost.

    python docs_warm.py SOCKET

Prints "ready", then takes requests at SOCKET: an object (`arguments`, `folder`, `environment`) with the three files of the
command beside it; answers with the exit status. `COMMAND` is the program that asks.
"""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import sys
import threading
import traceback
from pathlib import Path

COMMAND = """\
#!{python} -SE
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect({address!r})
    asked = {{"arguments": sys.argv, "folder": os.getcwd(), "environment": dict(os.environ)}}
    data = json.dumps(asked).encode()
    socket.send_fds(line, [len(data).to_bytes(4, "big")], [0, 1, 2])
    line.sendall(data)
    sys.exit(int(line.recv(9) or b"70"))
"""


def serve(listening: socket.socket) -> None:
    while True:
        line, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            status = 70
            try:
                status = answer(line)
            except BaseException:
                traceback.print_exc()
            line.sendall(str(status).encode())
            os._exit(0)
        line.close()


def answer(line: socket.socket) -> int:
    size, files, _, _ = socket.recv_fds(line, 4, 3)
    data = b""
    while len(data) < int.from_bytes(size, "big"):
        data += line.recv(65536)
    asked = json.loads(data)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = asked["arguments"]
    # As in a process that has just been started: whatever was said before belongs to nobody here.
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), "utf-8")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)), "utf-8")
    sys.stderr = io.TextIOWrapper(io.BufferedWriter(io.FileIO(2, "w", closefd=False)), "utf-8", write_through=True)
    from onrecord.cli import main

    try:
        main()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        status = 0
    return status


def warm_up() -> None:
    """Loads what commands load, by having some of them run."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from example_story import example

    import onrecord.cli  # noqa: F401
    from onrecord.languages import lemmas_of

    folder = Path(sys.argv[1]).parent / "warm"
    folder.mkdir()
    example(folder)
    lemmas_of("слово")


def main() -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(sys.argv[1])
        listening.listen()
        warm_up()
        assert threading.active_count() == 1  # a fork would not take other threads along
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        print("ready", flush=True)
        serve(listening)


if __name__ == "__main__":
    main()
