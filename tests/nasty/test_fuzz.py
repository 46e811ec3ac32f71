"""Files by chance: good ones damaged anywhere, and bytes that were never a file. No reader crashes or hangs.

A few hundred cases for each reader; ONRECORD_FUZZ=10000 for ten thousand.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.nasty.making import _docx, _pdf
from tests.sources.making import LEAD, MORE, page, record, tarred, warc, zipped

from onrecord.errors import SourceError
from onrecord.sources.document_worker import read as read_document
from onrecord.sources.formats import read_stream
from onrecord.sources.items import Item
from onrecord.sources.request import Request

CASES = int(os.environ.get("ONRECORD_FUZZ", "150"))
FUZZ = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))

_JSON_LD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Министр прилетел в Линтар", "datePublished":'
    ' "2031-03-06T10:00:00Z", "author": [{"name": "Лея Мартин"}], "publisher": {"name": "Вестник"}}</script>'
    '<link rel="canonical" href="/2031/03/06/vizit"><meta property="og:site_name" content="Вестник">'
)
_MAIL = (
    "From: Press <press@mid.example>\nSubject: =?utf-8?b?0JLQuNC30LjRgg==?=\nDate: Thu, 06 Mar 2031 09:00:00 +0300\n"
    'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain; '
    f"charset=utf-8\n\n{LEAD}\n--x\nContent-Type: text/html; charset=utf-8\n\n{page().decode()}\n--x--\n"
)
_DOCUMENT = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    f"<w:p><w:r><w:t>{LEAD}</w:t></w:r></w:p></w:body></w:document>"
)


def _parquet() -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(pa.table({"text": [LEAD, MORE], "date": ["2031-03-06", None]}), out)
    return out.getvalue()


_RECORDS = [record(f"https://vestnik.example/{n}", page(head=_JSON_LD)) for n in range(2)]
GOOD: dict[str, Callable[[], bytes]] = {
    "a.html": lambda: page(head=_JSON_LD),
    "a.txt": LEAD.encode,
    "a.jsonl": lambda: f'{{"text": "{LEAD}", "published": "2031-03-06"}}\n{{"html": "<p>{MORE}</p>"}}\n'.encode(),
    "a.csv": lambda: f"text,date,url\n{LEAD},2031-03-06,https://a.example\n{MORE},,\n".encode(),
    "a.parquet": _parquet,
    "a.warc": lambda: warc(*_RECORDS, packed=False),
    "a.warc.gz": lambda: warc(*_RECORDS),
    "a.zip": lambda: zipped({"a.txt": LEAD.encode(), "b.html": page()}),
    "a.tar": lambda: tarred({"a.txt": LEAD.encode(), "b.html": page()}),
    "a.tar.gz": lambda: tarred({"a.txt": LEAD.encode(), "b.html": page()}, "w:gz"),
    "a.txt.bz2": lambda: __import__("bz2").compress(LEAD.encode()),
    "a.txt.xz": lambda: __import__("lzma").compress(LEAD.encode()),
    "a.eml": _MAIL.encode,
    "a.mhtml": lambda: _MAIL.replace("alternative", "related").replace("From:", "Snapshot-Content-Location:").encode(),
}
# Read in a process of their own, which is too dear to start for every case: here its reading is called by itself.
DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "pdf": lambda: _pdf(b"BT /F1 12 Tf 72 720 Td (Joint statement of the ministers) Tj ET"),
    "docx": lambda: _docx(_DOCUMENT),
}

# What breaks readers more often than bytes by chance.
TOKENS = [
    b"\0", b"\xff", b"\r\n", b"<", b">", b"&", b'"', b"<div>" * 30, b"</div>", b"<table><tr>", b"<!--", b"-->", b"]]>", b"<?xml",
    b"<!DOCTYPE html [<!ENTITY a 'b'>]>", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\x1f\x8b\x08", b"PK\x03\x04", b"WARC/1.0\r\n",
    b"Content-Length: 99999999\r\n", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1", b"9" * 30, b"{" * 50, b"[" * 50, b"--x\n",
    b"Content-Type: multipart/mixed; boundary=x\n\n", b"stream\n", b"endobj\n", b"0 R ", b"/Filter /FlateDecode ",
]  # fmt: skip
EDIT = st.tuples(
    st.floats(0, 1),
    st.sampled_from(["put", "cut", "over", "twice", "flip"]),
    st.sampled_from(TOKENS) | st.binary(max_size=12),
)


def damaged(data: bytes, edits: list[tuple[float, str, bytes]]) -> bytes:
    """A file with pieces put in, cut out, written over, doubled, and bits turned."""
    for place, kind, piece in edits:
        at = int(place * len(data))
        if kind == "put":
            data = data[:at] + piece + data[at:]
        elif kind == "cut":
            data = data[:at] + data[at + 1 + len(piece) * 7 :]
        elif kind == "over":
            data = data[:at] + piece + data[at + len(piece) :]
        elif kind == "twice":
            data = data[: at + 200] + data[at:]
        elif at < len(data):
            data = data[:at] + bytes([data[at] ^ (1 << len(piece) % 8)]) + data[at + 1 :]
    return data


def check(name: str, data: bytes) -> None:
    found = list(read_stream(io.BytesIO(data), name, name, Request()))
    assert len(found) < 50
    for one in found:
        assert isinstance(one, Item | SourceError)
        if isinstance(one, SourceError):
            assert "\n" not in str(one)
        else:
            assert one.raw
            assert one.source


@pytest.mark.parametrize("name", GOOD)
def test_fuzz_of_damaged_files(name: str) -> None:
    good = GOOD[name]()

    @FUZZ
    @given(st.lists(EDIT, min_size=1, max_size=6))
    def run(edits: list[tuple[float, str, bytes]]) -> None:
        check(name, damaged(good, edits))

    check(name, good)
    run()


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_fuzz_of_damaged_documents(kind: str) -> None:
    good = DOCUMENTS[kind]()

    @FUZZ
    @given(st.lists(EDIT, min_size=1, max_size=6))
    def run(edits: list[tuple[float, str, bytes]]) -> None:
        assert isinstance(read_document(kind, damaged(good, edits)), dict)

    run()


@FUZZ
@given(
    st.sampled_from([*GOOD, "a", "a.gz", "a.tgz", "a.xyz"]),
    st.lists(st.sampled_from(TOKENS) | st.binary(), max_size=12),
)
def test_fuzz_of_bytes_that_were_never_a_file(name: str, pieces: list[bytes]) -> None:
    check(name, b"".join(pieces))
