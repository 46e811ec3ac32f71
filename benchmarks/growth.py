"""What adding costs as a record grows: `make bench-growth`, or `python benchmarks/growth.py --sizes 1000,3000`.

Builds one record from generated articles, keeps a copy at each size, and adds the next 100 articles
of the stream to each copy, in a process of its own that uses one core. Prints the time of the whole command, of its
parts, and for how long it had a core (where a machine does other work too, that is the figure to go by), the ratio of
the largest to the smallest, and peak memory. The goals: a ratio of at most 2.0, less than 2 GB. What was built is
kept under --folder and used again for the same code.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from generate import articles

HERE = Path(__file__).resolve()
GOAL_RATIO, GOAL_MEGABYTES = 2.0, 2000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,50000", help="articles in the records (default: %(default)s)")
    parser.add_argument("--more", type=int, default=100, help="articles to add to each (default: %(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="how often; the median counts (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes for building")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=HERE.parents[1] / "build" / "growth")
    parser.add_argument("--read", action="store_true", help="also export the largest record, and measure that")
    parser.add_argument("--step", nargs=3, metavar=("RECORD", "ARTICLES", "JOBS"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        step(Path(given.step[0]), given.step[1], int(given.step[2]))
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    sizes = sorted(int(size) for size in given.sizes.split(","))
    records = build(sizes, given.folder, given.seed, given.jobs)
    times = {size: measure(record, size, given) for size, record in records.items()}
    report(times, sizes)
    if given.read:
        read(records[sizes[-1]], given.folder)


# ---- building


def build(sizes: Sequence[int], folder: Path, seed: int, jobs: int) -> dict[int, Path]:
    """A record of each size; each goes on from the one before."""
    found: dict[int, Path] = {}
    before = 0
    for size in sizes:
        record = folder / f"{size}-{seed}.sqlite"
        found[size] = record
        if not is_current(record):
            part = folder / "part.sqlite"
            discard(part)
            if before:
                copy(found[before], part)
            print(f"building the record of {size} articles …", flush=True)
            lines = write(folder / "part.jsonl", seed, before, size)
            did = run_step(part, lines, jobs)
            print(
                f"  {size - before} articles in {did['whole']:.0f} s with {jobs} processes, {memory(did, jobs)}",
                flush=True,
            )
            lines.unlink()
            move(part, record)
            record.with_suffix(".code").write_text(code(), "utf-8")
        before = size
    return found


def is_current(record: Path) -> bool:
    note = record.with_suffix(".code")
    return record.exists() and note.exists() and note.read_text("utf-8") == code()


def code() -> str:
    """What the results and the links of a record depend on."""
    from onrecord import pipeline

    return pipeline.results_key("") + pipeline.linking_key()


def write(path: Path, seed: int, first: int, last: int) -> Path:
    with path.open("w", encoding="utf-8") as out:
        for article in islice(articles(seed), first, last):
            row = {k: v for k, v in asdict(article).items() if k not in ("evening", "kind")}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def copy(record: Path, to: Path) -> None:
    """All of it on the disk: what is still to be written would slow down whoever comes next."""
    discard(to)
    shutil.copy(record, to)
    with to.open("rb+") as file:
        os.fsync(file.fileno())


def discard(record: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{record}{ending}").unlink(missing_ok=True)


def move(record: Path, to: Path) -> None:
    discard(to)
    record.rename(to)


# ---- measuring


def measure(record: Path, size: int, given: argparse.Namespace) -> list[dict[str, float]]:
    """Adds the next articles of the stream to a copy of the record, several times over."""
    lines = write(given.folder / "more.jsonl", given.seed, size, size + given.more)
    found = []
    for _ in range(given.repeat):
        work = given.folder / "work.sqlite"
        copy(record, work)
        found.append(run_step(work, lines, 1))
        discard(work)
    lines.unlink()
    return found


def run_step(record: Path, lines: Path, jobs: int) -> dict[str, float]:
    """One `add` in a process of its own: seconds of the whole and of its parts, megabytes at the peak."""
    command = [sys.executable, str(HERE), "--step", str(record), str(lines), str(jobs)]
    began = time.perf_counter()
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    whole = time.perf_counter() - began
    return {"whole": whole, **json.loads(out.splitlines()[-1])}


def step(record: Path, lines: str, jobs: int) -> None:
    from onrecord import pipeline
    from onrecord.sources.files import read_paths
    from onrecord.store.store import Store

    with Store(record, create=True) as store:
        began = time.perf_counter()
        done = pipeline.add(store, read_paths([lines]), jobs=jobs)
        added = time.perf_counter()
        pipeline.refresh(store)
        linked, worked = time.perf_counter(), time.process_time()
    if done.skipped:
        print(f"{len(done.skipped)} skipped: {done.skipped[0]}", file=sys.stderr)
    print(json.dumps({"reading": added - began, "linking": linked - added, "core": worked, **peaks()}))


def peaks() -> dict[str, float]:
    """Peak memory of this process and of the largest of those that it started, in megabytes."""
    own, others = (resource.getrusage(who).ru_maxrss / 1000 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"megabytes": own, "worker_megabytes": others}


def memory(did: dict[str, float], jobs: int) -> str:
    if not did["worker_megabytes"]:
        return f"peak {did['megabytes']:.0f} MB"
    return f"peak {did['megabytes']:.0f} MB and {jobs} workers of {did['worker_megabytes']:.0f} MB"


def report(times: dict[int, list[dict[str, float]]], sizes: Sequence[int]) -> None:
    middle = {size: {k: statistics.median(t[k] for t in all_) for k in all_[0]} for size, all_ in times.items()}
    heads = ("articles", "whole s", "reading", "linking", "core s", "peak MB")
    print("\n" + " ".join(f"{head:>9}" for head in heads) + "   (adding the next articles of the stream, on one core)")
    for size in sizes:
        t = middle[size]
        parts = " ".join(f"{t[part]:>9.2f}" for part in ("whole", "reading", "linking", "core"))
        print(f"{size:>9} {parts} {t['megabytes']:>9.0f}")
    least, most = middle[sizes[0]], middle[sizes[-1]]
    ratio = most["whole"] / least["whole"]
    alone = most["linking"] / max(least["linking"], 1e-9)
    print(f"\nratio {sizes[-1]}:{sizes[0]}  {ratio:.2f} (goal at most {GOAL_RATIO}); of linking alone {alone:.2f}")
    print(f"peak memory at {sizes[-1]}  {most['megabytes']:.0f} MB (goal below {GOAL_MEGABYTES})")


def read(record: Path, folder: Path) -> None:
    """What an export of the largest record takes."""
    output = folder / "export.jsonl"
    command = ["-m", "onrecord.cli", "export", "--record", str(record), "--output", str(output)]
    began = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True)
    took = time.perf_counter() - began
    print(f"export  {took:.0f} s, {output.stat().st_size / 1e6:.0f} MB, peak {peaks()['worker_megabytes']:.0f} MB")
    output.unlink()


if __name__ == "__main__":
    main()
