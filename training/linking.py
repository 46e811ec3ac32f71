"""Train and judge what decides on two articles (one story?) and on two sentences of quotes (one utterance?).

    python training/linking.py train       writes src/onrecord/link/weights.json
    python training/linking.py crossval    prints what the training scores on stories it has not seen

Both read the articles and gold of `--shared` (news_pairs and seeds). Logistic regression over the named features of
`link/kinship.py` and `link/units.py`; the same articles give the same file. Needs scikit-learn
(`pip install -e .[train]`).
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from onrecord.dossier import load_dossier
from onrecord.evaluate import matching
from onrecord.evaluate.gold import load_gold, nth_place
from onrecord.extract import extract
from onrecord.languages import get_language
from onrecord.link import kinship, units
from onrecord.link.actors import link_actors
from onrecord.link.components import components, merged
from onrecord.link.profiles import profile
from onrecord.link.quotes import quote_rows
from onrecord.link.statements import NEAR, TOGETHER, WITHIN
from onrecord.model.document import Document
from onrecord.model.linked import QuoteRow
from onrecord.model.record import Extraction, Quote
from onrecord.model.span import Span
from onrecord.sources.reading import make_document

HERE = Path(__file__).resolve().parent.parent
TARGET = HERE / "src/onrecord/link/weights.json"
VERSION = 1
# How much of their size weights may have; what a pair of quotes as the gold has them counts beside one as found.
STORIES, ALONE, AMONG = 0.3, 0.06, 0.3
AS_MARKED = 0.5
FOLDS, INNER = 10, 5
_TRIED = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)

Quoted = tuple[str, int]
Model = tuple[np.ndarray, float]


@dataclass(frozen=True)
class Read:
    """The articles of a set, by their names."""

    documents: Mapping[str, Document]
    extractions: Mapping[str, Extraction]


@dataclass(frozen=True)
class Pair:
    """Two sentences of quotes, or two articles: whether they belong together; `fold_of` says whose story it is."""

    one: Any
    other: Any
    same: bool
    features: tuple[float, ...]
    keys: tuple[units.UnitKey, units.UnitKey] = (("", 0, 0), ("", 0, 0))
    fold_of: str = ""
    weight: float = 1.0


def read(folder: Path, names: Iterable[str]) -> Read:
    language, dossier = get_language("ru"), load_dossier(None)
    assert language is not None
    documents, extractions = {}, {}
    for name in sorted(names):
        document = make_document(f"{name}.txt", (folder / f"{name}.txt").read_bytes().decode("utf-8"), dossier)
        documents[name] = document
        annotation = language.annotator.annotate(document.raw, document.body)
        extractions[name] = extract(document, annotation, language, dossier)
    return Read(documents, extractions)


# ---- articles


def article_pairs(articles: Read, labelled: Sequence[Mapping[str, Any]]) -> list[Pair]:
    language = get_language("ru")
    assert language is not None
    profiles = {
        name: profile(document, articles.extractions[name], language.comparing)
        for name, document in articles.documents.items()
    }
    groups = _stories((pair["a"], pair["b"]) for pair in labelled)
    found = []
    for pair in labelled:
        a, b = profiles[pair["a"]], profiles[pair["b"]]
        values = kinship.features(a, b, language.comparing)
        found.append(Pair(pair["a"], pair["b"], pair["same_story"], values, fold_of=groups[pair["a"]]))
    return found


def _stories(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Articles by the least of all that they are paired with: what must not be parted between folds."""
    edges = sorted(pairs)
    return {x: group[0] for group in components({x for pair in edges for x in pair}, edges) for x in group}


# ---- quotes


