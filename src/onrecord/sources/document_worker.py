"""Reads one document from standard input and prints what it holds as JSON; run by `documents` and by nobody else.

    python -m onrecord.sources.document_worker pdf|docx < FILE

It bounds its own memory and processor time, so that a hostile file costs this process and nothing else.
"""

from __future__ import annotations

import io
import json
import logging
import resource
import sys
from typing import Any

_MEMORY = 1_500_000_000
_SECONDS = 50
_MOST_PAGES = 2_000
_MOST_LETTERS = 6_000_000
_MOST_BYTES_OF_PARTS = 300_000_000


def main() -> None:
    """Bounds itself, reads, prints."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(read(sys.argv[1], sys.stdin.buffer.read())))


def read(kind: str, data: bytes) -> dict[str, Any]:
    """What a document holds: `pages` of a PDF or the `text` of a DOCX, `title`, `author`, `created`; or an `error`."""
    try:
        return _pdf(data) if kind == "pdf" else _docx(data)
    except MemoryError:
        return {"error": "took too much to read"}
    except Exception as error:
        # the libraries raise whatever their parts raise
        said = " ".join(str(error).split())[:200]
        return {"error": f"a broken {kind.upper()} file ({type(error).__name__}: {said})"}


def _pdf(data: bytes) -> dict[str, Any]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"error": "locked with a password"}
    pages, letters = [], 0
    for number, page in enumerate(reader.pages):
        if number >= _MOST_PAGES or letters > _MOST_LETTERS:
            return {"error": "more than one document's text"}
        pages.append(page.extract_text())
        letters += len(pages[-1])
    about = reader.metadata
    created = about.creation_date if about is not None else None
    return {
        "pages": pages,
        "title": about.title if about is not None else None,
        "author": about.author if about is not None else None,
        "created": created.date().isoformat() if created is not None else None,
    }


def _docx(data: bytes) -> dict[str, Any]:
    import zipfile

    from docx import Document
    from docx.table import Table

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES_OF_PARTS:
            return {"error": "grows without end"}
    document = Document(io.BytesIO(data))
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [" ".join(_cells(row)) for row in block.rows]
        else:
            lines.append(block.text)
    about = document.core_properties
    return {
        "text": "\n".join(line.strip() for text in lines for line in text.split("\n") if line.strip()),
        "title": about.title,
        "author": about.author,
        "created": about.created.date().isoformat() if about.created is not None else None,
    }


def _cells(row: Any) -> list[str]:
    """The texts of a row's cells; one that spans several columns counts once."""
    seen: dict[int, str] = {}
    for cell in row.cells:
        seen.setdefault(id(cell._tc), " ".join(cell.text.split()))
    return list(seen.values())


if __name__ == "__main__":
    main()
