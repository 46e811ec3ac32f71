"""The brief on paper and in a word processor: every word of it can be read, Cyrillic among them."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from importlib.resources import as_file
from importlib.resources import files as files_of
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from docx import Document
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from onrecord import pipeline
from onrecord.store.store import Store
from onrecord.views import flow, pdf
from onrecord.views.brief import make_brief, write_brief
from onrecord.views.flow import Block, Kind, Run

ODD = "Қазақ Ғ Ң Ө Ұ, naïve – “x” €, Ελλάδα, no glyph: 漢\u202e\x07 end"


def squeezed(text: str) -> str:
    """Without what the layout does: blanks, line ends, marks of lists."""
    return re.sub(r"[\s•]+", "", text)


@pytest.fixture(scope="module")
def files(store: Store) -> dict[str, bytes]:
    opened = pipeline.open_record(store)
    made = {}
    for form in ("pdf", "docx"):
        for number in (1, 2):
            out = BytesIO()
            write_brief(form, *opened, None, out)
            made[f"{form}{number}"] = out.getvalue()
    return made


@pytest.fixture(scope="module")
def told(store: Store) -> list[str]:
    """The words of each block."""
    found = flow.blocks(make_brief(*pipeline.open_record(store)))
    return ["".join(run.text for run in block.runs) for block in found]


def test_the_same_brief_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert files["pdf1"] == files["pdf2"]
    assert files["docx1"] == files["docx2"]


def test_every_word_stands_in_the_pdf(files: dict[str, bytes], told: list[str]) -> None:
    reader = PdfReader(BytesIO(files["pdf1"]), strict=True)
    pages = [page.extract_text() for page in reader.pages]
    text = squeezed("".join(page[: page.rindex(f"{number} / {len(pages)}")] for number, page in enumerate(pages, 1)))
    wanted = squeezed("".join("".join(c if c.isprintable() else " " for c in words) for words in told))
    assert text == wanted
    assert [item["/Title"] for item in reader.outline][:3] == [
        told[0],
        "Disagreements",
        "Statements told more than once",
    ]


def test_other_readers_find_the_words_in_the_pdf(files: dict[str, bytes], told: list[str], tmp_path: Path) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext on this machine (Debian: poppler-utils)")
    (tmp_path / "b.pdf").write_bytes(files["pdf1"])
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", tmp_path / "b.pdf", "-"], capture_output=True, check=True)
    text = squeezed(done.stdout.decode())
    assert not done.stderr
    found = [words for words in told if squeezed(words)[:25] in text]
    assert len(found) > 0.97 * len(told)


def test_letters_of_the_region_have_glyphs_and_others_keep_their_meaning() -> None:
    out = BytesIO()
    pdf.write([Block("text", (Run(ODD), Run(ODD, True))), Block("bullet", (Run("д" * 400),))], "t", out)
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert squeezed(text.replace("1 / 1", "")) == squeezed(
        f"{ODD}{ODD}{'д' * 400}".replace("\u202e", "").replace("\x07", "")
    )
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        with as_file(files_of("onrecord.views") / "fonts" / name) as path, TTFont(path) as font:
            assert not {ord(letter) for letter in "ҚқҒғҢңӨөҰұҮүҺһІіЎўҲҳӘә«»„“—€\ufffd"} - font.getBestCmap().keys()


def test_a_long_flow_goes_on_over_pages_and_nothing_leaves_the_page() -> None:
    out = BytesIO()
    pdf.write((Block("text", (Run(f"{n} слово " * 60),)) for n in range(60)), "t", out)
    reader = PdfReader(out)
    assert len(reader.pages) > 5
    edges: list[tuple[float, float]] = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, *_: edges.append((tm[4], tm[5])))
    assert all(0 <= x < 595 and 30 < y < 842 for x, y in edges if (x, y) != (0, 0))


def made(*blocks: Block, title: str = "t", day: date | None = None) -> PdfReader:
    out = BytesIO()
    pdf.write(blocks, title, out, day)
    return PdfReader(out, strict=True)


def fonts_in(reader: PdfReader) -> dict[str, bytes]:
    """The files of the fonts within it, by name."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            found[inner["/BaseFont"]] = inner["/FontDescriptor"]["/FontFile2"].get_data()
    return found


def test_the_font_in_a_pdf_has_the_glyphs_that_are_used_and_no_others() -> None:
    few, more = (fonts_in(made(Block("text", (Run(text),)))) for text in ("я", "абвгдеёШi"))
    (regular,) = more
    assert "+DejaVuSans" in regular
    assert len(few[regular]) < len(more[regular]) < 200_000
    with TTFont(BytesIO(more[regular])) as font:
        names, widths = font.getGlyphOrder(), font["hmtx"].metrics
    assert len(names) < 60
    assert widths["uni0428"][0] > widths["i"][0] > 0


@pytest.mark.parametrize("kind", ["title", "heading", "subheading", "text", "bullet", "quote", "note"])
def test_hostile_words_are_words_and_nothing_is_left_out(kind: Kind) -> None:
    odd = "{nb} a\x00b\x1b[31m \ud800x\udfff \u202e\u2067abc\u200f\r\n\t\f [x](http://a.example) **b** __c__ \\ ( ) \ue000 \ue000\ue000 漢 z"
    reader = made(Block(kind, (Run(odd), Run(""), Run(odd, True))), title=f"\ud800 \x00 漢 {odd}")
    shown = squeezed("".join(c if c.isprintable() else " " for c in odd))
    assert squeezed(reader.pages[0].extract_text()) == f"{shown}{shown}1/1"
    assert squeezed(str(reader.metadata and reader.metadata.title)) == f"漢{shown}"
    assert not any("/Annots" in page for page in reader.pages)


def test_a_pdf_of_nothing_has_a_page() -> None:
    for texts in ((), ("",), ("", " ", "\n", "\x00")):
        reader = made(*(Block("heading", (Run(text),)) for text in texts))
        assert [squeezed(page.extract_text()) for page in reader.pages] == ["1/1"]


def test_long_words_stacked_marks_and_many_kinds_of_characters_take_no_long_time() -> None:
    han = "".join(map(chr, range(0x4E00, 0x9FA0)))
    start = process_time()
    reader = made(*(Block("text", (Run(text),)) for text in ("д" * 20_000, "a" + "\u0301" * 5_000, han)))
    assert process_time() - start < 30
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    assert text.count("д") == 20_000
    assert text.count("\u0301") == 5_000
    assert han[:1000] in re.sub(r"\d+/\d+", "", text)
    assert text.count("\ufffd") > 10_000


def test_a_pdf_is_of_the_day_of_its_record_and_not_of_the_clock() -> None:
    told = made(day=date(2031, 5, 20)).metadata
    assert told is not None
    assert told.creation_date == datetime(2031, 5, 20, tzinfo=UTC)
    assert told.producer == "onrecord"


def test_a_brief_tells_the_day_of_its_record(files: dict[str, bytes], told: list[str]) -> None:
    day = told[0].removeprefix("The record as of ")
    found = PdfReader(BytesIO(files["pdf1"])).metadata
    assert found is not None
    assert found.creation_date is not None
    assert found.creation_date.date().isoformat() == day


def test_every_word_stands_in_the_docx(files: dict[str, bytes], told: list[str]) -> None:
    document = Document(BytesIO(files["docx1"]))
    assert [squeezed(p.text) for p in document.paragraphs] == [
        squeezed("".join(c if c.isprintable() else " " for c in words)) for words in told
    ]
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "Quote"} <= styles
