"""Documents, quotes, rows, statements, findings and lineage against gold, counted by document."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.evaluate import matching as m
from onrecord.evaluate.gold import Gold, nth_place
from onrecord.evaluate.rows import ExportRows, Row

Kind = Literal["f1", "accuracy", "recall", "count"]
DERIVED = ("copy", "near_copy", "partial", "paraphrase")
_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: for `f1` the counts are (hits, predicted, gold), else (right, of). `low`, `high`: the
    bootstrap's 95 % interval over documents, None where the figure is not one of documents."""

    name: str
    kind: Kind
    value: float
    counts: tuple[int, ...]
    precision: float | None = None
    recall: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """What was expected and not found, or found and not expected, with its place in the article."""

    document: str
    what: str
    place: m.Place | None


@dataclass(frozen=True, slots=True)
class Report:
    measures: tuple[Measure, ...]
    misses: tuple[Miss, ...]

    def value(self, name: str) -> float:
        """The figure of a name. Raises `KeyError` where it was not measured."""
        return {x.name: x.value for x in self.measures}[name]


def evaluate(export: ExportRows, gold: Gold, pairs: Sequence[Row] | None = None, *, seed: int = 0) -> Report:
    """All measures of an export against gold; `pairs` are labelled pairs of articles (same story or not)."""
    scorer = _Scorer(export, gold)
    scorer.run()
    if pairs is not None:
        scorer.story_pairs(pairs)
    return scorer.report(seed)


