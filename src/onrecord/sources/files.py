"""Files, folders, patterns and standard input → items, one at a time.

What cannot be read is named in one line, and the rest goes on.
"""

from __future__ import annotations

import errno
import glob
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import SourceError
from onrecord.sources.formats import ARTICLES, is_article, read_stream
from onrecord.sources.items import Found, Item
from onrecord.sources.request import Request

__all__ = ["STDIN", "Item", "Request", "read_paths"]

STDIN = "-"


def read_paths(
    paths: Iterable[str | Path], *, stdin: BinaryIO | None = None, request: Request | None = None
) -> Iterator[Item | SourceError]:
    """The articles of files, folders (all that lies in them), patterns ("news/*.txt") and standard input ("-").

    In the order given, folders sorted; a file that is reached twice is read once. Yields a
    `SourceError` in place of whatever cannot be read, and never raises one. What `request` does not want is
    left out and counted in its tally.
    """
    request = request or Request()
    for found in _read_all(paths, stdin, request):
        if isinstance(found, SourceError) or request.choice.is_empty or request.choice.keeps(found):
            yield found
        else:
            request.tally.left_out += 1


def _read_all(paths: Iterable[str | Path], stdin: BinaryIO | None, request: Request) -> Found:
    seen: set[str] = set()
    for path in paths:
        if str(path) == STDIN:
            yield from _read_stdin(stdin or sys.stdin.buffer, request)
            continue
        for found in _files(str(path)):
            if isinstance(found, SourceError):
                yield found
                continue
            real = os.path.realpath(found)
            if real not in seen:
                seen.add(real)
                yield from _read_file(found, request)


# ---- which files


def _files(path: str) -> Iterator[str | SourceError]:
    """The files that a path means."""
    try:
        if os.path.isdir(path):
            yield from _in_folder(path)
        elif os.path.lexists(path):
            yield path
        elif glob.has_magic(path):
            yield from _matching(path)
        else:
            yield SourceError("no such file or folder", where=path, hint="check the path")
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)


def _matching(pattern: str) -> Iterator[str | SourceError]:
    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        yield SourceError("no file matches", where=pattern, hint="check the pattern, and put it in quotation marks")
    for path in found:
        if not os.path.isdir(path):
            yield path
        elif "**" not in pattern:
            yield from _in_folder(path)


def _in_folder(folder: str) -> Iterator[str | SourceError]:
    """Every article file below a folder, sorted; hidden ones are left alone."""
    problems: list[SourceError] = []
    empty = True
    walk = os.walk(folder, onerror=lambda error: problems.append(_unreadable(str(error.filename or folder), error)))
    for base, folders, names in walk:
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if is_article(name):
                empty = False
                yield os.path.join(base, name)
        yield from problems
        empty = empty and not problems
        problems.clear()
    if problems:
        yield from problems
    elif empty:
        yield SourceError("a folder without articles", where=folder, hint=ARTICLES)


# ---- what is in them


def _read_file(path: str, request: Request) -> Found:
    try:
        os.stat(path)
        with open(path, "rb") as stream:
            yield from read_stream(stream, os.path.basename(path), path, request)
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)


def _read_stdin(stream: BinaryIO, request: Request) -> Found:
    where = "standard input"
    try:
        yield from read_stream(stream, "stdin", where, request, piped=True)
    except (OSError, ValueError) as error:
        yield _unreadable(where, error)


def _unreadable(where: str, error: OSError | ValueError) -> SourceError:
    """What the system says, in words for people."""
    code = error.errno if isinstance(error, OSError) else None
    if code in (errno.EACCES, errno.EPERM):
        return SourceError("may not be read", where=where, hint="check its permissions")
    if code == errno.ENOENT:
        return SourceError("no such file or folder", where=where, hint="check the path, or where its link leads")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return SourceError(f"cannot be read ({reason})", where=where, hint="check the file")
