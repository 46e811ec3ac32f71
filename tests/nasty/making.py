"""Nasty files: their names, their bytes, and what is said of them."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.sources.making import ARTICLE, LEAD, MORE, page, record, tarred, warc, zipped

PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE)


@dataclass(frozen=True)
class Nasty:
    """A file; `said` is what its one line holds, None where it is read without a word. `texts` is how many articles
    are read out of it."""

    name: str
    make: Callable[[], bytes]
    said: str | None
    texts: int = 0


def _zeros(pack: Callable[[bytes], bytes], size: int) -> bytes:
    return pack(b"\0" * size)


def _gzip_bomb(size: int) -> bytes:
    """Zeros, a megabyte at a time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b" " * 1_000_000
    return b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()


def _zip_bomb() -> bytes:
    """Many members, each of which grows a thousand times."""
    member = b" " * 60_000_000
    return zipped({f"{n:03}.txt": member for n in range(6)})


def _overlapping_zip() -> bytes:
    """Many names for the same packed bytes."""
    data = bytearray(zipped({"a.txt": b" " * 50_000_000}))
    at = data.rindex(b"PK\x01\x02")
    entry, end = bytes(data[at : data.rindex(b"PK\x05\x06")]), bytes(data[data.rindex(b"PK\x05\x06") :])
    entries = b"".join(entry.replace(b"a.txt", b"%c.txt" % (97 + n)) for n in range(20))
    closing = end[:8] + struct.pack("<HH", 20, 20) + struct.pack("<II", len(entries), at) + end[20:]
    return bytes(data[:at]) + entries + closing


def _lying_zip() -> bytes:
    """A member that says it is small."""
    data = bytearray(zipped({"a.txt": b"a " * 30_000_000}))
    for magic, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rindex(magic)
        data[at + offset : at + offset + 4] = struct.pack("<I", 100)
    return bytes(data)


def _locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": LEAD.encode()}))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(magic) + offset] |= 1
    return bytes(data)


