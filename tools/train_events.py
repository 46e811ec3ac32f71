"""Learn which happenings are encounters that belong on the record, from annotated articles.

    python tools/train_events.py CORPUS_DIR GOLD_DIR [CORPUS_DIR GOLD_DIR ...] [--check]

Writes `languages/russian/data/encounters.json`: plain weights of a logistic regression with a
quadratic penalty, found by Newton's method from zero, so that the same articles give the same
weights. `--check` only prints quality by ten-fold cross-validation over documents.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.dossier import load_dossier
from onrecord.extract.dating import find_dates
from onrecord.extract.encounters.accept import features
from onrecord.extract.encounters.context import evidence
from onrecord.extract.events import LEAST, find_happenings
from onrecord.extract.mentions import find_mentions
from onrecord.extract.quotes import find_quotes
from onrecord.languages import get_language
from onrecord.sources.reading import make_document

FOLDS = 10
PENALTY = 3.0
TARGET = Path(__file__).parent.parent / "src/onrecord/languages/russian/data/encounters.json"


def examples(corpus: Path, gold: Path) -> list[tuple[str, dict[str, float], bool]]:
    """For every happening of every annotated article: the article, its features, whether the gold has it."""
    language, dossier = get_language("ru"), load_dossier(None)
    assert language is not None
    found = []
    for path in sorted(gold.glob("*.json")):
        if path.name.startswith("story"):
            continue
        raw = (corpus / f"{path.stem}.txt").read_bytes().decode("utf-8")
        document = make_document(f"{path.stem}.txt", raw, dossier)
        annotation = language.annotator.annotate(document.raw, document.body)
        mentions = find_mentions(document, annotation, language, dossier)
        spoken = find_quotes(document, annotation, mentions, language)
        dates = find_dates(document, language)
        reading, happenings = find_happenings(document, annotation, spoken.mentions, spoken.quotes, language, dates)
        spans = [[evidence(document, reading, t) for t in h.tellings] for h in happenings]
        pairs = []
        for number, wanted in enumerate(json.loads(path.read_text("utf-8"))["events"]):
            start = nth(raw, wanted["evidence"], wanted.get("nth", 1))
            end = start + len(wanted["evidence"])
            for index, happening in enumerate(happenings):
                near = max(overlap(start, end, span.start, span.end) for span in spans[index])
                if near and happening.kind == wanted["kind"]:
                    pairs.append((near, number, index))
        hits = one_to_one(pairs)
        found += [(path.stem, features(h, reading), index in hits) for index, h in enumerate(happenings)]
    return found


def nth(text: str, words: str, which: int) -> int:
    """Where words stand for the n-th time."""
    start = -1
    for _ in range(which):
        start = text.index(words, start + 1)
    return start


def overlap(a: int, b: int, c: int, d: int) -> float:
    """Intersection over union, 0 where less than half of the shorter one is covered."""
    shared = min(b, d) - max(a, c)
    if shared < 0.5 * min(b - a, d - c):
        return 0.0
    return shared / (max(b, d) - min(a, c))


def one_to_one(pairs: Sequence[tuple[float, int, int]]) -> set[int]:
    """The happenings taken when gold events take theirs, the nearest first."""
    wanted, taken = set(), set()
    for _, number, index in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if number not in wanted and index not in taken:
            wanted.add(number)
            taken.add(index)
    return taken


def fit(rows: Sequence[dict[str, float]], labels: Sequence[bool]) -> dict[str, float]:
    """Weights by name; the bias is not held down."""
    names = sorted({name for row in rows for name in row})
    place = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for n, row in enumerate(rows):
        for name, value in row.items():
            x[n, place[name]] = value
    y = np.array(labels, dtype=float)
    penalty = np.full(len(names), PENALTY)
    penalty[place["bias"]] = 1e-3
    weights = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - y) + penalty * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return {name: round(float(weights[n]), 3) for name, n in place.items() if abs(weights[n]) >= 0.005}


def sure(row: dict[str, float], weights: dict[str, float]) -> float:
    return float(1 / (1 + np.exp(-sum(weights.get(name, 0.0) * value for name, value in row.items()))))


def check(data: Sequence[tuple[str, dict[str, float], bool]]) -> None:
    """Precision, recall and calibration of what is kept, each article judged by the others."""
    documents = sorted({document for document, _, _ in data})
    fold = {document: n % FOLDS for n, document in enumerate(documents)}
    judged: list[tuple[float, bool]] = []
    for n in range(FOLDS):
        rest = [(row, label) for document, row, label in data if fold[document] != n]
        weights = fit([row for row, _ in rest], [label for _, label in rest])
        judged += [(sure(row, weights), label) for document, row, label in data if fold[document] == n]
    for least in sorted({0.3, 0.35, 0.45, 0.5, 0.6, LEAST}):
        kept = [label for p, label in judged if p >= least]
        good, wanted = sum(kept), sum(label for _, label in judged)
        precision, recall = good / max(1, len(kept)), good / max(1, wanted)
        print(f"from {least:.2f}: P {precision:.3f} R {recall:.3f} of happenings, {len(kept)} kept")
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        bin_ = [label for p, label in judged if low <= p < low + 0.2 or (low == 0.8 and p == 1)]
        if bin_:
            print(f"sure {low:.1f}-{low + 0.2:.1f}: right {sum(bin_) / len(bin_):.2f} (n {len(bin_)})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    data = []
    for corpus, gold in zip(args.folders[::2], args.folders[1::2], strict=True):
        data += examples(corpus, gold)
    if args.check:
        check(data)
        return
    weights = fit([row for _, row, _ in data], [label for _, _, label in data])
    lines = ",\n".join(f"  {json.dumps(name, ensure_ascii=False)}: {value}" for name, value in weights.items())
    TARGET.write_text("{\n" + lines + "\n}\n", "utf-8")
    print(f"{len(weights)} weights from {len(data)} happenings in {len({d for d, _, _ in data})} articles")


if __name__ == "__main__":
    main()
