"""Runs the stages: articles to results in worker processes, results to rows in one writer."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path

from onrecord import linking
from onrecord.compare import compare
from onrecord.dossier import Dossier, load_dossier, parse_dossier
from onrecord.errors import OnrecordError, SourceError, StoreError
from onrecord.extract import extract
from onrecord.languages import SUPPORTED, get_language
from onrecord.link import link
from onrecord.link.build import latest
from onrecord.model.clock import period
from onrecord.model.dates import Date
from onrecord.model.document import document_id
from onrecord.model.finding import Finding
from onrecord.model.linked import Record
from onrecord.model.record import Extraction
from onrecord.sources.files import Item
from onrecord.sources.reading import Given, make_document
from onrecord.store import codec
from onrecord.store.rows import read_decisions, read_document, read_extraction
from onrecord.store.store import Store, StoredDocument

# What works out a document's results: changed code or changed models mean new results.
_STAGES = ("model", "sources", "languages", "dossier", "extract")
_LINKING = ("model", "dossier", "link", "compare")
_MODELS = ("razdel", "navec", "slovnet", "natasha", "pymorphy3", "pymorphy3-dicts-ru", "py3langid")
# Fewer articles than this are done sooner by one process than others take to start.
_WORTH_A_POOL = 80
_IN_FLIGHT = 8


Opened = tuple[Record, tuple[Finding, ...]]
"""A record with its findings."""


@dataclass(slots=True)
class Progress:
    """How far `add` has come; handed to its caller after every article."""

    added: int = 0
    unchanged: int = 0
    again: int = 0
    skipped: list[OnrecordError] = field(default_factory=list)

    def count(self, other: Progress) -> None:
        """Counts in what another run did; what it skipped is its caller's to tell."""
        self.added += other.added
        self.unchanged += other.unchanged
        self.again += other.again


@dataclass(frozen=True, slots=True)
class Task:
    """One article on its way to a worker: everything that it takes to work it out."""

    id: str
    source: str
    raw: str
    given: Given