class _Scorer:
    def __init__(self, export: ExportRows, gold: Gold) -> None:
        self.export, self.gold = export, gold
        self.counts: dict[str, dict[str, list[int]]] = defaultdict(dict)  # measure → document → counts
        self.kinds: dict[str, Kind] = {}
        self.whole: dict[str, tuple[float, float, tuple[int, ...]]] = {}
        self.misses: list[Miss] = []
        self.gold_of_quote: dict[str, tuple[str, int]] = {}
        self._meant: dict[tuple[str, str], str | None] = {}

    # ---- counting

    def tally(self, name: str, key: str, hits: int, predicted: int, wanted: int) -> None:
        self._count(name, "f1", key, (hits, predicted, wanted))

    def check(self, name: str, key: str, right: bool) -> None:
        self._count(name, "accuracy", key, (int(right), 1))

    def _count(self, name: str, kind: Kind, key: str, numbers: tuple[int, ...]) -> None:
        self.kinds[name] = kind
        old = self.counts[name].setdefault(key, [0] * len(numbers))
        for i, number in enumerate(numbers):
            old[i] += number

    def miss(self, key: str, what: str, place: m.Place | None = None) -> None:
        self.misses.append(Miss(key, what, place))

    # ---- actors

    def means(self, key: str, name: str, reference: str | None) -> bool:
        """Whether a reference stands for a gold name there; one that fits two means the commoner one."""
        if reference is None:
            return False
        actor = self.export.actor(reference)
        if (key, reference) not in self._meant:
            fits = [(n, known) for known, n in self.gold.named[key].items() if m.is_actor(known, actor)]
            self._meant[key, reference] = max(fits)[1] if fits else None
        meant = self._meant[key, reference]
        return meant == name or (meant is None and m.is_actor(name, actor))

    def covered(self, key: str, names: Sequence[str], references: Sequence[str]) -> int:
        """How many of the names the references cover, one to one."""
        fits = [(1.0, i, j) for i, n in enumerate(names) for j, r in enumerate(references) if self.means(key, n, r)]
        return len(m.best_first(fits))

    # ---- the parts

    def run(self) -> None:
        documents = {self.export.key_of[i]: d for i, d in self.export.by_type.get("document", {}).items()}
        quotes: dict[str, list[Row]] = defaultdict(list)
        for quote in self.export.by_type.get("quote", {}).values():
            quotes[self.export.key_of.get(quote["document"], "")].append(quote)
        for key, gold in self.gold.documents.items():
            if key in documents:
                self.document(key, gold, documents[key])
            else:
                self.miss(key, "the document is not in the export")
            self.quotes(key, gold, quotes.get(key, []))
            for what in ("event", "commitment", "figure"):
                self.rows(what, key, gold)
        if self.gold.story is not None:
            self.statements(self.gold.story["statements"])
            self.findings(self.gold.story["findings"])
            if self.gold.story["lineage"]:
                self.lineage(self.gold.story["lineage"], documents)
        for line in self.export.bad:
            self.miss("", f"bad row: {line}")

    def document(self, key: str, gold: Row, found: Row) -> None:
        text = self.gold.texts[key]
        self.check("document.language", key, found.get("language") == gold["language"])
        self.check(
            "document.published", key, m.date_or_none(found.get("published")) == m.date_or_none(gold["published"])
        )
        if gold["outlet"]:
            self.check("document.outlet", key, self.means(key, gold["outlet"], found.get("outlet")))
        cites = found.get("cites") or []
        self.tally("cites", key, self.covered(key, gold["cites"], cites), len(cites), len(gold["cites"]))
        kept = bytearray(len(text))
        for start, end in found.get("body") or [[0, len(text)]]:
            kept[start:end] = b"\1" * (min(end, len(text)) - start)
        furniture = bytearray(len(text))
        for piece in gold.get("furniture", []):
            start = text.find(piece)
            furniture[start : start + len(piece)] = b"\1" * len(piece)
            left = sum(kept[start : start + len(piece)])
            self.check("document.furniture_removed", key, left <= 0.1 * len(piece))
            if left > 0.1 * len(piece):
                self.miss(key, "furniture kept", (start, start + len(piece)))
        article = [k for k, f, c in zip(kept, furniture, text, strict=True) if not f and not c.isspace()]
        self.check("document.body_kept", key, sum(article) >= 0.99 * len(article))

    def quotes(self, key: str, gold: Row, found: list[Row]) -> None:
        text = self.gold.texts[key]
        wanted = [m.inner(text, _place(text, q, "text")) for q in gold["quotes"]]
        places = [m.inner(text, (q["start"], q["end"])) for q in found]
        close = [(m.overlap(a, b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(places)]
        loose, strict, exact = (m.best_first(x for x in close if x[0] >= least) for least in (0.3, 0.8, 1.0))
        for name, match in (("0.3", loose), ("0.8", strict), ("exact", exact)):
            self.tally(f"quotes@{name}", key, len(match), len(found), len(wanted))
        for group, kinds in (("direct", ("direct",)), ("indirect", ("indirect", "mixed"))):
            left = [q["kind"] in kinds for q in gold["quotes"]]
            right = [q["kind"] in kinds for q in found]
            both = sum(left[i] and right[j] for i, (j, _) in strict.items())
            self.tally(f"quotes.{group}@0.8", key, both, sum(right), sum(left))
        right_ones = set()
        for i, (j, _) in strict.items():
            names, references = gold["quotes"][i]["speakers"], found[j].get("speakers") or []
            good = len(names) == len(references) == self.covered(key, names, references)
            if good:
                right_ones.add(j)
            else:
                got = [self.export.actor(r)["name"] for r in references] or "nobody"
                self.miss(key, f"speaker {got} for {names or 'nobody'}", wanted[i])
            self.check("quotes.speaker", key, good)
            if references:
                self.check("quotes.speaker_known", key, good)
        self.tally("quotes.end_to_end", key, len(right_ones), len(found), len(wanted))
        sure = {j for j, q in enumerate(found) if (q.get("confidence") or 0) >= 0.9}
        self._count("quotes.confident_right", "accuracy", key, (len(sure & right_ones), len(sure)))
        self._count("quotes.confident_share", "accuracy", key, (len(sure), len(found)))
        for i, place in enumerate(wanted):
            if i not in strict:
                best = loose[i][1] if i in loose else 0.0
                self.miss(key, f"{gold['quotes'][i]['kind']} quote missed (best overlap {best:.2f})", place)
        near = {j for j, _ in loose.values()}
        for j, place in enumerate(places):
            if j not in near:
                self.miss(key, "quote not in gold", place)
        for i, (j, _) in loose.items():
            self.gold_of_quote.setdefault(found[j]["id"], (key, i))

    def rows(self, what: str, key: str, gold: Row) -> None:
        """Events, commitments and figures of one document; one found thing may have several pieces here."""
        text, name = self.gold.texts[key], f"{what}s"
        items: dict[tuple[Any, ...], list[tuple[m.Place, Row]]] = defaultdict(list)
        for row in self.export.by_type.get(what, {}).values():
            for where, place, piece in self.export.evidence(row):
                if where == key:
                    told = {**row, **{k: v for k, v in piece.items() if v is not None}}
                    strength = told.get("strength") if what == "commitment" else None
                    spot = place[0] // 40 if what == "figure" else None
                    items[row["id"], strength, spot].append((place, told))
        wanted = [_place(text, x, "evidence") for x in gold[name]]
        best: dict[tuple[int, tuple[Any, ...]], tuple[float, Row]] = {}
        pairs = []
        for i, expected in enumerate(gold[name]):
            for item, pieces in items.items():
                for place, told in pieces:
                    weight = self._fits(what, key, expected, wanted[i], told, place)
                    if weight is not None:
                        pairs.append((weight, i, item))
                        if (i, item) not in best or weight > best[i, item][0]:
                            best[i, item] = (weight, told)
        match = m.best_first(pairs)
        self.tally(name, key, len(match), len(items), len(wanted))
        for i, expected in enumerate(gold[name]):
            if i in match:
                self._fields(what, key, expected, best[i, match[i][0]][1])
            else:
                self.miss(key, f"{what} missed", wanted[i])
        taken = {item for item, _ in match.values()}
        for item, pieces in items.items():
            if item not in taken:
                self.miss(key, f"{what} not in gold", pieces[0][0])

    def _fits(self, what: str, key: str, expected: Row, wanted: m.Place, told: Row, place: m.Place) -> float | None:
        """How well a found row answers a gold one, or None where it does not."""
        near = m.overlap(wanted, place) if m.to_the_point(wanted, place) else 0.0
        if what == "event":
            if told["kind"] != expected["kind"]:
                return None
            both = self.covered(key, expected["participants"], told.get("participants") or [])
            day = m.date_or_none(expected["date"])
            same_day = day is not None and told.get("date") == expected["date"]
            if not near and not (same_day and both and place[1] - place[0] <= 300):
                return None
            return float(near + 0.05 * both + 0.3 * same_day)
        if not near:
            return None
        if what == "commitment":
            if not self.means(key, expected["who"], told["who"]):
                return None
            return near + 0.5 * bool(told.get("strength") == expected["strength"])
        same = m.same_value(told["value"], expected["value"]) and m.same_unit(str(told["unit"]), str(expected["unit"]))
        return near if same else None

    def _fields(self, what: str, key: str, expected: Row, told: Row) -> None:
        def same_date(name: str, field: str) -> None:
            self.check(name, key, m.date_or_none(told.get(field)) == m.date_or_none(expected[field]))

        def listed(field: str) -> None:
            refs = told.get(field) or []
            both = self.covered(key, expected[field], refs)
            self.tally(f"{what}s.{field}", key, both, len(refs), len(expected[field]))

        if what == "event":
            self.check("events.status", key, told.get("status") == expected["status"])
            same_date("events.date", "date")
            if expected["place"] is not None:
                self.check("events.place", key, self.means(key, expected["place"], told.get("place")))
            listed("participants")
        elif what == "commitment":
            same_date("commitments.due", "due")
            self.check("commitments.strength", key, told.get("strength") == expected["strength"])
            listed("targets")
        else:
            self.check("figures.approximate", key, told.get("approximate") == expected["approximate"])

    def statements(self, groups: list[Any]) -> None:
        gold: set[frozenset[tuple[str, int]]] = {
            frozenset((tuple(a), tuple(b))) for g in groups for a in g for b in g if a != b
        }
        found: set[frozenset[tuple[str, int]]] = set()
        for row in self.export.by_type.get("statement", {}).values():
            known = [self.gold_of_quote[q] for q in row["quotes"] if q in self.gold_of_quote]
            found |= {frozenset((a, b)) for a in known for b in known if a != b}
        across = lambda pair: len({document for document, _ in pair}) > 1  # noqa: E731
        for name, keep in (("statements.pairs", None), ("statements.pairs_across_documents", across)):
            g, f = set(filter(keep, gold)), set(filter(keep, found))
            self._whole_f1(name, len(g & f), len(f), len(g))

    def findings(self, wanted: list[Row]) -> None:
        """Recall over the core ones; whatever fits any gold finding is right."""
        found = [
            row
            for row in self.export.by_type.get("finding", {}).values()
            if any(key in self.gold.documents for key, _, _ in self.export.evidence(row))
        ]
        pairs = []
        for i, expected in enumerate(wanted):
            marks = self._marks(expected)
            for j, row in enumerate(found):
                if row["kind"] == expected["kind"]:
                    touched = {
                        key
                        for key, place, _ in self.export.evidence(row)
                        if any(m.to_the_point(mark, place) for mark in marks.get(key, []))
                    }
                    if len(touched) >= min(2, len(expected["documents"])):
                        pairs.append((len(touched) + 0.5 * expected.get("core", True), i, j))
        match = m.best_first(pairs)
        right = {j for _, _, j in pairs}
        core = [i for i, x in enumerate(wanted) if x.get("core", True)]
        hits = sum(i in match for i in core)
        precision = len(right) / len(found) if found else float(not core)
        recall = hits / len(core) if core else 1.0
        self.kinds["findings"] = "f1"
        self.whole["findings"] = (precision, recall, (hits, len(found), len(core)))
        for kind in sorted({x["kind"] for x in wanted}):
            mine = [i for i in core if wanted[i]["kind"] == kind]
            if mine:
                got = sum(i in match for i in mine)
                self.kinds[f"findings.{kind}"] = "recall"
                self.whole[f"findings.{kind}"] = (0.0, got / len(mine), (got, len(mine)))
        for i, expected in enumerate(wanted):
            if i not in match:
                core_mark = "" if expected.get("core", True) else ", not core"
                self.miss(
                    ", ".join(expected["documents"]),
                    f"finding missed ({expected['kind']}{core_mark}): {expected['summary']}",
                )
        for j, row in enumerate(found):
            if j not in right:
                where = sorted({key for key, _, _ in self.export.evidence(row)})
                self.miss(", ".join(where), f"finding not in gold ({row['kind']}): {row['summary']}")

    def _marks(self, finding: Row) -> dict[str, list[m.Place]]:
        places: dict[str, list[m.Place]] = defaultdict(list)
        for key, marks in finding["evidence"].items():
            for mark in [marks] if isinstance(marks, str) else marks:
                start = nth_place(self.gold.texts[key], mark)
                places[key].append((start, start + len(mark)))
        return places

    def lineage(self, links: list[Row], documents: dict[str, Row]) -> None:
        """Which gold documents derive from one another; the direction is not asked."""
        gold = {frozenset((x["from"], x["to"])): x["kind"] for x in links if x["from"] and x["kind"] in DERIVED}
        from_outside = {x["to"] for x in links if not x["from"] and x["kind"] in DERIVED}
        found: dict[frozenset[str], str | None] = {}
        for key in self.gold.documents:
            for piece in documents.get(key, {}).get("derived_from") or []:
                source = self.export.key_of.get(piece.get("document"), "")
                pair = frozenset((source, key))
                if source in self.gold.documents and not (key in from_outside and pair not in gold):
                    found[pair] = piece.get("kind")
        both = gold.keys() & found.keys()
        self._whole_f1("lineage.derived", len(both), len(found), len(gold))
        right = sum(gold[pair] == found[pair] for pair in both)
        self.kinds["lineage.kind"] = "accuracy"
        self.whole["lineage.kind"] = (0.0, right / len(both) if both else 0.0, (right, len(both)))

    def story_pairs(self, pairs: Sequence[Row]) -> None:
        story = {self.export.key_of[i]: d.get("story") for i, d in self.export.by_type.get("document", {}).items()}
        got = {k for k, p in enumerate(pairs) if story.get(p["a"]) is not None and story[p["a"]] == story.get(p["b"])}
        gold = {k for k, p in enumerate(pairs) if p["same_story"]}
        self._whole_f1("stories.pairs", len(got & gold), len(got), len(gold))

    def _whole_f1(self, name: str, hits: int, predicted: int, wanted: int) -> None:
        self.kinds[name] = "f1"
        self.whole[name] = (*_precision_recall((hits, predicted, wanted)), (hits, predicted, wanted))

    # ---- the report

    def report(self, seed: int) -> Report:
        keys = list(self.gold.documents)
        draw = random.Random(seed)
        draws = [draw.choices(range(len(keys)), k=len(keys)) for _ in range(_DRAWS if len(keys) > 1 else 0)]
        measures = [self._by_document(name, keys, draws) for name in self.counts]
        for name, (precision, recall, counts) in self.whole.items():
            if self.kinds[name] == "f1":
                measures.append(Measure(name, "f1", _f1(precision, recall), counts, precision, recall))
            else:
                measures.append(Measure(name, self.kinds[name], recall, counts))
        measures.append(Measure("format.bad_rows", "count", len(self.export.bad), (len(self.export.bad),)))
        return Report(tuple(sorted(measures, key=lambda x: x.name)), tuple(self.misses))

    def _by_document(self, name: str, keys: list[str], draws: list[list[int]]) -> Measure:
        kind = self.kinds[name]
        width = 3 if kind == "f1" else 2
        columns = [[self.counts[name].get(key, [0] * width)[i] for key in keys] for i in range(width)]
        counts = tuple(sum(column) for column in columns)
        values = sorted(_value(kind, tuple(sum(column[d] for d in drawn) for column in columns)) for drawn in draws)
        low, high = (values[len(values) // 40], values[-1 - len(values) // 40]) if values else (None, None)
        precision, recall = _precision_recall(counts) if kind == "f1" else (None, None)
        return Measure(name, kind, _value(kind, counts), counts, precision, recall, low, high)


def _place(text: str, item: Row, field: str) -> m.Place:
    start = nth_place(text, item[field], item.get("nth", 1))
    return start, start + len(item[field])


def _precision_recall(counts: Sequence[int]) -> tuple[float, float]:
    hits, predicted, wanted = counts
    precision = hits / predicted if predicted else float(not wanted)
    return precision, hits / wanted if wanted else 1.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _value(kind: Kind, counts: Iterable[int]) -> float:
    numbers = tuple(counts)
    if kind == "f1":
        return _f1(*_precision_recall(numbers))
    return numbers[0] / numbers[1] if numbers[1] else 0.0
