"""Train and judge the model that tells encounters that belong on the record from other talk of meeting.

    python training/events.py train       writes src/onrecord/languages/russian/data/encounters.json
    python training/events.py crossval    prints what the record scores on articles the model has not seen

Both read the articles and gold of `--shared` (seeds and news_train). A logistic regression over named features
(`extract/encounters/accept.py`); the same articles give the same file. Needs scikit-learn (`pip install -e .[train]`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from onrecord.compare import compare
from onrecord.dossier import load_dossier
from onrecord.evaluate import evaluate, load_gold, read_export
from onrecord.evaluate.gold import Gold, nth_place
from onrecord.evaluate.matching import best_first, overlap, to_the_point
from onrecord.extract import extract
from onrecord.extract.dating import find_dates
from onrecord.extract.encounters.accept import features
from onrecord.extract.encounters.context import evidence
from onrecord.extract.events import find_happenings
from onrecord.extract.mentions import find_mentions
from onrecord.extract.quotes import find_quotes
from onrecord.languages import get_language
from onrecord.languages.language import Language
from onrecord.link import link
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document
from onrecord.sources.reading import make_document
from onrecord.views.jsonl import export_lines

HERE = Path(__file__).resolve().parent.parent
TARGET = HERE / "src/onrecord/languages/russian/data/encounters.json"
SETS = ("seeds", "news_train")
FOLDS = 10
STRENGTH = 1 / 3.0  # of the data against the penalty
LEAST_WEIGHT = 0.005  # smaller ones are left out
MEASURES = ("events", "events.status", "events.date", "events.place", "events.participants")
DOSSIER = load_dossier(None)


@dataclass(frozen=True)
class Article:
    """One article with its happenings: the features of each, and whether the gold has it."""

    set_name: str
    document: Document
    annotation: Annotation
    rows: tuple[dict[str, float], ...]
    labels: tuple[bool, ...]

    @property
    def fold(self) -> int:
        return int(sha256(self.document.source.encode()).hexdigest(), 16) % FOLDS


def russian() -> Language:
    language = get_language("ru")
    assert language is not None
    return language


def read(set_name: str, shared: Path) -> tuple[Gold, list[Article]]:
    texts = shared / "corpus" / set_name
    gold = load_gold(texts, shared / "gold" / set_name)
    return gold, [label(set_name, key, gold) for key in sorted(gold.documents)]


def label(set_name: str, key: str, gold: Gold) -> Article:
    """Each event of the gold takes the nearest happening of its kind."""
    language = russian()
    document = make_document(f"{key}.txt", gold.texts[key], DOSSIER)
    annotation = language.annotator.annotate(document.raw, document.body)
    mentions = find_mentions(document, annotation, language, DOSSIER)
    spoken = find_quotes(document, annotation, mentions, language)
    dates = find_dates(document, language)
    reading, happenings = find_happenings(document, annotation, spoken.mentions, spoken.quotes, language, dates)
    pairs = []
    for number, wanted in enumerate(gold.documents[key]["events"]):
        start = nth_place(gold.texts[key], wanted["evidence"], wanted.get("nth", 1))
        place = start, start + len(wanted["evidence"])
        for index, happening in enumerate(happenings):
            spans = [evidence(document, reading, telling) for telling in happening.tellings]
            near = [overlap(place, (s.start, s.end)) for s in spans if to_the_point(place, (s.start, s.end))]
            if near and happening.kind == wanted["kind"]:
                pairs.append((max(near), number, index))
    taken = {index for index, _ in best_first(pairs).values()}
    rows = tuple(features(happening, reading) for happening in happenings)
    return Article(set_name, document, annotation, rows, tuple(index in taken for index in range(len(rows))))


def train(articles: Iterable[Article]) -> dict[str, float]:
    """Weights by name; the bias is not held down."""
    some = list(articles)
    rows = [{k: v for k, v in row.items() if k != "bias"} for article in some for row in article.rows]
    labels = [value for article in some for value in article.labels]
    table = DictVectorizer(sparse=False)
    model = LogisticRegression(C=STRENGTH, solver="newton-cholesky", tol=1e-8)
    model.fit(table.fit_transform(rows), labels)
    weights = {"bias": float(model.intercept_[0]), **dict(zip(table.feature_names_, model.coef_[0], strict=True))}
    return {k: round(float(v), 3) for k, v in sorted(weights.items()) if abs(v) >= LEAST_WEIGHT}


def crossval(sets: Sequence[tuple[Gold, list[Article]]]) -> None:
    """The whole record of each set, every article's encounters judged by weights that have not seen it."""
    everything = [article for _, articles in sets for article in articles]
    language = russian()
    languages = [
        replace(language, encounters=replace(language.encounters, weights=train(a for a in everything if a.fold != n)))
        for n in range(FOLDS)
    ]
    for gold, articles in sets:
        documents = [article.document for article in articles]
        extractions = {a.document.id: extract(a.document, a.annotation, languages[a.fold], DOSSIER) for a in articles}
        record = link(documents, extractions, DOSSIER)
        report = evaluate(read_export(list(export_lines(record, compare(record))), gold.texts), gold)
        figures = ", ".join(f"{name} {report.value(name):.3f}" for name in MEASURES)
        print(f"{articles[0].set_name:10} {figures}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["train", "crossval"])
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared", help="the folder of corpus/ and gold/")
    arguments = parser.parse_args()
    sets = [read(name, arguments.shared) for name in SETS]
    if arguments.command == "crossval":
        crossval(sets)
        return
    articles = [article for _, some in sets for article in some]
    weights = train(articles)
    lines = ",\n".join(f"  {json.dumps(name, ensure_ascii=False)}: {value}" for name, value in weights.items())
    TARGET.write_text("{\n" + lines + "\n}\n", "utf-8")
    print(f"{TARGET}: {len(weights)} weights from {len(articles)} articles")


if __name__ == "__main__":
    main()
