"""How much of the article is kept, and how much of the page, next to bare trafilatura.

    python benchmarks/pages.py [FOLDER] [--each] [--nameless] [--json FILE]

FOLDER holds pages and `evaldata.json` or `evaldata.py` in the format of trafilatura's evaluation: an entry a
page, with `file`, and lists of pieces of text that belong to the article (`with`) and that do not (`without`). By
default the thirty pages that were written for the tests. A piece that is found counts whole, blanks apart. Speed is in
pages a second of one core, whole page to text. --nameless hides what the makers of the pages called their parts, so
that only their structure can tell what is what.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
PAGES = CHECKOUT / "tests/pages"
# Where trafilatura's own evaluation keeps its pages, beside the entries.
FOLDERS = (".", "cache", "eval", "tests/cache", "tests/eval")
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f]")


@dataclass(slots=True)
class Page:
    """A page of the evaluation, and what stands in its article and around it."""

    name: str
    data: bytes
    url: str | None
    inside: list[str]
    outside: list[str]


@dataclass(slots=True)
class Score:
    """Pieces of articles kept and lost, pieces of pages kept and left out."""

    kept: int = 0
    lost: int = 0
    furniture: int = 0
    left_out: int = 0
    seconds: float = 0.0

    @property
    def precision(self) -> float:
        return self.kept / max(1, self.kept + self.furniture)

    @property
    def recall(self) -> float:
        return self.kept / max(1, self.kept + self.lost)

    @property
    def f1(self) -> float:
        return 2 * self.kept / max(1, 2 * self.kept + self.lost + self.furniture)

    def add(self, other: Score) -> None:
        self.kept += other.kept
        self.lost += other.lost
        self.furniture += other.furniture
        self.left_out += other.left_out
        self.seconds += other.seconds


def read_pages(folder: Path) -> Iterator[Page]:
    """The pages of an evaluation; those whose file is missing are passed over."""
    for name, entry in entries(folder):
        path = next((p for sub in FOLDERS if (p := folder / sub / entry["file"]).is_file()), None)
        if path is not None:
            url = name if "://" in name else None
            yield Page(entry["file"], path.read_bytes(), url, entry.get("with") or [], entry.get("without") or [])


def entries(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Entries of `evaldata.json`, or of the dictionary that `evaldata.py` holds (read, never run)."""
    path = folder / "evaldata.json"
    if path.is_file():
        yield from json.loads(path.read_text("utf-8")).items()
        return
    for node in ast.parse((folder / "evaldata.py").read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            yield from ast.literal_eval(node.value).items()


def nameless(data: bytes) -> bytes:
    """A page whose classes and ids say nothing: the names of its parts are replaced by digests of them."""

    def hidden(match: re.Match[bytes]) -> bytes:
        names = (b"c" + hashlib.sha256(name).hexdigest()[:6].encode() for name in match.group(2).split())
        return match.group(1) + b'="' + b" ".join(names) + b'"'

    return re.sub(rb'\b(class|id)="([^"]*)"', hidden, data)


def ours(page: Page) -> str:
    """The article as onrecord has it: headline and body, furniture left out."""
    from onrecord.errors import SourceError
    from onrecord.sources.pages import read_page
    from onrecord.sources.reading import make_document

    item = read_page(page.data, url=page.url, name=page.name)
    if isinstance(item, SourceError):
        return ""
    document = make_document(item.source, item.raw, None, item.given)
    return "\n".join(span.text for span in document.body)


def bare(page: Page) -> str:
    """The article as trafilatura has it by itself."""
    from trafilatura import extract

    return extract(page.data) or ""


def without_comments(page: Page) -> str:
    """The same, told that readers' comments are none of it."""
    from trafilatura import extract

    return extract(page.data, include_comments=False) or ""


def precise(page: Page) -> str:
    """The same, told to prefer less text."""
    from trafilatura import extract

    return extract(page.data, include_comments=False, favor_precision=True) or ""


READERS: dict[str, Callable[[Page], str]] = {
    "onrecord": ours,
    "trafilatura": bare,
    "… without comments": without_comments,
    "… favouring precision": precise,
}


def plain(text: str) -> str:
    """Text without what is not seen and with single blanks."""
    return " ".join(UNSEEN.sub("", text).split())


def score(page: Page, reader: Callable[[Page], str]) -> tuple[Score, list[str]]:
    """How a reader does on a page, and what it lost (-) or took for article (+)."""
    begin = time.process_time()
    text = reader(page)
    seconds = time.process_time() - begin
    found = plain(text)
    lost = [piece for piece in page.inside if plain(piece) not in found]
    taken = [piece for piece in page.outside if plain(piece) in found]
    result = Score(len(page.inside) - len(lost), len(lost), len(taken), len(page.outside) - len(taken), seconds)
    return result, [*(f"- {piece}" for piece in lost), *(f"+ {piece}" for piece in taken)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--each", action="store_true", help="what was lost and taken on every page")
    parser.add_argument("--nameless", action="store_true", help="with classes and ids that say nothing")
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args()
    pages = list(read_pages(options.folder))
    for page in pages if options.nameless else ():
        page.data = nameless(page.data)
    for reader in READERS.values():
        reader(pages[0])  # loads what it needs
    totals = {name: Score() for name in READERS}
    for page in pages:
        for name, reader in READERS.items():
            result, said = score(page, reader)
            totals[name].add(result)
            if options.each and said and name in ("onrecord", "trafilatura"):
                print(f"{page.name}  {name}", *said, sep="\n    ")
    print(f"{len(pages)} pages of {options.folder}")
    print(f"{'':24}{'kept':>7}{'lost':>6}{'furniture':>11}{'precision':>11}{'recall':>8}{'F1':>7}{'pages/s':>9}")
    for name, t in totals.items():
        print(f"{name:24}{t.kept:>7}{t.lost:>6}{t.furniture:>11}{t.precision:>11.3f}{t.recall:>8.3f}{t.f1:>7.3f}"
              f"{len(pages) / max(t.seconds, 1e-9):>9.0f}")  # fmt: skip
    if options.json:
        figures = {n: {"precision": t.precision, "recall": t.recall, "f1": t.f1} for n, t in totals.items()}
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
