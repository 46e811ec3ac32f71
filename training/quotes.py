"""Train and judge the models of quotes and speakers on annotated articles.

    python training/quotes.py train       writes src/onrecord/languages/russian/data/quotes.json
    python training/quotes.py crossval    prints what the training scores on articles it has not seen

Both read `--corpus` (articles) and `--gold` (their annotations, see GUIDE.md there), the annotated articles of
`news_pairs` and the seeds. The same articles and the same versions of the libraries give the same file.
Needs scikit-learn (`pip install -e .[train]`).
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import ranking
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from onrecord.dossier import load_dossier
from onrecord.evaluate import matching
from onrecord.evaluate.gold import Gold, load_gold, nth_place
from onrecord.extract.mentions import Mentions, find_mentions
from onrecord.extract.quotes import Voice, around, choose_and_cast, direct_of, sureness
from onrecord.extract.speech import columns, features, speakers
from onrecord.extract.speech.newcomers import with_newcomers
from onrecord.extract.speech.reading import Reading, kind_of, read
from onrecord.extract.speech.weighing import (
    Weights,
    certainty_score,
    make_certainty,
    make_weights,
    span_odds,
)
from onrecord.languages import get_language
from onrecord.languages.language import Language
from onrecord.sources.reading import make_document

HERE = Path(__file__).resolve().parent.parent
SHARED = HERE.parent / "shared"
PAIRS = SHARED / "corpus/news_pairs", SHARED / "gold/news_pairs"
MODEL = HERE / "src/onrecord/languages/russian/data/quotes.json"
FOLDS, SEED = 5, 7
SEED_WEIGHT = 2  # the few articles of the product's own field count this often
WIDTH = 0.02  # how far the curve of confidence is smoothed
SPAN_SEED = 1
LEAST_SPAN, LEAST_SPEAKER, LEAST_MARGIN = 0.47, 0.65, 0.0
SPAN_TREES: dict[str, Any] = {
    "max_iter": 160,
    "learning_rate": 0.06,
    "max_leaf_nodes": 24,
    "max_depth": 7,
    "min_samples_leaf": 8,
    "l2_regularization": 4.0,
    "max_features": 0.1,
}
RANDOM_TREES: dict[str, Any] = {"n_estimators": 70, "min_samples_leaf": 3, "max_features": 0.12}
LEAST_ROWS = 60  # a column that differs in fewer rows than this is left out
SPEAKER_TREES = ranking.Settings(trees=80, rate=0.1, depth=6, leaves=16, least=40, share=0.25, l2=4.0)
SPEAKER_PENALTY = 40.0


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """One quote of the gold: its place in the text, its speakers and kind."""

    place: matching.Place
    speakers: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One article with its gold. `overlaps` is each proposal's best overlap with a quote, `quote_of` which one."""

    key: str
    reading: Reading
    mentions: Mentions
    gold: tuple[Said, ...]
    places: tuple[matching.Place, ...]
    overlaps: np.ndarray[Any, Any]
    quote_of: np.ndarray[Any, Any]
    means: Callable[[str, int], bool]
    language: Language


# ---- reading


def examples_of(corpus: Path, folder: Path) -> list[Example]:
    """All articles of the folder, in the order of their names."""
    language = get_language("ru")
    assert language is not None
    dossier, gold = load_dossier(None), load_gold(corpus, folder)
    out = []
    for key in sorted(gold.documents):
        document = make_document(f"{key}.txt", gold.texts[key], dossier)
        annotation = language.annotator.annotate(document.raw, document.body)
        mentions = find_mentions(document, annotation, language, dossier)
        out.append(example_of(key, document, annotation, mentions, gold, language))
    return out


def example_of(key: str, document: Any, annotation: Any, mentions: Mentions, gold: Gold, language: Language) -> Example:
    """One article as an example."""
    mention_at = {token: mentions.mentions[number] for token, number in mentions.by_token.items()}
    reading = read(document, annotation, mentions.marks, mention_at, mentions.parties, language.reporting)
    said = []
    for quote in gold.documents[key]["quotes"]:
        start = nth_place(document.raw, quote["text"], quote.get("nth", 1))
        place = matching.inner(document.raw, (start, start + len(quote["text"])))
        said.append(Said(place, tuple(quote["speakers"]), quote["kind"]))
    places = tuple(matching.inner(document.raw, reading.span(p)) for p in reading.proposals)
    table = np.array([[matching.overlap(place, quote.place) for quote in said] or [0.0] for place in places])
    table = table.reshape(len(places), max(len(said), 1))
    overlaps, quote_of = table.max(axis=1), table.argmax(axis=1)
    best = [int(np.argmax(table[:, q])) for q in range(len(said)) if len(places) and table[:, q].max() >= 0.8]
    mentions = with_newcomers(reading, best, mentions, language)
    named = gold.named[key]

    def means(name: str, party: int) -> bool:
        rows = [{"kind": p.kind, "name": p.name, "names": list(p.names)} for p in mentions.parties]
        fits = [(n, known) for known, n in named.items() if matching.is_actor(known, rows[party])]
        meant = max(fits)[1] if fits else None
        return meant == name

    return Example(key, reading, mentions, tuple(said), places, overlaps, quote_of, means, language)


