"""Train and judge the model that tells commitments from other talk of the future.

    python training/commitments.py train       writes src/onrecord/languages/russian/data/pledges.json
    python training/commitments.py crossval    prints what the training scores on articles it has not seen

Both read the articles and gold of `--shared` (seeds, news_train and news_pairs). Logistic
regressions over named features: whether a candidate is worth reading at all, whether it is a commitment
(`extract/promises/features.py`, and the vectors of its words), who bears it (`extract/promises/bearers.py`), and how
firm it is. The same articles give the same file. Needs scikit-learn
(`pip install -e .[train]`).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression

from onrecord.dossier import load_dossier
from onrecord.evaluate import matching
from onrecord.evaluate.gold import load_gold, nth_place
from onrecord.extract.commitments import Reading, accepted, read_candidates
from onrecord.extract.mentions import find_mentions
from onrecord.extract.promises.bearers import Bearer
from onrecord.extract.promises.features import firmness
from onrecord.extract.promises.judge import STRENGTHS, Judge, read_judge
from onrecord.extract.promises.nobody import nobody
from onrecord.extract.quotes import find_quotes
from onrecord.languages import get_language
from onrecord.languages.pledges import Pledges
from onrecord.sources.reading import make_document

HERE = Path(__file__).resolve().parent.parent
TARGET = HERE / "src/onrecord/languages/russian/data/pledges.json"
SETS = ("seeds", "news_train", "news_pairs")
LEAST = 0.18
# How likely a candidate is to be at first sight to be read, and when read for somebody to be chosen.
LOOK, ASK = 0.04, 0.2
ACCEPT, BEARER, STRENGTH, GLANCE = (
    (0.1, 3),
    (10.0, 4),
    (1.0, 3),
    (0.1, 3),
)  # regularization, and how often a feature must occur
DIMENSIONS = (20, 12)  # of the vectors of the action, and of the mean of the evidence, that are learned from
SIZE = 300  # of a vector
# How often an article of a set counts; the few of the product's own field more.
WEIGHTS = {"seeds": 2, "news_train": 1, "news_pairs": 1}
FOLDS = 10
PARTINGS = ("", "x", "y", "z", "w")
# Where several readings tell of one gold commitment, the plainest wording of it is the one to find.
PLAINEST = {"predicate": 0, "verb": 1, "future": 1, "will": 1, "passive": 2}


Options = list[tuple[Sequence[str], bool]]  # the features of each of several, and whether it is right


@dataclass(frozen=True)
class Labelled:
    """One article: its readings, and for each whether it is a commitment (None: it tells one less plainly).

    `bearers` are the parties that may bear each reading, `bound` which of them do. `stands_for` is the gold's name
    of each party, `vectors` those of the action and the evidence of each reading.
    """

    set_name: str
    key: str
    gold: dict[str, Any]
    places: list[matching.Place]
    stands_for: list[str | None]
    parts: tuple[Any, ...]
    readings: list[Reading]
    bearers: list[list[Bearer]]
    labels: list[bool | None]
    bound: list[list[bool]]
    strengths: list[str | None]
    vectors: np.ndarray


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
            parts = (annotation, spoken.mentions, spoken.quotes, language.pledges)
            stands_for = [_stands_for(party, gold.named[key]) for party in spoken.mentions.parties]
            found.append(labelled(name, key, gold.documents[key], gold.texts[key], readings, parts, stands_for))
    return found


def labelled(
    name: str,
    key: str,
    gold: dict[str, Any],
    text: str,
    readings: list[Reading],
    parts: tuple[Any, ...],
    stands_for: list[str | None],
) -> Labelled:
    wanted = gold["commitments"]
    places = [_place(text, item) for item in wanted]
    bearers = [reading.options() for reading in readings]
    told = [_told(reading, parts[0].tokens, places) for reading in readings]
    bound = [
        [any(stands_for[bearer.party] == wanted[n]["who"] for n in mine) for bearer in options]
        for mine, options in zip(told, bearers, strict=True)
    ]
    best = set()
    for n, item in enumerate(wanted):
        tellers = []
        for i, mine in enumerate(told):
            if n in mine:
                right = any(stands_for[bearer.party] == item["who"] for bearer in bearers[i])
                candidate = readings[i].candidate
                tellers.append((not right, PLAINEST.get(candidate.rule, 3), candidate.cue, i))
        if tellers:
            best.add(min(tellers)[-1])
    labels = [(True if i in best else None) if mine else False for i, mine in enumerate(told)]
    strengths = [wanted[mine[0]]["strength"] if mine else None for mine in told]
    vectors = np.array([_vectors(reading, parts[0].tokens, parts[3]) for reading in readings]).reshape(-1, 2 * SIZE)
    return Labelled(name, key, gold, places, stands_for, parts, readings, bearers, labels, bound, strengths, vectors)


def _stands_for(party: Any, named: Counter[str]) -> str | None:
    """The name that the gold gives a party: of several the one that it names most."""
    actor = {"name": party.name, "names": party.names, "kind": party.kind}
    return max(((n, name) for name, n in named.items() if matching.is_actor(name, actor)), default=(0, None))[1]


def _place(text: str, item: dict[str, Any]) -> matching.Place:
    start = nth_place(text, item["evidence"], item.get("nth", 1))
    return start, start + len(item["evidence"])


def _told(reading: Reading, tokens: Sequence[Any], places: Sequence[matching.Place]) -> list[int]:
    """The gold commitments that a reading tells."""
    span = reading.scope.evidence
    spots = [tokens[i].start for i in (reading.candidate.action, reading.candidate.cue)]
    return [
        n
        for n, place in enumerate(places)
        if matching.to_the_point(place, (span.start, span.end)) and any(place[0] <= spot < place[1] for spot in spots)
    ]


def _vectors(reading: Reading, tokens: Sequence[Any], pledges: Pledges) -> np.ndarray:
    """Of the action's lemma, and the mean of those of the evidence; zeros where there are none."""
    assert pledges.vectors is not None
    action, *found = pledges.vectors([tokens[reading.candidate.action].lemma, *reading.scope.lemmas])
    words = [vector for vector in found if vector is not None]
    none = np.zeros(SIZE)
    return np.concatenate([none if action is None else action, np.mean(words, axis=0) if words else none])


