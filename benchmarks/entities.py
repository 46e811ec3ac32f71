"""Names against a public set: PER, LOC and ORG spans, before our rules (the nets alone) and after.

    python benchmarks/entities.py [FOLDER] [--half even|odd] [--misses]

FOLDER is in the format of factRuEval-2016 (`X.txt`, `X.spans`, `X.objects`), by default the development
set beside the checkout. A name of the set covers all words of its object, descriptive ones too
("министерство иностранных дел РФ"). Two measures: tokens, and exact spans; "core" takes a span
without the descriptive words ("партия" of "партия Яблоко") for exact as well. A name within a name
is left out, and so are facilities and projects.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.languages.russian.annotator import RussianAnnotator
from onrecord.model.annotation import Annotation
from onrecord.model.span import Span

KINDS = {"Person": "PER", "Location": "LOC", "LocOrg": "LOC", "Org": "ORG"}
DEFAULT = Path(__file__).resolve().parents[2] / "shared/corpus/factrueval_devset"
DESCRIPTIVE = {"org_descr", "loc_descr", "job", "geo_adj"}


@dataclass(frozen=True, slots=True)
class Gold:
    """A name: its words' places, and those of them that only describe."""

    kind: str
    words: frozenset[tuple[int, int]]
    descriptive: frozenset[tuple[int, int]]

    @property
    def start(self) -> int:
        return min(start for start, _ in self.words)

    @property
    def end(self) -> int:
        return max(end for _, end in self.words)

    @property
    def core(self) -> tuple[int, int]:
        left = self.words - self.descriptive or self.words
        return min(start for start, _ in left), max(end for _, end in left)


def read_gold(path: Path) -> list[Gold]:
    spans = {}
    for line in path.with_suffix(".spans").read_text("utf-8").splitlines():
        number, kind, start, length = line.split()[:4]
        spans[number] = (kind, int(start), int(start) + int(length))
    golds = []
    for line in path.with_suffix(".objects").read_text("utf-8").splitlines():
        _, kind, *numbers = line.partition("#")[0].split()
        if kind in KINDS:
            mine = [spans[number] for number in numbers]
            words = frozenset((start, end) for _, start, end in mine)
            named = [(start, end) for what, start, end in mine if what not in DESCRIPTIVE]
            descriptive = frozenset(w for w in words if named and not any(s < w[1] and w[0] < e for s, e in named))
            golds.append(Gold(KINDS[kind], words, descriptive))
    return list(_outermost(golds))


def _outermost(golds: Sequence[Gold]) -> Iterator[Gold]:
    taken: list[Gold] = []
    for gold in sorted(golds, key=lambda g: (g.start - g.end, g.start)):
        if not any(other.start <= gold.start and gold.end <= other.end for other in taken):
            taken.append(gold)
            yield gold


class Tally:
    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.predicted: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, kind: str, hits: int, predicted: int, wanted: int) -> None:
        for key in (kind, "all"):
            self.hits[key] += hits
            self.predicted[key] += predicted
            self.wanted[key] += wanted

    def line(self, key: str) -> str:
        precision = self.hits[key] / max(1, self.predicted[key])
        recall = self.hits[key] / max(1, self.wanted[key])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{precision:.3f} {recall:.3f} {f1:.3f}"


def score(
    raw: str, golds: Sequence[Gold], annotation: Annotation, tallies: dict[str, Tally], misses: list[str]
) -> None:
    for kind in ("PER", "LOC", "ORG"):
        mine = [(name.start, name.end) for name in annotation.names if name.kind == kind]
        theirs = [gold for gold in golds if gold.kind == kind]
        wanted = {t.index for g in theirs for t in annotation.tokens if g.start <= t.start and t.end <= g.end}
        got = {t.index for s, e in mine for t in annotation.tokens if s <= t.start and t.end <= e}
        tallies["tokens"].add(kind, len(wanted & got), len(got), len(wanted))
        edges = {(_clean(raw, g.start, g.end)) for g in theirs}
        clean = {_clean(raw, s, e) for s, e in mine}
        tallies["exact"].add(kind, len(edges & clean), len(clean), len(edges))
        cores = {c: g for g in theirs for c in (_clean(raw, g.start, g.end), _clean(raw, *g.core))}
        found = {id(cores[c]) for c in clean if c in cores}
        tallies["core"].add(kind, len(found), len(clean), len(theirs))
        misses += [f"{kind} missed   {raw[s:e]!r:50} in {_around(raw, s, e)}" for s, e in sorted(edges - clean)]
        misses += [f"{kind} too much {raw[s:e]!r:50} in {_around(raw, s, e)}" for s, e in sorted(clean - edges)]


def _clean(raw: str, start: int, end: int) -> tuple[int, int]:
    """Without quotation marks around: the set is of two minds about them."""
    while start < end and not raw[start].isalnum():
        start += 1
    while end > start and not raw[end - 1].isalnum():
        end -= 1
    return start, end


def _around(raw: str, start: int, end: int) -> str:
    return re.sub(r"\s+", " ", raw[max(0, start - 40) : start] + "[" + raw[start:end] + "]" + raw[end : end + 30])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.txt"))
    if options.half:
        paths = paths[options.half == "odd" :: 2]
    print(f"{len(paths)} texts of {options.folder}")
    for title, annotator in (
        ("before: the nets alone", RussianAnnotator(name_rules=False)),
        ("after: with rules", RussianAnnotator()),
    ):
        tallies = {what: Tally() for what in ("tokens", "exact", "core")}
        misses: list[str] = []
        for path in paths:
            with path.open(encoding="utf-8", newline="") as file:
                raw = file.read()
            annotation = annotator.annotate(raw, [Span.cut(raw, 0, len(raw))] if raw else [])
            score(raw, read_gold(path), annotation, tallies, misses)
        print(
            f"\n{title:24}" + "".join(f"{what:^21}" for what in tallies) + "\n" + " " * 24 + "  P     R     F1    " * 3
        )
        for kind in ("PER", "LOC", "ORG", "all"):
            print(f"{kind:24}" + "".join(f"{tally.line(kind):21}" for tally in tallies.values()))
    if options.misses:
        print("\n".join(misses))


if __name__ == "__main__":
    main()
