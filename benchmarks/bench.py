"""Documents a second on one core, beside natasha's pipeline in an environment of its own: `make bench`.

    python benchmarks/bench.py [FOLDER …] [--rounds N] [--json FILE]

In one run, on one core, over the texts of FOLDERs (by default the articles beside the checkout):
onrecord's stages, and natasha 1.6.0's `Doc` (segment, tag_morph, parse_syntax, tag_ner, lemmatize).
The two take turns; every turn is a new process that loads its models first and then reads all texts
twice: new to it, and once more. Medians of the turns are shown; the ratio that counts is the one of new texts.
Then one text at 1x, 10x and 100x its length, stage by stage. natasha is installed once, under build/.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
CHECKOUT = HERE.parents[1]
CORPUS = CHECKOUT.parent / "shared/corpus"
NATASHA = CHECKOUT / "build/natasha"
STAGES = ("reading", "annotating", "extracting", "linking")
GOAL_RATIO, GOAL_MEGABYTES = 2.0, 700
TIMES = (1, 10, 100)
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
# What the models are loaded with: nothing of what is timed.
TRIAL = "«Проба пройдена», — заявил вчера министр Пробы Иван Пробный на встрече в Пробограде."


# ---- in the processes that are timed


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[..., Any], *arguments: Any) -> Any:
        begin = time.perf_counter()
        done = work(*arguments)
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - begin
        return done


class Onrecord:
    """The stages of the pipeline, one after the other, without the database."""

    def __init__(self) -> None:
        from onrecord.dossier import load_dossier
        from onrecord.extract import extract
        from onrecord.languages import get_language
        from onrecord.link import link
        from onrecord.sources.files import read_paths
        from onrecord.sources.reading import make_document

        self._read_paths, self._make, self._link = read_paths, make_document, link
        self._dossier, self._extract = load_dossier(None), extract
        russian = get_language("ru")
        assert russian is not None
        self._russian = russian
        self.text(TRIAL, Clock())

    def text(self, raw: str, clock: Clock) -> tuple[Any, Any]:
        document = clock.time("reading", self._make, "text", raw, self._dossier)
        annotation = clock.time("annotating", self._russian.annotator.annotate, raw, document.body)
        extraction = clock.time("extracting", self._extract, document, annotation, self._russian, self._dossier)
        return document, extraction

    def all(self, paths: list[Path], clock: Clock) -> dict[str, int]:
        documents, extractions = [], {}
        for path in paths:
            (item,) = clock.time("reading", lambda p=path: list(self._read_paths([str(p)])))
            document = clock.time("reading", self._make, item.source, item.raw, self._dossier, item.given)
            annotation = clock.time("annotating", self._russian.annotator.annotate, document.raw, document.body)
            extraction = clock.time("extracting", self._extract, document, annotation, self._russian, self._dossier)
            documents.append(document)
            extractions[document.id] = extraction
        worker = memory()
        clock.time("linking", self._link, documents, extractions, self._dossier)
        return {"worker": worker, "all": memory()}


class Natasha:
    """The stock pipeline. pymorphy2 asks for a function that Python 3.11 no longer has."""

    def __init__(self) -> None:
        import inspect

        if not hasattr(inspect, "getargspec"):
            inspect.getargspec = lambda f: inspect.getfullargspec(f)[:4]  # type: ignore[attr-defined]
        import natasha

        self._doc = natasha.Doc
        self._segmenter, self._vocab = natasha.Segmenter(), natasha.MorphVocab()
        embedding = natasha.NewsEmbedding()
        self._morph = natasha.NewsMorphTagger(embedding)
        self._syntax = natasha.NewsSyntaxParser(embedding)
        self._ner = natasha.NewsNERTagger(embedding)
        self._annotate(TRIAL)

    def _annotate(self, raw: str) -> None:
        doc = self._doc(raw)
        doc.segment(self._segmenter)
        doc.tag_morph(self._morph)
        doc.parse_syntax(self._syntax)
        doc.tag_ner(self._ner)
        for token in doc.tokens:
            token.lemmatize(self._vocab)

    def all(self, paths: list[Path], clock: Clock) -> dict[str, int]:
        for path in paths:
            with path.open(encoding="utf-8", newline="") as file:
                raw = file.read()
            clock.time("annotating", self._annotate, raw)
        return {"all": memory()}


def turn(who: str, paths: list[Path]) -> dict[str, Any]:
    begin = time.perf_counter()
    runner = Onrecord() if who == "onrecord" else Natasha()
    out: dict[str, Any] = {"load": time.perf_counter() - begin}
    for name in ("new", "again"):
        clock = Clock()
        out["memory"] = runner.all(paths, clock)
        out[name] = clock.seconds
    return out


def longer(path: Path) -> dict[str, Any]:
    """The stages over one text at 1x, 10x, 100x its length; small lengths several times, the least is kept."""
    runner = Onrecord()
    with path.open(encoding="utf-8", newline="") as file:
        raw = file.read()
    out: dict[str, Any] = {"characters": len(raw)}
    for times in TIMES:
        rounds = []
        for _ in range(5 if times == 1 else 2 if times == 10 else 1):
            clock = Clock()
            runner.text("\n".join([raw] * times), clock)
            rounds.append(clock.seconds)
        out[str(times)] = {stage: min(r[stage] for r in rounds) for stage in STAGES[:3]}
    return out


# ---- in the process that compares


def run(python: Path, *arguments: str) -> Any:
    core = {min(os.sched_getaffinity(0))}
    done = subprocess.run(
        [str(python), str(HERE), "--turn", *arguments],
        env={**os.environ, **ONE_CORE},
        stdout=subprocess.PIPE,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, core),
    )
    return json.loads(done.stdout.splitlines()[-1])


def natasha_python() -> Path:
    python = NATASHA / "bin/python"
    if not (NATASHA / "installed").exists():
        print(f"installing natasha into {NATASHA} …", flush=True)
        venv.create(NATASHA, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run([*pip, "natasha==1.6.0", "setuptools<81"], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"natasha could not be installed:\n{done.stderr}")
        (NATASHA / "installed").touch()
    return python


def medians(turns: list[dict[str, Any]], name: str) -> dict[str, float]:
    stages = turns[0][name]
    return {stage: statistics.median(turn[name][stage] for turn in turns) for stage in stages}


def table(ours: list[dict[str, Any]], theirs: list[dict[str, Any]], count: int) -> Iterator[str]:
    yield f"{'documents a second':22}{'new':>10}{'again':>10}"
    for stage in STAGES:
        seconds = [medians(ours, name)[stage] for name in ("new", "again")]
        yield f"  {stage:20}" + "".join(f"{count / s:10.1f}" for s in seconds)
    totals = [statistics.median(sum(t[name].values()) for t in ours) for name in ("new", "again")]
    work = [statistics.median(work_of(t, name) for t in ours) for name in ("new", "again")]
    stock = [medians(theirs, name)["annotating"] for name in ("new", "again")]
    yield f"{'onrecord, a document':22}" + "".join(f"{count / s:10.1f}" for s in work)
    yield f"{'onrecord with linking':22}" + "".join(f"{count / s:10.1f}" for s in totals)
    yield f"{'natasha, annotating':22}" + "".join(f"{count / s:10.1f}" for s in stock)
    yield f"{'ratio':22}" + "".join(f"{s / w:10.2f}" for s, w in zip(stock, work, strict=True))
    yield f"\nratio on new texts     {stock[0] / work[0]:.2f}  (goal: at least {GOAL_RATIO})"
    peak = max(t["memory"]["worker"] for t in ours)
    stock_peak = theirs[0]["memory"]["all"]
    yield f"peak memory, a worker  {peak} MB  (goal: less than {GOAL_MEGABYTES}); natasha {stock_peak} MB"
    load = statistics.median(t["load"] for t in ours)
    yield f"load                   {load:.1f} s; natasha {statistics.median(t['load'] for t in theirs):.1f} s"


def work_of(turn: dict[str, Any], name: str) -> float:
    """What a document costs: all stages but linking, which is of the whole record."""
    return sum(seconds for stage, seconds in turn[name].items() if stage != "linking")


def growth(lengths: dict[str, Any]) -> Iterator[str]:
    yield (
        f"\none text of {lengths['characters']} characters, seconds"
        + "".join(f"{n:>9}x" for n in TIMES)
        + "   100x : 10x"
    )
    for stage in STAGES[:3]:
        seconds = [lengths[str(n)][stage] for n in TIMES]
        yield f"  {stage:35}" + "".join(f"{s:10.3f}" for s in seconds) + f"{seconds[2] / max(seconds[1], 1e-9):10.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[CORPUS / "news_dev", CORPUS / "seeds"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write all measurements there as well")
    parser.add_argument("--turn", choices=("onrecord", "natasha", "longer"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.turn == "longer":
        print(json.dumps(longer(options.folders[0])))
        return
    if options.turn:
        print(json.dumps(turn(options.turn, options.folders)))
        return
    paths = sorted(path for folder in options.folders for path in folder.glob("*.txt"))
    if not paths:
        sys.exit(f"no texts in {', '.join(map(str, options.folders))}: give folders of .txt files")
    names = [str(path) for path in paths]
    python, stock = Path(sys.executable), natasha_python()
    print(f"{len(paths)} texts, one core, {options.rounds} turns each", flush=True)
    ours, theirs = [], []
    for _ in range(options.rounds):
        ours.append(run(python, "onrecord", *names))
        theirs.append(run(stock, "natasha", *names))
    print("\n".join(table(ours, theirs, len(paths))), flush=True)
    by_size = sorted(paths, key=lambda path: (path.stat().st_size, path.name))
    lengths = run(python, "longer", str(by_size[len(by_size) // 2]))
    print("\n".join(growth(lengths)))
    if options.json:
        options.json.write_text(json.dumps({"onrecord": ours, "natasha": theirs, "longer": lengths}, indent=1), "utf-8")


if __name__ == "__main__":
    main()