# ---- training


def train(articles: Iterable[Labelled]) -> dict[str, Any]:
    """The file of weights."""
    accept: list[tuple[Sequence[str], bool]] = []
    glance: list[tuple[Sequence[str], bool]] = []
    bearing: list[Options] = []
    strengths: list[tuple[Sequence[str], str]] = []
    vectors: list[np.ndarray] = []
    for article in [a for a in articles for _ in range(WEIGHTS[a.set_name])]:
        for i, (reading, good) in enumerate(zip(article.readings, article.labels, strict=True)):
            told = article.strengths[i]
            if told is not None:
                strengths.append((firmness(reading.candidate, reading.scope, reading.features), told))
            if good is not None:
                accept.append((reading.features, good))
                glance.append((reading.glance, good))
                vectors.append(article.vectors[i])
            if good:
                options = article.bearers[i]
                chosen = [(b.features, bound) for b, bound in zip(options, article.bound[i], strict=True)]
                bearing.append([*chosen, (nobody(reading.candidate, options), not any(article.bound[i]))])
    data: dict[str, Any] = {"least": LEAST, "look": LOOK, "ask": ASK}
    first, names = _fit(glance, *GLANCE)
    data["glance"] = {"": _round(first.intercept_[0])} | _rounded(names, first.coef_[0])
    data["accept"], data["vectors"] = _with_vectors(accept, np.array(vectors))
    data["bearer"] = _rounded(*_fit_choice(bearing, *BEARER))
    model, names = _fit(strengths, *STRENGTH)
    order = [list(model.classes_).index(strength) for strength in STRENGTHS]
    data["strength"] = {"": [_round(model.intercept_[i]) for i in order]}
    for column, name in enumerate(names):
        data["strength"][name] = [_round(model.coef_[i][column]) for i in order]
    return data


