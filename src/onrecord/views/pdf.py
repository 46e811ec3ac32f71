"""PDF: a flow of blocks on A4 pages, in a font that comes with the package and has Latin, Cyrillic and Greek."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import IO

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from onrecord.views.flow import Block, Kind
from onrecord.views.names import one_line
from onrecord.views.truetype import Font

_WIDTH, _HEIGHT, _MARGIN, _FOOT = 595.0, 842.0, 62.0, 34.0


@dataclass(frozen=True, slots=True)
class Style:
    """Size of the letters, room above, how far in, and how dark (0: black)."""

    size: float
    above: float = 3.0
    indent: float = 0.0
    gray: float = 0.0
    mark: str = ""
    bold: bool = False


_STYLES: Mapping[Kind, Style] = {
    "title": Style(18, 0, bold=True),
    "heading": Style(13.5, 20, bold=True),
    "subheading": Style(10.5, 11, bold=True),
    "text": Style(9.5),
    "bullet": Style(9.5, 7, 10, mark="•"),
    "quote": Style(9, 3, 22, 0.15),
    "note": Style(8.5, 2, 10, 0.4),
}
_LEADING = 1.4
# A heading goes to the next page where no more than this is left below it.
_ROOM = 70.0
_OUTLINE: tuple[Kind, ...] = ("title", "heading")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one weight on a line, and how far in they begin."""

    text: str
    bold: bool
    at: float


class _Face:
    """A font of the document. Characters are numbered as they come, so that each keeps its own meaning, whatever
    glyph it shares with others."""

    def __init__(self, name: str, file: str) -> None:
        self.name, self.font = name, _font(file)
        self.numbers: dict[str, int] = {}

    def width(self, text: str, size: float) -> float:
        return sum(_advance(self.font, c) for c in text) * size / 1000

    def encoded(self, text: str) -> str:
        numbers = self.numbers
        return "".join(f"{numbers.setdefault(c, len(numbers) + 1):04X}" for c in text)


@cache
def _font(file: str) -> Font:
    return Font((files("onrecord.views") / "fonts" / file).read_bytes())


@cache
def _advance(font: Font, character: str) -> int:
    return font.width(font.glyph(character))


def write(blocks: Iterable[Block], title: str, out: IO[bytes]) -> None:
    """The same bytes for the same blocks. What a font has no glyph for is a box; its character can still be found."""
    writer = PdfWriter()
    faces = {False: _Face("/F1", "DejaVuSans.ttf"), True: _Face("/F2", "DejaVuSans-Bold.ttf")}
    pages, outline = _laid_out(blocks, faces)
    shared = DictionaryObject(
        {NameObject(face.name): writer._add_object(DictionaryObject()) for face in faces.values()}
    )
    for number, lines in enumerate(pages, 1):
        page = writer.add_blank_page(_WIDTH, _HEIGHT)
        foot = f"{number} / {len(pages)}"
        face = faces[False]
        at = (_WIDTH - face.width(foot, 8)) / 2
        lines.append(f"BT 0.4 g /F1 8 Tf 1 0 0 1 {at:.2f} {_FOOT:.2f} Tm <{face.encoded(foot)}> Tj ET")
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): shared})
        page[NameObject("/Contents")] = writer._add_object(_stream("\n".join(lines).encode("ascii")))
    for face in faces.values():
        described = shared.raw_get(face.name).get_object()
        described.update(_described(writer, face))
    for words, number in outline:
        writer.add_outline_item(title=words, page_number=number)
    writer.add_metadata({"/Title": title, "/Producer": "onrecord"})
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    writer.write(out)


# ---- layout


def _laid_out(blocks: Iterable[Block], faces: Mapping[bool, _Face]) -> tuple[list[list[str]], list[tuple[str, int]]]:
    """What each page draws, and which headings begin where."""
    pages: list[list[str]] = [[]]
    outline: list[tuple[str, int]] = []
    y = _HEIGHT - _MARGIN
    for block in blocks:
        style = _STYLES[block.kind]
        heading = block.kind in ("heading", "subheading")
        y -= style.above if pages[-1] else 0.0
        if heading and y - _ROOM < _MARGIN:
            pages.append([])
            y = _HEIGHT - _MARGIN
        if block.kind in _OUTLINE:
            outline.append((one_line("".join(run.text for run in block.runs)), len(pages) - 1))
        for number, line in enumerate(_lines(block, style, faces)):
            if y - style.size < _MARGIN:
                pages.append([])
                y = _HEIGHT - _MARGIN
            y -= style.size * _LEADING
            if style.mark and not number:
                line = [Piece(style.mark, False, style.indent - 9), *line]
            for piece in line:
                face = faces[piece.bold or style.bold]
                pages[-1].append(
                    f"BT {style.gray:g} g {face.name} {style.size:g} Tf 1 0 0 1 {_MARGIN + piece.at:.2f} {y:.2f} Tm "
                    f"<{face.encoded(piece.text)}> Tj ET"
                )
    return pages, outline