def sentence_pairs(
    folder: Path, gold_folder: Path, articles: Read, near: Iterable[tuple[str, str]] | None
) -> tuple[list[Pair], list[Pair], set[frozenset[Quoted]]]:
    """Pairs of sentences as the quotes were found and as the gold marks them, and the pairs of quotes to find.

    `near` are the articles to pair; None for those that have an utterance in common.
    """
    gold = load_gold(folder, gold_folder)
    assert gold.story is not None
    wanted = {frozenset((tuple(a), tuple(b))) for group in gold.story["statements"] for a, b in combinations(group, 2)}
    told = {tuple(sorted(key for key, _ in pair)) for pair in wanted}
    pairs = sorted({(min(p), max(p)) for p in (told if near is None else near) if set(p) <= gold.documents.keys()})
    pairs = [pair for pair in pairs if pair[0] != pair[1]]
    groups = _stories([*pairs, *((key, key) for key in gold.documents)])
    by_id = {extraction.document: extraction for extraction in articles.extractions.values()}
    actors = link_actors(articles.documents.values(), by_id, load_dossier(None), ())
    found: dict[str, list[tuple[QuoteRow, Quoted]]] = {}
    marked: dict[str, list[tuple[QuoteRow, Quoted]]] = {}
    for key, data in gold.documents.items():
        document, extraction = articles.documents[key], articles.extractions[key]
        marked[key] = [(_row(document, extraction, i, quote), (key, i)) for i, quote in enumerate(data["quotes"])]
        rows = quote_rows(document.id, extraction, actors)
        places = [_inner(document.raw, row) for row in rows]
        golden = [_inner(document.raw, row) for row, _ in marked[key]]
        near_enough = [
            (at, i, j)
            for i, a in enumerate(golden)
            for j, b in enumerate(places)
            if (at := matching.overlap(a, b)) >= 0.3
        ]
        found[key] = [(rows[j], (key, i)) for i, (j, _) in sorted(matching.best_first(near_enough).items())]
    return (
        _pairs_of(found, articles, pairs, wanted, groups, 1.0),
        _pairs_of(marked, articles, pairs, wanted, groups, AS_MARKED),
        wanted,
    )


def _row(document: Document, extraction: Extraction, index: int, quote: Mapping[str, Any]) -> QuoteRow:
    start = nth_place(document.raw, quote["text"], quote.get("nth", 1))
    span = Span.cut(document.raw, start, start + len(quote["text"]))
    title = any(passage.in_title and passage.span.overlaps(span) for passage in extraction.passages)
    speakers = sorted({matching.plain(name).split()[-1] for name in quote["speakers"] if matching.plain(name)})
    found = Quote(span, quote["kind"], (), None, None, "gold", 1.0, in_title=title)
    return QuoteRow(f"{document.id}:{index}", document.id, index, found, tuple(speakers))


def _inner(raw: str, row: QuoteRow) -> matching.Place:
    return matching.inner(raw, (row.quote.span.start, row.quote.span.end))


def _pairs_of(
    quotes: Mapping[str, list[tuple[QuoteRow, Quoted]]],
    articles: Read,
    near: Sequence[tuple[str, str]],
    wanted: set[frozenset[Quoted]],
    groups: Mapping[str, str],
    weight: float,
) -> list[Pair]:
    language = get_language("ru")
    assert language is not None
    cut: dict[str, list[tuple[units.Unit, Quoted]]] = {}
    for key, rows in quotes.items():
        share = units.own_share(articles.extractions[key])
        cut[key] = [
            (unit, quoted)
            for row, quoted in rows
            for unit in units.units_of(row, articles.extractions[key], share, language.comparing)
        ]
    found = []
    for a, b in [*((key, key) for key in sorted(cut)), *near]:
        for (one, x), (other, y) in combinations(cut[a], 2) if a == b else product(cut[a], cut[b]):
            values = units.features(one, other, language.comparing) if x != y else None
            if values is not None:
                same = frozenset((x, y)) in wanted
                found.append(Pair(x, y, same, values, (one.key, other.key), groups[a], weight))
    return found


# ---- learning


def fit(rows: Sequence[Sequence[float]], same: Sequence[bool], weights: Sequence[float], size: float) -> Model:
    """Logistic regression on features of one scale, as weights of the features as they are."""
    matrix = np.array(rows)
    mean, spread = matrix.mean(0), matrix.std(0) + 1e-9
    model = LogisticRegression(C=size, max_iter=2000).fit((matrix - mean) / spread, same, sample_weight=weights)
    learnt = model.coef_[0] / spread
    return learnt, float(model.intercept_[0] - learnt @ mean)


def totals(model: Model, rows: Sequence[Sequence[float]]) -> np.ndarray:
    return np.array(rows) @ model[0] + model[1]


