"""The report of an evaluation as lines: a table for people, or one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.evaluate.gold import Gold, load_gold
from onrecord.evaluate.rows import read_export
from onrecord.evaluate.scoring import Measure, Miss, Report, evaluate

_AROUND = 60


def run(
    lines: Iterable[str], corpus: Path, gold_folder: Path, pairs: Path | None, *, misses: bool, as_json: bool
) -> Iterator[str]:
    """Scores the lines of an export. Raises `OnrecordError` for gold or pairs that cannot be read."""
    gold = load_gold(corpus, gold_folder)
    labelled = None
    if pairs is not None:
        try:
            labelled = json.loads(pairs.read_text("utf-8"))["pairs"]
        except (OSError, ValueError, KeyError) as error:
            raise OnrecordError(f"no labelled pairs: {error}", where=str(pairs)) from error
    report = evaluate(read_export(lines, gold.texts), gold, labelled)
    if as_json:
        yield json.dumps({x.name: _as_json(x) for x in report.measures}, ensure_ascii=False)
    else:
        yield from table(report)
    if misses:
        yield from (_miss(miss, gold) for miss in report.misses)


def table(report: Report) -> Iterator[str]:
    """A line a measure, in the order of their names."""
    yield f"{'measure':40} {'value':>6}  {'95 % interval':15} counts"
    for x in report.measures:
        interval = f"[{x.low:.3f}, {x.high:.3f}]" if x.low is not None and x.high is not None else ""
        if x.kind == "f1":
            hits, predicted, wanted = x.counts
            detail = f"P {x.precision:.3f}  R {x.recall:.3f}  ({hits} of {wanted} gold, {predicted} found)"
        elif x.kind == "count":
            detail = ""
        else:
            detail = f"({x.counts[0]} of {x.counts[1]})"
        value = f"{x.value:.0f}" if x.kind == "count" else f"{x.value:.3f}"
        yield f"{x.name:40} {value:>6}  {interval:15} {detail}".rstrip()


def _as_json(x: Measure) -> dict[str, object]:
    return {"kind": x.kind, "value": x.value, "counts": x.counts, "p": x.precision, "r": x.recall,
            "low": x.low, "high": x.high}  # fmt: skip


def _miss(miss: Miss, gold: Gold) -> str:
    text = gold.texts.get(miss.document)
    if miss.place is None or text is None:
        return f"{miss.document}: {miss.what}"
    start, end = miss.place
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    # whole words only
    before = text[first:start] if not first else text[first:start].partition(" ")[2]
    after = text[end:last] if last == len(text) else text[end:last].rpartition(" ")[0]
    context = " ".join(f"{before}⟦{text[start:end]}⟧{after}".split())
    return f"{miss.document}: {miss.what}: … {context} …"
