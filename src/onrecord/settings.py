"""Settings: frozen, read once at the edge (the command line), handed down as values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import OnrecordError

DEFAULT_RECORD = Path("onrecord.sqlite")


@dataclass(frozen=True, slots=True)
class Settings:
    """`record` is the database, `dossier` a file of the user's own (None: the one that the record
    was made with, else the packaged one), `jobs` the number of worker processes."""

    record: Path = DEFAULT_RECORD
    dossier: Path | None = None
    jobs: int = 1

    @classmethod
    def read(
        cls,
        record: Path | None = None,
        dossier: Path | None = None,
        jobs: int | None = None,
        environ: Mapping[str, str] = os.environ,
    ) -> Settings:
        """What the options say, then `ONRECORD_RECORD`, `ONRECORD_DOSSIER`, `ONRECORD_JOBS`, then the defaults."""
        from_env = environ.get("ONRECORD_JOBS")
        if from_env is not None and not from_env.isdecimal():
            raise OnrecordError(f"ONRECORD_JOBS is {from_env!r}, not a number", hint="set it to 1, 2, … or unset it")
        return cls(
            record=record or Path(environ.get("ONRECORD_RECORD") or DEFAULT_RECORD),
            dossier=dossier or (Path(environ["ONRECORD_DOSSIER"]) if environ.get("ONRECORD_DOSSIER") else None),
            jobs=jobs or int(from_env or 0) or usable_cores(),
        )


def usable_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
