"""Bytes to text: UTF-8, UTF-16, and the Cyrillic encodings that are told by what they would say.

Nothing is changed on the way: no line ends translated, no character dropped but a byte order mark.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.errors import SourceError
from onrecord.languages.cyrillic import bits_a_letter

# What is no text says so in its first bytes.
_FORMATS = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC = ("cp1251", "koi8_r")
_SAMPLE = 50_000
# Below this the letters are not those of a Russian text, if there are enough of them to tell.
_LEAST_BITS = -5.6
_LEAST_BITS_OF_FEW = -8.0
_ENOUGH_LETTERS = 40
_LEAST_CYRILLIC = 0.2
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.02
_PLAIN = re.compile(r"[\x00-\x7f\xa0«»“”„‘’‚–—…№©®°±§•·€™]*")
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)?(?:<!doctype html|<html|<head|<\?xml)", re.I | re.S)
_PAGE = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.*?-->\s*)?(?:<!doctype html|<html|<head)", re.I | re.S)

# A page's own word for its encoding, in its first bytes.
_DECLARED = re.compile(rb"(?:<meta[^<>]{0,200}?charset\s*=|<\?xml[^<>]{0,100}encoding=)\s*[\"']?([\w.:-]{2,30})", re.I)
_HEAD = 4096
_OF_PAGES = frozenset(
    "utf-8 cp1251 koi8-r koi8-u iso8859-5 cp866 mac-cyrillic cp1252 iso8859-1 iso8859-15 cp1250 cp1254 iso8859-9"
    " kz1048 ptcp154 koi8-t utf-16 utf-16-le utf-16-be".split()
)
# Servers claim these for anything, and no byte contradicts them: asked last.
_LATIN = frozenset(["cp1252", "iso8859-1", "iso8859-15"])

_TO_TEXT = "save its text as a .txt file"
_TO_UTF8 = "save it as UTF-8"


def decode(data: bytes, where: str) -> str:
    """The text of a file's bytes. Raises `SourceError` for what is empty, no text, or in no encoding known here."""
    if not data.strip():
        raise SourceError("an empty file", where=where, hint="there is nothing to read in it")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data[len(mark) :], encoding, where), where)
    for magic, name in _FORMATS:
        if data.startswith(magic):
            raise SourceError(f"{name}, not text", where=where, hint=_TO_TEXT)
    return _checked(_guessed(data, where), where)


def decode_page(data: bytes, where: str, charset: str | None = None) -> str:
    """The text of an HTML page's bytes: as marked, as UTF-8, as declared (by `charset`, then by the page), as guessed.

    A page that is UTF-8 but for a few bytes is read with U+FFFD in their place. Errors as with `decode`.
    """
    if not data.strip():
        raise SourceError("an empty file", where=where, hint="there is nothing to read in it")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for magic, name in _FORMATS:
        if data.startswith(magic):
            raise SourceError(f"{name}, not a page", where=where, hint="add it under its own name")
    declared = _DECLARED.search(data[:_HEAD])
    told = map(_known_encoding, [charset, declared.group(1).decode("ascii") if declared else None])
    names = [name for name in told if name]
    text = _first_that_fits(data, ["utf-8", *(name for name in names if name not in _LATIN)])
    if text is not None:
        return text
    try:
        return _guessed(data, where)
    except SourceError:
        text = _first_that_fits(data, [name for name in names if name in _LATIN])
        if text is not None:
            return text
        if _mostly_utf8(data) and not _is_binary(data[:_SAMPLE].decode("utf-8", "replace")):
            return data.decode("utf-8", "replace")
        raise


def encoding_of(data: bytes, where: str) -> str:
    """The encoding of a long file by its beginning (cut at a line's end). Errors as with `decode`."""
    if not data.strip():
        raise SourceError("an empty file", where=where, hint="there is nothing to read in it")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return {"utf-8": "utf-8-sig"}.get(encoding, encoding.removesuffix("-le").removesuffix("-be"))
    for name in ("utf-8", *_CYRILLIC):
        try:
            text = data.decode(name)
        except ValueError:
            continue
        if name == "utf-8" or text == _cyrillic(data):
            return name
    if _mostly_utf8(data):
        return "utf-8"
    raise SourceError("in an unknown encoding", where=where, hint=_TO_UTF8)


