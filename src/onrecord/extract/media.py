"""Who publishes a document and whom it credits, as parties of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from onrecord.dossier import Dossier
from onrecord.model.document import Document
from onrecord.model.record import Party
from onrecord.model.span import Span

_BETWEEN_WORDS = re.compile(r"[^\w]+")


def find_media(
    document: Document, parties: tuple[Party, ...], dossier: Dossier
) -> tuple[tuple[Party, ...], int | None, tuple[int, ...]]:
    """All parties, media added that were none yet; the index of the outlet; those of the credits, in order."""
    everybody = list(parties)
    known: dict[str, int] = {}
    for party in parties:
        if party.kind in ("organization", "outlet"):
            for name in (party.name, *party.names):
                known.setdefault(_folded(name), party.index)
    entries = _entries(dossier)

    def index_of(name: str, mention: Span | None) -> int:
        folded = _folded(name)
        if folded not in known:
            known[folded] = len(everybody)
            mentions = (mention,) if mention else ()
            everybody.append(Party(len(everybody), "outlet", name, (name,), entries.get(folded), mentions))
        elif everybody[known[folded]].entry is None and folded in entries:
            everybody[known[folded]] = replace(everybody[known[folded]], entry=entries[folded])
        return known[folded]

    cites = tuple(dict.fromkeys(index_of(credit.name, credit.name_span) for credit in document.cites))
    outlet = index_of(document.outlet, None) if document.outlet else None
    return tuple(everybody), outlet, cites


@lru_cache(4)
def _entries(dossier: Dossier) -> Mapping[str, str]:
    """The entries of outlets by what they are called."""
    return {_folded(name): entry.id for entry in dossier.outlets for name in dossier.names(entry.id)}


def _folded(name: str) -> str:
    """A name without what outlets write differently: capitals, quotation marks, "ё"."""
    return _BETWEEN_WORDS.sub(" ", name.casefold().replace("ё", "е")).strip()