# ---- training


def dump(model: HistGradientBoostingClassifier, columns: Sequence[int], names: Sequence[str]) -> dict[str, Any]:
    """Boosted trees trained on some of the columns, in the form of `speech/forest.py`."""
    out = ranking.empty_forest(names)
    depth = 0
    for (tree,) in model._predictors:
        nodes, root = tree.nodes, len(out["feature"])
        out["roots"].append(root)
        depth = max(depth, int(nodes["depth"].max()))
        for index, node in enumerate(nodes):
            leaf = bool(node["is_leaf"])
            out["feature"].append(0 if leaf else int(columns[node["feature_idx"]]))
            out["threshold"].append(0.0 if leaf else round(float(node["num_threshold"]), 6))
            here = root + index
            out["children"] += [here, here] if leaf else [root + int(node["left"]), root + int(node["right"])]
            out["value"].append(round(float(node["value"]), 6) if leaf else 0.0)
    return {**out, "base": round(float(model._baseline_prediction.ravel()[0]), 6), "depth": depth}


def dump_deep(model: ExtraTreesClassifier, columns: Sequence[int], names: Sequence[str]) -> dict[str, Any]:
    """Random trees trained on some of the columns, in the form of `speech/thicket.py`; leaves hold shares of rows.

    Between whole numbers every threshold asks the same, so it is put halfway.
    """
    out: dict[str, Any] = {part: [] for part in ("roots", "feature", "threshold", "skip", "share")}
    for estimator in model.estimators_:
        tree = estimator.tree_
        out["roots"].append(len(out["skip"]))
        for index in range(tree.node_count):
            below = int(tree.children_right[index])  # the left one comes next
            if below < 0:
                shares = tree.value[index][0]
                out["skip"].append(0)
                out["share"].append(round(float(shares[1] / shares.sum()), 2))
                continue
            column = int(columns[tree.feature[index]])
            out["skip"].append(below - index)
            out["feature"].append(column)
            out["threshold"].append(_threshold(float(tree.threshold[index]), names[column]))
    return {**out, "names": list(names)}


def _threshold(value: float, name: str) -> float:
    return round(value, 3) if name.endswith("_share") else math.floor(value) + 0.5