def add(
    store: Store,
    items: Iterable[Item | SourceError],
    *,
    dossier_text: str | None = None,
    jobs: int = 1,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Progress:
    """Reads articles into the record; `refresh` links them.

    What is there already costs nothing; articles whose results were worked out by other code or
    with another dossier are worked out again. Each article is one transaction: whatever stops
    this loses at most those in hand, and running it again completes the record. What could not
    be read is in `Progress.skipped`. Raises `StoreError`, `DossierError`.
    """
    text = _choose_dossier(store, dossier_text)
    key = results_key(text)
    progress = Progress()
    known = store.result_keys()
    tasks = _tasks(store, items, known, key, progress, on_progress)
    for result in _run(tasks, text, key, jobs):
        if isinstance(result, OnrecordError):
            progress.skipped.append(result)
        else:
            stored, warning = result
            store.put(stored)
            if warning:
                progress.skipped.append(warning)
        on_progress(progress)
    return progress


def refresh(store: Store) -> list[OnrecordError]:
    """Links and compares what has been added since that was last done; all of it, if the code or the dossier has
    changed.

    A fault of a finder costs what it would have found in one place: such places of the record come back as errors.
    """
    faults = linking.refresh(store, record_dossier(store), linking_key())
    store.keep_listed()  # so that a desk need not do it while people read
    return faults


def linking_key() -> str:
    """What the rows depend on beside the articles' results, the dossier and people's decisions."""
    return _code(_LINKING)


def open_record(store: Store, as_of: Date | None = None) -> Opened:
    """The record and its findings, as they stand or as they could be known on a day."""
    if as_of is not None:
        return _link(store, as_of)
    refresh(store)
    return linking.read(store)


def catch_up(path: Path) -> None:
    """Brings the rows and findings of a record in step with its articles and decisions."""
    with Store(path) as store:
        refresh(store)


def known_on(path: Path, day: Date) -> Opened:
    """The record of a file as it could be known on a day."""
    with Store(path) as store:
        return open_record(store, day)


def open_period(store: Store, since: Date, as_of: Date | None = None) -> tuple[Opened, Opened]:
    """The record as it could be known on the eve of a day, and as it stands on another: by default the latest day.

    Raises `OnrecordError` where the period ends before it begins, or no article bears a date.
    """
    eve, last = period(since, as_of or latest(read_document(stored) for stored in store.documents()))
    return _link(store, eve), _link(store, last)


def record_dossier(store: Store) -> Dossier:
    """The dossier that the record was made with."""
    return parsed(store.get("dossier") or "")


def _link(store: Store, as_of: Date | None) -> Opened:
    documents, extractions = [], {}
    for stored in store.documents():
        documents.append(read_document(stored))
        extractions[stored.id] = read_extraction(stored)
    record = link(documents, extractions, record_dossier(store), read_decisions(store), as_of)
    return record, compare(record, lambda _: None)  # where finders fail is told when articles are added


# ---- which articles


def _tasks(
    store: Store,
    items: Iterable[Item | SourceError],
    known: Mapping[str, str],
    key: str,
    progress: Progress,
    on_progress: Callable[[Progress], None],
) -> Iterator[Task]:
    """The articles that have no results under this key: new ones first, then stale ones of the store."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, SourceError):
            progress.skipped.append(item)
        else:
            id_ = document_id(item.source, item.raw)
            if id_ not in seen:
                seen.add(id_)
                if known.get(id_) == key:
                    progress.unchanged += 1
                else:
                    progress.added += id_ not in known
                    progress.again += id_ in known
                    yield task_of(item)
        on_progress(progress)
    for id_ in sorted(id_ for id_, old in known.items() if old != key and id_ not in seen):
        stored = store.document(id_)
        if stored:
            try:
                task = Task(id_, stored.source, stored.raw, codec.load(Given, stored.given))
            except StoreError as error:
                progress.skipped.append(StoreError(error.message, where=stored.source, hint=error.hint))
            else:
                progress.again += 1
                yield task


def task_of(item: Item) -> Task:
    """What has to be worked out for an article."""
    return Task(document_id(item.source, item.raw), item.source, item.raw, item.given)


def _choose_dossier(store: Store, text: str | None) -> str:
    """The dossier's text: the given one, else the record's own; a new one is noted in the record."""
    old = store.get("dossier")
    chosen = text if text is not None else old or ""
    parsed(chosen)
    if chosen != old:
        store.set("dossier", chosen)
    return chosen


@cache
def parsed(text: str) -> Dossier:
    """A dossier from its text; the one that comes with the package for none."""
    return parse_dossier([("the record's dossier", text)]) if text else load_dossier(None)


# ---- working them out


def results_key(dossier_text: str) -> str:
    """What the results of a document depend on beside its own text."""
    models = (f"{name} {version(name)}" for name in _MODELS)
    return _digest(_code(_STAGES), *models, parsed(dossier_text).fingerprint)


@cache
def _code(folders: tuple[str, ...]) -> str:
    """A digest of the code and the data of some of the package's folders."""
    root = Path(__file__).parent
    parts = []
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                parts += [path.relative_to(root).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()]
    return _digest(*parts)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


_Result = tuple[StoredDocument, SourceError | None] | OnrecordError


def work_out(task: Task, dossier_text: str, key: str) -> _Result:
    """One article through reading, annotating and extracting: a pure function of its arguments.

    A fault in our own code costs this article and no other: it comes back as an error that names it.
    """
    try:
        dossier = parsed(dossier_text)
        document = make_document(task.source, task.raw, dossier, task.given)
        language = get_language(document.language)
        warning = None
        if language is None:
            extraction = Extraction(document.id)
            message = f"kept, but not analysed: its language is {document.language or 'unknown'}"
            warning = SourceError(message, where=task.source, hint=f"served so far: {', '.join(SUPPORTED)}")
        else:
            annotation = language.annotator.annotate(document.raw, document.body)
            extraction = extract(document, annotation, language, dossier)
    except OnrecordError as error:
        return error
    except Exception as error:
        message = f"could not be analysed ({type(error).__name__}: {error})"
        return OnrecordError(message, where=task.source, hint="please report it with the article")
    set_tables_aside()
    data, rows = codec.dump_document(document), codec.dump(extraction)
    given = codec.dump(task.given)
    kept = StoredDocument(document.id, document.source, document.sha256, document.raw, given, data, key, rows)
    return kept, warning


@cache
def set_tables_aside() -> None:
    """Takes what the first article made a process load out of the garbage collector's rounds: it stays for good.

    Models and dictionaries are a million objects, to be gone through again and again for the few that an
    article leaves behind; and those few go when the last reference to them does: of 586 articles 66 objects were left
    for the collector. So its rounds are rare; with articles that are kept one of 100,000 objects took 40 ms.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(1_000_000, 10, 100)


def _run(tasks: Iterator[Task], dossier_text: str, key: str, jobs: int) -> Iterator[_Result]:
    """Results in any order. Few articles are worked out here, many by as many processes as allowed."""
    first = list(islice(tasks, _WORTH_A_POOL)) if jobs > 1 else []
    if len(first) < _WORTH_A_POOL:
        for task in chain(first, tasks):
            yield work_out(task, dossier_text, key)
        return
    with _pool(jobs) as pool:
        waiting: set[Future[_Result]] = set()
        try:
            for task in chain(first, tasks):
                waiting.add(pool.submit(work_out, task, dossier_text, key))
                if len(waiting) >= jobs * _IN_FLIGHT:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        except BrokenProcessPool as error:
            message = "a worker process died; what was worked out is kept"
            raise OnrecordError(message, hint="run the same again, perhaps with --jobs 1") from error
        finally:
            for future in waiting:
                future.cancel()


def _pool(jobs: int) -> ProcessPoolExecutor:
    # One core a process: the libraries below must not start threads of their own. The variables
    # are read when a process starts, and these processes start anew (spawn).
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