def looks_like_html(head: bytes) -> bool:
    """Whether a file's first bytes open an HTML page."""
    return _PAGE.match(head[:2000].removeprefix(codecs.BOM_UTF8).decode("latin-1")) is not None


def _first_that_fits(data: bytes, encodings: list[str]) -> str | None:
    for name in encodings:
        try:
            text = data.decode(name)
        except ValueError:
            continue
        if not _is_binary(text):
            return text
    return None


def _known_encoding(name: str | None) -> str | None:
    """Python's name of an encoding of text that pages use; None for any other (codecs know stranger things)."""
    try:
        found = codecs.lookup((name or "").strip().strip("'\"")).name
    except (LookupError, ValueError):
        return None
    return found if found in _OF_PAGES else None


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        message = f"marked as {name}, but broken at byte {error.start}"
        raise SourceError(message, where=where, hint=_TO_UTF8) from None


def _guessed(data: bytes, where: str) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error.start
    else:
        if not _is_binary(text):
            return text
        wide = _wide(data)
        if wide is not None:
            return wide
        raise SourceError("a binary file, not text", where=where, hint=_TO_TEXT)
    found = _wide(data) or _cyrillic(data)
    if found is not None:
        return found
    if b"\x00" in data[:_SAMPLE] or _is_binary(data[:_SAMPLE].decode("latin-1")):
        raise SourceError("a binary file, not text", where=where, hint=_TO_TEXT)
    if _mostly_utf8(data):
        raise SourceError(f"broken UTF-8 at byte {broken}", where=where, hint="repair it or save it anew as UTF-8")
    raise SourceError("in an unknown encoding", where=where, hint=_TO_UTF8)


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample)


def _mostly_utf8(data: bytes) -> bool:
    text = data[:_SAMPLE].decode("utf-8", "replace")
    return text.count("\ufffd") <= 0.2 * sum(not char.isascii() for char in text)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is nearly always one of two."""
    if len(data) % 2 or len(data) < 4:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        usual = sum(char < "\u0530" or "\u2000" <= char < "\u2200" for char in sample)
        if usual >= 0.95 * len(sample) and not _is_binary(text):
            return text
    return None


def _cyrillic(data: bytes) -> str | None:
    """The better of the Cyrillic readings: the library's, unless the other one is plainly more Russian."""
    readings = {}
    for encoding in _CYRILLIC:
        try:
            readings[encoding] = data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if not readings:
        return None
    match = from_bytes(data[:_SAMPLE], cp_isolation=list(readings)).best()
    chosen = match.encoding if match is not None else None
    bits = {encoding: bits_a_letter(text[:_SAMPLE]) for encoding, text in readings.items()}
    best = max(readings, key=lambda encoding: (bits[encoding] or -99.0, encoding == chosen, encoding))
    text = readings[best]
    return text if _PLAIN.fullmatch(text) or _is_cyrillic(text[:_SAMPLE], bits[best]) else None


def _is_cyrillic(text: str, bits: float | None) -> bool:
    """Whether a reading can be Russian: enough of its letters are Cyrillic, and they are the usual ones."""
    letters = [char for char in text if char.isalpha()]
    cyrillic = sum(not char.isascii() for char in letters)
    if bits is None or cyrillic < _LEAST_CYRILLIC * len(letters) or _is_binary(text):
        return False
    return bits >= (_LEAST_BITS if cyrillic >= _ENOUGH_LETTERS else _LEAST_BITS_OF_FEW)


def _checked(text: str, where: str) -> str:
    if not text.strip():
        raise SourceError("an empty file", where=where, hint="there is nothing to read in it")
    if _HTML.match(text[:2000]):
        raise SourceError("an HTML page, not text", where=where, hint=_TO_TEXT)
    return text
