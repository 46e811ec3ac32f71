"""Mails (EML) and saved pages in one file (MHTML): the text or the page in them, and communiqués attached."""

from __future__ import annotations

import email
import email.policy
import io
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO

from onrecord.errors import SourceError
from onrecord.sources.addresses import clean_address
from onrecord.sources.dating import told_date
from onrecord.sources.decoding import decode, decode_page
from onrecord.sources.items import Found, Item, shown
from onrecord.sources.pages import read_page
from onrecord.sources.reading import Given
from onrecord.sources.request import Request

_MOST_BYTES = 60_000_000
_MOST_PARTS = 500
_ATTACHED = (".pdf", ".docx")
# A line of a header as an instruction is as short as this.
_LONGEST = 500


def read_mail(stream: BinaryIO, name: str, where: str, request: Request) -> Found:
    """The article of a mail or of a saved page, then its attached documents.

    Subject, date and sender of a mail are what is known of its article; a page tells its own.
    """
    data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise SourceError(f"a mail of more than {_MOST_BYTES // 1_000_000} MB", where=where, hint="save its text")
    try:
        mail = email.message_from_bytes(data, policy=email.policy.default)
        parts = _parts(mail)
        given, address = _given(mail), _address(mail, parts)
    except Exception as error:
        # the parser raises whatever its parts raise on broken headers, and gives up on deep nesting
        raise SourceError(f"a broken mail ({type(error).__name__})", where=where, hint="save its text") from None
    if address is not None:
        given = Given()
    found = _text(parts, name, where, given, address, request)
    if found is not None:
        yield found
    attached = [part for part in parts if _file_name(part).lower().endswith(_ATTACHED)]
    for part in attached:
        yield from _attached(part, where, given, request)
    if found is None and not attached:
        yield SourceError("a mail without a text", where=where, hint="save its text as a .txt file")


def _parts(mail: EmailMessage) -> list[EmailMessage]:
    found: list[EmailMessage] = []
    for part in mail.walk():
        if not part.is_multipart() and isinstance(part, EmailMessage):
            found.append(part)
        if len(found) >= _MOST_PARTS:
            break
    return found


def _given(mail: EmailMessage) -> Given:
    sender, box = parseaddr(_header(mail, "From"))
    return Given(
        title=_header(mail, "Subject") or None,
        published=told_date(_header(mail, "Date")),
        publisher=sender.strip() or box.partition("@")[2] or None,
        rests_on=(("published", "mail"), ("publisher", "mail"), ("title", "mail")),
    )


def _address(mail: EmailMessage, parts: list[EmailMessage]) -> str | None:
    """Where a saved page was read; None for a mail."""
    told = _header(mail, "Snapshot-Content-Location") or _header(mail, "Content-Location")
    if not told and mail.get_content_type() == "multipart/related":
        told = next((_header(part, "Content-Location") for part in parts if _is(part, "text/html")), "")
    return clean_address(told)


def _header(part: EmailMessage, name: str) -> str:
    """A header on one line; "" where it is missing or broken."""
    try:
        value = part.get(name)
    except Exception:
        # headers are parsed when asked for, by a parser that raises much
        return ""
    return " ".join(str(value or "").encode("utf-8", "replace").decode().split())[:_LONGEST]


def _is(part: EmailMessage, kind: str) -> bool:
    return part.get_content_type() == kind and not _file_name(part)


def _file_name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except Exception:
        return ""


def _text(
    parts: list[EmailMessage], name: str, where: str, given: Given, address: str | None, request: Request
) -> Item | SourceError | None:
    """The page or the text of a mail: a text as it was written is best, a saved page is a page."""
    page = next((part for part in parts if _is(part, "text/html")), None)
    plain = next((part for part in parts if _is(part, "text/plain")), None)
    found: Item | SourceError | None = None
    if plain is not None and address is None:
        found = _plain(plain, name, where, given, request)
    if page is not None and not isinstance(found, Item):
        body = _bytes(page)
        found = read_page(body, url=address, charset=page.get_content_charset(), name=name, where=where, given=given)
    return found


def _plain(part: EmailMessage, name: str, where: str, given: Given, request: Request) -> Item | SourceError | None:
    body, charset = _bytes(part), part.get_content_charset()
    try:
        text = decode_page(body, where, charset) if charset else decode(body, where)
    except SourceError as error:
        return error if body.strip() else None
    if len(body) > request.most_bytes:
        return SourceError("a mail with too long a text", where=where, hint="split it into articles")
    title = given.title
    raw = text if title is None or text.lstrip().startswith(title) else f"{title}\n\n{text}"
    return Item(name, raw, given, where)


def _bytes(part: EmailMessage) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except Exception:
        return b""
    return found if isinstance(found, bytes) else b""


def _attached(part: EmailMessage, where: str, given: Given, request: Request) -> Found:
    from onrecord.sources.formats import read_stream

    name = _file_name(part).replace("\\", "/").rpartition("/")[2]
    for item in read_stream(io.BytesIO(_bytes(part)), name, f"{where}/{shown(name)}", request):
        if isinstance(item, Item) and given.published is not None and item.given.published_basis == "page":
            # the day a mail was sent is surer than the one a file says it was made
            item = replace(item, given=replace(item.given, published=given.published, published_basis="metadata"))
        yield item
