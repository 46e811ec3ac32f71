"""Opens a record, for reading unless one asks for more."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, overload

from onrecord.api.record import Record
from onrecord.api.writing import WritableRecord
from onrecord.errors import OnrecordError
from onrecord.settings import Settings


@overload
def open_record(
    path: str | Path | None = None, *, as_of: str | None = None, write: Literal[False] = False, create: bool = False
) -> Record: ...
@overload
def open_record(
    path: str | Path | None = None, *, as_of: str | None = None, write: Literal[True], create: bool = False
) -> WritableRecord: ...
def open_record(
    path: str | Path | None = None, *, as_of: str | None = None, write: bool = False, create: bool = False
) -> Record:
    """Opens a record: for reading, or with `write` also for adding articles and for deciding.

    `path` is its file; else `$ONRECORD_RECORD`, else `onrecord.sqlite`, as on the command line. `as_of` shows it as it
    could be known on a day (`"2031-05-06"`): nothing published later, nothing without a date. `create` (with `write`)
    makes one where there is none.

    What is stored as rows is brought in step with the articles first, as every command does, so that the file must be
    writable even where nothing is decided. Use it as a context manager, or call `close`.

    Raises `StoreError` where there is no such record or it can't be read, `DateError` for a day that is none, and
    `OnrecordError` where a record as of a day was to be written to.
    """
    where = Settings.read(record=Path(path) if path is not None else None).record
    if not write:
        if create:
            raise OnrecordError("only who may write can make a record", hint="open_record(…, write=True, create=True)")
        return Record(where, as_of)
    if as_of is not None:
        raise OnrecordError("a record as of a day is for reading only")
    return WritableRecord(where, create=create)