def _lines(block: Block, style: Style, faces: Mapping[bool, _Face]) -> Iterator[list[Piece]]:
    """The block's words line by line, broken at blanks, and within words that are longer than a line."""
    room = _WIDTH - 2 * _MARGIN
    line: list[tuple[str, bool]] = []
    at = style.indent
    for word, bold in _words(block):
        face = faces[bold or style.bold]
        width = face.width(word, style.size)
        if at + width > room and not word.isspace() and at > style.indent:
            yield _pieces(line, style, faces)
            line, at = [], style.indent
        if width > room - style.indent:
            for character in word:
                wide = face.width(character, style.size)
                if at + wide > room:
                    yield _pieces(line, style, faces)
                    line, at = [], style.indent
                line.append((character, bold))
                at += wide
        elif line or not word.isspace():
            line.append((word, bold))
            at += width
    if line:
        yield _pieces(line, style, faces)


def _words(block: Block) -> Iterator[tuple[str, bool]]:
    """Words and the blanks between them, with their weight."""
    for run in block.runs:
        text = "".join(c if c.isprintable() else " " for c in run.text)
        for blank, characters in groupby(text, key=lambda c: c == " "):
            yield (" " if blank else "".join(characters)), run.bold


def _pieces(line: Iterable[tuple[str, bool]], style: Style, faces: Mapping[bool, _Face]) -> list[Piece]:
    found, at = [], style.indent
    for bold, words in groupby(line, key=lambda pair: pair[1]):
        text = "".join(word for word, _ in words)
        found.append(Piece(text, bold, at))
        at += faces[bold or style.bold].width(text, style.size)
    return found


# ---- fonts


def _described(writer: PdfWriter, face: _Face) -> DictionaryObject:
    """The font as PDFs have it: numbers of characters, with the glyph, the width and the meaning of each."""
    font, numbers = face.font, face.numbers
    glyphs = [font.glyph(c) for c in numbers]
    name = NameObject(f"/ONREC{face.name[-1]}+DejaVuSans{'-Bold' if face.name == '/F2' else ''}")
    file = _stream(font.only(glyphs))
    file[NameObject("/Length1")] = NumberObject(len(zlib.decompress(file._data)))
    descriptor = _dictionary(
        Type=NameObject("/FontDescriptor"),
        FontName=name,
        Flags=NumberObject(4),
        FontBBox=ArrayObject([NumberObject(value) for value in font.box]),
        ItalicAngle=NumberObject(0),
        Ascent=NumberObject(font.ascent),
        Descent=NumberObject(font.descent),
        CapHeight=NumberObject(729),
        StemV=NumberObject(80),
        FontFile2=writer._add_object(file),
    )
    to_glyphs = b"\0\0" + b"".join(glyph.to_bytes(2) for glyph in glyphs)
    widths = ArrayObject([NumberObject(1), ArrayObject([FloatObject(font.width(glyph)) for glyph in glyphs])])
    inner = _dictionary(
        Type=NameObject("/Font"),
        Subtype=NameObject("/CIDFontType2"),
        BaseFont=name,
        CIDSystemInfo=_dictionary(
            Registry=TextStringObject("Adobe"), Ordering=TextStringObject("Identity"), Supplement=NumberObject(0)
        ),
        FontDescriptor=writer._add_object(descriptor),
        CIDToGIDMap=writer._add_object(_stream(to_glyphs)),
        W=widths,
    )
    return _dictionary(
        Type=NameObject("/Font"),
        Subtype=NameObject("/Type0"),
        BaseFont=name,
        Encoding=NameObject("/Identity-H"),
        DescendantFonts=ArrayObject([writer._add_object(inner)]),
        ToUnicode=writer._add_object(_stream(_meanings(numbers))),
    )


def _meanings(numbers: Mapping[str, int]) -> bytes:
    """Which character each number stands for, so that text can be found and copied."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def /CMapName /Own def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    pairs = [f"<{n:04X}> <{c.encode('utf-16-be', 'replace').hex().upper()}>" for c, n in numbers.items()]
    for at in range(0, len(pairs), 100):
        some = pairs[at : at + 100]
        lines += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    return "\n".join([*lines, "endcmap end end"]).encode("ascii")


def _stream(data: bytes) -> StreamObject:
    stream = StreamObject()
    stream._data = zlib.compress(data, 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    return stream


def _dictionary(**values: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in values.items()})


__all__ = ["write"]
