"""Short texts read for who is who in them."""

from __future__ import annotations

from onrecord.dossier import Dossier, empty_dossier
from onrecord.extract.mentions import Mentions, find_mentions
from onrecord.languages import get_language
from onrecord.languages.language import Language
from onrecord.model.dates import Date
from onrecord.model.document import Document, document_id, sha256_of
from onrecord.model.record import Party
from onrecord.model.span import Span

EMPTY = empty_dossier()


def language() -> Language:
    found = get_language("ru")
    assert found is not None
    return found


def read(text: str, dossier: Dossier = EMPTY, published: str | None = None) -> Mentions:
    body = (Span.cut(text, 0, len(text)),) if text else ()
    date = Date(published) if published else None
    document = Document(document_id("t", text), "t", text, sha256_of(text), "ru", published=date, body=body)
    return find_mentions(document, language().annotator.annotate(text, body), language(), dossier)


def whom(found: Mentions, words: str, nth: int = 0) -> Party | None:
    """The party of the nth mention with these words."""
    mention = [m for m in found.mentions if m.span.text == words][nth]
    return None if mention.party is None else found.parties[mention.party]


def named(found: Mentions, kind: str) -> set[str]:
    return {party.name for party in found.parties if party.kind == kind}
