"""Puts the linked record together, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.languages import get_language
from onrecord.languages.asserting import Comparing
from onrecord.link.alignment import align
from onrecord.link.commitments import commitment_items, link_commitments, same_acts
from onrecord.link.components import candidate_pairs
from onrecord.link.events import link_events
from onrecord.link.figures import link_figures
from onrecord.link.kinship import kinship, story_keys
from onrecord.link.lineage import Sources, find_lineage
from onrecord.link.profiles import profile
from onrecord.link.standin import Actors, link_actors
from onrecord.link.statements import link_statements
from onrecord.link.stories import find_stories
from onrecord.link.wording import run_keys
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.linked import Decision, DocumentRow, Kinship, QuoteRow, Record, quote_id
from onrecord.model.record import Extraction

# From here on the sentences and quotes of two documents are held against one another.
CLOSE = 0.2


def link(
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    dossier: Any = None,
    decisions: Iterable[Decision] = (),
    as_of: Date | None = None,
) -> Record:
    """Everything that the documents make together; the order in which they come makes no difference.

    `extractions` has one for every document, by its id. With `as_of`, what was published later or
    bears no date is left out (and named in `left_out`); without it the record stands as of the
    latest publication.
    """
    given = sorted(documents, key=lambda document: document.id)
    kept = [document for document in given if as_of is None or _known_by(document, as_of)]
    out = tuple(document.id for document in given if as_of is not None and not _known_by(document, as_of))
    mine = {document.id: extractions[document.id] for document in kept}
    decided = tuple(decisions)
    day = as_of or latest(kept)

    comparing = _tables(kept)
    actors = link_actors(kept, mine, dossier, decided)
    profiles = {d.id: profile(d, mine[d.id], comparing[d.id]) for d in kept if d.id in comparing}
    keys = {id_: (*story_keys(p), *run_keys(mine[id_])) for id_, p in profiles.items()}
    near = candidate_pairs(keys)

    def measure(a: str, b: str) -> float:
        return kinship(profiles[a], profiles[b], comparing[a]) if a in profiles and b in profiles else 0.0

    kin = {pair: measure(*pair) for pair in near}
    lineage = find_lineage({d.id: d for d in kept}, mine, kin, {d.id: _sources(d, mine[d.id], actors) for d in kept})
    stories = find_stories([d.id for d in kept], kin, measure)
    close = [pair for pair, sure in kin.items() if sure >= CLOSE or pair in lineage.alike]
    quotes = _quotes(kept, mine, actors)
    acts = same_acts(commitment_items(kept, mine, actors, comparing), close, comparing)
    statements = link_statements(kept, mine, quotes, close, comparing, lineage, decided, acts)
    events = link_events(kept, mine, actors, lineage, decided)
    commitments = link_commitments(kept, mine, actors, events, comparing, lineage, decided, day)
    figures = link_figures(kept, mine, lineage)
    rows = tuple(
        DocumentRow(
            document,
            stories[document.id],
            lineage.derived.get(document.id, ()),
            lineage.version_of.get(document.id),
            actors.of(document.id, mine[document.id].outlet),
            actors.all_of(document.id, mine[document.id].cites),
        )
        for document in kept
    )
    related = tuple(
        Kinship(
            *pair,
            round(kin[pair], 3),
            pair in lineage.joined,
            tuple((t.one, t.other) for t in lineage.alike[pair].twins) if pair in lineage.alike else (),
        )
        for pair in close
    )
    aligned = align(mine, close, comparing)
    return Record(
        rows, actors.rows, quotes, statements, events, commitments, figures, decided, day, out, mine, related, aligned
    )


def _tables(documents: Iterable[Document]) -> dict[str, Comparing]:
    """The tables for comparing, for every document whose language has them."""
    found = {}
    for document in documents:
        language = get_language(document.language)
        if language is not None:
            found[document.id] = language.comparing
    return found


def _sources(document: Document, extraction: Extraction, actors: Actors) -> Sources:
    """Outlet and credits of a document as actors; a credited office is one that is no medium."""
    outlet = actors.of(document.id, extraction.outlet)
    cites = {actor for party in extraction.cites if (actor := actors.of(document.id, party))}
    offices = {
        actor
        for party in extraction.cites
        if extraction.parties[party].kind != "outlet" or extraction.parties[party].name[:1].islower()
        if (actor := actors.of(document.id, party))
    }
    return Sources(outlet, frozenset(cites - {outlet} - offices), frozenset(offices))


def latest(documents: Iterable[Document]) -> Date | None:
    """The latest day of publication among the documents; None where none bears a date."""
    days = [document.published for document in documents if document.published and document.published.known_year]
    return max(days, key=lambda day: (day.bounds() or ((),))[0], default=None)  # type: ignore[arg-type,return-value]


def _known_by(document: Document, day: Date) -> bool:
    published = document.published.bounds() if document.published else None
    limit = day.bounds()
    if published is None or limit is None:
        return False
    return limit[1] is None or published[0] <= limit[1]


def _quotes(
    documents: Iterable[Document], extractions: Mapping[str, Extraction], actors: Actors
) -> tuple[QuoteRow, ...]:
    rows = []
    for document in documents:
        quotes = extractions[document.id].quotes
        ids = [quote_id(document.id, quote) for quote in quotes]
        for index, quote in enumerate(quotes):
            rows.append(
                QuoteRow(
                    ids[index],
                    document.id,
                    index,
                    quote,
                    actors.all_of(document.id, quote.speakers),
                    None if quote.part_of is None else ids[quote.part_of],
                    None if quote.inside is None else ids[quote.inside],
                )
            )
    return tuple(sorted(rows, key=lambda row: (row.document, row.index)))
