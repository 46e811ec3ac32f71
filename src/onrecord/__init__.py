"""onrecord: the record of a diplomatic process, read off its coverage.

import onrecord

with onrecord.open_record("onrecord.sqlite") as record:
    for row in record.commitments(status="overdue"):
        print(row.action)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.api import Record, open_record

__all__ = ["Record", "__version__", "open_record"]

__version__: str


def __getattr__(name: str) -> Any:
    # The command line is quick to start because nothing is loaded that it does not need.
    if name == "__version__":
        from importlib.metadata import version

        return version("onrecord")
    if name in __all__:
        from onrecord import api

        return getattr(api, name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
