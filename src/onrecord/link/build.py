"""Puts the linked record together, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from onrecord.languages import comparing_of
from onrecord.languages.asserting import Comparing
from onrecord.link.actors import in_record, link_actors
from onrecord.link.alignment import align_own
from onrecord.link.asof import decided_by, early_verdicts, known_by, may_be_known
from onrecord.link.commitment_pairs import CommitmentItem
from onrecord.link.commitments import commitment_items, link_commitments
from onrecord.link.events import link_events
from onrecord.link.figures import link_figures
from onrecord.link.quotes import quote_rows
from onrecord.link.statements import link_statements
from onrecord.link.stories import find_stories
from onrecord.link.ties import Own, Tie, Told, all_ties, lineage_of, measure_of, own, side_of, units_by
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.linked import Decision, DocumentRow, Record
from onrecord.model.record import Extraction


def link(
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    dossier: Any = None,
    decisions: Iterable[Decision] = (),
    as_of: Date | None = None,
) -> Record:
    """Everything that the documents make together; the order in which they come makes no difference.

    `extractions` has one for every document, by its id. With `as_of`, what was published later or
    bears no date is left out (and named in `left_out`), with all that only it can have told;
    without it the record stands as of the latest publication.
    """
    given = sorted(documents, key=lambda document: document.id)
    kept = given if as_of is None else [document for document in given if known_by(document, as_of)]
    inside = {document.id for document in kept}
    mine = {document.id: extractions[document.id] for document in kept}
    decided = tuple(decisions) if as_of is None else decided_by(decisions, inside)
    day = as_of or latest(kept)

    comparing = _tables(kept)
    actors = link_actors(kept, mine, dossier, decided)
    quotes = {d.id: quote_rows(d.id, mine[d.id], actors) for d in kept}
    pledges: dict[str, list[CommitmentItem]] = {d.id: [] for d in kept}
    for item in commitment_items(kept, mine, actors, comparing):
        pledges[item.document].append(item)
    sides = {}
    for d in kept:
        told = Told(partial(quotes.__getitem__, d.id), partial(pledges.__getitem__, d.id))
        if side := side_of(d, mine[d.id], actors, told):
            sides[d.id] = side
    ties = all_ties(sides)
    held_by: list[Tie | Own] = [*ties, *(own(side) for _, side in sorted(sides.items()))]
    lineage = lineage_of(ties)
    stories = find_stories([d.id for d in kept], {t.pair: t.likely for t in ties}, measure_of(sides))
    weights = {pair: sure for held in held_by for pair, sure in held.weights().items()}
    all_quotes = tuple(row for d in kept for row in quotes[d.id])
    units = units_by(sides)
    statements = link_statements(kept, all_quotes, weights, units, lineage, decided)
    events = link_events(kept, mine, actors, lineage)
    near = frozenset(t.pair for t in ties if t.close)
    promised = [item for items in pledges.values() for item in items]
    commitments = link_commitments(kept, mine, promised, actors, comparing, near, lineage, decided, day)
    if as_of is not None and (early := early_verdicts(commitments, decided, as_of)):
        decided = tuple(decision for decision in decided if decision not in early)
        commitments = link_commitments(kept, mine, promised, actors, comparing, near, lineage, decided, day)
    figures = link_figures(kept, mine, (pair for held in held_by for pair in held.same_figures()), lineage)
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
    related = tuple(t.kinship() for t in ties if t.close)
    inside_one = [item for _, side in sorted(sides.items()) for item in align_own(side.sentences, side.comparing)]
    aligned = (*(item for t in ties for item in t.aligned), *inside_one)
    shown = in_record(actors.rows)
    out = tuple(document.id for document in given if document.id not in inside)
    open_day = tuple(document.source for document in given if as_of is not None and may_be_known(document, as_of))
    return Record(
        rows, shown, all_quotes, statements, events, commitments, figures, decided, day, out, open_day, mine, related,
        aligned,
    )  # fmt: skip


def _tables(documents: Iterable[Document]) -> dict[str, Comparing]:
    """The tables for comparing, for every document whose language has them."""
    found = ((document.id, comparing_of(document.language)) for document in documents)
    return {id_: tables for id_, tables in found if tables is not None}


def latest(documents: Iterable[Document]) -> Date | None:
    """The latest day of publication among the documents; None where none bears a date."""
    days = [(bounds[0], day.edtf) for d in documents if (day := d.published) and (bounds := day.bounds())]
    return Date(max(days)[1]) if days else None
