"""PDF and DOCX communiqués: read by libraries in a process of their own, with a bound on time and memory."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from typing import Any, BinaryIO

from onrecord.errors import SourceError
from onrecord.sources.dating import told_date
from onrecord.sources.items import Found, Item
from onrecord.sources.reading import Given
from onrecord.sources.request import Request

_MOST_BYTES = 60_000_000
_SECONDS = 60
_WORKER = "onrecord.sources.document_worker"

_NUMBER = re.compile(r"\W*\d{1,4}(?:\s*/\s*\d{1,4})?\W*")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\Z")
_ENDS = re.compile(r"[.!?…:;][»\"”’)\]]*\Z")
_OPENS = re.compile(r"[«\"“„(–—•*-]|\d+[.)]\s")
# Of the widest line: one that is shorter than this ends its paragraph.
_SHORT = 0.75
_EDGE_LINES = 2


def read_pdf(stream: BinaryIO, name: str, where: str, request: Request) -> Found:
    """The text of a PDF: its paragraphs joined again, without the heads and feet of its pages."""
    told = _worked_out("pdf", stream, where)
    pages = [page for page in told.get("pages", []) if isinstance(page, str)]
    yield _item(joined_pages(pages), told, name, where, request)


def read_docx(stream: BinaryIO, name: str, where: str, request: Request) -> Found:
    """The text of a DOCX: paragraphs and tables in their order."""
    stream.seek(0)
    told = _worked_out("docx", stream, where)
    yield _item(str(told.get("text") or ""), told, name, where, request)


def _worked_out(kind: str, stream: BinaryIO, where: str) -> dict[str, Any]:
    """What the worker found in a document. Raises `SourceError`, also for what takes too long or too much."""
    data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise SourceError(f"a document of more than {_MOST_BYTES // 1_000_000} MB", where=where, hint="save its text")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", _WORKER, kind],
            input=data, capture_output=True, timeout=_SECONDS, env=environment, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise SourceError("took too long to read", where=where, hint="save its text as a .txt file") from None
    try:
        told = json.loads(done.stdout)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise SourceError("took too much to read", where=where, hint="save its text as a .txt file")
    if "error" in told:
        raise SourceError(str(told["error"]), where=where, hint="save its text as a .txt file")
    return told


def _item(text: str, told: dict[str, Any], name: str, where: str, request: Request) -> Item | SourceError:
    if not text.strip():
        hint = "if it is a picture of a text, have its letters recognised first"
        return SourceError("a document without text", where=where, hint=hint)
    if len(text.encode("utf-8", "replace")) > request.most_bytes:
        return SourceError(f"more than {request.most_bytes / 1_000_000:g} MB of text", where=where, hint="split it")
    title, author = (str(told.get(key) or "").strip()[:_LONGEST] or None for key in ("title", "author"))
    made = told_date(str(told.get("created") or ""))
    rests_on = {"title": title and "document", "author": author and "document", "published": made and "document"}
    given = Given(
        # a title of the file's properties is often that of another file: only where the text opens with it
        title=title if title and text.startswith(title) else None,
        author=author,
        published=made,
        published_basis="page",
        rests_on=tuple(sorted((field, basis) for field, basis in rests_on.items() if basis)),
    )
    return Item(name, text.encode("utf-8", "replace").decode(), given, where)


_LONGEST = 500


# ---- the lines of a PDF


def joined_pages(pages: list[str]) -> str:
    """Paragraphs of a document's pages, a line each: lines joined, hyphens taken back, heads and feet left out."""
    lines = [[line.strip() for line in page.split("\n")] for page in pages]
    running = _running(lines)
    kept = [line for page in lines for line in _without(page, running)]
    return "\n".join(_paragraphs(kept))


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _running(pages: list[list[str]]) -> set[str]:
    """What stands at the edge of most pages, but for its numbers."""
    if len(pages) < 3:
        return set()
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    return {key for key, count in counts.items() if key and count > len(pages) / 2}


def _edges(page: list[str]) -> list[str]:
    full = [line for line in page if line]
    return full[:_EDGE_LINES] + full[-_EDGE_LINES:]


def _without(page: list[str], running: set[str]) -> list[str]:
    edges = set(_edges(page))
    return [line for line in page if not (line in edges and (_key(line) in running or _NUMBER.fullmatch(line)))]


def _paragraphs(lines: list[str]) -> list[str]:
    widest = max(map(len, lines), default=0)
    found: list[str] = []
    last = ""
    for line in lines:
        if not line:
            last = ""
            continue
        if last and _goes_on(last, line, widest):
            hyphen = _HYPHEN.search(found[-1]) if line[:1].islower() else None
            found[-1] = found[-1][: hyphen.start()] + line if hyphen else f"{found[-1]} {line}"
        else:
            found.append(line)
        last = line
    return found


def _goes_on(last: str, line: str, widest: int) -> bool:
    """Whether a line goes on with the paragraph of the last one."""
    if line[:1].islower():
        return True
    if _ENDS.search(last):
        return len(last) >= _SHORT * widest and not _OPENS.match(line) and len(last) > len(line) * 0.9
    return len(last) >= _SHORT * widest
