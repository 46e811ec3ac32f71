"""Takes back what `onrecord export --with-texts` wrote: articles, the dossier and what people decided.

Rows are made anew from these, so that a record that was imported is one like any other. The whole file is looked
through before anything is made of it, and the record is built beside its name.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, get_args

from onrecord import pipeline
from onrecord.errors import OnrecordError, SourceError
from onrecord.model.document import document_id, sha256_of
from onrecord.model.linked import Decision, Verb
from onrecord.sources.files import Item
from onrecord.sources.reading import Given
from onrecord.store import codec
from onrecord.store.lookup import SHAPES
from onrecord.store.store import Store

TYPES = (*SHAPES, "decision", "record")
# An article has five megabytes at most, and a character six bytes where it is escaped.
_LONGEST = 40_000_000
Progress = Callable[[pipeline.Progress], None]


@dataclass(slots=True)
class Contents:
    """What a file holds beside its articles."""

    documents: set[str] = field(default_factory=set)
    decisions: dict[str, tuple[int, Decision]] = field(default_factory=dict)
    dossier: str | None = None


def import_record(
    file: IO[bytes], name: str, record: Path, *, jobs: int = 1, on_progress: Progress = lambda _: None
) -> pipeline.Progress:
    """Makes the record of an export. `file` can be read twice; `name` is what it is called in errors.

    Raises `SourceError` where the file is none, is damaged or has no texts, and `OnrecordError` where there is a record
    of that name already, or it cannot be made; then nothing is left of it.
    """
    if record.exists():
        raise OnrecordError("is there already", where=str(record), hint="name another file with --record")
    if not record.parent.is_dir():
        raise OnrecordError("no such folder", where=str(record.parent))
    contents = look_through(file, name)
    try:
        folder = Path(tempfile.mkdtemp(prefix=".importing-", dir=record.parent))
    except OSError as error:
        raise OnrecordError(error.strerror or "cannot be written", where=str(record.parent)) from error
    try:
        done = _build(folder / record.name, file, name, contents, jobs, on_progress)
        os.replace(folder / record.name, record)
    except OSError as error:
        raise OnrecordError(error.strerror or "cannot be written", where=str(record)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return done


def look_through(file: IO[bytes], name: str) -> Contents:
    """Checks all of a file. Raises `SourceError` with the line at which it is wrong."""
    contents, ended, count = Contents(), False, 0
    for number, row in _rows(file, name):
        where = f"{name}:{number}"
        if ended:
            raise SourceError("damaged: something comes behind the end", where=where)
        if row["type"] == "document" and "text" not in row:
            hint = "made with: onrecord export --with-texts"
            raise SourceError("an article without its text, so that nothing can be made of it", where=where, hint=hint)
        try:
            if row["type"] == "document":
                _document(row, contents)
            elif row["type"] == "decision":
                _decision(row, contents)
            elif row["type"] == "record":
                ended = True
                contents.dossier = _text(row["dossier"]) if "dossier" in row else None
                if row.get("lines") != count:
                    raise ValueError(f"there were {row.get('lines')} lines before this one, and {count} are left")
        except (KeyError, TypeError, ValueError, OnrecordError) as error:
            what = f"no {error.args[0]}" if isinstance(error, KeyError) else str(getattr(error, "message", error))
            raise SourceError(f"damaged: {what}", where=where) from error
        count += 1
    if not count:
        raise SourceError("this is no export of a record: it is empty", where=name)
    if contents.documents and not ended:
        raise SourceError("damaged: its end is missing", where=name, hint="export it again")
    if not ended:
        raise SourceError("there are no articles in it", where=name, hint="made with: onrecord export --with-texts")
    return contents


def _build(
    record: Path, file: IO[bytes], name: str, contents: Contents, jobs: int, on_progress: Progress
) -> pipeline.Progress:
    with Store(record, create=True) as store:
        done = pipeline.add(
            store, _items(file, name), dossier_text=contents.dossier, jobs=jobs, on_progress=on_progress
        )
        for _, decision in sorted(contents.decisions.values(), key=lambda pair: (pair[0], pair[1].id)):
            store.add_decision(decision.id, codec.dump(decision))
        pipeline.refresh(store)
        if store.result_keys().keys() != contents.documents:
            first = done.skipped[0] if done.skipped else "nothing says why"
            raise OnrecordError(f"not all of its articles could be read ({first})", where=name)
    return done


def _items(file: IO[bytes], name: str) -> Iterator[Item]:
    for number, row in _rows(file, name):
        if row["type"] == "document":
            yield Item(row["source"], row["text"], _given(row), f"{name}:{number}")


def _rows(file: IO[bytes], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file with the numbers of their lines."""
    file.seek(0)
    number = 0
    while line := file.readline(_LONGEST):
        number += 1
        where = f"{name}:{number}"
        if len(line) >= _LONGEST:
            raise SourceError("this line is too long for a row of a record", where=where)
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            what = "this is no export of a record" if number == 1 else "damaged: this line is no JSON"
            raise SourceError(what, where=where) from error
        if not isinstance(row, dict) or row.get("type") not in TYPES or not isinstance(row.get("id"), str):
            raise SourceError("this is no export of a record: no row of the record format", where=where)
        yield number, row


def _document(row: Mapping[str, Any], contents: Contents) -> None:
    """Notes an article. Raises `ValueError` where it is not what it says."""
    source, text = _text(row["source"]), _text(row["text"])
    if sha256_of(text) != row["sha256"] or len(text) != row["length"]:
        raise ValueError("this text is not the one that was exported")
    if document_id(source, text) != row["id"] or row["id"] in contents.documents:
        raise ValueError("the id is another article's")
    _given(row)
    contents.documents.add(row["id"])


def _given(row: Mapping[str, Any]) -> Given:
    return codec.load(Given, json.dumps(row.get("given", {})))


def _decision(row: Mapping[str, Any], contents: Contents) -> None:
    kept = {key: value for key, value in row.items() if key not in ("type", "order")}
    if row["verb"] not in get_args(Verb):
        raise ValueError(f"nobody decides {row['verb']!r}")
    order = row.get("order", 0)
    if not isinstance(order, int) or row["id"] in contents.decisions:
        raise ValueError("a decision stands twice, or its order is no number")
    contents.decisions[row["id"]] = (order, codec.load(Decision, json.dumps(kept)))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("what should be text is none")
    value.encode()
    return value
