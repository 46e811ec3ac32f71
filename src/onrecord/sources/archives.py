"""ZIP and TAR of articles, and packed files: read in memory, member by member, nothing is written to disk.

Names in an archive are never paths to write to; they only name the source and say what the member is.
"""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from dataclasses import replace
from typing import BinaryIO

from onrecord.errors import SourceError
from onrecord.sources.bounded import unpacked
from onrecord.sources.formats import ARTICLES, is_article, read_stream
from onrecord.sources.items import Found, shown
from onrecord.sources.request import Request
from onrecord.sources.streams import look

_MOST_MEMBERS = 1_000_000
# The largest member: it is held in memory, but for a WARC, which is streamed.
_MOST_BYTES = 100_000_000
# All members together may be so many times as large as the archive.
_MOST_TIMES = 300
_FREE = 200_000_000
_PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_ENCRYPTED = 1
_BEYOND = 8
_TAR_MAGIC, _TAR_AT = b"ustar", 257


def read_zip(stream: BinaryIO, name: str, where: str, request: Request) -> Found:
    """The articles of a ZIP, in the order of their names; a DOCX under another name is read as what it is."""
    inner = _deeper(request, where)
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, MemoryError) as error:
        raise SourceError(f"a broken ZIP archive ({shown(str(error))})", where=where, hint="save it again") from None
    with archive:
        if "word/document.xml" in archive.NameToInfo:
            from onrecord.sources.documents import read_docx

            yield from read_docx(stream, name, where, request)
            return
        members = [member for member in archive.infolist()[:_MOST_MEMBERS] if _is_member(member.filename)]
        if not members:
            raise SourceError("an archive without articles", where=where, hint=ARTICLES)
        left = _FREE + _MOST_TIMES * size
        for member in sorted(members, key=lambda one: one.filename):
            place = f"{where}/{shown(member.filename)}"
            left -= min(member.file_size, _MOST_BYTES)
            if left < 0:
                raise SourceError("grows without end", where=place, hint="unpack it yourself if you trust it")
            yield from _member_of_zip(archive, member, place, inner)


def _member_of_zip(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str, request: Request) -> Found:
    try:
        if member.flag_bits & _ENCRYPTED:
            raise SourceError("locked with a password", where=place, hint="unpack it yourself")
        if member.compress_type not in _PLAIN_METHODS:
            raise SourceError("packed in an unusual way", where=place, hint="pack it anew")
        with archive.open(member) as opened:
            yield from _read_member(opened, member.filename, member.file_size, place, request)  # type: ignore[arg-type]
    except SourceError as error:
        yield error
    except Exception as error:
        # zipfile raises whatever its parts raise: of zlib, of struct, of the system
        yield SourceError(
            f"broken in the archive ({shown(str(error)) or type(error).__name__})", where=place, hint="pack it anew"
        )


def read_tar(stream: BinaryIO, name: str, where: str, request: Request) -> Found:
    """The articles of a TAR, in its order, read forward only."""
    inner = _deeper(request, where)
    found = False
    try:
        with tarfile.open(fileobj=_Ending(stream, where), mode="r|", errorlevel=0) as archive:  # type: ignore[call-overload]
            for number, member in enumerate(archive):
                if number >= _MOST_MEMBERS:
                    raise SourceError("more members than an archive may have", where=where, hint="split it")
                vars(archive)["members"] = []  # tarfile keeps them all, and would grow
                if not member.isreg() or not _is_member(member.name):
                    continue
                found = True
                opened = archive.extractfile(member)
                if opened is not None:
                    place = f"{where}/{shown(member.name)}"
                    yield from _read_member(opened, member.name, member.size, place, inner)
    except SourceError:
        raise
    except Exception as error:
        # tarfile raises whatever its parts raise
        message = f"a broken TAR archive ({shown(str(error)) or type(error).__name__})"
        raise SourceError(message, where=where, hint="what was read before is kept") from None
    if not found:
        raise SourceError("an archive without articles", where=where, hint=ARTICLES)


class _Ending:
    """A stream that says so when it is read on after its end: tarfile would go on for as long as a header claims."""

    def __init__(self, stream: BinaryIO, where: str) -> None:
        self._stream, self._where = stream, where
        self._beyond = 0

    def read(self, size: int = -1) -> bytes:
        found = self._stream.read(size)
        self._beyond = 0 if found else self._beyond + 1
        if self._beyond > _BEYOND:
            raise SourceError("cut off", where=self._where, hint="what was read before is kept; save it again")
        return found


def read_packed(stream: BinaryIO, name: str, where: str, request: Request) -> Found:
    """What a gzip, bzip2 or xz file holds: a TAR, a WARC, or one article under the name without its end."""
    inner = _deeper(request, where)

    bare, suffix = os.path.splitext(name)
    bare = f"{bare}.tar" if suffix.lower() in (".tgz", ".tbz2", ".txz") else bare
    if bare.lower().endswith((".warc", ".wet")):
        from onrecord.sources.web_archives import read_warc

        yield from read_warc(stream, bare, where, inner)
        return
    content = unpacked(stream, where)
    head, content = look(content, 512)
    if bare.endswith(".tar") or head[_TAR_AT : _TAR_AT + len(_TAR_MAGIC)] == _TAR_MAGIC:
        yield from read_tar(content, bare, where, inner)
    else:
        yield from read_stream(content, bare, where, inner)


def _read_member(stream: BinaryIO, path: str, size: int, place: str, request: Request) -> Found:
    """One member; what it holds is read into memory, within bounds."""
    name = os.path.basename(path.replace("\\", "/"))
    data = stream.read(_MOST_BYTES + 1) if size <= _MOST_BYTES else b""
    if size > _MOST_BYTES or len(data) > _MOST_BYTES:
        limit = f"{_MOST_BYTES // 1_000_000} MB"
        yield SourceError(f"more than {limit} in an archive", where=place, hint="unpack it yourself")
        return
    yield from read_stream(io.BytesIO(data), name, place, request)


def _is_member(path: str) -> bool:
    """Whether a member is read: by its name; what is hidden, or lies in a hidden folder, is left alone."""
    parts = path.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part.strip(".") for part in parts) or "__MACOSX" in parts
    return not hidden and is_article(parts[-1])


def _deeper(request: Request, where: str) -> Request:
    if request.depth <= 0:
        raise SourceError("an archive in an archive in an archive", where=where, hint="unpack it yourself")
    return replace(request, depth=request.depth - 1)
