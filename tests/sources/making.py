"""Files of every kind with invented articles, made for the tests that read them."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping

LEAD = "Министр иностранных дел Кемории Рустан Кебеков прибыл в Линтар и встретился с коллегами из Тумерии."
MORE = "Стороны обсудили тариф, дорогу к перевалу и сроки открытия нового посольства, сообщили участники встречи."
SAID = "«Мы подпишем соглашение до конца года», — сказал он журналистам после переговоров."
ARTICLE = (LEAD, MORE, SAID)
DAY = "2031-03-06"


def page(
    title: str = "Министр прилетел в Линтар",
    paragraphs: tuple[str, ...] = ARTICLE,
    *,
    day: str | None = DAY,
    head: str = "",
    charset: str = "utf-8",
) -> bytes:
    """An HTML page with a menu, an article and a footer."""
    dated = f'<meta property="article:published_time" content="{day}T09:00:00+05:00">' if day else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="ru"><head><meta charset="{charset}"><title>{title} — Вестник</title>{dated}{head}'
        f'</head><body><nav><a href="/">Главная</a><a href="/politics">Политика</a></nav><article><h1>{title}</h1>{body}'
        "</article><footer>© Вестник, 2031</footer></body></html>"
    ).encode(charset)


def record(
    address: str,
    body: bytes,
    *,
    kind: str = "text/html; charset=utf-8",
    fetched: str = "2031-03-07T00:00:00Z",
    headers: str = "",
    status: str = "200 OK",
    claimed: int | None = None,
) -> bytes:
    """A response in a WARC; `claimed` is a length other than its own."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body
    length = len(answer) if claimed is None else claimed
    return (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0a0a0a0a-0000-4000-8000-000000000001>\r\n"
        f"WARC-Target-URI: {address}\r\nWARC-Date: {fetched}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
    ).encode() + answer + b"\r\n\r\n"  # fmt: skip


def warc(*records: bytes, packed: bool = True) -> bytes:
    """A WARC of records, each packed by itself as Common Crawl has it."""
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in records)


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()