def _with_vectors(
    rows: Sequence[tuple[Sequence[str], bool]], vectors: np.ndarray
) -> tuple[dict[str, float], list[list[float]]]:
    """Weights by feature, and those of the two vectors: learned in few dimensions, written in all of them."""
    dense, ways = [], []
    for half, dimensions in enumerate(DIMENSIONS):
        part = vectors[:, half * SIZE : (half + 1) * SIZE]
        model = PCA(dimensions, svd_solver="full").fit(part)
        scale = np.sqrt(model.explained_variance_[0])
        dense.append(model.transform(part) / scale)
        ways.append((model.components_ / scale, model.mean_))
    model, names = _fit(rows, *ACCEPT, np.hstack(dense))
    weights, intercept, written = model.coef_[0], float(model.intercept_[0]), []
    last = len(names)
    for (components, mean), dimensions in zip(ways, DIMENSIONS, strict=True):
        vector = components.T @ weights[last : last + dimensions]
        intercept -= float(mean @ vector)
        written.append([_round(value) for value in vector])
        last += dimensions
    return {"": _round(intercept)} | _rounded(names, weights[: len(names)]), written


def _fit_choice(some: Sequence[Options], strength: float, least: int) -> tuple[list[str], np.ndarray]:
    """Weights with which one of several is chosen: they exclude one another. Where several are right, any may win.

    Of each of `some` one at least is right: that it is none of the others, if nothing else.
    """
    seen = Counter(name for each in some for row, _ in each for name in set(row))
    names = sorted(name for name, count in seen.items() if count >= least)
    matrix = _matrix([row for each in some for row, _ in each], names)
    right = np.array([good for each in some for _, good in each], np.float64)
    group = np.repeat(np.arange(len(some)), [len(each) for each in some])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        top = np.full(len(some), -np.inf)
        np.maximum.at(top, group, scores)
        raised = np.exp(scores - top[group])
        whole, won = np.bincount(group, raised), np.bincount(group, raised * right)
        slope = raised / whole[group] - raised * right / won[group]
        return float(
            np.log(whole / won).sum() + strength * weights @ weights / 2
        ), matrix.T @ slope + strength * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return names, found.x


def _fit(
    rows: Sequence[tuple[Sequence[str], Any]], strength: float, least: int, dense: np.ndarray | None = None
) -> tuple[Any, list[str]]:
    seen = Counter(name for row, _ in rows for name in set(row))
    names = sorted(name for name, count in seen.items() if count >= least)
    matrix = _matrix([row for row, _ in rows], names)
    if dense is not None:
        matrix = sparse.hstack([matrix, sparse.csr_matrix(dense)]).tocsr()
    return LogisticRegression(C=strength, max_iter=3000).fit(matrix, [label for _, label in rows]), names


def _matrix(rows: Sequence[Sequence[str]], names: Sequence[str]) -> sparse.csr_matrix:
    column = {name: i for i, name in enumerate(names)}
    found: list[int] = []
    ends = [0]
    for row in rows:
        found += sorted({column[name] for name in row if name in column})
        ends.append(len(found))
    return sparse.csr_matrix((np.ones(len(found)), found, ends), shape=(len(rows), len(names)))


def _round(value: float) -> float:
    return round(float(value), 4)


def _rounded(names: Sequence[str], weights: Sequence[float]) -> dict[str, float]:
    """Without those that weigh nothing."""
    return {name: _round(weight) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.00005}


# ---- judging


