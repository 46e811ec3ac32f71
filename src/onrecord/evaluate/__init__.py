"""Score an export against gold: the referee's measures, with how sure each figure is.

Reads exports (`record-format.md`) and gold (`GUIDE.md`) and nothing else of onrecord.
"""

from __future__ import annotations

from onrecord.evaluate.gold import Gold, load_gold
from onrecord.evaluate.rows import ExportRows, read_export
from onrecord.evaluate.scoring import Report, evaluate

__all__ = ["ExportRows", "Gold", "Report", "evaluate", "load_gold", "read_export"]
