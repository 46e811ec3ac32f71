"""Train and judge the model that tells commitments from other talk of the future.

    python training/commitments.py train       writes src/onrecord/languages/russian/data/pledges.json
    python training/commitments.py crossval    prints what the training scores on articles it has not seen

Both read the articles and gold of `--shared` (seeds and news_train). Logistic regression over the named
features of `extract/promises/features.py`; the same articles give the same file. Needs scikit-learn
(`pip install -e .[train]`).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from onrecord.dossier import load_dossier
from onrecord.evaluate import matching
from onrecord.evaluate.gold import load_gold, nth_place
from onrecord.extract.commitments import Reading, accepted, read_candidates
from onrecord.extract.mentions import find_mentions
from onrecord.extract.promises.judge import STRENGTHS, Judge
from onrecord.extract.quotes import find_quotes
from onrecord.languages import get_language
from onrecord.sources.reading import make_document

HERE = Path(__file__).resolve().parent.parent
TARGET = HERE / "src/onrecord/languages/russian/data/pledges.json"
SETS = ("seeds", "news_train")
REGULARIZATION, LEAST_SEEN, LEAST = 0.1, 3, 0.22
FOLDS = 10
# Where several readings tell of one gold commitment, the plainest wording of it is the one to find.
PLAINEST = {"predicate": 0, "verb": 1, "future": 1, "will": 1, "passive": 2}


@dataclass(frozen=True)
class Labelled:
    """One article: its readings, and for each whether it is a commitment (None: it tells one less plainly)."""

    set_name: str
    key: str
    gold: dict[str, Any]
    places: list[matching.Place]
    actors: list[dict[str, Any]]
    parts: tuple[Any, ...]
    readings: list[Reading]
    labels: list[bool | None]
    strengths: list[str | None]


def label(shared: Path) -> list[Labelled]:
    language, dossier = get_language("ru"), load_dossier(None)
    assert language is not None
    found = []
    for name in SETS:
        gold = load_gold(shared / "corpus" / name, shared / "gold" / name)
        for key in sorted(gold.documents):
            document = make_document(f"{key}.txt", gold.texts[key], dossier)
            annotation = language.annotator.annotate(document.raw, document.body)
            spoken = find_quotes(document, annotation, find_mentions(document, annotation, language, dossier), language)
            readings = list(read_candidates(document, annotation, spoken.mentions, spoken.quotes, language))
            wanted = gold.documents[key]["commitments"]
            places = [_place(gold.texts[key], item) for item in wanted]
            actors = [{"name": p.name, "names": p.names, "kind": p.kind} for p in spoken.mentions.parties]
            labels, strengths = _labels(readings, annotation.tokens, wanted, places, actors)
            parts = (annotation, spoken.mentions, spoken.quotes, language.pledges)
            found.append(Labelled(name, key, gold.documents[key], places, actors, parts, readings, labels, strengths))
    return found


def _place(text: str, item: dict[str, Any]) -> matching.Place:
    start = nth_place(text, item["evidence"], item.get("nth", 1))
    return start, start + len(item["evidence"])


def _labels(
    readings: Sequence[Reading],
    tokens: Sequence[Any],
    wanted: Sequence[dict[str, Any]],
    places: Sequence[matching.Place],
    actors: Sequence[dict[str, Any]],
) -> tuple[list[bool | None], list[str | None]]:
    told: list[list[tuple[int, bool]]] = []  # per reading: gold commitments it tells, and whether of the right party
    for reading in readings:
        span = reading.scope.evidence
        spots = [tokens[i].start for i in (reading.candidate.action, reading.candidate.cue)]
        told.append(
            [
                (n, any(matching.is_actor(item["who"], actors[p]) for p in reading.holder.parties))
                for n, (item, place) in enumerate(zip(wanted, places, strict=True))
                if matching.to_the_point(place, (span.start, span.end))
                and any(place[0] <= spot < place[1] for spot in spots)
            ]
        )
    best = set()
    for n in range(len(wanted)):
        tellers = [(not right, PLAINEST.get(readings[i].candidate.rule, 3), readings[i].candidate.cue, i)
                   for i, found in enumerate(told) for m, right in found if m == n]  # fmt: skip
        if tellers:
            best.add(min(tellers)[-1])
    labels: list[bool | None] = []
    strengths: list[str | None] = []
    for i, found in enumerate(told):
        right = [n for n, fits in found if fits]
        labels.append(bool(right) if i in best or not found else None)
        strengths.append(wanted[(right or [n for n, _ in found])[0]]["strength"] if found else None)
    return labels, strengths


def train(articles: Iterable[Labelled]) -> Judge:
    rows, accepted_, told, strengths = [], [], [], []
    for article in articles:
        for reading, good, strength in zip(article.readings, article.labels, article.strengths, strict=True):
            if strength is not None:
                told.append(reading.features)
                strengths.append(strength)
            if good is not None and reading.holder.parties:
                rows.append(reading.features)
                accepted_.append(good)
    model, names = _fit(rows, accepted_)
    accept = {"": round(float(model.intercept_[0]), 4)} | _rounded(names, model.coef_[0])
    model, names = _fit(told, strengths)
    order = [list(model.classes_).index(strength) for strength in STRENGTHS]
    strength = {"": tuple(round(float(model.intercept_[i]), 4) for i in order)}
    for column, name in enumerate(names):
        strength[name] = tuple(round(float(model.coef_[i][column]), 4) for i in order)
    return Judge(accept, strength, LEAST)


def _fit(rows: Sequence[Sequence[str]], labels: Sequence[Any]) -> tuple[Any, list[str]]:
    seen = Counter(name for row in rows for name in set(row))
    names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    column = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        matrix[i, [column[name] for name in row if name in column]] = 1
    return LogisticRegression(C=REGULARIZATION, max_iter=3000).fit(matrix, labels), names


def _rounded(names: Sequence[str], weights: Sequence[float]) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def crossval(articles: list[Labelled]) -> None:
    """By article: each is judged by a model that has not seen it."""
    fold = {article.key: int(sha256(article.key.encode()).hexdigest(), 16) % FOLDS for article in articles}
    judges = [train(a for a in articles if fold[a.key] != n) for n in range(FOLDS)]
    for least in (0.14, 0.18, 0.22, 0.26, 0.3):
        for name in SETS:
            counts = np.zeros(3, int)
            for article in articles:
                if article.set_name == name:
                    judge = judges[fold[article.key]]
                    counts += _score(article, Judge(judge.accept, judge.strength, least))
            hits, found, wanted = counts.tolist()
            print(f"least {least:.2f} {name:10} P {hits / max(found, 1):.3f} R {hits / wanted:.3f} "
                  f"F1 {2 * hits / (found + wanted):.3f} ({hits} of {wanted}, {found} found)")  # fmt: skip


def _score(article: Labelled, judge: Judge) -> np.ndarray:
    rows = accepted(article.readings, *article.parts, judge)
    pairs = []
    for j, row in enumerate(rows):
        for i, (item, place) in enumerate(zip(article.gold["commitments"], article.places, strict=True)):
            span = (row.evidence.start, row.evidence.end)
            if matching.to_the_point(place, span) and matching.is_actor(item["who"], article.actors[row.who]):
                pairs.append((matching.overlap(place, span) + 0.5 * (row.strength == item["strength"]), i, j))
    return np.array([len(matching.best_first(pairs)), len(rows), len(article.gold["commitments"])])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["train", "crossval"])
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared", help="the folder of corpus/ and gold/")
    arguments = parser.parse_args()
    articles = label(arguments.shared)
    if arguments.command == "crossval":
        crossval(articles)
        return
    judge = train(articles)
    data = {"accept": judge.accept, "strength": judge.strength, "least": judge.least}
    TARGET.write_text(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size / 1e6:.2f} MB from {len(articles)} articles")


if __name__ == "__main__":
    main()
