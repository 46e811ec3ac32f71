"""The brief on paper and in a word processor: every word of it can be read, Cyrillic among them."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from onrecord import pipeline
from onrecord.store.store import Store
from onrecord.views import flow, pdf
from onrecord.views.brief import make_brief, write_brief
from onrecord.views.flow import Block, Run

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
    for letter in "ҚқҒғҢңӨөҰұҮүҺһІіЎўҲҳӘә«»„“—€":
        assert pdf._font("DejaVuSans.ttf").glyph(letter)
        assert pdf._font("DejaVuSans-Bold.ttf").glyph(letter)


def test_a_long_flow_goes_on_over_pages_and_nothing_leaves_the_page() -> None:
    out = BytesIO()
    pdf.write((Block("text", (Run(f"{n} слово " * 60),)) for n in range(60)), "t", out)
    reader = PdfReader(out)
    assert len(reader.pages) > 5
    edges: list[tuple[float, float]] = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, *_: edges.append((tm[4], tm[5])))
    assert all(0 <= x < 595 and 30 < y < 842 for x, y in edges if (x, y) != (0, 0))


def test_the_font_in_a_pdf_has_the_glyphs_that_are_used_and_no_others() -> None:
    font = pdf._font("DejaVuSans.ttf")
    few, more = font.only([font.glyph("я")]), font.only([font.glyph(c) for c in "абвгдеё"])
    assert len(few) < len(more) < 200_000
    assert font.width(font.glyph("Ш")) > font.width(font.glyph("i")) > 0
    assert font.glyph("漢") == 0


def test_every_word_stands_in_the_docx(files: dict[str, bytes], told: list[str]) -> None:
    document = Document(BytesIO(files["docx1"]))
    assert [squeezed(p.text) for p in document.paragraphs] == [
        squeezed("".join(c if c.isprintable() else " " for c in words)) for words in told
    ]
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "Quote"} <= styles
