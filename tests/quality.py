"""How right onrecord is on annotated articles, beside the floors that CI holds (`gold/floors.json`).

    python tests/quality.py [SET…] [--write]

prints each measure with its floor and, where the plan asks for a figure, that figure; `--write` sets
the floors anew from what was measured (look at the difference before you commit it).
"""

from __future__ import annotations

import json
import math
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord import pipeline
from onrecord.evaluate import evaluate, load_gold, read_export
from onrecord.evaluate.scoring import Measure
from onrecord.sources.files import read_paths
from onrecord.store.store import Store
from onrecord.views.jsonl import export_lines

TESTS = Path(__file__).parent
FLOORS = TESTS / "gold" / "floors.json"
EXAMPLES = TESTS.parent / "examples"
SHARED = Path(os.environ.get("ONRECORD_SHARED", TESTS.parents[1] / "shared"))

# How far a floor lies below what was measured: this, or one row where there are few, but no more than that.
_MARGIN = 0.025
_MOST = 0.1


@dataclass(frozen=True, slots=True)
class Annotated:
    """A folder of articles with the folder of their gold, and the dossier they are read with (None: our own)."""

    texts: Path
    gold: Path
    dossier: Path | None = None


SETS: Mapping[str, Annotated] = {
    "story": Annotated(EXAMPLES / "story", TESTS / "gold" / "story", EXAMPLES / "dossier.yaml"),
    "articles": Annotated(TESTS / "gold" / "articles", TESTS / "gold" / "articles"),
    "seeds": Annotated(SHARED / "corpus" / "seeds", SHARED / "gold" / "seeds"),
    "news_train": Annotated(SHARED / "corpus" / "news_train", SHARED / "gold" / "news_train"),
}
OURS = ("story", "articles")


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a measure may be; `wanted` is what the plan asks for, which may not be reached yet."""

    least: float
    wanted: float | None = None


@cache
def measured(name: str) -> Mapping[str, tuple[float, int]]:
    """Each measure of a set with the number of gold rows it rests on, from one run of the whole pipeline.

    F1 measures have both halves too, as `findings:precision` and `findings:recall`. Raises `RuntimeError` where an
    article was not taken.
    """
    annotated = SETS[name]
    dossier = annotated.dossier.read_text("utf-8") if annotated.dossier else None
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "r.sqlite", create=True) as store:
        done = pipeline.add(store, read_paths([annotated.texts]), dossier_text=dossier)
        if done.skipped:
            raise RuntimeError(f"{name}: {len(done.skipped)} articles not taken, the first: {done.skipped[0]}")
        lines = list(export_lines(*pipeline.open_record(store)))
    gold = load_gold(annotated.texts, annotated.gold)
    return dict(_figures(evaluate(read_export(lines, gold.texts), gold).measures))


def _figures(measures: tuple[Measure, ...]) -> Iterator[tuple[str, tuple[float, int]]]:
    for x in measures:
        yield x.name, (x.value, x.counts[-1])
        if x.precision is not None:
            yield f"{x.name}:precision", (x.precision, x.counts[1])
        if x.recall is not None:
            yield f"{x.name}:recall", (x.recall, x.counts[2])


def read_floors() -> dict[str, dict[str, Floor]]:
    """The floors of every set by measure."""
    sets = json.loads(FLOORS.read_text("utf-8"))["sets"]
    return {name: {key: Floor(x["floor"], x.get("wanted")) for key, x in held.items()} for name, held in sets.items()}


def fallen(name: str) -> list[str]:
    """A line for each measure of a set that lies below its floor, or is no longer there."""
    values = measured(name)
    lines = []
    for key, floor in read_floors()[name].items():
        if key not in values:
            lines.append(f"{name} {key}: no longer measured, floor {floor.least:.3f}")
        elif values[key][0] < floor.least - 1e-9:
            lines.append(f"{name} {key}: measured {values[key][0]:.3f}, floor {floor.least:.3f}")
    return lines


# ---- as a script


def new_floor(value: float, of: int, wanted: float | None) -> Floor:
    """A little below what was measured; never below what is wanted if that is reached, nor above what is measured."""
    least = math.floor(100 * (value - min(max(_MARGIN, 1 / max(of, 1)), _MOST)) + 1e-6) / 100
    if wanted is not None:
        least = max(least, wanted) if value >= wanted else math.floor(100 * value + 1e-6) / 100
    return Floor(max(least, 0.0), wanted)


def write_floors(names: list[str]) -> None:
    """Sets the floors of these sets from what is measured now, for the measures that the file names."""
    floors = read_floors()
    for name in names:
        for key, old in floors[name].items():
            if key in measured(name):
                floors[name][key] = new_floor(*measured(name)[key], old.wanted)
    about = json.loads(FLOORS.read_text("utf-8"))["about"]
    sets = {
        name: {
            key: {"floor": floor.least} | ({} if floor.wanted is None else {"wanted": floor.wanted})
            for key, floor in held.items()
        }
        for name, held in floors.items()
    }
    text = json.dumps({"about": about, "sets": sets}, ensure_ascii=False, indent=1)
    # One measure a line, so that a difference shows which one moved.
    text = text.replace('{\n    "floor"', '{"floor"').replace(',\n    "wanted"', ', "wanted"').replace("\n   }", "}")
    FLOORS.write_text(text + "\n", "utf-8")


def report(name: str) -> Iterator[str]:
    """A line a measure: measured, floor, wanted, and a mark where one of them is not reached."""
    yield f"{name:40} {'measured':>8} {'floor':>6} {'wanted':>6}"
    values = measured(name)
    for key, floor in read_floors()[name].items():
        value = values[key][0] if key in values else math.nan
        wanted = "" if floor.wanted is None else f"{floor.wanted:.2f}"
        mark = "" if value >= floor.least - 1e-9 else "FALLEN"
        if not mark and floor.wanted is not None and value < floor.wanted:
            mark = "not there yet"
        yield f"  {key:38} {value:8.3f} {floor.least:6.2f} {wanted:>6} {mark}".rstrip()


def main(arguments: list[str]) -> int:
    """Prints measured values beside their floors; 1 where one has fallen."""
    names = [x for x in arguments if not x.startswith("-")]
    if unknown := [x for x in names if x not in SETS]:
        print(f"no such set: {', '.join(unknown)}; there are {', '.join(SETS)}", file=sys.stderr)
        return 2
    names = names or [name for name in SETS if SETS[name].texts.is_dir()]
    if "--write" in arguments:
        write_floors(names)
    for name in names:
        print("\n".join(report(name)), flush=True)
    return int(any(fallen(name) for name in names))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