def _climbing_tar() -> bytes:
    """Names that climb out, an absolute one, links to files of the system, and a device."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in ("../../../../tmp/onrecord-was-here.txt", "/tmp/onrecord-was-here.txt", "a/../../b.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(LEAD.encode())
            archive.addfile(info, io.BytesIO(LEAD.encode()))
        for kind, name in (
            (tarfile.SYMTYPE, "passwd.txt"),
            (tarfile.LNKTYPE, "hosts.txt"),
            (tarfile.CHRTYPE, "dev.txt"),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return out.getvalue()


def _endless_tar() -> bytes:
    """A member that claims a terabyte."""
    info = tarfile.TarInfo("a.txt")
    info.size = 1 << 40
    return info.tobuf(tarfile.GNU_FORMAT) + LEAD.encode().ljust(1024, b"\0")


def _recursive_gzip() -> bytes:
    data = LEAD.encode()
    for _ in range(12):
        data = gzip.compress(data)
    return data


def _xml_bomb() -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ха">{lines}]>'
    return f"{head}<html><head><title>Бомба</title></head><body><p>&l9;</p>{PARAGRAPHS}</body></html>".encode()


def _outside_entity() -> bytes:
    head = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return f"{head}<html><body><p>&x;</p>{PARAGRAPHS}</body></html>".encode()


def _docx(document: str) -> bytes:
    kinds = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>'
    )
    return zipped(
        {
            "[Content_Types].xml": kinds.encode(),
            "_rels/.rels": relations.encode(),
            "word/document.xml": document.encode(),
        }
    )


def _docx_bomb() -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _docx(
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{lines}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    )


def _docx_outside() -> bytes:
    return _docx(
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )


def _pdf(body: bytes, length: int | None = None, extra: bytes = b"") -> bytes:
    size = len(body) if length is None else length
    return (
        b"%%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>\nendobj\n"
        b"4 0 obj\n<< /Length %d %s >>\nstream\n%s\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%%%EOF"
    ) % (size, extra, body)


def _pdf_bomb() -> bytes:
    return _pdf(zlib.compress(zlib.compress(b" " * 400_000_000)), extra=b"/Filter [/FlateDecode /FlateDecode]")


def _pdf_of_circles() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF"
    )


def _deep_mail() -> bytes:
    head = "Subject: Матрёшка\nMIME-Version: 1.0\n".encode()
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000))
    return head + parts + b"Content-Type: text/plain; charset=utf-8\n\n" + LEAD.encode()


def _warc_bomb() -> bytes:
    """A page that grows without end once its answer is unpacked, between two good ones."""
    bomb = record("https://a.example/2", _gzip_bomb(100_000_000), headers="Content-Encoding: gzip\r\n")
    return warc(
        record("https://a.example/1", page()), bomb, record("https://a.example/3", page("Другой визит министра"))
    )


def _warc_of_zeros() -> bytes:
    """A record that unpacks to hundreds of megabytes, between two good ones."""
    head = record("https://a.example/2", b"", claimed=300_000_000)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b"\0" * 1_000_000
    bomb = packer.compress(head) + b"".join(packer.compress(piece) for _ in range(300)) + packer.flush()
    first, last = record("https://a.example/1", page()), record("https://a.example/3", page("Другой визит министра"))
    return gzip.compress(first) + bomb + gzip.compress(last)


def _lying_warc() -> bytes:
    """A record that claims to be longer than the file."""
    return warc(
        record("https://a.example/1", page()), record("https://a.example/2", page(), claimed=9_000_000), packed=False
    )


def _jsonl(*lines: str) -> bytes:
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _all_script() -> bytes:
    script = "document.write('<p>" + LEAD + "</p>');" * 20_000
    return (
        f"<!DOCTYPE html><html><head><title>Пусто</title></head><body><script>{script}</script></body></html>".encode()
    )


SMALL = (
    Nasty("cut.gz", lambda: gzip.compress(LEAD.encode() * 50)[:-40], "cut off"),
    Nasty("cut.html.gz", lambda: gzip.compress(page())[:-20], "cut off"),
    Nasty("cut.tar.gz", lambda: tarred({"a.txt": LEAD.encode(), "b.txt": b"x" * 9000}, "w:gz")[:-30], "", 0),
    Nasty("cut.bz2", lambda: bz2.compress(LEAD.encode() * 50)[:-20], "cut off"),
    Nasty("cut.xz", lambda: lzma.compress(LEAD.encode() * 50)[:-20], "cut off"),
    Nasty("cut.zip", lambda: zipped({"a.txt": LEAD.encode()})[:-10], "a broken ZIP archive"),
    Nasty("broken.gz", lambda: b"\x1f\x8b\x08" + b"\xff" * 200, "broken"),
    Nasty("padded.txt.gz", lambda: gzip.compress(LEAD.encode()) + b"\0" * 500, None, 1),
    Nasty("recursive.txt.gz", _recursive_gzip, "an archive in an archive in an archive"),
    Nasty("climbing.zip", lambda: zipped({"../../x.txt": LEAD.encode(), "/etc/y.txt": MORE.encode()}), None, 2),
    Nasty("windows.zip", lambda: zipped({"..\\..\\x.txt": LEAD.encode(), "C:\\y.txt": MORE.encode()}), None, 2),
    Nasty("climbing.tar", _climbing_tar, None, 3),
    Nasty("endless.tar", _endless_tar, ""),
    Nasty("locked.zip", _locked_zip, "locked with a password"),
    Nasty("lzma.zip", lambda: zipped({"a.txt": LEAD.encode()}, zipfile.ZIP_LZMA), "packed in an unusual way"),
    Nasty("names.zip", lambda: zipped({"a\n\x1b[31mb\u202etxt.a.txt": LEAD.encode()}), None, 1),
    Nasty("no-names.zip", lambda: zipped({"/": b"x", "a/": b""}), "an archive without articles"),
    Nasty("empty.zip", lambda: zipped({}), "an archive without articles"),
    Nasty("empty.tar", lambda: b"\0" * 1024, "an archive without articles"),
    Nasty("xml-bomb.html", _xml_bomb, None, 1),
    Nasty("outside-entity.html", _outside_entity, None, 1),
    Nasty("xml-bomb.docx", _docx_bomb, ""),
    Nasty("outside-entity.docx", _docx_outside, ""),
    Nasty("all-script.html", _all_script, "no article on the page"),
    Nasty("frames.html", lambda: b"<html><frameset><frame src='file:///etc/passwd'></frameset></html>", "no article"),
    Nasty("nul.html", lambda: page().replace(b"<p>", b"<p>\0"), None, 1),
    Nasty("nul.txt", lambda: LEAD.encode().replace(b" ", b"\0"), "a binary file"),
    Nasty("broken-utf-8.html", lambda: page().replace(b"</p>", b" \xd0\xff.</p>"), None, 1),
    Nasty("broken-utf-8.txt", lambda: LEAD.encode()[:-3] + b"\xff\xfe\xd0", "broken UTF-8"),
    Nasty("half-characters.jsonl", lambda: b'{"text": "\\ud83d"}', "half a character"),
    Nasty("turned.html", lambda: page("Министр \u202eприлетел\u202c в Линтар").replace(b" ", "\u2066 ".encode()), None, 1),
    Nasty("future.html", lambda: page(day="9999-12-31"), None, 1),
    Nasty("no-such-day.html", lambda: page(day="2031-02-31"), None, 1),
    Nasty("year-zero.html", lambda: page(day="0000-00-00"), None, 1),
    Nasty("future.jsonl", lambda: _jsonl(json.dumps({"text": LEAD, "published": "99999-01-01"})), "is no date"),
    Nasty("canonical.html", lambda: page(head='<link rel="canonical" href="javascript:alert(1)">'), None, 1),
    Nasty("titles.html", lambda: page(head='<meta property="og:title" content="' + "а" * 100_000 + '">'), None, 1),
    Nasty("deep.jsonl", lambda: b'{"text": ' + b"[" * 100_000, "broken JSON"),
    Nasty("json-ld.html", lambda: page(head=f'<script type="application/ld+json">{"[" * 100_000}</script>'), None, 1),
    Nasty("numbers.jsonl", lambda: b'{"text": ' + b"9" * 100_000 + b"}", ""),
    Nasty("deep-mail.eml", _deep_mail, "", 0),
    Nasty("headers.eml", lambda: b"From: =?utf-8?b?" + b"A" * 5000 + b"\nSubject: =?x-none?q?=ff?=\nDate: 99/99\n\n" + LEAD.encode(), None, 1),
    Nasty("charset.eml", lambda: b"Subject: a\nContent-Type: text/plain; charset=no-such\n\n" + LEAD.encode(), None, 1),
    Nasty("circles.pdf", _pdf_of_circles, ""),
    Nasty("bomb.pdf", _pdf_bomb, ""),
    Nasty("picture.pdf", lambda: _pdf(b"q 1 0 0 1 0 0 cm Q"), ""),
    Nasty("lying.warc", _lying_warc, "cut off", 2),
    Nasty("no.warc", lambda: b"nothing of the kind\n" * 100, "broken here"),
    Nasty("no-records.warc", lambda: b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "no responses"),
    Nasty("no-length.warc", lambda: b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: x\r\n\r\nabc", ""),
    Nasty("quotes.csv", lambda: f'text\n"{LEAD}\n'.encode() * 3, None, 3),
    Nasty("names.csv", lambda: '"a\n\x1b[31mb\u202e",c\n1,2\n'.encode(), "no column with texts"),
    Nasty("nul.csv", lambda: f"text\n{LEAD}\0\n".encode(), None, 1),
    Nasty("wide.csv", lambda: b"text" + b"," * 100_000 + b"\n" + LEAD.encode(), None, 1),
    Nasty("broken.parquet", lambda: b"PAR1" + b"\xff" * 500 + b"PAR1", "a broken Parquet file"),
    Nasty("cut.parquet", lambda: b"PAR1", "a broken Parquet file"),
)  # fmt: skip
BIG = (
    Nasty("bomb.txt.gz", lambda: _gzip_bomb(300_000_000), "more than 5 MB of text"),
    Nasty("bomb.tar.gz", lambda: _gzip_bomb(300_000_000), "a broken TAR archive"),
    Nasty("bomb.tar.bz2", lambda: _zeros(bz2.compress, 100_000_000), "an archive without articles"),
    Nasty("bomb.zip", _zip_bomb, ""),
    Nasty("overlapping.zip", _overlapping_zip, ""),
    Nasty("lying.zip", _lying_zip, ""),
    Nasty("bomb.warc.gz", _warc_bomb, "more than 10 MB", 2),
    Nasty("zeros.warc.gz", _warc_of_zeros, "a record longer than any page", 2),
    Nasty("nested-10-mb.html", lambda: b"<div>" * 1_900_000 + PARAGRAPHS.encode(), "tags"),
    Nasty("nested-inline-10-mb.html", lambda: b"<b>" * 3_000_000 + PARAGRAPHS.encode(), "tags"),
    Nasty("nested-deep.html", lambda: b"<div><i>" * 20_000 + PARAGRAPHS.encode(), None, 1),
    Nasty("nested-sidebars.html", lambda: b"<h1>x</h1>" + b'<div class="sidebar">' * 240 + PARAGRAPHS.encode() * 2000, None, 1),
    Nasty("unclosed-10-mb.html", lambda: b"<p>" * 3_000_000, "tags"),
    Nasty("one-tag-9-mb.html", lambda: b'<html><body class="' + b"sidebar " * 1_100_000 + b'">' + PARAGRAPHS.encode(), None, 1),
    Nasty("comment-9-mb.html", lambda: b"<html><body><!--" + b"-- >" * 2_200_000 + PARAGRAPHS.encode(), "no article"),
    Nasty("long-line.jsonl", lambda: b'{"text": "' + b"a" * 40_000_000 + b'"}', "more than 5 MB"),
    Nasty("long-cell.csv", lambda: b"text\n" + b"a" * 6_000_000 + b"\n", ""),
    Nasty("huge.eml", lambda: b"Subject: a\n\n" + b"a\n" * 31_000_000, "a mail of more than 60 MB"),
    Nasty("many-members.zip", lambda: zipped({f"{n}.png": b"" for n in range(30_000)}), "an archive without articles"),
)  # fmt: skip
