"""DOCX: a flow of blocks in the styles of a word processor, so that headings, lists and quotes can be gone on with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from tempfile import TemporaryFile
from typing import IO

from docx import Document
from docx.shared import Pt, RGBColor

from onrecord.views.exports.steady import steady
from onrecord.views.flow import Block, Kind
from onrecord.views.names import plain

_STYLES: Mapping[Kind, str] = {
    "title": "Title",
    "heading": "Heading 1",
    "subheading": "Heading 2",
    "text": "Normal",
    "bullet": "List Bullet",
    "quote": "Quote",
    "note": "Normal",
}
_SOFT = RGBColor(0x5D, 0x61, 0x6B)


def write(blocks: Iterable[Block], title: str, out: IO[bytes]) -> None:
    """The same bytes for the same blocks."""
    document = Document()
    document.core_properties.author = "onrecord"
    document.core_properties.title = title
    document.core_properties.comments = ""
    for block in blocks:
        paragraph = document.add_paragraph(style=_STYLES[block.kind])
        for run in block.runs:
            # Characters that XML has no place for would end it all.
            made = paragraph.add_run(plain(run.text))
            made.bold = run.bold or None
            if block.kind == "note":
                made.font.size, made.font.color.rgb = Pt(9), _SOFT
    with TemporaryFile() as packed:
        document.save(packed)
        steady(packed, out)
