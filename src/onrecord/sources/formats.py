"""What a file is, by its first bytes and its name, and who reads it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import BinaryIO

from onrecord.errors import SourceError
from onrecord.sources.bounded import BZIP2, GZIP, XZ
from onrecord.sources.decoding import decode, looks_like_html
from onrecord.sources.fields import too_long
from onrecord.sources.items import Found, Item
from onrecord.sources.json_lines import read_json
from onrecord.sources.request import Request
from onrecord.sources.streams import kept, look

# Readers are handed a stream, the name of the source, the place to name in errors, and what is asked of them.
Reader = Callable[[BinaryIO, str, str, Request], Found]

TEXT = (".txt", ".text", "")
_BY_NAME = {
    ".jsonl": "lines", ".ndjson": "lines", ".jsonlines": "lines",
    ".html": "page", ".htm": "page", ".xhtml": "page", ".shtml": "page",
    ".warc": "warc", ".wet": "warc",
    ".zip": "zip", ".tar": "tar", ".tgz": "packed", ".tbz2": "packed", ".txz": "packed",
    ".gz": "packed", ".bz2": "packed", ".xz": "packed",
    ".csv": "table", ".tsv": "table", ".parquet": "parquet", ".pq": "parquet",
    ".eml": "mail", ".mht": "mail", ".mhtml": "mail",
    ".pdf": "pdf", ".docx": "docx",
}  # fmt: skip
IN_FOLDERS = (".txt", *_BY_NAME)
_BY_CONTENT = (
    (b"WARC/", "warc"),
    (b"%PDF-", "pdf"),
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (GZIP, "packed"),
    (BZIP2, "packed"),
    (XZ, "packed"),
)
_HEAD = 2048
# What is read from its end, or twice.
_ANYWHERE = frozenset(["zip", "parquet", "docx", "pdf"])
ARTICLES = "articles are .txt, .html, .jsonl, .csv, .parquet, .warc, .zip, .tar, .eml, .mhtml, .pdf and .docx files"
_MAIL = re.compile(rb"(?:[A-Za-z][\w-]{0,60}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n)*)+")
_MAIL_FIELDS = re.compile(rb"^(?:From|Subject|MIME-Version|Received|Content-Type):", re.M | re.I)


def is_article(name: str) -> bool:
    """Whether a file of a folder or an archive is read: by its name; hidden ones are left alone."""
    return not name.startswith(".") and name.lower().endswith(IN_FOLDERS)


def read_stream(stream: BinaryIO, name: str, where: str, request: Request, *, piped: bool = False) -> Found:
    """The articles of a stream; `name` is its file name, `where` the place that errors name.

    What is `piped` has no name that says what it is: objects of JSON are told by their bracket. Yields a
    `SourceError` in place of what cannot be read, and never raises one.
    """
    suffix = os.path.splitext(name)[1].lower()
    head, stream = look(stream, _HEAD)
    kind = kind_of(head, suffix)
    if kind is None:
        yield SourceError(f"a {suffix} file is not read", where=where, hint=ARTICLES)
        return
    if piped and kind == "text" and head.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        kind = "lines"
    try:
        yield from _reader(kind)(kept(stream, where) if kind in _ANYWHERE else stream, name, where, request)
    except SourceError as error:
        yield error


def kind_of(head: bytes, suffix: str) -> str | None:
    """What a file is, by its first bytes, then by the end of its name; None for what is not read."""
    found = next((kind for magic, kind in _BY_CONTENT if head.startswith(magic)), None)
    if found == "zip" and suffix == ".docx":
        return "docx"
    if found is not None:
        return found
    named = _BY_NAME.get(suffix) or ("text" if suffix in TEXT else None)
    if named in ("text", "pdf", "docx", "zip", "packed", "parquet"):
        # a name that promises other content, or none: what the first bytes say
        if looks_like_html(head):
            return "page"
        if named == "text" and suffix == "" and _is_mail(head):
            return "mail"
    return named


def _is_mail(head: bytes) -> bool:
    fields = _MAIL.match(head)
    return fields is not None and len(_MAIL_FIELDS.findall(fields.group())) >= 2


def _reader(kind: str) -> Reader:
    """The reader of a kind; what it needs is loaded with it."""
    match kind:
        case "page":
            return _page
        case "lines":
            return read_json
        case "warc":
            from onrecord.sources.web_archives import read_warc

            return read_warc
        case "zip" | "tar" | "packed":
            from onrecord.sources import archives

            return {"zip": archives.read_zip, "tar": archives.read_tar, "packed": archives.read_packed}[kind]
        case "table" | "parquet":
            from onrecord.sources import tables

            return tables.read_parquet if kind == "parquet" else tables.read_delimited
        case "mail":
            from onrecord.sources.mail import read_mail

            return read_mail
        case "pdf" | "docx":
            from onrecord.sources.documents import read_docx, read_pdf

            return read_pdf if kind == "pdf" else read_docx
    return _text


def _text(stream: BinaryIO, name: str, where: str, request: Request) -> Found:
    data = stream.read(request.most_bytes + 1)
    if len(data) > request.most_bytes:
        raise too_long(where, request.most_bytes)
    yield Item(name, decode(data, where), where=where)


def _page(stream: BinaryIO, name: str, where: str, request: Request) -> Found:
    from onrecord.sources.markup import MOST_BYTES_OF_PAGE
    from onrecord.sources.pages import read_page

    data = stream.read(MOST_BYTES_OF_PAGE + 1)
    yield read_page(data, name=name, where=where)
