"""How fast a record goes out, and in how much memory: `make bench-export`, or `benchmarks/export.py --size 1000`.

Exports a record of generated articles to JSON Lines and to Parquet, each in a process of its own, and holds them
against what writes the same rows from memory: bare `json.dumps`, and pyarrow's own writer. Prints rows a second, the
ratio, and peak memory (the goal: less than 500 MB). The record is `build/growth/SIZE-1.sqlite`, built by
`benchmarks/growth.py` where it is missing, and brought in step with the code beforehand.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from growth import build, is_current

if TYPE_CHECKING:
    from onrecord.views.exports import Rows

Json = dict[str, Any]

HERE = Path(__file__).resolve()
GOAL_MEGABYTES = 500
FORMS = ("jsonl", "parquet")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=50_000, help="articles in the record (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes for building")
    parser.add_argument("--folder", type=Path, default=HERE.parents[1] / "build" / "growth")
    parser.add_argument("--record", type=Path, help="a record of your own instead")
    parser.add_argument("--step", nargs=3, metavar=("WHAT", "RECORD", "OUTPUT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        STEPS[given.step[0]](Path(given.step[1]), Path(given.step[2]))
        return
    record = given.record
    if record is None:
        given.folder.mkdir(parents=True, exist_ok=True)
        record = given.folder / f"{given.size}-1.sqlite"
        if not is_current(record):
            build([given.size], given.folder, 1, given.jobs)
    run("ready", record, Path(os.devnull))
    heads = ("format", "rows", "seconds", "rows/s", "bare rows/s", "ratio", "MB written", "peak MB")
    print(" ".join(f"{head:>11}" for head in heads))
    worst = 0.0
    for form in FORMS:
        output = record.with_suffix(f".{form}")
        did, bare = run(form, record, output), run(f"bare-{form}", record, output)
        size, worst = output.stat().st_size / 1e6, max(worst, did["megabytes"])
        output.unlink()
        speed, best = did["rows"] / did["seconds"], bare["rows"] / bare["seconds"]
        print(
            f"{form:>11} {did['rows']:>11.0f} {did['seconds']:>11.1f} {speed:>11.0f} {best:>11.0f} "
            f"{speed / best:>11.2f} {size:>11.1f} {did['megabytes']:>11.0f}"
        )
    print(f"\npeak memory  {worst:.0f} MB (goal below {GOAL_MEGABYTES})")


def run(what: str, record: Path, output: Path) -> dict[str, float]:
    """One step in a process of its own: rows, seconds, megabytes at the peak."""
    command = [sys.executable, str(HERE), "--step", what, str(record), str(output)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def say(rows: int, seconds: float) -> None:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"rows": rows, "seconds": max(seconds, 1e-9), "megabytes": megabytes}))


def ready(record: Path, output: Path) -> None:
    """Rows and findings are brought in step with the code."""
    from onrecord import pipeline
    from onrecord.store.store import Store

    began = time.perf_counter()
    with Store(record) as store:
        pipeline.refresh(store)
    say(0, time.perf_counter() - began)


def export(record: Path, output: Path) -> None:
    """What the command does, from the opening of the record on."""
    from onrecord.replacing import replacing
    from onrecord.store.store import Store
    from onrecord.views.exports import TYPES, choose, format_of, stored, write_export

    form = format_of(output.suffix[1:])
    began = time.perf_counter()
    with Store(record) as store, store.everything() as everything, replacing(output) as file:
        rows = stored(everything, choose())
        write_export(form, rows, file)
        took = time.perf_counter() - began
        count = sum(len(rows.ids(kind)) for kind in TYPES if kind != "decision") + len(rows.decisions())
    say(count, took)


def bare_jsonl(record: Path, output: Path) -> None:
    """The same rows from memory, a part at a time; only the writing is measured."""
    from onrecord.views.exports.lines import json_rows
    from onrecord.views.exports.reading import chunks

    def put(some: list[Json]) -> None:
        for row in some:
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")

    with output.open("wb") as out:
        measure(record, lambda rows: chunks(json_rows(rows), 5_000), put)


def bare_parquet(record: Path, output: Path) -> None:
    """The same for Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from onrecord.views.exports import TYPES
    from onrecord.views.exports.parquet import groups, schema_of
    from onrecord.views.exports.tables import columns_of

    schema = schema_of(columns_of(TYPES))
    with pq.ParquetWriter(output, schema, compression="zstd") as writer:
        measure(record, groups, lambda some: writer.write_batch(pa.RecordBatch.from_pylist(some, schema)))


def measure(record: Path, parts: Callable[[Rows], Iterator[list[Json]]], put: Callable[[list[Json]], object]) -> None:
    from onrecord.store.store import Store
    from onrecord.views.exports import choose, stored

    count, took = 0, 0.0
    with Store(record) as store, store.everything() as everything:
        for some in parts(stored(everything, choose())):
            began = time.perf_counter()
            put(some)
            took += time.perf_counter() - began
            count += len(some)
    say(count, took)


STEPS = {"ready": ready, "jsonl": export, "parquet": export, "bare-jsonl": bare_jsonl, "bare-parquet": bare_parquet}

if __name__ == "__main__":
    main()
