"""PDF: a flow of blocks on A4 pages, in a font that comes with the package and has Latin, Cyrillic and Greek."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.resources import as_file, files
from typing import IO, TYPE_CHECKING, cast

from onrecord.views.flow import Block, Kind
from onrecord.views.names import one_line, plain

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

_MARGIN, _FOOT, _FAMILY = 62.0, 34.0, "dejavu"


@dataclass(frozen=True, slots=True)
class Style:
    """Size of the letters, room above, how far in, and how dark (0: black, 255: white)."""

    size: float
    above: float = 3.0
    indent: float = 0.0
    gray: int = 0
    mark: str = ""
    bold: bool = False


_STYLES: Mapping[Kind, Style] = {
    "title": Style(18, 0, bold=True),
    "heading": Style(13.5, 20, bold=True),
    "subheading": Style(10.5, 11, bold=True),
    "text": Style(9.5),
    "bullet": Style(9.5, 7, 10, mark="•"),
    "quote": Style(9, 3, 22, 38),
    "note": Style(8.5, 2, 10, 102),
}
_LEADING = 1.4
# A heading goes to the next page where no more than this is left below it.
_ROOM = 70.0
_OUTLINE: Mapping[Kind, int] = {"title": 0, "heading": 0}
# fpdf2 cuts off a text's first character again and again, so a long text goes in by pieces of so many.
_PIECE = 500
# So many kinds of characters that a font lacks keep their meaning; each costs fpdf2 a look at all before it.
_KINDS = 2_000
_REPLACEMENT = "\ufffd"
# Private, hence never in a text that is printable: stands for the number of pages until that is known.
_PAGES = "\ue000\ue000"
# A PDF has to tell when it was made; this one is for records without any day.
_NO_DAY = date(1970, 1, 1)


def write(blocks: Iterable[Block], title: str, out: IO[bytes], day: date | None = None) -> None:
    """The same bytes for the same blocks and the `day` it is of. What the fonts have no glyph for is shown as a
    replacement; its character can still be found."""
    pdf = _document(one_line(title), day or _NO_DAY)
    text = _Printable(pdf)
    for block in blocks:
        style = _STYLES[block.kind]
        if block.kind in ("heading", "subheading") and pdf.will_page_break(style.above + _ROOM):
            pdf.add_page()
        if pdf.y > pdf.t_margin:
            # fpdf2 has room above paragraphs too, but not above those with a mark.
            pdf.set_y(pdf.y + style.above)
        if block.kind in _OUTLINE:
            words = one_line("".join(run.text for run in block.runs))
            pdf.start_section(words, _OUTLINE[block.kind])
        pdf.set_font(_FAMILY, size=style.size)
        pdf.set_text_color(style.gray)
        with (
            pdf.text_columns(line_height=_LEADING, skip_leading_spaces=True) as column,
            column.paragraph(indent=style.indent, bullet_string=style.mark, bullet_r_margin=4) as paragraph,
        ):
            for run in block.runs:
                pdf.set_font(style="B" if run.bold or style.bold else "")
                words = text.of(run.text)
                for at in range(0, len(words), _PIECE):
                    paragraph.write(words[at : at + _PIECE])
    out.write(pdf.output())


def _document(title: str, day: date) -> FPDF:
    """An empty document with its fonts, its first page and numbers below each."""
    # Half a second to import, and only this format needs it.
    from fpdf import FPDF

    class Document(FPDF):
        def footer(self) -> None:
            self.set_font(_FAMILY, size=8)
            self.set_text_color(102)
            self.set_y(-_FOOT - 8)
            self.cell(0, 8, f"{self.page} / {_PAGES}", align="C")

    pdf = Document(unit="pt", format="A4")
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(True, _MARGIN)
    pdf.c_margin = 0
    pdf.alias_nb_pages(_PAGES)
    for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        with as_file(files("onrecord.views") / "fonts" / name) as path:
            pdf.add_font(_FAMILY, style, path)
    pdf.set_title(title)
    pdf.set_producer("onrecord")
    pdf.set_lang("en")
    pdf.set_creation_date(datetime.combine(day, time(), UTC))
    pdf.add_page()
    return pdf


class _Printable:
    """Text as the fonts of a document can show it."""

    def __init__(self, pdf: FPDF) -> None:
        # There are no others: see `_document`.
        self._fonts = [cast("TTFFont", font) for font in pdf.fonts.values()]
        self._known = set[str]()
        self._kinds = 0
        # fpdf2 measures the whole line with each character, so what takes no room on it must not go on for ever.
        bare = {chr(code) for font in self._fonts for code, width in font.cw.items() if not width}
        self._stacked = re.compile(f"[{re.escape(''.join(sorted(bare)))}]{{4}}")

    def of(self, text: str) -> str:
        """Blanks for what steers or cannot be written at all; each character that a font lacks gets its replacement."""
        text = plain(text)
        lost = {c for c in sorted(set(text) - self._known) if not self._shown(c)}
        if lost:
            text = "".join(_REPLACEMENT if c in lost else c for c in text)
        return self._stacked.sub(r"\g<0> ", text)

    def _shown(self, character: str) -> bool:
        """Whether the fonts have it, or now have its replacement in its place. fpdf2 would leave it out."""
        code, instead = ord(character), ord(_REPLACEMENT)
        lacking = [font for font in self._fonts if code not in font.cmap]
        if lacking and self._kinds == _KINDS:
            return False
        self._kinds += bool(lacking)
        self._known.add(character)
        for font in lacking:
            font.cmap[code] = font.cmap[instead]
            font.cw[code] = font.cw[instead]
            font.glyph_ids[code] = font.glyph_ids[instead]
        return True


__all__ = ["write"]