def train_spans(examples: Sequence[Example]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The boosted and the random trees of spans."""
    rows = np.concatenate([example.reading.rows for example in examples])
    labels = np.concatenate([example.overlaps for example in examples]) >= 0.8
    columns = np.flatnonzero((rows != np.median(rows, axis=0)).sum(axis=0) >= LEAST_ROWS)
    rows = rows[:, columns]
    boosted = HistGradientBoostingClassifier(random_state=SPAN_SEED, early_stopping=False, **SPAN_TREES)
    random = ExtraTreesClassifier(random_state=SPAN_SEED, **RANDOM_TREES)
    return (
        dump(boosted.fit(rows, labels), columns.tolist(), features.NAMES),
        dump_deep(random.fit(rows, labels), columns.tolist(), features.NAMES),
    )


def speaker_rows(example: Example, *, plain: bool = False) -> tuple[list[speakers.Row], list[bool], list[int]]:
    """Every party that could have said a quote of the gold, whether it did, and how many there are for each quote.

    Who spoke before is told; `plain` tells it only where the cue's subject is the speaker.
    """
    taken = gold_choice(example)
    casting = speakers.Casting(
        example.reading.sheet,
        example.reading.cues,
        example.mentions.parties,
        example.mentions.mentions,
        example.mentions.by_token,
        example.language.reporting,
        example.language.people,
        example.mentions.found,
    )
    said: list[tuple[int, ...]] = []
    rows: list[speakers.Row] = []
    labels: list[bool] = []
    sizes: list[int] = []
    end = -1
    for number, index in enumerate(taken):
        proposal = example.reading.proposals[index]
        following = example.reading.proposals[taken[number + 1]].cue if number + 1 < len(taken) else -1
        outer = around(example.reading, taken, number)
        told = said[outer] if outer is not None else ()
        standings = casting.standings(proposal, direct_of(example.reading, proposal), said, end, following, told)
        wanted = example.gold[example.quote_of[index]].speakers
        right = [any(fits(example, standing.party, name) for name in wanted) for standing in standings]
        rows += [standing.row for standing in standings]
        labels += right
        sizes.append(len(standings))
        voice = tuple(s.party for s, good in zip(standings, right, strict=True) if good)
        said.append(voice if not plain or subject_party(example, proposal.cue) in voice else ())
        end = max(end, proposal.last)
    return rows, labels, sizes


def subject_party(example: Example, cue: int) -> int | None:
    """The party of a cue's subject, where it has one."""
    subject = example.reading.cues[cue].subject if cue >= 0 else -1
    mention = example.mentions.at(subject)
    return mention.party if mention else None


def fits(example: Example, party: int, name: str) -> bool:
    """Whether a party, or one of those whom it is the sum of, bears the name in this article."""
    parties = example.mentions.parties
    if speakers.is_sum(parties[party], parties):
        return any(example.means(name, member) for member in parties[party].members)
    return example.means(name, party)


def gold_choice(example: Example) -> list[int]:
    """The proposal nearest to each quote of the gold that has one, in the order of the text."""
    best: dict[int, int] = {}
    for index in np.argsort(-example.overlaps, kind="stable"):
        if example.overlaps[index] >= 0.8:
            best.setdefault(int(example.quote_of[index]), int(index))
    proposals = example.reading.proposals
    return sorted(best.values(), key=lambda index: (proposals[index].first, -proposals[index].last))


def train_speakers(examples: Sequence[Example]) -> tuple[dict[str, Any], list[float]]:
    """The trees and the linear model of speakers.

    They learn each quote twice, since they will not always be told who spoke before: what is found stays open at times.
    """
    rows: list[speakers.Row] = []
    labels: list[bool] = []
    sizes: list[int] = []
    for example, plain in [(each, plain) for plain in (False, True) for each in examples]:
        more, right, count = speaker_rows(example, plain=plain)
        rows += more
        labels += right
        sizes += (size for size in count if size)
    group = np.repeat(np.arange(len(sizes)), sizes)
    table, right_ones = np.array(rows, dtype=np.float32), np.array(labels)
    trees = ranking.boost(table, right_ones, group, SPEAKER_TREES, 1)
    return ranking.dump_ranks(trees, columns.NAMES), ranking.linear(table, right_ones, group, SPEAKER_PENALTY)


def train(examples: Sequence[Example]) -> Weights:
    return make_weights(trained(examples, UNSURE))


def trained(examples: Sequence[Example], sureness: dict[str, Any]) -> dict[str, Any]:
    boosted, random = train_spans(examples)
    trees, linear = train_speakers(examples)
    return {
        "spans": boosted,
        "thicket": random,
        "speakers": trees,
        "linear": linear,
        "least_span": LEAST_SPAN,
        "least_speaker": LEAST_SPEAKER,
        "least_margin": LEAST_MARGIN,
        **sureness,
    }


UNSURE: dict[str, Any] = {"certainty": [0.0] * 9, "curve": [[0.0, 0.0], [1.0, 1.0]]}


# ---- judging


@dataclass(frozen=True, slots=True)
class Row:
    """One quote as found: how sure, whether the span, the kind and the speakers are right, whether any was named."""

    key: str
    sure: tuple[float, ...]
    span: bool
    speaker: bool
    known: bool
    kind: str
    gold_kind: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Found:
    rows: tuple[Row, ...]
    wanted: tuple[str, ...]
    missed: tuple[str, ...]


def judge(example: Example, weights: Weights | None) -> Found:
    """What the extraction says of one article, against its gold."""
    reading = example.reading
    odds = span_odds(reading, weights, example.language.reporting)
    taken, voices, mentions = choose_and_cast(reading, odds, example.mentions, weights, example.language)
    means = replace_means(example, mentions)
    pairs = [
        (matching.overlap(example.places[index], quote.place), q, number)
        for number, index in enumerate(taken)
        for q, quote in enumerate(example.gold)
    ]
    match = matching.best_first(pair for pair in pairs if pair[0] >= 0.8)
    quote_of = {number: q for q, (number, _) in match.items()}
    rows = []
    for number, index in enumerate(taken):
        voice, quote = voices[number], example.gold[quote_of[number]] if number in quote_of else None
        kind = kind_of(reading.sheet, reading.proposals[index], cue_token(reading, index))
        right = quote is not None and heard(quote.speakers, voice, means)
        names = [mentions.parties[party].name for party in voice.parties]
        text = reading.sheet.document.raw[slice(*example.places[index])]
        note = f"{names} for {list(quote.speakers) if quote else '-'}: {reading.proposals[index].rule}: {text[:60]!r}"
        sure = sureness(float(odds[index]), voice)
        gold_kind = quote.kind if quote else None
        rows.append(Row(example.key, sure, quote is not None, right, bool(voice.parties), kind, gold_kind, note))
    missed = [
        f"{quote.kind} {list(quote.speakers)}: {reading.sheet.document.raw[slice(*quote.place)][:80]!r}"
        for q, quote in enumerate(example.gold)
        if q not in match
    ]
    return Found(tuple(rows), tuple(quote.kind for quote in example.gold), tuple(missed))


def cue_token(reading: Reading, index: int) -> int:
    cue = reading.proposals[index].cue
    return reading.cues[cue].token if cue >= 0 else -1


def replace_means(example: Example, mentions: Mentions) -> Callable[[str, int], bool]:
    """The same question for the mentions with newcomers of another choice."""
    if mentions is example.mentions or len(mentions.parties) <= len(example.mentions.parties):
        return example.means

    def means(name: str, party: int) -> bool:
        if party < len(example.mentions.parties) and mentions.parties[party] is example.mentions.parties[party]:
            return example.means(name, party)
        found = mentions.parties[party]
        return matching.is_actor(name, {"kind": found.kind, "name": found.name, "names": list(found.names)})

    return means


def heard(wanted: Sequence[str], voice: Voice, means: Callable[[str, int], bool]) -> bool:
    """Whether all speakers are right, and no more."""
    if len(wanted) != len(voice.parties):
        return False
    fits = [(1.0, i, party) for i, name in enumerate(wanted) for party in voice.parties if means(name, party)]
    return len(matching.best_first(fits)) == len(wanted)


def f1(hits: int, predicted: int, wanted: int) -> float:
    return 2 * hits / max(predicted + wanted, 1)


def report(found: Sequence[Found], curves: Callable[[Row], float] | None = None) -> dict[str, float]:
    """The referee's figures for quotes."""
    rows = [row for each in found for row in each.rows]
    wanted = [kind for each in found for kind in each.wanted]
    hits = sum(row.span for row in rows)
    good = sum(row.speaker for row in rows)
    known = [row for row in rows if row.span and row.known]
    out = {
        "precision": hits / max(len(rows), 1),
        "recall": hits / max(len(wanted), 1),
        "quotes@0.8": f1(hits, len(rows), len(wanted)),
    }
    for name, kinds in (("direct", {"direct"}), ("indirect", {"indirect", "mixed"})):
        both = sum(row.span and row.kind in kinds and row.gold_kind in kinds for row in rows)
        out[name] = f1(both, sum(row.kind in kinds for row in rows), sum(kind in kinds for kind in wanted))
    out["speaker"] = good / max(hits, 1)
    out["speaker_known"] = sum(row.speaker for row in known) / max(len(known), 1)
    out["end_to_end"] = f1(good, len(rows), len(wanted))
    if curves:
        sure = [row for row in rows if curves(row) >= 0.9]
        out["confident_right"] = sum(row.speaker for row in sure) / max(len(sure), 1)
        out["confident_share"] = len(sure) / max(len(rows), 1)
    return out


def folds(count: int) -> list[list[int]]:
    order = np.random.RandomState(SEED).permutation(count)
    return [sorted(int(i) for i in order[fold::FOLDS]) for fold in range(FOLDS)]


def folds_of(single: Sequence[Example], paired: Sequence[Example]) -> list[list[int]]:
    """The indexes of each fold; paired articles come after the others, those of one story together."""
    keys = [example.key for example in paired]
    pairs = json.loads((PAIRS[0] / "pairs.json").read_text("utf-8"))["pairs"]
    told_by = {pair["b"]: pair["a"] for pair in pairs if {pair["a"], pair["b"]} <= set(keys)}
    stories = [told_by.get(key, key) for key in keys]
    names = sorted(set(stories))
    out = folds(len(single))
    for part, mine in zip(out, folds(len(names)), strict=True):
        chosen = {names[index] for index in mine}
        part += (len(single) + number for number, story in enumerate(stories) if story in chosen)
    return out


def calibrate(rows: Sequence[Row]) -> dict[str, Any]:
    """What weighs a row's sureness, and a rising curve from that score to the share of rows that were right."""
    right = np.array([row.speaker for row in rows])
    if len(set(right)) < 2:
        return UNSURE
    sure = np.array([row.sure for row in rows])
    spread = sure.std(axis=0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=1000).fit(sure / spread, right)
    weights = [round(float(w), 5) for w in (*(model.coef_[0] / spread), model.intercept_[0])]
    scores = np.array([certainty_score(weights, row.sure) for row in rows])
    smooth = IsotonicRegression(y_min=0.02, y_max=0.99, out_of_bounds="clip").fit(scores, right.astype(float))
    points = np.unique(np.quantile(scores, np.linspace(0, 1, 26)).round(4))
    near = np.clip(points[:, None] + np.array([-WIDTH, 0.0, WIDTH]), scores.min(), scores.max())
    values = np.maximum.accumulate(smooth.predict(near.ravel()).reshape(near.shape).mean(axis=1))
    curve = [[float(x), round(float(y), 4)] for x, y in zip(points, values, strict=True)]
    return {"certainty": weights, "curve": curve}


def crossval(
    examples: Sequence[Example], parts: Sequence[Sequence[int]], always: Sequence[Example], weighed: int
) -> tuple[list[Found], dict[str, dict[str, Any]]]:
    """Found on each article by models that have not seen it, and each article's curve of the other folds.

    `parts` are the folds, as indexes; `always` further articles to train on in every fold, which are not judged.
    Curves are read off the first `weighed` of the examples.
    """
    found: list[Found | None] = [None] * len(examples)
    for part in parts:
        held = set(part)
        weights = train([*(example for index, example in enumerate(examples) if index not in held), *always])
        for index in part:
            found[index] = judge(examples[index], weights)
    done = [each for each in found if each is not None]
    curves = {}
    for part in parts:
        held = set(part)
        seen = (each for index, each in enumerate(done[:weighed]) if index not in held)
        sureness = calibrate([row for each in seen for row in each.rows])
        curves.update({examples[index].key: sureness for index in part})
    return done, curves


def reader(curves: dict[str, dict[str, Any]]) -> Callable[[Row], float]:
    """The confidence of a row by the sureness of its article's fold."""
    made = {key: make_certainty(sureness) for key, sureness in curves.items()}
    return lambda row: made[row.key].confidence(row.sure)


def show(title: str, figures: dict[str, float]) -> None:
    print(f"{title:34}" + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("command", choices=("train", "crossval"))
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpus/news_train")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold/news_train")
    parser.add_argument("--misses", action="store_true", help="list what was missed or wrong")
    args = parser.parse_args()
    single, paired = examples_of(args.corpus, args.gold), examples_of(*PAIRS)
    examples = [*single, *paired]
    always = examples_of(SHARED / "corpus/seeds", SHARED / "gold/seeds") * SEED_WEIGHT
    found, curves = crossval(examples, folds_of(single, paired), always, len(single))
    if args.command == "train":
        sureness = calibrate([row for each in found[: len(single)] for row in each.rows])
        MODEL.write_text(
            json.dumps(trained([*examples, *always], sureness), ensure_ascii=False, separators=(",", ":")) + "\n",
            "utf-8",
        )
        print(f"{MODEL}: {MODEL.stat().st_size / 1e6:.2f} MB from {len(examples)} articles")
    confidence = reader(curves)
    for name, part in ((args.gold.name, slice(len(single))), (PAIRS[1].name, slice(len(single), None))):
        show(f"{name}, rules alone", report([judge(example, None) for example in examples[part]]))
        show(f"{name}, models, {FOLDS}-fold", report(found[part], confidence))
    table(found[: len(single)], confidence)
    if args.misses:
        for each, example in zip(found, examples, strict=True):
            for row in each.rows:
                if not row.span or not row.speaker:
                    print(example.key, "speaker" if row.span else "not in gold", f"{confidence(row):.2f}", row.note)
            for miss in each.missed:
                print(example.key, "missed", miss)


def table(found: Sequence[Found], confidence: Callable[[Row], float]) -> None:
    """Confidence against what was right, in ten bins."""
    rows = [row for each in found for row in each.rows]
    print("confidence   rows   right")
    for low in range(10):
        inside = [row for row in rows if low / 10 <= confidence(row) < (low + 1) / 10 + (low == 9)]
        if inside:
            right = sum(row.speaker for row in inside) / len(inside)
            print(f"{low / 10:.1f} to {(low + 1) / 10:.1f}  {len(inside):6}   {right:.3f}")


if __name__ == "__main__":
    main()