def crossval(articles: list[Labelled], told_by: dict[str, str]) -> None:
    """By article: each is judged by a model that has not seen it; once for each way to part them into folds.

    `told_by` names for an article another one of the same story, which goes into the same fold. Earlier variants were
    chosen by the first parting, later ones by the mean of all.
    """
    scores: dict[tuple[str, float], list[np.ndarray]] = {}
    for parting in PARTINGS:
        print(f"parted by {parting!r}", flush=True)
        names = {a.key: parting + told_by.get(a.key, a.key) for a in articles}
        fold = {key: int(sha256(name.encode()).hexdigest(), 16) % FOLDS for key, name in names.items()}
        for found in _crossval(articles, fold).items():
            scores.setdefault(found[0], []).append(found[1])
            _show(*found[0], [found[1]])
    print("all partings")
    for (name, least), counts in sorted(scores.items()):
        _show(name, least, counts)


def _show(name: str, least: float, counts: list[np.ndarray]) -> None:
    """Of several partings the mean of F1, and the rest of all together."""
    hits, found, wanted, strong = sum(counts, np.zeros(4, int)).tolist()
    f1 = np.mean([2 * count[0] / (count[1] + count[2]) for count in counts])
    print(f"least {least:.2f} {name:10} P {hits / max(found, 1):.3f} R {hits / wanted:.3f} F1 {f1:.3f} "
          f"({hits} of {wanted}, {found} found), strength {strong / max(hits, 1):.3f}")  # fmt: skip


def _crossval(articles: list[Labelled], fold: dict[str, int]) -> dict[tuple[str, float], np.ndarray]:
    models = [train(a for a in articles if fold[a.key] != n) for n in range(FOLDS)]
    vectors = articles[0].parts[3].vectors
    judges = [read_judge(model, vectors) for model in models]
    counts: dict[tuple[str, float], np.ndarray] = {}
    for article in articles:
        judge = judges[fold[article.key]]
        for least in (0.14, 0.15, 0.16, 0.17, 0.18, 0.2):
            known = counts.setdefault((article.set_name, least), np.zeros(4, int))
            known += _score(article, replace(judge, least=least))
    return counts


def _score(article: Labelled, judge: Judge) -> np.ndarray:
    """Hits, found, wanted, and hits of the right strength, as the referee counts them."""
    read = [reading for reading in article.readings if judge.promising(reading.glance)]
    rows = accepted(read, *article.parts, judge)
    wanted = article.gold["commitments"]
    pairs = []
    for j, row in enumerate(rows):
        for i, (item, place) in enumerate(zip(wanted, article.places, strict=True)):
            if article.stands_for[row.who] == item["who"]:
                spans = [(span.start, span.end) for span in (row.evidence, *row.again)]
                fits = [matching.overlap(place, span) for span in spans if matching.to_the_point(place, span)]
                pairs += [(max(fits) + 0.5 * (row.strength == item["strength"]), i, j)] if fits else []
    match = matching.best_first(pairs)
    strong = sum(rows[j].strength == wanted[i]["strength"] for i, (j, _) in match.items())
    return np.array([len(match), len(rows), len(wanted), strong])


def _stories(shared: Path) -> dict[str, str]:
    """For an article of news_pairs the annotated one that tells the same story."""
    keys = {path.stem for path in (shared / "gold/news_pairs").glob("*.json")}
    pairs = json.loads((shared / "corpus/news_pairs/pairs.json").read_text("utf-8"))["pairs"]
    return {pair["b"]: pair["a"] for pair in pairs if pair["same_story"] and {pair["a"], pair["b"]} <= keys}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["train", "crossval"])
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared", help="the folder of corpus/ and gold/")
    arguments = parser.parse_args()
    articles = label(arguments.shared)
    if arguments.command == "crossval":
        crossval(articles, _stories(arguments.shared))
        return
    data = train(articles)
    TARGET.write_text(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size / 1e6:.2f} MB from {len(articles)} articles")


if __name__ == "__main__":
    main()