def fit_sentences(pairs: Sequence[Pair], rows: Sequence[Sequence[float]], size: float) -> Model:
    """Two quotes are one utterance where any of their sentences are: of each such pair the likeliest counts."""
    score = np.array([row[0] for row in rows])
    model: Model | None = None
    for _ in range(4):
        best: dict[Any, int] = {}
        for i, pair in enumerate(pairs):
            name = (pair.weight, pair.one, pair.other)
            if pair.same and (name not in best or score[i] > score[best[name]]):
                best[name] = i
        kept = [i for i, p in enumerate(pairs) if not p.same or best[p.weight, p.one, p.other] == i]
        model = fit([rows[i] for i in kept], [pairs[i].same for i in kept], [pairs[i].weight for i in kept], size)
        score = totals(model, rows)
    assert model is not None
    return model


def among(pairs: Sequence[Pair], sure: Sequence[float]) -> list[tuple[float, float, float]]:
    """The features `AMONG` of all pairs, of all that each two documents hold."""
    best: dict[Any, list[float]] = defaultdict(list)
    sides = [
        ((p.weight, p.keys[0], p.other[0]), (p.weight, p.keys[1], p.one[0])) for p in pairs
    ]  # what a sentence has in the other document
    for two, chance in zip(sides, sure, strict=True):
        for side in two:
            best[side].append(chance)
    for listed in best.values():
        listed.sort(reverse=True)
    found = []
    for two, chance in zip(sides, sure, strict=True):
        leads = [units.ahead(chance, best[side]) for side in two]
        found.append((units.log_odds(chance), max(leads), min(leads)))
    return found


def chances(model: Model, rows: Sequence[Sequence[float]]) -> list[float]:
    return [float(x) for x in 1 / (1 + np.exp(-totals(model, rows)))]


def train_sentences(pairs: Sequence[Pair]) -> tuple[Model, Model]:
    """How likely two sentences are by themselves, and among the others."""
    rows = [pair.features for pair in pairs]
    sure = [0.0] * len(pairs)
    # The second model has to see the first one's chances as they are for what it has not seen.
    for inner in range(INNER):
        seen = [i for i, pair in enumerate(pairs) if _fold(pair, INNER, "inner") != inner]
        model = fit_sentences([pairs[i] for i in seen], [rows[i] for i in seen], ALONE)
        for i in set(range(len(pairs))) - set(seen):
            sure[i] = chances(model, [rows[i]])[0]
    return fit_sentences(pairs, rows, ALONE), fit_sentences(pairs, among(pairs, sure), AMONG)


def _fold(pair: Pair, folds: int, salt: str = "") -> int:
    return int(sha256((salt + pair.fold_of).encode()).hexdigest(), 16) % folds


# ---- judging


def unseen(pairs: Sequence[Pair], judge: Callable[[Sequence[Pair], Sequence[Pair]], list[float]]) -> list[float]:
    """What each pair gets from models that have not seen its story."""
    found = [0.0] * len(pairs)
    for n in range(FOLDS):
        held = [i for i, pair in enumerate(pairs) if _fold(pair, FOLDS) == n]
        if held:
            rest = [pair for pair in pairs if _fold(pair, FOLDS) != n]
            for i, value in zip(held, judge(rest, [pairs[i] for i in held]), strict=True):
                found[i] = value
    return found


def crossval_stories(pairs: Sequence[Pair]) -> None:
    def judge(seen: Sequence[Pair], held: Sequence[Pair]) -> list[float]:
        model = fit([p.features for p in seen], [p.same for p in seen], [1.0] * len(seen), STORIES)
        return chances(model, [p.features for p in held])

    sure = unseen(pairs, judge)
    for least in _TRIED:
        _print(f"stories least {least:.2f}", {p for p, s in zip(pairs, sure, strict=True) if s >= least}, pairs)


def _print(name: str, found: set[Pair], pairs: Sequence[Pair]) -> None:
    hits, wanted = sum(pair.same for pair in found), sum(pair.same for pair in pairs)
    print(f"{name}: {_f1(hits, len(found), wanted)}")


