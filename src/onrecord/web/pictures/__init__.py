"""Pictures of the record: one module each, which reads its data and says how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from onrecord.web.pictures import lineage, network, origins, said, timeline

MODULES: Mapping[str, ModuleType] = {
    "lineage": lineage, "network": network, "origins": origins, "said": said, "timeline": timeline,
}  # fmt: skip
"""By name: `read(lookup, chosen, speech)` gives a `Picture`, `chart(parts, width, height)` an Altair chart."""
