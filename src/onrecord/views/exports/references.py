"""Sources for bibliographies: BibTeX, and CSL-JSON for Zotero, pandoc and word processors."""

from __future__ import annotations

import re
from typing import IO, Any
from urllib.parse import quote

from onrecord.model.linked import DocumentRow
from onrecord.views.exports.reading import Rows
from onrecord.views.jsonl import Json, to_line, without_nothing
from onrecord.views.names import one_line

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{c: f"\\{c}" for c in "&%$#_"},
}  # fmt: skip
# An address may hold anything; what ends or opens a group is written as addresses write it.
_IN_ADDRESS = re.compile(r"[{}\\\s\"]")


def write_bibtex(rows: Rows, out: IO[bytes]) -> None:
    """An entry for each article, its id as the key."""
    for row in rows.each("document"):
        out.write(_bibtex(rows, row).encode("utf-8", "replace"))


def write_csl(rows: Rows, out: IO[bytes]) -> None:
    """A list of items, one a line."""
    before = "[\n"
    for row in rows.each("document"):
        out.write(f"{before}{to_line(without_nothing(_csl(rows, row)))}".encode("utf-8", "replace"))
        before = ",\n"
    out.write(b"[]\n" if before == "[\n" else b"\n]\n")


def _bibtex(rows: Rows, row: DocumentRow) -> str:
    document, source = row.document, rows.source(row.id)
    days = _parts(source.published.edtf if source.published else None)
    fields: dict[str, Any] = {
        "title": _latex(source.title or one_line(source.name)),
        "author": _latex(document.author),
        "organization": _latex(rows.name(row.outlet)),
        "year": str(days[0][0]) if days else "",
        "url": _IN_ADDRESS.sub(lambda found: quote(found[0], safe=""), source.address),
        "urldate": (document.fetched or "")[:10],
        "langid": document.language,
        "note": _latex(one_line(source.name)) if not source.address else "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    if days and len(days[0]) > 1:
        lines.append(f"  month = {_MONTHS[days[0][1] - 1]}")
    if days and len(days[0]) > 2:
        lines.append(f"  day = {{{days[0][2]}}}")
    return "@misc{" + ",\n".join([row.id, *lines]) + "\n}\n\n"


def _latex(text: str | None) -> str:
    """Text that LaTeX shows as it is; in braces of its own, so that no style changes its letters or takes it apart."""
    line = one_line(text or "")
    return "{" + "".join(_SPECIAL.get(c, c) for c in line) + "}" if line else ""


def _csl(rows: Rows, row: DocumentRow) -> Json:
    document, source = row.document, rows.source(row.id)
    days = _parts(source.published.edtf if source.published else None)
    accessed = _parts((document.fetched or "")[:10])
    return {
        "id": row.id,
        "type": "article-newspaper",
        "title": source.title or one_line(source.name),
        "container-title": rows.name(row.outlet) or None,
        "author": [{"literal": one_line(document.author)}] if document.author else None,
        "issued": {"date-parts": days} if days else None,
        "accessed": {"date-parts": accessed} if accessed else None,
        "URL": source.address or None,
        "language": document.language,
        "source": one_line(source.name),
    }


def _parts(edtf: str | None) -> list[list[int]]:
    """Year, month and day as far as they are known; twice for an interval."""
    found = [part for part in (edtf or "").split("/") if part and part[0].isdigit()]
    return [[int(number) for number in part.split("-")] for part in found]