def _f1(hits: int, found: int, wanted: int) -> str:
    shares = hits / max(found, 1), hits / max(wanted, 1), 2 * hits / max(found + wanted, 1)
    return "P {:.3f} R {:.3f} F1 {:.3f}".format(*shares) + f" ({hits} of {wanted}, {found} found)"


def crossval_sentences(found: Sequence[Pair], marked: Sequence[Pair], others: Sequence[Pair], wanted: set[Any]) -> None:
    """On the quotes as found, those that were not counting as missed."""

    def judge(seen: Sequence[Pair], held: Sequence[Pair]) -> list[float]:
        stories = {pair.fold_of for pair in held}
        alone, together = train_sentences([*seen, *(p for p in marked if p.fold_of not in stories), *others])
        return chances(together, among(held, chances(alone, [p.features for p in held])))

    sure = unseen(found, judge)
    for shift in (-0.05, 0.0, 0.05):
        told = _together(found, sure, shift)
        for name, across in (("across documents", True), ("within one", False)):
            kept = {pair for pair in told if (len({x[0] for x in pair}) > 1) is across}
            gold = {pair for pair in wanted if (len({x[0] for x in pair}) > 1) is across}
            print(f"statements {name}, thresholds {shift:+.2f}: {_f1(len(kept & gold), len(kept), len(gold))}")


def _together(pairs: Sequence[Pair], sure: Sequence[float], shift: float) -> set[frozenset[Quoted]]:
    """Pairs of quotes that clusters of their sentences give, as `link/statements.py` makes them."""
    chance = {(min(p.keys), max(p.keys)): s for p, s in zip(pairs, sure, strict=True)}
    quote = {key: quoted for p in pairs for key, quoted in zip(p.keys, (p.one, p.other), strict=True)}
    edges = {p: s for p, s in chance.items() if s >= (WITHIN if p[0][0] == p[1][0] else NEAR) + shift}

    def apart(xs: Sequence[Any], ys: Sequence[Any]) -> bool:
        told = [(min(a, b), max(a, b)) for a in xs for b in ys if a[:2] != b[:2]]
        return sum(chance.get(pair, 0.0) for pair in told) < TOGETHER * len(told)

    found: set[frozenset[Quoted]] = set()
    for group in components({key for pair in edges for key in pair}, edges):
        for part in merged(group, {p: s for p, s in edges.items() if p[0] in group}, apart):
            found |= {frozenset(two) for two in combinations(sorted({quote[key] for key in part}), 2)}
    return found


def _named(model: Model, names: Sequence[str]) -> dict[str, Any]:
    return {
        "bias": round(model[1], 4),
        "weights": {n: round(float(w), 4) for n, w in zip(names, model[0], strict=True)},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["train", "crossval"])
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared", help="the folder of corpus/ and gold/")
    arguments = parser.parse_args()
    corpus, gold = arguments.shared / "corpus", arguments.shared / "gold"
    labelled = json.loads((corpus / "news_pairs" / "pairs.json").read_text("utf-8"))["pairs"]
    articles = read(corpus / "news_pairs", {pair[side] for pair in labelled for side in "ab"})
    seeds = sorted(path.stem for path in (gold / "seeds").glob("*.json") if not path.name.startswith("story"))
    stories = article_pairs(articles, labelled)
    near = [(pair["a"], pair["b"]) for pair in labelled]
    found, marked, wanted = sentence_pairs(corpus / "news_pairs", gold / "news_pairs", articles, near)
    more = sentence_pairs(corpus / "seeds", gold / "seeds", read(corpus / "seeds", seeds), None)
    others = [*more[0], *more[1]]
    if arguments.command == "crossval":
        crossval_stories(stories)
        crossval_sentences(found, marked, others, wanted)
        return
    story = fit([p.features for p in stories], [p.same for p in stories], [1.0] * len(stories), STORIES)
    alone, together = train_sentences([*found, *marked, *others])
    data = {
        "version": VERSION,
        "stories": _named(story, kinship.FEATURES),
        "utterances": _named(alone, units.FEATURES),
        "among": _named(together, units.AMONG),
    }
    TARGET.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"{TARGET}: from {len(stories)} pairs of articles, {len(found) + len(marked) + len(others)} of sentences")


if __name__ == "__main__":
    main()
