"""One annotated document → its records: a pure function, safe to run anywhere in any order."""

from __future__ import annotations

from onrecord.dossier import Dossier
from onrecord.extract.commitments import find_commitments
from onrecord.extract.dating import find_dates
from onrecord.extract.events import find_events
from onrecord.extract.figures import find_figures
from onrecord.extract.media import find_media
from onrecord.extract.mentions import find_mentions
from onrecord.extract.passages import content, find_passages
from onrecord.extract.quotes import find_quotes
from onrecord.languages.language import Language
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document
from onrecord.model.record import Extraction


def extract(document: Document, annotation: Annotation, language: Language, dossier: Dossier) -> Extraction:
    """Everything that one document holds."""
    spoken = find_quotes(document, annotation, find_mentions(document, annotation, language, dossier), language)
    mentions, quotes = spoken.mentions, spoken.quotes
    passages = find_passages(document, annotation, language.asserting)
    dates = find_dates(document, language)
    events = find_events(document, annotation, mentions, quotes, language, dates)
    commitments = find_commitments(document, annotation, mentions, quotes, events, language, dates)
    figures = find_figures(document, annotation, mentions, language, dates)
    parties, outlet, cites = find_media(document, mentions.parties, dossier)
    return Extraction(
        document.id,
        parties,
        mentions.mentions,
        quotes=quotes,
        events=events,
        commitments=commitments,
        figures=figures,
        lemmas=tuple(lemma for passage in passages for lemma in content(passage)),
        outlet=outlet,
        cites=cites,
        passages=passages,
    )
