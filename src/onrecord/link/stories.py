"""Stories: which documents tell the same one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.link.lineage import Lineage
from onrecord.model.document import Document
from onrecord.model.record import Extraction


def find_stories(
    documents: Iterable[Document], extractions: Mapping[str, Extraction], lineage: Lineage
) -> dict[str, str]:
    """The story of every document; a document alone is a story of its own."""
    return {document.id: "s" + document.id[1:] for document in documents}
