"""Documents a second on one core, beside natasha's pipeline in an environment of its own: `make bench`.

    python benchmarks/bench.py [FOLDER …] [--rounds N] [--json FILE]

In one run, on one core, over the texts of FOLDERs (by default the articles beside the checkout):
onrecord's stages, and natasha 1.6.0's `Doc` (segment, tag_morph, parse_syntax, tag_ner, lemmatize).
They take turns; every turn is a new process that loads its models first. A process's first texts are
slower, since both keep tables of words: so both have two turns, "fresh" and "at work" (after the same
100 other articles, as a worker on a folder is). Medians of the turns are shown.
Then one text at 1x, 10x and 100x its length, stage by stage.
natasha is installed once, under build/.
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
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
CHECKOUT = HERE.parents[1]
CORPUS = CHECKOUT.parent / "shared/corpus"
NATASHA = CHECKOUT / "build/natasha"
STAGES = ("reading", "annotating", "extracting", "linking")
STATES = ("fresh", "at work")
NAMES = ("onrecord", "natasha")
GOAL_RATIO, GOAL_MEGABYTES = 2.0, 700
TIMES = (1, 10, 100)
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
# What the models are loaded with: nothing of what is timed.
TRIAL = "«Проба пройдена», — заявил вчера министр Пробы Иван Пробный на встрече в Пробограде."


# ---- in the processes that are timed


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Clock:
    """Seconds of the processor by stage: with one thread the same as on the wall, but for what others run."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[..., Any], *arguments: Any) -> Any:
        begin = time.process_time()
        done = work(*arguments)
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - begin
        return done


class Onrecord:
    """The stages of the pipeline, one after the other, without the database."""

    def __init__(self) -> None:
        from onrecord.dossier import load_dossier
        from onrecord.extract import extract
        from onrecord.languages import get_language
        from onrecord.link import link
        from onrecord.pipeline import set_tables_aside
        from onrecord.sources.files import read_paths
        from onrecord.sources.reading import make_document

        self._read_paths, self._make, self._link = read_paths, make_document, link
        self._dossier, self._extract = load_dossier(None), extract
        russian = get_language("ru")
        assert russian is not None
        self._russian = russian
        self.text(TRIAL, Clock())
        set_tables_aside()

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
    name, state = who.split(", ")
    begin = time.perf_counter()
    runner = Natasha() if name == "natasha" else Onrecord()
    out: dict[str, Any] = {"load": time.perf_counter() - begin}
    if state == "at work":
        runner.all(others(paths), Clock())
    clock = Clock()
    out["memory"] = runner.all(paths, clock)
    out["seconds"] = clock.seconds
    return out


def others(paths: list[Path]) -> list[Path]:
    """Articles that are not timed, to be at work on."""
    found = sorted((CORPUS / "news_train").glob("*.txt")) or sorted((CHECKOUT / "tests/gold").rglob("*.txt"))
    return [path for path in found if path not in paths][:100]


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


def table(turns: dict[str, list[dict[str, Any]]], count: int) -> Iterator[str]:
    def median(name: str, state: str, stages: Sequence[str]) -> float:
        return statistics.median(sum(turn["seconds"][stage] for stage in stages) for turn in turns[f"{name}, {state}"])

    def row(title: str, name: str, stages: Sequence[str]) -> str:
        return f"{title:26}" + "".join(f"{count / median(name, state, stages):10.1f}" for state in STATES)

    a_document = STAGES[:3]
    yield f"{'documents a second':26}" + "".join(f"{state:>10}" for state in STATES)
    for stage in STAGES:
        yield row(f"  {stage}", "onrecord", [stage])
    yield row("onrecord, a document", "onrecord", a_document)
    yield row("onrecord with linking", "onrecord", STAGES)
    yield row("natasha, annotating", "natasha", ["annotating"])
    ratios = [median("natasha", state, ["annotating"]) / median("onrecord", state, a_document) for state in STATES]
    yield f"{'ratio':26}" + "".join(f"{ratio:10.2f}" for ratio in ratios) + f"   (goal: at least {GOAL_RATIO})"
    peak = max(turn["memory"]["worker"] for turn in turns["onrecord, at work"])
    stock_peak = max(turn["memory"]["all"] for turn in turns["natasha, at work"])
    yield f"peak memory of a worker   {peak:7} MB   (goal: less than {GOAL_MEGABYTES}; natasha {stock_peak})"
    loads = {name: statistics.median(turn["load"] for turn in turns[f"{name}, fresh"]) for name in NAMES}
    yield f"load                      {loads['onrecord']:7.1f} s    (natasha {loads['natasha']:.1f})"


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
    parser.add_argument("--turn", help=argparse.SUPPRESS)
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
    turns: dict[str, list[dict[str, Any]]] = {f"{name}, {state}": [] for state in STATES for name in NAMES}
    for _ in range(options.rounds):
        for who, done in turns.items():
            done.append(run(stock if who.startswith("natasha") else python, who, *names))
    print("\n".join(table(turns, len(paths))), flush=True)
    by_size = sorted(paths, key=lambda path: (path.stat().st_size, path.name))
    lengths = run(python, "longer", str(by_size[len(by_size) // 2]))
    print("\n".join(growth(lengths)))
    if options.json:
        options.json.write_text(json.dumps({**turns, "longer": lengths}, indent=1), "utf-8")


if __name__ == "__main__":
    main()
