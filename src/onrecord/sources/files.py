"""Files, folders, patterns and standard input → items, one at a time.

What cannot be read is named in one line, and the rest goes on.
"""

from __future__ import annotations

import errno
import glob
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import SourceError
from onrecord.sources.decoding import decode
from onrecord.sources.items import Item
from onrecord.sources.json_lines import read_lines_of_json, too_long

__all__ = ["MOST_BYTES", "STDIN", "Item", "read_paths"]

# The longest text of one article. A file of JSON Lines may be longer, its lines may not.
MOST_BYTES = 5_000_000
STDIN = "-"
_TEXT = (".txt", ".text", "")
_JSON_LINES = (".jsonl", ".ndjson", ".jsonlines")
_IN_FOLDERS = (".txt", *_JSON_LINES)


def read_paths(
    paths: Iterable[str | Path], *, stdin: BinaryIO | None = None, most_bytes: int = MOST_BYTES
) -> Iterator[Item | SourceError]:
    """The articles of files, folders (all that lies in them), patterns ("news/*.txt") and standard input ("-").

    In the order given, folders sorted; a file that is reached twice is read once. Yields a
    `SourceError` in place of whatever cannot be read, and never raises one.
    """
    seen: set[str] = set()
    for path in paths:
        if str(path) == STDIN:
            yield from _read_stream(stdin or sys.stdin.buffer, "stdin", "standard input", most_bytes)
            continue
        for found in _files(str(path)):
            if isinstance(found, SourceError):
                yield found
                continue
            real = os.path.realpath(found)
            if real not in seen:
                seen.add(real)
                yield from _read_file(found, most_bytes)


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
            if not name.startswith(".") and name.lower().endswith(_IN_FOLDERS):
                empty = False
                yield os.path.join(base, name)
        yield from problems
        empty = empty and not problems
        problems.clear()
    if problems:
        yield from problems
    elif empty:
        yield SourceError("a folder without articles", where=folder, hint="articles are .txt and .jsonl files")


# ---- what is in them


def _read_file(path: str, most: int) -> Iterator[Item | SourceError]:
    name = os.path.basename(path)
    suffix = os.path.splitext(name)[1].lower()
    if suffix not in _TEXT + _JSON_LINES:
        hint = "articles are .txt and .jsonl files; anything else can be piped in as text"
        yield SourceError(f"a {suffix} file is not read", where=path, hint=hint)
        return
    try:
        if stat.S_ISREG(os.stat(path).st_mode) and suffix in _TEXT and os.path.getsize(path) > most:
            yield too_long(path, most)
            return
        with open(path, "rb") as stream:
            if suffix in _JSON_LINES:
                yield from _read_json(stream, name, path, most)
            else:
                yield _text(stream.read(most + 1), name, path, most)
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)


def _read_stream(stream: BinaryIO, name: str, where: str, most: int) -> Iterator[Item | SourceError]:
    """Standard input: JSON Lines where the first line is an object, else one text."""
    try:
        first = stream.readline(most + 1)
        if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
            yield from read_lines_of_json(stream, name, where, most, first)
        else:
            rest = stream.read(most + 1 - len(first)) if len(first) <= most else b""
            yield _text(first + rest, name, where, most)
    except (OSError, ValueError) as error:
        yield _unreadable(where, error)


def _read_json(stream: BinaryIO, name: str, where: str, most: int) -> Iterator[Item | SourceError]:
    """JSON Lines are UTF-8; a file that is marked as UTF-16 is turned into it first."""
    mark = stream.read(2)
    stream.seek(0)
    if mark in (b"\xff\xfe", b"\xfe\xff"):
        data = stream.read(most + 1)
        if len(data) > most:
            yield SourceError("a long file in UTF-16", where=where, hint="save it as UTF-8")
            return
        try:
            stream = io.BytesIO(decode(data, where).encode())
        except SourceError as error:
            yield error
            return
    yield from read_lines_of_json(stream, name, where, most)


def _text(data: bytes, name: str, where: str, most: int) -> Item | SourceError:
    if len(data) > most:
        return too_long(where, most)
    try:
        return Item(name, decode(data, where), where=where)
    except SourceError as error:
        return error


def _unreadable(where: str, error: OSError | ValueError) -> SourceError:
    """What the system says, in words for people."""
    code = error.errno if isinstance(error, OSError) else None
    if code in (errno.EACCES, errno.EPERM):
        return SourceError("may not be read", where=where, hint="check its permissions")
    if code == errno.ENOENT:
        return SourceError("no such file or folder", where=where, hint="check the path, or where its link leads")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return SourceError(f"cannot be read ({reason})", where=where, hint="check the file")
